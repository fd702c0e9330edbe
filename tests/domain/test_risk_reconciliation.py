"""A register against itself at another day: the changes that are told make the one into the other, or it is said why not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Risk, RiskChange, RiskChangeKind, RiskReview, Score
from scorecard_desktop.domain.risk_gaps import RiskGap, register_gaps
from scorecard_desktop.domain.risk_register import left_out, register_changes, standing_on, whole_reviews

APRIL, MAY, JUNE, JULY = date(2018, 4, 1), date(2018, 5, 31), date(2018, 6, 15), date(2018, 7, 31)

steps = st.none() | st.integers(1, 5)
scores = st.builds(Score, steps, steps)
words = st.sampled_from(["", "one", "two"])
facts = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Placements", "Staff"]),
        "description": words,
        "owner": words,
        "mitigation": words,
        "original": scores,
        "current": scores,
        "target": scores,
        "target_date": st.none() | st.sampled_from([MAY, JULY]),
        "prospects": st.sampled_from(list(Rag)),
    }
)
entries = st.tuples(
    st.none() | facts,  # in May
    st.none() | facts,  # in July
    st.sampled_from([None, APRIL, JUNE]),  # entered
    st.sampled_from([None, JUNE]),  # closed
)
registers = st.lists(entries, min_size=1, max_size=5)


def register(made):
    kept: list[Record] = []
    for at, (may, july, entered, closed) in enumerate(made):
        risk = Risk(f"r{at}", "Children", at, f"RM{at}", entered, closed if july is None else None)
        kept += [risk, *(RiskReview(risk.id, day, **said) for day, said in ((MAY, may), (JULY, july)) if said)]
    book = Book(kept)
    return book, book.risks()


def applied(before: dict[str, RiskReview], changes: Sequence[RiskChange]) -> dict[str, RiskReview]:
    """A register with the changes made that were told."""
    after = dict(before)
    for change in changes:
        if change.change is RiskChangeKind.NEW:
            after[change.risk] = RiskReview(change.risk, JULY, change.after)
        elif change.change is RiskChangeKind.CLOSED:
            del after[change.risk]
        else:
            after[change.risk] = with_change(after[change.risk], change)
    return after


def with_change(review: RiskReview, change: RiskChange) -> RiskReview:
    told: dict[str, Any]
    if change.change is RiskChangeKind.SCORE:
        which, part = change.aspect.split()
        score = getattr(review, which)
        assert str(getattr(score, part)) == change.before
        told = {which: replace(score, **{part: int(change.after)})}
        return replace(review, **told)
    if change.change is RiskChangeKind.PROSPECTS:
        assert review.prospects.value == change.before
        return replace(review, prospects=Rag(change.after))
    if change.change is RiskChangeKind.TARGET_DATE:
        return replace(review, target_date=date.fromisoformat(change.after))
    assert getattr(review, change.aspect) == change.before
    told = {change.aspect: change.after}
    return replace(review, **told)


def stated(review: RiskReview) -> dict[str, object]:
    """Every fact of a review by the name that a change or a gap gives it; None where it is not stated."""
    found: dict[str, object] = {
        f"{which} {part}": getattr(getattr(review, which), part)
        for which in ("original", "current", "target")
        for part in ("likelihood", "impact")
    }
    found |= {name: getattr(review, name) or None for name in ("title", "description", "owner", "mitigation")}
    found["target date"] = review.target_date
    found["prospects"] = None if review.prospects is Rag.NONE else review.prospects
    return found


def told(made):
    book, risks = register(made)
    before = {review.risk: review for review in standing_on(book, risks, MAY)}
    after = {review.risk: review for review in standing_on(book, risks, JULY)}
    return before, after, register_changes(book, risks, MAY, JULY), register_gaps(book, risks, MAY, JULY)


@given(registers)
def test_that_the_told_changes_make_the_earlier_register_into_the_later_but_for_what_is_said_not_to_be_known(made):
    before, after, changes, gaps = told(made)
    assume(before)
    unknown = {gap.risk: set(gap.facts) for gap in gaps}
    new = {change.risk for change in changes if change.change is RiskChangeKind.NEW}
    made_later = applied(before, changes)
    assert set(made_later) | {risk for risk, facts in unknown.items() if facts == {"risk"}} >= set(after)
    assert set(after) >= set(made_later) - {risk for risk in made_later if risk in unknown}
    for risk in set(after) & set(made_later):
        here, there = stated(made_later[risk]), stated(after[risk])
        if risk in new:
            assert here["title"] == there["title"]
            continue
        for fact, value in there.items():
            known = fact not in unknown.get(risk, ()) and unknown.get(risk) != {"risk"}
            if known:
                assert here[fact] == value, (risk, fact)


@given(registers)
def test_that_a_fact_is_a_change_or_a_gap_and_never_both(made):
    before, after, changes, gaps = told(made)
    changed = {(change.risk, change.aspect) for change in changes}
    missing = {(gap.risk, fact) for gap in gaps for fact in gap.facts}
    assert not changed & missing
    for risk in set(before) & set(after):
        if before[risk] is after[risk]:
            continue
        for fact, value in stated(after[risk]).items():
            was = stated(before[risk])[fact]
            assert ((risk, fact) in changed) == (None not in (was, value) and was != value)
            if (was is None) != (value is None):
                assert (risk, fact) in missing


@given(registers)
def test_that_a_register_between_two_days_without_a_review_has_no_gap(made):
    book, risks = register(made)
    assert register_gaps(book, risks, MAY, JUNE) == []


FULL = {
    "title": "Placements", "description": "one", "owner": "one", "mitigation": "one", "original": Score(4, 4),
    "current": Score(4, 4), "target": Score(2, 2), "target_date": JULY, "prospects": Rag.AMBER,
}  # fmt: skip


def gaps(*made) -> list[RiskGap]:
    return told(made)[3]


def test_that_two_full_reviews_leave_no_gap():
    assert gaps((FULL, FULL, APRIL, None), (FULL, FULL, None, None)) == []


def test_that_what_a_review_lacks_is_told_in_words_and_a_score_in_one():
    part = {**FULL, "owner": "", "current": Score(), "target": Score(2, None)}
    (gap,) = gaps((part, FULL, APRIL, None), (FULL, FULL, None, None))
    assert gap.facts == ("owner", "current likelihood", "current impact", "target impact")
    assert (gap.before, gap.after) == ("does not give the owner, the current score and the target impact", "")


def test_that_what_no_review_of_the_register_gives_is_none_of_its_facts():
    bare = {**FULL, "mitigation": "", "target_date": None}
    assert gaps((bare, bare, APRIL, None)) == []
    assert [gap.facts for gap in gaps((bare, bare, APRIL, None), (FULL, FULL, APRIL, None))] == [
        ("target date", "mitigation")
    ]


def test_that_a_risk_that_the_earlier_review_lacks_is_told_unless_it_is_new():
    full = (FULL, FULL, APRIL, None)
    assert gaps(full, (None, FULL, JUNE, None)) == []  # it is new, which is a change
    assert [gap.before for gap in gaps(full, (None, FULL, APRIL, None), (None, FULL, None, None))] == [
        "not in it, although it was entered on 1 Apr 2018", "not in it, and no date of entry says when it came",
    ]  # fmt: skip


def test_that_a_risk_that_the_later_review_passes_over_is_told_unless_it_was_closed():
    full = (FULL, FULL, APRIL, None)
    assert gaps(full, (FULL, None, APRIL, JUNE)) == []
    (gap,) = gaps(full, (FULL, None, APRIL, None))
    assert (gap.number, gap.after) == ("RM1", "not in it, and not closed; last reviewed 31 May 2018")


def test_that_a_risk_looked_at_by_itself_makes_no_review_of_the_register():
    book, risks = register([(FULL, FULL if at == 0 else None, APRIL, None) for at in range(4)])
    assert whole_reviews(book, risks) == [MAY]
    assert left_out(book, risks) == []
    assert register_gaps(book, risks, MAY, JULY) == []


def test_that_a_risk_gone_without_being_closed_is_found_until_it_is_closed_or_reviewed():
    full = (FULL, FULL, APRIL, None)
    book, risks = register([full, full, (FULL, None, APRIL, None)])
    ((risk, last, day),) = left_out(book, risks)
    assert (risk.number, last.reviewed, day) == ("RM2", MAY, JULY)
    book, risks = register([full, full, (FULL, None, APRIL, JUNE)])
    assert left_out(book, risks) == []

"""Scores, exceptions and the reconciliation of two reviews."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import (
    RiskChangeKind,
    RiskReview,
    RiskSettings,
    Score,
    is_exception,
    reconcile,
    score_band,
)
from support.small_book import risk

MAY, JULY = date(2018, 5, 22), date(2018, 7, 10)
FULL = RiskReview(
    "children/R1",
    MAY,
    "Placements cost more",
    "Demand rises faster than supply.",
    "M. Thorne",
    MAY,
    Score(3, 3, 9),
    Score(4, 3, 12),
    Score(2, 2, 4),
    date(2019, 3, 31),
    Rag.AMBER,
    "Buy ahead.",
    "On the way.",
)


def later(**facts):
    return replace(FULL, reviewed=JULY, **facts)


def changes(old, new, *risks):
    return [(c.change.value, c.aspect, c.before, c.after) for c in reconcile(old, new, risks or (risk(),))]


@pytest.mark.parametrize(
    ("score", "value", "words"),
    [
        (Score(4, 3, 12), 12, "4 × 3 = 12"),
        (Score(4, 3, 13), 12, "4 × 3 = 12"),
        (Score(3, None), None, "likelihood 3, impact not known"),
        (Score(None, 4), None, "likelihood not known, impact 4"),
        (Score(None, None, 12), 12, "12"),
        (Score(), None, "not known"),
    ],
)
def test_that_a_score_says_what_is_known_of_it(score, value, words):
    assert (score.value, score.words) == (value, words)


@pytest.mark.parametrize(
    ("score", "prospects", "exception"),
    [
        (Score(4, 3), Rag.AMBER, True),
        (Score(4, 3), Rag.RED, True),
        (Score(4, 3), Rag.GREEN, False),
        (Score(4, 3), Rag.NONE, False),
        (Score(3, 3), Rag.RED, False),
        (Score(3, None), Rag.RED, False),
    ],
)
def test_that_a_high_score_with_doubtful_prospects_is_an_exception(score, prospects, exception):
    assert is_exception(later(current=score, prospects=prospects), RiskSettings()) is exception


def test_that_the_bands_of_the_matrix_are_those_of_five_by_five_scaled():
    assert [score_band(s, RiskSettings()).letter for s in (1, 5, 6, 15, 16, 25)] == ["G", "G", "A", "A", "R", "R"]
    assert score_band(16, RiskSettings(size=4)).letter == "R"
    assert score_band(3, RiskSettings(size=4)).letter == "G"


def test_that_a_council_may_draw_the_lines_of_its_matrix():
    own = RiskSettings(red_from=15, amber_from=8)
    assert [score_band(s, own).letter for s in (7, 8, 14, 15)] == ["G", "A", "A", "R"]
    assert [score_band(s, RiskSettings(red_from=20)).letter for s in (5, 6, 19, 20)] == ["G", "A", "A", "R"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"current": Score(4, 4, 16)}, [("score", "current impact", "3", "4")]),
        ({"current": Score(3, 4)}, [("score", "current likelihood", "4", "3"), ("score", "current impact", "3", "4")]),
        ({"original": Score(5, 3)}, [("score", "original likelihood", "3", "5")]),
        ({"target": Score(1, 2)}, [("score", "target likelihood", "2", "1")]),
        ({"prospects": Rag.GREEN}, [("prospects", "prospects", "amber", "green")]),
        ({"title": "Care costs more"}, [("text", "title", "Placements cost more", "Care costs more")]),
        ({"mitigation": "Buy later."}, [("text", "mitigation", "Buy ahead.", "Buy later.")]),
        ({"target_date": date(2019, 6, 30)}, [("target-date", "target date", "2019-03-31", "2019-06-30")]),
        ({"owner": "E. Harding"}, [("owner", "owner", "M. Thorne", "E. Harding")]),
        ({"progress": "Nearly there.", "updated": JULY}, []),  # a note is expected to differ at each review
    ],
)
def test_that_each_change_between_two_reviews_is_named(facts, expected):
    assert changes([FULL], [later(**facts)]) == expected


def test_that_what_a_review_does_not_state_is_not_compared():
    partial = RiskReview("children/R1", MAY, "Placements cost more", current=Score(2), prospects=Rag.GREEN)
    assert partial.partial
    assert changes([partial], [later(current=Score(3))]) == [
        ("score", "current likelihood", "2", "3"),
        ("prospects", "prospects", "green", "amber"),
    ]
    assert changes([later(current=Score(3))], [partial]) == [
        ("score", "current likelihood", "3", "2"),
        ("prospects", "prospects", "amber", "green"),
    ]


@pytest.mark.parametrize("missing", [{"current": Score(3, None)}, {"description": ""}, {"owner": ""}])
def test_that_a_review_without_what_a_full_entry_holds_is_partial(missing):
    assert not FULL.partial
    assert later(**missing).partial


def test_that_a_risk_is_new_only_where_it_was_entered_after_the_earlier_review():
    new = replace(FULL, risk="children/R2", reviewed=JULY)
    entered_since = risk("R2", entered=date(2018, 6, 1))
    known_before = risk("R2", entered=date(2017, 6, 1))
    undated = risk("R2")
    assert changes([FULL], [later(), new], risk(), entered_since) == [("new", "risk", "", "Placements cost more")]
    assert changes([FULL], [later(), new], risk(), known_before) == []
    assert changes([FULL], [later(), new], risk(), undated) == []
    assert changes([], [later()], risk("R1", entered=date(2018, 6, 1))) == []


def test_that_a_risk_is_closed_only_where_its_record_says_so():
    closed = risk("R1", closed=date(2018, 7, 1), closed_reason="The grant came.")
    assert changes([FULL], [], closed) == [("closed", "risk", "Placements cost more", "The grant came.")]
    assert changes([FULL], [], risk()) == []


def test_that_changes_come_in_the_order_of_the_register():
    second = replace(FULL, risk="children/R2")
    found = reconcile(
        [second, FULL],
        [replace(second, reviewed=JULY, owner="E. Harding"), later(owner="E. Harding")],
        [risk("R2"), risk("R1")],
    )
    assert [(c.number, c.change) for c in found] == [("R1", RiskChangeKind.OWNER), ("R2", RiskChangeKind.OWNER)]


parts = st.none() | st.integers(1, 5)
scores = st.builds(Score, parts, parts)
days = st.none() | st.dates(date(2018, 1, 1), date(2020, 1, 1))
words = st.sampled_from(["", "first", "second"])
reviews = st.builds(
    RiskReview,
    st.just("children/R1"),
    st.just(JULY),
    words,
    words,
    words,
    days,
    scores,
    scores,
    scores,
    days,
    st.sampled_from(Rag),
    words,
)


def _shown(score_change, review):
    """What a review says of the aspect that a change names."""
    name, _, part = score_change.aspect.partition(" ")
    if score_change.change is RiskChangeKind.SCORE:
        return str(getattr(getattr(review, name), part))
    value = getattr(review, score_change.aspect.replace(" ", "_"))
    return value.value if isinstance(value, Rag) else str(value)


@given(reviews, reviews)
def test_that_applying_the_reported_changes_makes_one_review_into_the_other(old, new):
    """Nothing known on both sides differs but what is reported, and each report gives both sides as they are."""
    found = reconcile([old], [new], [risk()])
    for change in found:
        assert change.before == _shown(change, old)
        assert change.after == _shown(change, new)
        assert change.before != change.after
    reported = {change.aspect for change in found}
    for name in ("original", "current", "target"):
        for part in ("likelihood", "impact"):
            was, now = getattr(getattr(old, name), part), getattr(getattr(new, name), part)
            assert (f"{name} {part}" in reported) == (None not in (was, now) and was != now)
    for name in ("title", "description", "mitigation", "owner", "target_date"):
        was, now = getattr(old, name), getattr(new, name)
        assert (name.replace("_", " ") in reported) == (bool(was) and bool(now) and was != now)


@given(reviews)
def test_that_a_review_against_itself_shows_no_change(one):
    assert reconcile([one], [one], [risk()]) == []

"""The book: changes and their inverses, conflicts, copies and look-ups."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.book import RECORD_TYPES, Book, Conflict
from scorecard_desktop.domain.change import Change, ChangeSet, Record, change_set
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope, Target, Tolerance, ToleranceKind
from support.small_book import CARD, IND, book, columns, figure, indicator, scorecard, target


def content(of: Book) -> set[Record]:
    return set(of.records())


def test_that_every_kind_of_record_has_a_name_of_its_own():
    kinds = [record_type.record_kind for record_type in RECORD_TYPES]
    assert len(set(kinds)) == len(kinds)


def test_that_a_change_adds_alters_and_removes():
    held = book(indicator())
    first, second = figure("2018-04", "81.7"), figure("2018-04", "82.1")
    held.apply([Change(None, first)])
    assert held.observation(IND, "2018-04") == first
    held.apply([Change(first, second)])
    assert held.observations(IND) == [second]
    held.apply([Change(second, None)])
    assert held.observations(IND) == []
    assert held.observation(IND, "2018-04") is None


@pytest.mark.parametrize(
    "change",
    [
        Change(figure("2018-04", "1"), figure("2018-04", "2")),  # it is no longer 1
        Change(None, figure("2018-04", "2")),  # it is there already
        Change(figure("2018-05", "1"), None),  # it is not there
    ],
)
def test_that_a_conflict_leaves_nothing_changed(change):
    held = book(indicator(), figure("2018-04", "81.7"))
    before = content(held)
    with pytest.raises(Conflict) as caught:
        held.apply([Change(None, figure("2018-03", "5")), Change(None, figure("2018-02", "5")), change])
    assert content(held) == before
    assert held.observations(IND) == [figure("2018-04", "81.7")]
    assert caught.value.change is change


def test_that_whatever_stops_a_step_leaves_nothing_changed():
    held = book(indicator())
    before = content(held)

    def changes():
        yield Change(None, figure("2018-03", "5"))
        raise OSError("the source went away")

    with pytest.raises(OSError, match="went away"):
        held.apply(changes())
    assert content(held) == before


def test_that_a_change_is_of_one_record():
    with pytest.raises(ValueError, match="one record"):
        Change(figure("2018-03", "5"), figure("2018-04", "5"))
    with pytest.raises(ValueError, match="one record"):
        Change(figure("2018-03", "5"), indicator())
    with pytest.raises(ValueError, match="before or after"):
        Change(None, None)


def test_that_a_change_names_the_fields_that_differ():
    before, after = figure("2018-04", "5"), figure("2018-04", "6")
    assert Change(before, after).fields_changed == ("value",)
    assert Change(before, after).field("value") == (Decimal(5), Decimal(6))
    assert Change(None, after).field("value") == (None, Decimal(6))
    assert "value" in Change(None, after).fields_changed


def test_that_a_change_set_leaves_out_what_changes_nothing():
    same = figure("2018-04", "5")
    made = change_set("step", [Change(same, same), Change(None, indicator())])
    assert made.changes == (Change(None, indicator()),)


def test_that_a_copy_does_not_see_later_changes():
    held = book(indicator(), figure("2018-04", "5"))
    frozen = held.copy()
    held.apply([Change(figure("2018-04", "5"), figure("2018-04", "6")), Change(None, figure("2018-05", "7"))])
    assert frozen.observations(IND) == [figure("2018-04", "5")]
    assert held.observations(IND) == [figure("2018-04", "6"), figure("2018-05", "7")]


def test_that_an_indicator_moved_to_another_scorecard_is_found_there_alone():
    held = book(indicator())
    moved = replace(indicator(), scorecard="other")
    held.apply([Change(indicator(), moved)])
    assert held.indicators(CARD) == []
    assert held.indicators("other") == [moved]


def test_that_a_target_of_the_period_comes_before_the_one_for_all():
    held = book(indicator(), target("90"), target("95", period="2018-04"))
    assert held.target(IND, "2018-04") == target("95", period="2018-04")
    assert held.target(IND, "2018-03") == target("90")
    assert held.target("another", "2018-03") is None


def test_that_the_narrower_tolerance_and_setting_win():
    own, card, council = (
        Tolerance(scope, owner, ToleranceKind.RELATIVE, margin=Decimal(margin))
        for scope, owner, margin in ((Scope.INDICATOR, IND, 1), (Scope.SCORECARD, CARD, 2), (Scope.COUNCIL, "", 3))
    )
    assert book(council).tolerance(indicator()) == council
    assert book(council, card).tolerance(indicator()) == card
    assert book(council, card, own).tolerance(indicator()) == own
    assert book().tolerance(indicator()) is None
    wide, narrow = Setting(Scope.COUNCIL, "", "dead-band", "1"), Setting(Scope.INDICATOR, IND, "dead-band", "2")
    assert book(wide).setting("dead-band", "0", indicator()) == "1"
    assert book(wide, narrow).setting("dead-band", "0", indicator()) == "2"
    assert book(wide, narrow).setting("dead-band", "0", scorecard=CARD) == "1"
    assert book().setting("dead-band", "0") == "0"
    between = Setting(Scope.SCORECARD, CARD, "dead-band", "3")
    assert book(wide, between).setting("dead-band", "0", indicator()) == "3"
    assert book(wide, between).setting("dead-band", "0", scorecard=CARD) == "3"
    assert book(wide, between).setting("dead-band", "0", scorecard="another") == "1"


def test_that_the_current_period_is_the_latest_with_a_figure_of_the_scorecards_frequency():
    held = book(indicator(), columns("2018-02", "2018-03", "2018-04", "2018-04 YTD"), figure("2018-03", "5"))
    held.apply([Change(None, figure("2018-04", None, expected=False)), Change(None, figure("2018-04 YTD", "5"))])
    period = held.current_period(CARD)
    assert period is not None
    assert period.code == "2018-03"
    assert book(columns("2018-02")).current_period(CARD) is None
    assert book().current_period("no such scorecard") is None


def test_that_figures_of_an_area_are_kept_apart():
    whole, north = figure("2018-04", "5"), Observation(IND, "2018-04", "North", Decimal(2))
    held = book(indicator(), north, whole)
    assert held.observations(IND) == [whole]
    assert held.observations(IND, "North") == [north]


def test_that_figures_and_columns_come_oldest_first():
    held = book(indicator(), columns("2018-04", "2017-12", "2018-01"), figure("2018-04", "1"), figure("2017-12", "2"))
    assert [p.code for p in held.periods(CARD)] == ["2017-12", "2018-01", "2018-04"]
    assert [o.period for o in held.observations(IND)] == ["2017-12", "2018-04"]


records = st.one_of(
    st.builds(
        indicator,
        st.sampled_from(Polarity),
        st.sampled_from(Unit),
        st.text(max_size=4),
        ident=st.sampled_from(["vital/1.1", "vital/1.2"]),
    ),
    st.builds(figure, st.sampled_from(["2018-03", "2018-04"]), st.sampled_from([None, "1", "2"])),
    st.builds(target, st.sampled_from(["90", "95"]), period=st.sampled_from(["", "2018-04"])),
)


@st.composite
def steps(draw):
    """Steps that fit one after the other, from an empty book on."""
    held: dict[tuple[str, ...], Record] = {}
    made = []
    for _ in range(draw(st.integers(1, 5))):
        changes = []
        for record in draw(st.lists(records, min_size=1, max_size=4)):
            place = (record.record_kind, *record.key)
            before = held.get(place)
            after = None if before is not None and draw(st.booleans()) else record
            changes.append(Change(before, after))
            if after is None:
                del held[place]
            else:
                held[place] = after
        made.append(ChangeSet("step", tuple(changes)))
    return made


@given(steps())
def test_that_undoing_every_step_restores_the_book_at_each(made):
    held = Book([scorecard()])
    stages = [content(held)]
    for step in made:
        held.apply(step.changes)
        stages.append(content(held))
    for step in reversed(made):
        assert content(held) == stages.pop()
        held.apply(step.inverse.changes)
    assert content(held) == stages.pop() == {scorecard()}


@given(steps())
def test_that_the_look_ups_agree_with_a_book_made_afresh(made):
    held = Book()
    for step in made:
        held.apply(step.changes)
    fresh = Book(held.records())
    for record_type in (Indicator, Observation, Target):
        for owner in (CARD, IND, "vital/1.2"):
            assert set(held.of(record_type, owner)) == set(fresh.of(record_type, owner))
    assert held.indicators(CARD) == fresh.indicators(CARD)


def test_that_commentary_is_read_general_words_first_then_by_period_and_part_however_it_came():
    def said(period: str, part: CommentaryPart) -> Commentary:
        return Commentary(IND, period, part, "Words.")

    in_order = [
        said("", CommentaryPart.COMMENT),
        said("2017-18 Q4", CommentaryPart.ACTION),
        said("2018-04", CommentaryPart.COMMENT),
        said("2018-04", CommentaryPart.ACTION),
        said("2018-04", CommentaryPart.CHART_NOTE),
    ]
    assert book(indicator(), in_order[::-1]).commentary(IND) == in_order

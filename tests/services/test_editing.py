"""What is typed, as changes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import ScorecardPeriod
from scorecard_desktop.domain.target import Target, TargetKind
from scorecard_desktop.services.editing import (
    Typed,
    as_typed,
    change_commentary,
    change_due,
    change_polarity,
    change_target,
    change_targets,
    change_value,
    change_values,
    target_as_typed,
)
from support.small_book import CARD, IND, book, cell, columns, figure, indicator, target

APRIL = replace(figure("2018-04", "81.7", ratio=("98", "120"), source=cell("I48")), sheet_rag=Rag.AMBER)


@pytest.fixture
def held():
    return book(indicator(), columns("2018-03", "2018-04"), APRIL)


def typed(held, text: str, period: str = "2018-04") -> Observation | None:
    changes = change_value(held, IND, period, text).changes
    assert len(changes) == 1
    after = changes[0].after
    assert after is None or isinstance(after, Observation)
    return after


@pytest.mark.parametrize(
    ("text", "value", "symbol"),
    [
        ("82", "82", None),
        ("82.4%", "82.4", None),
        (" 1,000.5 ", "1000.5", None),
        ("-3", "-3", None),
        ("0", "0", None),
        ("[c]", None, Symbol.CONFIDENTIAL),
        ("n/a", None, Symbol.NOT_APPLICABLE),
        ("supressed", None, Symbol.CONFIDENTIAL),
    ],
)
def test_that_a_figure_is_read_as_a_workbook_s_cell_is(held, text, value, symbol):
    after = typed(held, text)
    assert after == Observation(IND, "2018-04", value=None if value is None else Decimal(value), symbol=symbol)


@pytest.mark.parametrize(("text", "due"), [("not due", False), ("Not expected.", False), ("due", True)])
def test_that_an_officer_may_say_whether_a_figure_is_due(held, text, due):
    assert typed(held, text) == Observation(IND, "2018-04", expected=due)
    assert typed(held, text, "2018-03") == Observation(IND, "2018-03", expected=due)


def test_that_what_was_said_of_a_cell_may_be_said_otherwise_and_taken_back():
    held = book(indicator(), columns("2018-03", "2018-04"), figure("2018-04", None, expected=False))
    assert change_value(held, IND, "2018-04", "not due").changes == ()
    assert typed(held, "due") == Observation(IND, "2018-04", expected=True)
    assert typed(held, "") is None


def test_that_frequency_and_dates_are_changed_together(held):
    (change,) = change_due(held, IND, PeriodKind.QUARTER, date(2018, 4, 1), None).changes
    assert change.after == replace(indicator(), frequency=PeriodKind.QUARTER, starts=date(2018, 4, 1))
    assert change_due(held, IND, PeriodKind.MONTH, None, None).changes == ()


def test_that_figures_do_not_end_before_they_begin(held):
    with pytest.raises(Refusal, match="before the first"):
        change_due(held, IND, PeriodKind.MONTH, date(2018, 4, 2), date(2018, 4, 1))
    assert change_due(held, IND, PeriodKind.MONTH, date(2018, 4, 1), date(2018, 4, 1)).changes


def test_that_a_ratio_gives_the_percentage_and_keeps_its_counts(held):
    after = typed(held, "24/163")
    assert after is not None
    assert after.value == Decimal(24) / Decimal(163) * 100
    assert (after.numerator, after.denominator) == (Decimal(24), Decimal(163))


def test_that_a_percentage_with_its_counts_keeps_both(held):
    after = typed(held, "12.9% (69/535)")
    assert after is not None
    assert (after.value, after.numerator, after.denominator) == (Decimal("12.9"), Decimal(69), Decimal(535))


def test_that_flags_and_words_after_a_figure_are_kept(held):
    assert typed(held, "82 [p]").flags == {Symbol.PROVISIONAL}  # type: ignore[union-attr]
    assert typed(held, "93% (July fig)").note == "July fig"  # type: ignore[union-attr]


def test_that_a_typed_figure_drops_what_the_sheet_said_of_the_old_one(held):
    after = typed(held, "82")
    assert after is not None
    assert (after.source, after.sheet_rag, after.numerator, after.denominator) == (None, None, None, None)


def test_that_the_same_figure_typed_again_changes_nothing(held):
    for text in ("81.7", "81.70%", " 81.7 "):
        assert change_value(held, IND, "2018-04", text).changes == ()


def test_that_a_figure_typed_where_none_was_expected_is_a_change():
    held = book(indicator(), columns("2018-04"), replace(figure("2018-04", None), expected=False))
    assert typed(held, "5") == figure("2018-04", "5")


def test_that_an_empty_text_removes_the_figure(held):
    for text in ("", "  \t"):
        assert change_value(held, IND, "2018-04", text).changes == (Change(APRIL, None),)
    assert change_value(held, IND, "2018-03", "").changes == ()


def test_that_the_step_is_named_for_undo(held):
    assert change_value(held, IND, "2018-04", "82").label == "change of 1.1 Apr 2018"
    nameless = book(replace(indicator(), ref=""), columns("2018-04"))
    assert change_value(nameless, IND, "2018-04", "82").label == "change of Plans agreed Apr 2018"


def test_that_a_period_without_a_column_gets_one(held):
    made = change_value(held, IND, "2018-05", "80").changes
    assert Change(None, ScorecardPeriod(CARD, "2018-05")) in made
    assert Change(None, figure("2018-05", "80")) in made


def test_that_what_an_import_found_at_the_figure_goes_with_it(held):
    here = Finding("unmapped-text", Severity.WARNING, "m", "a", IND, "2018-04")
    elsewhere = replace(here, period="2018-03")
    held.apply([Change(None, here), Change(None, elsewhere)])
    assert [c for c in change_value(held, IND, "2018-04", "82").changes if c.before == here and c.after is None]
    assert Change(elsewhere, None) not in change_value(held, IND, "2018-04", "82").changes


@pytest.mark.parametrize("text", ["abc", "12 or 13", "24/0", "#REF!", "1.2.3"])
def test_that_what_is_not_a_figure_is_refused_with_what_can_be_typed(held, text):
    with pytest.raises(Refusal, match=r"is not a figure. Type a percentage such as 81.7"):
        change_value(held, IND, "2018-04", text)


@pytest.mark.parametrize("unit", [Unit.COUNT, Unit.NUMBER, Unit.RATE, Unit.MONEY])
@pytest.mark.parametrize("text", ["24/163", "82%"])
def test_that_a_percentage_of_what_is_none_is_refused(unit, text):
    held = book(indicator(unit=unit), columns("2018-04"))
    with pytest.raises(Refusal, match="is not a percentage"):
        change_value(held, IND, "2018-04", text)
    assert typed(held, "24") == figure("2018-04", "24")


def test_that_what_is_not_a_period_or_an_indicator_is_refused(held):
    with pytest.raises(Refusal, match="not a period"):
        change_value(held, IND, "soon", "82")
    with pytest.raises(Refusal, match="no longer there"):
        change_value(held, "vital/9.9", "2018-04", "82")


def test_that_a_comment_is_written_altered_and_removed(held):
    first = change_commentary(held, IND, "2018-04", CommentaryPart.WORRIES, "  Too few  \nvisits\n")
    written = Commentary(IND, "2018-04", CommentaryPart.WORRIES, "Too few\nvisits")
    assert first.changes == (Change(None, written),)
    assert first.label == "change of worries of 1.1 Apr 2018"
    held.apply(first.changes)
    assert change_commentary(held, IND, "2018-04", CommentaryPart.WORRIES, "Too few\nvisits").changes == ()
    assert change_commentary(held, IND, "2018-04", CommentaryPart.WORRIES, " ").changes == (Change(written, None),)
    assert change_commentary(held, IND, "2018-04", CommentaryPart.COMMENT, "").changes == ()


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("90%", TargetKind.VALUE, "90", None),
        ("<20%", TargetKind.AT_MOST, None, "20"),
        ("at least 86", TargetKind.AT_LEAST, "86", None),
        ("260-300", TargetKind.RANGE, "260", "300"),
        ("0 by March", TargetKind.TEXT, None, None),
    ],
)
def test_that_a_target_is_read_as_officers_write_it(held, text, kind, low, high):
    (change,) = change_target(held, IND, "", text).changes
    assert change.after == Target(
        IND, "", kind, None if low is None else Decimal(low), None if high is None else Decimal(high), text
    )


def test_that_each_change_of_a_target_counts_its_version_up():
    held = book(indicator(), replace(target("90"), text="90%"))
    (change,) = change_target(held, IND, "", "95%").changes
    assert isinstance(change.after, Target)
    assert change.after.version == 2
    assert change_target(held, IND, "", "90%").changes == ()
    assert change_target(held, IND, "", "").changes[0].after is None
    assert change_target(held, IND, "2018-04", "n/a").changes == ()


def test_that_a_percentage_as_target_of_a_count_is_refused():
    with pytest.raises(Refusal, match="without the percent sign"):
        change_target(book(indicator(unit=Unit.COUNT)), IND, "", "90%")


def test_that_a_polarity_is_changed(held):
    (change,) = change_polarity(held, IND, Polarity.LOW).changes
    assert change == Change(indicator(), indicator(Polarity.LOW))
    assert change_polarity(held, IND, Polarity.HIGH).changes == ()


# Many figures at once


def test_that_many_figures_are_one_step_with_their_number_in_its_name(held):
    step = change_values(held, [Typed(IND, "2018-03", "24/163"), Typed(IND, "2018-04", "82")], "paste")
    assert step.label == "paste of 2 figures"
    assert [change.record.key for change in step.changes] == [(IND, "2018-03", ""), (IND, "2018-04", "")]
    assert change_values(held, [Typed(IND, "2018-04", "82")], "fill").label == "fill of 1.1 Apr 2018"


def test_that_one_column_is_made_for_many_figures_of_a_new_period():
    other = replace(indicator(), id="other", ref="5.5")
    held = book(indicator(), other, columns("2018-03"))
    step = change_values(held, [Typed(IND, "2018-05", "1"), Typed("other", "2018-05", "2")], "paste")
    assert [change.record.record_kind for change in step.changes] == ["scorecard period", "observation", "observation"]


def test_that_what_stands_there_already_is_no_change(held):
    assert change_values(held, [Typed(IND, "2018-04", "81.7%")], "paste").changes == ()


def test_that_one_text_that_is_not_understood_refuses_them_all(held):
    with pytest.raises(Refusal) as refused:
        change_values(held, [Typed(IND, "2018-03", "24/163"), Typed(IND, "2018-04", "about half")], "paste")
    assert refused.value.message.startswith(
        "Nothing was changed: 1 of 2 cells cannot be understood. 1.1 Apr 2018: “about half” is not a figure."
    )


def test_that_a_refusal_names_three_and_counts_the_rest(held):
    typed_ = [Typed(IND, f"2018-0{month}", "x y z") for month in range(1, 8)]
    with pytest.raises(Refusal, match="So are 4 more"):
        change_values(held, typed_, "paste")


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("24/163", "24/163"),
        ("14.7% (24/163)", "14.7% (24/163)"),
        ("81.7", "81.7%"),
        ("12.4 [p]", "12.4% [p]"),
        ("24/163 [p]", "24/163 [p]"),
        ("[c]", "[c]"),
    ],
)
def test_that_a_figure_is_offered_as_it_would_be_typed_and_reads_the_same_again(held, text, back):
    figure_ = typed(held, text, "2018-03")
    assert as_typed(figure_, indicator()) == back
    assert typed(held, back, "2018-03") == figure_


def test_that_typed_targets_change_the_ones_that_hold_and_all_stand_or_fall_together():
    held = book(indicator(), indicator(ident="two"), replace(target("90"), text="90%"), columns("2018-04"))
    step = change_targets(held, [Typed(IND, "2018-04", "95%"), Typed("two", "2018-04", "<5%")], "paste")
    assert step.label == "paste of 2 targets"
    assert [change.record.key for change in step.changes] == [(IND, ""), ("two", "")]
    assert target_as_typed(held, indicator(), "2018-04") == "90%"
    assert target_as_typed(held, indicator(ident="two"), "2018-04") == ""

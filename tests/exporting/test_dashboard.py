"""The dashboard and the exceptions say in words what no figure says, once, and where it holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.grouping import GroupBy, Grouping
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, financial_year, quarter
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind
from scorecard_desktop.exporting.document import CellState, RowKind, Table
from scorecard_desktop.exporting.reading import block_text, plain_text
from scorecard_desktop.exporting.sections.dashboard import dashboard
from scorecard_desktop.exporting.sections.exceptions import exceptions
from scorecard_desktop.exporting.sections.notes import NOTED
from support.papers import pages_of

YEARLY = "Figures come once a year; the quarters are told in the comments"
PERIODS = [quarter(2016, 4), financial_year(2016), *(quarter(2017, n) for n in (1, 2, 3))]


def book(notes, *others):
    """One indicator with what ``notes`` puts at each period: words, or a figure with a note after a bar."""
    records = [
        Scorecard("s", 0, "Scorecard", PeriodKind.QUARTER),
        *(ScorecardPeriod("s", period.code) for period in PERIODS),
        Indicator("i", "s", 0, "2.3", "Moves", "Care", Unit.PERCENT, 0, Polarity.LOW, PeriodKind.QUARTER),
        Indicator("j", "s", 1, "2.4", "Stays", "Care", Unit.PERCENT, 0, Polarity.HIGH, PeriodKind.QUARTER),
        *others,
    ]
    for period, words in zip(PERIODS, notes, strict=True):
        figure, _, note = words.rpartition("|")
        value = Decimal(figure) if figure else None
        records.append(Observation("i", period.code, value=value, note=note))
        records.append(Observation("j", period.code, value=Decimal(70)))
    return Book(records)


def section_of(made, **how):
    return dashboard(made, made.get(Scorecard, "s"), PERIODS[-1], rated_rows(made, "s", PERIODS[-1]), (), **how)


def table(made):
    return next(block for block in section_of(made).blocks if isinstance(block, Table))


def test_that_a_dashboard_is_gathered_as_its_item_says_and_by_section_unless_it_does():
    made = book(["1", "1", "1", "1", "1"])
    served = [replace(one, service=f"Service {one.ref}") for one in made.all(Indicator)]
    made = Book([*(one for one in made.records() if not isinstance(one, Indicator)), *served])

    def headings(**how):
        section = section_of(made, **how)
        rows = next(block for block in section.blocks if isinstance(block, Table)).rows
        return [row.cells[0].text for row in rows if row.kind is RowKind.SECTION]

    assert headings() == ["Care"]
    assert headings(grouping=Grouping(GroupBy.DIRECTORATE)) == ["Service 2.3", "Service 2.4"]
    assert headings(grouping=Grouping(GroupBy.NONE)) == []


def remarks(made):
    return [cell.text for row in table(made).rows if row.kind is RowKind.REMARK for cell in row.cells if cell.text]


def block_words(made):
    return " ".join(leaf.text for leaf in block_text(section_of(made).blocks))


def test_that_words_in_place_of_figures_are_marked_in_the_cells_and_said_once_beneath():
    made = book([YEARLY, "13|", YEARLY, YEARLY, YEARLY])
    shown = [cell for cell in table(made).rows[1].cells if cell == NOTED or cell.text == "13"]
    assert [cell.text for cell in shown] == ["note", "13", "note", "note", "note"]
    assert remarks(made) == [f"Q4 2016-17 and Q1 2017-18 to Q3 2017-18: {YEARLY}"]


def test_that_two_notes_are_said_apart_and_a_figure_keeps_its_own():
    made = book([YEARLY, "13|July figure", "14|", "Late", "15|"])
    assert remarks(made) == [f"Q4 2016-17: {YEARLY}\n2016-17: July figure"]
    assert "Late" in [cell.text for cell in table(made).rows[1].cells]


@pytest.mark.parametrize(("words", "is_marked"), [("97%-99%", False), ("Agreed with each school", True)])
def test_that_words_as_short_as_a_figure_stay_in_their_cell(words, is_marked):
    for made in (
        book([words, "1|", "1|", "1|", "1|"]),
        book(["1|"] * 5, Target("i", "", TargetKind.TEXT, text=words)),
        book(["1|"] * 5, Benchmark("i", "England", 0, "", None, None, words)),
    ):
        cells = table(made).rows[1].cells
        assert (NOTED in cells) is is_marked
        assert (words in [cell.text for cell in cells]) is not is_marked
        assert bool(remarks(made)) is is_marked
        if is_marked:
            assert remarks(made)[0].endswith(f": {words}")


def test_that_the_key_says_what_the_mark_means_where_it_is_used():
    def said(made):
        return plain_text(pages_of(*section_of(made).blocks))

    assert "“Note” stands for words" in said(book([YEARLY, "13|", "1|", "1|", "1|"]))
    assert "“Note” stands for words" not in said(book(["1|"] * 5))


def test_that_an_exception_without_a_figure_says_what_stands_in_its_place():
    target = Target("i", "", TargetKind.VALUE, Decimal(10))
    made = book([YEARLY] * 5, target, Setting(Scope.INDICATOR, "i", "exceptions.on", "risk"))
    records = [
        Indicator(**{**_fields(record), "affects_risks": ("R1",)}) if record == made.get(Indicator, "i") else record
        for record in made.records()
    ]
    said = plain_text(pages_of(*exceptions(Book(records), rated_rows(Book(records), "s", PERIODS[-1]), ()).blocks))
    assert f"Affects corporate risk R1. In place of a figure: {YEARLY}" in said
    assert "see note" in said.splitlines()


def _fields(record):
    return {name: getattr(record, name) for name in record.__slots__}


def test_that_the_criteria_are_stated_once_with_their_thresholds():
    made = book(["1|"] * 5)
    said = plain_text(pages_of(*exceptions(made, rated_rows(made, "s", PERIODS[-1]), ()).blocks))
    assert said.count("5% or more worse than its target; worse in each of the last 3 periods") == 1
    assert "criteria of their own" not in said
    set_apart = book(["1|"] * 5, Setting(Scope.INDICATOR, "i", "exceptions.variance", "20"))
    said = plain_text(pages_of(*exceptions(set_apart, rated_rows(set_apart, "s", PERIODS[-1]), ()).blocks))
    assert "Some indicators have criteria of their own." in said


def test_that_a_rating_set_by_hand_is_said_beneath_with_who_when_and_why():
    late = Override("i", PERIODS[4].code, Rag.GREEN, "The return was late.", "Pat", set_on=date(2018, 1, 9))
    older = Override("i", "2015-16 Q4", Rag.RED, "Long ago.", "Pat")
    made = book(["|", "|", "|", "|", "30|"], Target("i", "", TargetKind.VALUE, Decimal(20)), late, older)
    (said,) = remarks(made)
    assert said == (
        "Q3 2017-18: Set to green by Pat on 9 Jan 2018: The return was late. (Computed: 30% misses the target of 20%, "
        "and no tolerance is set: red.)"
    )


def test_that_a_forecast_s_rating_set_by_hand_is_said_apart():
    year = financial_year(2017)
    forecast = Observation("i", year.code, value=Decimal(18), flags=frozenset({Symbol.FORECAST}))
    by_hand = Override("i", year.code, Rag.RED, "A school closes.", "Pat", RatingOf.FORECAST)
    made = book(["|", "|", "|", "|", "10|"], Target("i", "", TargetKind.VALUE, Decimal(20)), forecast, by_hand)
    (said,) = remarks(made)
    assert said == (
        "Forecast for 2017-18: 18% [f], red. Set to red by Pat: A school closes. (Computed: 18% is better than the "
        "target of 20%: green.)"
    )


def test_that_a_figure_made_of_others_is_marked_and_the_mark_explained():
    local = [
        Observation("i", PERIODS[4].code, area, Decimal(20), numerator=Decimal(1), denominator=Decimal(5))
        for area in ("North", "South")
    ]
    made = book(["|", "|", "|", "|", "|"], Setting(Scope.INDICATOR, "i", "aggregate.localities", "on"), *local)
    made.apply([Change(made.observation("i", PERIODS[4].code), None)])
    assert "20†" in [cell.text for cell in table(made).rows[1].cells]
    assert "† marks a figure worked out from others." in block_words(made)


def test_that_what_is_awaited_and_what_is_not_expected_look_unlike():
    made = book(["1|", "|", "|", "|", "1|"])
    gone = [Change(made.observation("i", period.code), None) for period in PERIODS[1:4]]
    made.apply(gone)
    cells = table(made).rows[1].cells
    states = [cell.state for cell in cells if cell.state is not CellState.PLAIN]
    assert states == [CellState.NOT_EXPECTED, CellState.AWAITED, CellState.AWAITED]

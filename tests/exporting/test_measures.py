"""The measures of a scorecard: each with what it is compared with and held against, its localities, its comment."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import PeriodKind, financial_year, quarter
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.domain.template import ItemKind, PackItem, Template
from scorecard_desktop.exporting.document import CellState, Orientation, RowKind, Table
from scorecard_desktop.exporting.items import sections_of
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack, content_of
from scorecard_desktop.exporting.reading import cell_text, plain_text
from scorecard_desktop.exporting.shown import figures_shown

D = Decimal
LAST_YEAR, BEFORE, NOW = quarter(2016, 2), quarter(2017, 1), quarter(2017, 2)
YEAR = financial_year(2016)
PLANS = (("Plan", "Be safe"), ("Corporate", "Outcome 5"))
MEETING = Meeting("Committee", date(2017, 11, 27))


def records():
    return [
        Scorecard("s", 0, "Scorecard", PeriodKind.QUARTER),
        *(ScorecardPeriod("s", period.code) for period in (LAST_YEAR, YEAR, BEFORE, NOW)),
        Indicator(
            "i",
            "s",
            0,
            "1.1",
            "Seen in time",
            "Care",
            Unit.PERCENT,
            1,
            Polarity.HIGH,
            PeriodKind.QUARTER,
            priorities=PLANS,
        ),
        Indicator("j", "s", 1, "1.2", "Waiting", "Help", Unit.COUNT, 0, Polarity.LOW, PeriodKind.QUARTER),
        *(
            Observation("i", period.code, value=D(value), numerator=D(over), denominator=D(under))
            for period, value, over, under in (
                (LAST_YEAR, "80.0", 80, 100),
                (YEAR, "78.0", 312, 400),
                (BEFORE, "70.0", 70, 100),
                (NOW, "75.5", 151, 200),
            )
        ),
        Observation("i", NOW.code, "North", D("90.0"), numerator=D(90), denominator=D(100)),
        Observation("i", NOW.code, "South", D("61.0")),
        Observation("j", NOW.code, value=D(12)),
        Target("i", "", TargetKind.VALUE, D(80)),
        Tolerance(Scope.INDICATOR, "i", ToleranceKind.RELATIVE, margin=D(10)),
        Benchmark("i", "England", 0, value=D("77.25")),
        Commentary("i", NOW.code, CommentaryPart.COMMENT, "Staff are back."),
    ]


@pytest.fixture
def book():
    return Book(records())


def content(book, item):
    return content_of(book, MEETING, Template("t", "T", "", (item,)), (("s", NOW),))


def sections(book, **narrowed):
    item = PackItem(ItemKind.MEASURES, **narrowed)
    return sections_of(content(book, item), item)


def tables(book, **narrowed):
    return [block for section in sections(book, **narrowed) for block in section.blocks if isinstance(block, Table)]


def cells(table, ref):
    """What is read in the row of a measure, by what is read over it."""
    row = next(row for row in table.rows if row.kind is RowKind.BODY and row.cells[0].text == ref)
    return {
        column.spoken or column.header: cell_text(cell) for column, cell in zip(table.columns, row.cells, strict=True)
    }


def test_that_a_measure_stands_with_all_it_is_held_against(book):
    assert cells(tables(book)[0], "1.1") == {
        "Ref": "1.1",
        "Measure": "Seen in time",
        "Good is": "High",
        "Unit": "%",
        "Q2 2016-17": "80.0 green 80/100",
        "2016-17": "78.0 amber 312/400",
        "Q1 2017-18": "70.0 red 70/100",
        "Q2 2017-18": "75.5 amber 151/200",
        "Target": "80",
        "Green": "at least 80%",
        "Red": "below 72%",
        "Rating": "Amber",
        "Direction of travel": "up better",
        "Against the same period last year": "down worse",
        "England": "77.3",
    }


def test_that_its_page_lies_wide_and_its_comment_stands_beneath_with_the_plans_that_it_serves(book):
    assert [section.orientation for section in sections(book)] == [Orientation.LANDSCAPE]
    remarks = [cell for row in tables(book)[0].rows if row.kind is RowKind.REMARK for cell in row.cells if cell.text]
    assert [(cell.text, cell.note) for cell in remarks] == [("Staff are back.", "Plan: Be safe; Corporate: Outcome 5")]


def test_that_measures_stand_under_the_headings_that_were_asked_for(book):
    def headings(**narrowed):
        return [row.cells[0].text for row in tables(book, **narrowed)[0].rows if row.kind is RowKind.SECTION]

    assert headings() == ["Care", "Help"]
    assert headings(grouping="outcome:Corporate") == ["Outcome 5", "No outcome stated"]
    assert headings(grouping="none") == []
    grouped = tables(book, grouping="outcome:Corporate")[0]
    assert [cell.note for row in grouped.rows if row.kind is RowKind.REMARK for cell in row.cells if cell.note] == [
        "Plan: Be safe"
    ]


def test_that_a_period_without_any_figure_has_no_column_but_that_which_is_reported_has(book):
    gone = [Change(one, None) for one in book.observations("i") if one.period != BEFORE.code]
    book.apply([*gone, Change(book.observation("j", NOW.code), None)])
    named = [column.spoken for column in tables(book)[0].columns if column.spoken]
    assert named[:2] == ["Q1 2017-18", "Q2 2017-18"]
    assert "Against the same period last year" not in named


def test_that_localities_stand_in_a_table_of_their_own_and_are_not_rated(book):
    local = tables(book)[1]
    assert cells(local, "1.1") == {
        "Ref": "1.1",
        "Measure": "Seen in time",
        "Unit": "%",
        "Whole council": "75.5 151/200",
        "North": "90.0 90/100",
        "South": "61.0",
    }
    assert [row.cells[0].text for row in local.rows] == ["1.1"]
    assert not any(cell.rag for row in local.rows for cell in row.cells)


def test_that_only_the_localities_chosen_are_shown(book):
    assert [column.header for column in tables(book, areas=("South",))[1].columns][-1] == "South"
    assert len(tables(book, areas=("West",))) == 1


def test_that_thirteen_localities_take_two_tables(book):
    book.apply([Change(None, Observation("i", NOW.code, f"Area {n:02}", D(n))) for n in range(11)])
    first, second = tables(book)[1:]
    assert len(first.columns) == 4 + 12
    assert [column.header for column in second.columns][4:] == ["South"]


def test_that_a_locality_without_a_figure_is_awaited_or_not_expected_like_the_council(book):
    book.apply([Change(None, Observation("j", NOW.code, "South", D(4)))])
    row = next(row for row in tables(book)[1].rows if row.cells[0].text == "1.2")
    assert row.cells[4].state in (CellState.AWAITED, CellState.NOT_EXPECTED)


def test_that_more_than_five_comparators_stand_in_a_table_of_their_own(book):
    book.apply([Change(None, Benchmark("i", f"Council {n}", n, value=D(n))) for n in range(1, 6)])
    main, others, _ = tables(book)
    assert not any(column.group == "Compared with" for column in main.columns)
    assert [column.header for column in others.columns][3:] == ["England", *(f"Council {n}" for n in range(1, 6))]


@pytest.mark.parametrize(
    ("polarity", "target", "green", "red"),
    [
        (Polarity.LOW, Target("i", "", TargetKind.AT_MOST, high=D(20)), "at most 20%", "above 22%"),
        (
            Polarity.RANGE,
            Target("i", "", TargetKind.RANGE, D(50), D(60)),
            "from 50% to 60%",
            "below 45% or above 66%",
        ),
    ],
)
def test_that_the_ends_of_green_and_red_are_read_in_words(book, polarity, target, green, red):
    indicator = book.get(Indicator, "i")
    book.apply([Change(indicator, replace(indicator, polarity=polarity)), Change(book.target("i", ""), target)])
    read = cells(tables(book)[0], "1.1")
    assert (read["Green"], read["Red"]) == (green, red)


def test_that_each_figure_that_is_printed_is_kept_when_published(book):
    kept = {
        (one.indicator, one.period, one.area): (one.text, one.rag)
        for one in figures_shown(content(book, PackItem(ItemKind.MEASURES)))
    }
    assert kept == {
        ("i", LAST_YEAR.code, ""): ("80.0%", Rag.GREEN),
        ("i", YEAR.code, ""): ("78.0%", Rag.AMBER),
        ("i", BEFORE.code, ""): ("70.0%", Rag.RED),
        ("i", NOW.code, ""): ("75.5%", Rag.AMBER),
        ("i", NOW.code, "North"): ("90.0%", Rag.NONE),
        ("i", NOW.code, "South"): ("61.0%", Rag.NONE),
        ("j", NOW.code, ""): ("12", Rag.NONE),
    }
    south = figures_shown(content(book, PackItem(ItemKind.MEASURES, areas=("South",))))
    assert {one.area for one in south} == {"", "South"}


def test_that_the_summary_s_links_lead_to_the_measures_where_there_is_no_dashboard(book):
    items = (PackItem(ItemKind.SUMMARY), PackItem(ItemKind.MEASURES))
    pack = build_pack(book, MEETING, created=datetime(2017, 11, 1, tzinfo=UTC), template=Template("t", "T", "", items))
    links = [run.link for section in pack.sections for block in section.blocks for run in _runs(block) if run.link]
    assert links == ["#scorecard-s"]
    assert "Seen in time" in plain_text(pack)


def _runs(block):
    for inner in getattr(block, "blocks", ()):
        yield from _runs(inner)
    for item in getattr(block, "items", ()):
        yield from item

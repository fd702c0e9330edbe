"""Columns such as “Current” and “Previous” whose cells state their own periods; figures given by bands."""

from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.reading import Share, read_distribution
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.dated import dated
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.workbook import Cell, CellKind
from support.workbooks import save

HEADINGS = ["Ref", "Indicator", "Previous", "Current", "England", "Comments"]


@pytest.fixture
def read(tmp_path):
    def reading(*rows):
        path = save(tmp_path / "early-help.xlsx", {"Sheet1": [["Early help"], HEADINGS, *rows]})
        plan = decide(Book(), [gather(path)])
        book = Book()
        book.apply(plan.change_set().changes)
        return book, plan

    return reading


def test_that_each_cell_is_of_the_period_that_it_states(read):
    book, plan = read(
        [
            "1a",
            "% seen",
            "12.1% (65/535) Rolling 12 months October 2016",
            "12.9% (69/535) Rolling 12 months January 2017",
        ],
        ["1b", "Number of plans", "120 Dec 2016", "12 Jan 2017", None, "Fewer."],
        ["1d", "% out of work", "4.2% Q2 2016-17", "suppressed Q3 2016-17", "4.4%"],
    )
    found = {(o.indicator[-2:], o.period): o for o in book.all(Observation)}
    assert {key: (o.value, o.numerator, o.denominator) for key, o in found.items()} == {
        ("1a", "2016-10 R12"): (Decimal("12.1"), 65, 535),
        ("1a", "2017-01 R12"): (Decimal("12.9"), 69, 535),
        ("1b", "2016-12"): (120, None, None),
        ("1b", "2017-01"): (12, None, None),
        ("1d", "2016-17 Q2"): (Decimal("4.2"), None, None),
        ("1d", "2016-17 Q3"): (None, None, None),
    }
    assert found["1d", "2016-17 Q3"].symbol is Symbol.CONFIDENTIAL
    source = found["1a", "2017-01 R12"].source
    assert source is not None
    assert (source.cell, source.text[-12:]) == ("D3", "January 2017")
    assert [i.frequency for i in book.all(Indicator)] == [PeriodKind.ROLLING_12, PeriodKind.MONTH, PeriodKind.QUARTER]
    assert {period.code for period in book.periods(book.scorecards()[0].id)} == {period for _, period in found}
    assert [comment.period for comment in book.all(Commentary)] == ["2017-01"]
    assert plan.findings == ()


def test_that_a_cell_without_a_period_is_of_its_column_s_commonest(read):
    book, _ = read(
        ["1a", "% seen", "12.1% Dec 2016", "12.9% Jan 2017"],
        ["1b", "% done", "11% Dec 2016", "13% Jan 2017"],
        ["1c", "% gone", "10%", "n/a"],
    )
    assert {o.period: o.value for o in book.all(Observation) if o.indicator.endswith("1c")} == {
        "2016-12": 10,
        "2017-01": None,
    }


def test_that_a_distribution_is_kept_in_words_with_its_parts_read(read):
    bands = "1-10 days = 13.3% 11-20 days = 17.6% 21+ days = 69.1%"
    book, plan = read(["1c", "Time taken", None, f"{bands} Rolling 12 months January 2017"])
    (found,) = book.all(Observation)
    assert (found.value, found.note, found.period) == (None, bands, "2017-01 R12")
    assert [(f.rule, f.severity, f.cell) for f in plan.findings] == [("unmapped-text", Severity.NOTE, "D3")]
    assert read_distribution(found.note) == (
        Share("1-10 days", Decimal("13.3"), percent=True),
        Share("11-20 days", Decimal("17.6"), percent=True),
        Share("21+ days", Decimal("69.1"), percent=True),
    )
    assert plan.tables[0].confidence_words == "sure"


def test_that_shares_that_are_not_of_one_whole_are_said(read):
    _, plan = read(["1c", "Time taken", None, "0-5 days: 10%; 6-10 days: 20% Jan 2017"])
    assert [(f.rule, f.severity, f.cell) for f in plan.findings] == [("casting", Severity.WARNING, "D3")]


@pytest.mark.parametrize("text", ["", "12%", "1 = 2", "due: 1 May 2018", "ratio 1:2:3", "a = 1 a = 2", "x = y z = w"])
def test_that_other_words_are_no_distribution(text):
    assert read_distribution(text) == ()


@pytest.mark.parametrize(
    ("text", "code", "left"),
    [
        ("85% (YTD Jan 17)", "2017-01 YTD", "85%"),
        ("Jan 17: 85%", "2017-01", "85%"),
        ("203 / 233 Q1 2017-18", "2017-18 Q1", "203 / 233"),
        ("79.4% 2016-17", "2016-17", "79.4%"),
        ("(4/22) as at 31 March 2017", "2017-03-31", "(4/22) as at"),
    ],
)
def test_that_the_period_is_taken_from_beside_the_figure(text, code, left):
    found = dated(Cell(1, 1, CellKind.TEXT, text, text))
    assert found is not None
    assert (found.period.code, found.cell.text) == (code, left)


@pytest.mark.parametrize("text", ["85%", "Jan 17", "n/a", "see page 12", "203 / 233"])
def test_that_a_figure_without_a_period_has_none(text):
    assert dated(Cell(1, 1, CellKind.TEXT, text, text)) is None

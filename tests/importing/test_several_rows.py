"""Tables that give an indicator several rows: one for each period and area, or one for each thing that is told of it."""

import csv
from decimal import Decimal
from typing import Any

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Target
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.deciding import decide
from support.workbooks import percent, save


@pytest.fixture
def read(tmp_path):
    def reading(rows, merges=(), name="scorecard.xlsx"):
        plan = decide(Book(), [gather(save(tmp_path / name, {"Sheet1": rows}, {"Sheet1": merges}))])
        book = Book()
        book.apply(plan.change_set().changes)
        return book, plan

    return reading


def figures(book: Book) -> dict[tuple[str, str, str], object]:
    refs = {i.id: i.ref or i.name for i in book.all(Indicator)}
    return {(refs[o.indicator], o.period, o.area): o.value for o in book.all(Observation)}


LONG: list[list[Any]] = [
    ["Social work performance"],
    [],
    ["Ref", "Indicator", "Polarity", "Period", "Value", "Numerator", "Denominator", "Target", "Comment"],
    ["1.1", "% of visits in time", "High", "Mar 18", percent(0.81), 81, 100, percent(0.9), None],
    ["1.1", "% of visits in time", "High", "Apr 18", percent(0.85), 85, 100, percent(0.9), "Two teams were short."],
    ["1.2", "Number of referrals", "Info", "Mar 18", 410, None, None, None, None],
    ["1.2", "Number of referrals", "Info", "Apr 18", 402, None, None, None, None],
    [],
    ["Source: the case system"],
]


def test_that_a_row_for_each_period_is_read_as_one_indicator(read):
    book, plan = read(LONG)
    assert [(i.ref, i.name, i.polarity) for i in book.all(Indicator)] == [
        ("1.1", "% of visits in time", Polarity.HIGH),
        ("1.2", "Number of referrals", Polarity.NONE),
    ]
    assert figures(book) == {
        ("1.1", "2018-03", ""): Decimal(81),
        ("1.1", "2018-04", ""): Decimal(85),
        ("1.2", "2018-03", ""): Decimal(410),
        ("1.2", "2018-04", ""): Decimal(402),
    }
    april = next(o for o in book.all(Observation) if (o.period, o.value) == ("2018-04", 85))
    assert (april.numerator, april.denominator) == (85, 100)
    assert april.source is not None
    assert april.source.cell == "E5"
    (target,) = book.all(Target)
    assert (target.period, target.value) == ("", 90)
    (comment,) = book.all(Commentary)
    assert (comment.period, comment.text) == ("2018-04", "Two teams were short.")
    assert [left.text for left in plan.left_out] == ["Source: the case system"]


def test_that_a_text_file_with_a_row_for_each_period_reads_the_same(read, tmp_path):
    file = tmp_path / "return.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows(
            [
                ["Ref", "Indicator", "Month", "Actual"],
                *[["1.1", "Number of visits", month, n] for n, month in enumerate(("Feb 18", "Mar 18", "Apr 18"), 7)],
                *[["1.2", "Number of plans", month, n] for n, month in enumerate(("Feb 18", "Mar 18", "Apr 18"), 9)],
            ]
        )
    book = Book()
    book.apply(decide(book, [gather(file)]).change_set().changes)
    assert figures(book) == {
        (ref, period, ""): Decimal(first + n)
        for ref, first in (("1.1", 7), ("1.2", 9))
        for n, period in enumerate(("2018-02", "2018-03", "2018-04"))
    }


def test_that_a_target_that_changes_is_one_for_each_period(read):
    rows = [list(row) for row in LONG]
    rows[3][7] = percent(0.8)
    book, _ = read(rows)
    assert sorted((t.period, t.value) for t in book.all(Target)) == [("2018-03", 80), ("2018-04", 90)]


def test_that_a_year_beside_the_quarter_makes_the_period(read):
    book, _ = read(
        [
            ["Indicator", "Year", "Quarter", "Result"],
            ["Number of contacts", "2017-18", "Q4", 12],
            ["Number of contacts", "2018-19", "Q1", 14],
            ["Number of visits", "2017-18", "Q4", 3],
            ["Number of visits", "2018-19", "Q1", 5],
        ]
    )
    assert {period for _, period, _ in figures(book)} == {"2017-18 Q4", "2018-19 Q1"}
    assert len(figures(book)) == 4


AREAS: list[list[Any]] = [
    ["Ref", "Indicator", "Locality", "Period", "Value", "Comment"],
    ["1.1", "Number of plans", "North", "Mar 18", 4, None],
    ["1.1", "Number of plans", "South", "Mar 18", 6, None],
    ["1.1", "Number of plans", "Total", "Mar 18", 10, None],
    ["1.1", "Number of plans", "North", "Apr 18", 5, "A new team."],
    ["1.1", "Number of plans", "South", "Apr 18", 7, None],
    ["1.1", "Number of plans", "Total", "Apr 18", 12, "More than last year."],
]


def test_that_localities_have_figures_of_their_own_beside_the_whole_council_s(read):
    book, _ = read(AREAS)
    assert len(book.all(Indicator)) == 1
    assert figures(book) == {
        ("1.1", "2018-03", ""): Decimal(10),
        ("1.1", "2018-04", ""): Decimal(12),
        ("1.1", "2018-03", "North"): Decimal(4),
        ("1.1", "2018-04", "North"): Decimal(5),
        ("1.1", "2018-03", "South"): Decimal(6),
        ("1.1", "2018-04", "South"): Decimal(7),
    }
    (comment,) = book.all(Commentary)
    assert comment.text == "More than last year.\nNorth: A new team."


def test_that_an_area_that_does_not_tell_rows_apart_is_a_section(read):
    book, _ = read(
        [
            ["Ref", "Area", "Indicator", "Period", "Value"],
            ["1.1", "Early help", "Number of plans", "Mar 18", 4],
            ["1.1", "Early help", "Number of plans", "Apr 18", 5],
            ["2.1", "Social work", "Number of visits", "Mar 18", 6],
            ["2.1", "Social work", "Number of visits", "Apr 18", 7],
        ]
    )
    assert [i.section for i in book.all(Indicator)] == ["Early help", "Social work"]
    assert {area for _, _, area in figures(book)} == {""}


def test_that_a_row_whose_period_nobody_can_read_is_listed_and_the_rest_is_read(read):
    rows = [list(row) for row in LONG[:7]]
    rows += [
        ["1.3", "Number of plans", "Info", month, n, None, None, None, None]
        for n, month in enumerate(("Feb 18", "Mar 18", "Apr 18"))
    ]
    rows.insert(5, ["1.1", "% of visits in time", "High", "whenever", 0.4, None, None, None, None])
    book, plan = read(rows)
    assert len(figures(book)) == 7
    assert "whenever" in [left.text for left in plan.left_out]


TYPED: list[list[Any]] = [
    ["Social work performance"],
    [],
    ["Ref", "Indicator", "Good is", "Data type", "Feb 18", "Mar 18", "Apr 18"],
    ["1.1", "Visits in time", "High", "Numerator", 80, 81, 85],
    ["1.1", "Visits in time", "High", "Denominator", 100, 100, 100],
    ["1.1", "Visits in time", "High", "%", percent(0.8), percent(0.81), percent(0.85)],
    ["1.1", "Visits in time", "High", "Target", percent(0.9), percent(0.9), percent(0.9)],
    ["1.1", "Visits in time", "High", "RAG", "R", "A", "A"],
    ["1.2", "Plans agreed", "High", "Numerator", 3, 4, 5],
    ["1.2", "Plans agreed", "High", "Denominator", 10, 10, 10],
    ["1.2", "Plans agreed", "High", "%", percent(0.3), percent(0.4), percent(0.5)],
    ["1.2", "Plans agreed", "High", "Target", percent(0.6), percent(0.6), percent(0.6)],
    ["1.2", "Plans agreed", "High", "RAG", "R", "R", "G"],
]


def check_typed(book: Book) -> None:
    assert [(i.ref, i.name) for i in book.all(Indicator)] == [("1.1", "Visits in time"), ("1.2", "Plans agreed")]
    assert figures(book)["1.1", "2018-04", ""] == 85
    assert figures(book)["1.2", "2018-02", ""] == 30
    assert len(figures(book)) == 6
    april = next(o for o in book.all(Observation) if (o.period, o.value) == ("2018-04", Decimal(50)))
    assert (april.numerator, april.denominator, april.sheet_rag) == (Decimal(5), Decimal(10), Rag.GREEN)
    assert sorted((t.period, t.value) for t in book.all(Target)) == [("", Decimal(60)), ("", Decimal(90))]


def test_that_rows_told_apart_by_a_data_type_are_one_indicator(read):
    book, _ = read(TYPED)
    check_typed(book)
    april = next(o for o in book.all(Observation) if (o.period, o.value) == ("2018-04", Decimal(50)))
    assert april.source is not None
    assert april.source.cell == "G11"


def test_that_the_indicator_may_stand_in_the_first_of_its_rows_only(read):
    rows = [list(row) for row in TYPED]
    for number in (4, 5, 6, 7, 9, 10, 11, 12):
        rows[number][:3] = [None, None, None]
    check_typed(read(rows)[0])


def test_that_the_indicator_may_be_merged_over_its_rows(read):
    rows = [list(row) for row in TYPED]
    for number in (4, 5, 6, 7, 9, 10, 11, 12):
        rows[number][:3] = [None, None, None]
    merges = [f"{c}{top}:{c}{bottom}" for c in "ABC" for top, bottom in ((4, 8), (9, 13))]
    check_typed(read(rows, merges)[0])


@pytest.mark.parametrize("heading", ["Measure", "Type", "Data", None, "Element"])
def test_that_the_data_type_is_known_by_what_stands_in_it(read, heading):
    rows = [list(row) for row in TYPED]
    rows[2][3] = heading
    check_typed(read(rows)[0])


def test_that_a_line_of_words_between_them_is_a_section(read):
    rows = [list(row) for row in TYPED]
    rows.insert(8, ["Planning"])
    rows.insert(3, ["Visiting"])
    book, _ = read(rows)
    check_typed(book)
    assert [i.section for i in book.all(Indicator)] == ["Visiting", "Planning"]


def test_that_a_row_of_a_type_that_nobody_knows_is_listed(read):
    rows = [list(row) for row in TYPED]
    rows.insert(7, ["1.1", "Visits in time", "High", "Widgets", 7, 8, 9])
    book, plan = read(rows)
    check_typed(book)
    assert "Widgets" in [left.text for left in plan.left_out]


def test_that_a_column_of_units_is_no_data_type(read):
    book, _ = read(
        [
            ["Ref", "Indicator", "Type", "Mar 18", "Apr 18"],
            ["1.1", "Visits in time", "%", percent(0.8), percent(0.9)],
            ["1.2", "Plans", "Number", 4, 5],
            ["1.3", "Referrals", "Rate", 4.5, 5.5],
        ]
    )
    assert len(book.all(Indicator)) == 3
    assert len(figures(book)) == 6

"""Columns are listed with what they were taken for; what officers say that they hold is obeyed."""

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetTable, ColumnRole
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.risk import RiskReview
from scorecard_desktop.domain.target import Benchmark
from scorecard_desktop.importing import LEFT_OUT, Meaning, gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.meanings import given
from support.workbooks import save


@pytest.fixture
def read(tmp_path):
    def reading(rows, *meanings):
        path = save(tmp_path / "workbook-2023-24.xlsx", {"Sheet1": rows})
        plan = decide(Book(), [gather(path, meanings=given(Meaning(*meaning) for meaning in meanings))])
        book = Book()
        book.apply(plan.change_set().changes)
        return book, plan

    return reading


ROWS = [
    ["Scorecard"],
    ["Widget", "Indicator", "Apr 23", "May 23", "Gadgets", "Aim", "Empty"],
    ["a", "Visits", 1, 2, 7, 10],
    ["b", "Calls", 3, 4, 8, 20],
    ["a", "Letters", 3, 4, None, 20],
]


def test_that_every_column_is_listed_with_its_heading_its_cell_and_some_of_what_it_holds(read):
    _, plan = read(ROWS)
    (table,) = plan.tables
    assert [(c.heading, c.cell, c.means, c.period, c.samples) for c in table.columns] == [
        ("Widget", "A2", "", "", ("a", "b")),
        ("Indicator", "B2", "indicator", "", ("Visits", "Calls", "Letters")),
        ("Apr 23", "C2", "figures", "2023-04", ("1", "3")),
        ("May 23", "D2", "figures", "2023-05", ("2", "4")),
        ("Gadgets", "E2", "", "", ("7", "8")),
        ("Aim", "F2", "", "", ("10", "20")),
        ("Empty", "G2", "", "", ()),
    ]
    assert [column.heading for column in table.unmapped] == ["Widget", "Gadgets", "Aim"]
    assert table.confidence_words == "likely"
    assert table.reason == "3 of 6 columns are not known: “Widget”, “Gadgets”, “Aim”."


def test_that_what_officers_say_of_a_heading_is_obeyed(read):
    book, plan = read(
        ROWS,
        ("widget", "section"),
        ("Gadgets", "figures for 2023-06"),
        ("Aim", "target", "Sheet1"),
        ("Apr 23", LEFT_OUT),
    )
    assert [i.section for i in book.all(Indicator)] == ["a", "b", "a"]
    assert {o.period for o in book.all(Observation)} == {"2023-05", "2023-06"}
    targets = [book.target(i.id, "2023-06") for i in book.all(Indicator)]
    assert [target.low for target in targets if target is not None] == [10, 20, 20]
    assert [left.cell for left in plan.left_out] == ["C2"]
    assert plan.findings == ()
    assert (plan.tables[0].unmapped, plan.tables[0].confidence_words) == ((), "sure")


def test_that_a_meaning_for_another_sheet_is_not_obeyed(read):
    _, plan = read(ROWS, ("Aim", "target", "Sheet2"))
    assert "Aim" in [column.heading for column in plan.tables[0].unmapped]


def test_that_a_table_of_strange_headings_is_found_once_they_are_explained(read):
    rows = [["Thing", "Then", "Now", "Them"], ["Number of visits", 5, 6, 7]]
    assert read(rows)[1].tables == ()
    book, plan = read(
        rows,
        ("Thing", "indicator"),
        ("Then", "figures for 2022-23"),
        ("Now", "figures for 2023-24"),
        ("Them", "benchmark for 2022-23"),
    )
    assert {(o.period, o.value) for o in book.all(Observation)} == {("2022-23", 5), ("2023-24", 6)}
    assert [(b.name, b.period, b.value) for b in book.all(Benchmark)] == [("Them", "2022-23", 7)]
    assert plan.findings == ()


def test_that_meanings_hold_for_registers(read):
    rows = [
        ["Risk register as at June 2023"],
        ["Ref", "Risk", "Likelihood", "Impact", "Who", "Colour"],
        ["R1", "Flood", 3, 4, "Head of roads", "blue"],
    ]
    book, plan = read(rows, ("Who", "owner"), ("Colour", LEFT_OUT))
    assert [review.owner for review in book.all(RiskReview)] == ["Head of roads"]
    assert plan.findings == ()
    assert [(c.heading, c.means) for c in plan.tables[0].columns][-2:] == [("Who", "owner"), ("Colour", LEFT_OUT)]


def test_that_meanings_hold_for_budgets(read):
    rows = [
        ["Budget 2023-24, £k"],
        ["Service", "Budget £k", "Plan B £k", "Because"],
        ["Fostering", 10, 12, "More children."],
        ["Total", 10, 12, None],
    ]
    book, plan = read(rows, ("Plan B £k", "forecast"), ("Because", "reason"))
    (table,) = book.all(BudgetTable)
    assert [column.role for column in table.columns] == [ColumnRole.BUDGET, ColumnRole.FORECAST]
    assert book.budget_lines(table.id)[0].reason == "More children."
    assert plan.findings == ()
    assert [c.means for c in plan.tables[0].columns] == ["line", "budget", "forecast", "reason"]

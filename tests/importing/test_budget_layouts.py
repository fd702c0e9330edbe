"""Budget tables as councils lay them out: details beside totals, credits, units in headings, notes and amounts."""

from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetTable, ColumnRole, LineRole, MoneyUnit
from scorecard_desktop.domain.checks import check
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.budgets import _amount
from scorecard_desktop.importing.plan import decide
from scorecard_desktop.importing.workbook import Cell, CellKind
from support.workbooks import Look, save


@pytest.fixture
def read(tmp_path):
    def reading(rows, merges=()):
        plan = decide(Book(), [gather(save(tmp_path / "monitoring.xlsx", {"Sheet1": rows}, {"Sheet1": merges}))])
        book = Book()
        book.apply(plan.change_set().changes)
        return book, plan

    return reading


def amounts(book: Book) -> dict[tuple[str, str], Decimal]:
    (table,) = book.all(BudgetTable)
    lines = {line.line: line.description for line in book.budget_lines(table.id)}
    roles = {column.key: column.role.value for column in table.columns}
    return {(lines[a.line], roles[a.column]): a.amount for a in book.all(BudgetAmount)}


DETAILS = [
    ["Fostering", 100, None, 110, None, 10, None],
    ["Residential", "(50)", None, -60, None, "(10)", None],
    ["Total care", None, 50, None, 50, None, 0],
    ["Education", 20, None, 20, None, 0, None],
    ["Total education", None, 20, None, 20, None, 0],
    ["Grand total", None, 70, None, 70, None, 0],
]


@pytest.mark.parametrize(
    ("heads", "merges"),
    [
        ([["Service", "Budget £k", None, "Forecast £k", None, "Variance £k (+ over)", None]], ()),
        (
            [["Service", "Budget", None, "Forecast", None, "Variance (+ over)", None], [None, *["£k"] * 6]],
            (),
        ),
        (
            [["Service", "Budget £k", None, "Forecast £k", None, "Variance £k (+ over)", None]],
            ("B2:C2", "D2:E2", "F2:G2"),
        ),
    ],
    ids=["bare", "units beneath", "merged"],
)
def test_that_details_and_totals_side_by_side_are_one_column(read, heads, merges):
    book, plan = read([["Revenue monitoring month 2 2018-19"], *heads, *DETAILS], merges)
    (table,) = book.all(BudgetTable)
    assert [column.role for column in table.columns] == [ColumnRole.BUDGET, ColumnRole.FORECAST, ColumnRole.VARIANCE]
    assert table.unit is MoneyUnit.THOUSANDS
    found = amounts(book)
    assert [found[line, "budget"] for line in ("Residential", "Grand total")] == [-50, 70]
    assert len(found) == 18
    assert [line.role for line in book.budget_lines(table.id)] == [
        *(LineRole.LINE, LineRole.LINE, LineRole.SUBTOTAL),
        *(LineRole.LINE, LineRole.SUBTOTAL, LineRole.TOTAL),
    ]
    assert [f for f in check(book) if f.rule == "casting"] == []
    assert plan.findings == ()


def test_that_amounts_typed_as_text_and_notes_beneath_are_read_for_what_they_are(read):
    book, plan = read(
        [
            ["Budget monitoring 2018-19 month 3 (£m)"],
            ["Budget heading", "Original budget", "Revised budget", "Over/(under) spend", "Reason"],
            ["Social work", "10.5", "10.7", "0.3", "Agency staff"],
            ["Income", "(1.2)", "1.2-", "0.2 CR", None],
            ["Net total", 9.3, 9.5, 0.1, None],
            ["Note: figures are rounded"],
        ]
    )
    found = amounts(book)
    assert [found["Income", role.value] for role in (ColumnRole.ORIGINAL_BUDGET, ColumnRole.BUDGET)] == [
        Decimal("-1.2"),
        Decimal("-1.2"),
    ]
    assert found["Income", "variance"] == Decimal("-0.2")
    assert [left.cell for left in plan.left_out] == ["A6"]
    assert plan.findings == ()


@pytest.mark.parametrize(("shown", "unit"), [("£1,200k", MoneyUnit.THOUSANDS), ("(£1.2m)", MoneyUnit.MILLIONS)])
def test_that_the_unit_may_stand_in_the_amounts(read, shown, unit):
    book, plan = read([["Budget 2018-19 month 3"], ["Service", "Budget", "Variance"], ["Fostering", shown, shown]])
    assert book.all(BudgetTable)[0].unit is unit
    assert plan.findings == ()


def test_that_a_number_format_may_show_the_unit(read):
    cells = [Look(n, '"£"#,##0"k"') for n in (1200, 1300)]
    book, plan = read([["Budget 2018-19 month 3"], ["Service", "Budget", "Forecast"], ["Fostering", *cells]])
    assert book.all(BudgetTable)[0].unit is MoneyUnit.THOUSANDS
    assert plan.findings == ()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,200", 1200),
        ("(1,200)", -1200),
        ("1,200 CR", -1200),
        ("1,200-", -1200),
        ("£1.5m", Decimal("1.5")),
        ("(£1.5m)", Decimal("-1.5")),
        ("1,200 DR", 1200),
        ("see note", None),
        ("2018-19", None),
    ],
)
def test_that_an_amount_is_read_as_typed(text, amount):
    assert _amount(Cell(1, 1, CellKind.TEXT, text, text)) == amount

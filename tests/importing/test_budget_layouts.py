"""Budget tables as councils lay them out: details beside totals, credits, units in headings, notes and amounts."""

from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetTable, ColumnRole, LineRole, MoneyUnit, SignConvention
from scorecard_desktop.domain.checks import check
from scorecard_desktop.importing import gather
from scorecard_desktop.importing.amounts import read_amount
from scorecard_desktop.importing.deciding import decide
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
    found = read_amount(Cell(1, 1, CellKind.TEXT, text, text))
    assert (found.number if found is not None else None) == amount


def test_that_amounts_may_each_show_a_unit_of_their_own(read):
    book, plan = read(
        [
            ["Finance headlines - July 2018"],
            ["Service", "Budget", "Forecast", "Variance"],
            ["Adults", "£142.3m", "£145.7m", "£3.4m over"],
            ["Children", "£90.1m", "£90.1m", "£0m"],
            ["Legal", "£850k", "£870k", "£20k over"],
            ["Elections", "£95,000", "£90,000", "(£5,000) under"],
        ]
    )
    (table,) = book.all(BudgetTable)
    assert (table.unit, table.sign) == (MoneyUnit.MILLIONS, SignConvention.OVER_IS_POSITIVE)
    found = amounts(book)
    assert found["Legal", "budget"] == Decimal("0.85")
    assert found["Elections", "budget"] == Decimal("0.095")
    assert found["Elections", "variance"] == Decimal("-0.005")
    assert found["Adults", "variance"] == Decimal("3.4")
    assert plan.findings == ()


def test_that_a_format_that_shows_millions_multiplies_nothing(read):
    shown = '£0.0,,"m"'
    book, _ = read(
        [
            ["Finance headlines - July 2018"],
            ["Service", "Budget", "Forecast"],
            ["Adults", Look(142_300_000, shown), Look(145_700_000, shown)],
            ["Children", Look(90_100_000, shown), Look(90_100_000, shown)],
        ]
    )
    (table,) = book.all(BudgetTable)
    in_pounds = {MoneyUnit.POUNDS: 1, MoneyUnit.THOUSANDS: 1_000, MoneyUnit.MILLIONS: 1_000_000}[table.unit]
    assert amounts(book)["Adults", "budget"] * in_pounds == 142_300_000


def test_that_units_may_stand_in_a_row_beneath_the_headings(read):
    book, plan = read(
        [
            ["Budget monitor: month 5, August 2018"],
            [None, "Budget", "Forecast", "Over/(under) spend"],
            [None, "£m", "£m", "£m"],
            ["People"],
            ["  Adults", 98.4, 101.2, 2.8],
            ["  Children", 54.1, 56.0, 1.9],
            ["Sub-total people", 152.5, 157.2, 4.7],
        ]
    )
    (table,) = book.all(BudgetTable)
    assert (table.unit, table.period) == (MoneyUnit.MILLIONS, "2018-08")
    assert amounts(book)["Children", "variance"] == Decimal("1.9")
    assert plan.findings == ()


def test_that_codes_are_no_money_and_a_profiled_budget_is_no_spending(read):
    book, _ = read(
        [
            ["Budget book - period 3 2018/19"],
            ["Cost centre", "Description", "Annual budget (£)", "Profiled budget to date (£)", "Actual to date (£)"],
            [10101, "Day centres", 1_250_000, 312_500, 298_450],
            [10102, "Fees", "450,000 CR", "112,500 CR", "98,210-"],
        ]
    )
    (table,) = book.all(BudgetTable)
    assert [column.role for column in table.columns] == [ColumnRole.BUDGET, ColumnRole.OTHER, ColumnRole.ACTUAL]
    assert amounts(book)["Fees", "actual to date"] == -98_210


def test_that_a_capital_programme_by_year_is_a_budget_table(read):
    book, plan = read(
        [
            ["Capital programme as at 30/09/2018 (£'000)"],
            ["Scheme", "2018/19 budget", "2018/19 spend to date", "2018/19 forecast", "Slippage", "2019/20"],
            ["New school", "4,000", "1,870", "3,500", "(500)", "3,250"],
            ["Roads", "15,000", "6,420", "15,000", "-", "-"],
            ["Total", "19,000", "8,290", "18,500", "(500)", "3,250"],
        ]
    )
    (table,) = book.all(BudgetTable)
    assert (table.unit, table.period) == (MoneyUnit.THOUSANDS, "2018-09-30")
    assert amounts(book)["New school", "forecast"] == 3_500
    assert len(book.all(BudgetAmount)) == 13
    assert plan.findings == ()


@pytest.mark.parametrize(
    "title",
    [
        "DSG 2018/19 – Month 6",
        "DSG: month 6 – 2018/19",
        "DSG 2018/19 as at month 6",
        "DSG monitoring to 30 September 2018",
    ],
)
def test_that_the_month_is_found_behind_a_dash_and_in_words(read, title):
    book, _ = read(
        [[title], ["Block", "Budget £m", "Forecast £m"], ["Schools", 310.2, 310.2], ["High needs", 52.3, 57.8]]
    )
    (table,) = book.all(BudgetTable)
    assert table.period in ("2018-09", "2018-09-30")


def test_that_a_forecast_as_at_a_month_stands_at_that_month(read):
    book, _ = read(
        [
            ["Revenue outturn forecast as at period 8 (November 2018)"],
            ["Service", "Budget £k", "Year-end forecast £k"],
            ["Employees", "12,450", "12,600"],
            ["Premises", "1,200", "1,150"],
        ]
    )
    (table,) = book.all(BudgetTable)
    assert table.period == "2018-11"
    assert [column.role for column in table.columns] == [ColumnRole.BUDGET, ColumnRole.FORECAST]


@pytest.mark.parametrize(
    ("into", "out_of"),
    [
        ("Transfers in", "Transfers out"),
        ("Contributions to reserves", "Contributions from reserves"),
        ("Transfer to reserves £k", "Transfer from reserves £k"),
        ("Additions", "Use of reserves"),
        ("Contributions in year", "Drawn down"),
        ("Transfers to reserves 2018-19", "Planned use"),
    ],
)
def test_that_what_goes_into_reserves_and_out_of_them_is_read_apart(read, into, out_of):
    book, plan = read(
        [
            ["Reserves, month 2 2018-19 (£k)"],
            ["Reserve", "Opening balance", into, out_of, "Closing balance"],
            ["Schools", 3400, 200, 500, 3100],
            ["Legal", 1200, None, 100, 1100],
            ["Total", 4600, 200, 600, 4200],
        ]
    )
    (table,) = book.all(BudgetTable)
    assert [column.role for column in table.columns] == [
        ColumnRole.OPENING, ColumnRole.ADDED, ColumnRole.USE, ColumnRole.CLOSING,
    ]  # fmt: skip
    assert [f for f in check(book) if f.rule == "casting"] == []
    assert plan.findings == ()


@pytest.mark.parametrize(
    ("between", "role"),
    [
        ("Net transfers", ColumnRole.OTHER),
        ("Transfers", ColumnRole.OTHER),
        ("Movement in year", ColumnRole.MOVEMENT),
        ("Contribution to / use of reserves", ColumnRole.OTHER),
    ],
)
def test_that_a_column_that_may_go_either_way_is_not_taken_for_what_goes_in(read, between, role):
    book, _ = read(
        [
            ["Reserves, month 2 2018-19 (£k)"],
            ["Reserve", "Opening balance", between, "Closing balance"],
            ["Schools", 3400, -300, 3100],
            ["Legal", 1200, 100, 1300],
        ]
    )
    (table,) = book.all(BudgetTable)
    assert table.columns[1].role is role

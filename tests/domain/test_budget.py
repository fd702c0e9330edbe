"""Casting: what adds up passes, what does not is found, and rounding alone is never a finding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    MoneyUnit,
    SignConvention,
    rounding_allowance,
    show_money,
)
from scorecard_desktop.domain.casting import cast
from scorecard_desktop.domain.figures import round_half_up

LINE, SUBTOTAL, TOTAL, HEADING = LineRole.LINE, LineRole.SUBTOTAL, LineRole.TOTAL, LineRole.HEADING


def differences(kind, columns, rows, *, decimals=3, unit=MoneyUnit.MILLIONS):
    """Cast a table given as (role of line, group, amounts by column, None where blank)."""
    table = BudgetTable(
        "t", 1, "Table", kind, "2018-05", unit, decimals, SignConvention.OVER_IS_POSITIVE,
        tuple(BudgetColumn(str(i), role.value.capitalize(), role) for i, role in enumerate(columns)),
    )  # fmt: skip
    lines = [BudgetLine("t", str(i), i, str(i), f"Line {i}", role, group) for i, (role, group, _) in enumerate(rows)]
    amounts = [
        BudgetAmount("t", str(i), str(c), Decimal(amount))
        for i, (_, _, given_) in enumerate(rows)
        for c, amount in enumerate(given_)
        if amount is not None
    ]
    return cast(table, reversed(lines), amounts)


def places(found):
    return [(d.line, d.column, str(d.stated), str(d.computed)) for d in found]


BUDGET, VARIANCE = ColumnRole.BUDGET, ColumnRole.VARIANCE
OPENING, USE, CLOSING = ColumnRole.OPENING, ColumnRole.USE, ColumnRole.CLOSING
NORFOLK = [
    ("5.443", "0.644"),
    ("-0.379", "0.273"),
    ("3.310", "0.600"),
    ("0.576", "0.312"),
    ("20.457", "0.768"),
    ("-2.248", "0.328"),
    ("29.082", "0.450"),
    ("129.067", "0.000"),
]


def test_that_norfolks_general_fund_total_is_found():
    rows = [(LINE, "", amounts) for amounts in NORFOLK]
    found = differences(BudgetTableKind.REVENUE, [BUDGET, VARIANCE], [*rows, (TOTAL, "", ("185.948", "3.375"))])
    assert places(found) == [("8", "0", "185.948", "185.308")]
    assert found[0].sentence == (
        "Line 8, Budget: £185.948m is stated, the lines add £185.308m, a difference of £0.640m"
    )
    assert found[0].difference == Decimal("0.640")


def test_that_norfolks_reserves_pass_although_rounding_parts_them():
    rows = [("0.494", "0.081", "0.413"), ("0.015", "0", "0.015"), ("0", "0", "0"), ("0.147", "0", "0.147"),
            ("0.030", "0", "0.030"), ("0.004", "0.004", "0"), ("3.063", "1.163", "1.900")]  # fmt: skip
    lines = [(LINE, "", row) for row in rows]
    assert sum(Decimal(row[0]) for row in rows) == Decimal("3.753")
    total = (TOTAL, "", ("3.752", "1.248", "2.504"))
    assert differences(BudgetTableKind.RESERVES, [OPENING, USE, CLOSING], [*lines, total]) == []


def test_that_a_sub_total_adds_what_stands_above_it_and_a_total_leaves_sub_totals_out():
    rows = [
        (HEADING, "", (None,)),
        (LINE, "", ("1.000",)),
        (LINE, "", ("2.000",)),
        (SUBTOTAL, "", ("3.000",)),
        (LINE, "", ("4.000",)),
        (SUBTOTAL, "", ("4.500",)),
        (TOTAL, "", ("7.000",)),
    ]
    assert places(differences(BudgetTableKind.REVENUE, [BUDGET], rows)) == [("5", "0", "4.500", "4.000")]


def test_that_a_second_total_begins_afresh():
    rows = [(LINE, "", ("1.000",)), (TOTAL, "", ("1.000",)), (LINE, "", ("5.000",)), (TOTAL, "", ("5.000",))]
    assert differences(BudgetTableKind.OTHER, [BUDGET], rows) == []


@pytest.mark.parametrize(
    ("columns", "row", "wrong"),
    [
        ([OPENING, USE, CLOSING], ("3.063", "1.163", "1.900"), None),
        ([OPENING, USE, CLOSING], ("3.063", "1.163", "2.000"), ("2", "1.900")),
        ([BUDGET, ColumnRole.FORECAST, VARIANCE], ("10.000", "10.600", "0.600"), None),
        ([BUDGET, ColumnRole.FORECAST, VARIANCE], ("10.000", "10.600", "-0.600"), ("2", "0.600")),
        ([ColumnRole.ORIGINAL_BUDGET, ColumnRole.VIREMENT, BUDGET], ("9.000", "1.000", "10.100"), ("2", "10.000")),
        ([VARIANCE, ColumnRole.PREVIOUS_VARIANCE, ColumnRole.MOVEMENT], ("1.000", "0.400", "0.500"), ("2", "0.600")),
        ([OPENING, CLOSING, VARIANCE], ("11.765", "8.555", "-3.210"), None),
        ([OPENING, CLOSING, VARIANCE], ("11.765", "8.555", "3.210"), ("2", "-3.210")),
        ([OPENING, USE, CLOSING], ("3.063", None, "2.000"), None),  # what is blank is not compared
    ],
)
def test_that_each_identity_between_columns_is_checked_on_every_line(columns, row, wrong):
    found = differences(BudgetTableKind.OTHER, columns, [(LINE, "", row)])
    assert [(d.column, str(d.computed)) for d in found] == ([] if wrong is None else [wrong])


CAPITAL = [
    (LINE, "", ("87.764", "45.424")),
    (HEADING, "financing", (None, None)),
    (LINE, "financing", ("10.440", None)),
    (LINE, "financing", ("57.814", "45.424")),
    (LINE, "financing", ("18.321", None)),
    (LINE, "financing", ("1.189", None)),
]


def test_that_the_financing_adds_up_and_equals_the_programme():
    columns = [ColumnRole.OTHER, ColumnRole.OTHER]
    total = (TOTAL, "financing", ("87.764", "45.424"))
    assert differences(BudgetTableKind.CAPITAL, columns, [*CAPITAL, total]) == []


def test_that_financing_that_adds_up_to_something_else_than_the_programme_is_found():
    columns = [ColumnRole.OTHER, ColumnRole.OTHER]
    programme = (LINE, "", ("88.764", "45.424"))
    found = differences(
        BudgetTableKind.CAPITAL, columns, [programme, *CAPITAL[1:], (TOTAL, "financing", ("87.764", "45.424"))]
    )
    assert places(found) == [("6", "0", "87.764", "88.764")]
    assert "the programme it finances is £88.764m" in found[0].sentence


@pytest.mark.parametrize(
    ("amount", "unit", "decimals", "shown"),
    [
        ("185.948", MoneyUnit.MILLIONS, 3, "£185.948m"),
        ("-0.379", MoneyUnit.MILLIONS, 3, "-£0.379m"),
        ("1200", MoneyUnit.POUNDS, 0, "£1,200"),
        ("12.5", MoneyUnit.THOUSANDS, 0, "£13k"),
        ("-0.0001", MoneyUnit.MILLIONS, 3, "£0.000m"),
    ],
)
def test_that_money_is_shown_with_its_unit_and_sign(amount, unit, decimals, shown):
    assert show_money(Decimal(amount), unit, decimals) == shown


exact = st.lists(st.decimals(min_value=-1000, max_value=1000, places=6), min_size=1, max_size=12)


@given(exact, st.integers(0, 3))
def test_that_a_true_total_never_fails_by_rounding_alone(amounts, decimals):
    printed = [(LINE, "", (str(round_half_up(a, decimals)),)) for a in amounts]
    total = (TOTAL, "", (str(round_half_up(sum(amounts), decimals)),))
    assert differences(BudgetTableKind.REVENUE, [BUDGET], [*printed, total], decimals=decimals) == []


@given(exact, st.integers(0, 3), st.integers(1, 50))
def test_that_a_total_out_by_more_than_rounding_is_always_found(amounts, decimals, extra):
    parts = [round_half_up(a, decimals) for a in amounts]
    wrong = sum(parts) + rounding_allowance(len(parts), decimals) + Decimal(extra).scaleb(-decimals)
    rows = [*((LINE, "", (str(part),)) for part in parts), (TOTAL, "", (str(wrong),))]
    found = differences(BudgetTableKind.REVENUE, [BUDGET], rows, decimals=decimals)
    assert [d.computed for d in found] == [sum(parts)]


@pytest.mark.parametrize(("total", "wrong"), [("3.002", False), ("3.003", True), ("2.998", False), ("2.997", True)])
def test_that_rounding_may_part_a_total_from_three_lines_by_two_digits_and_no_more(total, wrong):
    # each of the four figures is out by at most half a digit
    rows = [(LINE, "", ("1.000",))] * 3
    assert bool(differences(BudgetTableKind.REVENUE, [BUDGET], [*rows, (TOTAL, "", (total,))])) is wrong


@pytest.mark.parametrize(("closing", "wrong"), [("1.901", False), ("1.902", True)])
def test_that_rounding_may_part_an_identity_of_three_figures_by_one_digit(closing, wrong):
    found = differences(BudgetTableKind.RESERVES, [OPENING, USE, CLOSING], [(LINE, "", ("3.063", "1.163", closing))])
    assert bool(found) is wrong


def test_that_a_total_over_nothing_is_left_alone():
    rows = [(HEADING, "", (None,)), (TOTAL, "", ("3.000",))]
    assert differences(BudgetTableKind.REVENUE, [BUDGET], rows) == []
    blank = [(LINE, "", (None,)), (TOTAL, "", ("3.000",))]
    assert differences(BudgetTableKind.REVENUE, [BUDGET], blank) == []
    unstated = [(LINE, "", ("3.000",)), (TOTAL, "", (None,))]
    assert differences(BudgetTableKind.REVENUE, [BUDGET], unstated) == []

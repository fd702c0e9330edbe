"""What members may ask of a budget: only what its figures raise, and nothing where the sign is not known."""

from dataclasses import replace

from scorecard_desktop.domain.book import Book
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
)
from scorecard_desktop.domain.budget_prompts import budget_prompts
from scorecard_desktop.domain.reading import read_number

BUDGET, VARIANCE = ColumnRole.BUDGET, ColumnRole.VARIANCE
OPENING, CLOSING = ColumnRole.OPENING, ColumnRole.CLOSING


def asked(kind, columns, rows, *, sign=SignConvention.OVER_IS_POSITIVE, title="Table", **words):
    heads = tuple(BudgetColumn(role.value, role.value, role) for role in columns)
    table = BudgetTable("t", 1, title, kind, "2018-05", MoneyUnit.MILLIONS, 1, sign, heads)
    records: list[BudgetTable | BudgetLine | BudgetAmount] = [table]
    for at, (name, amounts) in enumerate(rows.items()):
        role = LineRole.TOTAL if name == "Total" else LineRole.LINE
        line = BudgetLine("t", name, at, "", name, role)
        records.append(replace(line, **words) if role is LineRole.LINE else line)
        for head, amount in zip(heads, amounts, strict=True):
            number = read_number(amount)
            assert number is not None
            records.append(BudgetAmount("t", name, head.key, number))
    return budget_prompts(Book(records), table)


OVER = {"Legal": ("10", "2"), "Staff": ("10", "-1"), "Total": ("20", "1")}


def test_that_an_overspend_is_asked_about_by_what_officers_have_said_of_it():
    revenue = BudgetTableKind.REVENUE
    assert asked(revenue, (BUDGET, VARIANCE), OVER) == ["Legal is forecast £2.0m over its budget. What is the reason?"]
    (with_reason,) = asked(revenue, (BUDGET, VARIANCE), OVER, reason="Trials")
    assert with_reason.endswith("The reason is given, but no action: is any possible?")
    (with_both,) = asked(revenue, (BUDGET, VARIANCE), OVER, reason="Trials", action="Fewer")
    assert with_both.endswith("By when will the action show in the forecast, and by how much?")


def test_that_the_sign_of_the_table_says_what_an_overspend_is():
    revenue, under = BudgetTableKind.REVENUE, SignConvention.UNDER_IS_POSITIVE
    assert asked(revenue, (BUDGET, VARIANCE), OVER, sign=under) == [
        "Staff is forecast £1.0m over its budget. What is the reason?"
    ]
    assert asked(revenue, (BUDGET, VARIANCE), OVER, sign=SignConvention.NOT_STATED) == []


def test_that_balances_that_fall_by_more_than_a_quarter_are_asked_about():
    reserves, unstated = BudgetTableKind.RESERVES, SignConvention.NOT_STATED
    used = {"Pay": ("10", "7.4"), "Total": ("10", "7.4")}
    little = {"Pay": ("10", "7.5"), "Total": ("10", "7.5")}
    (question,) = asked(reserves, (OPENING, CLOSING), used, sign=unstated)
    assert question.startswith("The balances fall from £10.0m to £7.4m. Is what is left enough")
    assert asked(reserves, (OPENING, CLOSING), little, sign=unstated) == []
    (schools,) = asked(BudgetTableKind.SCHOOL_BALANCES, (OPENING, CLOSING), used, sign=unstated)
    assert schools.endswith("Which schools use theirs up, and how are they supported?")


def test_that_a_grant_of_which_only_this_year_is_known_is_not_said_to_have_a_known_deficit():
    rows = {"Places": ("10", "3"), "Total": ("10", "3")}
    assert asked(BudgetTableKind.DSG, (BUDGET, VARIANCE), rows, title="DSG")[-1] == (
        "The years held here leave the grant £3.0m over. What was brought forward, and what is the plan?"
    )

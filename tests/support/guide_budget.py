"""What the program says of the budgets in docs/rules.md: how they move, what their balances do, how money is shown."""

from __future__ import annotations

from decimal import Decimal

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
from scorecard_desktop.domain.budget_months import lines_to_watch, movements
from scorecard_desktop.domain.budget_words import percent_words, waterfall_words
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.money import showing
from scorecard_desktop.domain.monitoring import monitored, waterfall
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from support.guide_figures import NOTHING, Said
from support.officers_words import number
from support.worked_examples import Example, Facts


def _table(
    period: str,
    columns: list[tuple[str, ColumnRole]],
    rows: list[tuple[str, list[str]]],
    kind: BudgetTableKind = BudgetTableKind.REVENUE,
) -> list[Record]:
    heads = tuple(BudgetColumn(name, name, role) for name, role in columns)
    sign = SignConvention.OVER_IS_POSITIVE
    made: list[Record] = [BudgetTable(f"t/{period}", 1, "Table", kind, period, MoneyUnit.MILLIONS, 3, sign, heads)]
    for at, (name, amounts) in enumerate(rows):
        role = LineRole.TOTAL if name.startswith("Total") else LineRole.LINE
        made.append(BudgetLine(f"t/{period}", str(at), at, "", name, role))
        made += [
            BudgetAmount(f"t/{period}", str(at), column, number(amount))
            for (column, _), amount in zip(columns, amounts, strict=True)
            if amount not in ("", NOTHING)
        ]
    return made


def months(example: Example) -> list[Said]:
    """A table in May and in June 2018: its budget, both variances, and the movement that June states."""
    rows = [example.row(at) for at in range(len(example.rows))]
    budget, variance = ("Budget £m", ColumnRole.BUDGET), ("Variance £m", ColumnRole.VARIANCE)
    movement = ("Stated movement £m", ColumnRole.MOVEMENT)
    may = [(row["Line"], [row["Budget £m"], row["Variance in May £m"]]) for row in rows]
    june = [(row["Line"], [row["Budget £m"], row["Variance in June £m"], row["Stated movement £m"]]) for row in rows]
    book = Book([*_table("2018-05", [budget, variance], may), *_table("2018-06", [budget, variance, movement], june)])
    table = book.get(BudgetTable, "t/2018-06")
    assert table is not None
    found, shown, moved = monitored(book, table), showing(book, table), movements(book, table)
    drawn = {line.line for line, _ in lines_to_watch(book, table)}
    told = {one.message.partition(",")[0]: one.message for one in check(book)}
    return [
        {
            "variance %": percent_words(found.variance_percent(line)) or NOTHING,
            "movement": shown.signed(moved[line.line].movement) if line.line in moved else NOTHING,
            "drawn in the pack?": "yes" if line.line in drawn else "no",
            "finding": told.get(line.description, NOTHING),
        }
        for line in found.lines
    ]


def balances(example: Example) -> list[Said]:
    """A table of opening and closing balances: each line's steps, and of the total where they lead."""
    rows = [example.row(at) for at in range(len(example.rows))]
    roles = {
        "Opening £m": ColumnRole.OPENING,
        "In £m": ColumnRole.ADDED,
        "Out £m": ColumnRole.USE,
        "Closing £m": ColumnRole.CLOSING,
    }
    columns = [(name, role) for name, role in roles.items() if name in rows[0]]
    made = [(row["Line"], [row[name] for name, _ in columns]) for row in rows]
    book = Book(_table("2018-05", columns, made, BudgetTableKind.RESERVES))
    (table,) = book.budget_tables()
    found, shown = monitored(book, table), showing(book, table)
    steps = waterfall(found)
    own: dict[str, list[str]] = {}
    for step in steps:
        if step.line is not None:
            way = step.words.removeprefix(step.line.description).removeprefix(": ")
            own.setdefault(step.line.line, []).append(f"{way} {shown.signed(step.change)}".strip())
    others = [f"{step.words.lower()} {shown.signed(step.change)}" for step in steps[1:-1] if step.line is None]
    whole = "; ".join([waterfall_words(steps, shown), *others])
    return [
        {"step": whole if line.role is LineRole.TOTAL else ", ".join(own.get(line.line, [NOTHING]))}
        for line in found.lines
    ]


def money(facts: Facts) -> Said:
    """An amount that a source prints in one unit, as it is shown by the setting."""
    written, unit = facts.get("amount").rsplit(maxsplit=1)
    held = MoneyUnit(unit)
    amount = Decimal(written.replace(",", ""))
    exponent = amount.as_tuple().exponent
    columns = (BudgetColumn("b", "Budget", ColumnRole.BUDGET),)
    kind, sign = BudgetTableKind.REVENUE, SignConvention.NOT_STATED
    table = BudgetTable("t", 1, "Table", kind, "2018-05", held, -int(exponent), sign, columns)
    book = Book([table, Setting(Scope.COUNCIL, "", "budget.unit", facts.get("setting budget.unit"))])
    shown = showing(book, table)
    return {"shown": shown.words(amount), "what is said": shown.note}

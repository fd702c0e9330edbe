"""The budget tables, each with its sign convention, and beside it what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetLine,
    BudgetTable,
    ColumnRole,
    LineRole,
    MoneyUnit,
    SignConvention,
    show_money,
)
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rules.casting import casting
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    ItemList,
    Row,
    RowKind,
    Section,
    Table,
    Together,
    Voice,
    para,
    strong,
    text,
)
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.wording import number, signed

_UNIT_WORDS = {
    MoneyUnit.POUNDS: "pounds",
    MoneyUnit.THOUSANDS: "thousands of pounds",
    MoneyUnit.MILLIONS: "millions of pounds",
}
_KIND = {
    LineRole.LINE: RowKind.BODY,
    LineRole.SUBTOTAL: RowKind.TOTAL,
    LineRole.TOTAL: RowKind.TOTAL,
    LineRole.HEADING: RowKind.SECTION,
}
_MONEY_EMS = 7.0
_FEW_COLUMNS = 5
_SIGNED = {ColumnRole.VARIANCE, ColumnRole.PREVIOUS_VARIANCE, ColumnRole.MOVEMENT, ColumnRole.VIREMENT}


def budget_appendix(book: Book, cards: Sequence[ReportedScorecard]) -> list[Section]:
    """Every budget table in the order of its source; nothing where there is none."""
    del cards
    tables = book.budget_tables()
    if not tables:
        return []
    out = differences(book)
    monitored = (Together(_table_blocks(book, table, out[table.id])) for table in tables)
    return [Section((Heading(2, "Budget monitoring", key="budget"), *monitored))]


def budget_key(table: BudgetTable) -> str:
    """The place of a table in the appendix, for links to it."""
    return f"budget-{table.id}"


def differences(book: Book) -> dict[str, list[Finding]]:
    """What does not add up, by the id of its table."""
    findings = [finding for finding in check(book, (casting,)) if finding.rule == "casting"]
    return {table.id: [one for one in findings if _is_about(one, table)] for table in book.budget_tables()}


def total_words(book: Book, table: BudgetTable) -> str:
    """The variance of a table's total in words, by the table's own sign; empty where it has no such total."""
    total = next((line for line in reversed(book.budget_lines(table.id)) if line.role is LineRole.TOTAL), None)
    if total is None:
        return ""
    amounts = {a.column: a.amount for a in book.budget_amounts(table.id) if a.line == total.line}
    found = {column.role: amounts[column.key] for column in reversed(table.columns) if column.key in amounts}
    variance, budget = found.get(ColumnRole.VARIANCE), found.get(ColumnRole.BUDGET)
    if variance is None:
        return ""
    against = f" on a budget of {_pounds(budget, table)}" if budget is not None else ""
    if variance == 0:
        return f"no variance{against}"
    if table.sign is SignConvention.NOT_STATED:
        return f"a variance of {_pounds(variance, table)}{against}, whose sign the source does not explain"
    is_over = (variance > 0) == (table.sign is SignConvention.OVER_IS_POSITIVE)
    return f"{'an overspend' if is_over else 'an underspend'} of {_pounds(abs(variance), table)}{against}"


def _pounds(amount: Decimal, table: BudgetTable) -> str:
    return signed(show_money(amount, table.unit, table.decimals))


def _is_about(finding: Finding, table: BudgetTable) -> bool:
    """A casting finding names the table before the line, and the table's own period."""
    return finding.period == table.period and finding.subject.startswith(f"{table.title}: ")


def _table_blocks(book: Book, table: BudgetTable, findings: Sequence[Finding]) -> tuple[Block, ...]:
    period = period_from_code(table.period).label if table.period else ""
    has_variance = any(column.role in _SIGNED for column in table.columns)
    note = f"{period}. " if period else ""
    note += f"All amounts are in {_UNIT_WORDS[table.unit]}."
    if has_variance:
        convention = table.sign.value.replace("-", "\u2212")
        note += " " + (
            f"Sign of a variance: {convention}."
            if table.sign is not SignConvention.NOT_STATED
            else "The source does not state what the sign of a variance means."
        )
    blocks: list[Block] = [Heading(3, table.title, key=budget_key(table)), para(note, voice=Voice.NOTE)]
    blocks.append(_drawn(book, table))
    if findings:
        blocks.append(
            Callout(
                (
                    para(strong("Officer’s note: figures that do not add up")),
                    ItemList(tuple(text(_with_place(finding)) for finding in findings)),
                )
            )
        )
    return tuple(blocks)


def _with_place(finding: Finding) -> str:
    place = f" ({finding.place})" if finding.place else ""
    return finding.message.rstrip(".").replace("-£", "\u2212£") + place + "."


def _drawn(book: Book, table: BudgetTable) -> Table:
    lines = book.budget_lines(table.id)
    amounts = {(amount.line, amount.column): amount.amount for amount in book.budget_amounts(table.id)}
    has_number = any(line.number for line in lines)
    words = [name for name in ("reason", "action") if any(getattr(line, name) for line in lines)]
    columns = [Column("No.", Align.RIGHT, weight=0)] if has_number else []
    columns.append(Column("Line", row_header=True, weight=2))
    ems = _MONEY_EMS if len(table.columns) <= _FEW_COLUMNS else 0.0
    columns += [Column(column.heading, Align.DECIMAL, weight=0.4, minimum=ems) for column in table.columns]
    columns += [Column(word.capitalize(), weight=2) for word in words]
    rows = []
    for line in lines:
        if line.role is LineRole.HEADING:
            rows.append(Row((Cell(line.description, strong=True, span=len(columns)),), RowKind.SECTION))
            continue
        cells = [Cell(line.number)] if has_number else []
        cells.append(Cell(line.description))
        cells += [
            Cell(_money(amounts.get((line.line, column.key)), column.role, table.decimals)) for column in table.columns
        ]
        cells += [Cell(str(getattr(line, word))) for word in words]
        rows.append(Row(tuple(cells), _row_kind(line)))
    return Table(
        tuple(columns),
        tuple(rows),
        summary=f"One row for each line of {table.title}, with its amounts; totals are in bold.",
    )


def _row_kind(line: BudgetLine) -> RowKind:
    return _KIND[line.role]


def _money(amount: Decimal | None, role: ColumnRole, decimals: int) -> str:
    if amount is None:
        return ""
    shown = number(amount, decimals)
    return f"+{shown}" if role in _SIGNED and amount > 0 else shown

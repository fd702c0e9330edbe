"""The budget tables, each with its sign convention, and beside it what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, ColumnRole, LineRole, MoneyUnit, SignConvention
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
from scorecard_desktop.exporting.wording import number

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
_SIGNED = {ColumnRole.VARIANCE, ColumnRole.PREVIOUS_VARIANCE, ColumnRole.MOVEMENT, ColumnRole.VIREMENT}


def budget_appendix(book: Book, cards: Sequence[ReportedScorecard]) -> list[Section]:
    """Every budget table in the order of its source; nothing where there is none."""
    del cards
    tables = book.budget_tables()
    if not tables:
        return []
    findings = [finding for finding in check(book, (casting,)) if finding.rule == "casting"]
    monitored = (Together(_table_blocks(book, table, [f for f in findings if _is_about(f, table)])) for table in tables)
    return [Section((Heading(2, "Budget monitoring", key="budget"), *monitored))]


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
    blocks: list[Block] = [Heading(3, table.title, key=f"budget-{table.id}"), para(note, voice=Voice.NOTE)]
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
    columns += [Column(column.heading, Align.DECIMAL, weight=0.4) for column in table.columns]
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

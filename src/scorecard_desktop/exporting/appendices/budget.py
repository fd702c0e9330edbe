"""The budget tables, each with its sign convention, and beside it what does not add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetLine,
    BudgetTable,
    ColumnRole,
    LineRole,
    SignConvention,
)
from scorecard_desktop.domain.budget_months import last_report, movements, reported_tables
from scorecard_desktop.domain.budget_prompts import budget_prompts
from scorecard_desktop.domain.budget_words import percent_words, sign_words
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.money import Showing, showing
from scorecard_desktop.domain.monitoring import Monitored, monitored
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rules.budget_movement import movement_mismatch
from scorecard_desktop.domain.rules.casting import casting
from scorecard_desktop.exporting.appendices.budget_forecasts import forecasts
from scorecard_desktop.exporting.appendices.budget_positions import positions
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
from scorecard_desktop.exporting.wording import number, signed, true_minus

_KIND = {
    LineRole.LINE: RowKind.BODY,
    LineRole.SUBTOTAL: RowKind.TOTAL,
    LineRole.TOTAL: RowKind.TOTAL,
    LineRole.HEADING: RowKind.SECTION,
}
_MONEY_EMS = 7.0
_FEW_COLUMNS = 5
_WORDS = (("reason", "Reason"), ("action", "Management action"))
_SIGNED = {ColumnRole.VARIANCE, ColumnRole.PREVIOUS_VARIANCE, ColumnRole.MOVEMENT, ColumnRole.VIREMENT}


def budget_appendix(book: Book, cards: Sequence[ReportedScorecard]) -> list[Section]:
    """Every budget table as it was last reported, in the order of its source; nothing where there is none."""
    del cards
    tables = reported_tables(book)
    if not tables:
        return []
    out = differences(book)
    blocks: list[Block] = [Heading(2, "Budget monitoring", key="budget")]
    for table in tables:
        blocks.append(Together(_table_blocks(book, table, out[table.id])))
        blocks += _words_blocks(book, table)
        blocks += forecasts(book, table)
        blocks += positions(book, table)
        blocks += _prompts(book, table)
    return [Section((*blocks, *definitions()))]


def budget_key(table: BudgetTable) -> str:
    """The place of a table in the appendix, for links to it."""
    return f"budget-{table.id}"


def differences(book: Book) -> dict[str, list[Finding]]:
    """What does not add up or is unlike the last report, by the id of its table."""
    rules = (casting, movement_mismatch)
    findings = [finding for finding in check(book, rules) if finding.rule in ("casting", "movement-mismatch")]
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
    against = f" on a budget of {_pounds(book, budget, table)}" if budget is not None else ""
    if variance == 0:
        return f"no variance{against}"
    if table.sign is SignConvention.NOT_STATED:
        return f"a variance of {_pounds(book, variance, table)}{against}, whose sign the source does not explain"
    is_over = (variance > 0) == (table.sign is SignConvention.OVER_IS_POSITIVE)
    return f"{'an overspend' if is_over else 'an underspend'} of {_pounds(book, abs(variance), table)}{against}"


def _pounds(book: Book, amount: Decimal, table: BudgetTable) -> str:
    return true_minus(showing(book, table).words(amount))


def _is_about(finding: Finding, table: BudgetTable) -> bool:
    """A casting finding names the table before the line, and the table's own period."""
    return finding.period == table.period and finding.subject.startswith(f"{table.title}: ")


def _table_blocks(book: Book, table: BudgetTable, findings: Sequence[Finding]) -> tuple[Block, ...]:
    found, shown = monitored(book, table), showing(book, table)
    period = f"{period_from_code(table.period).label}. " if table.period else ""
    note = f"{period}{shown.note}"
    if any(column.role in _SIGNED for column in table.columns) or found.has_variance:
        note += f" {sign_words(found)}"
    blocks: list[Block] = [Heading(3, table.title, key=budget_key(table)), para(note, voice=Voice.NOTE)]
    blocks.append(_drawn(book, found, shown))
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
    return true_minus(finding.message.rstrip(".")) + place + "."


def _drawn(book: Book, found: Monitored, shown: Showing) -> Table:
    """The table as stated, and after it what follows: the variance in percent, its movement, the ratings."""
    table = found.table
    more = [one for one in _followings(book, found, shown) if any(one[1](line) != Cell() for line in found.lines)]
    has_number = any(line.number for line in found.lines)
    columns = [Column("No.", Align.RIGHT, weight=0)] if has_number else []
    columns.append(Column("Line", row_header=True, weight=2))
    ems = _MONEY_EMS if len(table.columns) + len(more) <= _FEW_COLUMNS else 0.0
    headings = [shown.heading(column.heading) for column in table.columns]
    columns += [Column(heading, Align.DECIMAL, weight=0.4, minimum=ems) for heading in headings]
    columns += [column for column, _ in more]
    rows = []
    for line in found.lines:
        if line.role is LineRole.HEADING:
            rows.append(Row((Cell(line.description, strong=True, span=len(columns)),), RowKind.SECTION))
            continue
        cells = [Cell(line.number)] if has_number else []
        cells.append(Cell(line.description))
        cells += [_money(found.amounts.get((line.line, column.key)), column.role, shown) for column in table.columns]
        cells += [cell(line) for _, cell in more]
        rows.append(Row(tuple(cells), _KIND[line.role]))
    summary = f"One row for each line of {table.title}, with its amounts"
    follows = f", and after them {', '.join(column.header for column, _ in more).lower()}" if more else ""
    return Table(tuple(columns), tuple(rows), summary=f"{summary}{follows}; totals are in bold.")


def _followings(book: Book, found: Monitored, shown: Showing) -> list[tuple[Column, Callable[[BudgetLine], Cell]]]:
    moved, before = movements(book, found.table), last_report(book, found.table)

    def variance(line: BudgetLine) -> Cell:
        return _money(found.variance(line), ColumnRole.VARIANCE, shown)

    def percent(line: BudgetLine) -> Cell:
        return Cell(signed(percent_words(found.variance_percent(line))))

    def movement(line: BudgetLine) -> Cell:
        one = moved.get(line.line)
        return Cell() if one is None else _money(one.movement, ColumnRole.MOVEMENT, shown)

    def rating(line: BudgetLine) -> Cell:
        return Cell() if line.rag is Rag.NONE else Cell(rag=line.rag)

    made: list[tuple[Column, Callable[[BudgetLine], Cell]]] = []
    if found.has_variance and not found.has(ColumnRole.VARIANCE):
        made.append((Column(f"Variance {shown.unit.value}", Align.DECIMAL, weight=0.3), variance))
    if found.has_variance:
        made.append((Column("Variance %", Align.DECIMAL, weight=0.3), percent))
    if before is not None and not found.has(ColumnRole.MOVEMENT):
        when = period_from_code(before.period).heading
        made.append((Column(f"Movement since {when}", Align.DECIMAL, weight=0.3), movement))
    made.append((Column("Rating", Align.CENTRE, weight=0), rating))
    return made


def _money(amount: Decimal | None, role: ColumnRole, shown: Showing) -> Cell:
    if amount is None:
        return Cell()
    figure = number(shown.amount(amount), shown.decimals)
    is_more = role in _SIGNED and any(digit in "123456789" for digit in figure) and amount > 0
    return Cell(f"+{figure}" if is_more else figure, exact=shown.amount(amount))


def _words_blocks(book: Book, table: BudgetTable) -> list[Block]:
    """Why lines are as they are and what is done about it, where officers have said."""
    said = [line for line in book.budget_lines(table.id) if line.reason or line.action]
    if not said:
        return []
    names = [(name, heading) for name, heading in _WORDS if any(getattr(line, name) for line in said)]
    columns = (Column("Line", row_header=True, weight=1), *(Column(heading, weight=2) for _, heading in names))
    rows = tuple(Row((Cell(line.description), *(Cell(getattr(line, name)) for name, _ in names))) for line in said)
    summary = (
        f"One row for each line of {table.title} that officers explain, with the reason and what is done about it."
    )
    return [Table(columns, rows, "Reasons and management action", summary)]


def _prompts(book: Book, table: BudgetTable) -> list[Block]:
    asked = budget_prompts(book, table)
    if not asked:
        return []
    heading = Heading(4, "Questions that members may wish to ask", listed=False)
    return [Together((heading, ItemList(tuple(text(true_minus(one)) for one in asked))))]


_TERMS = (
    ("Sign of a variance", "Stated over each table. Where + is an overspend, a minus sign is an underspend."),
    ("Variance", "How far the forecast for the whole year is from the budget, or as the table states it."),
    (
        "Variance %",
        "The variance in percent of the budget, with its own sign; of the opening balance in tables of balances.",
    ),
    ("Movement", "The variance now less the variance at the last report of the same financial year."),
    (
        "Opening to closing balance",
        "The balance at the start of the year, what each line adds to it or takes from it, and what is to be left.",
    ),
    (
        "Cumulative position",
        "What all years together have left. A deficit of the Dedicated Schools Grant is carried forward.",
    ),
    ("Financing", "What pays for the capital programme. It must be equal to the programme."),
    (
        "Rating of a saving",
        "How sure it is to be made, as those who answer for it say: green sure, amber in doubt, red unlikely.",
    ),
    (
        "Rounding",
        "Each amount is rounded by itself: a total may differ in its last digit from the sum of what is printed.",
    ),
)


def definitions() -> list[Block]:
    """What the words and signs of the tables mean."""
    columns = (Column("Term", row_header=True), Column("What it means", weight=3))
    table = Table(
        columns,
        tuple(Row((Cell(term), Cell(meaning))) for term, meaning in _TERMS),
        summary="One row for each term of the budget tables with its meaning.",
    )
    return [Together((Heading(3, "What the budget tables say", key="budget-terms", listed=False), table))]

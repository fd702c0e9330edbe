"""Budget tables as they are kept up in the window: amounts typed, lines begun and ended, the next month's table begun.

Each function gives the ChangeSet for a session to submit, empty where nothing would change, or raises a Refusal that
says what can be done. Nothing is recomputed: a total that no longer adds up is a finding at its place, for an officer
to settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
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
)
from scorecard_desktop.domain.budget_months import same_tables, standing_title, year_of_table
from scorecard_desktop.domain.casting import subject, unread_amounts
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.forecast import year_of
from scorecard_desktop.domain.money import showing
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.written_amount import read_written
from scorecard_desktop.importing.identity import slug, unique

_LONGEST_KEY = 40
_SHORT = 40


def amount_as_typed(book: Book, table_id: str, line_id: str, column: str) -> str:
    """An amount as it would be typed: unrounded, in the unit that is shown; empty where there is none."""
    table = _table(book, table_id)
    found = book.get(BudgetAmount, table_id, line_id, column)
    return "" if found is None else plain(showing(book, table).amount(found.amount))


def change_amount(book: Book, table_id: str, line_id: str, column_key: str, text: str) -> ChangeSet:
    """The amount of a line in a column as ``text`` puts it; an empty text removes it.

    It is in the unit that is shown unless it names its own: ``644``, ``£644k``, ``(0.379)``. What an import found
    wrong at the old amount goes with it, and so does its cell, which the history keeps.
    """
    table, line, column = _place(book, table_id, line_id, column_key)
    if line.role is LineRole.HEADING:
        raise Refusal(f"“{line.description}” heads the lines beneath it and has no amounts. Add a line for them.")
    before = book.get(BudgetAmount, table_id, line_id, column_key)
    label = f"change of {_short(line.description)}, {_short(column.heading)}"
    if not text.strip():
        return change_set(label, [] if before is None else [Change(before, None), *_settled(book, table, line, column)])
    read = read_written(text)
    unit = showing(book, table).unit
    if read is None:
        raise Refusal(
            f"“{' '.join(text.split())}” is not an amount. Type one in {unit.value} such as 1.25 or -0.379, "
            "or with its unit such as £644k."
        )
    pounds = (read.unit or unit).pounds(read.number)
    after = BudgetAmount(table_id, line_id, column_key, table.unit.of_pounds(pounds).normalize() + Decimal(0))
    if before is not None and before.amount == after.amount:
        return ChangeSet(label, ())
    return change_set(label, [Change(before, after), *_settled(book, table, line, column)])


def change_amounts(book: Book, table_id: str, typed: Iterable[tuple[str, str, str]], what: str) -> ChangeSet:
    """Many amounts (line, column, text) in one step, called ``paste of 12 amounts``: all of them or none.

    Raises Refusal, which says the first that is not understood, where any is not.
    """
    table = _table(book, table_id)
    changes: list[Change] = []
    cells = {(line, column): text for line, column, text in typed}
    for (line, column), text in cells.items():
        if text.strip() or book.get(BudgetAmount, table_id, line, column) is not None:
            try:
                changes += change_amount(book, table_id, line, column, text).changes
            except Refusal as refusal:
                where = f"{_short(_line(book, table_id, line).description)}: {refusal.message}"
                raise Refusal(where if len(cells) == 1 else f"Nothing was changed. {where}") from refusal
    amounts = sum(isinstance(change.record, BudgetAmount) for change in changes)
    return change_set(
        f"{what} of {amounts} {'amount' if amounts == 1 else 'amounts'} of {_short(table.title)}",
        dict.fromkeys(changes),
    )


def new_line(book: Book, table_id: str, after: str, description: str) -> ChangeSet:
    """A line called ``description`` beneath the line ``after`` (at the end where that is empty), in its group.

    A new line beneath a total would be outside its sum, so that it goes above it.
    """
    table = _table(book, table_id)
    words = " ".join(description.split())
    if not words:
        raise Refusal("Say what the new line is called.")
    lines = book.budget_lines(table_id)
    at = next((number for number, line in enumerate(lines, 1) if line.line == after), len(lines))
    while at > 0 and lines[at - 1].role in (LineRole.TOTAL, LineRole.SUBTOTAL):
        at -= 1
    group = lines[at - 1].group if at else ""
    key = unique(slug(words, _LONGEST_KEY), {line.line for line in lines})
    made = BudgetLine(table.id, key, at + 1, "", words, group=group)
    moved = [
        Change(line, replace(line, order=number))
        for number, line in enumerate(lines[at:], at + 2)
        if line.order != number
    ]
    above = [Change(line, replace(line, order=n)) for n, line in enumerate(lines[:at], 1) if line.order != n]
    return change_set(f"new line {_short(words)}", [*above, *moved, Change(None, made)])


def remove_line(book: Book, table_id: str, line_id: str) -> ChangeSet:
    """A line and its amounts taken out of a table; their history stays."""
    _table(book, table_id)
    line = _line(book, table_id, line_id)
    amounts = [amount for amount in book.budget_amounts(table_id) if amount.line == line_id]
    return change_set(
        f"removal of line {_short(line.description)}",
        [*(Change(amount, None) for amount in amounts), Change(line, None)],
    )


_COPIED = {ColumnRole.ORIGINAL_BUDGET, ColumnRole.VIREMENT, ColumnRole.BUDGET, ColumnRole.OPENING, ColumnRole.PLANNED}
"""What stands for the whole year, and so is the same at the next month until somebody changes it."""
_OF_THE_YEAR = (BudgetTableKind.CAPITAL, BudgetTableKind.CONTRIBUTIONS)
"""Tables whose columns without a meaning of their own are agreed amounts, such as a year's programme."""


def begin_next(book: Book, table_id: str) -> ChangeSet:
    """The same table at the next month: its lines and what stands for the year, without actuals, forecasts and words.

    A previous variance is this month's variance. Raises Refusal where that table is there already, where this one is
    not of a month, and at the end of a financial year, whose budget the next year does not share.
    """
    table = _table(book, table_id)
    period = period_from_code(table.period)
    if period.kind is not PeriodKind.MONTH:
        raise Refusal(f"The table is for {period.label}, which is no month that another follows in the same year.")
    after = period.next()
    if year_of(after) != year_of_table(table):
        raise Refusal(f"{period.label} ends its financial year. Import the next year’s table: its budgets are new.")
    if any(one.period == after.code for one in same_tables(book, table)):
        raise Refusal(f"The table is there for {after.label} already. Choose that month to change it.")
    stem = table.id.rpartition("/")[0] or table.id
    identity = unique(f"{stem}/{after.code}", {one.id for one in book.budget_tables()})
    order = max(one.order for one in book.budget_tables()) + 1
    named = read_label(table.title)
    title = table.title
    if named is not None and named.period == period:
        title = f"{standing_title(table)} – {after.label}"
    made = replace(table, id=identity, order=order, title=title, period=after.code, source=None)
    lines = [
        replace(line, table=identity, reason="", action="", rag=Rag.NONE, source=None)
        for line in book.budget_lines(table_id)
    ]
    label = f"beginning of {_short(standing_title(table))} for {after.label}"
    return change_set(
        label, [Change(None, made), *(Change(None, line) for line in lines), *_carried(book, table, identity)]
    )


def _carried(book: Book, table: BudgetTable, identity: str) -> Iterator[Change]:
    columns = {column.key: column for column in table.columns}
    by_role = {column.role: column for column in reversed(table.columns)}
    previous = by_role.get(ColumnRole.PREVIOUS_VARIANCE)
    parts = [line.line for line in book.budget_lines(table.id) if line.role is LineRole.LINE]
    # in a table with a line for each year, those that are over
    past = set(parts[:-1]) if ColumnRole.CUMULATIVE in by_role else set()
    for amount in book.budget_amounts(table.id):
        role = columns[amount.column].role
        of_the_year = role is ColumnRole.OTHER and table.kind in _OF_THE_YEAR
        if role in _COPIED or of_the_year or amount.line in past:
            yield Change(None, replace(amount, table=identity, source=None))
        if (
            role is ColumnRole.VARIANCE
            and previous is not None
            and amount.line not in past
            and amount.column == by_role[role].key
        ):
            yield Change(None, BudgetAmount(identity, amount.line, previous.key, amount.amount))


def _settled(book: Book, table: BudgetTable, line: BudgetLine, column: BudgetColumn) -> Iterator[Change]:
    """What an import could not read at an amount that has been typed since."""
    about = subject(table, line, column)
    yield from (Change(finding, None) for finding in unread_amounts(book, table) if finding.subject == about)


def _place(book: Book, table_id: str, line_id: str, column: str) -> tuple[BudgetTable, BudgetLine, BudgetColumn]:
    table = _table(book, table_id)
    found = next((one for one in table.columns if one.key == column), None)
    if found is None:
        raise Refusal("The column is no longer there: someone has removed it.")
    return table, _line(book, table_id, line_id), found


def _table(book: Book, table_id: str) -> BudgetTable:
    found = book.get(BudgetTable, table_id)
    if found is None:
        raise Refusal("The table is no longer there: someone has removed it.")
    return found


def _line(book: Book, table_id: str, line_id: str) -> BudgetLine:
    found = book.get(BudgetLine, table_id, line_id)
    if found is None:
        raise Refusal("The line is no longer there: someone has removed it.")
    return found


def _short(words: str) -> str:
    """So much of a name as the label of a step needs."""
    plain_words = " ".join(words.split())
    return plain_words if len(plain_words) <= _SHORT else f"{plain_words[:_SHORT].rsplit(' ', 1)[0]} …"

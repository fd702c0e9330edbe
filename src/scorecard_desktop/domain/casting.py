"""Whether a budget table adds up, and which figure is wrong where it does not (rules.md, Findings: ``casting``).

One wrong figure puts out every sum that it is part of. Where one figure, and one only, can be the reason for all that
is out, that figure is what is found, once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    CastingDifference,
    show_money,
)
from scorecard_desktop.domain.budget_sums import Place, Sum, place_of, sums_of
from scorecard_desktop.domain.figures import round_half_up, significant_decimals
from scorecard_desktop.domain.finding import Finding


def cast(
    table: BudgetTable,
    lines: Iterable[BudgetLine],
    amounts: Iterable[BudgetAmount],
    unread: Collection[Place] = (),
) -> list[CastingDifference]:
    """Every figure of a table for which a total, sub-total or identity does not hold beyond rounding.

    Down the columns: a sub-total or total against the lines of its group above it. Across the rows: closing against
    opening less use, variance against forecast less budget and so on, where those columns are there. In a capital
    table: total financing against the programme that it finances. ``unread`` are the places whose amounts an import
    could not read: what they are part of cannot be told.
    """
    ordered = sorted(lines, key=lambda line: line.order)
    by_place = {place_of(amount): amount for amount in amounts}
    sums = sums_of(table, ordered, by_place, unread)
    wrong = [one for one in sums if not one.holds]
    found: list[CastingDifference] = []
    for together in _that_share_a_figure(wrong):
        cause = _cause(table, together, sums) if len(together) > 1 else None
        found.extend([cause] if cause is not None else [_difference(table, one) for one in together])
    order = {line.line: line.order for line in ordered}
    columns = {column.key: position for position, column in enumerate(table.columns)}
    return sorted(found, key=lambda one: (order[one.line], columns[one.column]))


def differences(book: Book, table: BudgetTable) -> list[CastingDifference]:
    """What does not add up in a table of a book."""
    lines = book.budget_lines(table.id)
    told = {one.subject for one in unread_amounts(book, table)}
    unread = (
        {(line.line, c.key) for line in lines for c in table.columns if subject(table, line, c) in told}
        if told
        else set()
    )
    return cast(table, lines, book.budget_amounts(table.id), unread)


UNREAD = ("uncalculated", "unmapped-text")
"""The findings of amounts that an import could not read."""


def unread_amounts(book: Book, table: BudgetTable) -> list[Finding]:
    """What an import found at amounts of a table that it could not read; that of another month is another file's."""
    file = table.source.file if table.source is not None else ""
    return [one for one in book.all(Finding) if one.rule in UNREAD and one.file == file]


def subject(table: BudgetTable, line: BudgetLine, column: BudgetColumn) -> str:
    """What a finding about an amount is about, in words: ``General Fund: Total, Budget £m``."""
    return f"{table.title}: {line.description}, {column.heading}"


# What is wrong


def _that_share_a_figure(wrong: Sequence[Sum]) -> list[list[Sum]]:
    """The sums that are out, those together that have figures in common."""
    groups: list[list[Sum]] = []
    for one in wrong:
        joined = [group for group in groups if any(one.members & other.members for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(other for group in joined for other in group), one])
    return groups


def _cause(table: BudgetTable, wrong: Sequence[Sum], sums: Sequence[Sum]) -> CastingDifference | None:
    """The one figure that, put right, makes all of these sums hold and breaks none; None unless there is just one."""
    common = frozenset[Place].intersection(*(one.members for one in wrong))
    found = []
    for place in common:
        spans = [one.would_hold_with(place) for one in sums if place in one.members]
        low, high = max(span[0] for span in spans), min(span[1] for span in spans)
        if low <= high:
            found.append((place, (low + high) / 2))
    if len(found) != 1:
        return None
    place, amount = found[0]
    return _caused_by(table, place, amount, wrong)


def _caused_by(table: BudgetTable, place: Place, amount: Decimal, wrong: Sequence[Sum]) -> CastingDifference:
    own = next((one for one in wrong if place_of(one.stated) == place), None)
    if own is not None:
        others = len(wrong) - 1
        more = "another sum" if others == 1 else f"{others} other sums"
        plain = _difference(table, own)
        return _said(table, own.stated, plain.computed, f"{plain.sentence}, which puts {more} out too")
    stated = next(term for one in wrong for term, _ in one.terms if place_of(term) == place)
    rounded = round_half_up(amount, table.decimals)
    decimals = max(table.decimals, significant_decimals(stated.amount))
    return _said(
        table,
        stated,
        rounded,
        f"{_name(table, wrong, place)}: {show_money(stated.amount, table.unit, decimals)} is stated, but the "
        f"{len(wrong)} sums that it is part of would hold with {show_money(rounded, table.unit, decimals)}",
    )


def _name(table: BudgetTable, wrong: Sequence[Sum], place: Place) -> str:
    """The line and the heading of a figure that is a term of sums."""
    line = next(one.line.description for one in wrong if one.line.line == place[0])
    return f"{line}, {next(column.heading for column in table.columns if column.key == place[1])}"


def _difference(table: BudgetTable, wrong: Sum) -> CastingDifference:
    stated, computed = wrong.stated.amount, wrong.computed
    decimals = max(table.decimals, significant_decimals(stated), significant_decimals(computed))
    sentence = (
        f"{wrong.line.description}, {wrong.column.heading}: {show_money(stated, table.unit, decimals)} is stated, "
        f"{wrong.words} {show_money(computed, table.unit, decimals)}, a difference of "
        f"{show_money(stated - computed, table.unit, decimals)}"
    )
    return _said(table, wrong.stated, computed, sentence)


def _said(table: BudgetTable, stated: BudgetAmount, computed: Decimal, sentence: str) -> CastingDifference:
    return CastingDifference(table.id, stated.line, stated.column, stated.amount, computed, sentence, stated.source)

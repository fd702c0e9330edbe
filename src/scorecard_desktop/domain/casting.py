"""Whether a budget table adds up, and which figure is wrong where it does not (rules.md, Findings: ``casting``).

One wrong figure puts out every sum that it is part of. Where one figure, and one only, can be the reason for all that
is out, that figure is what is found, once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    CastingDifference,
    ColumnRole,
    LineRole,
    SignConvention,
    rounding_allowance,
    show_money,
)
from scorecard_desktop.domain.figures import round_half_up, significant_decimals
from scorecard_desktop.domain.finding import Finding

Place = tuple[str, str]
"""A line and a column: where an amount stands."""
Amounts = Mapping[Place, BudgetAmount]


@dataclass(frozen=True, slots=True)
class Identity:
    """What follows across a row from other columns, each added (+1) or taken away (-1)."""

    result: ColumnRole
    terms: tuple[tuple[ColumnRole, int], ...]
    words: str


_USE_IS_TAKEN = Identity(ColumnRole.CLOSING, ((ColumnRole.OPENING, 1), (ColumnRole.USE, -1)), "opening less use")
_USE_IS_NEGATIVE = Identity(ColumnRole.CLOSING, ((ColumnRole.OPENING, 1), (ColumnRole.USE, 1)), "opening plus use")
_OVER_IS_POSITIVE = Identity(
    ColumnRole.VARIANCE, ((ColumnRole.FORECAST, 1), (ColumnRole.BUDGET, -1)), "forecast less budget"
)
_UNDER_IS_POSITIVE = Identity(
    ColumnRole.VARIANCE, ((ColumnRole.BUDGET, 1), (ColumnRole.FORECAST, -1)), "budget less forecast"
)
_IDENTITIES: tuple[tuple[Identity, ...], ...] = (
    (_USE_IS_TAKEN, _USE_IS_NEGATIVE),
    (
        Identity(
            ColumnRole.BUDGET,
            ((ColumnRole.ORIGINAL_BUDGET, 1), (ColumnRole.VIREMENT, 1)),
            "original budget plus virements",
        ),
    ),
    (_OVER_IS_POSITIVE, _UNDER_IS_POSITIVE),
    (Identity(ColumnRole.VARIANCE, ((ColumnRole.CLOSING, 1), (ColumnRole.OPENING, -1)), "closing less opening"),),
    (
        Identity(
            ColumnRole.MOVEMENT,
            ((ColumnRole.VARIANCE, 1), (ColumnRole.PREVIOUS_VARIANCE, -1)),
            "variance less previous",
        ),
    ),
)
"""Each with the other way in which councils write it, where there is one."""
_ENOUGH_TO_TELL = 2


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated amount and those that should make it, each with its sign; ``words`` say what they are."""

    line: BudgetLine
    column: BudgetColumn
    stated: BudgetAmount
    terms: tuple[tuple[BudgetAmount, int], ...]
    words: str
    allowance: Decimal

    @property
    def computed(self) -> Decimal:
        """What the terms make."""
        return sum((amount.amount * sign for amount, sign in self.terms), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether rounding alone can explain what parts the two."""
        return abs(self.stated.amount - self.computed) <= self.allowance

    @property
    def members(self) -> frozenset[Place]:
        """Where its amounts stand."""
        return frozenset(_place(amount) for amount in (self.stated, *(amount for amount, _ in self.terms)))

    def would_hold_with(self, place: Place) -> tuple[Decimal, Decimal]:
        """From what to what the amount at a place may be for the sum to hold."""
        if _place(self.stated) == place:
            return self.computed - self.allowance, self.computed + self.allowance
        amount, sign = next((amount, sign) for amount, sign in self.terms if _place(amount) == place)
        needed = (self.stated.amount - self.computed) * sign + amount.amount
        return needed - self.allowance, needed + self.allowance


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
    by_place = {_place(amount): amount for amount in amounts}
    sums = [*_down(table, ordered, by_place, unread), *_across(table, ordered, by_place)]
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
    told = {finding.subject for finding in book.all(Finding) if finding.rule in _NOT_READ}
    unread = (
        {(line.line, column.key) for line in lines for column in table.columns if subject(table, line, column) in told}
        if told
        else set()
    )
    return cast(table, lines, book.budget_amounts(table.id), unread)


_NOT_READ = ("uncalculated", "unmapped-text")


def subject(table: BudgetTable, line: BudgetLine, column: BudgetColumn) -> str:
    """What a finding about an amount is about, in words: ``General Fund: Total, Budget £m``."""
    return f"{table.title}: {line.description}, {column.heading}"


def sign_unlike_stated(
    table: BudgetTable, lines: Iterable[BudgetLine], amounts: Iterable[BudgetAmount]
) -> BudgetAmount | None:
    """The first variance of a table whose variances all have the other sign than its headings say; else None."""
    opposite = {
        SignConvention.OVER_IS_POSITIVE: _UNDER_IS_POSITIVE,
        SignConvention.UNDER_IS_POSITIVE: _OVER_IS_POSITIVE,
    }.get(table.sign)
    if opposite is None:
        return None
    keys = _by_role(table)
    ordered = sorted(lines, key=lambda line: line.order)
    by_place = {_place(amount): amount for amount in amounts}
    ways = (_OVER_IS_POSITIVE, _UNDER_IS_POSITIVE)
    if _way(table, ways, keys, ordered, by_place) is not opposite:
        return None
    sums = _of_identity(table, opposite, keys, ordered, by_place)
    return next((one.stated for one in sums if one.stated.amount and one.holds), None)


def _place(amount: BudgetAmount) -> Place:
    return amount.line, amount.column


# Down the columns


def _down(
    table: BudgetTable, lines: Sequence[BudgetLine], amounts: Amounts, unread: Collection[Place]
) -> Iterator[Sum]:
    for position, total in enumerate(lines):
        if total.role not in (LineRole.SUBTOTAL, LineRole.TOTAL):
            continue
        above = lines[:position]
        yield from _column_sums(table, total, _parts_of(total, above), amounts, unread, "the lines add")
        if total.role is LineRole.TOTAL and total.group and table.kind is BudgetTableKind.CAPITAL:
            # the total of a financing group equals what it finances: the lines outside any group
            financed = [line for line in above if line.role is LineRole.LINE and not line.group]
            yield from _column_sums(table, total, financed, amounts, unread, "the programme it finances is")


def _column_sums(
    table: BudgetTable,
    total: BudgetLine,
    parts: Sequence[BudgetLine],
    amounts: Amounts,
    unread: Collection[Place],
    words: str,
) -> Iterator[Sum]:
    for column in table.columns:
        stated = amounts.get((total.line, column.key))
        added = [amounts[part.line, column.key] for part in parts if (part.line, column.key) in amounts]
        if stated is None or not added or any((part.line, column.key) in unread for part in parts):
            continue
        allowance = rounding_allowance(len(added), table.decimals)
        yield Sum(total, column, stated, tuple((amount, 1) for amount in added), words, allowance)


def _parts_of(total: BudgetLine, above: Sequence[BudgetLine]) -> list[BudgetLine]:
    """A sub-total adds the lines since the last sub-total; a total adds its group's lines, sub-totals left out."""
    if total.role is LineRole.TOTAL:
        start = max((i + 1 for i, line in enumerate(above) if line.role is LineRole.TOTAL), default=0)
        return [line for line in above[start:] if line.role is LineRole.LINE and line.group == total.group]
    start = max((i + 1 for i, line in enumerate(above) if line.role is not LineRole.LINE), default=0)
    return [line for line in above[start:] if line.group == total.group]


# Across the rows


def _across(table: BudgetTable, lines: Sequence[BudgetLine], amounts: Amounts) -> Iterator[Sum]:
    keys = _by_role(table)
    for ways in _IDENTITIES:
        yield from _of_identity(table, _way(table, ways, keys, lines, amounts), keys, lines, amounts)


def _by_role(table: BudgetTable) -> dict[ColumnRole, BudgetColumn]:
    keys: dict[ColumnRole, BudgetColumn] = {}
    for column in table.columns:
        keys.setdefault(column.role, column)
    return keys


def _way(
    table: BudgetTable,
    ways: Sequence[Identity],
    keys: Mapping[ColumnRole, BudgetColumn],
    lines: Sequence[BudgetLine],
    amounts: Amounts,
) -> Identity:
    """Which of the ways in which an identity is written a table follows: the first, unless most lines say another.

    A line tells only where not both of them hold of it, and it takes two such lines at least.
    """
    first = ways[0]
    if table.sign is SignConvention.UNDER_IS_POSITIVE and first is _OVER_IS_POSITIVE:
        first = _UNDER_IS_POSITIVE
    holding = {
        way: {one.line.line for one in _of_identity(table, way, keys, lines, amounts) if one.holds} for way in ways
    }
    for way in ways:
        only = holding[way] - holding[first]
        if len(only) >= _ENOUGH_TO_TELL and len(only) > len(holding[first] - holding[way]):
            return way
    return first


def _of_identity(
    table: BudgetTable,
    identity: Identity,
    keys: Mapping[ColumnRole, BudgetColumn],
    lines: Sequence[BudgetLine],
    amounts: Amounts,
) -> Iterator[Sum]:
    if identity.result not in keys or any(role not in keys for role, _ in identity.terms):
        return
    allowance = rounding_allowance(len(identity.terms), table.decimals)
    for line in lines:
        stated = amounts.get((line.line, keys[identity.result].key))
        parts = [(amounts.get((line.line, keys[role].key)), sign) for role, sign in identity.terms]
        terms = tuple((amount, sign) for amount, sign in parts if amount is not None)
        if stated is not None and len(terms) == len(parts):
            yield Sum(line, keys[identity.result], stated, terms, f"{identity.words} is", allowance)


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
    own = next((one for one in wrong if _place(one.stated) == place), None)
    if own is not None:
        others = len(wrong) - 1
        more = "another sum" if others == 1 else f"{others} other sums"
        plain = _difference(table, own)
        return _said(table, own.stated, plain.computed, f"{plain.sentence}, which puts {more} out too")
    stated = next(term for one in wrong for term, _ in one.terms if _place(term) == place)
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

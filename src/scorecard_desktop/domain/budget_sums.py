"""The sums that a budget table states: totals of its columns, and what follows across its rows from other columns.

Councils write the same thing in several ways (uses of a reserve as negative amounts, underspends as positive
variances); which of them a table follows is told by its lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, product

from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    SignConvention,
    rounding_allowance,
)
from scorecard_desktop.domain.frozen import dataclass

Place = tuple[str, str]
"""A line and a column: where an amount stands."""
Amounts = Mapping[Place, BudgetAmount]


@dataclass(frozen=True, slots=True)
class Identity:
    """What follows across a row from other columns, each added (+1) or taken away (-1)."""

    result: ColumnRole
    terms: tuple[tuple[ColumnRole, int], ...]
    words: str


_ADDED = (ColumnRole.OPENING, 1), (ColumnRole.ADDED, 1)
_ADDED_USE_IS_TAKEN = Identity(
    ColumnRole.CLOSING, (*_ADDED, (ColumnRole.USE, -1)), "opening plus transfers in less use"
)
_ADDED_USE_IS_NEGATIVE = Identity(
    ColumnRole.CLOSING, (*_ADDED, (ColumnRole.USE, 1)), "opening plus transfers in plus use"
)
_ONLY_ADDED = Identity(ColumnRole.CLOSING, _ADDED, "opening plus transfers in")
_USE_IS_TAKEN = Identity(ColumnRole.CLOSING, ((ColumnRole.OPENING, 1), (ColumnRole.USE, -1)), "opening less use")
_USE_IS_NEGATIVE = Identity(ColumnRole.CLOSING, ((ColumnRole.OPENING, 1), (ColumnRole.USE, 1)), "opening plus use")
_OVER_IS_POSITIVE = Identity(
    ColumnRole.VARIANCE, ((ColumnRole.FORECAST, 1), (ColumnRole.BUDGET, -1)), "forecast less budget"
)
_UNDER_IS_POSITIVE = Identity(
    ColumnRole.VARIANCE, ((ColumnRole.BUDGET, 1), (ColumnRole.FORECAST, -1)), "budget less forecast"
)
_IDENTITIES: tuple[tuple[Identity, ...], ...] = (
    (_ADDED_USE_IS_TAKEN, _ADDED_USE_IS_NEGATIVE, _USE_IS_TAKEN, _USE_IS_NEGATIVE),
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
    (
        Identity(
            ColumnRole.PLANNED,
            ((ColumnRole.DELIVERED, 1), (ColumnRole.ON_TRACK, 1), (ColumnRole.AT_RISK, 1)),
            "delivered, on track and at risk together",
        ),
    ),
)
"""Each with the other ways in which councils write it, where there are any."""
_NIL_WHERE_BLANK = frozenset({ColumnRole.ADDED, ColumnRole.USE})
"""Columns of which most lines have nothing to say: a reserve into which nothing is moved has a blank there."""
_ENOUGH_TO_TELL = 2
_MANY = 3
_FEW = 3


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
        return frozenset(place_of(amount) for amount in (self.stated, *(amount for amount, _ in self.terms)))

    def would_hold_with(self, place: Place) -> tuple[Decimal, Decimal]:
        """From what to what the amount at a place may be for the sum to hold."""
        if place_of(self.stated) == place:
            return self.computed - self.allowance, self.computed + self.allowance
        amount, sign = next((amount, sign) for amount, sign in self.terms if place_of(amount) == place)
        needed = (self.stated.amount - self.computed) * sign + amount.amount
        return needed - self.allowance, needed + self.allowance


def sums_of(
    table: BudgetTable, lines: Sequence[BudgetLine], amounts: Amounts, unread: Collection[Place] = ()
) -> list[Sum]:
    """Every sum of a table whose figures are there; ``lines`` in their order.

    ``unread`` are the places whose amounts an import could not read: what they are part of cannot be told.
    """
    return [
        *_down(table, lines, amounts, unread),
        *_running(table, lines, amounts),
        *_across(table, lines, amounts, unread),
    ]


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
    by_place = {place_of(amount): amount for amount in amounts}
    row = _Rows(table, sorted(lines, key=lambda line: line.order), by_place, ())
    way = row.way((_OVER_IS_POSITIVE, _UNDER_IS_POSITIVE))
    if way is None or way.identity is not opposite:
        return None
    return next((one.stated for one in row.sums(way) if one.stated.amount and one.holds), None)


def place_of(amount: BudgetAmount) -> Place:
    """Where an amount stands."""
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
        if column.role is ColumnRole.CUMULATIVE:  # each adds up those above it already
            continue
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


def _running(table: BudgetTable, lines: Sequence[BudgetLine], amounts: Amounts) -> Iterator[Sum]:
    """A cumulative balance is that of the line above and the variance of its own line."""
    running = next((column for column in table.columns if column.role is ColumnRole.CUMULATIVE), None)
    change = next((column for column in table.columns if column.role is ColumnRole.VARIANCE), None)
    if running is None or change is None:
        return
    for above, line in pairwise(line for line in lines if line.role is LineRole.LINE):
        stated = amounts.get((line.line, running.key))
        terms = (amounts.get((above.line, running.key)), amounts.get((line.line, change.key)))
        if stated is not None and terms[0] is not None and terms[1] is not None:
            allowance = rounding_allowance(2, table.decimals)
            words = "the balance above and the variance are"
            yield Sum(line, running, stated, ((terms[0], 1), (terms[1], 1)), words, allowance)


# Across the rows


def _across(
    table: BudgetTable, lines: Sequence[BudgetLine], amounts: Amounts, unread: Collection[Place]
) -> Iterator[Sum]:
    rows = _Rows(table, lines, amounts, unread)
    only_added = not any(column.role is ColumnRole.USE for column in table.columns)
    for ways in _IDENTITIES:
        way = rows.way((_ONLY_ADDED, *ways) if only_added and ways[0] is _ADDED_USE_IS_TAKEN else ways)
        if way is not None:
            yield from rows.sums(way)


@dataclass(frozen=True, slots=True)
class _Way:
    """An identity between columns of a table. ``between`` are columns of another meaning that stand among them."""

    identity: Identity
    result: BudgetColumn
    terms: tuple[tuple[BudgetColumn, int], ...]
    between: tuple[BudgetColumn, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """A table's lines across its columns."""

    table: BudgetTable
    lines: Sequence[BudgetLine]
    amounts: Amounts
    unread: Collection[Place]

    def way(self, identities: Sequence[Identity]) -> _Way | None:
        """Which of the ways in which an identity is written the table follows, and with which of its columns.

        The first, unless more lines say another: a line tells only where not both of them hold of it, and it takes two
        such lines at least. None where the columns are not there, or where many lines are and not one bears it out.
        """
        ways = [way for identity in self._first_as_stated(identities) for way in self._with_columns(identity)]
        if not ways:
            return None
        holding = [self._lines_that_hold(way) for way in ways]
        chosen = 0
        for at in range(1, len(ways)):
            only, lost = holding[at] - holding[chosen], holding[chosen] - holding[at]
            if len(only) >= _ENOUGH_TO_TELL and len(only) > len(lost):
                chosen = at
        telling = [one for one in self.sums(ways[chosen]) if any(amount.amount for amount, _ in one.terms)]
        borne_out = len(telling) < _MANY or any(one.holds for one in telling)
        return ways[chosen] if borne_out else None

    def sums(self, way: _Way) -> Iterator[Sum]:
        """What each line states against what the other columns make of it, but for what columns between explain."""
        return (one for one in self._all_sums(way) if one.holds or not self._explained(one, way))

    def _lines_that_hold(self, way: _Way) -> set[str]:
        return {one.line.line for one in self._all_sums(way) if one.holds or self._explained(one, way)}

    def _all_sums(self, way: _Way) -> Iterator[Sum]:
        words = f"{way.identity.words} is"
        for line in self.lines:
            stated = self.amounts.get((line.line, way.result.key))
            parts = [(self.amounts.get((line.line, column.key)), sign) for column, sign in way.terms]
            terms = tuple((amount, sign) for amount, sign in parts if amount is not None)
            if stated is not None and (len(terms) == len(parts) or self._nil_where_blank(line, way, terms)):
                allowance = rounding_allowance(len(terms), self.table.decimals)
                yield Sum(line, way.result, stated, terms, words, allowance)

    def _nil_where_blank(self, line: BudgetLine, way: _Way, terms: Sequence[tuple[BudgetAmount, int]]) -> bool:
        """Whether what is missing is nil: what goes into a reserve or out of it, where one of the two is stated."""
        there = {amount.column for amount, _ in terms}
        gone = [column for column, _ in way.terms if column.key not in there]
        moved = [column for column, _ in way.terms if column.role in _NIL_WHERE_BLANK]
        return len(moved) > 1 and len(gone) == 1 and gone[0] in moved and (line.line, gone[0].key) not in self.unread

    def _explained(self, one: Sum, way: _Way) -> bool:
        """Whether other columns that stand among these explain what parts the two: contributions to a reserve."""
        spare = [self.amounts.get((one.line.line, column.key)) for column in way.between]
        moved = [amount.amount for amount in spare if amount is not None and amount.amount]
        short = one.stated.amount - one.computed
        for signs in product((1, -1, 0), repeat=len(moved)):
            added = sum((amount * sign for amount, sign in zip(moved, signs, strict=True)), Decimal(0))
            if any(signs) and abs(short - added) <= one.allowance + rounding_allowance(len(moved), self.table.decimals):
                return True
        return False

    def _first_as_stated(self, identities: Sequence[Identity]) -> Sequence[Identity]:
        if self.table.sign is SignConvention.UNDER_IS_POSITIVE and identities[0] is _OVER_IS_POSITIVE:
            return identities[::-1]
        return identities

    def _with_columns(self, identity: Identity) -> Iterator[_Way]:
        """An identity with each choice of columns that have its meanings, the first of each first."""
        roles = [identity.result, *(role for role, _ in identity.terms)]
        of_role = [[column for column in self.table.columns if column.role is role] for role in roles]
        for result, *terms in product(*of_role):
            signed = tuple((column, sign) for column, (_, sign) in zip(terms, identity.terms, strict=True))
            yield _Way(identity, result, signed, self._between([result, *terms]))

    def _between(self, columns: Sequence[BudgetColumn]) -> tuple[BudgetColumn, ...]:
        places = [self.table.columns.index(column) for column in columns]
        inside = self.table.columns[min(places) : max(places)]
        return tuple(column for column in inside if column.role is ColumnRole.OTHER)[:_FEW]

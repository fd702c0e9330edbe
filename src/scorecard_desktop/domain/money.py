"""In which unit money is shown: as its source has it, or as officers choose. Amounts themselves never change."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetTable, MoneyUnit, show_money
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.settings import BUDGET_UNIT, value_of

_MOST_PLACES = {MoneyUnit.POUNDS: 2, MoneyUnit.THOUSANDS: 1, MoneyUnit.MILLIONS: 3}
"""Decimals beyond which nobody reads: pence, a hundred pounds, a thousand pounds."""


@dataclass(frozen=True, slots=True)
class Showing:
    """How the amounts of a table are shown: from the unit that they are held in, in another or the same."""

    held: MoneyUnit
    unit: MoneyUnit
    decimals: int
    rounds: bool

    def amount(self, held: Decimal) -> Decimal:
        """An amount in the unit that is shown, unrounded."""
        return self.unit.of_pounds(self.held.pounds(held))

    def words(self, held: Decimal) -> str:
        """``-£0.379m``, rounded half up."""
        return show_money(self.amount(held), self.unit, self.decimals)

    def signed(self, held: Decimal) -> str:
        """``+£0.644m``: with its sign, for a variance or a movement."""
        words = self.words(held)
        return words if words.startswith("-") or not any(digit in "123456789" for digit in words) else f"+{words}"

    def heading(self, written: str) -> str:
        """A column's heading with the unit that is shown: ``Budget £k`` for ``Budget £m``."""
        if self.unit is self.held:
            return written
        named = re.compile(rf"{re.escape(self.held.value)}(?!\w)")
        if self.held is not MoneyUnit.POUNDS and named.search(written):
            return named.sub(self.unit.value, written)
        return f"{written} ({self.unit.value})"

    @property
    def of_pounds(self) -> Showing:
        """The same for amounts that are held in pounds."""
        return replace(self, held=MoneyUnit.POUNDS)

    @property
    def note(self) -> str:
        """``All amounts are in millions of pounds.``, and to what they are rounded where that may change a figure."""
        last = show_money(Decimal(1).scaleb(-self.decimals), self.unit, self.decimals)
        return f"All amounts are in {self.unit.words}{f', rounded to the nearest {last}' if self.rounds else ''}."


def showing(book: Book, table: BudgetTable) -> Showing:
    """How a table's amounts are shown in a book, by its setting.

    In another unit than the source's they have as many decimals as the source's figures need there, and no more than
    are read: two of £, one of £k, three of £m. Where that leaves some out, they are rounded, which ``note`` says.
    """
    unit = value_of(book, BUDGET_UNIT) or table.unit
    if unit is table.unit:
        return Showing(unit, unit, table.decimals, rounds=False)
    needed = max(0, table.decimals + unit.places - table.unit.places)
    decimals = min(needed, _MOST_PLACES[unit])
    return Showing(table.unit, unit, decimals, rounds=decimals < needed)

"""Amounts of money as officers write them in budget tables, each in the unit of its table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.budget import MoneyUnit
from scorecard_desktop.domain.written_amount import Amount, read_written
from scorecard_desktop.importing.workbook import Cell, CellKind


def read_amount(cell: Cell) -> Amount | None:
    """``1,200``, ``£1.2m``, a credit as ``(1,200)``, ``-1,200``, ``1,200-`` or ``1,200 CR``, and ``£20k over``."""
    if isinstance(cell.value, Decimal):
        shown = read_written(cell.text) if cell.text and not cell.text[-1].isdigit() else None
        if shown is None or shown.unit is None:
            return Amount(cell.value, None, "£" in cell.text)
        return Amount(_as_shown(cell.value, shown), shown.unit)
    return read_written(cell.text) if cell.kind is CellKind.TEXT else None


def _as_shown(value: Decimal, shown: Amount) -> Decimal:
    """A number whose format shows it in thousands or millions, in those: its format may divide it or not."""
    divided = shown.unit.of_pounds(value) if shown.unit is not None else value
    return divided if abs(divided - shown.number) < abs(value - shown.number) else value


def unit_shown(cells: Sequence[Cell]) -> MoneyUnit | None:
    """The unit that most of the amounts of a table show themselves: ``£1,200k``; None where none shows any."""
    found = Counter(amount.unit for cell in cells if (amount := read_amount(cell)) is not None and amount.unit)
    return found.most_common(1)[0][0] if found else None


def in_unit(amount: Amount, unit: MoneyUnit, by_cells: bool) -> Decimal:  # noqa: FBT001 - where the unit is from
    """The amount in the unit of its table. ``by_cells`` says that only amounts say that unit, and no heading.

    Then an amount with a pound sign and no unit of its own is in pounds.
    """
    own = amount.unit or (MoneyUnit.POUNDS if by_cells and amount.in_pounds else unit)
    return amount.number if own is unit else unit.of_pounds(own.pounds(amount.number))


def decimals_shown(cells: Sequence[Cell]) -> int:
    """The places that the source prints: the commonest; the more of two that are as common."""
    votes = Counter(len(re.sub(r"\D", "", cell.text.partition(".")[2])) for cell in cells)
    most = max(votes.values(), default=0)
    return min(6, max((places for places, count in votes.items() if count == most), default=0))

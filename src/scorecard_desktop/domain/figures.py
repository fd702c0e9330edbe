"""Numbers as officers show them: rounding half up, thousands separators, units."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache


class Unit(Enum):
    """What a figure counts. Percentages are held in percent: 79 means 79 %."""

    PERCENT = "percent"
    COUNT = "count"
    RATE = "rate"
    NUMBER = "number"
    MONEY = "money"

    @property
    def suffix(self) -> str:
        """What follows the number when it is shown."""
        return "%" if self is Unit.PERCENT else ""

    @property
    def prefix(self) -> str:
        """What stands before the number when it is shown."""
        return "£" if self is Unit.MONEY else ""


_MOST_DIGITS = 26
"""As many as arithmetic keeps, less two for the first digit and a carry."""


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """``value`` to ``decimals`` places, halves away from zero, as officers and Excel round (rules.md, Values).

    One too large to be told to so many places is given as it is.
    """
    if value.adjusted() + decimals > _MOST_DIGITS:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@lru_cache(64)
def half_of_last(decimals: int) -> Decimal:
    """Half a unit of the last of so many places: how far rounding to them may move a figure."""
    return Decimal("0.5").scaleb(-decimals)


def show(value: Decimal, unit: Unit, decimals: int) -> str:
    """``value`` for reading: ``24.2%``, ``1,234``, ``£5.44``. A negative that rounds to zero shows no sign."""
    rounded = round_half_up(value, decimals)
    if rounded == 0:
        rounded = abs(rounded)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{unit.prefix}{abs(rounded):,.{decimals}f}{unit.suffix}"


def plain(value: Decimal) -> str:
    """``value`` unrounded and without trailing zeros, for arithmetic shown in a proof."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text or "0"


@lru_cache(16384)
def significant_decimals(value: Decimal) -> int:
    """How many decimal places ``value`` needs to be shown exactly."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

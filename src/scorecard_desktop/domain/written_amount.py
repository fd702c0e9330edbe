"""An amount of money as officers write it: its number, and the unit that it shows itself."""

from __future__ import annotations

import re
from decimal import Decimal

from scorecard_desktop.domain.budget import MoneyUnit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.reading import read_number

_UNITS = {"k": MoneyUnit.THOUSANDS, "m": MoneyUnit.MILLIONS, "mn": MoneyUnit.MILLIONS, "million": MoneyUnit.MILLIONS}
_WRITTEN = re.compile(
    r"(?P<number>[^A-Za-z]*?\d[^A-Za-z]*?)\s*(?:(?P<unit>k|mn|million|m)\b(?P<closed>\))?)?\s*(?P<credit>cr\b|-$)?(?:dr\b)?"
    r"(?:\s*\(?(?:(?P<over>over)|(?P<under>under))(?:[- ]?spend)?\)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it is written: its number, the unit that it shows itself, whether it is written in pounds plainly.

    ``over`` is what words beside it say: over or under the budget; None where they say neither.
    """

    number: Decimal
    unit: MoneyUnit | None = None
    in_pounds: bool = False
    over: bool | None = None


def read_written(text: str) -> Amount | None:
    """``1,200``, ``£1.2m``, a credit as ``(1,200)``, ``-1,200``, ``1,200-`` or ``1,200 CR``, and ``£20k over``."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    number = read_number(match["number"].strip() + (match["closed"] or ""))
    if number is None:
        return None
    if match["credit"]:
        number = -abs(number)
    over = True if match["over"] else False if match["under"] else None
    if over is not None:
        number = abs(number) if over else -abs(number)
    unit = _UNITS[match["unit"].casefold()] if match["unit"] else None
    return Amount(number, unit, unit is None and "£" in text, over)

"""A figure as it is printed, read back as a number with the way in which it is shown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from scorecard_desktop.domain.frozen import dataclass

_FIGURE = re.compile(
    r"(?P<sign>[+\-−]?)(?P<pound>£?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<unit>%|m|k|bn)?"
    r"(?P<marks>†?(?: \[[a-z]+\])*†?)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a spreadsheet holds it, a percentage as a share of one, and the format that shows it as printed."""

    value: Decimal
    shown_as: str


def number_in(words: str, exact: Decimal | None = None) -> Number | None:
    """The number that ``words`` print; None where they are not a figure.

    ``exact`` is the figure unrounded, in the unit in which it is printed. It is taken where it rounds to what is
    printed, and nothing else is ever put in the place of that.
    """
    found = _FIGURE.fullmatch(words)
    if found is None:
        return None
    printed = Decimal(found["whole"].replace(",", "") + (found["rest"] or ""))
    if found["sign"] in ("-", "−"):
        printed = -printed
    places = len(found["rest"]) - 1 if found["rest"] else 0
    if exact is not None and exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == printed:
        printed = exact
    value = printed.scaleb(-2) if found["unit"] == "%" else printed
    return Number(value, _format(found, places))


def _format(found: re.Match[str], places: int) -> str:
    digits = ("#,##0" if "," in found["whole"] else "0") + (f".{'0' * places}" if places else "")
    unit = found["unit"] or ""
    ending = unit if unit in ("", "%") else f'"{unit}"'
    marks = f'"{found["marks"]}"' if found["marks"] else ""
    shown = f"{found['pound']}{digits}{ending}{marks}"
    return f"+{shown};-{shown};{shown}" if found["sign"] == "+" else shown

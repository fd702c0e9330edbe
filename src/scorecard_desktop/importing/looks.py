"""How a cell looks, in whatever format it came: its number format, fill, letters, and the numbered colours of Excel."""

from __future__ import annotations

import re
from dataclasses import field
from enum import Enum
from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.shown import GENERAL


class Shown(Enum):
    """What a number is shown as under its format."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    ELAPSED = "elapsed time"


@dataclass(frozen=True, slots=True)
class Look:
    """A look that many cells share. ``fill`` and ``colour`` are ``RRGGBB``; empty for white, and for black letters.

    ``shown`` is what a number is shown as.
    """

    number_format: str = GENERAL
    fill: str = ""
    bold: bool = False
    colour: str = ""
    shown: Shown = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown", shown_as(self.number_format))


_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


@lru_cache(maxsize=1024)
def shown_as(number_format: str) -> Shown:
    """What a number format makes of a number, by its first section."""
    code = _ASIDE.sub("", number_format[:255]).partition(";")[0].casefold()
    if "general" in code or code in ("", "@"):
        return Shown.NUMBER
    if re.search(r"\[(?:h+|m+|s+)\]", code):
        return Shown.ELAPSED
    if re.search(r"[ydm]", re.sub(r"am/pm|a/p|h+\W*m+|m+\W*s+", "h", code)):
        return Shown.DATE
    return Shown.TIME if re.search(r"[hms]", code) else Shown.NUMBER


PLAIN = Look()


_OFFICE_THEME = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_FIFTY_SIX = f"""
{_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080
9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF
00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696
003366 339966 003300 333300 993300 993366 333399 333333
"""
NUMBERED_COLOURS = tuple(f"{_EIGHT} {_FIFTY_SIX}".split())
"""The colours of old workbooks by their number: eight, and the same eight again before the other forty-eight."""
HATCHED = "C0C0C0"
"""What every pattern but a solid one prints as: grey."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours that a workbook names by number: those of its theme, and its palette."""

    theme: tuple[str, ...] = _OFFICE_THEME
    numbered: tuple[str, ...] = NUMBERED_COLOURS

    def of_theme(self, index: int, tint: float) -> str:
        """A colour of the theme, darkened (``tint`` below 0) or lightened (above)."""
        base = self.theme[index] if 0 <= index < len(self.theme) else "FFFFFF"
        channels = [int(base[i : i + 2], 16) for i in (0, 2, 4)]
        shaded = [c * (1 + tint) if tint < 0 else c + (255 - c) * tint for c in channels]
        return "".join(f"{round(max(0.0, min(255.0, c))):02X}" for c in shaded)

    def by_number(self, index: int) -> str:
        """A colour of the palette; empty for the numbers that mean automatic."""
        return self.numbered[index] if 0 <= index < len(self.numbered) else ""


def as_fill(shade: str) -> str:
    """A fill to keep: white is none."""
    return "" if shade == "FFFFFF" else shade


def as_letters(shade: str) -> str:
    """A colour of letters to keep: black is none."""
    return "" if shade == "000000" else shade

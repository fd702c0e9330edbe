"""One figure: a decimal number, or a symbol with a reason, with what the source cell showed kept beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import ClassVar

from scorecard_desktop.domain.figures import significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Movement, Rag

MOST_DECIMALS_WRITTEN = 12
"""Beyond this many places a figure was computed and not written by anyone."""


class Symbol(Enum):
    """The Government Statistical Service's shorthand (rules.md, Values)."""

    BREAK = "b"
    CONFIDENTIAL = "c"
    ESTIMATED = "e"
    FORECAST = "f"
    LOW = "low"
    PROVISIONAL = "p"
    REVISED = "r"
    UNRELIABLE = "u"
    NOT_RECORDED = "w"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"

    @property
    def shorthand(self) -> str:
        """As printed: ``[c]``."""
        return f"[{self.value}]"

    @property
    def meaning(self) -> str:
        """What it says, for keys and for reading out."""
        return _MEANING[self]

    @property
    def goes_with_a_value(self) -> bool:
        """Estimated, forecast, provisional, revised and unreliable mark a value; the others stand in place of one."""
        return self in _WITH_A_VALUE


_MEANING = {
    Symbol.BREAK: "break in series",
    Symbol.CONFIDENTIAL: "confidential (suppressed)",
    Symbol.ESTIMATED: "estimated",
    Symbol.FORECAST: "forecast",
    Symbol.LOW: "rounds to zero but is not zero",
    Symbol.PROVISIONAL: "provisional",
    Symbol.REVISED: "revised",
    Symbol.UNRELIABLE: "low reliability",
    Symbol.NOT_RECORDED: "not recorded in this survey",
    Symbol.NOT_AVAILABLE: "not available",
    Symbol.NOT_APPLICABLE: "not applicable",
}
_WITH_A_VALUE = frozenset(
    {Symbol.ESTIMATED, Symbol.FORECAST, Symbol.PROVISIONAL, Symbol.REVISED, Symbol.UNRELIABLE, Symbol.BREAK}
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure came from: file, sheet, cell, and the cell's content as it was shown there."""

    file: str
    file_hash: str
    sheet: str
    cell: str
    text: str = ""
    number_format: str = ""

    @property
    def place(self) -> str:
        """``MI.xlsx, County!I48``."""
        return f"{self.file}, {self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Observation:
    """The figure of one indicator in one period (and one area; empty for the whole council).

    ``value`` is in the indicator's unit, percentages in percent. ``symbol`` stands in place of a value; ``flags``
    go with one. Both absent means that the cell holds words that were not understood (kept in ``note``); where there is
    no note either, the sheet or an officer has said that a figure is due for the period, or, when ``expected`` is
    false, that none is. Of a period without any observation ``due`` tells which.
    ``sheet_rag`` is the rating that the source sheet itself showed, kept to compare with ours; so are the travel that
    its arrow showed (``sheet_movement``) and whether it called that better or worse (``sheet_merit``).
    """

    record_kind: ClassVar[str] = "observation"

    indicator: str
    period: str
    area: str = ""
    value: Decimal | None = None
    symbol: Symbol | None = None
    flags: frozenset[Symbol] = frozenset()
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    expected: bool = True
    sheet_rag: Rag | None = None
    sheet_movement: Movement | None = None
    sheet_merit: Merit | None = None
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.indicator, self.period, self.area)

    @property
    def says_something(self) -> bool:
        """Whether the cell holds anything: a figure, or a symbol or words in its place."""
        return self.value is not None or self.symbol is not None or bool(self.note)


def shown_decimals(observation: Observation) -> int:
    """How many decimals of a percentage its source cell showed; for a figure that was typed, how many were typed."""
    source = observation.source
    assert observation.value is not None
    shown = _decimals_shown(source.text, source.number_format) if source is not None else None
    return shown if shown is not None else min(significant_decimals(observation.value), MOST_DECIMALS_WRITTEN)


@lru_cache(16384)
def _decimals_shown(text: str, number_format: str) -> int | None:
    written = re.search(r"-?[\d,]*\.?(\d*)\s*%", text)
    if written is not None and re.search(r"\d", written[0]):
        return len(written[1])
    pattern = re.search(r"[0#]\.?(0*)%", number_format)
    return len(pattern[1]) if pattern is not None else None

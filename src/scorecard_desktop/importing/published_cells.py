"""What a cell of a published file says: a figure, a symbol, or something that is neither, which is said."""

from __future__ import annotations

import re
from decimal import Decimal

from scorecard_desktop.domain import published
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.reading import read_number
from scorecard_desktop.importing.published_header import PublishedColumn
from scorecard_desktop.importing.values import Remark

_PLAIN = re.compile(r"-?\d{1,24}(?:\.\d{1,24})?(?:[eE][-+]?\d{1,2})?")


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A cell read: a value, or a symbol in place of one, or neither; and what should be said of it."""

    value: Decimal | None = None
    symbol: Symbol | None = None
    remark: Remark | None = None

    @property
    def nothing(self) -> bool:
        """True where there is nothing to take."""
        return self.value is None and self.symbol is None


def read_published(text: str) -> PublishedFigure:
    """What a cell says, by the DfE's rules; what breaks them is read where it can be, and said."""
    shown = text.strip()
    if _PLAIN.fullmatch(shown):
        return PublishedFigure(Decimal(f"{Decimal(shown):f}"))
    symbol = published.SYMBOLS.get(shown)
    if symbol is not None:
        return PublishedFigure(symbol=symbol)
    if shown in published.REJECTED:
        return PublishedFigure(remark=_rejected(shown))
    symbol = published.LEGACY.get(shown) or published.SYMBOLS.get(shown.casefold())
    if symbol is not None:
        return PublishedFigure(symbol=symbol, remark=_old(shown, symbol))
    number = read_number(shown.removesuffix("%"))
    if number is not None:
        return PublishedFigure(number, remark=_dressed(shown, number))
    return PublishedFigure(remark=_words(shown))


def _rejected(shown: str) -> Remark:
    what = f"“{shown}” stands" if shown else "Nothing stands"
    return Remark(
        "published-symbol",
        Severity.WARNING,
        f"{what} where a figure is due, and nobody can tell whether that is suppressed, not available or not "
        "applicable. Nothing is taken.",
        "Look the figure up where it was published; the symbols that may be used are z, x, c, low and u.",
    )


def _old(shown: str, symbol: Symbol) -> Remark:
    return Remark(
        "published-symbol",
        Severity.NOTE,
        f"“{shown}” is none of the symbols that are used now. It is taken as {symbol.shorthand}, {symbol.meaning}.",
        "Check the notes of the publication if it matters which is meant.",
    )


def _dressed(shown: str, number: Decimal) -> Remark:
    return Remark(
        "published-format",
        Severity.NOTE,
        f"“{shown}” is not written as published figures are, in digits alone. It is taken as {number:f}.",
        "Check that the file was not changed after it was taken from its source.",
    )


def _words(shown: str) -> Remark:
    short = shown if len(shown) <= 60 else f"{shown[:60].rsplit(' ', 1)[0]} …"
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{short}” stands where a figure is due. Nothing is taken.",
        "Look the figure up where it was published.",
    )


def unit_remark(column: PublishedColumn, indicator: Indicator, values: list[Decimal]) -> Remark | None:
    """What an officer should know where figures and indicator do not seem to count the same."""
    if column.unit == "£m":
        return Remark(
            "scale",
            Severity.NOTE,
            f"“{column.title}” is in millions of pounds. The figures are taken as they are.",
            "Check that the indicator is in millions too.",
        )
    percent = indicator.unit is Unit.PERCENT
    if column.unit == "%" and not percent:
        return Remark(
            "scale",
            Severity.WARNING,
            f"“{column.title}” is a percentage, and the indicator is not.",
            "Check that it is the right column for this indicator.",
        )
    if percent and column.unit not in ("", "%"):
        return Remark(
            "scale",
            Severity.WARNING,
            f"“{column.title}” is in {column.unit}, and the indicator is a percentage.",
            "Check that it is the right column for this indicator.",
        )
    if percent and values and all(-1 <= value <= 1 for value in values) and any(value for value in values):
        return Remark(
            "scale",
            Severity.WARNING,
            f"Every figure of “{column.title}” lies between -1 and 1, and the indicator is a percentage: they may be "
            "fractions. They are taken as they are.",
            "If 0.79 means 79%, the file breaks the rules for percentages: take the figures from another file.",
        )
    return None

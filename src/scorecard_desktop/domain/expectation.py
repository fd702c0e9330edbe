"""Whether a figure is due for a period: the one place that answers it (rules.md, Values: awaited or not expected)."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period


def is_expected(book: Book, indicator: Indicator, period: Period) -> bool:
    """Whether a figure is due, and so awaited where none has come: what the source says of the cell."""
    held = book.observation(indicator.id, period.code)
    return held is None or held.expected

"""Narratives: what officers say of a scorecard's indicators in three parts, at the latest period that has any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import NARRATIVE, Commentary, CommentaryPart
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period, period_from_code


@dataclass(frozen=True, slots=True)
class Narrative:
    """What is said of one indicator; a part that nobody has written is absent."""

    indicator: Indicator
    parts: Mapping[CommentaryPart, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A scorecard's narratives in the officers' order, and the period that they speak of where one is stated."""

    period: Period | None
    narratives: tuple[Narrative, ...]


def telling(book: Book, scorecard: str, until: date | None = None) -> Telling:
    """What is said of a scorecard at the latest period that ends by ``until``; empty where nothing is by then."""
    indicators = book.indicators(scorecard)
    codes = {comment.period for indicator in indicators for comment in _told(book, indicator)} - {""}
    periods = [period_from_code(code) for code in codes]
    at = max((p for p in periods if until is None or p.end <= until), key=lambda period: period.end, default=None)
    if at is None and periods:
        return Telling(None, ())
    held = {at.code if at is not None else "", ""}
    said = (
        Narrative(
            indicator, {comment.part: comment.text for comment in _told(book, indicator) if comment.period in held}
        )
        for indicator in indicators
    )
    return Telling(at, tuple(narrative for narrative in said if narrative.parts))


def _told(book: Book, indicator: Indicator) -> Iterator[Commentary]:
    return (comment for comment in book.commentary(indicator.id) if comment.part in NARRATIVE and comment.text)

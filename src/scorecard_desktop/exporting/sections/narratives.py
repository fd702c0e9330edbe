"""Narratives: what officers say of an outcome and its indicators, in three parts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import NARRATIVE, Commentary, CommentaryPart
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.exporting.document import Block, Columns, Heading, Orientation, Section, Voice, para
from scorecard_desktop.exporting.wording import not_yet_written, written

Parts = dict[CommentaryPart, str]


def narratives(book: Book, card: Scorecard, until: date | None = None) -> list[Section]:
    """A scorecard's narratives of the latest period that has any and ends by ``until``; none where it has none."""
    period, told = _latest(book, card, until)
    if not told:
        return []
    when = f" {period.label}." if period is not None else ""
    heading = Heading(2, f"{card.name.strip()}: what officers say", key=f"narratives-{card.id}")
    blocks: list[Block] = [heading, para(_count(len(told)) + when, voice=Voice.NOTE)]
    for section, group in groupby(told, key=lambda pair: pair[0].section):
        if section:
            blocks.append(Heading(3, section))
        for indicator, parts in group:
            blocks += _narrative(indicator, parts, 4 if section else 3)
    return [Section(tuple(blocks), Orientation.LANDSCAPE)]


def _latest(book: Book, card: Scorecard, until: date | None) -> tuple[Period | None, list[tuple[Indicator, Parts]]]:
    indicators = book.indicators(card.id)
    spoken = [comment for indicator in indicators for comment in _told(book, indicator)]
    periods = {code: period_from_code(code) for code in {comment.period for comment in spoken} if code}
    by_then = [period for period in periods.values() if until is None or period.end <= until]
    at = max(by_then, key=lambda period: period.end, default=None)
    if at is None and periods:
        return None, []
    code = at.code if at is not None else ""
    found = []
    for indicator in indicators:
        parts = {comment.part: comment.text for comment in _told(book, indicator) if comment.period in (code, "")}
        if parts:
            found.append((indicator, parts))
    return at, found


def _told(book: Book, indicator: Indicator) -> Iterator[Commentary]:
    return (comment for comment in book.of(Commentary, indicator.id) if comment.part in NARRATIVE and comment.text)


def _narrative(indicator: Indicator, parts: Parts, level: int) -> Iterable[Block]:
    """One indicator's three parts; a narrative about the whole outcome stands under the outcome's own heading."""
    if indicator.title != indicator.section:
        yield Heading(level, indicator.title, listed=level == 3)
        level += 1
    columns = tuple(
        (
            Heading(level, part.heading, listed=False),
            *(written(parts[part]) if part in parts else (not_yet_written(),)),
        )
        for part in NARRATIVE
    )
    yield Columns(columns)


def _count(many: int) -> str:
    return f"{many} narrative{'' if many == 1 else 's'}, by outcome." if many else ""

"""Narratives: what officers say of an outcome and its indicators, in three parts side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import NARRATIVE
from scorecard_desktop.domain.narrative import Narrative, telling
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.exporting.document import Block, Columns, Heading, Orientation, Section, Voice, para
from scorecard_desktop.exporting.sections.grid import grid_shares
from scorecard_desktop.exporting.wording import not_yet_written, written


def narratives(book: Book, card: Scorecard, until: date | None = None) -> list[Section]:
    """A scorecard's narratives of the latest period that has any and ends by ``until``; none where it has none."""
    told = telling(book, card.id, until)
    if not told.narratives:
        return []
    many = len(told.narratives)
    when = f", {told.period.label}" if told.period is not None else ""
    blocks: list[Block] = [
        Heading(2, f"{card.name.strip()}: what officers say", key=f"narratives-{card.id}"),
        para(f"{many} narrative{'' if many == 1 else 's'} by outcome{when}.", voice=Voice.NOTE),
    ]
    for section, group in groupby(told.narratives, key=lambda narrative: narrative.indicator.section):
        if section:
            blocks.append(Heading(3, section))
        for narrative in group:
            blocks += _narrative(narrative, 4 if section else 3)
    return [Section(tuple(blocks), Orientation.LANDSCAPE)]


def _narrative(narrative: Narrative, level: int) -> Iterable[Block]:
    """One indicator's three parts; a narrative about the whole outcome stands under the outcome's own heading."""
    indicator, parts = narrative.indicator, narrative.parts
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
    yield Columns(columns, grid_shares(columns))

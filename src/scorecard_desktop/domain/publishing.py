"""Which figures stand in a published pack: changing one of those is a restatement (rules.md, Published pack)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.publication import Publication, PublishedFigure

Key = tuple[str, ...]
"""Indicator, period and area: a figure's key in a book."""


class Standing(NamedTuple):
    """A figure as a pack last showed it, and the pack."""

    pack: Publication
    figure: PublishedFigure

    @property
    def base(self) -> int:
        """What its counts were rounded to multiples of; 1 where they were not."""
        if not self.pack.public:
            return 1
        told = self.pack.told(self.figure.indicator).get((self.figure.period, self.figure.area))
        return told.base if told is not None else 1


class Restatement(NamedTuple):
    """A published figure, and what a step would put in its place; None where it would be taken out."""

    before: Observation
    after: Observation | None


def publications(book: Book) -> list[Publication]:
    """Every pack that was published, oldest first."""
    return sorted(book.all(Publication), key=lambda pack: (pack.published, pack.number, pack.id))


def last_published(book: Book, indicator: str) -> Mapping[tuple[str, str], Standing]:
    """What was published of an indicator, by period and area: each figure as the latest pack that has it shows it.

    What a public pack held back it did not publish.
    """
    found: dict[tuple[str, str], Standing] = {}
    for pack in publications(book):
        for place, figure in pack.shown(indicator).items():
            if not (pack.public and figure.symbol is Symbol.CONFIDENTIAL):
                found[place] = Standing(pack, figure)
    return found


def published(book: Book, figures: Collection[Key]) -> frozenset[Key]:
    """Those of some figures that a published pack shows."""
    if not figures or not book.all(Publication):
        return frozenset()
    shown = {indicator: last_published(book, indicator) for indicator in {key[0] for key in figures}}
    return frozenset(key for key in figures if (key[1], key[2]) in shown[key[0]])


def restatements(book: Book, change_set: ChangeSet) -> tuple[Restatement, ...]:
    """The published figures that a step would change, in its order. One that was awaited then is none of them."""
    changed = [
        Restatement(change.before, change.after if isinstance(change.after, Observation) else None)
        for change in change_set.changes
        if isinstance(change.before, Observation) and _says_something_else(change.before, change.after)
    ]
    shown = published(book, [change.before.key for change in changed])
    return tuple(change for change in changed if change.before.key in shown)


def _says_something_else(before: Observation, after: object) -> bool:
    if before.value is None and before.symbol is None:
        return False
    return not isinstance(after, Observation) or (before.value, before.symbol) != (after.value, after.symbol)

"""Which figures stand in a published pack: changing one of those is a restatement (rules.md, Published pack)."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.observation import Observation

Key = tuple[str, ...]
"""Indicator, period and area: a figure's key in a book."""


class Restatement(NamedTuple):
    """A published figure, and what a step would put in its place; None where it would be taken out."""

    before: Observation
    after: Observation | None


def published(_book: Book, _figures: Collection[Key]) -> frozenset[Key]:
    """Those of some figures that a published pack shows.

    The one place that answers this. No book records the publication of a pack yet, so it is none of them.
    """
    return frozenset()


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

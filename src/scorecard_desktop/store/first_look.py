"""A first look into a store: only what is asked for, while the whole of it is still to be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.store import reading
from scorecard_desktop.store.troubles import plainly, understood

R = TypeVar("R", bound=Record)


class FirstLook:
    """What a book that has only begun to be read asks, by a connection of its own that can write nothing.

    ``whole`` gives the book with everything read. Its methods may be called on any thread, on one at a time. They
    raise Refusal where the file cannot be read.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, whole: Callable[[], Book]) -> None:
        self._path = path
        self._connection = connection
        self._whole = whole

    def of_kind(self, record_type: type[R]) -> list[R]:
        """Every record of a type."""
        with plainly(self._path), understood(self._path):
            return reading.read_all(self._connection, record_type)

    def of_indicator(self, record_type: type[R], indicator: str) -> list[R]:
        """The records of a type that belong to one indicator."""
        with plainly(self._path), understood(self._path):
            return reading.read_of_indicator(self._connection, record_type, indicator)

    def figures_at(self, scorecard: str, period: str) -> Iterator[Observation]:
        """The figures of a scorecard's indicators at one period, a few at a time."""
        with plainly(self._path), understood(self._path):
            yield from reading.read_figures_at(self._connection, scorecard, period)

    def whole(self) -> Book:
        """The book with everything read; the look is over then."""
        book = self._whole()
        self.close()
        return book

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

"""Records out of their tables: all of a type, or those that a window needs first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.store.shape import table_name

R = TypeVar("R", bound=Record)
_SOME = 20


def read_all(connection: sqlite3.Connection, record_type: type[R]) -> list[R]:
    """Every record of a type."""
    return codec(record_type).decode(connection.execute(select_all(record_type)).fetchall())


def read_of_indicator(connection: sqlite3.Connection, record_type: type[R], indicator: str) -> list[R]:
    """The records of a type that belong to one indicator."""
    rows = connection.execute(f"{select_all(record_type)} WHERE indicator = ?", (indicator,))
    return codec(record_type).decode(rows.fetchall())


def read_figures_at(connection: sqlite3.Connection, scorecard: str, period: str) -> Iterator[Observation]:
    """The figures of a scorecard's indicators at one period, for the whole of the council, a few at a time."""
    where = "WHERE (indicator, period, area) IN (SELECT id, ?, '' FROM indicator WHERE scorecard = ?)"
    rows = connection.execute(f"{select_all(Observation)} {where}", (period, scorecard))
    while some := rows.fetchmany(_SOME):
        yield from codec(Observation).decode(some)


@cache
def select_all(record_type: type[Record]) -> str:
    """The statement that reads every record of a type, its columns in the codec's order."""
    columns = ", ".join(f'"{column.name}"' for column in codec(record_type).columns)
    return f'SELECT {columns} FROM "{table_name(record_type)}"'  # noqa: S608 -- names of our own dataclasses

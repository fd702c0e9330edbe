"""Records out of their tables, by Python's own SQLite alone: a window that starts reads, and need not wait for more."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import TypeVar

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.store.shape import table_name

R = TypeVar("R", bound=Record)


def read_all(connection: sqlite3.Connection, record_type: type[R]) -> list[R]:
    """Every record of a type."""
    return codec(record_type).decode(connection.execute(_select(record_type)).fetchall())


@cache
def _select(record_type: type[Record]) -> str:
    columns = ", ".join(f'"{column.name}"' for column in codec(record_type).columns)
    return f'SELECT {columns} FROM "{table_name(record_type)}"'  # noqa: S608 -- names of our own dataclasses

"""Records as rows of their tables: one by its key, and what a change does to it. ``reading`` reads all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from scorecard_desktop.domain.book import Conflict
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.store.reading import select_all
from scorecard_desktop.store.shape import KEY_COLUMNS, table_name


def find(connection: sqlite3.Connection, record_type: type[Record], key: tuple[str, ...]) -> Record | None:
    """One record by its key."""
    rows = connection.execute(f"{select_all(record_type)} {_keyed(record_type)}", _key_of(record_type, key)).fetchall()
    return codec(record_type).decode(rows)[0] if rows else None


def write(connection: sqlite3.Connection, changes: Sequence[Change]) -> None:
    """Make changes, in their order.

    Raises Conflict where a record to be altered or removed is not as its change says that it was, and SQLite's
    IntegrityError where one to be added is there already.
    """
    for (record_type, added), run in groupby(changes, _kind_of_change):
        if added:
            connection.executemany(_insert(record_type), [codec(record_type).encode(change.record) for change in run])
        else:
            for change in run:
                _alter(connection, record_type, change)


def _kind_of_change(change: Change) -> tuple[type[Record], bool]:
    return type(change.record), change.before is None


def clash(connection: sqlite3.Connection, changes: Sequence[Change]) -> Conflict | None:
    """The first change that would add a record that is there already."""
    removed: set[tuple[str, ...]] = set()
    for change in changes:
        place = (change.record.record_kind, *change.record.key)
        if change.after is None:
            removed.add(place)
        elif change.before is None and place not in removed:
            found = find(connection, type(change.record), change.record.key)
            if found is not None:
                return Conflict(change, found)
    return None


# Names are those of our own dataclasses; every value is a parameter.


@cache
def _insert(record_type: type[Record]) -> str:
    names = [column.name for column in codec(record_type).columns]
    columns, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    return f'INSERT INTO "{table_name(record_type)}" ({columns}) VALUES ({values})'  # noqa: S608 -- as above


@cache
def _update(record_type: type[Record]) -> str:
    new = ", ".join(f'"{column.name}" = :{column.name}' for column in codec(record_type).columns)
    return f'UPDATE "{table_name(record_type)}" SET {new} {_keyed(record_type)}'  # noqa: S608 -- as above


@cache
def _keyed(record_type: type[Record]) -> str:
    return "WHERE " + " AND ".join(f'"{name}" = :key_{name}' for name in KEY_COLUMNS[record_type])


def _key_of(record_type: type[Record], key: tuple[str, ...]) -> dict[str, str]:
    return {f"key_{name}": part for name, part in zip(KEY_COLUMNS[record_type], key, strict=True)}


def _alter(connection: sqlite3.Connection, record_type: type[Record], change: Change) -> None:
    key = change.record.key
    found = find(connection, record_type, key)
    if found != change.before:
        raise Conflict(change, found)
    place = _key_of(record_type, key)
    if change.after is None:
        connection.execute(f'DELETE FROM "{table_name(record_type)}" {_keyed(record_type)}', place)  # noqa: S608 -- as above
    else:
        connection.execute(_update(record_type), codec(record_type).encode(change.after) | place)

"""Records as rows of their tables: one by its key, and what a change does to it. ``reading`` reads all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, bindparam, select

from scorecard_desktop.domain.book import Conflict
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.store.schema import TABLES
from scorecard_desktop.store.shape import KEY_COLUMNS

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Delete, Select, Update


def find(connection: Connection, record_type: type[Record], key: tuple[str, ...]) -> Record | None:
    """One record by its key."""
    row = connection.execute(_select_one(record_type), _key_of(record_type, key)).one_or_none()
    return None if row is None else codec(record_type).decode([tuple(row)])[0]


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """Make changes, in their order.

    Raises Conflict where a record to be altered or removed is not as its change says that it was, and the
    driver's IntegrityError where one to be added is there already.
    """
    for (record_type, added), run in groupby(changes, _kind_of_change):
        if added:
            connection.execute(
                TABLES[record_type].insert(), [codec(record_type).encode(change.record) for change in run]
            )
        else:
            for change in run:
                _alter(connection, record_type, change)


def _kind_of_change(change: Change) -> tuple[type[Record], bool]:
    return type(change.record), change.before is None


def clash(connection: Connection, changes: Sequence[Change]) -> Conflict | None:
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


def _keyed(record_type: type[Record]) -> ColumnElement[bool]:
    table = TABLES[record_type]
    return and_(*(table.c[name] == bindparam(f"key_{name}") for name in KEY_COLUMNS[record_type]))


# Statements are made once: making one costs ten times what running it does.
@cache
def _select_one(record_type: type[Record]) -> Select[tuple[object, ...]]:
    table = TABLES[record_type]
    return select(*(table.c[column.name] for column in codec(record_type).columns)).where(_keyed(record_type))


@cache
def _delete_one(record_type: type[Record]) -> Delete:
    return TABLES[record_type].delete().where(_keyed(record_type))


@cache
def _update_one(record_type: type[Record]) -> Update:
    new: dict[str, Any] = {column.name: bindparam(f"new_{column.name}") for column in codec(record_type).columns}
    return TABLES[record_type].update().where(_keyed(record_type)).values(new)


def _key_of(record_type: type[Record], key: tuple[str, ...]) -> dict[str, str]:
    return {f"key_{name}": part for name, part in zip(KEY_COLUMNS[record_type], key, strict=True)}


def _alter(connection: Connection, record_type: type[Record], change: Change) -> None:
    key = change.record.key
    found = find(connection, record_type, key)
    if found != change.before:
        raise Conflict(change, found)
    if change.after is None:
        connection.execute(_delete_one(record_type), _key_of(record_type, key))
        return
    row = {f"new_{name}": value for name, value in codec(record_type).encode(change.after).items()}
    connection.execute(_update_one(record_type), row | _key_of(record_type, key))

"""Records as rows and as JSON, by the fields of their dataclasses; no record type is named here.

Decimals and dates are kept as exact text, enums by value, tuples and sets as JSON, and a dataclass inside a record
(``Source``, ``Score``) as columns of its own, named for the field: ``source_file``, ``current_impact``.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.frozen import dataclass

R = TypeVar("R", bound=Record)

Scalar = str | int | None
"""What a column holds."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column that a field is kept in."""

    name: str
    whole_number: bool
    nullable: bool
    listing: bool = False
    """Holds a list of plain texts, as JSON."""

    def from_lines(self, text: str) -> str:
        """What the column keeps for ``text``: a list of texts may be written one a line instead of as JSON."""
        if not self.listing or text.lstrip().startswith("["):
            return text
        return json.dumps([line.strip() for line in text.splitlines() if line.strip()], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Part:
    """One field: its columns, and the way there and back.

    ``decode`` takes whole columns and gives every record's field at once: a store of a hundred thousand figures is
    read in about a second only because each step is one loop over one column.
    """

    columns: tuple[ColumnSpec, ...]
    encode: Callable[[Any], tuple[Scalar, ...]]
    decode: Callable[[Sequence[Sequence[Any]]], Iterable[Any]]


class RecordCodec(Generic[R]):
    """Writes and reads the records of one type."""

    def __init__(self, record_type: type[R]) -> None:
        self.record_type = record_type
        self._names, self._parts = _parts(record_type)
        self.columns = tuple(column for part in self._parts for column in part.columns)
        self._column_names = tuple(column.name for column in self.columns)
        self._encoders = tuple(part.encode for part in self._parts)
        self.defaults: Mapping[str, Scalar] = _default_row(record_type, self._names, self._parts)

    def encode(self, record: R) -> dict[str, Scalar]:
        """A record as a row, by column name."""
        values: list[Scalar] = []
        for name, encode in zip(self._names, self._encoders, strict=True):
            values += encode(getattr(record, name))
        return dict(zip(self._column_names, values, strict=True))

    def fields_beyond(self, columns: Collection[str]) -> frozenset[str]:
        """The fields that have none of the columns named: what a list of those says nothing of."""
        parts = zip(self._names, self._parts, strict=True)
        return frozenset(name for name, part in parts if not any(column.name in columns for column in part.columns))

    def problem(self, row: Mapping[str, Any]) -> str | None:
        """The first column whose content no record can have, or None: to try what a person wrote before it is used."""
        for part in self._parts:
            try:
                list(part.decode([[row.get(column.name)] for column in part.columns]))
            except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError):
                return part.columns[0].name
            if any(column.whole_number and isinstance(row.get(column.name), str) for column in part.columns):
                return next(c.name for c in part.columns if c.whole_number and isinstance(row.get(c.name), str))
            if any(row.get(column.name) is None and not column.nullable for column in part.columns):
                return next(c.name for c in part.columns if row.get(c.name) is None and not c.nullable)
        return None

    def decode(self, rows: Sequence[Sequence[Any]]) -> list[R]:
        """Rows, with their values in the order of ``columns``, as records."""
        if not rows:
            return []
        by_column = list(zip(*rows, strict=True))
        return list(map(cast("Callable[..., R]", self.record_type), *_decoded(self._parts, by_column)))

    def to_json(self, record: R) -> str:
        """A record as a JSON object of its columns; those that are empty (null) are left out."""
        row = self.encode(record)
        return _written({k: v for k, v in row.items() if v is not None})

    def from_json(self, text: str) -> R:
        """A record from ``to_json``. A column that was not yet kept when it was written takes its field's default."""
        found = json.loads(text)
        if not isinstance(found, dict):
            raise TypeError("a record is kept as an object")
        row = tuple(found.get(c.name, self.defaults.get(c.name)) for c in self.columns)
        return self.decode([row])[0]


_made: dict[type[Record], RecordCodec[Any]] = {}


def codec(record_type: type[R]) -> RecordCodec[R]:
    """The codec of a record type, made once."""
    if record_type not in _made:
        _made[record_type] = RecordCodec(record_type)
    return cast("RecordCodec[R]", _made[record_type])


def _parts(record_type: type) -> tuple[tuple[str, ...], tuple[_Part, ...]]:
    hints = get_type_hints(record_type)
    names = tuple(field.name for field in fields(record_type))
    return names, tuple(_part(name, hints[name]) for name in names)


def _decoded(parts: Sequence[_Part], by_column: Sequence[Sequence[Any]]) -> list[Iterable[Any]]:
    found, at = [], 0
    for part in parts:
        found.append(part.decode(by_column[at : at + len(part.columns)]))
        at += len(part.columns)
    return found


def _default_row(record_type: type, names: Sequence[str], parts: Sequence[_Part]) -> dict[str, Scalar]:
    defaults: dict[str, Scalar] = {}
    by_name: dict[str, Field[Any]] = {field.name: field for field in fields(record_type)}
    for name, part in zip(names, parts, strict=True):
        field = by_name[name]
        if field.default is not MISSING:
            values = part.encode(field.default)
            defaults.update((c.name, v) for c, v in zip(part.columns, values, strict=True))
    return defaults


def _part(name: str, hint: object) -> _Part:
    inner, optional = _without_none(hint)
    if is_dataclass(inner):
        return _nested(name, cast("type", inner), optional=optional)
    to_column, from_column, whole_number = _scalar(inner)
    column = ColumnSpec(name, whole_number, optional, _is_list_of_texts(inner))

    def encode(value: object) -> tuple[Scalar, ...]:
        return (None if value is None else to_column(value),)

    def decode(columns: Sequence[Sequence[Any]]) -> Iterable[Any]:
        if optional:
            return [None if value is None else from_column(value) for value in columns[0]]
        return map(from_column, columns[0])

    if inner in (str, int):
        return _Part((column,), lambda value: (value,), _shared if inner is str else _as_they_are)
    return _Part((column,), encode, decode)


def _is_list_of_texts(hint: object) -> bool:
    args = get_args(hint)
    if get_origin(hint) not in (tuple, frozenset) or not args:
        return False
    return args[0] is str or (isinstance(args[0], type) and issubclass(args[0], Enum))


def _as_they_are(columns: Sequence[Sequence[Any]]) -> Iterable[Any]:
    return columns[0]


def _shared(columns: Sequence[Sequence[Any]]) -> Iterable[Any]:
    """Equal texts as one text: most of a store's are the same few file names, sheets and indicators."""
    seen: dict[Any, Any] = {}
    return [seen.setdefault(value, value) for value in columns[0]]


def _without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"a field of a record is of one type, not {hint}")
        return inner[0], True
    return hint, False


def _nested(name: str, inner: type, *, optional: bool) -> _Part:
    _, parts = _parts(inner)
    names = tuple(field.name for field in fields(inner))
    columns = tuple(
        ColumnSpec(f"{name}_{column.name}", column.whole_number, column.nullable or optional, column.listing)
        for part in parts
        for column in part.columns
    )
    if optional and parts[0].columns[0].nullable:
        raise TypeError(f"whether there is a {inner.__name__} is told by its first column, which may not be empty")

    nothing: tuple[Scalar, ...] = (None,) * len(columns)
    encoders = tuple(zip(names, (part.encode for part in parts), strict=True))

    def encode(value: object) -> tuple[Scalar, ...]:
        if value is None:
            return nothing
        found: list[Scalar] = []
        for at, encode_one in encoders:
            found += encode_one(getattr(value, at))
        return tuple(found)

    def decode(by_column: Sequence[Sequence[Any]]) -> Iterable[Any]:
        if not optional:
            return map(inner, *_decoded(parts, by_column))
        there = [value is not None for value in by_column[0]]
        kept = [[v for v, is_there in zip(column, there, strict=True) if is_there] for column in by_column]
        made = iter(list(map(inner, *_decoded(parts, kept))))
        return [next(made) if is_there else None for is_there in there]

    return _Part(columns, encode, decode)


def _number(text: str) -> Decimal:
    """A number as it was kept. Raises ValueError for what no figure is: infinite, or none."""
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text} is no figure")
    return number


def _scalar(hint: object) -> tuple[Callable[[Any], Scalar], Callable[[Any], Any], bool]:
    """The way to a column and back, and whether the column holds whole numbers."""
    if hint is str:
        return str, str, False
    if hint is bool:
        return int, bool, True
    if hint is int:
        return int, int, True
    if hint is Decimal:
        return str, _number, False
    if hint is date:
        return date.isoformat, date.fromisoformat, False
    if isinstance(hint, type) and issubclass(hint, Enum):
        by_value = {member.value: member for member in hint}
        return lambda member: member.value, by_value.__getitem__, False
    if get_origin(hint) in (tuple, frozenset):
        to_json, from_json = _collection(hint)
        return _listing(to_json), _remembering(from_json), False
    raise TypeError(f"no way is known to keep a field of type {hint}")


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _listing(to_json: Callable[[Any], Any]) -> Callable[[Any], str]:
    """A collection as JSON. Most are empty."""
    return lambda value: json.dumps(to_json(value), ensure_ascii=False) if value else "[]"


def _remembering(from_json: Callable[[Any], Any]) -> Callable[[str], Any]:
    """Lists are mostly empty or alike, and what they become is immutable: read each text once."""

    @lru_cache(maxsize=1024)
    def read(text: str) -> object:
        return from_json(json.loads(text))

    return read


def _collection(hint: object) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """To and from what JSON knows, for tuples, sets, enums and dataclasses, one inside another."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple and (len(args) != 2 or args[1] is not Ellipsis):
        inner = [_collection(arg) for arg in args]
        return (
            lambda value: [to(one) for (to, _), one in zip(inner, value, strict=True)],
            lambda value: tuple(back(one) for (_, back), one in zip(inner, value, strict=True)),
        )
    if origin in (tuple, frozenset):
        to_one, from_one = _collection(args[0])
        if origin is frozenset:
            return lambda value: sorted(map(to_one, value)), lambda value: frozenset(map(from_one, value))
        return lambda value: list(map(to_one, value)), lambda value: tuple(map(from_one, value))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        members = [(f.name, *_collection(hints[f.name])) for f in fields(hint)]
        make = cast("Callable[..., Any]", hint)
        return (
            lambda value: {name: to(getattr(value, name)) for name, to, _ in members},
            lambda value: make(**{name: back(value[name]) for name, _, back in members if name in value}),
        )
    to_scalar, from_scalar, _ = _scalar(hint)
    return to_scalar, from_scalar

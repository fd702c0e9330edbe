"""The tables of the current schema: one for each type of record, their history, and what the file says of itself.

The columns of a record's table are the fields of its dataclass (``codec``); what a dataclass does not say is in
``shape``. Migrations make the tables; a test holds these two in agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Computed,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.codec import ColumnSpec, codec
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.store.shape import KEY_COLUMNS, REFERS_TO, table_name

# A finding is the same when it is found again about the same thing, whichever way that is named.
_ABOUT = Column("about", Text, Computed("CASE indicator WHEN '' THEN subject ELSE indicator END", persisted=True))

metadata = MetaData()


def _column(spec: ColumnSpec, *, in_key: bool) -> Column[Any]:
    kind = Integer() if spec.whole_number else Text()
    return Column(spec.name, kind, primary_key=in_key, nullable=spec.nullable)


def _table(record_type: type[Record]) -> Table:
    keys = KEY_COLUMNS[record_type]
    natural_key = record_type is not Finding
    columns = [_column(spec, in_key=natural_key and spec.name in keys) for spec in codec(record_type).columns]
    # Nothing goes with what it refers to unsaid: each removal is a change of its own, with its history. Deferred,
    # because the changes of a step come in any order.
    references = [
        ForeignKeyConstraint(
            own,
            [f"{table_name(other)}.{column}" for column in KEY_COLUMNS[other]],
            ondelete="NO ACTION",
            deferrable=True,
            initially="DEFERRED",
        )
        for own, other in REFERS_TO.get(record_type, ())
    ]
    if natural_key:
        return Table(table_name(record_type), metadata, *columns, *references)
    return Table(table_name(record_type), metadata, *columns, _ABOUT, UniqueConstraint(*keys), *references)


TABLES: Mapping[type[Record], Table] = {record_type: _table(record_type) for record_type in RECORD_TYPES}
"""The table of each record type, each after those that it refers to."""

step = Table(
    "step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("why", Text, nullable=False),
)
"""One transaction: when (UTC), who, what it is called and why."""

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("step", Integer, nullable=False),
    Column("record_kind", Text, nullable=False),
    Column("record_key", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    ForeignKeyConstraint(["step"], ["step.id"]),
    Index("history_of_record", "record_kind", "record_key"),
    Index("history_of_step", "step"),
)
"""One change of a step: the record before and after, as JSON; the key is a JSON list."""

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the file says of itself: ``created``, ``created by``, ``written by``. Its schema version is in the header."""

kept_file = Table(
    "kept_file",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Files kept as they were, by their SHA-256: the packs that were published."""

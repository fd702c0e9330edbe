"""What was changed, by whom, when and why: written with every change, read for one record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.store.schema import history, step

_TYPE_OF = {record_type.record_kind: record_type for record_type in RECORD_TYPES}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one record: when (UTC), who, the step that it was part of and the reason given for it."""

    when: datetime
    who: str
    label: str
    why: str
    change: Change


def write(connection: Connection, change_set: ChangeSet, who: str, when: datetime) -> None:
    """Add a step and its changes, within the transaction that makes them."""
    made = {
        "made": when.isoformat(timespec="milliseconds"),
        "who": who,
        "label": change_set.label,
        "why": change_set.why,
    }
    number = connection.execute(step.insert(), made).lastrowid
    rows = [
        {
            "step": number,
            "record_kind": change.record.record_kind,
            "record_key": _key_text(change.record),
            "before": _json(change.before),
            "after": _json(change.after),
        }
        for change in change_set.changes
    ]
    if rows:
        connection.execute(history.insert(), rows)


def read(connection: Connection, record: Record) -> list[HistoryEntry]:
    """The changes of the record with this one's kind and key, newest first."""
    query = (
        select(step.c.made, step.c.who, step.c.label, step.c.why, history.c.before, history.c.after)
        .join(step, step.c.id == history.c.step)
        .where(history.c.record_kind == record.record_kind, history.c.record_key == _key_text(record))
        .order_by(history.c.id.desc())
    )
    return [_entry(row, type(record)) for row in connection.execute(query).mappings()]


def _entry(row: RowMapping, record_type: type[Record]) -> HistoryEntry:
    def one(text: str | None) -> Record | None:
        return None if text is None else codec(record_type).from_json(text)

    change = Change(one(row["before"]), one(row["after"]))
    return HistoryEntry(datetime.fromisoformat(row["made"]), row["who"], row["label"], row["why"], change)


def _key_text(record: Record) -> str:
    return json.dumps(record.key, ensure_ascii=False)


def _json(record: Record | None) -> str | None:
    return None if record is None else codec(_TYPE_OF[record.record_kind]).to_json(record)

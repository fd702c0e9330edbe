"""What was changed, by whom, when and why, read for one record. ``writing`` adds to it with every change."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.frozen import dataclass

_OF_RECORD = """
    SELECT step.made, step.who, step.label, step.why, history.before, history.after
    FROM history JOIN step ON step.id = history.step
    WHERE history.record_kind = ? AND history.record_key = ? ORDER BY history.id DESC
"""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one record: when (UTC), who, the step that it was part of and the reason given for it."""

    when: datetime
    who: str
    label: str
    why: str
    change: Change


def read(connection: sqlite3.Connection, record: Record) -> list[HistoryEntry]:
    """The changes of the record with this one's kind and key, newest first."""
    record_type = type(record)

    def one(text: str | None) -> Record | None:
        return None if text is None else codec(record_type).from_json(text)

    found = connection.execute(_OF_RECORD, (record.record_kind, key_text(record)))
    return [
        HistoryEntry(datetime.fromisoformat(made), who, label, why, Change(one(before), one(after)))
        for made, who, label, why, before, after in found
    ]


def key_text(record: Record) -> str:
    """A record's key as the history keeps it: a JSON list."""
    return json.dumps(record.key, ensure_ascii=False)

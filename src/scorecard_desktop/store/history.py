"""What was changed, by whom, when and why, read for one record. ``writing`` adds to it with every change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from scorecard_desktop.domain.book import RECORD_TYPES, Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.frozen import dataclass

_OF_RECORD = """
    SELECT step.made, step.who, step.label, step.why, history.before, history.after
    FROM history JOIN step ON step.id = history.step
    WHERE history.record_kind = ? AND history.record_key = ? ORDER BY history.id DESC
"""


_TYPE_OF = {record_type.record_kind: record_type for record_type in RECORD_TYPES}

_FOUND = """
    SELECT step.made, step.who, step.label, step.why, history.record_kind, history.before, history.after
    FROM history JOIN step ON step.id = history.step
    WHERE step.made >= ? AND step.made < ? AND instr(lower(step.who), lower(?)) > 0
"""
_SAYS = """instr(lower(step.label || ' ' || step.why || ' ' || history.record_key || ' '
    || coalesce(history.before, '') || ' ' || coalesce(history.after, '')), lower(?)) > 0"""
_LATER = """
    SELECT record_kind, record_key, before FROM history
    WHERE id IN (SELECT min(id) FROM history WHERE step > ? GROUP BY record_kind, record_key)
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in the history: from ``since`` until before ``until``, by whom, of which kind.

    ``words`` must each stand somewhere in the step's name, its reason, or what was written (the file that it came from
    is part of that), or be what an ``also`` says another way, such as an indicator's identity for its number.
    """

    words: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    who: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    most: int = 200


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


def search(connection: sqlite3.Connection, asked: Asked) -> list[HistoryEntry]:
    """The changes that are asked for, newest first, no more than ``most``."""
    query, values = [_FOUND], [_moment(asked.since) or "", _moment(asked.until) or "9999", asked.who]
    for at, word in enumerate(asked.words):
        others = asked.also[at] if at < len(asked.also) else ()
        query.append(f"AND ({' OR '.join([_SAYS] * (1 + len(others)))})")
        values += [word, *others]
    if asked.kind:
        query.append("AND history.record_kind = ?")
        values.append(asked.kind)
    query.append("ORDER BY history.id DESC LIMIT ?")
    found = connection.execute(" ".join(query), (*values, asked.most))
    return [
        HistoryEntry(datetime.fromisoformat(made), who, label, why, Change(_one(kind, before), _one(kind, after)))
        for made, who, label, why, kind, before, after in found
        if kind in _TYPE_OF
    ]


def at(connection: sqlite3.Connection, moment: datetime, now: Sequence[Record]) -> Book:
    """Everything as it stood at a moment, which has its zone; ``now`` is everything as it stands.

    Steps are taken back in the order in which they were made, whatever the clock said: where it was set back, the last
    step that says it was made by then is the last that counts.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM step WHERE made <= ?", (_moment(moment),)).fetchone()
    later = {(kind, key): before for kind, key, before in connection.execute(_LATER, (last,)) if kind in _TYPE_OF}
    stayed = [record for record in now if (record.record_kind, key_text(record)) not in later]
    were = [_one(kind, before) for (kind, _), before in later.items()]
    return Book([*stayed, *(record for record in were if record is not None)])


def _one(kind: str, text: str | None) -> Record | None:
    return None if text is None else codec(_TYPE_OF[kind]).from_json(text)


def _moment(when: datetime | None) -> str | None:
    """As a step keeps it: UTC, to the millisecond."""
    return None if when is None else when.astimezone(UTC).isoformat(timespec="milliseconds")


def key_text(record: Record) -> str:
    """A record's key as the history keeps it: a JSON list."""
    return json.dumps(record.key, ensure_ascii=False)

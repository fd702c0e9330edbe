"""The history of a record of a register in sentences: who changed what, when, in which step and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.entry_fields import EntryField
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.services.session import HistoryEntry
from scorecard_desktop.ui.models.history import local_time


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change: when, by whom, of what, what it did, and which step it was part of."""

    when: datetime
    who: str
    of: str
    what: str
    step: str
    why: str

    @property
    def moment(self) -> str:
        """When, as the officer's clock shows it."""
        return local_time(self.when)


def past_changes(entries: Iterable[HistoryEntry], fields: Sequence[EntryField], of: str = "") -> list[PastChange]:
    """Each change of a record, called ``of``, in words, newest first; ``fields`` are those of its form."""
    found = (
        PastChange(e.when, e.who, of, _what(e.change, fields), f"{e.label}: {e.why}" if e.why else e.label, e.why)
        for e in entries
    )
    return sorted(found, key=lambda change: change.when, reverse=True)


def _what(change: Change, fields: Sequence[EntryField]) -> str:
    if change.before is None:
        source = getattr(change.after, "source", None)
        return f"Added, from {source.place}" if source is not None else "Added"
    if change.after is None:
        return "Taken out"
    before, after = _row(change.before), _row(change.after)
    said = [
        f"{field.label}: {_short(field.shown(before[field.column]))} → {_short(field.shown(after[field.column]))}"
        for field in fields
        if before[field.column] != after[field.column]
    ]
    return "; ".join(said) or "Its place"


def _row(record: Record) -> dict[str, str | int | None]:
    return codec(type(record)).encode(record)


_LONGEST = 120


def _short(text: str) -> str:
    plain = " ".join(text.split())
    if not plain:
        return "nothing"
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rsplit(' ', 1)[0]} …"

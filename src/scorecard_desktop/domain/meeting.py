"""Meetings of committees, what is on their agendas, and the actions that arose: the forward plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from scorecard_desktop.domain.following import Following, following
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.publication import Publication


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a committee; ``held`` is its day, past or to come."""

    record_kind: ClassVar[str] = "meeting"

    id: str
    committee: str
    held: date
    time: str = ""
    place: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item for a meeting. ``exempt`` says why it is not for the public; empty where it is."""

    record_kind: ClassVar[str] = "agenda item"

    id: str
    meeting: str
    order: int
    title: str
    number: str = ""
    lead_officer: str = ""
    requested_action: str = ""
    implications: str = ""
    exempt: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class MeetingAction:
    """What a meeting asked for, and what came of it."""

    record_kind: ClassVar[str] = "meeting action"

    id: str
    meeting: str
    order: int
    text: str
    owner: str = ""
    due: date | None = None
    follow_up: str = ""
    completed: date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)

    def state(self, today: date) -> Following:
        """Where it stands on a day."""
        return following(self.completed, self.due, today)


def packs_of(meeting: Meeting, publications: Iterable[Publication]) -> list[Publication]:
    """The packs that were published for a meeting: those that name its date, and its committee if any."""
    committee = meeting.committee.strip().casefold()
    found = [
        pack
        for pack in publications
        if pack.meeting == meeting.held and pack.committee.strip().casefold() in ("", committee)
    ]
    return sorted(found, key=lambda pack: pack.published)

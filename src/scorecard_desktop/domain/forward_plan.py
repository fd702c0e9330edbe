"""The meetings of a book in order: what is on each agenda, what each asked for, and which packs went to it."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction, packs_of
from scorecard_desktop.domain.publication import Publication


def meetings(book: Book) -> list[Meeting]:
    """Every meeting, oldest first."""
    return sorted(book.all(Meeting), key=lambda one: (one.held, one.committee, one.id))


def items_of(book: Book, meeting: Meeting) -> list[AgendaItem]:
    """What is on an agenda, in its order."""
    return sorted(book.of(AgendaItem, meeting.id), key=lambda one: (one.order, one.id))


def actions_of(book: Book, meeting: Meeting) -> list[MeetingAction]:
    """What a meeting asked for, in its order."""
    return sorted(book.of(MeetingAction, meeting.id), key=lambda one: (one.order, one.id))


def packs_for(book: Book, meeting: Meeting) -> list[Publication]:
    """The packs that went to a meeting."""
    return packs_of(meeting, book.all(Publication))


def open_actions(book: Book) -> list[tuple[Meeting, MeetingAction]]:
    """Every action that is not done, with the meeting that asked for it, the oldest first."""
    return [(one, action) for one in meetings(book) for action in actions_of(book, one) if action.completed is None]

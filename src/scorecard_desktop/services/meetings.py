"""Meetings of committees as officers plan them: dates, items, actions arising, and which pack went to which meeting.

Each function that changes something gives the ChangeSet for a session to submit, or raises a Refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing.identity import slug
from scorecard_desktop.services.recording import add_record, called, free_id, next_order


def new_meeting(book: Book, typed: Mapping[str, str], today: date) -> ChangeSet:
    """A meeting. Raises Refusal where the committee meets on that day already."""
    blank = Meeting("", "", today)
    made = add_record(book, blank, typed).changes[0].after
    assert isinstance(made, Meeting)
    same = (made.committee.casefold(), made.held)
    if any((one.committee.casefold(), one.held) == same for one in book.all(Meeting)):
        raise Refusal(f"Date: {made.committee} meets on {snapshot(made.held).label} already.")
    identity = free_id(book, Meeting, f"{slug(made.committee)}/{made.held.isoformat()}")
    meeting = replace(made, id=identity)
    return change_set(f"new {called(meeting)} {snapshot(meeting.held).label}", [Change(None, meeting)])


def new_item(book: Book, meeting: Meeting, typed: Mapping[str, str]) -> ChangeSet:
    """An item at the end of an agenda."""
    order = next_order(book.of(AgendaItem, meeting.id))
    return add_record(
        book, AgendaItem(free_id(book, AgendaItem, f"{meeting.id}/item-{order}"), meeting.id, order, ""), typed
    )


def new_action(book: Book, meeting: Meeting, typed: Mapping[str, str]) -> ChangeSet:
    """An action that arose at a meeting."""
    order = next_order(book.of(MeetingAction, meeting.id))
    return add_record(
        book, MeetingAction(free_id(book, MeetingAction, f"{meeting.id}/action-{order}"), meeting.id, order, ""), typed
    )


def postpone(book: Book, item: AgendaItem, to: Meeting) -> ChangeSet:
    """An item moved to the end of another meeting's agenda."""
    order = next_order(book.of(AgendaItem, to.id))
    return change_set(
        f"postponement of {called(item)} to {snapshot(to.held).label}",
        [Change(item, replace(item, meeting=to.id, order=order))],
    )

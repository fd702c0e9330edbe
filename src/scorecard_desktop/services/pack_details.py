"""What officers choose and write for a pack, each as one step: its template, meeting, cover, periods and texts.

What stays from meeting to meeting is kept as settings (``pack.committee``, ``pack.template`` and so on), what is
written for one meeting with its day. Each function gives the ChangeSet for a session to submit, empty where nothing
changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.covering import meetings_written_for, texts_for
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.pack_text import PackPart
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard, Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.domain.template import Template
from scorecard_desktop.domain.templates import own_templates
from scorecard_desktop.services.periods import PACK_PERIOD
from scorecard_desktop.services.templating import new_template, write_for_meeting

DETAILS: Mapping[str, str] = {
    "council": "Council",
    "committee": "Committee",
    "title": "Title",
    "report_author": "Report author",
    "responsible_officer": "Responsible officer",
    "marking": "Protective marking",
}
"""What the cover says of every pack, by the name of its setting without ``pack.``."""

_ONCE_SETTINGS = {PackPart.ITEM: "item", PackPart.SUMMARY: "summary", PackPart.RECOMMENDATIONS: "recommendations"}


def change_detail(book: Book, name: str, value: str) -> ChangeSet:
    """One of ``DETAILS`` said otherwise; empty takes it away."""
    return change_set(f"{DETAILS[name].lower()} of the pack", _kept(book, {name: value.strip()}))


def choose_template(book: Book, template: Template) -> ChangeSet:
    """The template that the next packs follow."""
    return change_set(f"choice of template {template.title}", _kept(book, {"template": template.name}))


def make_own_template(book: Book, title: str, like: Template) -> ChangeSet:
    """An officers' own template with the items of another, chosen at once. Raises Refusal as ``new_template`` does."""
    made = new_template(book, title, like)
    after = book.copy()
    after.apply(made.changes)
    (new,) = {one.name for one in own_templates(after)} - {one.name for one in own_templates(book)}
    return change_set(made.label, [*made.changes, *_kept(book, {"template": new})])


def choose_day(book: Book, day: date) -> ChangeSet:
    """The day of the meeting that the pack is for."""
    return change_set("day of the meeting", _kept(book, {"date": day.isoformat()}))


def choose_meeting(book: Book, meeting: Meeting) -> ChangeSet:
    """One of the meetings that are kept: its day and its committee."""
    said = {"date": meeting.held.isoformat(), "committee": meeting.committee}
    return change_set("meeting of the pack", _kept(book, said))


def choose_period(book: Book, scorecard: str, code: str) -> ChangeSet:
    """The period that is reported of a scorecard; empty for its current one, whichever that is.

    Raises Refusal where the scorecard has no column for it.
    """
    card = book.get(Scorecard, scorecard)
    if card is None or (code and code not in {period.code for period in book.periods(scorecard)}):
        label = period_from_code(code).label if code else "the current period"
        raise Refusal(f"There is no column for {label}.")
    held = book.get(Setting, Scope.SCORECARD.value, scorecard, PACK_PERIOD)
    after = Setting(Scope.SCORECARD, scorecard, PACK_PERIOD, code) if code else None
    return change_set(f"period of {card.name}", [Change(held, after)] if held != after else [])


def write_part(book: Book, day: date, part: PackPart, text: str) -> ChangeSet:
    """What a part of the covering report says to the meeting of a day.

    Where no day had been chosen, this one is. A text of an earlier version of the program, kept for all meetings
    alike, makes room for it.
    """
    if text.strip() == said_for(book, day).get(part, ""):
        return change_set(part.words, [])
    step = write_for_meeting(book, day, part, text)
    settings: dict[str, str] = {}
    if not book.setting("pack.date", ""):
        settings["date"] = day.isoformat()
    if part in _ONCE_SETTINGS:
        settings[_ONCE_SETTINGS[part]] = ""
    return change_set(step.label, [*step.changes, *_kept(book, settings)])


def said_for(book: Book, day: date) -> dict[PackPart, str]:
    """What the pack for a day says in each part that says anything."""
    kept = {part: book.setting(f"pack.{name}", "") for part, name in _ONCE_SETTINGS.items()}
    return {part: text for part, text in {**kept, **texts_for(book, day)}.items() if text}


def meeting_before(book: Book, day: date) -> date | None:
    """The last meeting before a day for which anything was written; None where there is none."""
    return next((written for written in meetings_written_for(book) if written < day), None)


def write_as_before(book: Book, day: date) -> ChangeSet:
    """What was written for the last meeting, in each part in which nothing is for this one. The item's number stays.

    Raises Refusal where nothing was written for an earlier meeting.
    """
    before = meeting_before(book, day)
    if before is None:
        raise Refusal("Nothing was written for an earlier meeting.")
    there = said_for(book, day)
    wanted = {
        part: text for part, text in texts_for(book, before).items() if part not in there and part is not PackPart.ITEM
    }
    changes = [change for part, text in wanted.items() for change in write_for_meeting(book, day, part, text).changes]
    if changes and not book.setting("pack.date", ""):
        changes += _kept(book, {"date": day.isoformat()})
    return change_set(f"texts as for {before.day} {before:%b %Y}", changes)


def _kept(book: Book, said: Mapping[str, str]) -> Iterator[Change]:
    for name, value in said.items():
        held = book.get(Setting, Scope.COUNCIL.value, "", f"pack.{name}")
        after = Setting(Scope.COUNCIL, "", f"pack.{name}", value) if value else None
        if held != after:
            yield Change(held, after)

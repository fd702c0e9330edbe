"""Programmes as officers enter them: the programme, its reports, its milestones, the measures of its outcomes.

Each function gives the ChangeSet for a session to submit, or raises a Refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure, latest_highlight
from scorecard_desktop.importing.identity import slug
from scorecard_desktop.services.recording import add_record, called, free_id, next_order


def new_programme(book: Book, typed: Mapping[str, str]) -> ChangeSet:
    """A programme."""
    identity = free_id(book, Programme, slug(typed.get("name", "")))
    return add_record(book, Programme(identity, next_order(book.all(Programme)), ""), typed)


def new_milestone(book: Book, programme: Programme, typed: Mapping[str, str]) -> ChangeSet:
    """A milestone after those that a programme has."""
    order = next_order(book.of(Milestone, programme.id))
    identity = free_id(book, Milestone, f"{programme.id}/milestone-{order}")
    return add_record(book, Milestone(identity, programme.id, order, ""), typed)


def new_report(book: Book, programme: Programme, typed: Mapping[str, str], today: date) -> ChangeSet:
    """A report of a programme. What is empty is a nil return. Raises Refusal where there is one of that day."""
    return add_record(book, Highlight(programme.id, today), typed)


def first_of_report(book: Book, programme: Programme, today: date) -> Highlight:
    """What a new report begins with: status, risks and variances as the last had them; the rest is of its period."""
    last = latest_highlight(book.of(Highlight, programme.id))
    if last is None:
        return Highlight(programme.id, today)
    return replace(last, reported=today, achievements="", slippage="", next_actions="", decisions="")


def measure_by(book: Book, programme: Programme, indicators: Iterable[str]) -> ChangeSet:
    """The indicators that measure the outcomes of a programme: these, by their ids in this order, and no others."""
    held = {link.measure: link for link in book.of(ProgrammeMeasure, programme.id)}
    wanted = {key: ProgrammeMeasure(programme.id, key, order) for order, key in enumerate(indicators, 1)}
    gone = [Change(link, None) for key, link in held.items() if key not in wanted]
    come = [Change(held.get(key), link) for key, link in wanted.items()]
    return change_set(f"outcome measures of {called(programme)}", [*gone, *come])

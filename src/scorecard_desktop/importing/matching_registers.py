"""Who is who in the registers: meetings, agenda items, programmes and milestones of a file, found in the book by name.

What is known keeps its id and its place in the officers' order; what is new comes after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.meeting import AgendaItem, Meeting
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme
from scorecard_desktop.importing.identity import same_name

_Named = TypeVar("_Named", AgendaItem, Milestone, Programme)


def settled_registers(book: Book, records: Sequence[Record]) -> list[Record]:
    """The records of a file, those of the registers under the ids that the book has for them."""
    if not any(isinstance(record, Meeting | Programme) for record in records):
        return list(records)
    meetings = _meetings(book, records)
    programmes = {
        one.id: _as_known(one, book.all(Programme), lambda programme: programme.name)
        for one in _numbered((r for r in records if isinstance(r, Programme)), book.all(Programme))
    }
    items: dict[str, list[AgendaItem]] = defaultdict(list)
    milestones: dict[str, list[Milestone]] = defaultdict(list)
    for record in records:
        if isinstance(record, AgendaItem):
            items[meetings[record.meeting].id].append(replace(record, meeting=meetings[record.meeting].id))
        elif isinstance(record, Milestone):
            owner = programmes[record.programme].id
            milestones[owner].append(replace(record, programme=owner))
    return [
        *(r for r in records if not isinstance(r, Meeting | AgendaItem | Programme | Highlight | Milestone)),
        *meetings.values(),
        *(one for owner, own in items.items() for one in _settled(own, book.of(AgendaItem, owner), lambda i: i.title)),
        *programmes.values(),
        *(replace(r, programme=programmes[r.programme].id) for r in records if isinstance(r, Highlight)),
        *(
            one
            for owner, own in milestones.items()
            for one in _settled(own, book.of(Milestone, owner), lambda m: m.text)
        ),
    ]


def _meetings(book: Book, records: Sequence[Record]) -> dict[str, Meeting]:
    known = {(same_name(one.committee), one.held): one for one in book.all(Meeting)}
    found = {}
    for one in records:
        if isinstance(one, Meeting):
            other = known.get((same_name(one.committee), one.held))
            found[one.id] = replace(one, id=other.id, committee=other.committee) if other is not None else one
    return found


def _settled(incoming: Sequence[_Named], known: Sequence[_Named], name: Callable[[_Named], str]) -> list[_Named]:
    return [_as_known(one, known, name) for one in _numbered(incoming, known)]


def _numbered(incoming: Iterable[_Named], known: Iterable[_Named]) -> list[_Named]:
    """Those that are new, in their order, after those that are there."""
    last = max((one.order for one in known), default=0)
    return [replace(one, order=last + at) for at, one in enumerate(incoming, 1)]


def _as_known(one: _Named, known: Iterable[_Named], name: Callable[[_Named], str]) -> _Named:
    """The same under the id, the order and the wording of the one that the book has by that name, if it has one."""
    other = next((other for other in known if same_name(name(other)) == same_name(name(one))), None)
    return one if other is None else replace(one, id=other.id, order=other.order)

"""The programmes of a book in order: what each reported, what it is to reach, and what measures its outcomes."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure, latest_highlight


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme with its newest report and its milestones in order."""

    programme: Programme
    report: Highlight | None
    milestones: tuple[Milestone, ...]


def programmes(book: Book) -> list[Standing]:
    """Every programme in the officers' order, those that are closed last."""
    found = sorted(book.all(Programme), key=lambda one: (one.closed is not None, one.order, one.name))
    return [
        Standing(one, latest_highlight(book.of(Highlight, one.id)), tuple(milestones_of(book, one))) for one in found
    ]


def milestones_of(book: Book, programme: Programme) -> list[Milestone]:
    """The milestones of a programme in the officers' order."""
    return sorted(book.of(Milestone, programme.id), key=lambda one: (one.order, one.id))


def reports_of(book: Book, programme: Programme) -> list[Highlight]:
    """The reports of a programme, newest first."""
    return sorted(book.of(Highlight, programme.id), key=lambda one: one.reported, reverse=True)


def measures_of(book: Book, programme: Programme) -> list[Indicator]:
    """The indicators that measure its outcomes, in their order; one that is no longer there is passed over."""
    links = sorted(book.of(ProgrammeMeasure, programme.id), key=lambda link: link.order)
    found = (book.get(Indicator, link.measure) for link in links)
    return [indicator for indicator in found if indicator is not None]

"""What stands of a programme in a book: its milestones, its reports, the measures of its outcomes, each in order."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure


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

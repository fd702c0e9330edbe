"""The public version of a pack: the book that it is drawn from, or why it may not be published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.disclosure.counted import policy_of
from scorecard_desktop.domain.disclosure.public_book import PublicBook, Scope, scope_of
from scorecard_desktop.domain.disclosure.public_book import public_book as made_public
from scorecard_desktop.domain.disclosure.reader import system_of
from scorecard_desktop.domain.disclosure.solving import Solver
from scorecard_desktop.domain.disclosure.suppression import suppressed
from scorecard_desktop.domain.disclosure.unproven import unproven
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Cancelled as Stopped
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.progress import Cancelled, Progress

if TYPE_CHECKING:
    from scorecard_desktop.exporting.sections.public_note import PublicNote
    from scorecard_desktop.services.packer import PackRequest

__all__ = ["PublicBook", "note_of", "public_book", "refuse_unless_proven"]


def public_book(
    book: Book,
    request: PackRequest | None = None,
    solver: Solver | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> PublicBook:
    """The public version of a book for the pack that ``request`` asks for; the book itself stays as it is.

    Small numbers of people are held back with what would give them away, as the settings ``disclosure.…`` have it and
    a solver proves over everything that this pack and earlier public ones tell. Nothing is in it of what is exempt or
    for officers alone. Where ``findings`` is not empty it must not be published: each names the cell and the way out.
    Raises Cancelled where ``cancelled`` answers yes.
    """

    def turn(done: int, of: int) -> None:
        if cancelled is not None and cancelled():
            raise Stopped
        if progress is not None:
            progress(done, of, "Holding back small numbers")

    scope = scope_of(book, request.periods, request.date) if request is not None else scope_of(book)
    if solver is None:
        from scorecard_desktop.services.solver import HighsSolver

        solver = HighsSolver()
    system = system_of(book, lambda figure: scope.includes(book, figure.indicator, figure.period))
    found = suppressed(system, solver, turn)
    made = made_public(book, scope, found.hidden | _by_hand(book, scope), found.further, _texts(request))
    findings = tuple(unproven(book, one) for one in found.unprotected)
    return replace(made, findings=(*findings, *made.findings))


def _by_hand(book: Book, scope: Scope) -> frozenset[tuple[str, ...]]:
    """The figures that an officer named, those among them that count no one."""
    return frozenset(
        (indicator.id, *named)
        for indicator in book.all(Indicator)
        for named in policy_of(book, indicator).by_hand
        if book.get(Observation, indicator.id, *named) is not None and scope.includes(book, indicator.id, named[0])
    )


def _texts(request: PackRequest | None) -> dict[str, str]:
    """What the officers wrote for this pack alone."""
    if request is None:
        return {}
    texts = {"title": request.title, "summary": request.summary, "strategic impact": request.strategic_impact}
    texts |= dict(request.implications)
    texts |= {f"recommendation {at}": words for at, words in enumerate(request.recommendations or (), 1)}
    return texts


def note_of(made: PublicBook) -> PublicNote:
    """What the public is told of what is held back, rounded and left out."""
    from scorecard_desktop.exporting.sections.public_note import PublicNote

    withheld = {figure.indicator for figure in made.hidden}
    shown = {figure.indicator for figure in made.book.all(Observation)}
    return PublicNote(
        bool(withheld),
        tuple(sorted({made.policies[each].threshold for each in withheld} - {0})),
        tuple(sorted({made.policies[each].base for each in shown} - {1})),
        made.exempt,
        bool(made.silenced),
    )


def refuse_unless_proven(made: PublicBook) -> None:
    """Raises Refusal with the first of what must be settled, where there is anything."""
    if made.findings:
        first, more = made.findings[0], len(made.findings) - 1
        others = f" {more} more: scorecard check --public lists them." if more else ""
        raise Refusal(f"The public version is not made. {first.message} {first.advice}{others}")

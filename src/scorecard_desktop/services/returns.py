"""Returns: forms out to the services, and the list of who still owes what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.chasing import ReturnLine, chasing_list, due_lines, services
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.services.leftovers import noted
from scorecard_desktop.services.progress import Cancelled, Progress, no_progress, not_cancelled

__all__ = ["Form", "ReturnLine", "chasing_list", "make_forms", "next_period"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was written: whose it is, how many indicators it asks for, and where."""

    service: str
    period: Period
    lines: int
    path: Path


def next_period(book: Book) -> Period | None:
    """The period that officers are likely to ask for next: the one after the latest that has figures."""
    reported = [current for card in book.scorecards() if (current := book.current_period(card.id)) is not None]
    return max(reported, key=lambda period: period.end).next() if reported else None


def make_forms(
    book: Book,
    folder: Path | str,
    period: Period,
    *,
    only: Sequence[str] | None = None,
    due: date | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[list[Form], ChangeSet]:
    """Write a form for each service (or ``only`` some) that owes figures for a period, and what to note of it.

    The change set says when each form went out and when it is due; commit it once the forms are written. Raises Refusal
    where no service owes anything, a service is not known, or the folder may not be written.
    """
    from scorecard_desktop.exporting.workbook.return_form import FormFacts, write_form

    place = Path(folder)
    asked = _asked(book, only)
    owed = [(service, lines) for service in asked if (lines := due_lines(book, service, period))]
    if not owed:
        raise Refusal(f"No indicator is due for {period.label}. Choose a period of the scorecards’ own step.")
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"The folder {place} cannot be made ({error.strerror}). Choose another.") from error
    tell, stop = progress or no_progress, cancelled or not_cancelled
    council = book.setting("pack.council", "")
    made, changes = [], []
    for number, (service, lines) in enumerate(owed):
        if stop():
            break
        tell(number, len(owed), f"Writing the form of {service or 'no service named'}")
        path = place / form_name(service, period)
        with noted(path):
            write_form(book, FormFacts(service, period, due, council), lines, path)
        made.append(Form(service, period, len(lines), path))
        before = book.get(Return, service, period.code)
        known = before if before is not None else Return(service, period.code)
        after = replace(known, due=due or known.due, issued=today or date.today())
        changes.append(Change(before, after))
    return made, change_set(f"forms sent for {period.label}", changes)


def _asked(book: Book, only: Sequence[str] | None) -> list[str]:
    known = services(book)
    if only is None:
        return known
    by_name = {name.casefold(): name for name in known}
    wanted = []
    for name in only:
        if name.casefold() not in by_name:
            raise Refusal(
                f"No indicator names the service “{name}”. There is {', '.join(filter(None, known)) or 'none'}."
            )
        wanted.append(by_name[name.casefold()])
    return wanted


def form_name(service: str, period: Period) -> str:
    """``Return Early Help 2018-04.xlsx``; what no file may be called is left out."""
    clean = " ".join(re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", service).split()).rstrip(". ")
    return f"Return {clean or 'no service named'} {re.sub(r'[/:]', '-', period.code)}.xlsx"

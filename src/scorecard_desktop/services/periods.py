"""Which period of which scorecard an officer means."""

from __future__ import annotations

from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.period import Period, PeriodKind, period_from_code
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Scope

PACK_PERIOD = "pack.period"

Reported = list[tuple[str, Period]]
"""Scorecards by id, each with the period to report, in the officers' order."""


def current_periods(book: Book) -> Reported:
    """Every scorecard at its current period. One for which no figure has come is left out."""
    found = ((card.id, book.current_period(card.id)) for card in book.scorecards())
    return [(card, period) for card, period in found if period is not None]


def chosen_periods(book: Book) -> tuple[tuple[str, Period], ...] | None:
    """Every scorecard at the period that officers chose for its pack, else at its current one; None: none is chosen.

    A choice is a setting of the scorecard, ``pack.period``. One for which the scorecard has no column any more does
    not count.
    """
    chosen = {card.id: chosen_period(book, card.id) for card in book.scorecards()}
    if not any(chosen.values()):
        return None
    found = ((card, period or book.current_period(card)) for card, period in chosen.items())
    return tuple((card, period) for card, period in found if period is not None)


def chosen_period(book: Book, scorecard: str) -> Period | None:
    """The period that officers chose to report of a scorecard; None where it is the current one."""
    held = book.get(Setting, Scope.SCORECARD.value, scorecard, PACK_PERIOD)
    return next((p for p in book.periods(scorecard) if held is not None and p.code == held.value), None)


def periods_named(book: Book, label: str) -> Reported:
    """The scorecards that have a column for the period that ``label`` names, by code or as officers write it.

    A column's own heading names it; so does the month in which a scorecard's own quarter, term or year ends
    (``Mar 18`` for a quarterly scorecard). Raises Refusal where it names no period, or none that is there.
    """
    wanted = _read(book, label)
    found = []
    for card in book.scorecards():
        period = _column(book, card, label, wanted)
        if period is not None:
            found.append((card.id, period))
    if not found:
        raise Refusal(f"No scorecard has a column for {wanted.label if wanted else label}. {_what_there_is(book)}")
    return found


def periods_up_to(book: Book, label: str) -> Reported:
    """As ``periods_named``, and every other scorecard at its latest period that had ended by then."""
    named = dict(periods_named(book, label))
    latest_end = max(period.end for period in named.values())
    found = []
    for card in book.scorecards():
        period = named.get(card.id) or _latest_ended(book, card, latest_end)
        if period is not None:
            found.append((card.id, period))
    return found


def _read(book: Book, label: str) -> Period | None:
    heading = read_label(label)
    if heading is not None and not heading.rest:
        return heading.period
    if any(_same(column.heading, label) for column in book.all(ScorecardPeriod)):
        return None
    raise Refusal(f"“{label}” is not a period. Write 2018-04, 2017-18 Q2 or 2016-17.")


def _same(heading: str, label: str) -> bool:
    return " ".join(heading.split()).casefold() == " ".join(label.split()).casefold()


def _column(book: Book, card: Scorecard, label: str, wanted: Period | None) -> Period | None:
    columns = book.of(ScorecardPeriod, card.id)
    for column in columns:
        if _same(column.heading, label) or (wanted is not None and column.period == wanted.code):
            return period_from_code(column.period)
    if wanted is None or wanted.kind is not PeriodKind.MONTH:
        return None
    periods = (period_from_code(column.period) for column in columns)
    return next((p for p in periods if p.kind is card.frequency and p.end == wanted.end), None)


def _latest_ended(book: Book, card: Scorecard, by: date) -> Period | None:
    ended = [p for p in book.periods(card.id) if p.kind is card.frequency and p.end <= by]
    return max(ended, default=None)


def _what_there_is(book: Book) -> str:
    spans = []
    for card in book.scorecards():
        periods = [p for p in book.periods(card.id) if p.kind is card.frequency]
        if periods:
            spans.append(f"{card.name} has {periods[0].code} to {periods[-1].code}")
    return f"{'; '.join(spans)}." if spans else "Import a scorecard first."

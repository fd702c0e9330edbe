"""What has been restated since it was published, with the reason that an officer gave for it.

The reason is that with which the finding ``restated`` was dismissed: it holds for the figures that the officer saw, and
is asked for again when they change once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Dismissal, dismissal_key
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.publication import Publication, PublishedFigure
from scorecard_desktop.domain.publishing import last_published, publications
from scorecard_desktop.domain.rules.restated import is_restated, restated_finding
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.track_record import TrackRecord


@dataclass(frozen=True, slots=True)
class Restated:
    """A published figure that is another now. ``now`` is None where it was taken out, ``reason`` until one is given."""

    scorecard: Scorecard
    indicator: Indicator
    period: Period
    pack: Publication
    shown: PublishedFigure
    now: Observation | None
    reason: Dismissal | None

    @property
    def reason_day(self) -> date:
        """The day on which the reason was given."""
        assert self.reason is not None
        return datetime.fromisoformat(self.reason.when).astimezone().date()


def restated_figures(book: Book, scorecards: Collection[str] | None = None) -> list[Restated]:
    """Every figure that has been restated since it was last published, in the officers' order, oldest period first."""
    if not publications(book):
        return []
    return [
        found
        for card in book.scorecards()
        if scorecards is None or card.id in scorecards
        for indicator in book.indicators(card.id)
        for found in restated_of(book, card, indicator)
    ]


def restated_of(book: Book, card: Scorecard, indicator: Indicator) -> list[Restated]:
    """The figures of one indicator that have been restated since they were last published, oldest period first."""
    return sorted(_of(book, card, indicator), key=lambda each: (each.period, each.shown.area))


def _of(book: Book, card: Scorecard, indicator: Indicator) -> Iterator[Restated]:
    shown = last_published(book, indicator.id)
    if not shown:
        return
    track = TrackRecord(book, indicator)
    for (code, area), standing in shown.items():
        now = book.observation(indicator.id, code, area) if area else track.figure(code)
        if is_restated(standing, now, indicator):
            reason = book.get(Dismissal, dismissal_key(restated_finding(standing, now, indicator)))
            yield Restated(card, indicator, period_from_code(code), standing.pack, standing.figure, now, reason)

"""What a pack reports: scorecards with their rated rows at a period."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow, rated_rows
from scorecard_desktop.domain.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class ReportedScorecard:
    """A scorecard with its rows at the period that is reported."""

    scorecard: Scorecard
    period: Period
    rows: tuple[RatedRow, ...]


def reported(book: Book, periods: Sequence[tuple[str, Period]] | None = None) -> tuple[ReportedScorecard, ...]:
    """The scorecards of a pack: those asked for by id at their periods, or every one at its current period."""
    wanted: list[tuple[str, Period | None]]
    if periods is None:
        wanted = [(card.id, book.current_period(card.id)) for card in book.scorecards()]
    else:
        wanted = list(periods)
    found = []
    for card_id, period in wanted:
        card = book.get(Scorecard, card_id)
        if card is not None and period is not None:
            found.append(ReportedScorecard(card, period, tuple(rated_rows(book, card.id, period))))
    return tuple(found)

"""What in a book needs an officer's attention: the counts of the navigation and the lists of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import CastingDifference
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.following import Following
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.meeting import MeetingAction
from scorecard_desktop.domain.programme import Milestone, MilestoneState
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.risk import is_exception
from scorecard_desktop.domain.risk_register import open_risks
from scorecard_desktop.domain.settings import risk_settings
from scorecard_desktop.domain.tracker import is_overdue, recommendations

if TYPE_CHECKING:
    from scorecard_desktop.services.overview import Overview


@dataclass(frozen=True, slots=True)
class Attention:
    """Exceptions in the officers' order, findings gravest first, budget differences by table.

    ``overview`` is None until all of it has been worked out.
    """

    exceptions: tuple[RatedRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    differences: dict[str, tuple[CastingDifference, ...]] = field(default_factory=dict)
    risks: int = 0
    overview: Overview | None = None
    overdue: Mapping[str, int] = field(default_factory=dict)
    """How many recommendations, milestones and actions of meetings are overdue, by their page."""

    @property
    def difference_count(self) -> int:
        """How many figures of the budget do not agree with their parts."""
        return sum(len(found) for found in self.differences.values())


def attention(ledger: Ledger, today: date | None = None) -> Attention:
    """Everything that needs attention in a book, on a day: today unless said."""
    return next(found for found in attention_in_parts(ledger, today) if found is not None)


def attention_in_parts(ledger: Ledger, today: date | None = None) -> Iterator[Attention | None]:
    """Everything that needs attention, as ``attention`` gives it, in parts that each take a millisecond or so.

    None while there is more to do. What the ledger has kept costs nothing again, so that after a change only what
    depends on it is rated and checked. No use once the book has changed: it is begun anew then.
    """
    from scorecard_desktop.services.overview import overview_in_parts

    book = ledger.book
    exceptions = []
    for card in book.scorecards():
        now = book.current_period(card.id)
        if now is None:
            continue
        for number, indicator in enumerate(book.indicators(card.id)):
            row = ledger.row(indicator.id, now)
            if row is not None and row.exceptions:
                exceptions.append(row)
            if number % _AT_ONCE == 0:
                yield None
    while not ledger.check_on(1):
        yield None
    for seen in overview_in_parts(ledger, today or date.today()):
        yield None if seen is None else _attention(ledger, tuple(exceptions), seen)


_AT_ONCE = 10


def _attention(ledger: Ledger, exceptions: tuple[RatedRow, ...], seen: Overview) -> Attention:
    book = ledger.book
    from scorecard_desktop.domain.budget_doubts import doubts  # once the first page has been painted

    differences = {table.id: tuple(doubts(book, table)) for table in book.budget_tables()}
    settings = risk_settings(book)
    return Attention(
        exceptions,
        tuple(ledger.findings()),
        {table: found for table, found in differences.items() if found},
        sum(1 for _, review in open_risks(book) if review is not None and is_exception(review, settings)),
        seen,
        overdue(book, date.today()),
    )


def overdue(book: Book, today: date) -> dict[str, int]:
    """How many recommendations, milestones and actions of meetings are overdue on a day, by their page."""
    reviews = (review for _, review in recommendations(book))
    return {
        "recommendations": sum(1 for review in reviews if review is not None and is_overdue(review, today)),
        "programmes": sum(1 for one in book.all(Milestone) if one.state(today) is MilestoneState.OVERDUE),
        "meetings": sum(1 for action in book.all(MeetingAction) if action.state(today) is Following.OVERDUE),
    }

"""What in a book needs an officer's attention: the counts of the navigation and the lists of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import CastingDifference
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.risk import Risk, RiskReview, is_exception
from scorecard_desktop.domain.settings import risk_settings

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

    @property
    def difference_count(self) -> int:
        """How many figures of the budget do not agree with their parts."""
        return sum(len(found) for found in self.differences.values())


def latest_reviews(book: Book) -> list[tuple[Risk, RiskReview | None]]:
    """Each open risk with its newest review."""
    found: list[tuple[Risk, RiskReview | None]] = []
    for risk in book.risks():
        reviews = book.reviews(risk.id)
        found.append((risk, reviews[-1] if reviews else None))
    return found


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
    from scorecard_desktop.domain.casting import differences as not_adding_up  # once the first page has been painted

    differences = {table.id: tuple(not_adding_up(book, table)) for table in book.budget_tables()}
    settings = risk_settings(book)
    return Attention(
        exceptions,
        tuple(ledger.findings()),
        {table: found for table, found in differences.items() if found},
        sum(1 for _, review in latest_reviews(book) if review is not None and is_exception(review, settings)),
        seen,
    )

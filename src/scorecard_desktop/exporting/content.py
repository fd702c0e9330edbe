"""What the items of one pack are made from: the frozen book, the meeting, and the rows that are reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.restatements import Restated
from scorecard_desktop.domain.template import ItemKind, PackItem, Template
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.sections.report_card import has_card
from scorecard_desktop.exporting.sections.topics import has_topic


@dataclass(frozen=True, slots=True)
class Content:
    """``cards`` are all that is reported, ``periods`` what was asked for by scorecard, ``restated`` since when."""

    book: Book
    meeting: Meeting
    template: Template
    cards: tuple[ReportedScorecard, ...]
    periods: tuple[tuple[str, Period], ...] | None
    restated: tuple[Restated, ...]

    def of(self, item: PackItem) -> tuple[ReportedScorecard, ...]:
        """The scorecards that an item is about, each with the rows that it is about; those without any are left out."""
        cards = (card for card in self.cards if not item.scorecards or card.scorecard.id in item.scorecards)
        if not item.indicators:
            return tuple(cards)
        kept = (
            replace(card, rows=tuple(row for row in card.rows if row.indicator.id in item.indicators)) for card in cards
        )
        return tuple(card for card in kept if card.rows)

    def carded(self, item: PackItem) -> list[RatedRow]:
        """The rows that get a report card from an item: those that it names, else each red exception."""
        rows = (row for card in self.of(item) for row in card.rows)
        return [row for row in rows if item.indicators or has_card(row)]

    def topics(self, item: PackItem) -> list[RatedRow]:
        """The rows that get a topic page from an item: those it names, else exceptions and those with localities."""
        rows = (row for card in self.of(item) for row in card.rows)
        return [row for row in rows if item.indicators or has_topic(self.book, row)]

    @property
    def marked(self) -> frozenset[tuple[str, str]]:
        """The figures that are marked as restated."""
        return frozenset((each.indicator.id, each.shown.period) for each in self.restated if not each.shown.area)

    def items(self, kind: ItemKind) -> tuple[PackItem, ...]:
        """The pack's items of a kind."""
        return tuple(item for item in self.template.items if item.kind is kind)


def rows_of(cards: Sequence[ReportedScorecard]) -> list[RatedRow]:
    """The rows of some scorecards, one after another."""
    return [row for card in cards for row in card.rows]

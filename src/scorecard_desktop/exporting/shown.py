"""Which figures a pack shows, with their colours: what is frozen when it is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.publication import PublishedFigure
from scorecard_desktop.domain.rated import RatedRow, figure_text, rated_row
from scorecard_desktop.domain.template import ItemKind, PackItem
from scorecard_desktop.exporting.content import Content, rows_of
from scorecard_desktop.exporting.sections.dashboard import periods_shown
from scorecard_desktop.exporting.sections.trend import past


def figures_shown(content: Content) -> Iterator[PublishedFigure]:
    """Every figure that the items of a pack print or draw, once, and the year-end forecasts that are told."""
    seen: set[tuple[str, str]] = set()
    for item in content.template.items:
        for row, periods in _rows(content, item):
            for period in periods:
                if (row.indicator.id, period.code) not in seen:
                    seen.add((row.indicator.id, period.code))
                    yield from _shown(rated_row(content.book, row.scorecard, row.indicator, period))
    carded = {row.indicator.id for item in content.items(ItemKind.REPORT_CARDS) for row in content.carded(item)}
    for row in rows_of(content.cards):
        if row.indicator.id in carded or row.forecast.rating.overridden:
            yield from _forecast(row)


def _rows(content: Content, item: PackItem) -> Iterator[tuple[RatedRow, Sequence[Period]]]:
    """The rows that an item shows, each with the periods of which it shows the figures."""
    book = content.book
    match item.kind:
        case ItemKind.DASHBOARD:
            for card in content.of(item):
                columns = periods_shown(book, card.scorecard, card.period).all
                yield from ((row, columns) for row in card.rows)
        case ItemKind.REPORT_CARDS:
            yield from ((row, past(book, row).periods) for row in content.carded(item))
        case ItemKind.EXCEPTIONS | ItemKind.SUMMARY:
            yield from ((row, (row.period,)) for row in rows_of(content.of(item)) if row.exceptions)


def _shown(row: RatedRow) -> Iterator[PublishedFigure]:
    found = row.observation
    if found is not None and (found.value is not None or found.symbol is not None):
        text = figure_text(found, row.indicator)
        yield PublishedFigure(found.indicator, found.period, "", found.value, found.symbol, row.rating.rag, text)


def _forecast(row: RatedRow) -> Iterator[PublishedFigure]:
    found = row.forecast.observation
    if found is not None and found.value is not None:
        text, rag = figure_text(found, row.indicator), row.forecast.rating.rag
        yield PublishedFigure(found.indicator, found.period, "", found.value, None, rag, text)

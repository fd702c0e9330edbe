"""Which figures a pack shows, with their colours: what is frozen when it is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.publication import PublishedFigure
from scorecard_desktop.domain.rated import RatedRow, figure_text, rated_row
from scorecard_desktop.exporting.reported import reported
from scorecard_desktop.exporting.sections.dashboard import periods_shown
from scorecard_desktop.exporting.sections.report_card import has_card


def figures_shown(book: Book, periods: Sequence[tuple[str, Period]] | None = None) -> Iterator[PublishedFigure]:
    """The figures of the dashboards, on which every chart draws too, and the year-end forecasts that are told."""
    for card in reported(book, periods):
        columns = periods_shown(book, card.scorecard, card.period).all
        for row in card.rows:
            for period in columns:
                yield from _shown(rated_row(book, card.scorecard, row.indicator, period))
            if has_card(row) or row.forecast.rating.overridden:
                yield from _forecast(row)


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

"""Which figures a pack shows, with their colours: what is frozen when it is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.aggregation import areas_of
from scorecard_desktop.domain.neighbours import neighbours
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.publication import PublishedFigure
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, RowMaker, figure_text, series
from scorecard_desktop.domain.template import ItemKind, PackItem
from scorecard_desktop.exporting.content import Content, rows_of
from scorecard_desktop.exporting.sections.control import charted, drawn
from scorecard_desktop.exporting.sections.dashboard import periods_shown
from scorecard_desktop.exporting.sections.localities import areas_shown
from scorecard_desktop.exporting.sections.measures import periods_compared
from scorecard_desktop.exporting.sections.trend import past


def figures_shown(content: Content) -> Iterator[PublishedFigure]:
    """Every figure that the items of a pack print or draw, once, and the year-end forecasts that are told."""
    seen: set[tuple[str, ...]] = set()
    for item in content.template.items:
        for row, periods in _rows(content, item):
            maker = RowMaker(content.book, row.scorecard, row.indicator)
            for period in periods:
                if (row.indicator.id, period.code, "") not in seen:
                    seen.add((row.indicator.id, period.code, ""))
                    yield from _shown(maker.row(neighbours(period)))
        for row, figure in _of_areas(content, item):
            if figure.key not in seen:
                seen.add(figure.key)
                yield from _published(figure, row, Rag.NONE)
    told = {row.indicator.id for item in content.template.items for row in _with_forecast(content, item)}
    for row in rows_of(content.cards):
        if row.indicator.id in told or row.forecast.rating.overridden:
            yield from _forecast(row)


def _with_forecast(content: Content, item: PackItem) -> Sequence[RatedRow]:
    """The rows of which an item tells the year-end forecast."""
    match item.kind:
        case ItemKind.REPORT_CARDS:
            return content.carded(item)
        case ItemKind.TOPICS:
            return content.topics(item)
        case ItemKind.MEASURES:
            return rows_of(content.of(item))
        case _:
            return ()


def _rows(content: Content, item: PackItem) -> Iterator[tuple[RatedRow, Sequence[Period]]]:
    """The rows that an item shows, each with the periods of which it shows the figures."""
    book = content.book
    match item.kind:
        case ItemKind.DASHBOARD:
            for card in content.of(item):
                columns = periods_shown(book, card.scorecard, card.period).all
                yield from ((row, columns) for row in card.rows)
        case ItemKind.MEASURES:
            for card in content.of(item):
                compared = periods_compared(book, card)
                yield from ((row, compared) for row in card.rows)
        case ItemKind.TOPICS:
            yield from ((row, _known(content, row)) for row in content.topics(item))
        case ItemKind.CONTROL:
            rows = charted(book, content.of(item), item.indicators)
            with_chart = {one.row.indicator.id for one in drawn(rows, item.indicators)}
            for one in rows:
                periods = one.found.periods
                yield one.row, periods if one.row.indicator.id in with_chart else periods[-1:]
        case ItemKind.REPORT_CARDS:
            yield from ((row, past(book, row).periods) for row in content.carded(item))
        case ItemKind.EXCEPTIONS | ItemKind.SUMMARY:
            yield from ((row, (row.period,)) for row in rows_of(content.of(item)) if row.exceptions)


def _known(content: Content, row: RatedRow) -> Sequence[Period]:
    """Every period up to the one that is reported of which a topic page draws or lists the figure."""
    return [
        period for period, _ in series(content.book, row.indicator, row.period.kind) if period.end <= row.period.end
    ]


def _of_areas(content: Content, item: PackItem) -> Iterator[tuple[RatedRow, Observation]]:
    """The localities' figures that an item shows, with the row of the whole council."""
    book = content.book
    if item.kind is ItemKind.MEASURES:
        for card in content.of(item):
            for area in areas_shown(book, card, item.areas):
                for row in card.rows:
                    figure = book.observation(row.indicator.id, card.period.code, area)
                    if figure is not None:
                        yield row, figure
    if item.kind is ItemKind.TOPICS:
        for row in content.topics(item):
            for area in areas_of(book, row.indicator):
                if not item.areas or area in item.areas:
                    for figure in book.observations(row.indicator.id, area):
                        period = period_from_code(figure.period)
                        if period.kind is row.period.kind and period.end <= row.period.end:
                            yield row, figure


def _shown(row: RatedRow) -> Iterator[PublishedFigure]:
    if row.observation is not None:
        yield from _published(row.observation, row, row.rating.rag)


def _published(found: Observation, row: RatedRow, rag: Rag) -> Iterator[PublishedFigure]:
    if found.value is not None or found.symbol is not None:
        text = figure_text(found, row.indicator)
        yield PublishedFigure(found.indicator, found.period, found.area, found.value, found.symbol, rag, text)


def _forecast(row: RatedRow) -> Iterator[PublishedFigure]:
    found = row.forecast.observation
    if found is not None and found.value is not None:
        text, rag = figure_text(found, row.indicator), row.forecast.rating.rag
        yield PublishedFigure(found.indicator, found.period, "", found.value, None, rag, text)

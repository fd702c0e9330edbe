"""An indicator's latest figures: as a chart, and as the table that says the same."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.domain.pictures.trend import notes_of, trend_of
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, rate_at, rated_row, series
from scorecard_desktop.exporting.document import Align, Block, Cell, Column, ItemList, Marker, Row, RowKind, Table, text
from scorecard_desktop.exporting.picture_chart import PictureChart, chart_of
from scorecard_desktop.exporting.sections.notes import NOTED, fits_a_cell, only_words, overrides, row_notes
from scorecard_desktop.exporting.wording import UNIT_SHORT, empty_cell, figure, number, stacked

_PERIODS = 13
_LINE = 94
_MARK = 2
_GAP = 1.2


@dataclass(frozen=True, slots=True)
class Past:
    """An indicator up to the period that is reported: a place for every period, and what is known of it."""

    row: RatedRow
    periods: tuple[Period, ...]
    observations: tuple[Observation | None, ...]


def past(book: Book, row: RatedRow) -> Past:
    """The latest periods of a row's own kind, from the first that has a figure."""
    found = {p: o for p, o in series(book, row.indicator, row.period.kind) if p.end <= row.period.end}
    first = min((p for p, o in found.items() if o.value is not None), default=row.period)
    periods: list[Period] = [row.period]
    while periods[0] > first and len(periods) < _PERIODS:
        periods.insert(0, periods[0].previous())
    return Past(row, tuple(periods), tuple(found.get(period) for period in periods))


def trend_chart(book: Book, shown: Past) -> PictureChart:
    """The chart of an indicator's past: the trend that the window draws, over these periods."""
    row = shown.row
    rows = [rated_row(book, row.scorecard, row.indicator, period) for period in shown.periods]
    return chart_of(trend_of(row.indicator, rows, notes_of(book, row.indicator)), row.indicator)


def chart_notes(picture: Picture) -> list[Block]:
    """What officers wrote on a chart, by the numbers that it shows."""
    notes = tuple(text(f"{picture.headings[note.at]}: {note.text}") for note in picture.notes)
    return [ItemList(notes, Marker.NUMBER)] if notes else []


def figures_table(book: Book, shown: Past) -> Table:
    """The figures of the chart with their ratings, and beneath them what each is a share of, where that is known.

    As many of the latest periods as stand in a line.
    """
    figures = [_figure(book, shown.row, p, o) for p, o in zip(shown.periods, shown.observations, strict=True)]
    above = [_count(None if one is None else one.numerator) for one in shown.observations]
    below = [_count(None if one is None else one.denominator) for one in shown.observations]
    widest = max(
        max(len(cell.text) + _MARK, len(over.note), len(under.note))
        for cell, over, under in zip(figures, above, below, strict=True)
    )
    last = min(len(figures), int(_LINE / (widest + _GAP)))
    unit = UNIT_SHORT[shown.row.indicator.unit]
    rows = [_row(f"Figure ({unit})" if unit else "Figure", figures[-last:])]
    rows += [
        _row(name, counts[-last:])
        for name, counts in (("Numerator", above), ("Denominator", below))
        if any(cell.note for cell in counts[-last:])
    ]
    in_table = shown.periods[-last:]
    said = row_notes(book, shown.row, in_table, ())
    notes = "\n".join((*said, *overrides(book, shown.row, [p for p in in_table if p != shown.row.period])))
    if notes:
        rows.append(Row((Cell(), Cell(notes, span=last)), RowKind.REMARK))
    columns = [
        Column(stacked(period), Align.RIGHT, weight=0.5, spoken=period.label) for period in shown.periods[-last:]
    ]
    return Table(
        (Column("Period", row_header=True, weight=0), *columns),
        tuple(rows),
        summary="The figures of the chart: one column for each period, oldest first, with the rating of each figure.",
        compact=True,
    )


def _row(name: str, cells: Iterable[Cell]) -> Row:
    return Row((Cell(name), *cells))


def _figure(book: Book, row: RatedRow, period: Period, observation: Observation | None) -> Cell:
    words = figure(observation, row.indicator)
    if not words:
        return empty_cell(book, row.indicator, period)
    if not fits_a_cell(only_words(observation)):
        return NOTED
    rag = rate_at(book, row.indicator, period).rag
    symbol = observation.symbol if observation is not None and observation.value is None else None
    return Cell(
        words,
        spoken=symbol.meaning if symbol is not None else "",
        rag=None if rag is Rag.NONE else rag,
        exact=observation.value if observation is not None else None,
    )


def _count(value: Decimal | None) -> Cell:
    """A numerator or denominator, set as quietly as it is beneath a figure of the dashboard."""
    return Cell() if value is None else Cell(note=number(value, significant_decimals(value)))

"""The figures of one indicator: each period's value or symbol, its counts, and the rating that the sheet gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import made_at_once
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Movement, Rag
from scorecard_desktop.domain.reading import Figure, read_due, read_figure, read_ratio
from scorecard_desktop.importing.colours import is_grey
from scorecard_desktop.importing.marks import (
    Travel,
    rating_of_figure,
    rating_of_mark,
    travel_of,
    without_arrow,
    without_rating,
)
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.scorecard_rows import IndicatorRow
from scorecard_desktop.importing.scorecard_table import ScorecardTable
from scorecard_desktop.importing.values import Remark, Scale, plain_figure, read_cell
from scorecard_desktop.importing.workbook import Cell, CellKind


def read_figures(table: ScorecardTable, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
    """Every figure of an indicator, one for each column of a period that says anything."""
    seen: dict[tuple[str, str], Observation] = {}
    is_plain = table.is_plain and not row.has_counts
    for column, cell, code, alone in table.figures_of(row):
        if cell.bare:
            continue
        if not code:
            table.notice(_of_no_period(table, row, column, cell), cell, indicator)
            continue
        plain = plain_figure(cell, scale) if is_plain and alone and not cell.coloured else None
        if plain is not None:
            table.count_understood()
            observation: Observation | None = _new_observation(
                indicator.id, code, column.area, plain, source=table.source(cell)
            )
        else:
            observation = _observation(table, row, indicator, _Stated(column, cell, code, alone), scale)
        if observation is None:
            continue
        place = (observation.period, observation.area)
        earlier = seen.get(place)
        if earlier is not None and (earlier.value == observation.value or not _says_more(observation)):
            continue
        if earlier is not None and not _says_more(earlier):
            table.records.remove(earlier)  # words before the figure of the same period
        seen[place] = observation
        table.records.append(observation)


def _of_no_period(table: ScorecardTable, row: IndicatorRow, column: Column, cell: Cell) -> Remark:
    said = table.sheet.at(row.row, column.beside).text if column.beside else ""
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{said}” beside the figure is no period that is known, so {cell.text} is left out.",
        "Write the period as one year, quarter or month (2022, 2021/22, Q2 2024-25, Apr 18).",
    )


def _says_more(observation: Observation) -> bool:
    """Whether there is a figure, or a symbol for one, and not only words."""
    return observation.value is not None or observation.symbol is not None


_new_observation = made_at_once(Observation)


class _Stated(NamedTuple):
    """A cell of figures, its column, and the code of its period. ``alone``: no counts or marks stand beside it."""

    column: Column
    cell: Cell
    code: str
    alone: bool


def _observation(
    table: ScorecardTable, row: IndicatorRow, indicator: Indicator, stated: _Stated, scale: Scale
) -> Observation | None:
    column, cell, code, alone = stated
    arrow = beside = None
    if cell.kind is CellKind.TEXT:
        cell, arrow = without_arrow(cell)
        cell, beside = without_rating(cell)
    if table.spreads:
        anchor = table.sheet.shown_at(row.row, column.index)
        if anchor.row == row.row and table.spread(anchor):
            return _note_over_figures(table, indicator, anchor, cell, code)
    plain = plain_figure(cell, scale)
    if plain is not None:
        table.count_understood()
        figure = Figure(plain)
    else:
        if read_due(cell.text) is False:
            return Observation(indicator.id, code, column.area, expected=False, source=table.source(cell))
        reading = read_cell(cell, scale)
        table.notice_all(reading, cell, indicator, code)
        if reading.nothing:
            if is_grey(cell.fill) and table.name_fill(row) != cell.fill:
                return Observation(indicator.id, code, column.area, expected=False, source=table.source(cell))
            return None
        figure = reading.figure or Figure(note=reading.words)
    numerator = denominator = rag = None
    travel = Travel(arrow) if arrow is not None else _NO_TRAVEL
    if row.has_counts or (table.has_counts and not alone):
        numerator, denominator = _counts(table, row, indicator, column, code)
    if table.has_marks and not alone:
        travel = _sheet_travel(table, row, (code, column.area), arrow)
    if cell.coloured or (table.has_marks and not alone):
        rag = _sheet_rag(table, row, cell, (code, column.area))
    rag = beside or rag
    return _new_observation(
        indicator.id,
        code,
        column.area,
        figure.value,
        figure.symbol,
        figure.flags,
        numerator if numerator is not None else figure.numerator,
        denominator if denominator is not None else figure.denominator,
        figure.note,
        sheet_rag=rag,
        sheet_movement=travel.movement,
        sheet_merit=travel.merit,
        source=table.source(table.sheet.cells.get((row.row, column.index), cell)),
    )


def _note_over_figures(table: ScorecardTable, indicator: Indicator, anchor: Cell, cell: Cell, code: str) -> Observation:
    """Words merged over several figures' cells: a note in each of their periods, and one finding."""
    text = " ".join(anchor.text.split())
    if cell.address == anchor.address:
        over = table.covered(anchor)
        remark = Remark(
            "unmapped-text",
            Severity.NOTE,
            f"“{text}” is merged over the {len(over)} columns from {over[0].heading} to {over[-1].heading}. "
            "It is kept as a note there, and there are no figures.",
            "Nothing, if that is meant; otherwise unmerge the cells and enter the figures.",
        )
        table.notice(remark, anchor, indicator, code)
    return Observation(indicator.id, code, note=text, source=table.source(anchor))


def _counts(
    table: ScorecardTable, row: IndicatorRow, indicator: Indicator, column: Column, code: str
) -> tuple[Decimal | None, Decimal | None]:
    """The numerator and denominator: from the row beneath, rows of their own, or neighbouring columns."""
    if row.counts is not None:
        return _counts_beneath(table, table.sheet.at(row.counts, column.index), indicator, code)
    if row.numerator is not None or row.denominator is not None:
        beneath = [
            table.sheet.at(at, column.index) if at is not None else None for at in (row.numerator, row.denominator)
        ]
        numerator, denominator = (
            _count(table, cell, indicator, code) if cell is not None else None for cell in beneath
        )
        return numerator, denominator
    return (
        _beside(table, row, Role.NUMERATOR, indicator, code, column.area),
        _beside(table, row, Role.DENOMINATOR, indicator, code, column.area),
    )


def _beside(
    table: ScorecardTable, row: IndicatorRow, role: Role, indicator: Indicator, code: str, area: str
) -> Decimal | None:
    """A count from the last neighbouring column of a role that is for the period."""
    found = None
    for column in table.columns_for(role, row, code, area):
        cell = table.sheet.at(row.row, column.index)
        if not cell.blank:
            found = _count(table, cell, indicator, code)
    return found


def _counts_beneath(
    table: ScorecardTable, cell: Cell, indicator: Indicator, code: str
) -> tuple[Decimal | None, Decimal | None]:
    if not cell.text.strip(" /\u00a0"):
        return None, None
    both = read_ratio(cell.text)
    if both is not None:
        return both
    remark = Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{cell.text}” beneath the figure is not a numerator and a denominator.",
        "Write them as 24 / 163.",
    )
    table.notice(remark, cell, indicator, code)
    return None, None


def _count(table: ScorecardTable, cell: Cell, indicator: Indicator, code: str) -> Decimal | None:
    """A numerator or a denominator; words that are neither a count nor a symbol are said."""
    if isinstance(cell.value, Decimal):
        return cell.value
    if cell.uncalculated:
        table.notice(_NEVER_CALCULATED, cell, indicator, code)
        return None
    figure = read_figure(cell.text)
    if figure is not None and (figure.symbol is not None or figure.numerator is None):
        return figure.value
    if cell.text.strip(" /\u00a0"):
        table.notice(_no_count(cell.text), cell, indicator, code)
    return None


def _no_count(text: str) -> Remark:
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{text}” stands where a numerator or a denominator is due, so the percentage cannot be checked.",
        "Enter the count in the sheet, or a symbol such as [x].",
    )


_NEVER_CALCULATED = Remark(
    "uncalculated",
    Severity.ERROR,
    "The cell holds a formula that was never calculated, so the percentage cannot be checked.",
    "Open the workbook in Excel, let it calculate, save it, and import it again.",
)


def _sheet_rag(table: ScorecardTable, row: IndicatorRow, cell: Cell, at: tuple[str, str]) -> Rag | None:
    """The sheet's own rating: the colour of the figure's cell, or the rating column for the current period."""
    by_figure = rating_of_figure(cell, table.name_fill(row)) if cell.coloured else None
    if by_figure is not None:
        return by_figure
    marks = (rating_of_mark(own) for own in _marks(table, row, Role.SHEET_RAG, *at))
    return next((rag for rag in marks if rag is not None), None)


def _sheet_travel(table: ScorecardTable, row: IndicatorRow, at: tuple[str, str], arrow: Movement | None) -> Travel:
    """The sheet's own direction of travel since the period before: beside the figure, or in a column of its own."""
    found = (travel_of(own) for own in _marks(table, row, Role.SHEET_DIRECTION, *at))
    marked = next((travel for travel in found if travel != _NO_TRAVEL), _NO_TRAVEL)
    return Travel(arrow, marked.merit) if arrow is not None else marked


_NO_TRAVEL = Travel()


def _marks(table: ScorecardTable, row: IndicatorRow, role: Role, code: str, area: str) -> Iterator[Cell]:
    for column in table.columns_for(role, row, code, area):
        over_the_year = role is Role.SHEET_DIRECTION and _OVER_THE_YEAR.search(column.heading) is not None
        if not over_the_year:
            yield table.sheet.at(row.row, column.index)


_OVER_THE_YEAR = re.compile(r"\b(?:annual|yearly|year|long)\b", re.IGNORECASE)
"""Travel against last year, which is not what ours is compared by."""

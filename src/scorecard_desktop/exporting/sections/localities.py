"""Measures by locality: the whole council's figure beside that of each area, in tables of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scorecard_desktop.domain.aggregation import areas_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow, ratio_text
from scorecard_desktop.exporting.document import Align, Block, Cell, Column, Heading, Row, Table, Voice, para
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.wording import UNIT_SHORT, empty_cell, figure

NAME_EMS, FIGURE_EMS = 14.0, 3.4
"""The least widths of a measure's name and of a figure."""
_AREAS_A_TABLE = 12


def areas_shown(book: Book, card: ReportedScorecard, areas: Collection[str] = ()) -> tuple[str, ...]:
    """The localities that have a figure at the period that is reported, of those chosen, in their order."""
    found: dict[str, None] = {}
    for row in card.rows:
        for area in areas_of(book, row.indicator):
            if (not areas or area in areas) and book.observation(row.indicator.id, card.period.code, area) is not None:
                found[area] = None
    return tuple(sorted(found))


def localities(book: Book, card: ReportedScorecard, areas: Collection[str]) -> list[Block]:
    """A table for every twelve localities, with the measures that have figures of any; nothing where none has."""
    names = areas_shown(book, card, areas)
    if not names:
        return []
    rows = [row for row in card.rows if any(book.observation(row.indicator.id, card.period.code, n) for n in names)]
    has_ref = any(row.indicator.ref for row in rows)
    parts = [names[at : at + _AREAS_A_TABLE] for at in range(0, len(names), _AREAS_A_TABLE)]
    note = "A target is the whole council’s, so the figures of localities are not rated against it."
    return [
        Heading(3, "By locality", listed=False),
        para(note, voice=Voice.NOTE),
        *(_locality_table(book, card.period, rows, part, has_ref=has_ref) for part in parts),
    ]


def _locality_table(
    book: Book, period: Period, rows: Sequence[RatedRow], areas: Sequence[str], *, has_ref: bool
) -> Table:
    columns = (
        *([Column("Ref", weight=0)] if has_ref else []),
        Column("Measure", row_header=True, weight=2.0, minimum=NAME_EMS),
        Column("Unit", weight=0),
        Column("Council", Align.DECIMAL, weight=0.1, minimum=FIGURE_EMS, spoken="Whole council"),
        *(Column(area, Align.DECIMAL, weight=0.1, minimum=FIGURE_EMS) for area in areas),
    )
    made = []
    for row in rows:
        cells = [*named(row, has_ref=has_ref), Cell(UNIT_SHORT[row.indicator.unit]), bare_figure(row.observation, row)]
        for area in areas:
            found = book.observation(row.indicator.id, period.code, area)
            cells.append(empty_cell(book, row.indicator, period) if found is None else bare_figure(found, row))
        made.append(Row(tuple(cells)))
    return Table(
        columns,
        tuple(made),
        f"{period.label}, by locality",
        "One row for each measure: the whole council’s figure, then that of each locality.",
        compact=True,
    )


def named(row: RatedRow, *, has_ref: bool) -> list[Cell]:
    """The cells that say which measure a row is of."""
    return [*([Cell(row.indicator.ref)] if has_ref else []), Cell(row.indicator.name)]


def bare_figure(observation: Observation | None, row: RatedRow) -> Cell:
    """A figure with its counts and without a rating; a dash where there is none."""
    ratio = ratio_text(observation).replace(" / ", "/")
    exact = observation.value if observation is not None else None
    words = figure(observation, row.indicator) or "–"
    return Cell(words, note=ratio, why=f"#evidence-{row.indicator.id}", exact=exact)

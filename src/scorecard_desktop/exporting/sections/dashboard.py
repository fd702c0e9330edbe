"""The dashboard: every indicator of a scorecard over its latest periods, rated and compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from scorecard_desktop.domain.aggregation import figure_at
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.grouping import Grouping
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, rate_at, ratio_text
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    CellState,
    Column,
    Heading,
    Orientation,
    Para,
    Row,
    RowKind,
    Section,
    Table,
    Text,
    Voice,
    chip,
    para,
    section_row,
    text,
)
from scorecard_desktop.exporting.sections.notes import (
    NOTED,
    benchmark_words,
    fits_a_cell,
    only_words,
    overrides,
    row_notes,
    target_words,
)
from scorecard_desktop.exporting.sections.restated import REVISED
from scorecard_desktop.exporting.wording import (
    POLARITY_SHORT,
    UNIT_SHORT,
    UNIT_WORDS,
    benchmark_cell,
    direction_cell,
    empty_cell,
    figure,
    rating_cell,
    stacked,
    target_cell,
    unbroken,
)

Place = tuple[str, str]
"""An indicator's id and a period's code."""

DERIVED = "†"
"""What follows a figure that was worked out from others and not entered."""
_OWN_PERIODS = 13
_OTHER_PERIODS = 3
_NARROW = 8
_NAME_EMS = 14.0
_PERIOD_EMS = 3.6
_BY_SECTION = Grouping()


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns a scorecard's dashboard has."""

    periods: tuple[Period, ...]
    frequency_only: tuple[Period, ...]
    benchmarks: tuple[str, ...]
    has_ref: bool
    has_unit: bool
    is_wide: bool
    restated: frozenset[Place]


def dashboard_key(scorecard: Scorecard) -> str:
    """The place of a scorecard's dashboard, for links to it."""
    return f"scorecard-{scorecard.id}"


def dashboard(
    book: Book,
    scorecard: Scorecard,
    period: Period,
    rows: Sequence[RatedRow],
    restated: Collection[Place] = (),
    *,
    grouping: Grouping = _BY_SECTION,
) -> Section:
    """One scorecard's dashboard on landscape pages, gathered by ``grouping``.

    Figures that were ``restated`` are marked ``[r]``.
    """
    shape = _shape(book, scorecard, period, rows, restated)
    table = _table(book, rows, shape, grouping)
    blocks: list[Block] = [Heading(2, scorecard.name, key=dashboard_key(scorecard)), key_to_marks(table)]
    symbols = symbols_used(book, rows, shape.periods, shape.restated)
    if symbols:
        blocks.append(para(symbols, voice=Voice.NOTE))
    return Section((*blocks, table), Orientation.LANDSCAPE)


@dataclass(frozen=True, slots=True)
class PeriodsShown:
    """The columns of a dashboard: all of them in their order, and those of the kind that is reported."""

    all: tuple[Period, ...]
    own: tuple[Period, ...]


def periods_shown(book: Book, scorecard: Scorecard, period: Period) -> PeriodsShown:
    """Which periods a scorecard's dashboard has columns for."""
    past = [p for p in book.periods(scorecard.id) if p.end <= period.end]
    own = [p for p in past if p.kind is period.kind][-_OWN_PERIODS:]
    others = [p for p in past if p.kind is not period.kind]
    if len(own) > _NARROW:
        others = []
    others = others[-_OTHER_PERIODS:]
    to_date = [p for p in others if p.kind is PeriodKind.YEAR_TO_DATE]
    shown = [*sorted([*own, *(p for p in others if p not in to_date)]), *reversed(to_date)]
    return PeriodsShown(tuple(shown), tuple(own))


def _shape(
    book: Book, scorecard: Scorecard, period: Period, rows: Sequence[RatedRow], restated: Collection[Place]
) -> _Shape:
    columns = periods_shown(book, scorecard, period)
    names: dict[str, int] = {}
    for row in rows:
        for benchmark in row.benchmarks:
            names.setdefault(benchmark.name, benchmark.order)
    is_wide = len(columns.all) > _NARROW
    return _Shape(
        periods=columns.all,
        frequency_only=columns.own,
        benchmarks=() if is_wide else tuple(sorted(names, key=lambda name: names[name])),
        has_ref=any(row.indicator.ref for row in rows),
        has_unit=len({row.indicator.unit for row in rows}) > 1,
        is_wide=is_wide,
        restated=frozenset(restated),
    )


def comment_of(row: RatedRow) -> str:
    """What officers say of a row, as it stands beneath its line."""
    return "\n".join(c.text for c in row.commentary if c.part is CommentaryPart.COMMENT)


def _columns(shape: _Shape) -> tuple[Column, ...]:
    columns = []
    if shape.has_ref:
        columns.append(Column("Ref", weight=0))
    columns += [
        Column("Indicator", row_header=True, weight=2.0, minimum=_NAME_EMS),
        Column("Good is", weight=0),
    ]
    if shape.has_unit:
        columns.append(Column("Unit", weight=0))
    columns += [Column(stacked(p), Align.DECIMAL, weight=0, minimum=_PERIOD_EMS, spoken=p.label) for p in shape.periods]
    columns.append(Column("Target", Align.DECIMAL, weight=0.2, minimum=_PERIOD_EMS))
    if not shape.is_wide:
        columns.append(Column("Rating", Align.CENTRE, weight=0.1))
    columns.append(Column("Travel", Align.CENTRE, weight=0, minimum=_PERIOD_EMS, spoken="Direction of travel"))
    columns += [
        Column(name, Align.DECIMAL, group="Compared with", weight=0.2)
        if len(shape.benchmarks) > 1
        else Column(name, Align.DECIMAL, weight=0.2)
        for name in shape.benchmarks
    ]
    return tuple(columns)


def gathered(rows: Sequence[RatedRow], grouping: Grouping) -> Iterator[tuple[str, list[RatedRow]]]:
    """Rows under the headings of their groups; no heading where there are no groups at all."""
    of = {row.indicator.id: row for row in rows}
    for title, own in grouping.gathered(row.indicator for row in rows):
        yield title, [of[indicator.id] for indicator in own]


def _table(book: Book, rows: Sequence[RatedRow], shape: _Shape, grouping: Grouping) -> Table:
    columns = _columns(shape)
    made: list[Row] = []
    for title, own in gathered(rows, grouping):
        if title:
            made.append(section_row(title, len(columns)))
        for row in own:
            made.append(_row(book, row, shape))
            remark = _remark(book, row, shape, len(columns))
            if remark is not None:
                made.append(remark)
    return Table(
        columns,
        tuple(made),
        _caption(rows, shape),
        "One row for each indicator. The columns are the periods, oldest first, then the target and the direction of "
        "travel. A figure is followed by its rating, and by its numerator and denominator where they are known.",
        compact=True,
    )


def _caption(rows: Sequence[RatedRow], shape: _Shape) -> str:
    """The span of the periods, and the unit where it is one for all."""
    first, last = shape.frequency_only[0], shape.frequency_only[-1]
    span = last.label if first == last else f"{first.label} to {last.label}"
    unit = UNIT_WORDS[rows[0].indicator.unit] if rows and not shape.has_unit else ""
    return f"{span}, {unit.lower()}" if unit else span


def _row(book: Book, row: RatedRow, shape: _Shape) -> Row:
    indicator = row.indicator
    cells = [Cell(indicator.ref)] if shape.has_ref else []
    polarity = POLARITY_SHORT[indicator.polarity]
    cells += [Cell(indicator.name), Cell(polarity if shape.is_wide else unbroken(polarity))]
    if shape.has_unit:
        cells.append(Cell(UNIT_SHORT[indicator.unit]))
    cells += [figure_cell(book, row, period, shape.restated) for period in shape.periods]
    cells.append(or_note(target_cell(row.target, indicator), target_words(row.target)))
    if not shape.is_wide:
        cells.append(rating_cell(row.rating.rag))
    cells.append(direction_cell(row.direction.movement, row.direction.merit))
    found = {benchmark.name: benchmark for benchmark in row.benchmarks}
    for name in shape.benchmarks:
        benchmark = found.get(name)
        cells.append(or_note(benchmark_cell(benchmark, indicator), benchmark_words(benchmark)))
    return Row(tuple(cells))


def _remark(book: Book, row: RatedRow, shape: _Shape, columns: int) -> Row | None:
    """The notes and the officers' comment beneath the indicator's line, short of the last columns.

    A dashboard of many periods has no room for comments, but what stands in place of a figure is always said.
    """
    said = [*row_notes(book, row, shape.periods, shape.benchmarks), *overrides(book, row, shape.periods)]
    if row.forecast.rating.overridden:
        said.append(row.forecast_words)
    if not shape.is_wide:
        said.append(comment_of(row))
    words = "\n".join(one for one in said if one)
    if not words:
        return None
    before = 1 if shape.has_ref else 0
    after = min(len(shape.benchmarks) + 1, 3)
    blank_before = (Cell(),) * before
    blank_after = (Cell(),) * after
    return Row((*blank_before, Cell(words, span=columns - before - after), *blank_after), RowKind.REMARK)


def figure_cell(book: Book, row: RatedRow, period: Period, restated: Collection[Place]) -> Cell:
    """A row's figure at a period with its rating and its counts; what stands in its place, where there is none."""
    observation = figure_at(book, row.indicator, period)
    words = figure(observation, row.indicator)
    if not words or observation is None:
        return empty_cell(book, row.indicator, period)
    if book.observation(row.indicator.id, period.code) is None:
        words += DERIVED
    if (row.indicator.id, period.code) in restated:
        words += REVISED
    rag = rate_at(book, row.indicator, period).rag
    made = Cell(
        words,
        note=ratio_text(observation).replace(" / ", "/"),
        spoken=_spoken(observation),
        rag=None if rag is Rag.NONE else rag,
        why=f"#evidence-{row.indicator.id}",
        exact=observation.value,
    )
    return or_note(made, only_words(observation))


def or_note(cell: Cell, words: str) -> Cell:
    """A cell as it is, but words too long for one are sent beneath the row."""
    return cell if fits_a_cell(words) else NOTED


def _spoken(observation: Observation) -> str:
    if observation.value is None and observation.symbol is not None:
        return observation.symbol.meaning
    return ""


def key_to_marks(table: Table) -> Para:
    """What the marks of this table mean."""
    parts: list[Text] = [
        text(chip(Rag.GREEN), " on target"),
        text(chip(Rag.AMBER), " within tolerance"),
        text(chip(Rag.RED), " off target"),
    ]
    runs: Text = text("Ratings: ")
    for index, part in enumerate(parts):
        runs += (text(", ") if index else ()) + part
    states = {cell.state for row in table.rows for cell in row.cells}
    words = "; a figure without a shape is not rated."
    if CellState.AWAITED in states:
        words += " A dashed outline marks a figure still to come."
    if CellState.NOT_EXPECTED in states:
        words += " Hatching marks a figure that is not expected."
    if any(cell.text.endswith(DERIVED) for row in table.rows for cell in row.cells):
        words += f" {DERIVED} marks a figure worked out from others."
    if any(cell == NOTED for row in table.rows for cell in row.cells):
        words += " “Note” stands for words that are given beneath the line."
    words += " Travel compares the latest figure with the one before."
    return Para(runs + text(words), Voice.NOTE)


def symbols_used(book: Book, rows: Sequence[RatedRow], periods: Sequence[Period], restated: Collection[Place]) -> str:
    """The shorthand that a table of rows and periods uses, with what it means."""
    used: set[Symbol] = set()
    for row in rows:
        for period in periods:
            observation = book.observation(row.indicator.id, period.code)
            if observation is not None:
                used |= observation.flags | ({observation.symbol} if observation.symbol is not None else set())
            if (row.indicator.id, period.code) in restated:
                used.add(Symbol.REVISED)
        used |= {benchmark.symbol for benchmark in row.benchmarks if benchmark.symbol is not None}
    ordered = sorted(used, key=lambda symbol: symbol.value)
    return "; ".join(f"{symbol.shorthand} {symbol.meaning}" for symbol in ordered)

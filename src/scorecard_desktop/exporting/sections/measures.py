"""The measures of a scorecard at one period: figure, target, tolerances, comparators, localities, officers' comment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from scorecard_desktop.domain.aggregation import figure_at
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import Unit, show, significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.grouping import GroupBy, Grouping
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.target import ToleranceKind
from scorecard_desktop.domain.yardstick import Ends
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Orientation,
    Row,
    RowKind,
    Section,
    Table,
    Voice,
    para,
    section_row,
)
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.sections.dashboard import (
    Place,
    comment_of,
    figure_cell,
    gathered,
    key_to_marks,
    or_note,
    periods_shown,
    symbols_used,
)
from scorecard_desktop.exporting.sections.localities import FIGURE_EMS, NAME_EMS, bare_figure, localities, named
from scorecard_desktop.exporting.sections.notes import benchmark_words, overrides, row_notes, target_words
from scorecard_desktop.exporting.wording import (
    POLARITY_SHORT,
    UNIT_SHORT,
    UNIT_WORDS,
    benchmark_cell,
    direction_cell,
    rating_cell,
    signed,
    stacked,
    target_cell,
)

_MOST_COMPARATORS = 5


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns a scorecard's measures have."""

    period: Period
    periods: tuple[Period, ...]
    comparators: tuple[str, ...]
    has_ref: bool
    has_unit: bool
    has_target: bool
    has_tolerance: bool
    has_last_year: bool
    restated: Collection[Place]

    @property
    def before_figures(self) -> int:
        """How many columns stand before the measure's name and its figures."""
        return 1 if self.has_ref else 0


def measures(
    book: Book,
    card: ReportedScorecard,
    key: str,
    *,
    grouping: Grouping,
    areas: Collection[str] = (),
    restated: Collection[Place] = (),
) -> Section:
    """One scorecard's measures on landscape pages, gathered by ``grouping``; beneath them those with localities.

    ``areas`` are the localities that are shown, all that have figures where none is named.
    """
    shape = _shape(book, card, restated)
    table = _table(book, card.rows, shape, grouping)
    blocks: list[Block] = [Heading(2, card.scorecard.name, key=key), key_to_marks(table)]
    symbols = symbols_used(book, card.rows, shape.periods, restated)
    blocks += [para(words, voice=Voice.NOTE) for words in (_tolerance_key(card.rows, shape), symbols) if words]
    blocks.append(table)
    if len(_comparator_names(card.rows)) > _MOST_COMPARATORS:
        blocks += [Heading(3, "Comparators", listed=False), _comparator_table(card.rows, shape)]
    blocks += localities(book, card, areas)
    return Section(tuple(blocks), Orientation.LANDSCAPE)


def periods_compared(book: Book, card: ReportedScorecard) -> tuple[Period, ...]:
    """The columns: the period that is reported, the one before, that of last year, and the latest of other kinds.

    One in which no measure has a figure is left out, but never that which is reported.
    """
    shown = periods_shown(book, card.scorecard, card.period).all
    own = {card.period, card.period.previous(), card.period.year_earlier()}
    wanted = [period for period in shown if period.kind is not card.period.kind or period in own]
    last_year = card.period.year_earlier()
    if last_year not in wanted:
        wanted.insert(0, last_year)
    return tuple(p for p in wanted if p == card.period or any(_value(book, row, p) for row in card.rows))


def _value(book: Book, row: RatedRow, period: Period) -> bool:
    return figure_at(book, row.indicator, period) is not None


def _shape(book: Book, card: ReportedScorecard, restated: Collection[Place]) -> _Shape:
    rows = card.rows
    names = _comparator_names(rows)
    return _Shape(
        card.period,
        periods_compared(book, card),
        names if len(names) <= _MOST_COMPARATORS else (),
        has_ref=any(row.indicator.ref for row in rows),
        has_unit=len({row.indicator.unit for row in rows}) > 1,
        has_target=any(row.target is not None for row in rows),
        has_tolerance=any(_ends(row) for row in rows),
        has_last_year=any(row.last_year is not None and row.value is not None for row in rows),
        restated=restated,
    )


def _ends(row: RatedRow) -> bool:
    held = row.held_against
    return (*held.green, *held.red) != (None,) * 4


def _comparator_names(rows: Sequence[RatedRow]) -> tuple[str, ...]:
    names: dict[str, int] = {}
    for row in rows:
        for benchmark in row.benchmarks:
            names.setdefault(benchmark.name, benchmark.order)
    return tuple(sorted(names, key=lambda name: names[name]))


# The columns


def _names(shape: _Shape) -> tuple[Column, ...]:
    columns = [Column("Ref", weight=0)] if shape.has_ref else []
    columns.append(Column("Measure", row_header=True, weight=2.0, minimum=NAME_EMS))
    return tuple(columns)


def _columns(shape: _Shape) -> tuple[Column, ...]:
    columns = [*_names(shape), Column("Good is", weight=0)]
    if shape.has_unit:
        columns.append(Column("Unit", weight=0))
    columns += [Column(stacked(p), Align.DECIMAL, weight=0, minimum=FIGURE_EMS, spoken=p.label) for p in shape.periods]
    if shape.has_target:
        columns.append(Column("Target", Align.DECIMAL, weight=0.1, minimum=FIGURE_EMS))
    if shape.has_tolerance:
        columns.append(Column("Green", Align.RIGHT, group="Tolerances", weight=0.1, minimum=FIGURE_EMS))
        columns.append(Column("Red", Align.RIGHT, group="Tolerances", weight=0.1, minimum=FIGURE_EMS))
    columns += [
        Column("Rating", Align.CENTRE, weight=0),
        Column("Travel", Align.CENTRE, weight=0, spoken="Direction of travel"),
    ]
    if shape.has_last_year:
        columns.append(Column("On last\nyear", Align.CENTRE, weight=0, spoken="Against the same period last year"))
    group = "Compared with" if len(shape.comparators) > 1 else ""
    columns += [Column(name, Align.DECIMAL, group=group, weight=0.1) for name in shape.comparators]
    return tuple(columns)


# The rows


def _table(book: Book, rows: Sequence[RatedRow], shape: _Shape, grouping: Grouping) -> Table:
    columns = _columns(shape)
    made: list[Row] = []
    for title, own in gathered(rows, grouping):
        if title:
            made.append(section_row(title, len(columns)))
        for row in own:
            made.append(_row(book, row, shape))
            made += _remark(book, row, shape, grouping, len(columns))
    return Table(
        columns,
        tuple(made),
        _caption(rows, shape),
        "One row for each measure: its figures, oldest first, its target, where it is green and where red, its rating, "
        "its direction of travel, and the figures of others. Beneath a row stands what officers say of it.",
        compact=True,
    )


def _caption(rows: Sequence[RatedRow], shape: _Shape) -> str:
    """The period that is reported, and the unit where it is one for all."""
    unit = UNIT_WORDS[rows[0].indicator.unit] if rows and not shape.has_unit else ""
    return f"{shape.period.label}, {unit.lower()}" if unit else shape.period.label


def _row(book: Book, row: RatedRow, shape: _Shape) -> Row:
    indicator = row.indicator
    cells = [Cell(indicator.ref)] if shape.has_ref else []
    cells += [Cell(indicator.name), Cell(POLARITY_SHORT[indicator.polarity])]
    if shape.has_unit:
        cells.append(Cell(UNIT_SHORT[indicator.unit]))
    cells += [figure_cell(book, row, period, shape.restated) for period in shape.periods]
    if shape.has_target:
        cells.append(or_note(target_cell(row.target, indicator), target_words(row.target)))
    if shape.has_tolerance:
        cells += [_green_cell(row), _red_cell(row)]
    cells += [rating_cell(row.rating.rag), direction_cell(row.direction.movement, row.direction.merit)]
    if shape.has_last_year:
        cells.append(direction_cell(row.year_direction.movement, row.year_direction.merit))
    return Row((*cells, *_comparators(row, shape.comparators)))


def _comparators(row: RatedRow, names: Sequence[str]) -> Iterator[Cell]:
    found = {benchmark.name: benchmark for benchmark in row.benchmarks}
    for name in names:
        benchmark = found.get(name)
        yield or_note(benchmark_cell(benchmark, row.indicator), benchmark_words(benchmark))


def _remark(book: Book, row: RatedRow, shape: _Shape, grouping: Grouping, columns: int) -> list[Row]:
    """What is noted of the figures, who set a rating by hand, what officers say, and the plans that it serves."""
    said = [
        *row_notes(book, row, shape.periods, shape.comparators),
        *overrides(book, row, shape.periods),
        row.forecast_words,
        comment_of(row),
    ]
    words, plans = "\n".join(one for one in said if one), _plans(row, grouping)
    if not words and not plans:
        return []
    before, after = shape.before_figures, min(len(shape.comparators), 3)
    cells = (*(Cell(),) * before, Cell(words, plans, span=columns - before - after), *(Cell(),) * after)
    return [Row(cells, RowKind.REMARK)]


def _plans(row: RatedRow, grouping: Grouping) -> str:
    """The plans' outcomes that the measure is linked to, but for the one that it stands under."""
    said = [(scheme, outcome) for scheme, outcome in row.indicator.priorities if outcome.strip()]
    if grouping.by is GroupBy.OUTCOME:
        scheme = grouping.scheme or next((name for name, _ in row.indicator.priorities), "")
        said = [link for link in said if link[0] != scheme]
    return "; ".join(f"{scheme}: {outcome}" for scheme, outcome in said)


# Where a measure is green, and where red


def _end(row: RatedRow, value: Decimal, unit: Unit) -> str:
    places = min(significant_decimals(value), row.held_against.measure.line_places(value))
    return signed(show(value, unit, places))


def _green_cell(row: RatedRow) -> Cell:
    low, high = row.held_against.green
    if low is not None and high is not None:
        return Cell(
            f"{_end(row, low, Unit.NUMBER)}–{_end(row, high, Unit.NUMBER)}",
            spoken=f"from {_both(row, low)} to {_both(row, high)}",
        )
    if low is not None:
        return Cell(f"≥ {_end(row, low, Unit.NUMBER)}", spoken=f"at least {_both(row, low)}")
    return Cell() if high is None else Cell(f"≤ {_end(row, high, Unit.NUMBER)}", spoken=f"at most {_both(row, high)}")


def _red_cell(row: RatedRow) -> Cell:
    ends: Ends = row.held_against.red
    signs = (("<", "below"), (">", "above"))
    given = [(sign, word, end) for (sign, word), end in zip(signs, ends, strict=True) if end is not None]
    return Cell(
        "\n".join(f"{sign} {_end(row, end, Unit.NUMBER)}" for sign, _, end in given),
        spoken=" or ".join(f"{word} {_both(row, end)}" for _, word, end in given),
    )


def _both(row: RatedRow, value: Decimal) -> str:
    return _end(row, value, row.indicator.unit)


def _tolerance_key(rows: Sequence[RatedRow], shape: _Shape) -> str:
    """How the columns of tolerances are to be read; in words where a figure of last year's decides."""
    if not shape.has_tolerance:
        return ""
    said = "Between green and red a figure is amber."
    if any(row.held_against.reads_last_year for row in rows):
        said += " Beyond red it is amber where it is no worse than in the same period last year."
    if any(row.tolerance is not None and row.tolerance.kind is not ToleranceKind.THRESHOLDS for row in rows):
        said += " Where a measure has no thresholds of its own, they are worked out from its target and its tolerance."
    return said


# Comparators too many to stand beside the figures


def _comparator_table(rows: Sequence[RatedRow], shape: _Shape) -> Table:
    names = _comparator_names(rows)
    columns = (
        *_names(shape),
        Column(shape.period.heading, Align.DECIMAL, weight=0, spoken=shape.period.label),
        *(Column(name, Align.DECIMAL, weight=0.1) for name in names),
    )
    made = [
        Row((*named(row, has_ref=shape.has_ref), bare_figure(row.observation, row), *_comparators(row, names)))
        for row in rows
        if row.benchmarks
    ]
    return Table(
        columns, tuple(made), shape.period.label, "One row for each measure that has figures of others.", compact=True
    )

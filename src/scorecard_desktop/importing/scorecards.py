"""A scorecard's table into records: the scorecard, its periods, its indicators. No rating is decided here."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Scope, Tolerance, ToleranceKind
from scorecard_desktop.importing.columns import frequency_of, scorecard_columns
from scorecard_desktop.importing.describing import Sureness, columns_found, sureness, unknown_columns
from scorecard_desktop.importing.gathered import ColumnFound
from scorecard_desktop.importing.identity import same_name, slug, unique
from scorecard_desktop.importing.indicators import read_indicators
from scorecard_desktop.importing.known_words import SEEN_ANYWHERE, KnownWords
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.noticing import Notices, counted
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.scorecard_rows import read_body
from scorecard_desktop.importing.scorecard_table import ScorecardTable
from scorecard_desktop.importing.titles import (
    Cover,
    Surroundings,
    file_title,
    is_marking,
    marking_of,
    noted_tolerance,
    read_position,
)
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell, CellKind, Workbook

_LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Named:
    """What a scorecard is called: its title, and more where several tables of the file share that."""

    title: str
    own: str = ""

    @property
    def name(self) -> str:
        """``Vital signs – Monthly``."""
        return f"{self.title} – {self.own}" if self.own else self.title

    @property
    def slug(self) -> str:
        """The same as an id."""
        return f"{slug(self.title, _LONGEST_SLUG)}-{slug(self.own, 20)}" if self.own else slug(self.title)


@dataclass(frozen=True, slots=True)
class TableRead:
    """What one table gave: its records, what it is in words, how sure that is, and its columns."""

    records: list[Record]
    what: str
    sure: Sureness
    columns: tuple[ColumnFound, ...]


@dataclass
class ScorecardReading:
    """Reads the scorecards of one workbook, under ids that hold within it."""

    workbook: Workbook
    notices: Notices
    words: KnownWords = SEEN_ANYWHERE
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unit_guessed: set[str] = field(default_factory=set)
    cover: Cover | None = None
    _cards: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)
    _indicators: set[str] = field(default_factory=set)

    def read(self, block: Block, around: Surroundings, named: Named) -> TableRead | None:
        """One table's records and what is told of it; None where no indicators stand in it."""
        within = around.position or read_position(file_title(self.workbook.name))
        columns: Sequence[Column] = scorecard_columns(block, within) if block.body else []
        if within is None and self.cover is not None:
            columns = self._by_the_cover(block, columns, self.cover)
        body = read_body(block, columns) if any(column.role is Role.NAME for column in columns) else None
        if body is None or not body.indicators:
            self.notices.remark(block.sheet, block.header[0].cell, _NO_INDICATORS)
            return None
        around = replace(around, notes=(*around.notes, *(note for note in body.notes if not is_marking(note))))
        card = self._card(block, around, columns, named)
        rows = [row.row for row in body.indicators]
        current = _current(block, columns, rows, card, around)
        symbols = self.words.of_scorecard(card.name)
        table = ScorecardTable(self.workbook, block, columns, card, self.notices, current, self._indicators, symbols)
        table.records.append(card)
        table.records.extend(columns_as_periods(card.id, columns))
        self._tolerance_from_notes(table, around)
        read_indicators(table, body.indicators)
        table.records.extend(stated_as_periods(card.id, table.records))
        self._say_what_is_odd(table, around)
        self.unit_guessed |= table.unit_guessed
        what = f"{card.name}: {counted(len(rows), 'indicator')}, {_periods(columns)}"
        found = columns_found(block, {column.index: _taken_for(column) for column in columns})
        return TableRead(table.records, what, _sureness(table, found), found)

    def _by_the_cover(self, block: Block, columns: Sequence[Column], cover: Cover) -> Sequence[Column]:
        """The columns as the period on the workbook's cover settles them; says so where it does."""
        found = scorecard_columns(block, cover.period) if block.body else []
        if found == columns:
            return columns
        remark = Remark(
            "period-not-stated",
            Severity.NOTE,
            f"Neither the headings nor the title say which year this table is of. It is taken to be that of "
            f"“{' '.join(cover.cell.text.split())}” in {cover.sheet}!{cover.cell.address}.",
            "Write the period in the title of the table if that is not meant.",
        )
        self.notices.remark(block.sheet, block.header[0].cell, remark)
        return found

    def _card(self, block: Block, around: Surroundings, columns: Sequence[Column], named: Named) -> Scorecard:
        identity = unique(named.slug, self._cards)
        self._cards.add(identity)
        name, number = named.name, len(self._cards)
        while same_name(name) in self._names:
            name, number = f"{named.name} ({number})", number + 1
        self._names.add(same_name(name))
        self.aliases[identity] = (named.title if named.own else f"{named.title} – {block.sheet.name}",)
        headings = " ".join(cell.whole for cell in block.header)
        frequency = frequency_of(columns, f"{around.title} {block.sheet.name} {headings[:60]}")
        notes = tuple(" ".join(note.text.split()) for note in around.notes)
        return Scorecard(identity, len(self._cards), name, frequency, marking_of(block.sheet), notes)

    def _tolerance_from_notes(self, table: ScorecardTable, around: Surroundings) -> None:
        noted = noted_tolerance(around.notes)
        if noted is None:
            return
        table.records.append(
            Tolerance(Scope.SCORECARD, table.card.id, noted.kind, margin=noted.margin, source=table.source(noted.cell))
        )
        relative = noted.kind is ToleranceKind.RELATIVE
        reach = f"{noted.margin:f}% of the target" if relative else f"{noted.margin:f} percentage points"
        remark = Remark(
            "tolerance-note",
            Severity.NOTE,
            f"By this note, a figure is amber up to {reach} on the wrong side of the target, and red beyond. That "
            "holds for every indicator of the scorecard without thresholds of its own.",
            "Change the scorecard’s tolerance if that is not meant.",
        )
        self.notices.remark(table.sheet, noted.cell, remark, subject=table.card.name)

    def _say_what_is_odd(self, table: ScorecardTable, around: Surroundings) -> None:
        """Periods out of order, columns that are not understood, and what was left out."""
        block = table.block
        for column, remark in period_order_remarks(table.columns):
            self.notices.remark(block.sheet, _heading(block, column), remark, subject=table.card.name)
        for column in table.columns:
            cell = _heading(block, column)
            if cell is None or not _filled(block, column):
                continue
            if column.detail == LEFT_OUT:
                self.notices.leave(block.sheet, cell, "a column that was left out")
            elif column.role is None:
                self.notices.remark(block.sheet, cell, _not_known(column.heading), subject=table.card.name)
        for note in around.notes:
            self.notices.leave(block.sheet, note, "note")


_NO_INDICATORS = Remark(
    "table-kind",
    Severity.WARNING,
    "The headings are those of a scorecard, but no indicators stand beneath them. Nothing is taken from it.",
    "Check that each indicator has a name in a column of its own.",
)


def _not_known(heading: str) -> Remark:
    return Remark(
        "unmapped-column",
        Severity.WARNING,
        f"What the column “{heading}” holds is not known; it is left out.",
        "If it is wanted, give it one of the usual headings (a period, Target, Comments …) and import again.",
    )


def _taken_for(column: Column) -> tuple[str, str]:
    if column.role is None:
        return column.detail if column.detail == LEFT_OUT else "", ""
    return column.role.value, column.period.code if column.period is not None else ""


def _heading(block: Block, column: Column) -> Cell | None:
    return next((cell.cell for cell in block.header if cell.column == column.index), None)


def _filled(block: Block, column: Column) -> bool:
    return any(not block.sheet.at(row, column.index).blank for row in block.body)


def _current(
    block: Block, columns: Sequence[Column], rows: Sequence[int], card: Scorecard, around: Surroundings
) -> Period | None:
    """The period that the sheet reports: the one its title states, else the latest with a figure."""
    own = {
        column.index: column.period
        for column in columns
        if column.role is Role.VALUE and column.period is not None and column.period.kind is card.frequency
    }
    if around.position in own.values():
        return around.position
    cells = {index: [block.sheet.at(row, index) for row in rows] for index in own}
    filled = [own[index] for index, found in cells.items() if any(_says_a_figure(cell) for cell in found)]
    worded = [own[index] for index, found in cells.items() if any(cell.text.strip(" /") for cell in found)]
    return max(filled or worded or own.values(), default=around.position)


def _says_a_figure(cell: Cell) -> bool:
    """Whether a figure stands in a cell, or the sign of one that is kept back: what is only to come says none."""
    if cell.kind is not CellKind.TEXT:
        return not cell.blank
    figure = read_figure(cell.text)
    return figure is not None and (figure.value is not None or figure.symbol in _KEPT_BACK)


_KEPT_BACK = (Symbol.CONFIDENTIAL, Symbol.LOW)


def _sureness(table: ScorecardTable, columns: Sequence[ColumnFound]) -> Sureness:
    """How sure: by the share of columns known, of cells understood, and whether a heading names the indicators."""
    filled = [column for column in columns if column.samples]
    known = sum(1 for column in filled if column.means) / max(1, len(filled))
    understood = table.understood / table.read if table.read else 0.5
    named = next((column for column in table.columns if column.role is Role.NAME), None)
    heading = 1.0 if named is not None and named.heading else 0.6
    doubts = [unknown_columns(columns)]
    if not table.read:
        doubts.append("no figures stand in it")
    elif table.understood < table.read:
        doubts.append(f"{table.read - table.understood} of {table.read} cells of figures hold other words")
    if heading < 1:
        doubts.append("no heading says which column names the indicators: it is taken to be that of the longest words")
    return sureness(0.45 * known + 0.4 * understood + 0.15 * heading, [doubt for doubt in doubts if doubt])


def columns_as_periods(card: str, columns: Sequence[Column]) -> list[ScorecardPeriod]:
    """A record for each period that the sheet has a column for, figures or not."""
    found: dict[str, ScorecardPeriod] = {}
    for column in columns:
        if column.role is Role.VALUE and column.period is not None:
            found.setdefault(column.period.code, ScorecardPeriod(card, column.period.code, column.heading))
    return list(found.values())


def stated_as_periods(card: str, records: Sequence[Record]) -> list[ScorecardPeriod]:
    """A record for each period that has figures but no column, being stated in their cells."""
    known = {record.period for record in records if isinstance(record, ScorecardPeriod)}
    stated = {record.period for record in records if isinstance(record, Observation)} - known
    return [ScorecardPeriod(card, code) for code in sorted(stated)]


def period_order_remarks(columns: Sequence[Column]) -> list[tuple[Column, Remark]]:
    """Columns of periods that are twice there, or out of the order of their like."""
    remarks: list[tuple[Column, Remark]] = []
    by_kind: dict[PeriodKind, list[Column]] = {}
    for column in columns:
        if column.role is Role.VALUE and column.period is not None and not column.dated and not column.area:
            by_kind.setdefault(column.period.kind, []).append(column)
    remarks.extend(_off_the_step(by_kind))
    for together in by_kind.values():
        periods = [column.period for column in together if column.period is not None]
        rising = sum(1 for a, b in itertools.pairwise(periods) if a < b)
        falling = sum(1 for a, b in itertools.pairwise(periods) if b < a)
        seen = set(periods[:1])
        for before, column in itertools.pairwise(together):
            assert before.period is not None
            assert column.period is not None
            label = column.period.label
            if column.period in seen:
                remarks.append((column, _order(f"Two columns are headed {label}; the first of them is taken.")))
            elif (column.period < before.period) if rising >= falling else (before.period < column.period):
                remarks.append(
                    (column, _order(f"The column {label} stands out of order, after {before.period.label}."))
                )
            seen.add(column.period)
    return remarks


_ENOUGH_FOR_A_STEP = 3


def _off_the_step(by_kind: Mapping[PeriodKind, Sequence[Column]]) -> Iterator[tuple[Column, Remark]]:
    """One month that stands between columns of longer periods: ``Nov 17`` in a sheet of quarters."""
    months = by_kind.get(PeriodKind.MONTH, ())
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.FINANCIAL_YEAR, PeriodKind.ROLLING_12):
        longer = by_kind.get(kind, ())
        if len(months) != 1 or len(longer) < _ENOUGH_FOR_A_STEP:
            continue
        (column,) = months
        if longer[0].index < column.index < longer[-1].index and column.period is not None:
            step = "yearly" if kind is PeriodKind.ROLLING_12 else kind.adverb
            yield column, _order(f"The column {column.period.label} is not of the sheet’s step: the others are {step}.")


def _order(message: str) -> Remark:
    return Remark("period-order", Severity.WARNING, message, "Correct the heading if it names the wrong period.")


def _periods(columns: Sequence[Column]) -> str:
    periods = [column.period for column in columns if column.role is Role.VALUE and column.period is not None]
    if not periods:
        return "no periods"
    if len(set(periods)) == 1:
        return f"1 period, {periods[0].label}"
    return f"{len(set(periods))} periods, {min(periods).label} to {max(periods).label}"

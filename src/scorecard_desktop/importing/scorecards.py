"""A scorecard's table into records. No rating is decided here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.reading import Figure, read_number, read_polarity, read_ratio, read_target
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.importing.colours import is_grey, rag_of_fill, rag_of_words
from scorecard_desktop.importing.identity import same_name, slug, unique
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.scorecard_rows import IndicatorRow, indicator_cells
from scorecard_desktop.importing.titles import is_frequency_word
from scorecard_desktop.importing.units import Measured, measured
from scorecard_desktop.importing.values import Reading, Remark, Scale, read_cell, scale_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet, Workbook

_FOOTNOTES = re.compile(r"[\s*†‡❶-❿①-⑳⓪➀-➓¹²³⁴⁵⁶⁷⁸⁹]+$")
_SERVICE = re.compile(r"^\{([^{}]{1,30})\}\s*")


@dataclass
class ScorecardReading:
    """One table being read into records, under provisional ids."""

    workbook: Workbook
    block: Block
    columns: Sequence[Column]
    card: Scorecard
    notices: Notices
    current: Period | None
    taken: set[str]
    records: list[Record] = field(default_factory=list)
    unit_guessed: set[str] = field(default_factory=set)
    read: int = 0
    understood: int = 0

    @property
    def sheet(self) -> Sheet:
        """The sheet that the table stands on."""
        return self.block.sheet

    def read_rows(self, rows: Sequence[IndicatorRow]) -> None:
        """Every indicator's records."""
        refs: dict[str, tuple[str, str]] = {}
        for order, row in enumerate(rows, 1):
            indicator = self._indicator(row, order)
            self._say_if_twice(indicator, refs)
            self._read_indicator(row, indicator)

    # the indicator itself

    def _first(self, row: IndicatorRow, role: Role) -> Cell | None:
        return next((cell for _, cell in indicator_cells(self.block, row.row, self.columns, role)), None)

    def _words(self, row: IndicatorRow, role: Role) -> str:
        cell = self._first(row, role)
        return " ".join(cell.text.split()) if cell is not None else ""

    def _indicator(self, row: IndicatorRow, order: int) -> Indicator:
        name_cell = self._first(row, Role.NAME)
        assert name_cell is not None  # a row is an indicator's only with a name
        name = " ".join(name_cell.text.split())
        service = self._words(row, Role.SERVICE)
        prefix = _SERVICE.match(name)
        if prefix is not None:
            service, name = service or prefix[1], name[prefix.end() :]
        name = _FOOTNOTES.sub("", name) or name
        ref = self._words(row, Role.REF)
        identity = unique(f"{self.card.id}/{slug(ref or name)}", self.taken)
        self.taken.add(identity)
        frequency = is_frequency_word(self._words(row, Role.FREQUENCY))
        return Indicator(
            identity,
            self.card.id,
            order,
            ref,
            name,
            section=row.section,
            polarity=self._polarity(row, identity, f"{ref} {name}".strip()),
            frequency=frequency if frequency is not None else self.card.frequency,
            service=service,
            measure=self._words(row, Role.DATA_NOTE),
            definition=self._words(row, Role.DEFINITION),
            lead_officer=self._words(row, Role.LEAD_OFFICER),
            data_officer=self._words(row, Role.DATA_OFFICER),
            priorities=self._priorities(row),
            source=self.workbook.source(self.sheet, name_cell),
        )

    def _polarity(self, row: IndicatorRow, identity: str, title: str) -> Polarity:
        cell = self._first(row, Role.POLARITY)
        polarity = read_polarity(cell.text) if cell is not None else Polarity.UNKNOWN
        if polarity is not None:
            return polarity
        remark = Remark(
            "unmapped-text",
            Severity.WARNING,
            f"“{cell.text if cell is not None else ''}” does not say which way is good in words that are known.",
            "Say High, Low, Range or Info in the sheet, or set the polarity of the indicator here.",
        )
        self.notices.remark(self.sheet, cell, remark, indicator=identity, subject=title)
        return Polarity.UNKNOWN

    def _priorities(self, row: IndicatorRow) -> tuple[tuple[str, str], ...]:
        found = indicator_cells(self.block, row.row, self.columns, Role.PRIORITY)
        return tuple(
            (column.detail or column.heading, " ".join(cell.text.split()))
            for column, cell in found
            if re.search(r"\w", cell.text)
        )

    def _say_if_twice(self, indicator: Indicator, refs: dict[str, tuple[str, str]]) -> None:
        key = indicator.ref.casefold() or same_name(indicator.name)
        place = indicator.source.cell if indicator.source is not None else ""
        if key in refs:
            other, where = refs[key]
            what = f"The reference {indicator.ref}" if indicator.ref else f"“{indicator.name}”"
            remark = Remark(
                "duplicate-indicator",
                Severity.ERROR,
                f"{what} is used twice: here for “{indicator.name}” and at {where} for “{other}”. Both are kept.",
                "Give one of them a reference of its own, so that next month’s figures go to the right one.",
            )
            cell = self.sheet.at(int(re.sub(r"\D", "", place)), self._column_of(Role.REF) or self._column_of(Role.NAME))
            self.notices.remark(self.sheet, cell, remark, indicator=indicator.id, subject=indicator.title)
        else:
            refs[key] = (indicator.name, place)

    def _column_of(self, role: Role) -> int:
        return next((column.index for column in self.columns if column.role is role), 0)

    # its figures and what goes with them

    def _read_indicator(self, row: IndicatorRow, indicator: Indicator) -> None:
        figures = [c for _, c in indicator_cells(self.block, row.row, self.columns, Role.VALUE) if not self._spread(c)]
        others = [
            cell
            for role in (Role.TARGET, Role.RED, Role.GREEN, Role.BENCHMARK)
            for _, cell in indicator_cells(self.block, row.row, self.columns, role)
        ]
        found = measured(indicator.name, indicator.measure, figures, others)
        indicator = replace(indicator, unit=found.unit, decimals=found.decimals)
        if not found.evident:
            self.unit_guessed.add(indicator.id)
        self.records.append(indicator)
        self._say_if_against_its_name(row, indicator, found)
        scale = scale_of(found.unit, figures)
        self._read_figures(row, indicator, scale)
        self._read_targets(row, indicator, scale)
        self._read_tolerance(row, indicator, scale)
        self._read_benchmarks(row, indicator, scale)
        self._read_commentary(row, indicator)

    def _say_if_against_its_name(self, row: IndicatorRow, indicator: Indicator, found: Measured) -> None:
        if not found.against_name:
            return
        remark = Remark(
            "scale",
            Severity.NOTE,
            "The name says that it is a number, but the figures are percentages. They are taken as percentages.",
            "Correct the name, or the figures if they should be counts.",
        )
        self.notices.remark(
            self.sheet, self._first(row, Role.NAME), remark, indicator=indicator.id, subject=indicator.title
        )

    def _spread(self, cell: Cell) -> bool:
        """Whether a cell is merged over several columns of figures: then it is a note and none of their figures."""
        merge = self.sheet.merge_at(cell.row, cell.column)
        if merge is None or merge.width == 1:
            return False
        covered = [c for c in self.columns if c.role is Role.VALUE and merge.left <= c.index <= merge.right]
        return len(covered) > 1

    def _read_figures(self, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
        seen: dict[str, Observation] = {}
        for column in self.columns:
            if column.role is not Role.VALUE or column.period is None:
                continue
            observation = self._observation(row, indicator, column, column.period, scale)
            if observation is None:
                continue
            if observation.period in seen and seen[observation.period].value == observation.value:
                continue
            seen[observation.period] = observation
            self.records.append(observation)

    def _observation(
        self, row: IndicatorRow, indicator: Indicator, column: Column, period: Period, scale: Scale
    ) -> Observation | None:
        cell = self.sheet.at(row.row, column.index)
        anchor = self.sheet.shown_at(row.row, column.index)
        if anchor.row == row.row and self._spread(anchor):
            return self._note_over_figures(indicator, anchor, cell, period)
        reading = read_cell(cell, scale)
        self._remark(reading, cell, indicator, period.code)
        if reading.nothing:
            if self._greyed(row, cell):
                source = self.workbook.source(self.sheet, cell)
                return Observation(indicator.id, period.code, expected=False, source=source)
            return None
        figure = reading.figure or Figure(note=reading.words)
        numerator, denominator = self._counts(row, indicator, column, period)
        return Observation(
            indicator.id,
            period.code,
            value=figure.value,
            symbol=figure.symbol,
            flags=figure.flags,
            numerator=numerator if numerator is not None else figure.numerator,
            denominator=denominator if denominator is not None else figure.denominator,
            note=figure.note,
            sheet_rag=self._sheet_rag(row, cell, period),
            source=self.workbook.source(self.sheet, cell),
        )

    def _note_over_figures(self, indicator: Indicator, anchor: Cell, cell: Cell, period: Period) -> Observation | None:
        """Words merged over several figures' cells: a note in each of their periods, and one finding."""
        text = " ".join(anchor.text.split())
        if cell.address == anchor.address:
            merge = self.sheet.merge_at(anchor.row, anchor.column)
            over = [c for c in self.columns if c.role is Role.VALUE and merge and merge.left <= c.index <= merge.right]
            remark = Remark(
                "unmapped-text",
                Severity.NOTE,
                f"“{text}” is merged over the {len(over)} columns from {over[0].heading} to {over[-1].heading}. "
                "It is kept as a note there, and there are no figures.",
                "Nothing, if that is meant; otherwise unmerge the cells and enter the figures.",
            )
            self.notices.remark(
                self.sheet, anchor, remark, indicator=indicator.id, period=period.code, subject=indicator.title
            )
        return Observation(indicator.id, period.code, note=text, source=self.workbook.source(self.sheet, anchor))

    def _greyed(self, row: IndicatorRow, cell: Cell) -> bool:
        """Grey and empty, in a row that is not grey as a whole."""
        return is_grey(cell.fill) and self.sheet.at(row.row, self._column_of(Role.NAME)).fill != cell.fill

    def _counts(
        self, row: IndicatorRow, indicator: Indicator, column: Column, period: Period
    ) -> tuple[Decimal | None, Decimal | None]:
        """The numerator and denominator: from the row beneath, rows of their own, or neighbouring columns."""
        if row.counts is not None:
            cell = self.sheet.at(row.counts, column.index)
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
            self.notices.remark(
                self.sheet, cell, remark, indicator=indicator.id, period=period.code, subject=indicator.title
            )
            return None, None
        if row.numerator is not None or row.denominator is not None:
            return tuple(  # type: ignore[return-value] # two of them
                self._count(self.sheet.at(at, column.index)) if at is not None else None
                for at in (row.numerator, row.denominator)
            )
        beside = {
            other.role: self._count(cell)
            for role in (Role.NUMERATOR, Role.DENOMINATOR)
            for other, cell in indicator_cells(self.block, row.row, self.columns, role)
            if other.period == period or other.period is None
        }
        return beside.get(Role.NUMERATOR), beside.get(Role.DENOMINATOR)

    @staticmethod
    def _count(cell: Cell) -> Decimal | None:
        return cell.value if isinstance(cell.value, Decimal) else read_number(cell.text)

    def _sheet_rag(self, row: IndicatorRow, cell: Cell, period: Period) -> Rag | None:
        """The sheet's own rating: the colour of the figure's cell, or the rating column for the current period."""
        if cell.fill and cell.fill != self.sheet.at(row.row, self._column_of(Role.NAME)).fill:
            rag = rag_of_fill(cell.fill)
            if rag is not None:
                return rag
        for column in self.columns:
            if column.role is Role.SHEET_RAG and period == (column.period or self.current):
                own = self.sheet.at(row.row, column.index)
                rag = rag_of_words(own.text) or rag_of_fill(own.fill)
                if rag is not None:
                    return rag
        return None

    def _read_targets(self, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
        columns = [c for c in self.columns if c.role is Role.TARGET]
        for column in columns:
            cell = self.sheet.at(row.row, column.index)
            target = self._target(cell, indicator, scale)
            if target is None:
                continue
            self.records.append(replace(target, period=self._target_period(column, columns)))

    def _target_period(self, column: Column, columns: Sequence[Column]) -> str:
        """A profile where targets have periods of the figures' own kind; else the one target for all periods."""
        if column.period is None or len(columns) == 1:
            return ""
        if column.period.kind is self.card.frequency:
            return column.period.code
        latest = max((c.period for c in columns if c.period is not None), default=None)
        holding = [
            c.period
            for c in columns
            if c.period and self.current and c.period.start <= self.current.end <= c.period.end
        ]
        return "" if column.period == (holding[0] if holding else latest) else column.period.code

    def _target(self, cell: Cell, indicator: Indicator, scale: Scale) -> Target | None:
        source = self.workbook.source(self.sheet, cell)
        if cell.kind is CellKind.NUMBER or cell.uncalculated:
            reading = read_cell(cell, scale)
            self._remark(reading, cell, indicator, "")
            if reading.figure is None or reading.figure.value is None:
                return None
            return Target(indicator.id, "", TargetKind.VALUE, reading.figure.value, None, cell.text, source=source)
        target = read_target(cell.text, indicator.id)
        return replace(target, source=source) if target is not None else None

    def _read_tolerance(self, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
        red, green = (self._threshold(row, indicator, role, scale) for role in (Role.RED, Role.GREEN))
        if red is not None or green is not None:
            cell = self._first(row, Role.RED) or self._first(row, Role.GREEN)
            assert cell is not None
            source = self.workbook.source(self.sheet, cell)
            self.records.append(
                Tolerance(Scope.INDICATOR, indicator.id, ToleranceKind.THRESHOLDS, red, green, source=source)
            )
            return
        cell = self._first(row, Role.MARGIN)
        if cell is not None:
            self._read_margin(cell, indicator, scale)

    def _threshold(self, row: IndicatorRow, indicator: Indicator, role: Role, scale: Scale) -> Decimal | None:
        cell = self._first(row, role)
        if cell is None:
            return None
        target = self._target(cell, indicator, scale)
        value = target.value if target is not None else None
        if value is None and target is not None:
            self._remark(Reading(remarks=(_not_a_threshold(cell.text),)), cell, indicator, "")
        return value

    def _read_margin(self, cell: Cell, indicator: Indicator, scale: Scale) -> None:
        """One column of tolerance: ``10%`` is of the target, ``5pp`` is in points, a plain number in the unit."""
        match = re.fullmatch(
            r"[+/±-]*\s*(\d+(?:\.\d+)?)\s*(%|pp|ppts?|points?|percentage points?)?(\s*of (?:the )?target)?",
            cell.text.strip(),
            re.IGNORECASE,
        )
        if match is None:
            self._remark(Reading(remarks=(_not_a_threshold(cell.text),)), cell, indicator, "")
            return
        relative = match[2] == "%"
        kind = ToleranceKind.RELATIVE if relative else ToleranceKind.ABSOLUTE
        source = self.workbook.source(self.sheet, cell)
        self.records.append(Tolerance(Scope.INDICATOR, indicator.id, kind, margin=Decimal(match[1]), source=source))
        if relative and not match[3] and scale.unit is Unit.PERCENT:
            self._remark(Reading(remarks=(_TAKEN_OF_TARGET,)), cell, indicator, "")

    def _read_benchmarks(self, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
        order = 0
        for column in self.columns:
            if column.role is not Role.BENCHMARK:
                continue
            order += 1
            cell = self.sheet.at(row.row, column.index)
            reading = read_cell(cell, scale)
            if reading.nothing and not reading.remarks:
                continue
            self._remark(reading, cell, indicator, "")
            figure = reading.figure or Figure(note=reading.words)
            if figure.value is None and figure.symbol is None and not figure.note:
                continue
            self.records.append(
                Benchmark(
                    indicator.id,
                    column.detail or column.heading,
                    order,
                    column.period.code if column.period is not None else "",
                    figure.value,
                    figure.symbol,
                    figure.note,
                    self.workbook.source(self.sheet, cell),
                )
            )

    def _read_commentary(self, row: IndicatorRow, indicator: Indicator) -> None:
        for role, part in ((Role.COMMENT, CommentaryPart.COMMENT), (Role.ACTION, CommentaryPart.ACTION)):
            written: dict[str, list[Cell]] = {}
            for column, cell in indicator_cells(self.block, row.row, self.columns, role):
                period = column.period or self.current
                written.setdefault(period.code if period is not None else "", []).append(cell)
            for code, cells in written.items():
                text = "\n".join(cell.text.strip() for cell in cells)
                source = self.workbook.source(self.sheet, cells[0])
                self.records.append(Commentary(indicator.id, code, part, text, source))

    def _remark(self, reading: Reading, cell: Cell, indicator: Indicator, period: str) -> None:
        self.read += not reading.nothing
        self.understood += reading.figure is not None
        for remark in reading.remarks:
            self.notices.remark(
                self.sheet, cell, remark, indicator=indicator.id, period=period, subject=indicator.title
            )


_TAKEN_OF_TARGET = Remark(
    "tolerance-note",
    Severity.NOTE,
    "The tolerance is taken as a percentage of the target, not as percentage points.",
    "If points are meant, write 5pp in the sheet or change the tolerance here.",
)


def _not_a_threshold(text: str) -> Remark:
    return Remark(
        "unmapped-text",
        Severity.WARNING,
        f"“{text}” is no single figure, so it gives no tolerance.",
        "Enter one figure where red begins and one where green begins.",
    )


def columns_as_periods(card: str, columns: Sequence[Column]) -> list[ScorecardPeriod]:
    """A record for each period that the sheet has a column for, figures or not."""
    found: dict[str, ScorecardPeriod] = {}
    for column in columns:
        if column.role is Role.VALUE and column.period is not None:
            found.setdefault(column.period.code, ScorecardPeriod(card, column.period.code, column.heading))
    return list(found.values())


def period_order_remarks(columns: Sequence[Column]) -> list[tuple[Column, Remark]]:
    """Columns of periods that are twice there, or out of the order of their like."""
    remarks: list[tuple[Column, Remark]] = []
    by_kind: dict[PeriodKind, list[Column]] = {}
    for column in columns:
        if column.role is Role.VALUE and column.period is not None:
            by_kind.setdefault(column.period.kind, []).append(column)
    for together in by_kind.values():
        periods = [column.period for column in together if column.period is not None]
        rising = sum(1 for a, b in zip(periods, periods[1:], strict=False) if a < b)
        falling = sum(1 for a, b in zip(periods, periods[1:], strict=False) if b < a)
        for before, column in zip(together, together[1:], strict=False):
            assert before.period is not None
            assert column.period is not None
            label = column.period.label
            if column.period in [c.period for c in together[: together.index(column)]]:
                remarks.append((column, _order(f"Two columns are headed {label}; the first of them is taken.")))
            elif (column.period < before.period) if rising >= falling else (before.period < column.period):
                remarks.append(
                    (column, _order(f"The column {label} stands out of order, after {before.period.label}."))
                )
    return remarks


def _order(message: str) -> Remark:
    return Remark("period-order", Severity.WARNING, message, "Correct the heading if it names the wrong period.")

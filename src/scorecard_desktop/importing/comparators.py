"""What an indicator's figures are held against: its targets, its tolerance, and the figures of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from scorecard_desktop.domain.aims import read_target
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.quantities import MAGNITUDE, UNIT_WORDS
from scorecard_desktop.domain.reading import Figure
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.scorecard_rows import IndicatorRow
from scorecard_desktop.importing.scorecard_table import ScorecardTable
from scorecard_desktop.importing.values import Remark, Scale, read_cell
from scorecard_desktop.importing.workbook import Cell, CellKind


def read_targets(table: ScorecardTable, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
    """The indicator's target, or its profile of targets by period."""
    columns = [column for column in table.columns_of(Role.TARGET) if not column.area]
    for column in table.columns_of(Role.TARGET):
        if column.area and not (cell := table.sheet.at(row.row, column.index)).blank:
            table.notices.leave(table.sheet, cell, "a target of one area: targets are the whole council’s")
    taken: dict[str, Target] = {}
    for column in columns:
        cell = table.merged_down(table.sheet.at(row.row, column.index))
        target = _target(table, cell, indicator, scale)
        if target is None:
            continue
        target = replace(target, period=_target_period(table, column, columns))
        first = taken.setdefault(target.period, target)
        if first is target:
            table.records.append(target)
        elif first.text != target.text:
            table.notice(_second_target(first.text, target.text), cell, indicator, target.period)


def _target_period(table: ScorecardTable, column: Column, columns: Sequence[Column]) -> str:
    """A profile where targets have periods of the figures' own kind; else the one target for all periods."""
    figured = {c.period for c in table.columns_of(Role.VALUE)}
    if column.period is not None and column.period.kind is PeriodKind.YEAR_TO_DATE and column.period in figured:
        return column.period.code  # a month is not held against what is due of the year so far
    if column.period is None or len(columns) == 1:
        return ""
    if column.period.kind is table.card.frequency:
        return column.period.code
    periods = [c.period for c in columns if c.period is not None]
    now = table.current
    if any(period.kind is table.card.frequency for period in periods):
        return column.period.code  # a year's target beside those of its quarters
    holding = [p for p in periods if now is not None and p.start <= now.end <= p.end]
    return "" if column.period == (holding[0] if holding else max(periods)) else column.period.code


def _target(table: ScorecardTable, cell: Cell, indicator: Indicator, scale: Scale) -> Target | None:
    if cell.kind is CellKind.NUMBER or cell.uncalculated:
        reading = read_cell(cell, scale)
        table.notice_all(reading, cell, indicator)
        if reading.figure is None or reading.figure.value is None:
            return None
        return Target(
            indicator.id, "", TargetKind.VALUE, reading.figure.value, None, cell.text, source=table.source(cell)
        )
    target = read_target(cell.text, indicator.id)
    if target is None:
        return None
    if target.kind is TargetKind.TEXT:
        if re.match(r"[<>≤≥=~£\s]*\d", target.text):
            table.notice(_in_words(target.text), cell, indicator)
        return replace(target, source=table.source(cell))
    if _other_measure(target.text, scale.measure):
        table.notice(_in_another_measure(target.text, scale.measure), cell, indicator)
        return Target(indicator.id, "", TargetKind.TEXT, None, None, target.text, source=table.source(cell))
    if scale.magnitude != 1 and _IN_MAGNITUDES.search(target.text):
        low, high = (None if v is None else v / scale.magnitude for v in (target.low, target.high))
        target = replace(target, low=low, high=high)
    if scale.unit is Unit.PERCENT and "%" not in cell.text:
        target = replace(target, low=_scaled(target.low, cell, scale), high=_scaled(target.high, cell, scale))
    return replace(target, source=table.source(cell))


_IN_MAGNITUDES = re.compile(rf"\d\s?{MAGNITUDE}", re.IGNORECASE)


def _other_measure(text: str, measure: str) -> bool:
    """Whether a target is put in another measure than the figures: weeks for days."""
    found = re.search(rf"\d\s*\(?({UNIT_WORDS.pattern})", text, re.IGNORECASE)
    said = found[1].casefold().rstrip("s") if found is not None else ""
    return bool(measure and said) and said.split()[-1] not in measure and measure.rsplit(maxsplit=1)[-1] not in said


def _in_words(text: str) -> Remark:
    return Remark(
        "unmapped-text",
        Severity.NOTE,
        f"The target “{text}” is no single figure, limit or range. It is kept as words, and nothing is rated against "
        "it.",
        "Enter the target as a figure, as <20% or ≥86%, or as a range such as 260-300.",
    )


def _in_another_measure(text: str, measure: str) -> Remark:
    return Remark(
        "scale",
        Severity.WARNING,
        f"The target “{text}” is put in another measure than the figures, which are in {measure}s. It is kept as "
        "words, and nothing is rated against it.",
        "Put the target in the measure of the figures.",
    )


def _second_target(first: str, second: str) -> Remark:
    return Remark(
        "conflicting-values",
        Severity.WARNING,
        f"A second target stands here, {second}, beside {first} for the same period. The first is taken.",
        "Say for which period each is, or take one of them out.",
    )


def _scaled(value: Decimal | None, cell: Cell, scale: Scale) -> Decimal | None:
    """A number typed as text under a percentage is read as one that is not: ``>0.9`` among fractions is 90 %."""
    if value is None:
        return None
    bare = Cell(cell.row, cell.column, CellKind.NUMBER, value, f"{value:f}")
    figure = read_cell(bare, scale).figure
    return figure.value if figure is not None else value


def read_tolerance(table: ScorecardTable, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
    """The indicator's own tolerance: red and green thresholds, or how far amber reaches."""
    red, green = (_threshold(table, row, indicator, role, scale) for role in (Role.RED, Role.GREEN))
    if red is not None or green is not None:
        cell = table.first(row, Role.RED) or table.first(row, Role.GREEN)
        assert cell is not None  # one of the two gave a figure
        table.records.append(
            Tolerance(Scope.INDICATOR, indicator.id, ToleranceKind.THRESHOLDS, red, green, source=table.source(cell))
        )
        return
    cell = table.first(row, Role.FLOOR)
    if cell is not None:
        floor = _threshold(table, row, indicator, Role.FLOOR, scale)
        if floor is not None:
            kind = ToleranceKind.FLOOR
            table.records.append(Tolerance(Scope.INDICATOR, indicator.id, kind, floor=floor, source=table.source(cell)))
        return
    cell = table.first(row, Role.MARGIN)
    if cell is not None:
        _read_margin(table, cell, indicator, scale)


def _threshold(
    table: ScorecardTable, row: IndicatorRow, indicator: Indicator, role: Role, scale: Scale
) -> Decimal | None:
    cell = table.first(row, role)
    if cell is None:
        return None
    target = _target(table, cell, indicator, scale)
    value = target.value if target is not None else None
    if value is None and target is not None:
        table.notice(_not_a_threshold(cell.text), cell, indicator)
    return value


def _read_margin(table: ScorecardTable, cell: Cell, indicator: Indicator, scale: Scale) -> None:
    """One column of tolerance: ``10%`` is of the target, ``5pp`` is in points, a plain number in the unit."""
    match = re.fullmatch(
        r"[+/±-]*\s*(\d+(?:\.\d+)?)\s*(%|pp|ppts?|points?|percentage points?)?(\s*of (?:the )?target)?",
        cell.text.strip(),
        re.IGNORECASE,
    )
    if match is None:
        table.notice(_not_a_threshold(cell.text), cell, indicator)
        return
    relative = match[2] == "%"
    kind = ToleranceKind.RELATIVE if relative else ToleranceKind.ABSOLUTE
    table.records.append(
        Tolerance(Scope.INDICATOR, indicator.id, kind, margin=Decimal(match[1]), source=table.source(cell))
    )
    if relative and not match[3] and scale.unit is Unit.PERCENT:
        table.notice(_TAKEN_OF_TARGET, cell, indicator)


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


def read_benchmarks(table: ScorecardTable, row: IndicatorRow, indicator: Indicator, scale: Scale) -> None:
    """The figures of others, in the order of the sheet's columns."""
    order = 0
    for column in table.columns_of(Role.BENCHMARK):
        order += 1
        cell = table.sheet.cells.get((row.row, column.index))
        if cell is None or cell.bare:
            continue
        reading = read_cell(cell, scale)
        table.notice_all(reading, cell, indicator)
        if reading.nothing:
            continue
        figure = reading.figure or Figure(note=reading.words)
        table.records.append(
            Benchmark(
                indicator.id,
                column.detail or column.heading,
                order,
                column.period.code if column.period is not None else "",
                figure.value,
                figure.symbol,
                figure.note,
                table.source(cell),
            )
        )

"""What the columns of a scorecard mean by what stands in them and beside them, where headings alone do not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scorecard_desktop.domain.aims import read_polarity
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.period import Period, PeriodKind, month, quarter_ending
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.colours import rag_of_words
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.scorecard_headings import Column, Relative, Role, plain_words, relative_of
from scorecard_desktop.importing.workbook import Cell, CellKind

_YEARS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR)
_MARKS = (Role.SHEET_RAG, Role.SHEET_DIRECTION)
_OF_PERIODS = re.compile(
    r"(?:.*\b(?:period|time ?frame|as at|as of|latest data|data for|data date|reporting (?:month|quarter|year)).*"
    r"|last update|(?:latest )?(?:date|month|quarter|year)(?: of (?:data|latest data|figures?))?)"
)
_NOT_OF_FIGURES = re.compile(r"\b(?:due|target|review|reviewed|meeting|next)\b")
_MOSTLY = 0.6
_WAYS = ("aim", "aims", "high / low", "higher / lower", "up / down", "+ / -", "max / min", "h / l")


def main_kind(periods: Sequence[Period]) -> PeriodKind | None:
    """How often the figures of a table come, by its columns: the commonest kind, the years before apart.

    Years that end before the latest quarter or month are what went before: ``2016/17, 2017/18, Q1 2018/19``.
    """
    counted = [period for period in periods if period.kind is not PeriodKind.YEAR_TO_DATE]
    within = [period for period in counted if period.kind not in (*_YEARS, PeriodKind.DATE)]
    years = [period for period in counted if period.kind in _YEARS]
    if within and years and max(within).end > max(years).end:
        counted = within
    return Counter(period.kind for period in counted).most_common(1)[0][0] if counted else None


def settled(columns: Sequence[Column], block: Block) -> list[Column]:
    """The columns with what their contents and neighbours say of them."""
    ordered = sorted(columns, key=lambda column: column.index)
    ordered = [_by_contents(column, block) for column in ordered]
    ordered = _of_their_own_periods(_without_doubtful_years(ordered), block)
    ordered = _counts_beside_percentages(_surest_of_each_period(ordered))
    for role in (*_MARKS, Role.TARGET):
        ordered = _for_the_figures_beside(ordered, role)
    return ordered


def _cells(column: Column, block: Block) -> Iterator[Cell]:
    for row in block.body:
        cell = block.sheet.at(row, column.index)
        if not cell.blank:
            yield cell


def _by_contents(column: Column, block: Block) -> Column:
    """What stands in a column tells ``Performance`` over ``On target`` from figures, and ``Aim`` over ``Maximise``."""
    if column.role is None and plain_words(column.heading) in _WAYS:
        said = [read_polarity(cell.text) for cell in _cells(column, block)]
        ways = [way for way in said if way is not None and way is not Polarity.UNKNOWN]
        return replace(column, role=Role.POLARITY) if ways and len(ways) >= _MOSTLY * len(said) else column
    if column.role not in (Role.VALUE, None) or (column.role is Role.VALUE and relative_of(column.heading) is None):
        return column
    cells = list(_cells(column, block))
    words = [cell for cell in cells if cell.kind is CellKind.TEXT]
    rated = [cell for cell in words if rag_of_words(cell.text) is not None]
    known = relative_of(column.heading) is Relative.CURRENT
    if rated and known and len(rated) >= _MOSTLY * len(cells):
        return Column(column.index, Role.SHEET_RAG, column.heading)
    return column


def _without_doubtful_years(columns: Sequence[Column]) -> list[Column]:
    """``Previous year`` beside ``Year to date`` may be all of that year or its part until now: nobody says."""
    if not any(column.relative is Relative.YEAR_TO_DATE for column in columns):
        return list(columns)
    return [
        replace(column, role=None, period=None)
        if column.relative is Relative.YEAR_EARLIER and not re.search(r"\bsame\b", plain_words(column.heading))
        else column
        for column in columns
    ]


def _of_their_own_periods(columns: Sequence[Column], block: Block) -> list[Column]:
    """``Latest`` and ``Previous`` beside a column that says for each row which period the latest is."""
    if not any(column.relative is not None for column in columns):
        return list(columns)
    for column in columns:
        said = plain_words(column.heading)
        if column.role in (Role.VALUE, None, Role.DATA_NOTE, Role.PERIOD) and _OF_PERIODS.fullmatch(said):
            periods = [period_of_row(cell) for cell in _cells(column, block)]
            known = [period for period in periods if period is not None]
            if known and not _NOT_OF_FIGURES.search(said) and len(known) >= _MOSTLY * len(periods):
                return [_beside(each, column, known) for each in columns]
    return list(columns)


def period_of_row(cell: Cell) -> Period | None:
    """The period that a cell names, and nothing else."""
    if cell.kind is CellKind.DATE:
        heading = read_label(cell.value)
    else:
        heading = read_label(re.sub(r"^(?:AY|FY)\s+", "", cell.text.strip()))
        if heading is not None and cell.text.strip().startswith("AY") and heading.period.kind in _YEARS:
            heading = read_label(f"academic {heading.period.label}")
            return heading.period if heading is not None else None
    return heading.period if heading is not None and not heading.rest else None


def _beside(column: Column, of_periods: Column, known: Sequence[Period]) -> Column:
    if column.index == of_periods.index:
        return Column(column.index, Role.PERIOD, column.heading)
    if column.relative is None or column.dated:
        return column
    common = Counter(known).most_common(1)[0][0]
    period = relative_to(common, column.relative)
    return replace(column, role=Role.VALUE, period=period, dated=True, beside=of_periods.index)


def relative_to(now: Period, relative: Relative) -> Period | None:
    """The period that ``Latest``, ``Previous`` or ``Last year`` is, where the latest is ``now``."""
    if relative is Relative.CURRENT:
        return now
    if relative is Relative.PREVIOUS:
        return now.previous()
    return now.year_earlier() if relative is Relative.YEAR_EARLIER else None


def narrowed(period: Period, heading: str) -> Period | None:
    """``Latest month`` of a quarter: its last month. None where the period does not tell: ``Latest quarter`` in May."""
    words = plain_words(heading)
    if re.search(r"\bmonth\b", words) and period.kind is not PeriodKind.MONTH:
        return month(period.end.year, period.end.month)
    if re.search(r"\b(?:quarter|qtr)\b", words) and period.kind is not PeriodKind.QUARTER:
        return quarter_ending(period.end.year, period.end.month) if period.end.month % 3 == 0 else None
    return period


def _surest_of_each_period(columns: Sequence[Column]) -> list[Column]:
    """Of several columns for one period and area, those whose headings hold other words give way: ``2016/17: Rank``."""
    figures = [column for column in columns if column.role is Role.VALUE and not column.dated]
    sure = {(column.period, column.area) for column in figures if column.sure}
    first = {(column.period, column.area): column.index for column in reversed(figures) if not column.sure}
    return [
        replace(column, role=None, period=None)
        if column.role is Role.VALUE
        and not column.sure
        and not column.dated
        and ((column.period, column.area) in sure or first[column.period, column.area] != column.index)
        else column
        for column in columns
    ]


def _counts_beside_percentages(columns: Sequence[Column]) -> list[Column]:
    """Of ``No.`` and ``%`` under one period the percentage is the figure, and the number what it is of."""
    shares = {c.period for c in columns if c.role is Role.VALUE and _last(c) in ("%", "percent", "percentage", "rate")}
    return [
        replace(column, role=Role.NUMERATOR)
        if column.role is Role.VALUE and column.period in shares and _last(column) in ("no", "number", "num", "count")
        else column
        for column in columns
    ]


def _last(column: Column) -> str:
    """The heading of the column itself, below its group, as it is compared."""
    return plain_words(column.heading.rpartition(": ")[2])


def _for_the_figures_beside(columns: Sequence[Column], role: Role) -> list[Column]:
    """Each of several columns of ratings, or of targets, is for the figures that stand beside it."""
    marks = [column for column in columns if column.role is role and column.period is None]
    figures = [column for column in columns if column.role is Role.VALUE and column.period is not None]
    if role is Role.TARGET and len({plain_words(column.heading) for column in marks}) > 1:
        return list(columns)
    if len(marks) < 2 or len({column.period for column in figures}) < 2 or not _interleaved(marks, figures):
        return list(columns)
    stand_before = marks[0].index < figures[0].index
    found: dict[int, Period | None] = {}
    for mark in marks:
        near = [f for f in figures if (f.index > mark.index) is stand_before]
        beside = (near[0] if stand_before else near[-1]) if near else None
        found[mark.index] = beside.period if beside is not None else None
    return [replace(column, period=found.get(column.index, column.period)) for column in columns]


def _interleaved(marks: Sequence[Column], figures: Sequence[Column]) -> bool:
    """Whether figures stand between all the marks, so that each has its own."""
    return all(
        any(before.index < figure.index < after.index for figure in figures) for before, after in pairwise(marks)
    )

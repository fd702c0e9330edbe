"""An indicator from its row: reference, name, unit, polarity, and the words that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.aims import read_polarity
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.reading import read_number
from scorecard_desktop.importing.comparators import read_benchmarks, read_targets, read_tolerance
from scorecard_desktop.importing.figures import read_figures
from scorecard_desktop.importing.identity import same_name, slug, unique
from scorecard_desktop.importing.marks import without_marks
from scorecard_desktop.importing.scorecard_headings import Role, plain_words
from scorecard_desktop.importing.scorecard_rows import IndicatorRow
from scorecard_desktop.importing.scorecard_table import ScorecardTable
from scorecard_desktop.importing.titles import is_frequency_word
from scorecard_desktop.importing.units import Measured, Seen, measured, seen_in
from scorecard_desktop.importing.values import Remark, hundredfold
from scorecard_desktop.importing.workbook import Cell

_FOOTNOTES = re.compile(r"[\s*†‡❶-❿①-⑳⓪➀-➓¹²³⁴⁵⁶⁷⁸⁹]+$")
_SERVICE = re.compile(r"^\{([^{}]{1,30})\}\s*")


def read_indicators(table: ScorecardTable, rows: Sequence[IndicatorRow]) -> None:
    """The records of every indicator of a table."""
    seen: dict[str, Indicator] = {}
    for order, row in enumerate(rows, 1):
        _read(table, row, order, seen)


class _Named(NamedTuple):
    """What a row says that it is of, before its figures are looked at."""

    cell: Cell
    name: str
    service: str
    measure: str


def _named(table: ScorecardTable, row: IndicatorRow) -> _Named:
    cell = table.first(row, Role.NAME)
    assert cell is not None  # a row is an indicator's only with a name
    name = " ".join(cell.text.split())
    service = table.words(row, Role.SERVICE)
    prefix = _SERVICE.match(name)
    if prefix is not None:
        service, name = service or prefix[1], name[prefix.end() :]
    return _Named(cell, _FOOTNOTES.sub("", name) or name, service, table.words(row, Role.DATA_NOTE))


def _indicator(
    table: ScorecardTable, row: IndicatorRow, order: int, named: _Named, polarity: Polarity | None, shown: Measured
) -> Indicator:
    name = named.name
    written = table.words(row, Role.REF)
    ref = _FOOTNOTES.sub("", written) or written
    identity = unique(f"{table.card.id}/{slug(ref or name)}", table.taken)
    table.taken.add(identity)
    frequency = is_frequency_word(table.words(row, Role.FREQUENCY))
    return Indicator(
        identity,
        table.card.id,
        order,
        ref,
        name,
        section=row.section,
        unit=shown.unit,
        decimals=shown.decimals,
        polarity=polarity or Polarity.UNKNOWN,
        frequency=frequency or _frequency_stated(table, row) or table.card.frequency,
        service=named.service,
        measure=named.measure,
        definition=table.words(row, Role.DEFINITION),
        lead_officer=table.words(row, Role.LEAD_OFFICER),
        data_officer=table.words(row, Role.DATA_OFFICER),
        priorities=_priorities(table, row),
        source=table.source(named.cell),
    )


def _frequency_stated(table: ScorecardTable, row: IndicatorRow) -> PeriodKind | None:
    """How often figures are due, by the periods that they state themselves."""
    current = table.current_of(row)
    return current.kind if current is not None and current != table.current else None


_ASKED = re.compile(
    r"(?:is )?(?:aims? to )?(?:(?P<high>maximi[sz]e|high(?:er)?|bigger|increase)|(?P<low>minimi[sz]e|low(?:er)?|smaller"
    r"|reduce))(?: (?:is )?(?:good|better|best))?"
)


_ANSWERS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


def _polarity(table: ScorecardTable, said: Cell) -> Polarity | None:
    """Which way is good: by the cell, or by its yes or no to the heading (``Aim to maximise``)."""
    answer = _ANSWERS.get(said.text.casefold())
    if answer is None:
        return read_polarity(said.text)
    heading = next((column.heading for column in table.columns_of(Role.POLARITY) if column.index == said.column), "")
    asked = _ASKED.fullmatch(plain_words(heading))
    if asked is None:
        return read_polarity(said.text)
    return Polarity.HIGH if answer is (asked["high"] is not None) else Polarity.LOW


def _polarity_unread(text: str) -> Remark:
    return Remark(
        "polarity-unknown",
        Severity.WARNING,
        f"“{text}” does not say which way is good in words that are known, so the figures are not rated.",
        "Say High, Low, Range or Info in the sheet, or set the polarity of the indicator here.",
    )


def _priorities(table: ScorecardTable, row: IndicatorRow) -> tuple[tuple[str, str], ...]:
    return tuple(
        (column.detail or column.heading, " ".join(cell.text.split()))
        for column, cell in table.cells(row, Role.PRIORITY)
        if re.search(r"\w", cell.text)
    )


def _say_if_twice(table: ScorecardTable, row: IndicatorRow, indicator: Indicator, seen: dict[str, Indicator]) -> None:
    key = indicator.ref.casefold() or same_name(indicator.name)
    other = seen.setdefault(key, indicator)
    if other is indicator:
        return
    what = f"The reference {indicator.ref}" if indicator.ref else f"“{indicator.name}”"
    where = other.source.cell if other.source is not None else ""
    remark = Remark(
        "duplicate-indicator",
        Severity.ERROR,
        f"{what} is used twice: here for “{indicator.name}” and in {where} for “{other.name}”. Both are kept.",
        "Give one of them a reference of its own, so that next month’s figures go to the right one; take the row out "
        "if it is there twice.",
    )
    table.notice(remark, table.first(row, Role.REF) or table.first(row, Role.NAME), indicator)


def _read(table: ScorecardTable, row: IndicatorRow, order: int, seen: dict[str, Indicator]) -> None:
    """The indicator with its unit, then its figures and all that goes with them."""
    named = _named(table, row)
    figures = [
        without_marks(cell if table.is_plain else table.figure(row, column)[0])
        for column, cell in table.cells(row, Role.VALUE)
        if not table.spread(cell)
    ]
    shown = seen_in(figures, table.symbols)
    found = measured(named.name, named.measure, shown, lambda: _seen_beside(table, row))
    scale = shown.scale(found.unit, table.symbols, f"{named.name} {named.measure}")
    if scale.are_fractions:
        found = replace(found, decimals=max(0, shown.finest - 2))
    said = table.first(row, Role.POLARITY)
    polarity = _polarity(table, said) if said is not None else Polarity.UNKNOWN
    indicator = _indicator(table, row, order, named, polarity, found)
    if said is not None and polarity is None:
        table.notice(_polarity_unread(said.text), said, indicator)
    _say_if_twice(table, row, indicator, seen)
    if not found.evident:
        table.unit_guessed.add(indicator.id)
    if found.against_name:
        table.notice(_AGAINST_ITS_NAME, table.first(row, Role.NAME), indicator)
    table.records.append(indicator)
    if scale.are_fractions:
        table.notice(_fractions(figures), figures[0], indicator)
    read_figures(table, row, indicator, scale)
    read_targets(table, row, indicator, scale)
    read_tolerance(table, row, indicator, scale)
    read_benchmarks(table, row, indicator, scale)
    _read_commentary(table, row, indicator)


_AGAINST_ITS_NAME = Remark(
    "scale",
    Severity.NOTE,
    "The name says that it is a number, but the figures are percentages. They are taken as percentages.",
    "Correct the name, or the figures if they should be counts.",
)


def _fractions(figures: Sequence[Cell]) -> Remark:
    first = next(
        cell.value for cell in figures if isinstance(cell.value, Decimal) or read_number(cell.text) is not None
    )
    value = first if isinstance(first, Decimal) else read_number(str(first))
    assert value is not None  # the scale is of numbers
    return Remark(
        "scale",
        Severity.NOTE,
        f"The figures lie between 0 and 1 and have no percent sign. They are taken as fractions: {plain(value)} is "
        f"{plain(hundredfold(value))}%.",
        "Format the cells as percentages, or correct the figures if they are less than one per cent.",
    )


def _seen_beside(table: ScorecardTable, row: IndicatorRow) -> Seen:
    """What the cells of target, thresholds and benchmarks show."""
    roles = (Role.TARGET, Role.RED, Role.GREEN, Role.BENCHMARK)
    cells = [cell for role in roles for _, cell in table.cells(row, role) if not table.spread(cell)]
    return seen_in(cells, table.symbols)


def _read_commentary(table: ScorecardTable, row: IndicatorRow, indicator: Indicator) -> None:
    """The officers' words, one text for each period; those on an area say so, as comments are of the whole council."""
    for role, part in ((Role.COMMENT, CommentaryPart.COMMENT), (Role.ACTION, CommentaryPart.ACTION)):
        written: dict[str, list[tuple[str, Cell]]] = {}
        for column, cell in table.cells(row, role):
            period = column.period or table.current_of(row)
            said = f"{column.area}: {cell.text.strip()}" if column.area else cell.text.strip()
            written.setdefault(period.code if period is not None else "", []).append((said, cell))
        for code, texts in written.items():
            text = "\n".join(said for said, _ in texts)
            table.records.append(Commentary(indicator.id, code, part, text, table.source(texts[0][1])))

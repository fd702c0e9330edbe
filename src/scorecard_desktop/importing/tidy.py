"""Long tables: a row for each indicator and period, and for each area where there is a column of areas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.columns import BARE_PERIOD
from scorecard_desktop.importing.identity import same_name
from scorecard_desktop.importing.scorecard_headings import plain_words
from scorecard_desktop.importing.widened import VALUE, Line, When, Wide, Widened, keys_of, part_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet

_PERIOD = re.compile(
    r"(?:reporting |data )?(?:period|month|quarter|date|term|month ending|quarter ending|period ending|time period)"
)
_YEAR = re.compile(r"(?:financial |academic |reporting |fiscal )?year")
_AREA = re.compile(
    r"(?:locality|localities|district|ward|patch|cluster|neighbourhood|geograph(?:y|ical area)|area|team area"
    r"|sub ?area)(?: name)?"
)
_WHOLE = re.compile(
    r"(?:all|total|overall|whole|county|council|borough|authority|la|citywide|city|countywide|boroughwide|corporate)"
    r"(?: (?:areas|localities|districts|council|county|authority|total|average|wide))?"
)
_MOST_PERIODS = 400
_MOST_COLUMNS = 40
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Long:
    """Which column of a long table holds what; 0 where none does.

    ``parts`` are its columns of figures, ``unread`` the rows whose period nobody can read.
    """

    header: int
    rows: tuple[int, ...]
    period: int
    year: int
    area: int
    parts: dict[int, str]
    own: tuple[int, ...]
    key: tuple[int, ...]
    unread: tuple[int, ...] = ()


def find_long(sheet: Sheet) -> Widened | None:
    """The first long table of a sheet; None where there is none."""
    for row in sheet.rows:
        found = _long(sheet, row)
        if found is not None:
            bottom = max((*found.rows, *found.unread))
            return Widened(found.header, bottom, _widened(sheet, found), found.unread)
    return None


def _long(sheet: Sheet, row: int) -> _Long | None:
    cells = sheet.by_row[row]
    if not 3 <= len(cells) <= _MOST_COLUMNS or any(cell.kind is not CellKind.TEXT for cell in cells):
        return None
    words = {cell.column: plain_words(cell.text) for cell in cells}
    periods = [column for column, text in words.items() if _PERIOD.fullmatch(text)]
    years = [column for column, text in words.items() if _YEAR.fullmatch(text)]
    if not periods and len(years) == 1:
        periods, years = years, []
    parts = {c.column: part for c in cells if c.column not in (*periods, *years) and (part := part_of(c.text))}
    if len(periods) != 1 or len(years) > 1 or list(parts.values()).count(VALUE) != 1:
        return None
    if len(set(parts.values())) != len(parts):
        return None
    area = next((column for column, text in words.items() if _AREA.fullmatch(text)), 0)
    own = tuple(c for c in words if c not in (*periods, *years, *parts))
    key = keys_of(sheet, row, own, periods[0])
    if not key:
        return None
    found = _Long(row, (), periods[0], years[0] if years else 0, area, parts, own, key)
    rows, unread = _rows(sheet, found)
    if len(rows) < _FEWEST_ROWS or len(unread) * 5 > len(rows):
        return None
    return _with_area(sheet, replace(found, rows=rows, unread=unread))


def _rows(sheet: Sheet, found: _Long) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows beneath the headings, as far as each has an indicator and says when; those of no period apart."""
    rows: list[int] = []
    unread: list[int] = []
    for row in sheet.rows:
        if row <= found.header:
            continue
        named = any(not sheet.shown_at(row, column).blank for column in found.key)
        if not named or sheet.shown_at(row, found.period).blank:
            break
        (rows if _label(sheet, row, found) is not None else unread).append(row)
    return tuple(rows), tuple(unread)


def _label(sheet: Sheet, row: int, found: _Long) -> Cell | None:
    """The cell that names the period of a row, with the year from its own column; None where it names none."""
    cell = sheet.shown_at(row, found.period)
    if cell.blank or len(cell.text) > 40:
        return None
    if cell.kind is CellKind.DATE:
        return cell
    year = sheet.shown_at(row, found.year) if found.year else None
    if year is not None and not year.blank and read_label(cell.text) is None:
        text = f"{cell.text.strip()} {year.text.strip()}"
        cell = replace(cell, kind=CellKind.TEXT, value=text, text=text, stands_at=cell.address)
    if read_label(cell.text) is None and not BARE_PERIOD.fullmatch(cell.text.strip()):
        return None
    return cell


def _with_area(sheet: Sheet, found: _Long) -> _Long | None:
    """An ``Area`` is one of the council only where it tells rows of one indicator and period apart; else a section."""
    whens = {_compared(label) for row in found.rows if (label := _label(sheet, row, found)) is not None}
    areas = {_area(sheet, row, found) for row in found.rows} if found.area else {""}
    if len(whens) * len(areas) > _MOST_PERIODS:
        return None
    if not found.area:
        return found
    seen: dict[tuple[str, ...], set[str]] = {}
    for row in found.rows:
        label = _label(sheet, row, found)
        assert label is not None  # such rows alone are taken
        seen.setdefault((*_key(sheet, row, found), _compared(label)), set()).add(sheet.shown_at(row, found.area).text)
    if any(len(own) > 1 for own in seen.values()):
        return replace(found, own=tuple(column for column in found.own if column != found.area))
    return replace(found, area=0)


def _area(sheet: Sheet, row: int, found: _Long) -> str:
    text = " ".join(sheet.shown_at(row, found.area).text.split()) if found.area else ""
    return "" if _WHOLE.fullmatch(plain_words(text)) else text


def _key(sheet: Sheet, row: int, found: _Long) -> tuple[str, ...]:
    return tuple(same_name(sheet.shown_at(row, column).text) for column in found.key)


def _compared(label: Cell) -> str:
    return str(label.value) if label.kind is CellKind.DATE else " ".join(label.text.casefold().split())


def _widened(sheet: Sheet, found: _Long) -> Wide:
    heads: Sequence[Cell] = [sheet.at(found.header, column) for column in found.own]
    wide = Wide(heads)
    lines: dict[tuple[str, ...], list[Line]] = {}
    for row in found.rows:
        label = _label(sheet, row, found)
        assert label is not None  # such rows alone are taken
        when = When(_compared(label), _area(sheet, row, found))
        wide.labels.setdefault(when, label)
        line = _line(wide, lines.setdefault(_key(sheet, row, found), []), when)
        for position, column in enumerate(found.own):
            cell = sheet.shown_at(row, column)
            if not cell.blank:
                line.own.setdefault(position, cell)
        for column, part in found.parts.items():
            cell = sheet.shown_at(row, column)
            if not cell.bare:
                line.figures[when, part] = cell
    return wide


def _line(wide: Wide, own: list[Line], when: When) -> Line:
    """The line of an indicator; another of its own where a figure for a period and area comes a second time."""
    found = next((line for line in own if when not in line.whens), None)
    if found is None:
        found = Line()
        own.append(found)
        wide.lines.append(found)
    found.whens.add(when)
    return found

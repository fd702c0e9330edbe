"""Tables in which a column says what each row is of: numerator, denominator, percentage, target, of one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.importing.columns import period_label
from scorecard_desktop.importing.identity import same_name
from scorecard_desktop.importing.layout import HeaderCell
from scorecard_desktop.importing.scorecard_headings import relative_of
from scorecard_desktop.importing.widened import VALUE, Line, When, Wide, Widened, keys_of, part_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet

_FEWEST_KNOWN = 0.8
_MOST_COLUMNS = 200
_LONGEST_TYPE = 30
_MOST_TEXTS = 1_000
"""Different ones in a column: that of types has a few, beside what stands above and beneath the table."""
_LONGEST_PERIOD = 60


@dataclass(frozen=True, slots=True)
class _Typed:
    """Which column of such a table holds what."""

    header: int
    rows: tuple[int, ...]
    kind: int
    periods: tuple[int, ...]
    own: tuple[int, ...]
    key: tuple[int, ...]


def find_typed(sheet: Sheet) -> Widened | None:
    """The first such table of a sheet; None where there is none."""
    columns = [column for column in sheet.columns if _may_tell_types(sheet, column)]
    last = max((sheet.by_column[column][-1].row for column in columns), default=0)
    for row in sheet.rows:
        found = _typed(sheet, row, columns) if row < last else None
        if found is not None:
            unknown = [each for each in found.rows if _is_of_no_type(sheet, each, found)]
            return Widened(found.header, found.rows[-1], _widened(sheet, found), tuple(unknown))
    return None


def _is_of_no_type(sheet: Sheet, row: int, found: _Typed) -> bool:
    """Whether nobody knows what a row is of, and it heads no others."""
    return not part_of(sheet.at(row, found.kind).text) and len(sheet.by_row[row]) > 1


def _may_tell_types(sheet: Sheet, column: int) -> bool:
    """Whether a column says of two rows at least what they are of, whichever row its heading may be."""
    texts = {cell.text for cell in sheet.by_column[column] if len(cell.text) <= _LONGEST_TYPE}
    if len(texts) > _MOST_TEXTS:
        return False
    parts = {part_of(text) for text in texts} - {""}
    return VALUE in parts and len(parts) > 1


def _typed(sheet: Sheet, row: int, columns: Sequence[int]) -> _Typed | None:
    """The table that a row heads. ``columns`` are those that may tell what its rows are of."""
    cells = sheet.by_row[row]
    if not 4 <= len(cells) <= _MOST_COLUMNS:
        return None
    headings = [HeaderCell(cell.column, (" ".join(cell.text.split()),), cell) for cell in cells]
    periods = tuple(heading.column for heading in headings if _is_of_a_period(heading))
    if len(periods) < 2:
        return None
    before = [column for column in columns if column < periods[0]]
    kind = next((column for column in reversed(before) if _tells_types(sheet, row, column)), 0)
    if not kind:
        return None
    own = tuple(cell.column for cell in cells if cell.column != kind and cell.column not in periods)
    key = keys_of(sheet, row, own, kind)
    if not key:
        return None
    found = _Typed(row, (), kind, periods, own, key)
    rows = _rows(sheet, found)
    groups = _groups(sheet, replace(found, rows=rows))
    several = sum(1 for group in groups if len(group) > 1)
    return replace(found, rows=rows) if several * 2 > len(groups) and several else None


def _is_of_a_period(heading: HeaderCell) -> bool:
    if len(heading.text) > _LONGEST_PERIOD:
        return False
    return period_label(heading) is not None or relative_of(heading.text, heading.group) is not None


def _tells_types(sheet: Sheet, header: int, column: int) -> bool:
    """Whether a column holds nothing much but words for what rows are of, the figure itself among them."""
    texts = [cell.text for cell in sheet.by_column.get(column, []) if cell.row > header]
    if len(texts) < 2 or any(len(text) > _LONGEST_TYPE for text in texts):
        return False
    parts = [part_of(text) for text in texts]
    known = [part for part in parts if part]
    return len(known) >= _FEWEST_KNOWN * len(texts) and VALUE in known and len(set(known)) > 1


def _rows(sheet: Sheet, found: _Typed) -> tuple[int, ...]:
    """The rows beneath the headings, to the last one whose type is told."""
    told = [cell.row for cell in sheet.by_column.get(found.kind, []) if cell.row > found.header]
    return sheet.rows_between(found.header + 1, told[-1])


def _groups(sheet: Sheet, found: _Typed) -> list[list[int]]:
    """The rows of each indicator: its name stands in each of them, in the first, or is merged over them."""
    groups: list[list[int]] = []
    current: tuple[str, ...] = ()
    parts: set[str] = set()
    for row in found.rows:
        part = part_of(sheet.at(row, found.kind).text)
        if not part:
            continue
        own = tuple(same_name(sheet.shown_at(row, column).text) for column in found.key)
        named = any(own)
        if not groups or (named and own != current) or part in parts:
            groups.append([])
            parts = set()
            current = own if named else current
        groups[-1].append(row)
        parts.add(part)
    return groups


def _widened(sheet: Sheet, found: _Typed) -> Wide:
    wide = Wide([sheet.at(found.header, column) for column in found.own])
    for column in found.periods:
        wide.labels[When(str(column))] = sheet.at(found.header, column)
    heads = [row for row in found.rows if len(sheet.by_row[row]) == 1 and sheet.at(row, found.kind).blank]
    for group in _groups(sheet, found):
        while heads and heads[0] < group[0]:
            wide.lines.append(Line(words=sheet.by_row[heads.pop(0)][0]))
        line = Line()
        wide.lines.append(line)
        for row in group:
            part = part_of(sheet.at(row, found.kind).text)
            for position, column in enumerate(found.own):
                cell = sheet.shown_at(row, column)
                if not cell.blank:
                    line.own.setdefault(position, cell)
            for column in found.periods:
                cell = _figure(sheet, row, column, part)
                if not cell.bare:
                    line.figures[When(str(column)), part] = cell
    return wide


def _figure(sheet: Sheet, row: int, column: int, part: str) -> Cell:
    """What stands under a period: words merged over several are of each where figures are due, else of the first."""
    cell = sheet.at(row, column)
    if cell.merged_from is None:
        return cell
    shown = sheet.shown_at(row, column)
    if part == VALUE and shown.kind is CellKind.TEXT:
        return shown
    return Cell(row, column, CellKind.EMPTY, stands_at=cell.address)

"""Tables whose periods run down: turned, so that they are read as any other, each cell keeping its own address.

Indicators head the columns, in one row or several (references, names, polarity, target …); months or quarters stand in
the rows; rows of targets or of others' figures may follow beneath. Where each indicator has several columns (actual,
target, rating) these come to stand side by side under each period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.importing.columns import BARE_PERIOD, period_label
from scorecard_desktop.importing.gathered import TableKind
from scorecard_desktop.importing.layout import Block, Form, HeaderCell, find_blocks
from scorecard_desktop.importing.meanings import NOT_SAID, Meanings
from scorecard_desktop.importing.scorecard_headings import Relative, Role, plain_words, relative_of, role_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Place, Sheet, address, place_of

_MAY_NAME = (CellKind.TEXT, CellKind.DATE, CellKind.NUMBER)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\d\d)?")
_FEWEST_PERIODS = 3
_LONGEST_LABEL = 60
_PERIOD_WORDS = re.compile(r"(?:reporting )?(?:period|month|quarter|date|year|term|week|month ending|quarter ending)s?")
_OF_ONE_INDICATOR = (Role.TARGET, Role.NUMERATOR, Role.DENOMINATOR, Role.SHEET_RAG, Role.SHEET_DIRECTION, Role.COMMENT)


@dataclass(frozen=True, slots=True)
class _Region:
    """A table with its periods down: the column that they stand in, the rows of headings and those of figures."""

    labels: int
    heads: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def top(self) -> int:
        return self.heads[0]

    @property
    def bottom(self) -> int:
        return self.rows[-1]


def find_tables(sheet: Sheet, forms: Sequence[Form], meanings: Meanings = NOT_SAID) -> list[Block]:
    """The tables of a sheet, top to bottom, whichever way their periods run."""
    blocks = find_blocks(sheet, forms, meanings)
    region = _region(sheet)
    if region is None:
        return blocks
    over = [block for block in blocks if block.top <= region.bottom and block.bottom >= region.top]
    if any(_reads_across(block) for block in over if region.top <= block.header_bottom):
        return blocks
    lead = [row for row in sheet.rows if row < region.top]
    above: list[Block] = []
    if any(block.header_bottom < region.top for block in blocks):
        start = _first_lead_row(sheet, region.top)
        above = find_blocks(_strip(sheet, 1, start - 1), forms, meanings)
        lead = [row for row in lead if row >= start]
    rest = [row for row in sheet.rows if row > region.bottom]
    below = find_tables(_strip(sheet, region.bottom + 1, rest[-1]), forms, meanings) if rest else []
    after = [row for row in rest if not below or row < min(map(_first_row, below))]
    turned = find_blocks(_turned(sheet, region, lead, after), forms, meanings)
    return [*above, *turned, *below] if turned else blocks


def _first_row(block: Block) -> int:
    """The row of the file in which a table, or what leads to it, begins."""
    rows = (*block.lead, *range(block.top, block.header_bottom + 1))
    return min(place_of(cell.address)[0] for row in rows for cell in block.sheet.by_row.get(row, []))


def _reads_across(block: Block) -> bool:
    """Whether a table that was found reading downwards is plainly one of those."""
    if block.kind is not TableKind.SCORECARD:
        return block.known * 2 >= len(block.header)
    return sum(1 for cell in block.header if period_label(cell) is not None) >= 2


def _strip(sheet: Sheet, top: int, bottom: int) -> Sheet:
    cells = {place: cell for place, cell in sheet.cells.items() if top <= place[0] <= bottom}
    merges = tuple(merge for merge in sheet.merges if top <= merge.top <= bottom)
    return replace(sheet, cells=cells, merges=merges)


def _first_lead_row(sheet: Sheet, top: int) -> int:
    first = top
    for row in reversed([row for row in sheet.rows if row < top]):
        if len(sheet.by_row[row]) > 1:
            break
        first = row
    return first


def _region(sheet: Sheet) -> _Region | None:
    """The first table whose periods run down."""
    found: list[_Region] = []
    for column in sheet.columns:
        for run in _runs(sheet, column):
            region = _around(sheet, column, run)
            if region is not None:
                found.append(region)
                break
    return min(found, key=lambda region: (region.top, region.labels), default=None)


def _label(sheet: Sheet, row: int, column: int) -> object | None:
    """The period that a cell at the head of a row names, as it is compared; None where it names none."""
    cell = sheet.cells.get((row, column))
    if cell is None or cell.kind not in _MAY_NAME or len(cell.text) > 40 or cell.blank:
        return None
    if cell.kind is CellKind.NUMBER and (len(cell.text) not in (4, 6) or _YEAR.fullmatch(cell.text) is None):
        return None
    if (
        cell.kind is not CellKind.DATE
        and read_label(cell.text) is None
        and not BARE_PERIOD.fullmatch(cell.text.strip())
    ):
        return None
    over = sheet.shown_at(row, column - 1) if column > 1 else cell
    texts: tuple[str, ...] = (" ".join(cell.text.split()),)
    if not over.blank and over is not cell:
        texts = (" ".join(over.text.split()), *texts)
    label = period_label(HeaderCell(column, texts, cell))
    return label.value if isinstance(label, Cell) else label


def _runs(sheet: Sheet, column: int) -> Iterator[list[int]]:
    """Rows of periods that follow one another in a column, with no more than a total or a blank between them."""
    run: list[int] = []
    for row in [cell.row for cell in sheet.by_column.get(column, [])]:
        if _label(sheet, row, column) is None or not _heads_its_row(sheet, row, column):
            continue
        if run and (row - run[-1] > 4 or any(_begins_a_table(sheet, r, column) for r in range(run[-1] + 1, row))):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _begins_a_table(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row between two periods holds the headings of another table."""
    label = sheet.at(row, column)
    after = [cell for cell in sheet.by_row.get(row, []) if cell.column > column]
    if not after:
        return False
    return _PERIOD_WORDS.fullmatch(plain_words(label.text)) is not None or all(_names(cell) for cell in after)


def _heads_its_row(sheet: Sheet, row: int, column: int) -> bool:
    """Whether nothing stands before a period but the year that it lies in."""
    before = [cell for cell in sheet.by_row[row] if cell.column < column]
    return not before or (len(before) == 1 and before[0].column == column - 1 and _year_or_term(before[0]))


def _year_or_term(cell: Cell) -> bool:
    return period_label(HeaderCell(cell.column, (" ".join(cell.text.split()),), cell)) is not None


def _around(sheet: Sheet, column: int, run: Sequence[int]) -> _Region | None:
    """The table that a run of periods belongs to; None where it heads no figures."""
    labels = {str(_label(sheet, row, column)) + _over(sheet, row, column) for row in run}
    if len(labels) < _FEWEST_PERIODS or len(labels) * 10 < len(run) * 9:
        return None
    columns = _columns(sheet, column, run)
    figures = [c for c in columns if sum(_is_figure(sheet.at(row, c)) for row in run) * 2 >= len(run)]
    if not figures:
        return None
    heads = _heads(sheet, column, run[0], columns)
    if not heads:
        return None
    return _Region(column, heads, _rows(sheet, column, run, columns), columns)


def _over(sheet: Sheet, row: int, column: int) -> str:
    if column == 1:
        return ""
    for above in range(row, 0, -1):
        cell = sheet.at(above, column - 1)
        if not cell.blank:
            return cell.text
    return ""


def _is_figure(cell: Cell) -> bool:
    if cell.kind is CellKind.NUMBER:
        return True
    return cell.kind is CellKind.TEXT and read_figure(cell.text) is not None


def _columns(sheet: Sheet, labels: int, run: Sequence[int]) -> tuple[int, ...]:
    """The columns to the right, up to two that are empty side by side or to another column of periods."""
    last = max((cell.column for row in run for cell in sheet.by_row[row]), default=labels)
    filled = {cell.column for row in range(run[0] - 1, run[-1] + 1) for cell in sheet.by_row.get(row, [])}
    found: list[int] = []
    for column in range(labels + 1, last + 1):
        if column not in filled and column - 1 not in filled:
            break
        if sum(_label(sheet, row, column) is not None for row in run) * 2 > len(run):
            break
        found.append(column)
    return tuple(column for column in found if column in filled)


def _heads(sheet: Sheet, labels: int, first: int, columns: Sequence[int]) -> tuple[int, ...]:
    """The rows of headings above the first period."""
    heads: list[int] = []
    for row in reversed([row for row in sheet.rows if row < first]):
        if (heads[0] if heads else first) - row > 2:
            break
        cells = [cell for cell in sheet.by_row[row] if cell.column in columns]
        merges = [sheet.merge_at(cell.row, cell.column) for cell in sheet.by_row[row]]
        title = len(sheet.by_row[row]) == 1 and len(columns) > 1
        if title and merges[0] is not None and labels < merges[0].left and merges[0].width < len(columns):
            title = False
        if not cells or title or any(_label(sheet, row, cell.column) is not None for cell in cells):
            break
        heads.insert(0, row)
    return tuple(heads)


def _rows(sheet: Sheet, labels: int, run: Sequence[int], columns: Sequence[int]) -> tuple[int, ...]:
    """The rows of figures: the periods, and what stands beneath them under the same headings."""
    taken = [row for row in sheet.rows if run[0] <= row <= run[-1]]
    waiting: list[int] = []
    previous = run[-1]
    for row in [row for row in sheet.rows if row > run[-1]]:
        label = sheet.at(row, labels)
        filled = [cell for cell in sheet.by_row[row] if cell.column in columns]
        if label.blank or len(label.text) > _LONGEST_LABEL or row - previous > 4:
            break
        heads = _PERIOD_WORDS.fullmatch(plain_words(label.text)) or role_of(label.text) in (Role.NAME, Role.REF)
        if heads and all(_names(cell) for cell in filled):
            break  # the headings of the next table
        previous = row
        waiting.append(row)
        if filled:
            taken.extend(waiting)
            waiting.clear()
    return tuple(taken)


def _names(cell: Cell) -> bool:
    return cell.kind is CellKind.TEXT and read_figure(cell.text) is None and len(cell.text) > 12


def _turned(sheet: Sheet, region: _Region, lead: Sequence[int], after: Sequence[int]) -> Sheet:
    """The table turned, with the lines above it above and those beneath it beneath."""
    return _Turner(sheet, region).sheet(lead, after)


class _Turner:
    def __init__(self, sheet: Sheet, region: _Region) -> None:
        self._sheet = sheet
        self._region = region
        self._cells: dict[Place, Cell] = {}
        self._merges: list[Merge] = []

    def sheet(self, lead: Sequence[int], after: Sequence[int]) -> Sheet:
        line = 0
        for row in lead:
            for cell in self._sheet.by_row[row]:
                line += 1
                self._put(line, 1, cell)
        self._table(line + 2)
        line = max(place[0] for place in self._cells) + 1
        for row in after:
            for cell in self._sheet.by_row[row]:
                line += 1
                self._put(line, 1, cell)
        return Sheet(self._sheet.name, self._cells, tuple(self._merges), self._sheet.hidden, read_in_other_places=True)

    def _put(self, row: int, column: int, cell: Cell) -> None:
        at = cell.address
        self._cells[row, column] = replace(cell, row=row, column=column, merged_from=None, stands_at=at)

    def _table(self, top: int) -> None:
        """The headings in two rows, then a row for each indicator."""
        parts = self._parts()
        names = self._names_row(parts)
        heads = [row for row in self._region.heads if row not in parts.rows]
        for position, row in enumerate(heads, 1):
            corner = self._corner(row)
            if corner is not None:
                self._put(top + 1, position, corner)
        groups = self._groups()
        before = max(1, len(heads))
        rows = [row for row in self._region.rows if row not in groups.lines]
        for position, row in enumerate(rows):
            left = before + 1 + position * len(parts.texts)
            self._heading(top, left, row, groups.over.get(row), parts)
        for line, columns in enumerate(parts.by_indicator, top + 2):
            self._indicator(line, columns, heads, names)
            for position, row in enumerate(rows):
                for part, column in columns.items():
                    cell = self._sheet.cells.get((row, column))
                    if cell is not None:
                        left = before + 1 + position * len(parts.texts)
                        self._put(line, left + parts.texts.index(part), cell)
        self._merge_figures(top + 2, parts, {row: before + 1 + at * len(parts.texts) for at, row in enumerate(rows)})
        self._merge_sections(top + 2, len(parts.by_indicator), heads)

    def _heading(self, top: int, left: int, row: int, group: Cell | None, parts: _Parts) -> None:
        label = self._sheet.at(row, self._region.labels)
        if parts.texts == [""]:
            self._put(top + 1, left, label)
            if group is not None and not _says_itself(label):
                self._put(top, left, group)
            return
        for offset, part in enumerate(parts.texts):
            self._put(top, left + offset, label)
            self._put(top + 1, left + offset, parts.heading[part])

    def _indicator(self, line: int, columns: dict[str, int], heads: Sequence[int], names: Cell | None) -> None:
        first = min(columns.values())
        for position, row in enumerate(heads, 1):
            cell = self._sheet.shown_at(row, first)
            if not cell.blank:
                self._put(line, position, cell)
        if names is not None and not heads:
            self._put(line, 1, names)

    def _corner(self, row: int) -> Cell | None:
        """What the heading of a row of headings says, unless it heads the periods below it."""
        for column in range(self._region.labels, 0, -1):
            cell = self._sheet.at(row, column)
            if not cell.blank:
                return None if _PERIOD_WORDS.fullmatch(plain_words(cell.text)) else cell
        return None

    def _groups(self) -> _Groups:
        """What stands over a row's label: the year in the column before, or a line of words above several rows."""
        found: dict[int, Cell] = {}
        lines: set[int] = set()
        over: Cell | None = None
        year: Cell | None = None
        for row in self._region.rows:
            label = self._sheet.at(row, self._region.labels)
            alone = not any(cell.column in self._region.columns for cell in self._sheet.by_row[row])
            before = self._sheet.shown_at(row, self._region.labels - 1) if self._region.labels > 1 else None
            if before is not None and not before.blank:
                year = before
            if alone:
                over = label if not label.blank else over
                lines.add(row)
            elif over is not None and _label(self._sheet, row, self._region.labels) is None:
                found[row] = over
            elif year is not None:
                found[row] = year
        return _Groups(found, lines)

    def _parts(self) -> _Parts:
        """How the columns belong to indicators: one each, or several that a row of headings tells apart."""
        last = self._region.heads[-1]
        columns = self._region.columns
        texts = {c: " ".join(self._sheet.shown_at(last, c).text.split()) for c in columns}
        said = [role_of(text) for text in texts.values()]
        figures = [
            relative_of(text) is Relative.CURRENT or plain_words(text) in ("%", "rate") for text in texts.values()
        ]
        several = any(figures) and any(role in _OF_ONE_INDICATOR for role in said)
        if not several or not all(
            is_figure or role in _OF_ONE_INDICATOR for is_figure, role in zip(figures, said, strict=True)
        ):
            return _Parts([""], {}, tuple({"": column} for column in columns), ())
        by_indicator: list[dict[str, int]] = []
        for column in columns:
            if not by_indicator or texts[column] in by_indicator[-1]:
                by_indicator.append({})
            by_indicator[-1][texts[column]] = column
        order = list(dict.fromkeys(text for own in by_indicator for text in own))
        heading = {text: self._sheet.shown_at(last, next(c for c in columns if texts[c] == text)) for text in order}
        return _Parts(order, heading, tuple(by_indicator), (last,))

    def _names_row(self, parts: _Parts) -> Cell | None:
        """The name of the only indicator, where the table's title is all that says it."""
        if not parts.rows or len(self._region.heads) > len(parts.rows):
            return None
        above = [row for row in self._sheet.rows if row < self._region.top]
        return self._sheet.by_row[above[-1]][0] if above else None

    def _merge_figures(self, top: int, parts: _Parts, places: dict[int, int]) -> None:
        """Words merged down over several figures of an indicator are merged across them here."""
        for merge in self._sheet.merges:
            if merge.width > 1 or merge.top not in places or parts.texts != [""]:
                continue
            line = next((n for n, own in enumerate(parts.by_indicator) if merge.left in own.values()), None)
            covered = [places[row] for row in range(merge.top, merge.bottom + 1) if row in places]
            if line is None or len(covered) < 2:
                continue
            self._merges.append(Merge(top + line, covered[0], top + line, covered[-1]))
            for column in range(covered[0] + 1, covered[-1] + 1):
                at = (top + line, column)
                self._cells[at] = Cell(*at, CellKind.EMPTY, merged_from=(top + line, covered[0]))

    def _merge_sections(self, top: int, height: int, heads: Sequence[int]) -> None:
        """A heading merged over several indicators' columns becomes one that is merged down."""
        for position, row in enumerate(heads, 1):
            spans = [merge for merge in self._sheet.merges if merge.top == row and merge.width > 1]
            line = top
            while line < top + height:
                cell = self._cells.get((line, position))
                end = line
                same = cell is not None and any(_begins(cell, span) for span in spans)
                while same and (after := self._cells.get((end + 1, position))) is not None and cell is not None:
                    if after.address != cell.address:
                        break
                    end += 1
                    self._cells[end, position] = replace(
                        after, kind=CellKind.EMPTY, text="", merged_from=(line, position)
                    )
                if end > line:
                    self._merges.append(Merge(line, position, end, position))
                line = end + 1


def _says_itself(label: Cell) -> bool:
    """Whether a row's label needs no words over it: ``England 2016-17``."""
    stated = read_label(label.text)
    return role_of(label.text) is not None or (stated is not None and role_of(stated.rest) is not None)


def _begins(cell: Cell, merge: Merge) -> bool:
    return cell.address == address(merge.top, merge.left)


@dataclass(frozen=True, slots=True)
class _Groups:
    """What stands over the labels of rows, and the rows that hold nothing but such words."""

    over: dict[int, Cell]
    lines: set[int]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What each indicator has a column for, its heading cells, the columns by indicator, the rows that tell it."""

    texts: list[str]
    heading: dict[str, Cell]
    by_indicator: tuple[dict[str, int], ...]
    rows: tuple[int, ...]

"""Where the tables are on a sheet: header rows found by what they say, wherever they stand and however deep."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.importing.dated import dated
from scorecard_desktop.importing.gathered import TableKind
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet, address, column_letters, place_of

_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """The heading of one column: what stands over it, group first, and the cell that is nearest to the figures."""

    column: int
    texts: tuple[str, ...]
    cell: Cell

    @property
    def text(self) -> str:
        """The heading itself."""
        return self.texts[-1] if self.texts else ""

    @property
    def group(self) -> str:
        """The heading over it that it shares with its neighbours; empty where there is none."""
        return self.texts[0] if len(self.texts) > 1 else ""

    @property
    def whole(self) -> str:
        """Both, for the officer: ``Tolerances: Red``."""
        return ": ".join(self.texts)


Recognise = Callable[[Sequence[HeaderCell]], float]
"""How many of the headings a form of table knows, a little more where it knows them better; 0 where it knows none."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of table and how its header is known."""

    kind: TableKind
    recognise: Recognise


@dataclass(frozen=True, slots=True)
class Block:
    """A table: its header rows, the columns under them, the rows of its body and those that lead to it."""

    sheet: Sheet
    kind: TableKind
    top: int
    header_bottom: int
    bottom: int
    header: tuple[HeaderCell, ...]
    lead: tuple[int, ...]
    known: float

    @property
    def range(self) -> str:
        """``A6:P24``: where it stands in the file."""
        if self.sheet.read_in_other_places:
            rows = [self.sheet.by_row.get(row, []) for row in (*range(self.top, self.header_bottom + 1), *self.body)]
            return _span([cell for cells in rows if len(cells) > 1 for cell in cells])
        columns = [cell.column for cell in self.header]
        left = min([*columns, *(c.column for row in self.body for c in self.sheet.by_row[row])])
        right = max(columns)
        bottom = max(self.body, default=self.header_bottom)
        return f"{address(self.top, left)}:{column_letters(right)}{bottom}"

    @property
    def body(self) -> tuple[int, ...]:
        """The rows below the header in which anything can be read."""
        return tuple(row for row in self.sheet.rows if self.header_bottom < row <= self.bottom)


def _span(cells: Sequence[Cell]) -> str:
    places = [place_of(cell.address) for cell in cells]
    rows, columns = zip(*places, strict=True)
    return f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}"


def find_blocks(sheet: Sheet, forms: Sequence[Form]) -> list[Block]:
    """The tables of a sheet, top to bottom, each from its header to the row before the next one's."""
    headers: list[tuple[int, int, TableKind, tuple[HeaderCell, ...], float]] = []
    row_after = 0
    for row in sheet.rows:
        if row < row_after:
            continue
        best = _best_header(sheet, row, forms)
        if best is None:
            continue
        bottom, form, header, known = best
        if headers and _same_headings(headers[-1][3], header):
            row_after = bottom + 1  # the header repeated for print: the table goes on
            continue
        headers.append((row, bottom, form.kind, header, known))
        row_after = bottom + 1
    blocks = []
    last_row = max(sheet.rows, default=0)
    for position, (top, bottom, kind, header, known) in enumerate(headers):
        start = headers[position - 1][1] + 1 if position else 0
        lead = _lead(sheet, top, start, everything=position == 0)
        end = last_row
        if position + 1 < len(headers):
            next_top = headers[position + 1][0]
            end = min([*_lead(sheet, next_top, bottom + 1, everything=False), next_top]) - 1
        blocks.append(Block(sheet, kind, top, bottom, end, header, lead, known))
    return blocks


def is_repeated_header(block: Block, row: int) -> bool:
    """True for a row of the body that only says the header again, for print."""
    headings = {text.casefold() for cell in block.header for text in cell.texts}
    cells = block.sheet.by_row.get(row, [])
    return len(cells) > 1 and all(_one_line(cell.text).casefold() in headings for cell in cells)


def _lead(sheet: Sheet, top: int, start: int, *, everything: bool) -> tuple[int, ...]:
    """The rows of words above a header: for the first table all, for a later one those that stand alone."""
    above = [row for row in sheet.rows if start <= row < top]
    if everything:
        return tuple(above)
    lead: list[int] = []
    for row in reversed(above):
        cells = sheet.by_row[row]
        if len(cells) > 1 or cells[0].kind is not CellKind.TEXT:
            break
        lead.insert(0, row)
    return tuple(lead)


def _best_header(
    sheet: Sheet, row: int, forms: Sequence[Form]
) -> tuple[int, Form, tuple[HeaderCell, ...], float] | None:
    """The header that begins in a row: how deep it is and what it is the header of."""
    if not _header_like(sheet, row):
        return None
    found: list[tuple[float, int, Form, tuple[HeaderCell, ...]]] = []
    one = _header(sheet, row, row)
    two = _header(sheet, row, row + 1) if _header_like(sheet, row + 1) and not _a_title(sheet, row) else None
    below = _header(sheet, row + 1, row + 1) if two is not None else ()
    for form in forms:
        known = form.recognise(one)
        if known:
            found.append((known, row, form, one))
        if two is not None:
            deeper = form.recognise(two)
            if deeper > max(known, form.recognise(below)):
                found.append((deeper, row + 1, form, two))
    if not found:
        return None
    best = max(found, key=lambda item: (item[0], -item[1]))
    if best[1] == row and below and form_of(below, forms) > best[0]:
        return None  # a line of words over the real header
    return best[1], best[2], best[3], best[0]


def form_of(header: Sequence[HeaderCell], forms: Sequence[Form]) -> float:
    """The most headings that any form knows."""
    return max((form.recognise(header) for form in forms), default=0)


def _header_like(sheet: Sheet, row: int) -> bool:
    cells = sheet.by_row.get(row, [])
    if not cells:
        return False
    if any(len(cell.text) > _LONGEST_HEADING for cell in cells):
        return False
    if any(_a_figure(cell) for cell in cells):
        return False
    return any(cell.kind in (CellKind.TEXT, CellKind.DATE) for cell in cells)


def _a_figure(cell: Cell) -> bool:
    """A number, or text that is one: no heading, unless it is a year."""
    if cell.kind is CellKind.NUMBER:
        return not _a_year(cell)
    if cell.kind is CellKind.TEXT and (found := dated(cell)) is not None and len(found.cell.text) > 1:
        figure = read_figure(found.cell.text)
        return figure is not None and figure.value is not None
    figure_alone = cell.kind is CellKind.TEXT and re.fullmatch(r"[-£\d.,%\s()]*\d%?\)?", cell.text) is not None
    return figure_alone and not _a_period(cell)


def _a_period(cell: Cell) -> bool:
    return read_label(cell.text) is not None


def _a_title(sheet: Sheet, row: int) -> bool:
    """A line of words alone in its row and no group of headings: nothing is beneath it, or the table's first column."""
    cells = sheet.by_row[row]
    if len(cells) > 1 or sheet.merge_at(row, cells[0].column) is not None:
        return False
    beneath = sheet.by_row.get(row + 1, [])
    first = beneath[0].column if beneath else 0
    return cells[0].column <= first or sheet.shown_at(row + 1, cells[0].column).blank


def _a_year(cell: Cell) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d(?:\d\d)?", cell.text) is not None


def _header(sheet: Sheet, top: int, bottom: int) -> tuple[HeaderCell, ...]:
    """The headings of each column over rows ``top`` to ``bottom``: groups spread over the columns that share them."""
    rows = range(top, bottom + 1)
    columns = sorted({cell.column for row in rows for cell in sheet.by_row.get(row, [])} | _merged_columns(sheet, rows))
    width = len(columns)
    headings = []
    spread = ""
    for column in columns:
        texts: list[str] = []
        nearest: Cell | None = None
        for row in rows:
            cell = sheet.shown_at(row, column)
            merge = sheet.merge_at(cell.row, cell.column)
            if merge is not None and merge.width >= max(3, width):
                continue  # a title over the whole table
            text = _one_line(cell.text)
            if row == top and bottom > top:
                spread = text or (spread if _stands_under_a_group(sheet, top, column) else "")
                text = text or spread
            if text and text not in texts:
                texts.append(text)
            if text and (nearest is None or sheet.at(row, column).merged_from is None):
                nearest = cell
        if texts and nearest is not None:
            headings.append(HeaderCell(column, tuple(texts), nearest))
    return tuple(headings)


def _merged_columns(sheet: Sheet, rows: range) -> set[int]:
    """The columns that a heading merged across covers, apart from one over everything."""
    found: set[int] = set()
    for merge in sheet.merges:
        if merge.top in rows and not sheet.at(merge.top, merge.left).blank:
            found |= set(range(merge.left, merge.right + 1))
    return found


def _stands_under_a_group(sheet: Sheet, top: int, column: int) -> bool:
    """True where an empty cell of the upper header row continues the group on its left without being merged."""
    return sheet.at(top, column).merged_from is None and not sheet.at(top + 1, column).blank and _no_own(sheet, top)


def _no_own(sheet: Sheet, top: int) -> bool:
    """Groups are spread only where the sheet merges none in that row: a merge says where a group ends."""
    return not any(merge.top == top and merge.width > 1 for merge in sheet.merges)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _same_headings(one: Sequence[HeaderCell], other: Sequence[HeaderCell]) -> bool:
    return [c.texts for c in one] == [c.texts for c in other]

"""Tables whose periods run down: turned, so that they are read as any other, each cell keeping its own address.

Where each indicator has several columns (actual, target, rating) these come to stand side by side under each period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.columns import period_label
from scorecard_desktop.importing.data_types import find_typed
from scorecard_desktop.importing.gathered import TableKind
from scorecard_desktop.importing.layout import Block, Form, Header, HeaderSearch, find_blocks
from scorecard_desktop.importing.meanings import NOT_SAID, Meanings
from scorecard_desktop.importing.regions import PERIOD_WORDS, Region, Regions, period_at
from scorecard_desktop.importing.scorecard_headings import Relative, Role, plain_words, relative_of, role_of
from scorecard_desktop.importing.tidy import find_long
from scorecard_desktop.importing.widened import Widened
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Place, Sheet, address, place_of

_OF_ONE_INDICATOR = (Role.TARGET, Role.NUMERATOR, Role.DENOMINATOR, Role.SHEET_RAG, Role.SHEET_DIRECTION, Role.COMMENT)


def find_tables(sheet: Sheet, forms: Sequence[Form], meanings: Meanings = NOT_SAID) -> list[Block]:
    """The tables of a sheet, top to bottom, whichever way their periods run and however many rows an indicator has."""
    widened = find_long(sheet) or find_typed(sheet)
    if widened is not None:
        found = _with_widened(sheet, widened, forms, meanings)
        if found:
            return found
    return _Finding(sheet, forms, meanings).tables()


def _with_widened(sheet: Sheet, widened: Widened, forms: Sequence[Form], meanings: Meanings) -> list[Block]:
    """A table that was widened, with those above it and beneath it; none where nobody knows it as widened either."""
    before = sheet.rows_between(1, widened.top - 1)
    nearest = _nearest(sheet, before)
    start = nearest[0] if nearest else widened.top
    above = find_blocks(sheet.strip(1, start - 1), forms, meanings) if any(r < start for r in sheet.rows) else []
    lead = nearest if above else before
    rest = [row for row in sheet.rows if row > widened.bottom]
    below = find_tables(sheet.strip(widened.bottom + 1, rest[-1]), forms, meanings) if rest else []
    after = [*widened.left_over, *(row for row in rest if not below or row < min(map(_first_row, below)))]
    made = find_blocks(widened.wide.sheet_of(sheet, list(lead), after), forms, meanings)
    return [*above, *made, *below] if made else []


@dataclass(frozen=True, slots=True)
class _Turned:
    """A table that is to be turned: where it stands, and the rows of words that lead to it."""

    region: Region
    lead: tuple[int, ...]

    @property
    def first(self) -> int:
        """The row in which it, or what leads to it, begins."""
        return min([*self.lead[:1], self.region.top])


class _Finding:
    """The tables of one sheet being found, from the top to the bottom.

    Rows up to ``_done`` belong to tables that were found; those after it are read as they stand, unless a table whose
    periods run down lies among them.
    """

    def __init__(self, sheet: Sheet, forms: Sequence[Form], meanings: Meanings) -> None:
        self._sheet = sheet
        self._forms = forms
        self._meanings = meanings
        self._done = 0
        self._waiting: _Turned | None = None
        self._found: list[Block] = []
        self._headers = HeaderSearch(sheet, forms, meanings)

    def tables(self) -> list[Block]:
        """All of them."""
        regions = Regions(self._sheet)
        passed = 0
        while (region := regions.after(passed)) is not None:
            if not self._is_read_across(region):
                self._take(region, passed)
            passed = region.bottom
        rest = self._as_they_stand(self._sheet.rows[-1]) if self._sheet.rows else []
        self._turn_what_waits(min(map(_first_row, rest), default=None))
        return [*self._found, *rest]

    def _is_read_across(self, region: Region) -> bool:
        """Whether a table that reads across has its headings in a region."""
        found = reversed(self._headers.down_to(region.bottom))
        over = takewhile(lambda header: region.top <= header.bottom, found)
        return any(_reads_across(header) for header in over)

    def _take(self, region: Region, passed: int) -> None:
        """Take a region for a table, unless nothing is recognised in it."""
        lead = self._sheet.rows_between(self._done + 1, region.top - 1)
        found = self._headers.down_to(region.bottom)
        alone = passed == self._done and not (found and found[0].bottom < region.top)
        nearest = lead if alone else _nearest(self._sheet, lead)
        if not find_blocks(self._turned(_Turned(region, nearest), ()), self._forms, self._meanings):
            return
        above = self._as_they_stand((nearest[0] if nearest else region.top) - 1) if nearest != lead else []
        table = _Turned(region, nearest if above else lead)
        self._turn_what_waits(min([table.first, *map(_first_row, above)]))
        self._found.extend(above)
        self._waiting = table
        self._done = region.bottom
        self._headers = HeaderSearch(self._sheet, self._forms, self._meanings, region.bottom + 1)

    def _as_they_stand(self, last: int) -> list[Block]:
        """The tables of the rows that belong to none so far, up to row ``last``."""
        whole = self._done < self._sheet.rows[0] and last >= self._sheet.rows[-1]
        strip = self._sheet if whole else self._sheet.strip(self._done + 1, last)
        return find_blocks(strip, self._forms, self._meanings)

    def _turn_what_waits(self, before: int | None) -> None:
        """Turn the last table, with the lines beneath it up to what follows in row ``before``."""
        if self._waiting is None:
            return
        last = self._sheet.rows[-1] if before is None else before - 1
        after = self._sheet.rows_between(self._waiting.region.bottom + 1, last)
        self._found.extend(find_blocks(self._turned(self._waiting, after), self._forms, self._meanings))
        self._waiting = None

    def _turned(self, table: _Turned, after: Sequence[int]) -> Sheet:
        """The table turned, with the lines above it above and those beneath it beneath."""
        bottom = after[-1] if after else table.region.bottom
        return _Turner(self._sheet.strip(table.first, bottom), table.region).sheet(table.lead, after)


def _first_row(block: Block) -> int:
    """The row of the file in which a table, or what leads to it, begins."""
    rows = (*block.lead, *range(block.top, block.header_bottom + 1))
    return min(place_of(cell.address)[0] for row in rows for cell in block.sheet.by_row.get(row, []))


def _reads_across(header: Header) -> bool:
    """Whether a table that was found reading downwards is plainly one of those."""
    if header.form.kind is not TableKind.SCORECARD:
        return header.known * 2 >= len(header.cells)
    return sum(1 for cell in header.cells if period_label(cell) is not None) >= 2


def _nearest(sheet: Sheet, rows: Sequence[int]) -> tuple[int, ...]:
    """The last of these rows, as long as they hold one cell each."""
    first = len(rows)
    while first and len(sheet.by_row[rows[first - 1]]) == 1:
        first -= 1
    return tuple(rows[first:])


def _comments_on_all(sheet: Sheet, region: Region) -> list[Cell]:
    """The cells of columns of comments beside indicators of one column each: they are on all, and no indicator's."""
    heads = {column: sheet.shown_at(region.heads[-1], column).text for column in region.columns}
    if any(role_of(text) in _OF_ONE_INDICATOR[:-1] for text in heads.values()):
        return []
    words = [column for column, text in heads.items() if role_of(text) in (Role.COMMENT, Role.ACTION)]
    cells = [sheet.at(row, column) for row in region.rows for column in words]
    return [cell for cell in cells if not cell.blank] if len(words) < len(heads) else []


class _Turner:
    def __init__(self, sheet: Sheet, region: Region) -> None:
        self._sheet = sheet
        self._comments = _comments_on_all(sheet, region)
        apart = {cell.column for cell in self._comments}
        self._region = replace(region, columns=tuple(c for c in region.columns if c not in apart))
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
        for cell in self._comments:
            line += 1
            self._put(line, 1, cell)
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
                return None if PERIOD_WORDS.fullmatch(plain_words(cell.text)) else cell
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
            elif over is not None and period_at(self._sheet, row, self._region.labels) is None:
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

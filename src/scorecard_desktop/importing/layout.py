"""Where the tables are on a sheet: header rows found by what they say, wherever they stand and however deep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.importing.dated import words_beside_a_period
from scorecard_desktop.importing.gathered import TableKind
from scorecard_desktop.importing.meanings import NOT_SAID, Meanings
from scorecard_desktop.importing.scorecard_headings import Role, role_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet, address, column_letters, place_of

_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """The heading of one column: what stands over it, group first, and the cell that is nearest to the figures.

    ``meaning`` is what officers have said of it, which goes before what it says itself.
    """

    column: int
    texts: tuple[str, ...]
    cell: Cell
    meaning: str = ""

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
class Header:
    """The header of a table: its rows, what it is the header of, and how many of its headings are known."""

    top: int
    bottom: int
    form: Form
    cells: tuple[HeaderCell, ...]
    known: float


@dataclass(frozen=True)
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
        left = min([*columns, *(self.sheet.by_row[row][0].column for row in self.body)])
        right = max(columns)
        bottom = max(self.body, default=self.header_bottom)
        return f"{address(self.top, left)}:{column_letters(right)}{bottom}"

    @property
    def body(self) -> tuple[int, ...]:
        """The rows below the header in which anything can be read."""
        return self.sheet.rows_between(self.header_bottom + 1, self.bottom)

    @cached_property
    def headings(self) -> frozenset[str]:
        """What its header says, and the row of words just above it, each in lower case."""
        above = [self.sheet.by_row[row] for row in self.lead if row == self.top - 1 and len(self.sheet.by_row[row]) > 1]
        groups = [_one_line(cell.text) for cells in above for cell in cells]
        return frozenset(text.casefold() for text in (*groups, *(text for c in self.header for text in c.texts)))


def _span(cells: Sequence[Cell]) -> str:
    places = [place_of(cell.address) for cell in cells]
    rows, columns = zip(*places, strict=True)
    return f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}"


def find_blocks(sheet: Sheet, forms: Sequence[Form], meanings: Meanings = NOT_SAID) -> list[Block]:
    """The tables of a sheet, top to bottom, each from its header to the row before the next one's."""
    headers = HeaderSearch(sheet, forms, meanings).down_to(sheet.rows[-1]) if sheet.rows else []
    blocks: list[Block] = []
    for position, header in enumerate(headers):
        start = headers[position - 1].bottom + 1 if position else 1
        lead = _lead(sheet, header.top, start, everything=position == 0)
        end = sheet.rows[-1]
        if position + 1 < len(headers):
            next_top = headers[position + 1].top
            end = min([*_lead(sheet, next_top, header.bottom + 1, everything=False), next_top]) - 1
        for beside, cells in _side_by_side(sheet, header, lead, end):
            known = header.known if beside is sheet else header.form.recognise(cells)
            kept = tuple(row for row in lead if row in beside.by_row)
            blocks.append(Block(beside, header.form.kind, header.top, header.bottom, end, cells, kept, known))
    return blocks


def without_tables(sheet: Sheet, blocks: Sequence[Block]) -> Sheet:
    """A sheet without the rows of some of its tables."""
    rows = {row for block in blocks for row in range(block.top, block.bottom + 1)}
    if not rows:
        return sheet
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] not in rows}
    return replace(sheet, cells=cells, merges=tuple(merge for merge in sheet.merges if merge.top not in rows))


_FEWEST_TWICE = 2


def _side_by_side(
    sheet: Sheet, header: Header, lead: Sequence[int], end: int
) -> Iterator[tuple[Sheet, tuple[HeaderCell, ...]]]:
    """The tables that stand side by side under one row of headings: each with its sheet as if it stood there alone.

    They stand apart by a column in which nothing stands, have at least two headings alike, and are each a table.
    """
    groups: list[list[HeaderCell]] = []
    for cell in header.cells:
        if not groups or cell.column > groups[-1][-1].column + 1:
            groups.append([])
        groups[-1].append(cell)
    alike = [{" ".join(cell.texts).casefold() for cell in group} for group in groups]
    apart = len(groups) > 1 and all(len(alike[0] & other) >= _FEWEST_TWICE for other in alike[1:])
    if not apart or not all(header.form.recognise(group) for group in groups):
        yield sheet, header.cells
        return
    first = 1
    for group, after in zip(groups, [*groups[1:], None], strict=True):
        last = after[0].column - 1 if after is not None else sheet.columns[-1]
        yield _columns_alone(sheet, range(first, last + 1), lead, end), tuple(group)
        first = last + 1


def _columns_alone(sheet: Sheet, columns: range, lead: Sequence[int], end: int) -> Sheet:
    """The sheet with nothing but these columns, and the lines above that stand alone in their rows."""
    over_all = {row for row in lead if len(sheet.by_row[row]) == 1}
    cells = {
        place: cell
        for place, cell in sheet.cells.items()
        if place[0] <= end and (place[1] in columns or place[0] in over_all)
    }
    merges = tuple(merge for merge in sheet.merges if merge.left in columns or merge.top in over_all)
    return replace(sheet, cells=cells, merges=merges)


class HeaderSearch:
    """The headers of a sheet's tables from a row on, top to bottom; one that is repeated for print comes once."""

    def __init__(self, sheet: Sheet, forms: Sequence[Form], meanings: Meanings = NOT_SAID, first_row: int = 1) -> None:
        self._headings = _Headings(sheet, forms, meanings)
        self._rows = iter(sheet.rows_between(first_row, sheet.rows[-1]) if sheet.rows else ())
        self._next = next(self._rows, None)
        self._after = first_row
        self._found: list[Header] = []

    def down_to(self, row: int) -> list[Header]:
        """Those that begin in this row or above it. Rows are asked for in rising order."""
        while self._next is not None and self._next <= row:
            found = _best_header(self._headings, self._next) if self._next >= self._after else None
            if found is not None and not (self._found and _is_a_row_of(self._headings.sheet, self._found[-1], found)):
                self._after = found.bottom + 1
                if not self._found or not _same_headings(self._found[-1].cells, found.cells):
                    self._found.append(found)
            self._next = next(self._rows, None)
        return self._found


_WITH_DAYS = frozenset({TableKind.FORWARD_PLAN, TableKind.HIGHLIGHTS, TableKind.MILESTONES})
"""Tables in whose rows days stand beside words, as periods do in the header of a scorecard."""


def _is_a_row_of(sheet: Sheet, table: Header, found: Header) -> bool:
    """Whether what looks like a header is a row of such a table: nothing parts the two, and it knows less."""
    if table.form.kind not in _WITH_DAYS or found.known >= table.known:
        return False
    beneath = {cell.column for cell in found.cells} <= {cell.column for cell in table.cells}
    return beneath and all(row in sheet.by_row for row in range(table.bottom + 1, found.top))


def is_repeated_header(block: Block, row: int) -> bool:
    """True for a row of the body that only says the header again, for print."""
    cells = block.sheet.by_row.get(row, [])
    return len(cells) > 1 and all(_one_line(cell.text).casefold() in block.headings for cell in cells)


def _lead(sheet: Sheet, top: int, start: int, *, everything: bool) -> tuple[int, ...]:
    """The rows of words above a header: for the first table all, for a later one those that stand alone."""
    above = sheet.rows_between(start, top - 1)
    if everything:
        return above
    lead: list[int] = []
    for row in reversed(above):
        cells = sheet.by_row[row]
        if len(cells) > 1 or cells[0].kind is not CellKind.TEXT:
            break
        lead.insert(0, row)
    return tuple(lead)


class _Headings:
    """The rows of one sheet as headers. Each is looked at several times, so what is found is kept."""

    def __init__(self, sheet: Sheet, forms: Sequence[Form], meanings: Meanings) -> None:
        self.sheet = sheet
        self._forms = forms
        self._meanings = meanings
        self._read: dict[tuple[int, int], tuple[HeaderCell, ...]] = {}
        self._known: dict[tuple[int, int], tuple[tuple[Form, float], ...]] = {}
        self._like: dict[int, bool] = {}

    def like(self, row: int) -> bool:
        """Whether a row could be one of headings."""
        if row not in self._like:
            self._like[row] = _header_like(self.sheet, row)
        return self._like[row]

    def over(self, top: int, bottom: int) -> tuple[HeaderCell, ...]:
        """The headings of each column over these rows."""
        if (top, bottom) not in self._read:
            self._read[top, bottom] = _header(self.sheet, top, bottom, self._meanings)
        return self._read[top, bottom]

    def known(self, top: int, bottom: int) -> tuple[tuple[Form, float], ...]:
        """How many of the headings over these rows each form knows."""
        if (top, bottom) not in self._known:
            header = self.over(top, bottom)
            self._known[top, bottom] = tuple((form, form.recognise(header)) for form in self._forms)
        return self._known[top, bottom]


def _best_header(headings: _Headings, row: int) -> Header | None:
    """The header that begins in a row: how deep it is and what it is the header of."""
    if not headings.like(row):
        return None
    found: list[tuple[float, int, Form]] = []
    one = headings.known(row, row)
    deep = headings.like(row + 1) and not _a_title(headings.sheet, row) and not _a_section(headings.sheet, row + 1)
    two = headings.known(row, row + 1) if deep else ((form, 0.0) for form, _ in one)
    below = headings.known(row + 1, row + 1) if deep else one
    units = deep and _only_units(headings.sheet, row + 1)
    for (form, known), (_, deeper), (_, beneath) in zip(one, two, below, strict=True):
        if known:
            found.append((known, row, form))
        if deeper > max(known, beneath) or (units and known and deeper >= known):
            found.append((deeper + units, row + 1, form))
    if deep and headings.like(row + 2) and _groups(headings.sheet, row) and _groups(headings.sheet, row + 1):
        found.extend(_three_deep(headings, row))
    if not found:
        return None
    known, bottom, form = max(found, key=lambda item: (item[0], -item[1]))
    if deep and bottom == row and max(beneath for _, beneath in below) > known:
        return None  # a line of words over the real header
    return Header(row, bottom, form, headings.over(row, bottom), known)


def _three_deep(headings: _Headings, row: int) -> Iterator[tuple[float, int, Form]]:
    """Headers of three rows that say more than fewer of their rows do: years over quarters over what is in them."""
    three = headings.known(row, row + 2)
    fewer = [headings.known(row + first, row + last) for first, last in ((0, 0), (0, 1), (1, 1), (1, 2))]
    for (form, known), *others in zip(three, *fewer, strict=True):
        if known > max(share for _, share in others):
            yield known, row + 2, form


def _groups(sheet: Sheet, row: int) -> bool:
    """Whether a heading of a row is merged over several columns."""
    return any(merge.width > 1 for merge in sheet.merges_from.get(row, ()))


_A_UNIT = re.compile(
    r"\(?\s*(?:£\s*(?:['’]?0{3}s?|m|mn|k|million)?|['’]?0{3}s?|%|no\.?|number|days|nos\.?|\+\s*/\s*-)\s*\)?",
    re.IGNORECASE,
)


def _only_units(sheet: Sheet, row: int) -> bool:
    """Whether a row beneath headings only says what they are counted in: ``£m``, ``%``."""
    return all(_A_UNIT.fullmatch(cell.text.strip()) for cell in sheet.by_row.get(row, []))


def words_of_headings(sheet: Sheet) -> set[str]:
    """The different words of the rows that could be headings, each of which has to be understood."""
    return {cell.text for row in sheet.rows if _header_like(sheet, row) for cell in sheet.by_row[row]}


def _header_like(sheet: Sheet, row: int) -> bool:
    cells = sheet.by_row.get(row, [])
    if not cells:
        return False
    for cell in cells:
        if len(cell.text) > _LONGEST_HEADING or _a_figure(cell):
            return False
    return _years_follow(cells) and any(cell.kind in (CellKind.TEXT, CellKind.DATE) for cell in cells)


_FIGURE_ALONE = re.compile(r"[-£\d.,%\s()]*\d\s*[%mk]?\)?(?:\s*[cd]r|-)?", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"\d\d?/\d\d")


def _years_follow(cells: Sequence[Cell]) -> bool:
    """Whether bare numbers that could be years follow one another; otherwise they are figures: 1990, 2051, 1987."""
    bare = [int(cell.text) for cell in cells if re.fullmatch(r"(?:19|20)\d\d", cell.text)]
    steps = {later - earlier for earlier, later in pairwise(dict.fromkeys(bare))}
    return len(steps) <= 1 and steps <= {1, -1}


def _a_figure(cell: Cell) -> bool:
    """A number, or text that is one: no heading, unless it is a year."""
    if cell.kind is CellKind.NUMBER:
        return not _a_year(cell)
    return cell.kind is CellKind.TEXT and _says_a_figure(cell.text)


@lru_cache(maxsize=4096)  # headings and words come again and again
def _says_a_figure(text: str) -> bool:
    if text[:1].isalpha() and not any(sign.isdigit() for sign in text):
        return False
    found = words_beside_a_period(text)
    if found is not None and len(found[1]) > 1:
        figure = read_figure(found[1])
        return figure is not None and figure.value is not None
    if read_label(text) is not None or _DAY_AND_MONTH.fullmatch(text):
        return False
    if _FIGURE_ALONE.fullmatch(text):
        return True
    figure = read_figure(text) if not text[:1].isalpha() else None  # 24 / 163, 12.9% (69/535)
    return figure is not None and figure.value is not None and not (figure.note or figure.unit)


def _a_title(sheet: Sheet, row: int) -> bool:
    """A line of words alone in its row and no group of headings: nothing is beneath it, or the table's first column."""
    cells = sheet.by_row[row]
    if len(cells) > 1 or sheet.merge_at(row, cells[0].column) is not None:
        return False
    beneath = sheet.by_row.get(row + 1, [])
    first = beneath[0].column if beneath else 0
    return cells[0].column <= first or sheet.shown_at(row + 1, cells[0].column).blank


def _a_section(sheet: Sheet, row: int) -> bool:
    """A line of words alone beneath headings that begin to its right, and not what heads the indicators there."""
    cells, over = sheet.by_row[row], sheet.by_row.get(row - 1, [])
    if len(cells) > 1 or not over or cells[0].column >= over[0].column:
        return False
    return role_of(cells[0].text) not in (Role.NAME, Role.REF) and sheet.at(row - 1, cells[0].column).blank


def _a_year(cell: Cell) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d(?:\d\d)?", cell.text) is not None


def _header(sheet: Sheet, top: int, bottom: int, meanings: Meanings) -> tuple[HeaderCell, ...]:
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
        if len(texts) > 2:  # a quarter under its year names one period
            texts = [" ".join(reversed(texts[:-1])), texts[-1]]
        if texts and nearest is not None:
            headings.append(HeaderCell(column, tuple(texts), nearest, meanings.of(sheet.name, ": ".join(texts))))
    return tuple(headings)


def _merged_columns(sheet: Sheet, rows: range) -> set[int]:
    """The columns that a heading merged across covers, apart from one over everything."""
    found: set[int] = set()
    for merge in (merge for row in rows for merge in sheet.merges_from.get(row, ())):
        if not sheet.at(merge.top, merge.left).blank:
            found |= set(range(merge.left, merge.right + 1))
    return found


def _stands_under_a_group(sheet: Sheet, top: int, column: int) -> bool:
    """True where an empty cell of the upper header row continues the group on its left without being merged."""
    return sheet.at(top, column).merged_from is None and not sheet.at(top + 1, column).blank and _no_own(sheet, top)


def _no_own(sheet: Sheet, top: int) -> bool:
    """Groups are spread only where the sheet merges none in that row: a merge says where a group ends."""
    return not any(merge.width > 1 for merge in sheet.merges_from.get(top, ()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _same_headings(one: Sequence[HeaderCell], other: Sequence[HeaderCell]) -> bool:
    return [c.texts for c in one] == [c.texts for c in other]

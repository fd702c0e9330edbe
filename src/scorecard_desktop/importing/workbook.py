"""A workbook as cells: what each holds, how it is shown, and how it looks. No file format is known here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property, lru_cache

from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.frozen import dataclass, made_at_once
from scorecard_desktop.domain.observation import Source

Value = Decimal | str | datetime | date | bool | None
Place = tuple[int, int]


_new_source = made_at_once(Source)


class CellKind(Enum):
    """What a cell holds."""

    EMPTY = "empty"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TRUTH = "true or false"
    ERROR = "error"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """``A`` for 1, ``AA`` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """``F14`` for row 14 and column 6."""
    return f"{column_letters(column)}{row}"


def place_of(text: str) -> Place:
    """Row 14 and column 6 for ``F14``."""
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(text[len(letters) :]), column


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Rows and columns count from 1.

    ``text`` is what the sheet shows. ``fill`` is the colour of a filled cell as ``RRGGBB``, else empty.
    ``colour`` is that of its letters where it is neither automatic nor black. ``rule_fill``, ``rule_colour`` and
    ``icon`` (``red``, ``amber``, ``green``, ``up``, ``same``, ``down``) are what a conditional format shows.
    ``merged_from`` is the place of the cell whose content shows here, where this one is covered by a merge.
    ``uncalculated`` marks a formula whose result the file does not hold. ``stands_at`` is the address in the file of a
    cell that is read in another place than its own, as where a table that runs across is read downwards.
    """

    row: int
    column: int
    kind: CellKind
    value: Value = None
    text: str = ""
    number_format: str = "General"
    fill: str = ""
    bold: bool = False
    merged_from: Place | None = None
    uncalculated: bool = False
    colour: str = ""
    rule_fill: str = ""
    rule_colour: str = ""
    icon: str = ""
    stands_at: str = ""

    @property
    def address(self) -> str:
        """``F14``: where it stands in the file."""
        return self.stands_at or address(self.row, self.column)

    @property
    def shown_fill(self) -> str:
        """The fill that is seen: a conditional format's, else the cell's own."""
        return self.rule_fill or self.fill

    @property
    def coloured(self) -> bool:
        """True where the cell itself has a fill, or a conditional format shows anything."""
        return bool(self.fill or self.rule_fill or self.rule_colour or self.icon)

    @property
    def bare(self) -> bool:
        """True where nothing stands that could mean anything: no content, fill, formula or merge."""
        nothing = self.kind is CellKind.EMPTY and not self.fill and not self.uncalculated
        return nothing and self.merged_from is None

    @property
    def blank(self) -> bool:
        """True where nothing can be read: empty, only spaces, or covered by a merge."""
        return self.kind is CellKind.EMPTY or not self.text or self.text.isspace()

    @property
    def percentage(self) -> bool:
        """True where a number is shown as a percentage."""
        return self.kind is CellKind.NUMBER and "%" in self.text and self.text.rstrip().endswith("%")


@lru_cache(maxsize=16384)  # the same few places of a sheet are looked at again and again
def _empty_at(row: int, column: int) -> Cell:
    return Cell(row, column, CellKind.EMPTY)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        """How many columns it covers."""
        return self.right - self.left + 1

    @property
    def height(self) -> int:
        """How many rows it covers."""
        return self.bottom - self.top + 1


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by place, only those that hold something, are filled or belong to a merge.

    ``read_in_other_places`` says that its cells stand elsewhere in the file than where they are read.
    ``hidden_rows`` and ``hidden_columns`` are those among its rows and columns that the officer does not see. ``areas``
    are those whose figures some of its columns hold; the others are of the whole council.
    """

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    read_in_other_places: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    areas: dict[int, str] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows in which anything can be read, top to bottom: the sheet's true extent."""
        return tuple(self.by_row)

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns in which anything can be read, left to right."""
        return tuple(sorted({cell.column for cells in self.by_row.values() for cell in cells}))

    @cached_property
    def by_row(self) -> dict[int, list[Cell]]:
        """The cells of each row that can be read, left to right."""
        found: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            cell = self.cells[place]
            if not cell.blank:
                found.setdefault(cell.row, []).append(cell)
        return found

    @cached_property
    def by_column(self) -> dict[int, list[Cell]]:
        """The cells of each column that can be read, top to bottom."""
        found: dict[int, list[Cell]] = {}
        for row in self.rows:
            for cell in self.by_row[row]:
                found.setdefault(cell.column, []).append(cell)
        return found

    def rows_between(self, first: int, last: int) -> tuple[int, ...]:
        """The rows from ``first`` to ``last``, both included, in which anything can be read."""
        return self.rows[bisect_left(self.rows, first) : bisect_right(self.rows, last)]

    @cached_property
    def merges_from(self) -> dict[int, list[Merge]]:
        """The merges that begin in each row."""
        found: dict[int, list[Merge]] = {}
        for merge in self.merges:
            found.setdefault(merge.top, []).append(merge)
        return found

    @cached_property
    def _everything_by_row(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for cell in self.cells.values():
            found.setdefault(cell.row, []).append(cell)
        return found

    def strip(self, top: int, bottom: int) -> Sheet:
        """The sheet with nothing above row ``top`` nor below row ``bottom``."""
        rows = [row for row in range(top, bottom + 1) if row in self._everything_by_row]
        cells = {(cell.row, cell.column): cell for row in rows for cell in self._everything_by_row[row]}
        merges = tuple(merge for row in range(top, bottom + 1) for merge in self.merges_from.get(row, ()))
        return replace(self, cells=cells, merges=merges)

    @cached_property
    def _merge_of(self) -> dict[Place, Merge]:
        return {(merge.top, merge.left): merge for merge in self.merges}

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one where the sheet has none."""
        return self.cells.get((row, column)) or _empty_at(row, column)

    def shown_at(self, row: int, column: int) -> Cell:
        """The cell whose content is seen at a place: the merge's first where it is covered."""
        cell = self.at(row, column)
        return cell if cell.merged_from is None else self.at(*cell.merged_from)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merge that begins at a place."""
        return self._merge_of.get((row, column))


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file read: its name without folders, the SHA-256 of its bytes, and its sheets in order.

    ``findings`` are those of the reading itself: what was cut off, guessed or hidden.
    """

    name: str
    hash: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()

    def source(self, sheet: Sheet, cell: Cell) -> Source:
        """Where a figure came from, with what the cell showed."""
        stands_at = cell.stands_at or address(cell.row, cell.column)
        return _new_source(self.name, self.hash, sheet.name, stands_at, cell.text, cell.number_format)

"""Reading OpenDocument spreadsheets: what the program that saved them last showed, with formats, fills and merges."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from scorecard_desktop.importing.building import LAST_COLUMN, LAST_ROW, Building, SheetBuilding
from scorecard_desktop.importing.cell_values import date_cell, number_cell, text_cell, truth_cell
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.looks import PLAIN, Look
from scorecard_desktop.importing.ods_styles import NAMESPACES, OFFICE, TABLE, TEXT, OdsStyles, as_percentage
from scorecard_desktop.importing.opening import Opened, damaged
from scorecard_desktop.importing.parts import Parts
from scorecard_desktop.importing.workbook import Cell, Sheet, Workbook

_CONTENT = "content.xml"


def read_ods(
    opened: Opened,
    limits: Limits,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The workbook in ``opened``. Raises Refusal where its inside is broken, Cancelled where asked to stop."""
    building = Building(opened, limits, cancelled)
    with Parts(opened, limits, cancelled) as parts:
        styles = OdsStyles()
        styles.read(parts, "styles.xml")
        styles.read(parts, _CONTENT)
        reading = _ContentReading(building, styles, progress)
        reading.read(parts)
    if not reading.sheets:
        raise damaged(opened.name)
    return building.workbook(reading.sheets)


@dataclass(slots=True)
class _Row:
    """A row being read: where it stands, how many alike follow, and its cells with how many alike follow each."""

    first: int
    repeated: int
    style: str
    cells: list[tuple[Cell, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    awaiting: list[tuple[int, int, Look]] = field(default_factory=list)
    blanks: list[tuple[int, int, Look]] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)


class _ContentReading:
    """The sheets being read, element by element."""

    def __init__(self, building: Building, styles: OdsStyles, progress: Callable[[int, int, str], None] | None) -> None:
        self.sheets: list[Sheet] = []
        self._building = building
        self._styles = styles
        self._progress = progress
        self._sheet: SheetBuilding | None = None
        self._within = 0
        self._next_row = 1
        self._next_column = 1
        self._columns: list[int] = []
        self._column_styles: list[str] = []
        self._row = _Row(1, 1, "")
        self._cell: dict[str, str] | None = None
        self._paragraphs = 0
        self._text: list[str] = []
        self._length = 0
        self._in_paragraph = False

    def read(self, parts: Parts) -> None:
        """All of them."""
        parts.xml(
            _CONTENT,
            NAMESPACES,
            {
                "table": self._table_begins,
                "table-column": self._column,
                "table-row": self._row_begins,
                "table-cell": self._cell_begins,
                "covered-table-cell": self._cell_begins,
                "p": self._paragraph_begins,
                "s": self._spaces,
                "tab": lambda _attributes: self._add(" "),
                "line-break": lambda _attributes: self._add("\n"),
            },
            {
                "table": self._table_ends,
                "table-row": self._row_ends,
                "table-cell": self._cell_ends,
                "covered-table-cell": self._covered_ends,
                "p": self._paragraph_ends,
            },
            ("annotation", "shapes", "forms", "tracked-changes", "automatic-styles", "font-face-decls", "frame"),
            self._add,
        )

    def _table_begins(self, attributes: dict[str, str]) -> None:
        self._within += 1
        if self._within > 1:
            return  # a table inside a cell
        name = attributes.get(f"{TABLE}name", "")
        if self._progress is not None:
            self._progress(len(self.sheets), len(self.sheets) + 1, name)
        hidden = self._styles.hides(attributes.get(f"{TABLE}style-name", ""))
        self._sheet = SheetBuilding(self._building, name, hidden=hidden)
        self._next_row, self._next_column = 1, 1
        self._columns, self._column_styles = [], []

    def _table_ends(self, _text: str) -> None:
        self._within -= 1
        if self._within == 0 and self._sheet is not None:
            self.sheets.append(self._sheet.sheet())
            self._sheet = None

    def _column(self, attributes: dict[str, str]) -> None:
        if self._within != 1 or self._sheet is None:
            return
        self._building.count_blanks(1)
        repeated = _count(attributes, "number-columns-repeated")
        first = self._next_column
        self._next_column += repeated
        self._columns.append(self._next_column)
        self._column_styles.append(attributes.get(f"{TABLE}default-cell-style-name", ""))
        if attributes.get(f"{TABLE}visibility", "visible") != "visible":
            self._sheet.hide_columns(first, first + repeated - 1)

    def _row_begins(self, attributes: dict[str, str]) -> None:
        if self._within != 1 or self._sheet is None:
            return
        repeated = _count(attributes, "number-rows-repeated")
        self._row = _Row(self._next_row, repeated, attributes.get(f"{TABLE}default-cell-style-name", ""))
        self._next_row += repeated
        self._next_column = 1
        if attributes.get(f"{TABLE}visibility", "visible") != "visible":
            self._sheet.hide_rows(self._row.first, self._next_row - 1)

    def _cell_begins(self, attributes: dict[str, str]) -> None:
        if self._within == 1:
            self._cell = attributes
            self._paragraphs, self._length = 0, 0
            self._text.clear()

    def _paragraph_begins(self, _attributes: dict[str, str]) -> None:
        if self._cell is not None and self._within == 1:
            if self._paragraphs:
                self._add("\n")
            self._paragraphs += 1
            self._in_paragraph = True

    def _paragraph_ends(self, _text: str) -> None:
        self._in_paragraph = False

    def _spaces(self, attributes: dict[str, str]) -> None:
        count = attributes.get(f"{TEXT}c", "1")
        self._add(" " * min(int(count) if count.isdigit() and len(count) < 7 else 1, self._building.limits.text + 1))

    def _add(self, text: str) -> None:
        """Words of the cell; what is beyond the limit is not kept."""
        if self._in_paragraph or text == "\n":
            room = self._building.limits.text + 1 - self._length
            if self._cell is not None and room > 0:
                self._text.append(text[:room])
                self._length += min(len(text), room)

    def _look(self, attributes: dict[str, str], column: int) -> Look:
        style = attributes.get(f"{TABLE}style-name") or self._row.style
        if not style:
            position = bisect_right(self._columns, column)
            style = self._column_styles[position] if position < len(self._columns) else ""
        return self._styles.look(style) if style else PLAIN

    def _covered_ends(self, text: str) -> None:
        """What lies under a merge is not seen."""
        if self._within == 1 and self._cell is not None:
            self._cell = {key: value for key, value in self._cell.items() if key.startswith(TABLE)}
            self._cell.pop(f"{TABLE}formula", None)
            self._text.clear()
            self._cell_ends(text)

    def _cell_ends(self, _text: str) -> None:
        attributes = self._cell
        if self._within != 1 or attributes is None:
            return
        self._cell = None
        self._building.count_blanks(1)
        column, row = self._next_column, self._row
        width = _count(attributes, "number-columns-repeated")
        self._next_column += width
        look = self._look(attributes, column)
        spans = (_count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned"))
        if spans != (1, 1):
            row.merges.append((column, *spans))
        whole = "".join(self._text)
        limit = self._building.limits.text
        cell = _read(row.first, column, attributes, whole[:limit], look)
        if cell is not None:
            row.cells.append((cell, width))
            if len(whole) > limit:
                row.cut.append(column)
        elif f"{TABLE}formula" in attributes and f"{OFFICE}value-type" not in attributes:
            row.awaiting.append((column, width, look))
        else:
            row.blanks.append((column, width, look))

    def _row_ends(self, _text: str) -> None:
        sheet, row = self._sheet, self._row
        if self._within != 1 or sheet is None:
            return
        for column, width, look in row.blanks:
            sheet.blank(row.first, column, look, row.repeated, width)
        for number in range(row.first, row.first + row.repeated) if row.cells or row.awaiting else ():
            for cell, width in row.cells:
                for column in range(cell.column, cell.column + width):
                    at_once = number == cell.row and column == cell.column
                    sheet.put(_within_sheet(cell if at_once else replace(cell, row=number, column=column)))
            for first, width, look in row.awaiting:
                for column in range(first, first + width):
                    sheet.await_result(number, column, look)
        for column, height, width in row.merges:
            sheet.merge(row.first, column, row.first + height - 1, column + width - 1)
        for column in row.cut:
            sheet.cut(row.first, column)


def _within_sheet(cell: Cell) -> Cell:
    if cell.row > LAST_ROW or cell.column > LAST_COLUMN:
        raise ValueError(cell.address)
    return cell


def _count(attributes: dict[str, str], name: str) -> int:
    """How often something is repeated, or how far it spans."""
    written = attributes.get(f"{TABLE}{name}")
    if written is None:
        return 1
    return max(1, min(int(written), LAST_ROW)) if written.isdigit() and len(written) < 10 else 1


def _read(row: int, column: int, attributes: dict[str, str], shown: str, look: Look) -> Cell | None:
    """The cell, showing what the file says that it shows; None where it holds nothing."""
    kind = attributes.get(f"{OFFICE}value-type", "string")
    stripped = shown.strip()
    try:
        if kind in ("float", "currency", "percentage"):
            value = float(attributes[f"{OFFICE}value"])
            cell = number_cell(row, column, value, as_percentage(look) if kind == "percentage" else look)
            return replace(cell, text=stripped) if stripped else cell
        if kind == "date":
            day = datetime.fromisoformat(attributes[f"{OFFICE}date-value"]).replace(tzinfo=None)
            cell = date_cell(row, column, day, look)
            return replace(cell, text=stripped) if stripped else cell
        if kind == "boolean":
            return truth_cell(row, column, attributes[f"{OFFICE}boolean-value"] == "true", look)
    except (KeyError, ValueError, OverflowError):
        pass  # then it is what it shows
    said = shown or attributes.get(f"{OFFICE}string-value", "")
    return text_cell(row, column, said, said.strip(), look) if said else None

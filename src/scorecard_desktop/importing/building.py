"""A sheet being put together from a file of any format, within the limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from scorecard_desktop.domain.exchange import MARK_BEGINS, read_mark
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.importing.conditional import FormatRule, looks_wanted, with_rules
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.looks import PLAIN, Look
from scorecard_desktop.importing.opening import Opened, stop_if, too_many_cells, too_much_text
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Place, Sheet, Workbook, address, column_letters

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_MOST_NAMED = 12
_ASK_EVERY = 4_096
_MOST_LOOKS = 200_000


@dataclass
class Building:
    """A workbook being read: how many cells it has so far, and what was found.

    ``own`` is that one of the program's own marks was seen: only its own workbooks may be as large as ``own_cells``.
    """

    opened: Opened
    limits: Limits
    cancelled: Callable[[], bool] | None = None
    findings: list[Finding] = field(default_factory=list)
    cells: int = 0
    blanks: int = 0
    characters: int = 0
    own: bool = False

    def count(self, cells: int) -> None:
        """Raises Refusal where there are too many cells, Cancelled where asked to stop."""
        if self.cells // _ASK_EVERY != (self.cells + cells) // _ASK_EVERY:
            stop_if(self.cancelled)
        self.cells += cells
        most = self.limits.own_cells if self.own else self.limits.cells
        if self.cells > most:
            raise too_many_cells(self.opened.name, replace(self.limits, cells=most))

    def count_one(self, characters: int) -> None:
        """One cell with so many characters; raises as ``count`` and ``count_characters`` do."""
        self.cells += 1
        self.characters += characters
        limits = self.limits
        if not self.cells % _ASK_EVERY or self.cells > limits.cells or self.characters > limits.characters:
            stop_if(self.cancelled)
            self.count(0)
            self.count_characters(0)

    def count_blanks(self, blanks: int) -> None:
        """Raises Refusal where too many cells are empty but formatted."""
        self.blanks += blanks
        if self.blanks > self.limits.blanks:
            raise too_many_cells(self.opened.name, self.limits)

    def count_characters(self, characters: int) -> None:
        """Raises Refusal where all texts together are too long."""
        self.characters += characters
        if self.characters > self.limits.characters:
            raise too_much_text(self.opened.name, self.limits)

    def note(self, rule: str, severity: Severity, message: str, advice: str, sheet: str = "", cell: str = "") -> None:
        """Something that the officer should know about the reading."""
        self.findings.append(Finding(rule, severity, message, advice, file=self.opened.name, sheet=sheet, cell=cell))

    def workbook(self, sheets: Iterable[Sheet]) -> Workbook:
        """All of it."""
        return Workbook(self.opened.name, self.opened.hash, tuple(sheets), tuple(self.findings))


class SheetBuilding:
    """One sheet being read. Cells come in any order; what is only formatted is kept as areas until the end."""

    def __init__(self, building: Building, name: str, *, hidden: bool = False) -> None:
        self.name = name
        self._building = building
        self._hidden = hidden
        self._cells: dict[Place, Cell] = {}
        self._painted: list[tuple[int, int, int, int, Look]] = []
        self._merges: list[Merge] = []
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._cut: list[str] = []

    def put(self, cell: Cell) -> None:
        """A cell that holds something."""
        if cell.kind is CellKind.TEXT and cell.text.startswith(MARK_BEGINS) and read_mark(cell.text) is not None:
            self._building.own = True
        self._building.count_one(len(cell.text))
        self._cells[cell.row, cell.column] = cell

    def await_result(self, row: int, column: int, look: Look) -> None:
        """A formula whose result the file does not hold."""
        self.put(replace(_empty(row, column, look), uncalculated=True))

    def blank(self, row: int, column: int, look: Look = PLAIN, height: int = 1, width: int = 1) -> None:
        """Cells that hold nothing, and may be filled. An area counts as one: only what is among the cells is built."""
        self._building.count_blanks(1)
        if not look.fill:
            return
        if self._painted:
            top, left, bottom, right, last = self._painted[-1]
            if last is look and top == row and bottom == row + height - 1 and right == column - 1:
                self._painted[-1] = (top, left, bottom, right + width, look)
                return
        self._painted.append((row, column, row + height - 1, column + width - 1, look))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """A merged area; one of a single cell is none."""
        self._building.count_blanks(1)
        if (top, left) != (bottom, right) and top <= bottom and left <= right:
            self._merges.append(Merge(top, left, bottom, right))

    def hide_rows(self, first: int, last: int) -> None:
        """Rows that are not seen."""
        self._building.count_blanks(1)
        self._hidden_rows.append((first, last))

    def hide_columns(self, first: int, last: int) -> None:
        """Columns that are not seen."""
        self._building.count_blanks(1)
        self._hidden_columns.append((first, last))

    def cut(self, row: int, column: int) -> None:
        """A cell whose text was too long to be kept whole."""
        self._cut.append(address(row, column))

    def sheet(self, rules: Sequence[FormatRule] = ()) -> Sheet:
        """The sheet, its merges and fills only as far as its cells reach, its conditional formats shown."""
        bottom = max(map(itemgetter(0), self._cells), default=0)
        right = max(map(itemgetter(1), self._cells), default=0)
        self._paint(bottom, right)
        merges = tuple(self._within(bottom, right))
        for merge in merges:
            self._cover(merge)
        rows = _among(self._hidden_rows, {row for row, _ in self._cells}) if self._hidden_rows else frozenset()
        columns = _among(self._hidden_columns, {c for _, c in self._cells}) if self._hidden_columns else frozenset()
        self._say_what_is_hidden(rows, columns)
        self._say_what_was_cut()
        cells = self._as_rules_show(rules) if rules else self._cells
        return Sheet(self.name, cells, merges, self._hidden, hidden_rows=rows, hidden_columns=columns)

    def _as_rules_show(self, rules: Sequence[FormatRule]) -> dict[Place, Cell]:
        if looks_wanted(self._cells, rules) <= _MOST_LOOKS:
            return with_rules(self._cells, rules)
        self._building.note(
            "formats-not-read",
            Severity.NOTE,
            "The sheet’s conditional formats reach over so many cells that they are not read. Ratings that only they "
            "show are not compared with ours.",
            "Nothing, unless the sheet’s own ratings matter: then give the formats only to the cells of the table.",
            self.name,
        )
        return self._cells

    def _paint(self, bottom: int, right: int) -> None:
        for top, left, low, far, look in self._painted:
            height, width = min(low, bottom) - top + 1, min(far, right) - left + 1
            if height <= 0 or width <= 0:
                continue
            self._building.count(height * width)
            for row in range(top, top + height):
                for column in range(left, left + width):
                    if (row, column) not in self._cells:
                        self._cells[row, column] = _empty(row, column, look)

    def _within(self, bottom: int, right: int) -> Iterable[Merge]:
        """The merges, cut off where no cell holds anything any more."""
        for merge in self._merges:
            if merge.top > bottom or merge.left > right:
                continue
            kept = Merge(merge.top, merge.left, min(merge.bottom, bottom), min(merge.right, right))
            if kept.width > 1 or kept.height > 1:
                yield kept

    def _cover(self, merge: Merge) -> None:
        self._building.count(merge.width * merge.height - 1)
        origin = (merge.top, merge.left)
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left, merge.right + 1):
                if (row, column) != origin:
                    found = self._cells.get((row, column))
                    fill = found.fill if found is not None else ""
                    self._cells[row, column] = Cell(row, column, CellKind.EMPTY, fill=fill, merged_from=origin)

    def _say_what_is_hidden(self, rows: frozenset[int], columns: frozenset[int]) -> None:
        hidden = [
            *(f"row {first}" if first == last else f"rows {first} to {last}" for first, last in _runs(rows)),
            *(
                f"column {column_letters(first)}"
                if first == last
                else f"columns {column_letters(first)} to {column_letters(last)}"
                for first, last in _runs(columns)
            ),
        ]
        if hidden and not self._hidden:
            self._building.note(
                "hidden-cells",
                Severity.NOTE,
                f"Hidden in the sheet, and read like the others: {_listed(hidden)}.",
                "Delete them from the sheet if they are not meant to be imported.",
                self.name,
            )

    def _say_what_was_cut(self) -> None:
        if self._cut:
            self._building.note(
                "text-cut",
                Severity.WARNING,
                f"Text longer than {self._building.limits.text:,} characters, which is as much as Excel holds, is cut "
                f"off there: {_listed(self._cut)}.",
                "Shorten the text, or raise the setting import.text.",
                self.name,
                self._cut[0],
            )


def _empty(row: int, column: int, look: Look) -> Cell:
    return Cell(
        row, column, CellKind.EMPTY, None, "", look.number_format, look.fill, look.bold, None, colour=look.colour
    )


def _among(ranges: Sequence[tuple[int, int]], known: set[int]) -> frozenset[int]:
    """Those of the known numbers that lie in any of the ranges."""
    found: set[int] = set()
    numbers = sorted(known)
    reached = 0
    for first, last in sorted(ranges):
        while reached < len(numbers) and numbers[reached] < first:
            reached += 1
        while reached < len(numbers) and numbers[reached] <= last:
            found.add(numbers[reached])
            reached += 1
    return frozenset(found)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _listed(named: Sequence[str]) -> str:
    shown = ", ".join(named[:_MOST_NAMED])
    return f"{shown} and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else shown

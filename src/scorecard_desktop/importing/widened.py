"""Tables that give an indicator several rows, widened: a row for each indicator, its periods across, as others are.

What a figure is of (its value, numerator, target …) stands under its period, each cell keeping its own address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import lru_cache
from statistics import median

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.scorecard_headings import Relative, Role, plain_words, relative_of, role_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Merge, Place, Sheet

VALUE = "Actual"
_HEADINGS: Mapping[Role, str] = {
    Role.NUMERATOR: "Numerator",
    Role.DENOMINATOR: "Denominator",
    Role.TARGET: "Target",
    Role.SHEET_RAG: "RAG",
    Role.SHEET_DIRECTION: "Direction of travel",
    Role.COMMENT: "Comment",
    Role.ACTION: "Actions",
}
_PARTS = (VALUE, *_HEADINGS.values())
_LEAST_OF_A_NAME = 8
_VALUE_WORDS = ("%", "percentage", "percent", "per cent", "rate", "number", "count", "no", "data", "performance")


_ONLY_FIGURES = re.compile(r"[\d\s.,/£()-]*")


@lru_cache(maxsize=8192)  # a column has few different words
def part_of(text: str) -> str:
    """What a row or a column of figures holds by its words: ``Actual``, ``Numerator`` …; empty where nobody knows."""
    if _ONLY_FIGURES.fullmatch(text) is not None:
        return ""
    words = plain_words(text)
    if words in _VALUE_WORDS or relative_of(text) is Relative.CURRENT:
        return VALUE
    role = role_of(text)
    return _HEADINGS.get(role, "") if role is not None else ""


def keys_of(sheet: Sheet, header: int, columns: Sequence[int], before: int) -> tuple[int, ...]:
    """The columns that say which indicator a row is of, its reference first; none where no column names it.

    Where no heading says which is the name, it is the column of the longest words before the others.
    """
    roles = {column: role_of(sheet.at(header, column).text) for column in columns}
    names = [column for column in columns if roles[column] is Role.NAME] or _worded(sheet, header, before, roles)
    return (*(column for column in columns if roles[column] is Role.REF), *names) if names else ()


def _worded(sheet: Sheet, header: int, before: int, roles: Mapping[int, Role | None]) -> list[int]:
    lengths: dict[int, float] = {}
    for column, role in roles.items():
        texts = [cell.text for cell in sheet.by_column[column] if cell.row > header and cell.kind is CellKind.TEXT]
        if column < before and role in (None, Role.DEFINITION) and texts:
            lengths[column] = median(map(len, texts))
    longest = max(lengths, key=lambda column: lengths[column], default=0)
    return [longest] if longest and lengths[longest] > _LEAST_OF_A_NAME else []


@dataclass(frozen=True, slots=True)
class When:
    """What a figure is for: the cell that names its period, as it is compared, and the area; empty for the whole."""

    label: str
    area: str = ""


@dataclass
class Line:
    """One indicator: what stands in the columns that say what it is, and its figures by period, area and part.

    ``whens`` are those that it has a row for. A line of ``words`` is none: it heads those beneath it.
    """

    own: dict[int, Cell] = field(default_factory=dict)
    figures: dict[tuple[When, str], Cell] = field(default_factory=dict)
    whens: set[When] = field(default_factory=set)
    words: Cell | None = None


@dataclass
class Wide:
    """A table being widened. ``heads`` are the headings of its own columns, left to right; ``labels`` name periods."""

    heads: Sequence[Cell]
    lines: list[Line] = field(default_factory=list)
    labels: dict[When, Cell] = field(default_factory=dict)

    def sheet_of(self, of: Sheet, lead: Iterable[int], after: Iterable[int]) -> Sheet:
        """The table with the lines above it above, and those beneath it beneath."""
        return _Writer(of, self).sheet(lead, after)


@dataclass(frozen=True, slots=True)
class Widened:
    """A table that was found: its first and last row, widened, and the rows within it of which nothing was made."""

    top: int
    bottom: int
    wide: Wide
    left_over: tuple[int, ...] = ()


class _Writer:
    def __init__(self, of: Sheet, wide: Wide) -> None:
        self._of = of
        self._wide = wide
        self._cells: dict[Place, Cell] = {}
        self._merges: list[Merge] = []
        self._areas: dict[int, str] = {}

    def sheet(self, lead: Iterable[int], after: Iterable[int]) -> Sheet:
        line = self._words(lead, 0)
        line = self._table(line + 2)
        self._words(after, line + 1)
        return Sheet(
            self._of.name,
            self._cells,
            tuple(self._merges),
            self._of.hidden,
            read_in_other_places=True,
            areas=self._areas,
        )

    def _words(self, rows: Iterable[int], line: int) -> int:
        for row in rows:
            for cell in self._of.by_row.get(row, []):
                line += 1
                self._put(line, 1, cell)
        return line

    def _put(self, row: int, column: int, cell: Cell) -> None:
        at = cell.address
        self._cells[row, column] = replace(cell, row=row, column=column, merged_from=None, stands_at=at)

    def _table(self, top: int) -> int:
        """Two rows of headings and a row for each indicator; the number of the last."""
        wide = self._wide
        target = self._one_target()
        shown = [part for part in _PARTS if any(p == part for line in wide.lines for _, p in line.figures)]
        across = [part for part in shown if not (target and part == _HEADINGS[Role.TARGET])]
        for position, head in enumerate(wide.heads, 1):
            self._put(top + 1, position, head)
        left = len(wide.heads) + 1
        if target:
            first = next(iter(target.values()))
            self._heading(top + 1, left, _HEADINGS[Role.TARGET], first)
            left += 1
        places = self._periods(top, left, across)
        for number, line in enumerate(wide.lines):
            row = top + 2 + number
            if line.words is not None:
                self._put(row, 1, line.words)
            for position, cell in line.own.items():
                self._put(row, position + 1, cell)
            if number in target:
                self._put(row, len(wide.heads) + 1, target[number])
            for key, cell in line.figures.items():
                if key in places:
                    self._put(row, places[key], cell)
        return top + 1 + len(wide.lines)

    def _periods(self, top: int, left: int, across: Sequence[str]) -> dict[tuple[When, str], int]:
        """The headings of the periods, oldest first, and the column of each part of each."""
        wide = self._wide
        has = {key for line in wide.lines for key in line.figures}
        places: dict[tuple[When, str], int] = {}
        for when in sorted(wide.labels, key=lambda each: (each.area, _order(wide.labels[each]))):
            for part in across:
                if part != VALUE and (when, part) not in has:
                    continue
                label = wide.labels[when]
                if across == [VALUE]:
                    self._put(top + 1, left, label)
                else:
                    self._put(top, left, label)
                    self._heading(top + 1, left, part, label)
                if when.area:
                    self._areas[left] = when.area
                places[when, part] = left
                left += 1
        return places

    def _heading(self, row: int, column: int, text: str, at: Cell) -> None:
        self._cells[row, column] = Cell(row, column, CellKind.TEXT, text, text, stands_at=at.address)

    def _one_target(self) -> dict[int, Cell]:
        """The target of each indicator by its position, where none has more than one over its periods."""
        found: dict[int, Cell] = {}
        for number, line in enumerate(self._wide.lines):
            own = [cell for (_, part), cell in line.figures.items() if part == _HEADINGS[Role.TARGET]]
            if len({(cell.value, cell.text) for cell in own}) > 1:
                return {}
            if own:
                found[number] = own[-1]
        return found


def _order(label: Cell) -> date:
    """The end of the period that a cell names; the earliest day where it names none by itself."""
    value = label.value if label.kind is CellKind.DATE else label.text
    read = read_label(value)
    return read.period.end if read is not None else date.min

"""The body of a scorecard's table, row by row: sections, indicators, counts beneath, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from scorecard_desktop.domain.reading import read_figure, read_ratio
from scorecard_desktop.importing.colours import rag_of_words
from scorecard_desktop.importing.layout import Block, HeaderCell, is_repeated_header
from scorecard_desktop.importing.narratives import part_of
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.titles import is_marking
from scorecard_desktop.importing.workbook import Cell, CellKind

_CONTENT = frozenset(
    (
        Role.VALUE,
        Role.TARGET,
        Role.POLARITY,
        Role.DATA_NOTE,
        Role.RED,
        Role.GREEN,
        Role.MARGIN,
        Role.BENCHMARK,
        Role.NUMERATOR,
        Role.DENOMINATOR,
        Role.FREQUENCY,
        Role.COMMENT,
        Role.SHEET_RAG,
    )
)
_PLACEHOLDER = re.compile(r"[/\s]*")
_NUMERATOR = re.compile(r"\s*(?:-\s*)?(?:num(?:erator)?\.?)\s*:?\s*", re.IGNORECASE)
_DENOMINATOR = re.compile(r"\s*(?:-\s*)?(?:den(?:om)?(?:inator)?\.?)\s*:?\s*", re.IGNORECASE)
_LONGEST_SECTION = 120
_OF_THE_PAGE = re.compile(
    r"page \d+(?: of \d+)?|\(?(?:continued|cont(?:'?d)?\.?)\)?(?: (?:on|from|over).*)?|(?:data )?source:.*",
    re.IGNORECASE,
)
_MANY = 2


class RowKind(Enum):
    """What a row of the body is."""

    INDICATOR = "indicator"
    COUNTS = "counts"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    SECTION = "section"
    NOTE = "note"
    REPEATED = "repeated header"


@dataclass
class IndicatorRow:
    """An indicator's row with the section it stands in and the rows of counts beneath it."""

    row: int
    section: str
    counts: int | None = None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def has_counts(self) -> bool:
        """Whether a row beneath holds its counts."""
        return self.counts is not None or self.numerator is not None or self.denominator is not None


@dataclass
class Body:
    """A body read: its indicators, and the cells of words that are neither theirs nor a section."""

    indicators: list[IndicatorRow] = field(default_factory=list)
    notes: list[Cell] = field(default_factory=list)


def read_body(block: Block, columns: Sequence[Column]) -> Body:
    """The indicators of a table, top to bottom."""
    reader = _Reader(block, columns)
    kinds = {row: reader.kind(row) for row in block.body}
    _settle(kinds)
    body = Body()
    section = ""
    for row, kind in kinds.items():
        if kind is RowKind.SECTION:
            section = reader.words(row)
        elif kind is RowKind.INDICATOR:
            body.indicators.append(IndicatorRow(row, reader.column_section(row) or section))
        elif kind is RowKind.NOTE:
            body.notes.extend(block.sheet.by_row[row])
        elif body.indicators and kind is RowKind.COUNTS:
            body.indicators[-1].counts = row
        elif body.indicators and kind is RowKind.NUMERATOR:
            body.indicators[-1].numerator = row
        elif body.indicators and kind is RowKind.DENOMINATOR:
            body.indicators[-1].denominator = row
    return body


class _Reader:
    def __init__(self, block: Block, columns: Sequence[Column]) -> None:
        self._block = block
        self._sheet = block.sheet
        by_role: dict[Role | None, list[int]] = {}
        for column in columns:
            by_role.setdefault(column.role, []).append(column.index)
        self._name = by_role.get(Role.NAME, [0])[0]
        self._ref = by_role.get(Role.REF, [0])[0]
        self._section = by_role.get(Role.SECTION, [0])[0]
        self._values = frozenset(by_role.get(Role.VALUE, []))
        self._content = {column.index for column in columns if column.role in _CONTENT}
        self._known = frozenset(column.index for column in columns if column.role is not None)
        self._last_section = ""

    def kind(self, row: int) -> RowKind:
        cells = self._cells(row)
        if not cells:
            return RowKind.NOTE
        if is_repeated_header(self._block, row):
            return RowKind.REPEATED
        named = self.has_name(row)
        content = [cell for cell in cells if cell.column in self._content]
        if named and (counts := self._counts_row(row, content)) is not None:
            return counts
        if named and (content or self.has_ref(row)) and self._of_a_card(row, content):
            return RowKind.NOTE
        if named and self._of_a_key(row, content):
            return RowKind.NOTE
        if named and not content and self._sheet.at(row, self._name).kind is CellKind.NUMBER:
            return RowKind.NOTE  # Total number of indicators: 4
        if named and (content or self.has_ref(row)) and not self._merged_across(row):
            return RowKind.INDICATOR
        if not named and self._are_counts(content):
            return RowKind.COUNTS
        if len(cells) == 1 and self._may_be_section(cells[0]):
            return RowKind.SECTION
        return RowKind.NOTE

    def _cells(self, row: int) -> list[Cell]:
        cells = self._sheet.by_row.get(row, [])
        return [cell for cell in cells if cell.kind is not CellKind.TEXT or not is_marking(cell)]

    def has_name(self, row: int) -> bool:
        """Whether a name stands in the row itself, not one that reaches down into it."""
        return bool(self._name) and not self._sheet.at(row, self._name).blank

    def has_ref(self, row: int) -> bool:
        """Whether a reference stands in the row."""
        return bool(self._ref) and not self._sheet.at(row, self._ref).blank

    def words(self, row: int) -> str:
        """What a section's row says."""
        return " ".join(self._cells(row)[0].text.split())

    def column_section(self, row: int) -> str:
        """The section by the leading column, which a merge or a blank carries down."""
        if not self._section:
            return ""
        cell = self._sheet.shown_at(row, self._section)
        if not cell.blank:
            self._last_section = " ".join(cell.text.split())
        return self._last_section

    def _merged_across(self, row: int) -> bool:
        cell = self._sheet.at(row, self._name)
        merge = self._sheet.merge_at(cell.row, cell.column)
        return merge is not None and any(merge.left <= column <= merge.right for column in self._values)

    def _counts_row(self, row: int, content: Sequence[Cell]) -> RowKind | None:
        """A numerator's or denominator's own row, which has a label in the place of a name."""
        label = self._sheet.at(row, self._name).text
        if self.has_ref(row) or not content:
            return None
        if _NUMERATOR.fullmatch(label):
            return RowKind.NUMERATOR
        if _DENOMINATOR.fullmatch(label):
            return RowKind.DENOMINATOR
        return RowKind.COUNTS if self._are_counts(content) else None

    def _are_counts(self, content: Sequence[Cell]) -> bool:
        """Whether what stands under the figures are counts over counts; a word among many of them is a slip."""
        figures = [cell for cell in content if cell.column in self._values]
        counts = [cell for cell in figures if cell.kind is CellKind.TEXT and read_ratio(cell.text) is not None]
        places = [cell for cell in figures if cell.kind is CellKind.TEXT and _PLACEHOLDER.fullmatch(cell.text)]
        others = len(figures) - len(counts) - len(places)
        return bool(figures) and (others == 0 or len(counts) > _MANY * others)

    def _of_a_card(self, row: int, content: Sequence[Cell]) -> bool:
        """Whether a row is one of words of a report card that stands around the table: it begins with what it asks."""
        first = self._sheet.by_row[row][0]
        if first.column >= self._name or first.column in self._known or first.kind is not CellKind.TEXT:
            return False
        if part_of(HeaderCell(first.column, (" ".join(first.text.split()),), first)) is None:
            return False
        return not any(cell.kind is CellKind.NUMBER or read_figure(cell.text) is not None for cell in content)

    def _of_a_key(self, row: int, content: Sequence[Cell]) -> bool:
        """Whether a row says what a rating means: ``Amber``, within 5 % of the target."""
        if self.has_ref(row) or any(cell.column in self._values for cell in content):
            return False
        return rag_of_words(self._sheet.at(row, self._name).text) is not None

    def _may_be_section(self, cell: Cell) -> bool:
        if cell.kind is not CellKind.TEXT or len(cell.text) > _LONGEST_SECTION or "\n" in cell.text.strip():
            return False
        if _OF_THE_PAGE.fullmatch(cell.text.strip()):
            return False
        return cell.column <= max(self._name, 1) or self._sheet.merge_at(cell.row, cell.column) is not None


def _settle(kinds: dict[int, RowKind]) -> None:
    """A line of words is a section only where indicators follow it; otherwise it is a note."""
    following = False
    for row in reversed(list(kinds)):
        kind = kinds[row]
        if kind is RowKind.SECTION and not following:
            kinds[row] = RowKind.NOTE
        following = kind is RowKind.INDICATOR or (kind in (RowKind.SECTION, RowKind.REPEATED) and following)
        if kind in (RowKind.COUNTS, RowKind.NUMERATOR, RowKind.DENOMINATOR):
            following = False

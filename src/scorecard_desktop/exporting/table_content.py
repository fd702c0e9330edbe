"""The cells of a table measured and broken into lines, ready to be placed."""

from __future__ import annotations

from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.columns import Need, column_widths
from scorecard_desktop.exporting.decimals import number_parts
from scorecard_desktop.exporting.document import Align, Cell, CellState, Column, Row, RowKind, Table
from scorecard_desktop.exporting.fonts import Face, clean, width
from scorecard_desktop.exporting.reading import rag_spoken
from scorecard_desktop.exporting.style import Style
from scorecard_desktop.exporting.typesetting import longest_word, plain_lines

_CROWDED = 13
_CROWDED_PAD = 2.0
MARK = 0.66
MARK_GAP = 0.30
ICON = 1.9
"""The room that an icon takes before the words of its cell, in ems; it is a little less high."""
_WHOLE = float("inf")
_SLACK = 0.01  # widths add up to the table's only as far as floats do


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a cell. ``joins`` says that the next goes on without a space."""

    words: str
    face: Face
    colour: str
    joins: bool = False
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with its columns and its lines at the table's width."""

    cell: Cell
    first: int
    last: int
    lines: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class Metrics:
    """The measures of a table's type and space, in points; the rest is the style's own (``Style``)."""

    size: float
    leading: float
    pad_x: float
    pad_y: float
    filled: bool = True
    spelt: bool = False
    widest_name: float = 99.0

    @property
    def eased(self) -> float:
        """How much more room each column takes in a table of few columns, which are set less closely."""
        return 2 * (self.pad_y - self.pad_x)

    @classmethod
    def of(cls, table: Table, style_: Style) -> Metrics:
        """From the style; a compact table is as small as is allowed."""
        size = style_.compact if table.compact else style_.table
        pad = (3.0 if table.compact else 4.0) * style_.scale
        pad_x = _CROWDED_PAD * style_.scale if len(table.columns) > _CROWDED else pad
        return cls(size, size * style_.tight, pad_x, pad, style_.filled, style_.spelt, style_.widest_name)


@dataclass(frozen=True, slots=True)
class Slice:
    """A row, or the lines of one from ``start`` up to ``end`` where it is taller than a page."""

    row: int
    start: int = 0
    end: int | None = None

    def cut(self, lines: tuple[CellLine, ...]) -> tuple[CellLine, ...]:
        """The lines of a cell that stand in this slice."""
        return lines[self.start : self.end]

    def ends(self, lines: tuple[CellLine, ...]) -> bool:
        """Whether the last of a cell's lines stands in this slice."""
        return self.end is None or self.end >= len(lines)


class TableContent:
    """A table's cells, with the width that each column needs."""

    def __init__(self, table: Table, style_: Style) -> None:
        self.table = table
        self.metrics = Metrics.of(table, style_)
        self.marks = self._columns_with_marks()
        self._on_point = True
        self.figures: list[tuple[float, float]] = []
        self._needs: list[Need] = []
        self._notes: list[tuple[float, ...]] = []
        self._flush: list[Need] | None = None
        self._measure()
        self._width = 0.0
        self.widths: list[float] = []
        self.rows: list[tuple[PlacedCell, ...]] = []
        self._depths: list[int] = []
        self.heads: list[tuple[tuple[str, bool], ...]] = []

    def fit(self, room: float) -> None:
        """Set every cell at ``room`` points of width."""
        if self._width == room:
            return
        self._width = room
        if not self._on_point:
            self._on_point = True
            self._measure()
        if self._least(_WHOLE) > room:
            # figures flush right take less than figures on the point, and words come before alignment
            self._on_point = False
            self._measure()
        self.widths = column_widths(self._with_notes(self._longest_whole(room)), room)
        self.rows = [self._place(row) for row in self.table.rows]
        self._depths = [max(len(cell.lines) for cell in cells) for cells in self.rows]
        self.heads = [
            plain_lines(clean(column.header), Face.SEMIBOLD, self.metrics.size, self.inner(i, i) + _SLACK)
            for i, column in enumerate(self.table.columns)
        ]

    def _measure(self) -> None:
        """What each column needs, with its figures on the decimal point or flush right."""
        self.figures = [self._figure_room(i) for i in range(len(self.table.columns))]
        self._needs = [self._need(i, column) for i, column in enumerate(self.table.columns)]
        self._notes = [self._note_widths(i, column) for i, column in enumerate(self.table.columns)]

    def _note_widths(self, index: int, column: Column) -> tuple[float, ...]:
        """The widths of a column's ratios on one line; words in a column of text may take as many as they need."""
        if column.align is Align.LEFT:
            return ()
        notes = {clean(cell.note) for cell, _ in self._cells(index) if "/" in cell.note}
        return tuple(width(note, Face.REGULAR, self.metrics.size) + 2 * self.metrics.pad_x for note in notes)

    def needs(self) -> list[Need]:
        """What each column needs with its figures on the decimal point and its ratios parted where they must be."""
        return self._with_notes(0.0)

    def least_needs(self) -> list[Need]:
        """What each column needs at least: figures flush right, and ratios parted."""
        if self._flush is None:
            kept = self._on_point, self.figures, self._needs, self._notes
            self._on_point = False
            self._measure()
            self._flush = self._with_notes(0.0)
            self._on_point, self.figures, self._needs, self._notes = kept
        return self._flush

    def _least(self, longest: float) -> float:
        """What the table needs at least with every ratio of up to ``longest`` points on one line."""
        return sum(need.least for need in self._with_notes(longest))

    def _with_notes(self, longest: float) -> list[Need]:
        """The needs where ratios of up to ``longest`` stay whole; the columns that hold ratios keep one rhythm."""
        whole = max((note for notes in self._notes for note in notes if note <= longest), default=0.0)
        needs = []
        for need, notes in zip(self._needs, self._notes, strict=True):
            least = max(need.least, whole) if notes else need.least
            needs.append(Need(least, max(need.natural, least), need.weight))
        return needs

    def _longest_whole(self, room: float) -> float:
        """The widest ratio that can stay on one line wherever it stands; wider ones are parted after the slash."""
        lengths = sorted({note for notes in self._notes for note in notes}, reverse=True)
        return next((length for length in lengths if self._least(length) <= room), 0.0)

    def lead(self, words: str, face: Face) -> float:
        """How much of a figure stands before the line on which its column is aligned, in points."""
        parts = number_parts(words)
        return width(parts[0] if parts and self._on_point else words, face, self.metrics.size)

    def depth(self, piece: Slice) -> int:
        """How many lines a slice takes."""
        if not piece.start and piece.end is None:
            return self._depths[piece.row]
        return max(len(piece.cut(cell.lines)) for cell in self.rows[piece.row])

    def inner(self, first: int, last: int) -> float:
        """The width for text over columns ``first`` to ``last``."""
        return sum(self.widths[first : last + 1]) - 2 * self.metrics.pad_x

    def aligned(self, first: int, last: int, wide: float, left: float, align: Align) -> float:
        """Where words ``wide`` points wide begin, in columns whose left edge is at ``left``."""
        pad = self.metrics.pad_x
        if align is Align.LEFT:
            return left + pad
        return left + pad + (self.inner(first, last) - wide) * (0.5 if align is Align.CENTRE else 1.0)

    def _columns_with_marks(self) -> list[bool]:
        marks = [False] * len(self.table.columns)
        for row in self.table.rows:
            position = 0
            for cell in row.cells:
                if cell.rag is not None and cell.text and cell.span == 1:
                    marks[position] = True
                position += cell.span
        return marks

    def slot(self, column: int) -> float:
        """The room kept after a figure for the shape of its rating, and for its word where that is written."""
        if not self.marks[column]:
            return 0.0
        size = self.metrics.size
        words = _widest_rating(size) + size * MARK_GAP if self.metrics.spelt else 0.0
        return size * (MARK + MARK_GAP) + words

    def _cells(self, index: int) -> list[tuple[Cell, RowKind]]:
        found = []
        for row in self.table.rows:
            position = 0
            for cell in row.cells:
                if position == index and cell.span == 1:
                    found.append((cell, row.kind))
                position += cell.span
        return found

    def _figure_room(self, index: int) -> tuple[float, float]:
        """The widest that figures stand before and after the line on which the column is aligned, in points."""
        if self.table.columns[index].align is not Align.DECIMAL:
            return 0.0, 0.0
        before = after = 0.0
        for cell, kind in self._cells(index):
            words, face = clean(cell.text), cell_face(cell, kind)
            if number_parts(words) is not None:
                lead = self.lead(words, face)
                before = max(before, lead)
                after = max(after, width(words, face, self.metrics.size) - lead)
        return before, after

    def _need(self, index: int, column: Column) -> Need:
        size = self.metrics.size
        header = clean(column.header)
        least = longest_word(header, Face.SEMIBOLD, size)
        natural = min(width(header.replace("\n", " "), Face.SEMIBOLD, size), max(least, size * 5))
        slot = self.slot(index)
        for cell, kind in self._cells(index):
            face = cell_face(cell, kind)
            words = clean(cell.text)
            numeric = number_parts(words) is not None and column.align is not Align.LEFT
            one_line = max((width(part, face, size) for part in words.split("\n")), default=0.0) + slot
            word = one_line if numeric else longest_word(words, face, size) + slot
            if cell.rag is not None and not words:
                word = one_line = full_chip_width(cell, size)
            if cell.icon is not None:
                word, one_line = word + size * ICON, one_line + size * ICON
            note = clean(cell.note)
            least = max(least, word, longest_word(note, Face.REGULAR, size) if note else 0.0)
            note_line = width(note, Face.REGULAR, size) if note and column.align is Align.LEFT else 0.0
            natural = max(natural, one_line, note_line, least)
        before, after = self.figures[index]
        least = max(least, before + after + slot, min(column.minimum, self.metrics.widest_name) * size)
        pads = 2 * self.metrics.pad_x
        return Need(least + pads, max(natural, least) + pads, column.weight)

    def _place(self, row: Row) -> tuple[PlacedCell, ...]:
        placed = []
        position = 0
        for cell in row.cells:
            last = position + cell.span - 1
            placed.append(PlacedCell(cell, position, last, self._lines(cell, row, position, last)))
            position += cell.span
        return tuple(placed)

    def _lines(self, cell: Cell, row: Row, first: int, last: int) -> tuple[CellLine, ...]:
        size = self.metrics.size
        room = self.inner(first, last)
        if cell.rag is not None and cell.text:
            room -= self.slot(first)
        if cell.icon is not None:
            room -= size * ICON
        face = cell_face(cell, row.kind)
        colour = cell_colour(cell, row.kind)
        lines = []
        if cell.text:
            for words, joins in plain_lines(clean(cell.text), face, size, room + _SLACK):
                lines.append(CellLine(words, face, colour, joins))
        if cell.note:
            beneath = self.inner(first, last) - (size * ICON if cell.icon is not None else 0.0)
            for words, joins in plain_lines(clean(cell.note), Face.REGULAR, size, beneath + _SLACK):
                lines.append(CellLine(words, Face.REGULAR, style.MUTED, joins, is_note=True))
        return tuple(lines) or (CellLine("", face, colour),)


@lru_cache(maxsize=32)
def _widest_rating(size: float) -> float:
    return max(width(rag_spoken(rag), Face.REGULAR, size) for rag in Rag if rag is not Rag.NONE)


def full_chip_width(cell: Cell, size: float) -> float:
    """The width of a whole chip: shape, word and the space around."""
    word = cell.rag.word if cell.rag is not None else ""
    return width(word, Face.BOLD, size) + size * (MARK + 2 * MARK_GAP + 0.8)


def cell_face(cell: Cell, kind: RowKind) -> Face:
    """The face of a cell's text."""
    is_bold = cell.strong or kind in (RowKind.SECTION, RowKind.TOTAL) or cell.merit is not None
    return Face.BOLD if is_bold else Face.REGULAR


def cell_colour(cell: Cell, kind: RowKind) -> str:
    """The colour of a cell's text."""
    if cell.merit is not None:
        return style.MERIT_INK[cell.merit]
    if cell.rag is not None and cell.text:
        return style.CHIPS[cell.rag].tint_ink
    if cell.link or kind is RowKind.SECTION:
        return style.ACCENT
    return style.MUTED if cell.state is not CellState.PLAIN else style.TEXT

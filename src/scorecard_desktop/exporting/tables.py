"""Tables on paper: hairlines and white space, figures on the decimal, headers repeated, rows kept whole.

In the structure a table is one element however many pages it takes; a header drawn again is page furniture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.boxes import Box
from scorecard_desktop.exporting.document import Align, CellState, Column, Row, RowKind, Table
from scorecard_desktop.exporting.fonts import Face, clean, width
from scorecard_desktop.exporting.reading import rag_spoken
from scorecard_desktop.exporting.style import Style
from scorecard_desktop.exporting.table_content import (
    MARK,
    MARK_GAP,
    CellLine,
    PlacedCell,
    TableContent,
    full_chip_width,
    number_parts,
)
from scorecard_desktop.exporting.table_tags import TableTags, group_span, tag_table
from scorecard_desktop.exporting.tagged_pdf import Element
from scorecard_desktop.exporting.typesetting import plain_lines

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_ASCENT = 0.90
_RULE_UNDER_HEAD = 1.1
_SECTION_SPACE = 2.0


@dataclass(frozen=True, slots=True)
class _Slice:
    """A row, or the lines of one from ``start`` up to ``end`` where it is taller than a page."""

    row: int
    start: int = 0
    end: int | None = None


def table_box(parent: Element, table: Table, style_: Style) -> TableBox:
    """The box of a whole table, its elements added under ``parent``."""
    content = TableContent(table, style_)
    slices = tuple(_Slice(index) for index in range(len(table.rows)))
    return TableBox(content, tag_table(parent, table), slices, begins=True)


class TableBox(Box):
    """A table, or the part of one that stands on a page."""

    before = 8.0
    after = 12.0

    def __init__(self, content: TableContent, tags: TableTags, slices: tuple[_Slice, ...], *, begins: bool) -> None:
        self.content = content
        self.tags = tags
        self.slices = slices
        self.begins = begins

    # -- measures

    @property
    def _table(self) -> Table:
        return self.content.table

    def _caption_height(self, width_: float) -> float:
        if not (self.begins and self._table.caption):
            return 0.0
        metrics = self.content.metrics
        size = metrics.size + 1
        return len(plain_lines(clean(self._table.caption), Face.SEMIBOLD, size, width_)) * size * 1.25 + 4

    def _head_heights(self) -> tuple[float, float]:
        """The heights of the row of groups, if any, and of the headers."""
        metrics = self.content.metrics
        lines = max((len(head) for head in self.content.heads), default=1)
        groups = metrics.leading + metrics.pad_y + 1 if self._table.has_groups else 0.0
        return groups, lines * metrics.leading + 2 * metrics.pad_y

    def _slice_height(self, piece: _Slice) -> float:
        metrics = self.content.metrics
        lines = max(len(_cut(cell.lines, piece)) for cell in self.content.rows[piece.row])
        extra = _SECTION_SPACE if self._table.rows[piece.row].kind is RowKind.SECTION else 0.0
        return max(lines, 1) * metrics.leading + 2 * metrics.pad_y + extra

    def height(self, width: float) -> float:
        self.content.fit(width)
        return self._caption_height(width) + sum(self._head_heights()) + sum(self._slice_height(s) for s in self.slices)

    def least(self, width: float) -> float:
        self.content.fit(width)
        count, bodies = 0, 0
        while count < len(self.slices) and bodies < 2:
            bodies += self._table.rows[self.slices[count].row].kind is not RowKind.SECTION
            count += 1
        rows = sum(self._slice_height(s) for s in self.slices[:count])
        return self._caption_height(width) + sum(self._head_heights()) + rows

    # -- parting

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        self.content.fit(width)
        left = room - self._caption_height(width) - sum(self._head_heights())
        count = 0
        for piece in self.slices:
            tall = self._slice_height(piece)
            if tall > left + 0.01:
                break
            left -= tall
            count += 1
        count = self._good_break(count)
        if count:
            return self._parts(self.slices[:count], self.slices[count:])
        if must:
            return self._split_row(left)
        return None

    def _good_break(self, count: int) -> int:
        """The nearest break at or before ``count`` that strands neither a section's heading nor a total."""
        rows = self._table.rows
        if count == len(self.slices) - 1 and count > 3:
            count -= 1
        while 0 < count < len(self.slices) and (
            rows[self.slices[count - 1].row].kind is RowKind.SECTION
            or rows[self.slices[count].row].kind is RowKind.TOTAL
        ):
            count -= 1
        return count

    def _parts(self, first: tuple[_Slice, ...], rest: tuple[_Slice, ...]) -> tuple[Box, Box] | None:
        if not rest:
            return None
        return (
            TableBox(self.content, self.tags, first, begins=self.begins),
            TableBox(self.content, self.tags, rest, begins=False),
        )

    def _split_row(self, room: float) -> tuple[Box, Box] | None:
        """Cut the first row that stands alone on its page and is still too tall; its cells stay single elements."""
        keep = 0
        left = room
        while keep < len(self.slices) and self._slice_height(self.slices[keep]) <= left:
            left -= self._slice_height(self.slices[keep])
            keep += 1
        if keep == len(self.slices):
            return None
        piece = self.slices[keep]
        metrics = self.content.metrics
        lines = max(int((left - 2 * metrics.pad_y) / metrics.leading), 0 if keep else 1)
        if lines == 0:
            return self._parts(self.slices[:keep], self.slices[keep:])
        middle = piece.start + lines
        first = _Slice(piece.row, piece.start, middle)
        rest = _Slice(piece.row, middle, piece.end)
        return self._parts((*self.slices[:keep], first), (rest, *self.slices[keep + 1 :]))

    # -- ink

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        self.content.fit(width)
        top = self._draw_caption(canvas, x, top, width)
        top = self._draw_head(canvas, x, top, width)
        rules: list[tuple[float, str, float]] = []
        for index, piece in enumerate(self.slices):
            row = self._table.rows[piece.row]
            tall = self._slice_height(piece)
            self._draw_row(canvas, piece, row, x, top)
            if row.kind is RowKind.TOTAL:
                rules.append((top, style.TEXT, 0.8))
            top -= tall
            last = index == len(self.slices) - 1
            after_section = row.kind is RowKind.SECTION
            rules.append((top, style.ACCENT if after_section else style.HAIRLINE, 0.8 if last else 0.5))
        with canvas.artifact("Layout"):
            for y, colour, thick in rules:
                drawing.rule(canvas, x, x + width, y, colour, thick)

    def _draw_caption(self, canvas: TaggedCanvas, x: float, top: float, room: float) -> float:
        if not (self.begins and self.tags.caption):
            return top
        size = self.content.metrics.size + 1
        lines = plain_lines(clean(self._table.caption), Face.SEMIBOLD, size, room)
        with canvas.content(self.tags.caption):
            for number, (words, joins) in enumerate(lines):
                ends = number == len(lines) - 1
                shown = words if ends or joins else words + " "
                drawing.text(canvas, (x, top - (number + 0.85) * size * 1.25), shown, Face.SEMIBOLD, size, style.ACCENT)
        return top - self._caption_height(room)

    def _draw_head(self, canvas: TaggedCanvas, x: float, top: float, width_: float) -> float:
        group_height, head_height = self._head_heights()
        bottom = top - group_height - head_height
        again = self.tags.head_drawn
        if again:
            canvas.begin_artifact("Pagination", "Header")
        lefts = self._lefts(x)
        for index, column in enumerate(self._table.columns):
            if index in self.tags.groups:
                self._draw_group(canvas, index, lefts[index], top, tagged=not again)
            self._draw_head_cell(canvas, index, column, lefts[index], bottom, tagged=not again)
        if again:
            canvas.end()
        with canvas.artifact("Layout"):
            drawing.rule(canvas, x, x + width_, bottom, style.ACCENT, _RULE_UNDER_HEAD)
            for index in self.tags.groups:
                right = lefts[index] + sum(self.content.widths[index : index + group_span(self._table, index)])
                y = top - group_height
                pad = self.content.metrics.pad_x
                drawing.rule(canvas, lefts[index] + pad, right - pad, y, style.ACCENT, 0.6)
        self.tags.head_drawn = True
        return bottom

    def _lefts(self, x: float) -> list[float]:
        lefts = []
        for wide in self.content.widths:
            lefts.append(x)
            x += wide
        return lefts

    def _draw_group(self, canvas: TaggedCanvas, index: int, left: float, top: float, *, tagged: bool) -> None:
        metrics = self.content.metrics
        span = group_span(self._table, index)
        room = self.content.inner(index, index + span - 1)
        words = clean(self._table.columns[index].group)
        x = left + metrics.pad_x + max(0.0, (room - width(words, Face.SEMIBOLD, metrics.size)) / 2)
        if tagged:
            canvas.begin(self.tags.groups[index])
        at = (x, top - metrics.size * _ASCENT - 1)
        drawing.text(canvas, at, words, Face.SEMIBOLD, metrics.size, style.ACCENT)
        if tagged:
            canvas.end()

    def _draw_head_cell(
        self, canvas: TaggedCanvas, index: int, column: Column, left: float, bottom: float, *, tagged: bool
    ) -> None:
        metrics = self.content.metrics
        lines = self.content.heads[index]
        if not any(lines):
            return
        element = self.tags.heads[index]
        if tagged and column.spoken:
            element = element.add("Span", actual=column.spoken)
        if tagged:
            canvas.begin(element)
        baseline = bottom + metrics.pad_y + metrics.leading * len(lines) - metrics.size * _ASCENT - 0.5
        for number, words in enumerate(lines):
            shown = words if number == len(lines) - 1 else words + " "
            x = self._aligned(index, index, width(words, Face.SEMIBOLD, metrics.size), left, column.align)
            drawing.text(canvas, (x, baseline), shown, Face.SEMIBOLD, metrics.size, style.ACCENT)
            baseline -= metrics.leading
        if tagged:
            canvas.end()

    def _aligned(self, first: int, last: int, wide: float, left: float, align: Align) -> float:
        """Where words ``wide`` points wide begin."""
        pad = self.content.metrics.pad_x
        room = self.content.inner(first, last)
        if align is Align.LEFT:
            return left + pad
        return left + pad + (room - wide) * (0.5 if align is Align.CENTRE else 1.0)

    def _draw_row(self, canvas: TaggedCanvas, piece: _Slice, row: Row, x: float, top: float) -> None:
        lefts = self._lefts(x)
        if row.kind is RowKind.SECTION:
            top -= _SECTION_SPACE
        for number, cell in enumerate(self.content.rows[piece.row]):
            lines = _cut(cell.lines, piece)
            if lines:
                self._draw_cell(canvas, piece, number, cell, lines, lefts[cell.first], top)

    def _draw_cell(
        self,
        canvas: TaggedCanvas,
        piece: _Slice,
        number: int,
        placed: PlacedCell,
        lines: tuple[CellLine, ...],
        left: float,
        top: float,
    ) -> None:
        cell = placed.cell
        element = self.tags.cells[piece.row][number]
        if cell.state is not CellState.PLAIN:
            self._draw_state(canvas, piece, number, placed, left, top)
            return
        if cell.rag is not None and not cell.text:
            self._draw_full_chip(canvas, element, placed, left, top)
            return
        if not cell.text and not cell.note:
            return
        if cell.rag is not None and piece.start == 0:
            self._draw_tint(canvas, placed, lines, left, top)
        self._draw_lines(canvas, piece, number, placed, lines, left, top)

    def _draw_lines(
        self,
        canvas: TaggedCanvas,
        piece: _Slice,
        number: int,
        placed: PlacedCell,
        lines: tuple[CellLine, ...],
        left: float,
        top: float,
    ) -> None:
        metrics, cell = self.content.metrics, placed.cell
        element = self.tags.cells[piece.row][number]
        speaks = self.tags.span(piece.row, number, "text", cell.spoken) if cell.spoken else element
        baseline = top - metrics.pad_y - metrics.size * _ASCENT
        canvas.begin(speaks)
        current = speaks
        shape_due = cell.rag is not None and piece.start == 0
        texts = sum(not line.is_note for line in lines)
        for index, line in enumerate(lines):
            if line.is_note and current is not element:
                canvas.end()
                canvas.begin(element)
                current = element
            slot = self.content.slot(placed.first) if not line.is_note else 0.0
            x = self._line_start(placed, line, left, slot)
            final = index == len(lines) - 1 and (piece.end is None or piece.end >= len(placed.lines))
            ends_text = shape_due and index == texts - 1
            shown = line.words if line.joins or (final and not ends_text) else line.words + " "
            drawing.text(canvas, (x, baseline), shown, line.face, metrics.size, line.colour)
            if ends_text and cell.rag is not None:
                canvas.end()
                more = texts < len(lines)
                words = rag_spoken(cell.rag) + (" " if more else "")
                canvas.begin(self.tags.span(piece.row, number, "rating", words))
                size = metrics.size * MARK
                end = x + width(line.words, line.face, metrics.size)
                drawing.mark(
                    canvas, cell.rag, (end + metrics.size * MARK_GAP + size / 2, baseline + metrics.size * 0.34), size
                )
                canvas.end()
                if more:
                    canvas.begin(element)
                    current = element
                else:
                    return
            baseline -= metrics.leading
        canvas.end()

    def _line_start(self, placed: PlacedCell, line: CellLine, left: float, slot: float) -> float:
        metrics = self.content.metrics
        column = self._table.columns[placed.first]
        wide = width(line.words, line.face, metrics.size)
        align = column.align if placed.first == placed.last else Align.LEFT
        parts = number_parts(line.words) if align is Align.DECIMAL and not line.is_note else None
        if parts is not None:
            after = self.content.decimals[placed.first][1]
            right = left + self.content.widths[placed.first] - metrics.pad_x - slot
            return right - after - width(parts[0], line.face, metrics.size)
        if slot and align is not Align.LEFT:
            return self._aligned(placed.first, placed.last, wide + slot, left, align)
        return self._aligned(placed.first, placed.last, wide, left, align)

    def _draw_tint(
        self, canvas: TaggedCanvas, placed: PlacedCell, lines: tuple[CellLine, ...], left: float, top: float
    ) -> None:
        cell, metrics = placed.cell, self.content.metrics
        if cell.rag is None or self._table.columns[placed.first].align is Align.LEFT:
            return
        count = sum(not line.is_note for line in lines)
        box = (
            left + 1.0,
            top - metrics.pad_y + 1.0 - metrics.leading * count,
            left + self.content.widths[placed.first] - 1.0,
            top - metrics.pad_y + 1.0,
        )
        with canvas.artifact("Background"):
            drawing.panel(canvas, box, 3, style.CHIPS[cell.rag].tint)

    def _draw_full_chip(
        self, canvas: TaggedCanvas, element: Element, placed: PlacedCell, left: float, top: float
    ) -> None:
        cell, metrics = placed.cell, self.content.metrics
        if cell.rag is None:
            return
        wide = full_chip_width(cell, metrics.size)
        align = self._table.columns[placed.first].align
        x = self._aligned(placed.first, placed.last, wide, left, Align.CENTRE if align is Align.DECIMAL else align)
        baseline = top - metrics.pad_y - metrics.size * _ASCENT
        colours = style.CHIPS[cell.rag]
        with canvas.artifact("Background"):
            box = (x, baseline - metrics.size * 0.30, x + wide, baseline + metrics.size * 0.96)
            drawing.panel(canvas, box, metrics.size * 0.63, colours.fill)
            centre = (x + metrics.size * (0.4 + MARK / 2), baseline + metrics.size * 0.34)
            drawing.mark(canvas, cell.rag, centre, metrics.size * MARK, on_fill=True)
        with canvas.content(element):
            at = (x + metrics.size * (0.4 + MARK + MARK_GAP), baseline)
            drawing.text(canvas, at, cell.rag.word, Face.BOLD, metrics.size, colours.ink)

    def _draw_state(
        self, canvas: TaggedCanvas, piece: _Slice, number: int, placed: PlacedCell, left: float, top: float
    ) -> None:
        """An awaited figure is a hollow place; one that is not expected is hatched out."""
        metrics = self.content.metrics
        bottom = top - metrics.pad_y + 1.0 - metrics.leading
        box = (left + 3.0, bottom, left + self.content.widths[placed.first] - 3.0, top - metrics.pad_y)
        with canvas.content(self.tags.span(piece.row, number, "state", placed.cell.state.value)):
            if placed.cell.state is CellState.AWAITED:
                drawing.outline(canvas, box, 2, style.MUTED, 0.5, (2, 2))
            else:
                drawing.hatching(canvas, box, style.HAIRLINE)


def _cut(lines: tuple[CellLine, ...], piece: _Slice) -> tuple[CellLine, ...]:
    return lines[piece.start : piece.end]

"""Tables on paper: hairlines and white space, figures on the decimal, headers repeated, rows kept whole.

In the structure a table is one element however many pages it takes; a header drawn again is page furniture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.boxes import Box
from scorecard_desktop.exporting.document import Column, Row, RowKind, Table
from scorecard_desktop.exporting.fonts import Face, clean, width
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import Style
from scorecard_desktop.exporting.table_blocks import column_blocks, parted
from scorecard_desktop.exporting.table_cells import ASCENT, CellPainter, CellPlace
from scorecard_desktop.exporting.table_content import Slice, TableContent
from scorecard_desktop.exporting.table_tags import DRAWN_AGAIN, TableTags, group_span, tag_table
from scorecard_desktop.exporting.typesetting import plain_lines

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_RULE_UNDER_HEAD = 1.1
_ABOVE = 6
_SECTION_SPACE = 2.0
_SMALL = 6
_SMALL_HEIGHT = 320.0


def table_boxes(parent: Element, content: TableContent, style_: Style, width_: float) -> Iterator[TableBox]:
    """The box of a whole table, or those of its blocks of columns where it is wider than ``width_``.

    Its elements are added under ``parent``. Blocks of columns change over at each section of the rows, so that what
    is said of a row stands near.
    """
    table = content.table
    chosen = parted(content, style_, width_)
    blocks = column_blocks(table, tag_table(parent, table), chosen)
    contents = [content] if len(blocks) == 1 else [TableContent(block.table, style_) for block in blocks]
    for rows in _stretches(table) if len(blocks) > 1 else [range(len(table.rows))]:
        for number, (block, own) in enumerate(zip(blocks, contents, strict=True)):
            slices = tuple(Slice(row) for row in rows if row in block.rows)
            yield TableBox(own, block.tags, slices, begins=number == 0 and rows.start == 0)


def _stretches(table: Table) -> list[range]:
    """The rows from each section's heading to the next."""
    starts = [n for n, row in enumerate(table.rows) if n == 0 or row.kind is RowKind.SECTION]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True)]


class TableBox(Box):
    """A table, or the part of one that stands on a page."""

    before = 8.0
    after = 12.0

    def __init__(self, content: TableContent, tags: TableTags, slices: tuple[Slice, ...], *, begins: bool) -> None:
        self.content = content
        self.tags = tags
        self.slices = slices
        self.begins = begins
        self._painter = CellPainter(content, tags)

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
        deepest = max((len(self._group_lines(index)) for index in self.tags.groups), default=0)
        groups = deepest * metrics.leading + metrics.pad_y + 1 if deepest else 0.0
        return groups, lines * metrics.leading + 2 * metrics.pad_y

    def _group_lines(self, index: int) -> tuple[tuple[str, bool], ...]:
        """The heading over the group that begins at a column, in the lines that its columns have room for."""
        room = self.content.inner(index, index + group_span(self._table, index) - 1)
        return plain_lines(clean(self._table.columns[index].group), Face.SEMIBOLD, self.content.metrics.size, room)

    @property
    def _carried(self) -> str:
        """The heading over the rows at the top of a part that continues its section: ``Contacts (continued)``."""
        if self.begins or not self.slices or self._kind(0) is RowKind.SECTION:
            return ""
        for row in reversed(self._table.rows[: self.slices[0].row]):
            if row.kind is RowKind.TOTAL:
                break  # what follows a total is under no heading
            if row.kind is RowKind.SECTION:
                return f"{clean(row.cells[0].text)} (continued)"
        return ""

    def _carried_lines(self) -> tuple[tuple[str, bool], ...]:
        words = self._carried
        if not words:
            return ()
        room = self.content.inner(0, len(self._table.columns) - 1)
        return plain_lines(words, Face.BOLD, self.content.metrics.size, room)

    def _top_height(self, width_: float) -> float:
        """The height of all that stands over the rows: caption, headers, and the section that goes on."""
        metrics = self.content.metrics
        lines = self._carried_lines()
        carried = len(lines) * metrics.leading + 2 * metrics.pad_y + _SECTION_SPACE if lines else 0.0
        return self._caption_height(width_) + sum(self._head_heights()) + carried

    def _slice_height(self, piece: Slice) -> float:
        metrics = self.content.metrics
        extra = self._lead(self._table.rows[piece.row].kind)
        return max(self.content.depth(piece), 1) * metrics.leading + 2 * metrics.pad_y + extra

    def _lead(self, kind: RowKind) -> float:
        """The space over a row beyond its padding: more over a section's heading, none over a remark."""
        if kind is RowKind.REMARK:
            return -self.content.metrics.pad_y
        return _SECTION_SPACE if kind is RowKind.SECTION else 0.0

    def height(self, width: float) -> float:
        self.content.fit(width)
        return self._top_height(width) + sum(self._slice_height(s) for s in self.slices)

    @property
    def _is_small(self) -> bool:
        """A table of so few rows is easier read on one page, if it does not take most of that."""
        if not self.begins or len(self.slices) > _SMALL or len(self.slices) < len(self._table.rows):
            return False
        return sum(self._slice_height(piece) for piece in self.slices) <= _SMALL_HEIGHT

    def least(self, width: float) -> float:
        self.content.fit(width)
        if self._is_small:
            return self.height(width)
        count, bodies = 0, 0
        while count < len(self.slices) and (bodies == 0 or self._kind(count) is RowKind.REMARK):
            bodies += self._kind(count) is not RowKind.SECTION
            count += 1
        rows = sum(self._slice_height(s) for s in self.slices[:count])
        return self._top_height(width) + rows

    # -- parting

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        self.content.fit(width)
        if self._is_small and not must:
            return None
        left = room - self._top_height(width)
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

    def _kind(self, index: int) -> RowKind:
        return self._table.rows[self.slices[index].row].kind

    def _good_break(self, count: int) -> int:
        """The nearest break at or before ``count`` that strands no section's heading, remark or total."""
        if count == len(self.slices) - 1 and count > 3:
            count -= 1
        while 0 < count < len(self.slices) and (
            self._kind(count - 1) is RowKind.SECTION or self._kind(count) in (RowKind.TOTAL, RowKind.REMARK)
        ):
            count -= 1
        return count

    def _parts(self, first: tuple[Slice, ...], rest: tuple[Slice, ...]) -> tuple[Box, Box] | None:
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
        first = Slice(piece.row, piece.start, middle)
        rest = Slice(piece.row, middle, piece.end)
        return self._parts((*self.slices[:keep], first), (rest, *self.slices[keep + 1 :]))

    # -- ink

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        self.content.fit(width)
        top = self._draw_caption(canvas, x, top, width)
        width = sum(self.content.widths)
        top = self._draw_carried(canvas, x, self._draw_head(canvas, x, top, width), width)
        rules: list[tuple[float, str, float]] = []
        for index, piece in enumerate(self.slices):
            row = self._table.rows[piece.row]
            tall = self._slice_height(piece)
            if row.key and piece.start == 0:
                canvas.bookmark(row.key, top + _ABOVE)
            self._draw_row(canvas, piece, row, x, top)
            if row.kind is RowKind.TOTAL:
                rules.append((top, style.TEXT, 0.8))
            top -= tall
            if index + 1 < len(self.slices) and self._kind(index + 1) is RowKind.REMARK:
                continue
            last = index == len(self.slices) - 1
            colour = style.ACCENT if row.kind is RowKind.SECTION else style.HAIRLINE
            rules.append((top, colour, 0.8 if last else 0.5))
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
                self._draw_group(canvas, index, lefts[index], top - group_height, tagged=not again)
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

    def _draw_carried(self, canvas: TaggedCanvas, x: float, top: float, width_: float) -> float:
        """The section's name again, as page furniture: in the structure its rows follow on without it."""
        lines = self._carried_lines()
        if not lines:
            return top
        metrics = self.content.metrics
        baseline = top - _SECTION_SPACE - metrics.pad_y - metrics.size * ASCENT
        with canvas.artifact("Pagination", "Header"):
            for words, _ in lines:
                drawing.text(canvas, (x + metrics.pad_x, baseline), words, Face.BOLD, metrics.size, style.ACCENT)
                baseline -= metrics.leading
            top -= len(lines) * metrics.leading + 2 * metrics.pad_y + _SECTION_SPACE
            drawing.rule(canvas, x, x + width_, top, style.ACCENT, 0.5)
        return top

    def _lefts(self, x: float) -> list[float]:
        lefts = []
        for wide in self.content.widths:
            lefts.append(x)
            x += wide
        return lefts

    def _draw_group(self, canvas: TaggedCanvas, index: int, left: float, bottom: float, *, tagged: bool) -> None:
        metrics = self.content.metrics
        span = group_span(self._table, index)
        room = self.content.inner(index, index + span - 1)
        lines = self._group_lines(index)
        if tagged:
            canvas.begin(self.tags.groups[index])
        baseline = bottom + metrics.pad_y + metrics.leading * len(lines) - metrics.size * ASCENT
        for number, (words, joins) in enumerate(lines):
            shown = words if joins or number == len(lines) - 1 else words + " "
            x = left + metrics.pad_x + max(0.0, (room - width(words, Face.SEMIBOLD, metrics.size)) / 2)
            drawing.text(canvas, (x, baseline), shown, Face.SEMIBOLD, metrics.size, style.ACCENT)
            baseline -= metrics.leading
        if tagged:
            canvas.end()

    def _draw_head_cell(
        self, canvas: TaggedCanvas, index: int, column: Column, left: float, bottom: float, *, tagged: bool
    ) -> None:
        metrics = self.content.metrics
        lines = self.content.heads[index]
        if not any(words for words, _ in lines):
            return
        element = self.tags.heads[index]
        if tagged and column.spoken and element is not DRAWN_AGAIN:
            element = element.add("Span", actual=column.spoken)
        if tagged:
            canvas.begin(element)
        baseline = bottom + metrics.pad_y + metrics.leading * len(lines) - metrics.size * ASCENT - 0.5
        for number, (words, joins) in enumerate(lines):
            shown = words if joins or number == len(lines) - 1 else words + " "
            wide = width(words, Face.SEMIBOLD, metrics.size)
            x = self.content.aligned(index, index, wide, left, column.align)
            drawing.text(canvas, (x, baseline), shown, Face.SEMIBOLD, metrics.size, style.ACCENT)
            baseline -= metrics.leading
        if tagged:
            canvas.end()

    def _draw_row(self, canvas: TaggedCanvas, piece: Slice, row: Row, x: float, top: float) -> None:
        lefts = self._lefts(x)
        top -= self._lead(row.kind)
        for number, cell in enumerate(self.content.rows[piece.row]):
            if piece.cut(cell.lines):
                self._painter.paint(canvas, CellPlace(piece, number, cell, lefts[cell.first], top))

"""The inside of a table's cells: figures on the decimal, chips, links, and the places of figures that are not there."""

from __future__ import annotations

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import drawing, style
from scorecard_desktop.exporting.decimals import number_parts
from scorecard_desktop.exporting.document import Align, CellState
from scorecard_desktop.exporting.fonts import Face, width
from scorecard_desktop.exporting.icons import icon_shapes
from scorecard_desktop.exporting.link_annotation import Rect
from scorecard_desktop.exporting.reading import rag_spoken
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.table_content import (
    ICON,
    MARK,
    MARK_GAP,
    CellLine,
    PlacedCell,
    Slice,
    TableContent,
    full_chip_width,
)
from scorecard_desktop.exporting.table_tags import DRAWN_AGAIN, TableTags
from scorecard_desktop.exporting.tagged_pdf import Pen, TaggedCanvas

ASCENT = 0.90


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a slice, by its number in the row, with its upper left corner."""

    piece: Slice
    number: int
    placed: PlacedCell
    left: float
    top: float

    @property
    def lines(self) -> tuple[CellLine, ...]:
        """The cell's lines in this slice."""
        return self.piece.cut(self.placed.lines)


class CellPainter:
    """Draws the cells of one table."""

    def __init__(self, content: TableContent, tags: TableTags) -> None:
        self._content = content
        self._tags = tags

    def paint(self, canvas: TaggedCanvas, place: CellPlace) -> None:
        """Draw a cell, or the part of it that stands in its slice."""
        cell = place.placed.cell
        if cell.state is not CellState.PLAIN:
            self._paint_state(canvas, place)
        elif cell.rag is not None and not cell.text:
            self._paint_chip(canvas, place)
        elif cell.text or cell.note:
            if cell.rag is not None and place.piece.start == 0:
                self._paint_tint(canvas, place)
            if cell.icon is not None and place.piece.start == 0:
                self._paint_icon(canvas, place)
            self._paint_lines(canvas, place)

    def _element(self, place: CellPlace) -> Element:
        return self._tags.cells[place.piece.row][place.number]

    def _text_element(self, place: CellPlace) -> Element:
        """The element of a cell's text: the cell itself, its link, or the words spoken for a symbol."""
        cell = place.placed.cell
        if cell.link:
            return self._tags.link(place.piece.row, place.number)
        if cell.why:
            return self._tags.link(place.piece.row, place.number, cell.spoken)
        if cell.spoken:
            words = cell.spoken + (" " if cell.note or cell.rag is not None else "")
            return self._tags.spoken(place.piece.row, place.number, words)
        return self._element(place)

    def _paint_lines(self, canvas: TaggedCanvas, place: CellPlace) -> None:
        metrics, cell = self._content.metrics, place.placed.cell
        lines = place.lines
        texts = [line for line in lines if not line.is_note]
        notes = [line for line in lines if line.is_note]
        baseline = place.top - metrics.pad_y - metrics.size * ASCENT
        pen = Pen(canvas)
        boxes: list[Rect] = []
        if texts:
            follows = bool(notes) or cell.rag is not None or not place.piece.ends(place.placed.lines)
            self._write(pen.write(self._text_element(place)), place, texts, baseline, boxes, spaced=follows)
            if cell.rag is not None and place.piece.start == 0:
                last = baseline - metrics.leading * (len(texts) - 1)
                self._paint_mark(pen.write(self._element(place)), place, texts[-1], last, spaced=bool(notes))
        if notes:
            start = baseline - metrics.leading * len(texts)
            ends = place.piece.ends(place.placed.lines)
            self._write(pen.write(self._element(place)), place, notes, start, [], spaced=not ends)
        pen.lift()
        if not boxes or self._element(place) is DRAWN_AGAIN:
            return
        if cell.link:
            where = f"Go to {cell.text}" if cell.link.startswith("#") else f"{cell.text}: {cell.link}"
            canvas.link(self._text_element(place), cell.link, where, boxes)
        elif cell.why:
            canvas.link(self._text_element(place), cell.why, f"What stands behind {cell.spoken or cell.text}", boxes)

    def _write(
        self,
        canvas: TaggedCanvas,
        place: CellPlace,
        lines: list[CellLine],
        baseline: float,
        boxes: list[Rect],
        *,
        spaced: bool,
    ) -> None:
        """Draw lines and add where each stands to ``boxes``; ``spaced`` ends the last with a space for what follows."""
        metrics, size = self._content.metrics, self._content.metrics.size
        for index, line in enumerate(lines):
            x = self._line_start(place, line)
            goes_on = index < len(lines) - 1 or spaced
            shown = line.words + " " if goes_on and not line.joins else line.words
            drawing.text(canvas, (x, baseline), shown, line.face, size, line.colour)
            if place.placed.cell.link or place.placed.cell.why:
                end = x + width(line.words, line.face, size)
                if place.placed.cell.link:
                    drawing.rule(canvas, x, end, baseline - size * 0.16, line.colour, 0.5)
                boxes.append((x, baseline - size * 0.3, end, baseline + size * 0.9))
            baseline -= metrics.leading

    def _paint_mark(
        self, canvas: TaggedCanvas, place: CellPlace, line: CellLine, baseline: float, *, spaced: bool
    ) -> None:
        """The shape of the rating after the figure, with its word: in ink, or for whoever does not see the shape."""
        rag = place.placed.cell.rag
        if rag is None:
            return
        size = self._content.metrics.size
        x = self._line_start(place, line) + width(line.words, line.face, size) + size * MARK_GAP
        drawing.mark(canvas, rag, (x + size * MARK / 2, baseline + size * 0.34), size * MARK)
        said = rag_spoken(rag) + (" " if spaced else "")
        if self._content.metrics.spelt:
            at = (x + size * (MARK + MARK_GAP), baseline)
            drawing.text(canvas, at, said, Face.REGULAR, size, style.CHIPS[rag].tint_ink)
            return
        drawing.silent(canvas, (x, baseline), said, Face.REGULAR, size / 4)

    def _line_start(self, place: CellPlace, line: CellLine) -> float:
        content, placed = self._content, place.placed
        column = content.table.columns[placed.first]
        wide = width(line.words, line.face, content.metrics.size)
        slot = 0.0 if line.is_note else content.slot(placed.first)
        align = column.align if placed.first == placed.last else Align.LEFT
        if align is Align.DECIMAL and not line.is_note and number_parts(line.words) is not None:
            after = content.figures[placed.first][1]
            right = place.left + content.widths[placed.first] - content.metrics.pad_x - slot
            return right - after - content.lead(line.words, line.face)
        left = place.left + (content.metrics.size * ICON if placed.cell.icon is not None else 0.0)
        return content.aligned(placed.first, placed.last, wide + slot, left, align)

    def _paint_tint(self, canvas: TaggedCanvas, place: CellPlace) -> None:
        cell, metrics = place.placed.cell, self._content.metrics
        column = place.placed.first
        if cell.rag is None or self._content.table.columns[column].align is Align.LEFT or not metrics.filled:
            return
        count = sum(not line.is_note for line in place.lines)
        top = place.top - metrics.pad_y + 1.0
        right = place.left + self._content.widths[column] - 1.0
        before, after = self._content.figures[column]
        wide = max(before + after, *(width(line.words, line.face, metrics.size) for line in place.lines[:count]))
        left = max(place.left + 1.0, right - wide - self._content.slot(column) - 2 * metrics.pad_x)
        with canvas.artifact("Background"):
            box = (left, top - metrics.leading * count, right, top)
            drawing.panel(canvas, box, 3, style.CHIPS[cell.rag].tint)

    def _paint_icon(self, canvas: TaggedCanvas, place: CellPlace) -> None:
        """The icon before the words that say the same; it adds nothing for whoever does not see it."""
        icon, metrics = place.placed.cell.icon, self._content.metrics
        if icon is None:
            return
        tall = metrics.size * (ICON - 0.45)
        centre = (place.left + metrics.pad_x + tall / 2, place.top - metrics.pad_y - metrics.leading / 2)
        with canvas.artifact("Layout"):
            drawing.shapes(canvas, icon_shapes(icon, centre, tall), 0, 0)

    def _paint_chip(self, canvas: TaggedCanvas, place: CellPlace) -> None:
        """A rating that stands alone: shape and word in a filled chip."""
        cell, size = place.placed.cell, self._content.metrics.size
        if cell.rag is None:
            return
        wide = full_chip_width(cell, size)
        align = self._content.table.columns[place.placed.first].align
        align = Align.CENTRE if align is Align.DECIMAL else align
        x = self._content.aligned(place.placed.first, place.placed.last, wide, place.left, align)
        baseline = place.top - self._content.metrics.pad_y - size * ASCENT
        colours, filled = style.CHIPS[cell.rag], self._content.metrics.filled
        with canvas.artifact("Background"):
            box = (x, baseline - size * 0.30, x + wide, baseline + size * 0.96)
            if filled:
                drawing.panel(canvas, box, size * 0.63, colours.fill)
            centre = (x + size * (0.4 + MARK / 2), baseline + size * 0.34)
            drawing.mark(canvas, cell.rag, centre, size * MARK, on_fill=filled)
        with canvas.content(self._element(place)):
            at = (x + size * (0.4 + MARK + MARK_GAP), baseline)
            drawing.text(canvas, at, cell.rag.word, Face.BOLD, size, colours.ink if filled else colours.tint_ink)

    def _paint_state(self, canvas: TaggedCanvas, place: CellPlace) -> None:
        """An awaited figure is a hollow place; one that is not expected is hatched out."""
        metrics, state = self._content.metrics, place.placed.cell.state
        top = place.top - metrics.pad_y
        right = place.left + self._content.widths[place.placed.first] - 3.0
        box = (place.left + 3.0, top + 1.0 - metrics.leading, right, top)
        with canvas.content(self._element(place)):
            if state is CellState.AWAITED:
                drawing.outline(canvas, box, 2, style.MUTED, 0.5, (2, 2))
            else:
                drawing.hatching(canvas, box, style.HAIRLINE)
            drawing.silent(canvas, (box[0], box[1] + 2), str(state.value), Face.REGULAR, metrics.size / 2)

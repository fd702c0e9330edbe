"""How the scorecard's cells are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.ui.delegates.shapes import (
    draw_assurance,
    draw_awaited,
    draw_note,
    draw_other_rating,
    draw_rag,
    draw_sparkline,
    draw_variation,
)
from scorecard_desktop.ui.models.cells import Cell, CellState, at_the_point
from scorecard_desktop.ui.models.columns import ColumnKind
from scorecard_desktop.ui.models.grid_rows import Section
from scorecard_desktop.ui.models.scorecard_grid import (
    CELL_ROLE,
    PROCESS_ROLE,
    TRAVEL_ROLE,
    TREND_ROLE,
    ScorecardGrid,
)
from scorecard_desktop.ui.scale import META, SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

SHAPE_ROOM = 20
"""Beside a figure, for the shape of its rating."""
_SHAPE = 9
_ICON = 18
_NOTE = 7
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridPainter:
    """Tint, figure, shape and marks.

    ``rest_room`` is kept behind the decimal point so that figures stand in line; ``row`` is the height of a row whose
    name takes one line, ``lines`` how many a name may take.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.rest_room = 0
        self.lines = 1
        self.row = theme.row_height
        self._wrapped: dict[tuple[str, int, int], tuple[str, ...]] = {}
        theme.changed.connect(self._wrapped.clear)

    def paint_section(self, painter: QPainter, rect: QRect, section: Section, *, titled: bool) -> None:
        """A row that heads others; ``titled`` in the cell that carries its words."""
        palette = self._theme.palette
        painter.fillRect(rect, QColor(palette.page))
        painter.setPen(QColor(palette.edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not titled:
            return
        painter.setFont(self._theme.font(META, QFont.Weight.DemiBold))
        painter.setPen(QColor(palette.accent))
        room = rect.adjusted(SPACE_2, 0, -SPACE_2, -2)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        count = f"{section.count}"
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(
            section.title, Qt.TextElideMode.ElideRight, room.width() - metrics.horizontalAdvance(count) - SPACE_2
        )
        painter.drawText(room, align, shown)
        painter.setFont(self._theme.font(META))
        painter.setPen(QColor(palette.muted))
        painter.drawText(room.adjusted(metrics.horizontalAdvance(shown) + SPACE_2, 0, 0, 0), align, count)

    def paint(self, painter: QPainter, rect: QRect, index: Index, model: ScorecardGrid) -> None:
        """A cell of an indicator's row, on a ground that is painted already."""
        kind = model.column(index.column()).kind
        match kind:
            case ColumnKind.PERIOD:
                self._paint_cell(painter, rect, index.data(CELL_ROLE))
            case ColumnKind.NAME:
                self._paint_name(painter, rect, str(index.data() or ""))
            case ColumnKind.TREND:
                line = index.data(TREND_ROLE)
                if line is not None:
                    spare = max(0, rect.height() - self.row) // 2
                    box = QRectF(rect).adjusted(SPACE_2, 6 + spare, -SPACE_2 - 2, -7 - spare)
                    palette = self._theme.palette
                    draw_sparkline(painter, line, box, palette.accent, palette.edge)
            case ColumnKind.VARIATION | ColumnKind.ASSURANCE:
                self._paint_process(painter, rect, index, kind)
            case ColumnKind.BENCHMARK:
                painter.setFont(self._theme.font())
                painter.setPen(QColor(self._theme.palette.text))
                whole, rest = at_the_point(str(index.data() or ""))
                self._draw_number(painter, rect.adjusted(SPACE_1, 0, -SPACE_2, -1), whole, rest)
            case _:
                self._paint_text(painter, rect, index, kind)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        palette = self._theme.palette
        spare = max(0, rect.height() - self.row) // 2  # in a row of two lines a cell is no higher than in the others
        box = QRectF(rect).adjusted(2, 2 + spare, -2, -3 - spare)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.state is CellState.NOT_EXPECTED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(palette.surface)))
            painter.drawRoundedRect(box, 3, 3)
            painter.setBrush(QBrush(QColor(palette.line), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 3, 3)
            return
        if cell.state is CellState.AWAITED and cell.rag is Rag.NONE:
            draw_awaited(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), palette.edge)
            return
        ink = palette.text if cell.state is CellState.FIGURE else palette.muted
        if cell.rag is not Rag.NONE:
            tint = palette.rag(cell.rag)
            ink = tint.ink
            painter.setPen(QPen(QColor(tint.ink), 1, Qt.PenStyle.DashLine) if cell.overridden else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint.ground))
            painter.drawRoundedRect(box, 3, 3)
            centre = QPointF(rect.right() - SHAPE_ROOM / 2 - 1, rect.center().y() + 0.5)
            draw_rag(painter, cell.rag, centre, _SHAPE, tint.ink)
        if cell.note:
            draw_note(painter, QPointF(box.right(), box.top()), _NOTE, palette.accent)
        room = rect.adjusted(SPACE_1, 0, -SHAPE_ROOM - 2, -1)
        if cell.sheet is not None:
            centre = QPointF(room.left() + _SHAPE / 2 + 2, rect.center().y() + 0.5)
            draw_other_rating(painter, cell.sheet, centre, _SHAPE, ink)
            room.setLeft(room.left() + _SHAPE + 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QColor(ink))
        painter.setFont(self._theme.font())
        if cell.state is CellState.FIGURE:
            self._draw_number(painter, room, cell.whole, cell.rest, cell.flags)
        elif cell.state is CellState.SYMBOL:
            self._draw_number(painter, room, cell.whole, "")
        else:
            painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(cell.text, _RIGHT_END, room.width()))

    def _draw_number(self, painter: QPainter, room: QRect, whole: str, rest: str, flags: str = "") -> None:
        """A number with its decimal point in line with those above, or further right where it needs the room."""
        metrics = painter.fontMetrics()
        head, tail = metrics.horizontalAdvance(whole), metrics.horizontalAdvance(rest)
        point = self.point(room.width(), head, tail)
        right = room.left() + point
        if head + tail > room.width():
            painter.drawText(room, _RIGHT, metrics.elidedText(whole + rest, _RIGHT_END, room.width()))
            return
        painter.drawText(QRect(right - head, room.top(), head + 1, room.height()), _LEFT, whole)
        if rest:
            painter.drawText(QRect(right, room.top(), tail + 1, room.height()), _LEFT, rest)
        if flags:
            painter.setFont(self._theme.font(META))
            wide = painter.fontMetrics().horizontalAdvance(flags)
            before = right - head - room.left() - SPACE_1
            at = QRect(room.left(), room.top(), max(before, 0), room.height())
            if wide > before:  # there is more room behind the figure, over the place of the shape
                at = QRect(right + tail + 2, room.top(), wide + 1, room.height())
            painter.drawText(at, _LEFT, flags)

    def point(self, room: int, head: int, tail: int) -> int:
        """How far from the left of its room a number's decimal point stands."""
        return max(min(room - max(self.rest_room, tail), room - tail), min(head, room - tail))

    def _paint_name(self, painter: QPainter, rect: QRect, name: str) -> None:
        painter.setFont(self._theme.font())
        painter.setPen(QColor(self._theme.palette.text))
        room = rect.adjusted(SPACE_2, 0, -SPACE_2, -1)
        metrics = painter.fontMetrics()
        lines = self.name_lines(name, rect.width(), metrics)
        top = rect.top() + (rect.height() - len(lines) * metrics.lineSpacing()) // 2
        for number, line in enumerate(lines):
            at = QRect(room.left(), top + number * metrics.lineSpacing(), room.width(), metrics.lineSpacing())
            painter.drawText(at, _LEFT, line)

    def name_lines(self, name: str, column: int, metrics: QFontMetrics) -> tuple[str, ...]:
        """The lines of a name in a column so wide: at most ``lines``, the last cut short where there is more."""
        place = (name, column, self.lines)
        found = self._wrapped.get(place)
        if found is None:
            found = self._wrapped[place] = _lines(name, column - 2 * SPACE_2, self.lines, metrics)
        return found

    def _paint_process(self, painter: QPainter, rect: QRect, index: Index, kind: ColumnKind) -> None:
        process = index.data(PROCESS_ROLE)
        word = str(index.data() or "")
        if process is None or not word:
            return
        palette = self._theme.palette
        drawn = draw_variation if kind is ColumnKind.VARIATION else draw_assurance
        merit = process.variation.merit if kind is ColumnKind.VARIATION else process.assurance_merit
        ink = palette.muted if merit in (Merit.SAME, Merit.NONE) else palette.merit(merit)
        drawn(painter, process, QPointF(rect.left() + SPACE_2 + _ICON / 2, rect.center().y() + 0.5), _ICON, ink)
        painter.setPen(QColor(ink))
        painter.setFont(self._theme.font(META))
        room = rect.adjusted(SPACE_2 + _ICON + SPACE_1 + 2, 0, -2, -1)
        painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(word, _RIGHT_END, room.width()))

    def _paint_text(self, painter: QPainter, rect: QRect, index: Index, kind: ColumnKind) -> None:
        palette = self._theme.palette
        travel = index.data(TRAVEL_ROLE)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(palette.muted if kind is ColumnKind.REF else palette.text))
        if travel is not None:
            painter.setPen(QColor(palette.merit(travel.merit)))
        room = rect.adjusted(SPACE_2, 0, -SPACE_2, -1)
        shown = painter.fontMetrics().elidedText(str(index.data() or ""), _RIGHT_END, room.width())
        painter.drawText(room, _RIGHT if kind is ColumnKind.TARGET else _LEFT, shown)


_RIGHT_END = Qt.TextElideMode.ElideRight


def _lines(text: str, width: int, most: int, metrics: QFontMetrics) -> tuple[str, ...]:
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    lines: list[str] = []
    line = ""
    words = text.split()
    for place, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if not line or metrics.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if len(lines) + 1 == most:
            line = " ".join([line, *words[place:]])
            break
        lines.append(line)
        line = word
    return (*lines, metrics.elidedText(line, _RIGHT_END, width))

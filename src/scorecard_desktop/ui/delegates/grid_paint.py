"""How the scorecard's cells are painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from scorecard_desktop.domain.process import Process
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
from scorecard_desktop.ui.models.row_facts import Words
from scorecard_desktop.ui.models.sparkline import Sparkline
from scorecard_desktop.ui.scale import META, SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme

_SHAPE_ROOM = 20
_SHAPE = 9
_ICON = 18
_NOTE = 7
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


_UNSURE = 0.1
"""How far, as a share of it, a name's width may be from the sum of its letters' widths: what kerning may make."""


class GridPainter:
    """Tint, figure, shape and marks.

    ``rest_room`` is kept behind the decimal point so that figures stand in line, and ``shape_room`` behind that for the
    rating's shape; ``row`` is the height of a row whose
    name takes one line, ``lines`` how many a name may take.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.rest_room = 0
        self.shape_room = _SHAPE_ROOM
        self.lines = 1
        self.row = theme.row_height
        self._wrapped: dict[tuple[str, int, int], tuple[str, ...]] = {}
        self._advances: dict[str, int] = {}
        self._letters: dict[str, int] = {}
        self.new_look()

    def new_look(self) -> None:
        """The theme has changed: names are broken into lines anew."""
        self._wrapped.clear()
        self._advances.clear()
        self._letters.clear()
        self.shape_room = self._theme.pixels(_SHAPE_ROOM)

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

    def paint(self, painter: QPainter, rect: QRect, kind: ColumnKind, content: object) -> None:
        """What a cell of a column holds, on a ground that is painted already."""
        if isinstance(content, Cell):
            self._paint_cell(painter, rect, content)
        elif isinstance(content, Sparkline):
            spare = max(0, rect.height() - self.row) // 2
            box = QRectF(rect).adjusted(SPACE_2, 6 + spare, -SPACE_2 - 2, -7 - spare)
            draw_sparkline(painter, content, box, self._theme.palette.accent, self._theme.palette.edge)
        elif isinstance(content, Process):
            self._paint_process(painter, rect, content, kind)
        elif isinstance(content, Words) and content.text:
            self._paint_words(painter, rect, kind, content)

    def _paint_words(self, painter: QPainter, rect: QRect, kind: ColumnKind, words: Words) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font())
        painter.setPen(QColor(palette.muted if kind is ColumnKind.REF else palette.text))
        if kind is ColumnKind.NAME:
            self._draw_name(painter, rect, words.text)
            return
        if kind is ColumnKind.BENCHMARK:
            self._draw_number(painter, rect.adjusted(SPACE_1, 0, -SPACE_2, -1), *at_the_point(words.text))
            return
        if words.merit is not None:
            painter.setPen(QColor(palette.merit(words.merit)))
        room = rect.adjusted(SPACE_2, 0, -SPACE_2, -1)
        shown = painter.fontMetrics().elidedText(words.text, _RIGHT_END, room.width())
        painter.drawText(room, _RIGHT if kind is ColumnKind.TARGET else _LEFT, shown)

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
            centre = QPointF(rect.right() - self.shape_room / 2 - 1, rect.center().y() + 0.5)
            draw_rag(painter, cell.rag, centre, self._theme.pixels(_SHAPE), tint.ink)
        if cell.note:
            draw_note(painter, QPointF(box.right(), box.top()), self._theme.pixels(_NOTE), palette.accent)
        room = rect.adjusted(SPACE_1, 0, -self.shape_room - 2, -1)
        if cell.sheet is not None:
            size = self._theme.pixels(_SHAPE)
            draw_other_rating(painter, cell.sheet, QPointF(room.left() + 2, rect.center().y() + 0.5), size, ink)
            room.setLeft(room.left() + 2 * size + 4)
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

    def _draw_name(self, painter: QPainter, rect: QRect, name: str) -> None:
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

    def wraps(self, name: str, column: int, metrics: QFontMetrics) -> bool:
        """Whether a name takes more than one line in a column so wide. What is measured of a name is kept."""
        room = column - 2 * SPACE_2
        wide = self._advances.get(name)
        if wide is None:
            # letter by letter it is soon known of most of thousands of names; of those near the edge it is measured
            letters = self._letters
            about = sum(map(letters.__getitem__, name)) if letters.keys() >= set(name) else self._learnt(name, metrics)
            if abs(about - room) > about * _UNSURE:
                return about > room and len(name.split(maxsplit=1)) > 1
            wide = self._advances[name] = metrics.horizontalAdvance(name)
        return wide > room and len(name.split(maxsplit=1)) > 1

    def _learnt(self, name: str, metrics: QFontMetrics) -> int:
        for letter in set(name).difference(self._letters):
            self._letters[letter] = metrics.horizontalAdvance(letter)
        return sum(self._letters[letter] for letter in name)

    def _paint_process(self, painter: QPainter, rect: QRect, process: Process, kind: ColumnKind) -> None:
        varies = kind is ColumnKind.VARIATION
        word = process.variation_word if varies else process.assurance_word
        if not word:
            return
        palette = self._theme.palette
        merit = process.variation.merit if varies else process.assurance_merit
        ink = palette.muted if merit in (Merit.SAME, Merit.NONE) else palette.merit(merit)
        drawn = draw_variation if varies else draw_assurance
        size = self._theme.pixels(_ICON)
        drawn(painter, process, QPointF(rect.left() + SPACE_2 + size / 2, rect.center().y() + 0.5), size, ink)
        painter.setPen(QColor(ink))
        painter.setFont(self._theme.font(META))
        room = rect.adjusted(SPACE_2 + size + SPACE_1 + 2, 0, -2, -1)
        painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(word, _RIGHT_END, room.width()))


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

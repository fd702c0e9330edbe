"""The shapes of ratings, severities and marks, drawn and not typed, so that every system shows them alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.domain.spc_points import Variation

if TYPE_CHECKING:
    from scorecard_desktop.domain.process import Process
    from scorecard_desktop.ui.models.sparkline import Sparkline


def draw_rag(painter: QPainter, rag: Rag, centre: QPointF, size: float, ink: str) -> None:
    """● for green, ▲ for amber, ■ for red, – where there is no rating."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ink))
    painter.setPen(Qt.PenStyle.NoPen)
    half = size / 2
    if rag is Rag.GREEN:
        painter.drawEllipse(centre, half, half)
    elif rag is Rag.AMBER:
        top = QPointF(centre.x(), centre.y() - half)
        foot = centre.y() + half * 0.85
        painter.drawPolygon(
            QPolygonF([top, QPointF(centre.x() + half * 1.1, foot), QPointF(centre.x() - half * 1.1, foot)])
        )
    elif rag is Rag.RED:
        painter.drawRect(QRectF(centre.x() - half * 0.9, centre.y() - half * 0.9, size * 0.9, size * 0.9))
    else:
        painter.setPen(QPen(QColor(ink), 1.5))
        painter.drawLine(QPointF(centre.x() - half, centre.y()), QPointF(centre.x() + half, centre.y()))
    painter.restore()


_SHAPE_OF = {Severity.ERROR: Rag.RED, Severity.WARNING: Rag.AMBER, Severity.NOTE: Rag.GREEN}


def draw_severity(painter: QPainter, severity: Severity, centre: QPointF, size: float, ink: str) -> None:
    """■ for an error, ▲ for a warning, ● for a note: the shapes of the domain, in the ink of the severity."""
    draw_rag(painter, _SHAPE_OF[severity], centre, size, ink)


def draw_awaited(painter: QPainter, box: QRectF, ink: str) -> None:
    """A dashed box: a figure is due and has not come."""
    pen = QPen(QColor(ink), 1)
    pen.setDashPattern([2, 4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)


def draw_variation(painter: QPainter, process: Process, centre: QPointF, size: float, ink: str) -> None:
    """A control chart's variation in a ring, dashed while it is provisional.

    A line that goes to and fro is common cause; an arrow points the way in which special cause goes.
    """
    painter.save()
    _ring(painter, process, centre, size, ink)
    half = size * 0.26
    if process.variation is Variation.COMMON_CAUSE:
        steps = ((-1, 0.35), (-0.5, -0.5), (0, 0.5), (0.5, -0.5), (1, 0.35))
        painter.drawPolyline([QPointF(centre.x() + x * half, centre.y() + y * half) for x, y in steps])
    else:
        up = -1 if process.variation.letter == "H" else 1
        top = QPointF(centre.x(), centre.y() + up * half)
        painter.drawLine(QPointF(centre.x(), centre.y() - up * half), top)
        for side in (-1, 1):
            painter.drawLine(top, QPointF(centre.x() + side * half * 0.7, top.y() - up * half * 0.8))
    painter.restore()


def draw_assurance(painter: QPainter, process: Process, centre: QPointF, size: float, ink: str) -> None:
    """A control chart's assurance in a ring: a tick, a cross, or a line that crosses the target."""
    painter.save()
    _ring(painter, process, centre, size, ink)
    half = size * 0.22
    x, y = centre.x(), centre.y()
    if process.assurance is Assurance.PASSES:
        painter.drawPolyline([QPointF(x - half, y), QPointF(x - half * 0.2, y + half), QPointF(x + half, y - half)])
    elif process.assurance is Assurance.FAILS:
        painter.drawLine(QPointF(x - half, y - half), QPointF(x + half, y + half))
        painter.drawLine(QPointF(x - half, y + half), QPointF(x + half, y - half))
    else:
        painter.drawPolyline(
            [QPointF(x - half * 1.2, y + half), QPointF(x, y - half), QPointF(x + half * 1.2, y + half)]
        )
        painter.drawLine(QPointF(x - half * 1.4, y), QPointF(x + half * 1.4, y))
    painter.restore()


def _ring(painter: QPainter, process: Process, centre: QPointF, size: float, ink: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(ink), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if process.provisional:
        pen.setDashPattern([2, 1.4])
    painter.setPen(pen)
    painter.drawEllipse(centre, size / 2 - 1, size / 2 - 1)
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)


def draw_sparkline(painter: QPainter, line: Sparkline, box: QRectF, ink: str, faint: str) -> None:
    """The last figures as a line with a dot at its end, the target as a dashed one; a gap is left where one is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if line.target is not None:
        pen = QPen(QColor(faint), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        y = box.bottom() - line.target * box.height()
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    step = box.width() / max(1, len(line.levels) - 1)
    painter.setPen(QPen(QColor(ink), 1.4))
    run: list[QPointF] = []
    last = QPointF()
    for place, level in enumerate(line.levels):
        if level is None:
            painter.drawPolyline(run)
            run = []
            continue
        last = QPointF(box.left() + place * step, box.bottom() - level * box.height())
        run.append(last)
    painter.drawPolyline(run)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    painter.drawEllipse(last, 2.2, 2.2)
    painter.restore()


def draw_note(painter: QPainter, corner: QPointF, size: float, ink: str) -> None:
    """A small folded corner: a note is kept with the figure."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(size, 0), corner + QPointF(0, size)]))
    painter.restore()


def draw_other_rating(painter: QPainter, rag: Rag, left: QPointF, size: float, ink: str) -> None:
    """The shape that the sheet itself showed, hollow, behind an inequality sign: it is another than ours.

    ``left`` is the middle of its left edge; together they are about twice as wide as the shape.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = size / 2 - 0.6
    x, y = left.x(), left.y()
    for rise in (-1.6, 1.6):
        painter.drawLine(QPointF(x, y + rise), QPointF(x + size * 0.7, y + rise))
    painter.drawLine(QPointF(x + size * 0.15, y + half), QPointF(x + size * 0.55, y - half))
    x += size * 1.5
    if rag is Rag.GREEN:
        painter.drawEllipse(QPointF(x, y), half, half)
    elif rag is Rag.AMBER:
        painter.drawPolygon(QPolygonF([QPointF(x, y - half), QPointF(x + half, y + half), QPointF(x - half, y + half)]))
    else:
        painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))
    painter.restore()

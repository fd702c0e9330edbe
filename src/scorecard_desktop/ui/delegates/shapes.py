"""The shapes of ratings and severities, drawn and not typed, so that every system shows them alike."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.rag import Rag


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

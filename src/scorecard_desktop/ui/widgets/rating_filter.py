"""How many indicators have each rating; each count is a button that shows only those."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.delegates.shapes import draw_rag
from scorecard_desktop.ui.scale import SPACE_1
from scorecard_desktop.ui.theme import Theme

ORDER = (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.NONE)
"""The order in which ratings are counted."""
SHAPE = 12
"""Pixels: a rating's shape on a button."""


def rag_icon(theme: Theme, rag: Rag) -> QIcon:
    """The shape of a rating in its ink."""
    pixmap = QPixmap(SHAPE * 2, SHAPE * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_rag(painter, rag, QPointF(SHAPE / 2, SHAPE / 2), 10, theme.palette.rag(rag).ink)
    painter.end()
    return QIcon(pixmap)


class RatingFilter(QWidget):
    """``changed`` gives the ratings that are wanted; none chosen means all."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[Rag, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        for rag in ORDER:
            button = QPushButton("0")
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.setIconSize(QSize(SHAPE, SHAPE))
            button.toggled.connect(self._toggled)
            self._buttons[rag] = button
            layout.addWidget(button)
        theme.changed.connect(self._new_look)
        self._new_look()

    @property
    def wanted(self) -> frozenset[Rag]:
        """The ratings chosen."""
        return frozenset(rag for rag, button in self._buttons.items() if button.isChecked())

    def button(self, rag: Rag) -> QPushButton:
        """The button of one rating."""
        return self._buttons[rag]

    def show_counts(self, counts: dict[Rag, int] | None) -> None:
        """Show how many there are of each; None while that is not known."""
        for rag, button in self._buttons.items():
            count = "…" if counts is None else counts.get(rag, 0)
            button.setText(f" {count}")
            button.setAccessibleName(f"{rag.word}: {count}. Show only these")
            button.setToolTip(f"{rag.word}: {count}")

    def choose(self, rags: Collection[Rag]) -> None:
        """Want these ratings and no others."""
        for rag, button in self._buttons.items():
            button.blockSignals(True)
            button.setChecked(rag in rags)
            button.blockSignals(False)
        self._toggled()

    def clear(self) -> None:
        """Want every rating again."""
        for button in self._buttons.values():
            button.blockSignals(True)
            button.setChecked(False)
            button.blockSignals(False)

    @Slot()
    def _toggled(self) -> None:
        self.changed.emit(self.wanted)

    @Slot()
    def _new_look(self) -> None:
        for rag, button in self._buttons.items():
            button.setIcon(rag_icon(self._theme, rag))

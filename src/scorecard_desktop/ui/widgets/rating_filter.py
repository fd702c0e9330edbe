"""How many indicators have each rating, are exceptions or are awaited; each count is a button that shows only those."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.delegates.shapes import draw_awaited, draw_rag
from scorecard_desktop.ui.models.arrangement import Only
from scorecard_desktop.ui.scale import SPACE_1
from scorecard_desktop.ui.theme import Theme

ORDER = (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.NONE)
"""The order in which ratings are counted."""
SHAPE = 12
"""Pixels at the usual text size: a rating's shape on a button."""


def _clear(size: int) -> QPixmap:
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def rag_icon(theme: Theme, rag: Rag) -> QIcon:
    """The shape of a rating in its ink."""
    size = theme.pixels(SHAPE)
    pixmap = _clear(size)
    painter = QPainter(pixmap)
    draw_rag(painter, rag, QPointF(size / 2, size / 2), size * 5 / 6, theme.palette.rag(rag).ink)
    painter.end()
    return QIcon(pixmap)


def awaited_icon(theme: Theme) -> QIcon:
    """The dashed box of a figure that is awaited."""
    size = theme.pixels(SHAPE)
    pixmap = _clear(size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_awaited(painter, QRectF(0.5, 1.5, size - 1, size - 3), theme.palette.muted)
    painter.end()
    return QIcon(pixmap)


_ONLY_WORDS = {Only.EXCEPTIONS: "Exceptions", Only.AWAITED: "Awaited now"}


class RatingFilter(QWidget):
    """Ratings and states; of the ratings any one chosen, of the rest every one. None chosen means all indicators."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[Rag, QPushButton] = {}
        self._only: dict[Only, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        for rag in ORDER:
            self._buttons[rag] = self._chip()
            layout.addWidget(self._buttons[rag])
        layout.addSpacing(SPACE_1)
        for only in Only:
            self._only[only] = self._chip()
            layout.addWidget(self._only[only])
        theme.changed.connect(self._new_look)
        self._new_look()

    def _chip(self) -> QPushButton:
        button = QPushButton("0")
        button.setProperty("kind", "chip")
        button.setCheckable(True)
        button.toggled.connect(self.changed)
        return button

    @property
    def wanted(self) -> frozenset[Rag]:
        """The ratings chosen."""
        return frozenset(rag for rag, button in self._buttons.items() if button.isChecked())

    @property
    def only(self) -> frozenset[Only]:
        """What else must hold of an indicator."""
        return frozenset(only for only, button in self._only.items() if button.isChecked())

    def button(self, what: Rag | Only) -> QPushButton:
        """The button of one rating or state."""
        return self._buttons[what] if isinstance(what, Rag) else self._only[what]

    def choose(self, rags: Collection[Rag], only: Collection[Only]) -> None:
        """Want these and no others, without saying so."""
        for what, button in (*self._buttons.items(), *self._only.items()):
            button.blockSignals(True)
            button.setChecked(what in rags or what in only)
            button.blockSignals(False)

    def show_counts(self, counts: dict[Rag, int] | None) -> None:
        """Show how many there are of each rating; None while that is not known."""
        for rag, button in self._buttons.items():
            self._say(button, rag.word, None if counts is None else counts.get(rag, 0))

    def show_count(self, only: Only, count: int | None) -> None:
        """Show how many there are of one state; None while that is not known."""
        self._say(self._only[only], _ONLY_WORDS[only], count)

    def _say(self, button: QPushButton, word: str, count: int | None) -> None:
        said = "…" if count is None else str(count)
        button.setText(f" {said}")
        button.setAccessibleName(f"{word}: {said}. Show only these")
        button.setToolTip(f"{word}: {said}")

    @Slot()
    def _new_look(self) -> None:
        size = self._theme.pixels(SHAPE)
        for button in (*self._buttons.values(), *self._only.values()):
            button.setIconSize(QSize(size, size))
        for rag, button in self._buttons.items():
            button.setIcon(rag_icon(self._theme, rag))
        self._only[Only.EXCEPTIONS].setIcon(self._theme.icon("exceptions"))
        self._only[Only.AWAITED].setIcon(awaited_icon(self._theme))

"""A list and what is known of its line, one above the other, which scroll together where the window is too low."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabWidget, QWidget

from scorecard_desktop.ui.theme import Theme

_LEAST = 420
"""Pixels at the usual text size: some lines of the list, and beneath it a chart or a paragraph."""


class RoomySplit(QScrollArea):
    """A vertical splitter that is never lower than its text needs, however large that is.

    What is beneath comes into sight when another of its tabs is chosen.
    """

    def __init__(self, theme: Theme, above: QWidget, beneath: QTabWidget) -> None:
        super().__init__()
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(above)
        self.split.addWidget(beneath)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.setWidget(self.split)
        beneath.currentChanged.connect(self._show_beneath)
        beneath.tabBarClicked.connect(self._show_beneath)
        theme.changed.connect(self._make_room)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.split.minimumSizeHint().width(), 0)

    @Slot()
    def _make_room(self) -> None:
        self.split.setMinimumHeight(self._theme.pixels(_LEAST))

    @Slot(int)
    def _show_beneath(self, _: int) -> None:
        if self.isVisible():
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())

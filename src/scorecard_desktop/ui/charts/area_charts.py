"""The localities' charts side by side, on one scale, read as one by keys."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from scorecard_desktop.domain.pictures.picture import Picture, bounds_of
from scorecard_desktop.ui.charts.axes import PlaceAxis
from scorecard_desktop.ui.charts.drawing import Drawing, Look, new_plot
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label

_NARROWEST = 140
_TALL = 128


class _Small(QWidget):
    """One locality: its name over its chart."""

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "meta", wrap=False)
        self.plot: pg.PlotWidget
        self.axis: PlaceAxis
        self.plot, self.axis = new_plot()
        self.plot.setMinimumHeight(_TALL)
        self.plot.setAccessibleName("Drawing")
        self.drawing: Drawing | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.name)
        layout.addWidget(self.plot, 1)


class AreaCharts(QWidget):
    """Left and right go along the periods, up and down from one locality to another."""

    read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures: tuple[Picture, ...] = ()
        self._small: list[_Small] = []
        self._at: tuple[int, int] | None = None
        self._across = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(SPACE_2)
        theme.changed.connect(self._draw)

    def show_pictures(self, title: str, pictures: Sequence[Picture], sentence: str) -> None:
        """Draw a chart for each locality."""
        self._pictures = tuple(pictures)
        self._at = None
        self.setAccessibleName(f"Locality charts, {title}")
        self.setAccessibleDescription(sentence)
        while len(self._small) < len(self._pictures):
            small = _Small()
            small.plot.viewport().installEventFilter(self)
            small.plot.viewport().setMouseTracking(True)
            self._small.append(small)
        while len(self._small) > len(self._pictures):
            gone = self._small.pop()
            gone.hide()
            gone.deleteLater()
        self._across = 0
        self._lay_out()
        self._draw()

    def height_at(self, width: int) -> int:
        """How high the charts are, none of them squeezed, in so many pixels of width."""
        rows = -(-len(self._pictures) // max(1, width // self._theme.pixels(_NARROWEST)))
        name = self.fontMetrics().lineSpacing()
        return rows * (_TALL + name) + (rows - 1) * SPACE_2 + 2 * SPACE_1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._pictures:
            self._point_at(0, len(self._pictures[0].headings) - 1)
        self._draw_frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()
        self._draw_frame()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pictures:
            super().keyPressEvent(event)
            return
        which, at = self._at or (0, len(self._pictures[0].headings) - 1)
        last = len(self._pictures[0].headings) - 1
        to = {
            Qt.Key.Key_Left: (which, max(0, at - 1)),
            Qt.Key.Key_Right: (which, min(last, at + 1)),
            Qt.Key.Key_Up: (max(0, which - 1), at),
            Qt.Key.Key_Down: (min(len(self._pictures) - 1, which + 1), at),
            Qt.Key.Key_Home: (which, 0),
            Qt.Key.Key_End: (which, last),
        }.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
            return
        self._point_at(*to)
        self.setAccessibleDescription(self._pictures[to[0]].spots[to[1]].words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            which = next((n for n, small in enumerate(self._small) if small.plot.viewport() is watched), None)
            if which is not None:
                if kind is QEvent.Type.MouseButtonPress:
                    self.setFocus(Qt.FocusReason.MouseFocusReason)
                at = round(float(self._small[which].plot.getViewBox().mapSceneToView(event.position()).x()))
                self._point_at(which, min(max(at, 0), len(self._pictures[which].headings) - 1))
        elif kind is QEvent.Type.Leave and not self.hasFocus():
            self._leave()
        return bool(super().eventFilter(watched, event))

    def _point_at(self, which: int, at: int) -> None:
        """The same period is marked on every chart, and what is said is of one."""
        self._at = (which, at)
        for picture, small in zip(self._pictures, self._small, strict=True):
            value = picture.spots[at].value
            if small.drawing is not None:
                small.drawing.marker.setData([] if value is None else [at], [] if value is None else [float(value)])
        self.read.emit(self._pictures[which].spots[at].words)

    def _leave(self) -> None:
        self._at = None
        for small in self._small:
            if small.drawing is not None:
                small.drawing.marker.setData([], [])
        self.read.emit("")

    def _lay_out(self) -> None:
        across = max(1, self.width() // self._theme.pixels(_NARROWEST))
        if across == self._across or not self._small:
            return
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(max(across, self._across)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for number, small in enumerate(self._small):
            self._grid.addWidget(small, number // across, number % across)
            small.show()
        self._across = across

    def _draw_frame(self) -> None:
        ring = self._theme.palette.accent if self.hasFocus() else "transparent"
        self.setStyleSheet(f"AreaCharts {{ border: 2px solid {ring}; border-radius: 4px; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _draw(self) -> None:
        if not self._pictures:
            return
        palette = self._theme.palette
        look = Look(palette, palette.surface, self._theme.font, self.devicePixelRatioF(), self.devicePixelRatioF())
        low, high = bounds_of(self._pictures)
        for picture, small in zip(self._pictures, self._small, strict=True):
            small.name.setText(picture.title)
            small.drawing = Drawing(small.plot, small.axis, picture, look, (float(low), float(high)))
            small.drawing.show_from(0, len(picture.headings) - 1)

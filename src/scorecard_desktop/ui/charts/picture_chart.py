"""A chart that is read by pointer and by keys, and that can be drawn larger: one picture of an indicator."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.ui.charts.drawing import Drawing, Look, new_plot
from scorecard_desktop.ui.theme import Theme

_AT_FIRST = 25
_FEWEST = 4
_CLOSER = 0.7


class PictureChart(QWidget):
    """``read`` gives what is under the pointer or the arrow keys in words, empty when it is left."""

    read = Signal(str)
    pointed = Signal(str)
    """The code of the period under the pointer or the arrow keys; empty where it has none."""
    opened = Signal(str)
    """The code of the period at which Enter was pressed, or that was double-clicked."""
    wants_note = Signal()
    wants_copy = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = Picture("", "", "")
        self._at: int | None = None
        self._seen = (0.0, 0.0)
        self._held: float | None = None
        self._plot, self._axis = new_plot()
        self._plot.setAccessibleName("Drawing")
        self._plot.viewport().installEventFilter(self)
        self._plot.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(180)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self._plot)
        self._drawing: Drawing | None = None
        theme.changed.connect(self._draw)

    @property
    def places_in_sight(self) -> tuple[float, float]:
        """The first and the last place that is in sight."""
        return self._seen

    def show_picture(self, picture: Picture) -> None:
        """Draw a picture; its name and sentence are what a screen reader says."""
        if (picture.kind, picture.title, len(picture.headings)) != (
            self._picture.kind,
            self._picture.title,
            len(self._picture.headings),
        ):
            last = max(0, len(picture.headings) - 1)
            self._seen = (max(0, last - _AT_FIRST + 1), last)
            self._at = None
        self._picture = picture
        self.setAccessibleName(f"{picture.kind}, {picture.title}")
        self.setAccessibleDescription(picture.sentence)
        self._draw()

    # Keys and pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._picture.headings:
            self._point_at(self._newest())
        self._draw_frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)
        self._draw_frame()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._picture.headings:
            super().keyPressEvent(event)
            return
        last = len(self._picture.headings) - 1
        here = self._newest() if self._at is None else self._at
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        to = {
            Qt.Key.Key_Left: max(0, here - 1),
            Qt.Key.Key_Right: min(last, here + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(key)
        if plain and to is not None:
            self._go_to(to)
        elif plain and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_CLOSER, here)
        elif plain and key is Qt.Key.Key_Minus:
            self.zoom(1 / _CLOSER, here)
        elif plain and key is Qt.Key.Key_0:
            self.show_all()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(here)
        elif plain and key is Qt.Key.Key_N:
            self.wants_note.emit()
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key is Qt.Key.Key_C:
            self.wants_copy.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent) and self._picture.headings:
            if kind is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._held = self._place_of(event.position())
            elif kind is QEvent.Type.MouseButtonRelease:
                self._held = None
            elif kind is QEvent.Type.MouseButtonDblClick:
                self._open(min(max(round(self._place_of(event.position())), 0), len(self._picture.headings) - 1))
            elif kind is QEvent.Type.MouseMove and self._held is not None:
                self._pan(self._held - self._place_of(event.position()))
            elif kind is QEvent.Type.MouseMove:
                self._point_at(min(max(round(self._place_of(event.position())), 0), len(self._picture.headings) - 1))
        elif isinstance(event, QWheelEvent) and kind is QEvent.Type.Wheel and self._can_zoom:
            closer = event.angleDelta().y() > 0
            self.zoom(_CLOSER if closer else 1 / _CLOSER, self._place_of(event.position()))
            return True
        elif kind is QEvent.Type.Leave and not self.hasFocus():
            self._point_at(None)
        return bool(super().eventFilter(watched, event))

    def _open(self, at: int) -> None:
        if at < len(self._picture.codes) and self._picture.codes[at]:
            self.opened.emit(self._picture.codes[at])

    def _place_of(self, position: QPointF) -> float:
        return float(self._plot.getViewBox().mapSceneToView(position).x())

    # What is in sight

    @property
    def _can_zoom(self) -> bool:
        return len(self._picture.headings) > _FEWEST

    def zoom(self, by: float, around: float) -> None:
        """Show ``by`` times as many places, the one ``around`` staying where it is."""
        first, last = self._seen
        most = len(self._picture.headings) - 1
        wide = min(max((last - first) * by, min(_FEWEST, most)), most)
        share = (around - first) / (last - first) if last > first else 0.5
        start = min(max(0.0, around - share * wide), most - wide)
        self._show_from(start, start + wide)

    def show_all(self) -> None:
        """Show every place."""
        self._show_from(0, len(self._picture.headings) - 1)

    def _pan(self, by: float) -> None:
        first, last = self._seen
        by = min(max(by, -first), len(self._picture.headings) - 1 - last)
        self._show_from(first + by, last + by)

    def _show_from(self, first: float, last: float) -> None:
        self._seen = (first, last)
        self._axis.show_from(round(first), round(last))
        if self._drawing is not None:
            self._drawing.show_from(first, last)

    def _go_to(self, at: int) -> None:
        first, last = self._seen
        if at < first or at > last:
            self._pan(at - first if at < first else at - last)
        self._point_at(at)
        self.setAccessibleDescription(self._picture.spots[at].words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _newest(self) -> int:
        known = [spot.at for spot in self._picture.spots if spot.value is not None]
        return known[-1] if known else len(self._picture.headings) - 1

    def _point_at(self, at: int | None) -> None:
        self._at = at
        spot = self._picture.spots[at] if at is not None and at < len(self._picture.spots) else None
        self.read.emit(spot.words if spot is not None else "")
        if at is not None:
            self.pointed.emit(self._picture.codes[at] if at < len(self._picture.codes) else "")
        if self._drawing is None:
            return
        if spot is None or spot.value is None:
            self._drawing.marker.setData([], [])
        else:
            self._drawing.marker.setData([spot.at], [float(spot.value)])

    # Drawing

    def _draw_frame(self) -> None:
        ring = self._theme.palette.accent if self.hasFocus() else "transparent"
        self.setStyleSheet(f"PictureChart {{ border: 2px solid {ring}; border-radius: 4px; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _draw(self) -> None:
        if not self._picture.headings:
            return
        look = Look(
            self._theme.palette,
            self._theme.palette.surface,
            self._theme.font,
            self.devicePixelRatioF(),
            self.devicePixelRatioF(),
        )
        low, high = self._picture.bounds
        self._drawing = Drawing(self._plot, self._axis, self._picture, look, (float(low), float(high)))
        self._show_from(*self._seen)
        if self._at is not None:
            self._point_at(self._at)

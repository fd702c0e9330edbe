"""The pages of the pack as they will be, one at a time, drawn anew soon after anything changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.latest import Latest
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3
from scorecard_desktop.ui.tasks import Report, Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.preview_tools import PreviewTools
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.page_picture import PagePicture

if TYPE_CHECKING:
    from scorecard_desktop.services.packer import PackRequest
    from scorecard_desktop.services.preview import PagePicture as Pixels
    from scorecard_desktop.services.preview import Preview

_REST = 600
"""Milliseconds without a change after which the pages are drawn anew."""
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Of the size that the paper has: a point of it is a 72nd, and one of the screen a 96th of an inch."""
_TRUE_SIZE = 96 / 72
_LEAST = 0.2
_WAITING = "The pages are being drawn…"
_AGAIN = "Something has changed. The pages are being drawn again…"


class PackPreview(QFrame):
    """``ask`` gives what is to be drawn: a book that nobody changes and the request; None where there is none yet."""

    drawn = Signal(object)
    """The ``Preview`` that is shown now; None while it is not known what the pages hold."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        ask: Callable[[], tuple[Book, PackRequest] | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._theme = theme
        self._ask = ask
        self._drawing = Latest(tasks, "Drawing the preview", self)
        self._showing = Latest(tasks, "Showing a page", self)
        self.preview: Preview | None = None
        self._stale = True
        self._is_watched = False
        self._page = 1
        self._zoom: float | None = None  # to the width
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._draw)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_page)
        self.tools = PreviewTools(theme)
        self.tools.turned.connect(self.turn)
        self.tools.typed.connect(self.go_to)
        self.tools.sized.connect(self.zoom_by)
        self.tools.fitted.connect(self.fit_width)
        self.tools.set_otherwise.connect(self.note_change)
        self.picture = PagePicture(theme)
        self.sheets = _Pages(self)
        self.sheets.setWidget(self.picture)
        self.nothing = EmptyState("The pages are drawn here", _WAITING)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.sheets)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
        layout.setSpacing(SPACE_2)
        layout.addWidget(self.tools)
        layout.addWidget(self._stack, 1)
        theme.changed.connect(self._soon.start)
        self._say()

    @property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return self._page

    @property
    def at_rest(self) -> bool:
        """Whether the page on the screen is what it should be."""
        waits = self._rest.isActive() or self._soon.isActive()
        return not (self._stale or waits or self._drawing.is_running or self._showing.is_running)

    @Slot()
    def note_change(self) -> None:
        """Something changed that the pages may show: draw them anew once nothing more does."""
        self._stale = True
        self._drawing.stop()
        if not self.picture.is_blank:
            self.picture.say(_AGAIN)
        if self._is_watched:
            self._rest.start()

    def watch(self, *, watched: bool) -> None:
        """Whether anybody looks at the pack now: nothing is drawn while nobody does."""
        self._is_watched = watched
        if not watched:
            self._drawing.stop()
            self._rest.stop()
            self._stale = self._stale or self.preview is None
        elif self._stale:
            self._rest.start(0 if self.preview is None else _REST)

    @Slot(int)
    def turn(self, by: int) -> None:
        """Go so many pages on."""
        self.go_to(self.page + by)

    @Slot(int)
    def go_to(self, page: int) -> None:
        """Show a page, from 1; the first or last where there is none of that number."""
        last = self.preview.pages if self.preview is not None else 1
        self._page = min(max(1, page), last)
        self.sheets.verticalScrollBar().setValue(0)
        self._say()
        self._soon.start()

    @Slot(int)
    def zoom_by(self, by: int) -> None:
        """The next size up or down."""
        now = self._scale() / _TRUE_SIZE
        sizes = [one for one in _ZOOMS if one > now * 1.01] if by > 0 else [one for one in _ZOOMS if one < now * 0.99]
        if sizes:
            self._zoom = sizes[0] if by > 0 else sizes[-1]
            self._show_page()

    @Slot()
    def fit_width(self) -> None:
        """As wide as there is room."""
        self._zoom = None
        self._show_page()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    @Slot()
    def _draw(self) -> None:
        asked = self._ask()
        if asked is None:
            return
        snapshot, request = asked[0], self.tools.as_asked(asked[1])

        def work(progress: Report, cancelled: Callable[[], bool]) -> Preview:
            from scorecard_desktop.services.preview import draw_preview

            return draw_preview(snapshot, request, progress=progress, cancelled=cancelled)

        self._drawing.run(work, self._drawn, self._not_drawn, self._progressed)

    def _progressed(self, done: int, total: int, what: str) -> None:
        if self.picture.is_blank:
            self.nothing.say("The pages are drawn here", f"{what}…")
        elif total and done % 10 == 0:
            self.picture.say(f"{_AGAIN}\n{what}")

    def _drawn(self, preview: Preview) -> None:
        self.preview, self._stale = preview, False
        self._page = min(self._page, preview.pages)
        self.picture.say("")
        self._stack.setCurrentWidget(self.sheets)
        self._show_page()
        self.drawn.emit(preview)

    def _not_drawn(self, reason: BaseException) -> None:
        if not isinstance(reason, Refusal):
            raise reason
        self.preview, self._stale = None, False
        self.picture.show_image(QImage())
        self.nothing.say("There is nothing to show", reason.message)
        self._stack.setCurrentWidget(self.nothing)
        self._say()
        self.drawn.emit(None)

    def _scale(self) -> float:
        """Pixels of the window to a point of the paper."""
        if self._zoom is not None:
            return self._zoom * _TRUE_SIZE
        room = self.sheets.contentsRect().width() - self.sheets.verticalScrollBar().sizeHint().width()
        return max(_LEAST, room / self.preview.leaves[self.page - 1].width) if self.preview is not None else 1.0

    @Slot()
    def _show_page(self) -> None:
        preview, page = self.preview, self.page
        if preview is None or not self.isVisible():
            return
        scale, ratio = self._scale(), self.devicePixelRatioF()

        def work(*_: object) -> Pixels:
            from scorecard_desktop.services.preview import picture_of

            return picture_of(preview, page, scale * ratio)

        self._showing.run(work, partial(self._shown, ratio), self._not_drawn)
        self.tools.say_size(scale / _TRUE_SIZE)
        self._say()

    def _shown(self, ratio: float, pixels: Pixels) -> None:
        image = QImage(pixels.pixels, pixels.width, pixels.height, pixels.width * 4, QImage.Format.Format_RGBX8888)
        image = image.copy()  # the pixels are Python's
        image.setDevicePixelRatio(ratio)
        self.picture.show_image(image)

    def _say(self) -> None:
        """Which page of how many, and what a screen reader hears of it."""
        preview = self.preview
        self.tools.say_page(self._page, preview.pages if preview is not None else None)
        if preview is None:
            self.sheets.setAccessibleName("The pages of the pack")
            return
        said = f"Page {self.page} of {preview.pages}"
        headings = ", ".join(preview.leaves[self.page - 1].headings)
        self.picture.setAccessibleName(f"{said}: {headings}" if headings else said)
        self.sheets.setAccessibleName(self.picture.accessibleName())


class _Pages(QScrollArea):
    """Keys turn the pages where there is nothing more to scroll."""

    def __init__(self, preview: PackPreview) -> None:
        super().__init__()
        self._preview = preview
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("The pages of the pack")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        preview, bar, key = self._preview, self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_PageDown and bar.value() >= bar.maximum():
            preview.turn(1)
        elif key == Qt.Key.Key_PageUp and bar.value() <= bar.minimum():
            preview.turn(-1)
        elif key == Qt.Key.Key_Right and not self.horizontalScrollBar().maximum():
            preview.turn(1)
        elif key == Qt.Key.Key_Left and not self.horizontalScrollBar().maximum():
            preview.turn(-1)
        elif key == Qt.Key.Key_Home:
            preview.go_to(1)
        elif key == Qt.Key.Key_End:
            preview.go_to(preview.preview.pages if preview.preview is not None else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            preview.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            preview.zoom_by(-1)
        elif key == Qt.Key.Key_0:
            preview.fit_width()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._preview.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

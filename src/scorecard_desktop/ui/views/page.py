"""What every page has in common: a title, a line beneath it, and room for its tools."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.ui.models.attention import Attention
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.flow import FlowRow


def label(text: str, kind: str = "body", *, wrap: bool = True) -> QLabel:
    """A label in one of the styles of the theme; its text can be copied where it wraps."""
    made = QLabel(text)
    made.setProperty("kind", kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def counted(count: int, one: str, many: str = "") -> str:
    """``1 table``, ``6 tables``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def heading_of(box: QWidget, text: str) -> QLabel:
    """A heading over a box; an “&” in it is one, and no key."""
    made = label(text.replace("&", "&&"), "heading")
    made.setBuddy(box)
    return made


def rule() -> QFrame:
    """A hairline across the page."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


class Page(QWidget):
    """One page of the window. It shows its store anew only while it can be seen."""

    about_indicator = Signal(str, str)
    """An indicator and period that the panel should show."""
    wants_indicator = Signal(str, str)
    """An indicator and period that the officer asked to go to."""
    typing = Signal()
    """A figure is being typed: what is worked out behind the scenes waits, so that no key press waits for it."""

    def __init__(self, theme: Theme, store: OpenStore, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.store = store
        self._stale = True
        self.attention = Attention()
        self.title = label(title, "page")
        self.summary = label("", "meta")
        tools = FlowRow()
        self.tools = tools.flow
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_3)
        head.setSpacing(SPACE_1)
        head.addWidget(self.title)
        head.addWidget(self.summary)
        head.addSpacing(SPACE_1)
        head.addWidget(tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addLayout(self.body, 1)

    def note_change(self, change_set: ChangeSet | None) -> None:
        """Something changed: show it, now or when the page is next seen."""
        if not self.isVisible():
            self._stale = True
        elif change_set is None or not self.show_change(change_set):
            self.show_book()

    def note_attention(self, attention: Attention) -> None:
        """What needs attention has been worked out anew."""
        self.attention = attention
        if self.isVisible():
            self.show_attention()
        else:
            self._stale = True

    def show_book(self) -> None:
        """Show everything anew from the store; each page says how."""
        raise NotImplementedError

    def show_change(self, change_set: ChangeSet) -> bool:
        """Show one change; False where everything must be shown anew."""
        return False

    def show_attention(self) -> None:
        """Show what needs attention, on the pages that do."""

    def catch_up(self) -> None:
        """Show what changed while the page was not seen."""
        if self._stale:
            self._stale = False
            self.show_book()

    def showEvent(self, event: QShowEvent) -> None:
        self.catch_up()
        super().showEvent(event)

    def flush(self) -> None:
        """Keep what is being typed, on the pages on which something is."""

    def take_focus(self) -> None:
        """Put the keyboard where an officer would start."""
        self.setFocus()

"""What the pages of the registers have in common: a list, beneath it what is known of its line, forms over both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.entering import Entering
from scorecard_desktop.ui.views.page import Page, label
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable
from scorecard_desktop.ui.widgets.roomy_split import RoomySplit


class Reading(QScrollArea):
    """Words to be read: a title, a line of facts, and parts each under its heading."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self._title = label("", "section")
        self._facts = label("", "meta")
        self._inside = QWidget()
        self._down = QVBoxLayout(self._inside)
        self._down.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        self._down.setSpacing(SPACE_2)
        self._down.addWidget(self._title)
        self._down.addWidget(self._facts)
        self._words = label("")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._down.addWidget(self._words)
        self._down.addStretch(1)
        self.setWidget(self._inside)

    def say(self, title: str, facts: Iterable[str] = (), parts: Iterable[tuple[str, str]] = ()) -> None:
        """Show these; a fact or part that is empty is left out."""
        self._title.setText(title)
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._words.setText("\n\n".join(f"{heading}\n{text}".strip() for heading, text in parts if text))

    @property
    def text(self) -> str:
        """All that is shown."""
        return "\n".join(part.text() for part in (self._title, self._facts, self._words) if part.text())


class RegisterPage(Page):
    """A page with its list above and tabs beneath; ``entering`` opens its forms."""

    def __init__(self, theme: Theme, store: OpenStore, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, title, parent)
        self.entering = Entering(store, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._stack = QStackedWidget()

    def tool(self, words: str, do: Callable[[], object]) -> QPushButton:
        """A button above the list."""
        button = QPushButton(words)
        button.clicked.connect(lambda _=False: do())
        self.tools.addWidget(button)
        return button

    def furnish(self, table: ListTable, parts: Iterable[tuple[QWidget, str]], nothing: EmptyState) -> None:
        """Put the list, the tabs beneath it, and what stands there while there is nothing, in their places."""
        self._table = table
        self._nothing = nothing
        held = QWidget()
        inset = QHBoxLayout(held)
        inset.setContentsMargins(SPACE_4, 0, 0, 0)
        inset.addWidget(table)
        self.tabs.setAccessibleName(f"About: {self.title.text()}")
        self.tabs.tabBar().setAccessibleName(f"About: {self.title.text()}")
        for part, words in parts:
            self.tabs.addTab(part, words)
        self._stack.addWidget(RoomySplit(self.theme, held, self.tabs))
        self._stack.addWidget(nothing)
        self.body.addWidget(self._stack)

    def entry_of(self, line: Any) -> object:
        """The record that a line of the list is about."""
        return line

    def go_to(self, entry: object) -> None:
        """Make the line of an entry current, where it is listed, and give it the keyboard."""
        lines = ((row, self._table.listing.at(row)) for row in range(self._table.listing.rowCount()))
        row = next((row for row, line in lines if line is not None and self.entry_of(line) == entry), None)
        if row is not None:
            self._table.choose(row)
        self.take_focus()

    @property
    def empty_state(self) -> EmptyState:
        """What stands here while there is nothing."""
        return self._nothing

    def show_filled(self, *, filled: bool) -> None:
        """Show the list, or what stands where there is nothing."""
        self._stack.setCurrentIndex(0 if filled else 1)

    def take_focus(self) -> None:
        if self._stack.currentIndex() == 0:
            self._table.setFocus()
        else:
            next(iter(self._nothing.buttons), self).setFocus()

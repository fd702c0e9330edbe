"""A list of records that an officer adds to, changes, moves and takes from, by buttons and by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS
from scorecard_desktop.services import recording
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.entering import Entering, Make
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.list_table import ListTable

R = TypeVar("R", bound=Record)


class RecordList(QWidget, Generic[R]):
    """``thing`` is what one is called (``task``). ``make`` gives the step that adds one of what was typed.

    Enter changes the one that is current, Insert adds one, Delete takes it out, Alt with ↑ or ↓ moves it.
    """

    changed_choice = Signal(object)
    """The record that is current now, or None."""

    def __init__(
        self,
        theme: Theme,
        entering: Entering,
        thing: str,
        columns: Sequence[Field[R]],
        kind: type[R],
        make: Make,
        *,
        ordered: bool = True,
        empty: str = "",
    ) -> None:
        super().__init__()
        self._entering = entering
        self._thing = thing
        self._kind = kind
        self._make = make
        self._first: Mapping[str, str] = {}
        self.listing = Listing[R](columns, self)
        self.table = ListTable(theme, self.listing, f"{thing.capitalize()}s")
        self.table.opened.connect(self._change)
        self.table.chosen.connect(self._chosen)
        self.add = self._button(f"New {thing}…", self.ask_new, "Insert")
        self.edit = self._button("Change…", lambda: self._change(self.current), "Enter")
        self.take_out = self._button("Remove", self._remove, "Delete")
        self.up = self._button("Move up", lambda: self._move(-1), "Alt+↑")
        self.down = self._button("Move down", lambda: self._move(1), "Alt+↓")
        for button in (self.up, self.down):
            button.setVisible(ordered)
        if ordered:
            for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):  # a table takes these keys before its parent
                moving = QShortcut(QKeySequence(keys), self)
                moving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                moving.activated.connect(lambda by=by: self._move(by))
        self.said = label(empty, "meta")
        across = QHBoxLayout()
        across.setContentsMargins(SPACE_2, SPACE_3, SPACE_6, SPACE_2)
        across.setSpacing(SPACE_2)
        for button in (self.add, self.edit, self.take_out, self.up, self.down):
            across.addWidget(button)
        across.addWidget(self.said, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE_4, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across)
        down.addWidget(self.table, 1)
        self._empty = empty
        self.show_records([], open_for_more=False)

    @property
    def current(self) -> R | None:
        """The record that is current."""
        return self.listing.at(self.table.currentIndex().row())

    def show_records(
        self, records: Sequence[R], *, open_for_more: bool = True, first: Mapping[str, str] | None = None
    ) -> None:
        """Show these, the same one current where it is still there; ``first`` stands in the form for a new one."""
        held = self.current
        row = max(0, self.table.currentIndex().row())
        self._first = first or {}
        self.listing.show(records)
        self.add.setEnabled(open_for_more)
        self.said.setText(self._empty if open_for_more and not records else "")
        keys = [record.key for record in records]
        again = keys.index(held.key) if held is not None and held.key in keys else min(row, len(records) - 1)
        self.table.choose(again)
        self._chosen()

    @Slot()
    def ask_new(self) -> None:
        """Open a form for a new one."""
        if self.add.isEnabled():
            self._entering.ask(f"New {self._thing}", ENTRY_FIELDS[self._kind], self._first, self._make)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert:
            self.ask_new()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._remove()
        else:
            super().keyPressEvent(event)

    def _button(self, words: str, do: Callable[[], object], key: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(key)
        button.setAccessibleName(f"{words.rstrip('…')} {self._thing}" if self._thing not in words else words)
        button.clicked.connect(lambda _=False: do())
        return button

    @Slot(object)
    def _change(self, record: R | None) -> None:
        if record is not None:
            self._entering.ask_change(record)

    @Slot()
    def _chosen(self) -> None:
        record, row = self.current, self.table.currentIndex().row()
        for button in (self.edit, self.take_out):
            button.setEnabled(record is not None)
        self.up.setEnabled(record is not None and row > 0)
        self.down.setEnabled(record is not None and row < len(self.listing.things) - 1)
        self.changed_choice.emit(record)

    def _remove(self) -> None:
        record = self.current
        if record is not None:
            self._entering.do(lambda: recording.remove_record(self._entering.book, record))

    def _move(self, by: int) -> None:
        record = self.current
        if record is not None:
            self._entering.do(lambda: recording.move_record(self._entering.book, record, by))

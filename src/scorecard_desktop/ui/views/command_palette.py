"""Type a word or two, press Enter: every action, page, scorecard and indicator in one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from scorecard_desktop.ui.models.commands import MOST_SHOWN, Command, Finder
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.list_table import ListTable

_SIZE = (680, 440)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class CommandPalette(QDialog):
    """The keyboard stays in the box; up and down move along what is found. ``chosen`` gives the command."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, commands: Iterable[Command], lately: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("Find a command")
        self._finder = Finder(commands, lately)
        self.box = QLineEdit()
        self.box.setProperty("finds", True)
        self.box.setPlaceholderText("Type an action, a page, a scorecard or an indicator")
        self.box.setAccessibleName("Find a command")
        self.box.installEventFilter(self)
        self.found = Listing[Command](
            [
                Field("What", lambda command: command.title, share=5),
                Field("Where", lambda command: command.where, quiet=True, share=3),
                Field("Keys", lambda command: command.keys.split(" or ")[0], width=14, right=True, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.found, "Commands found")
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(lambda index: self._choose(self.found.at(index.row())))
        self._nothing = label("Nothing is called that.", "meta")
        self._nothing.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        self._foot = label("", "meta")
        frame = QFrame()
        frame.setProperty("kind", "palette")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
        inside.setSpacing(SPACE_2)
        for part in (self.box, self._nothing):
            inside.addWidget(part)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.box.textChanged.connect(self._find)
        self._place(theme, parent)
        self._find("")

    def _place(self, theme: Theme, over: QWidget) -> None:
        """At the top in the middle of the window, no larger than it."""
        room = over.window().size()
        wide = min(theme.pixels(_SIZE[0]), room.width() - 2 * SPACE_3)
        tall = min(theme.pixels(_SIZE[1]), room.height() - 8 * SPACE_3)
        self.resize(wide, tall)
        corner = over.window().mapToGlobal(over.window().rect().topLeft())
        self.move(corner.x() + (room.width() - wide) // 2, corner.y() + 4 * SPACE_3)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                row = self.table.currentIndex().row() + _MOVES[key]
                self._point_at(min(max(row, 0), self.found.rowCount() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.found.at(self.table.currentIndex().row()))
                return True
        return super().eventFilter(watched, event)

    def _find(self, text: str) -> None:
        found = self._finder.find(text)
        self.found.show(found)
        self._nothing.setVisible(not found)
        self.table.setVisible(bool(found))
        more = "The first of many: type more to find the others." if len(found) == MOST_SHOWN else ""
        self._foot.setText(more or "↑ ↓ to choose   Enter to do it   Esc to leave")
        self._point_at(0)

    def _point_at(self, row: int) -> None:
        """Choose a row, and have it said: the keyboard is in the box, not in the list."""
        command = self.found.at(row)
        if command is None:
            self.box.setAccessibleDescription("Nothing is called that.")
        else:
            self.table.choose(row)
            self.box.setAccessibleDescription(f"{command.spoken}, {row + 1} of {self.found.rowCount()}")
        QAccessible.updateAccessibility(QAccessibleEvent(self.box, QAccessible.Event.DescriptionChanged))

    def _choose(self, command: Command | None) -> None:
        if command is None:
            return
        self.chosen.emit(command)
        self.accept()

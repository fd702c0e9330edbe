"""The history of the whole file: who changed what, when and why, searched; and what anything said on a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import past
from scorecard_desktop.services.past import PastEntry, Stood
from scorecard_desktop.ui.models.history import local_time
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_3, SPACE_6
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.list_table import ListTable

_PAUSE = 300
"""Milliseconds without a key before it is looked for."""
_MOST = 500

_CHANGES: tuple[Field[PastEntry], ...] = (
    Field("When", lambda one: local_time(one.when), width=17),
    Field("Who", lambda one: one.who, width=10, wrap=True),
    Field("What", lambda one: one.what, share=3, wrap=True, strong=lambda _: True),
    Field("From and to", lambda one: f"{one.before} → {one.after}" if one.before else one.after, share=3, wrap=True),
    Field("Step and reason", lambda one: f"{one.step}: {one.why}" if one.why else one.step, share=2, wrap=True),
    Field("From the file", lambda one: one.source, share=2, wrap=True, quiet=True),
)
_STATE: tuple[Field[Stood], ...] = (
    Field("What", lambda one: one.what, share=3, wrap=True, strong=lambda _: True),
    Field("What it said", lambda one: one.said, share=3, wrap=True),
    Field("From the file", lambda one: one.source, share=2, wrap=True, quiet=True),
)
_BOXES = (
    ("words", "Find", "A number, a name, a file, a word", 4),
    ("who", "Changed by", "A name", 2),
    ("since", "From", "2018-07-10", 1),
    ("until", "To", "2018-07-31", 1),
    ("at", "As it stood on", "2018-07-10", 1),
)


class HistoryDialog(QDialog):
    """Looks as soon as the keys rest, off the window's thread; with a day under “As it stood on”, at that state."""

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"History of {store.path.name}")
        give_room(self, 164, 36)
        self._session = store.session
        self._tasks = tasks
        self._asked = 0
        self.boxes: dict[str, QLineEdit] = {}
        across = QHBoxLayout()
        across.setSpacing(SPACE_3)
        for name, words, hint, share in _BOXES:
            box = self.boxes[name] = QLineEdit()
            box.setProperty("finds", True)
            box.setAccessibleName(words)
            box.setPlaceholderText(hint)
            box.setMinimumWidth((len(hint) + 3) * box.fontMetrics().averageCharWidth())
            box.textChanged.connect(self._wait)
            heading = label(words, "heading", wrap=False)
            heading.setBuddy(box)
            column = QVBoxLayout()
            column.setSpacing(SPACE_1)
            column.addWidget(heading)
            column.addWidget(box)
            across.addLayout(column, share)
        self.changes: Listing[PastEntry] = Listing(_CHANGES, self)
        self.state: Listing[Stood] = Listing(_STATE, self)
        self.tables = QStackedWidget()
        self.tables.addWidget(ListTable(theme, self.changes, "Changes"))
        self.tables.addWidget(ListTable(theme, self.state, "As it stood"))
        self.said = label("", "meta")
        self.said.setAccessibleName("What was found")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label("History", "section"))
        layout.addLayout(across)
        layout.addWidget(self.said)
        layout.addWidget(self.tables, 1)
        layout.addWidget(buttons)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self.boxes["words"].setFocus()
        self.look()

    @Slot()
    def _wait(self) -> None:
        self._pause.start()

    @Slot()
    def look(self) -> None:
        """Look for what the boxes say now."""
        texts = {name: box.text().strip() for name, box in self.boxes.items()}
        session, number = self._session, self._asked + 1
        self._asked = number

        def work(*_: object) -> list[Any]:
            if texts["at"]:
                return past.stood_at(session, past.end_of(texts["at"]), texts["words"], _MOST)
            return past.search(
                session, texts["words"], who=texts["who"], since=texts["since"], until=texts["until"], most=_MOST
            )

        self._tasks.run("Looking through the history", work, self._then(number, texts), self._fail, shown=False)

    def _then(self, number: int, texts: dict[str, str]) -> Callable[[list[Any]], None]:
        def show(found: list[Any]) -> None:
            if number != self._asked:
                return
            kind = "record" if texts["at"] else "change"
            (self.state if texts["at"] else self.changes).show(found)
            self.tables.setCurrentIndex(1 if texts["at"] else 0)
            if len(found) == _MOST:
                self.said.setText(f"The newest {_MOST:,} {kind}s. Say more above to find others.")
            else:
                self.said.setText(counted(len(found), kind) if found else f"No {kind} is like that.")

        return show

    def _fail(self, reason: BaseException) -> None:
        if not isinstance(reason, Refusal):
            raise reason
        self.said.setText(reason.message)

    def done(self, code: int) -> None:
        self._asked += 1  # what is still being looked for is wanted no more
        super().done(code)

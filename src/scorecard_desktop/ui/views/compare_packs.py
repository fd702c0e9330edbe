"""What parts two packs that were published: indicators, ratings, risks and budget."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.publishing import publications
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.latest import Latest
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_3, SPACE_6
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.flow import tools_row
from scorecard_desktop.ui.widgets.list_table import ListTable

Difference = Mapping[str, Any]

_GROUPS = {"indicator": "Indicators", "risk": "Risks", "budget": "Budget"}
_CHANGES = {
    "new": "New",
    "gone": "Gone",
    "rating": "Rated otherwise",
    "score": "Score changed",
    "prospects": "Prospects changed",
    "position": "Position changed",
}
_LETTERS = 26


class ComparePacks(QDialog):
    """Two packs are chosen; what is otherwise in the later stands in a table beneath."""

    def __init__(
        self, theme: Theme, store: OpenStore, tasks: Tasks, later: Publication | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare published packs")
        give_room(self, 130, 32)
        self._book = store.book.copy()
        self._work = Latest(tasks, "Comparing packs", self)
        self._packs = publications(self._book)
        self.earlier, self.later = self._chooser("Earlier pack"), self._chooser("Later pack")
        at = next((n for n, pack in enumerate(self._packs) if later is not None and pack.id == later.id), 0)
        at = at or len(self._packs) - 1
        self.later.setCurrentIndex(at)
        self.earlier.setCurrentIndex(at - 1)
        self.listing = Listing[Difference](
            [
                Field("What", lambda one: str(one["name"]), wrap=True, share=3),
                Field("How", lambda one: _CHANGES[one["change"]], width=18, wrap=True),
                Field("Earlier", lambda one: str(one["before"]) or "–", wrap=True, share=2, quiet=True),
                Field("Later", lambda one: str(one["after"]) or "–", wrap=True, share=2),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "What is otherwise in the later pack")
        self.said = label("", "body")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label("What parts two packs", "section"))
        layout.addWidget(tools_row(QLabel("From"), self.earlier, QLabel("to"), self.later))
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        for box in (self.earlier, self.later):
            box.currentIndexChanged.connect(self._compare)
        self._compare()

    def _chooser(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS)
        for pack in self._packs:
            number = f"{pack.number}, " if pack.number else ""
            box.addItem(f"{number}{pack.name.removeprefix('the ')}{', public' if pack.public else ''}", pack.id)
        return box

    @Slot()
    def _compare(self) -> None:
        book, earlier, later = self._book, str(self.earlier.currentData()), str(self.later.currentData())
        self.said.setText("Comparing…")

        def work(*_: object) -> list[Difference]:
            from scorecard_desktop.services.publishing import compare_packs

            return list(compare_packs(book, earlier, later))

        self._work.run(work, self._show, self._refuse)

    def _show(self, found: list[Difference]) -> None:
        self.listing.show(found, lambda one: _GROUPS[one["what"]])
        self.table.choose(0)
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus if found else Qt.FocusPolicy.NoFocus)
        parts = [
            counted(len(list(rows)), *_MANY[what]) for what, rows in groupby(found, key=lambda one: str(one["what"]))
        ]
        same = self.earlier.currentData() == self.later.currentData()
        nothing = "It is the same pack." if same else "Nothing is otherwise that both of them tell of."
        self.said.setText(f"Otherwise: {', '.join(parts)}." if parts else nothing)

    def _refuse(self, reason: BaseException) -> None:
        if not isinstance(reason, Refusal):
            raise reason
        self.listing.show([])
        self.said.setText(f"■  {reason.message}")


_MANY = {
    "indicator": ("indicator", "indicators"),
    "risk": ("risk", "risks"),
    "budget": ("budget table", "budget tables"),
}

"""Asks which kind of item is added to a template: each with what it puts before the committee."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain.template import ItemKind
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.list_table import ListTable

_ROWS = 9


class ChooseItem(Asking):
    """``chosen`` gives the kind. ``there`` are those that the template has already; some are put in more than once."""

    letters = 96
    chosen = Signal(object)

    def __init__(self, theme: Theme, there: Collection[ItemKind], parent: QWidget) -> None:
        super().__init__("Add an item", "Add an item", parent)
        self.find_box = FindBox("Find an item")
        self.find_box.textChanged.connect(self._find)
        self.find_box.returnPressed.connect(self.accept)
        self.listing = Listing[ItemKind](
            [
                Field("Item", lambda kind: kind.words, width=24, wrap=True, strong=lambda _: True),
                Field("What it puts before the committee", lambda kind: kind.purpose, wrap=True),
                Field("", lambda kind: "there already" if kind in there else "", width=12, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Items that can be added")
        self.table.setMinimumHeight(theme.row_height * _ROWS)
        self.table.opened.connect(self.accept)
        self.body.addWidget(self.find_box)
        self.body.addWidget(self.table, 1)
        self.add = self.close_with("Add")
        self._find("")
        self.find_box.setFocus()

    def accept(self) -> None:
        """Add the one that is current."""
        kind = self.listing.at(self.table.currentIndex().row())
        if kind is not None:
            self.chosen.emit(kind)
            super().accept()

    @Slot(str)
    def _find(self, text: str) -> None:
        words = text.casefold().split()
        found = [kind for kind in ItemKind if all(word in f"{kind.words} {kind.purpose}".casefold() for word in words)]
        self.listing.show(found)
        self.table.choose(0)
        self.add.setEnabled(bool(found))

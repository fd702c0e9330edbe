"""Asks which of many are meant: a list with ticks, searched by typing any part of a name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import counted, label

_ROWS = 14


class Ticking(Asking):
    """``offers`` are keys with what they are called; ``keep`` is given the keys that are ticked, in their order."""

    def __init__(
        self,
        title: str,
        offers: Sequence[tuple[str, str]],
        ticked: Collection[str],
        keep: Callable[[list[str]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(title, title, parent)
        self._keep = keep
        self.find_box = QLineEdit()
        self.find_box.setProperty("finds", True)
        self.find_box.setPlaceholderText("Type a part of a name")
        self.find_box.setAccessibleName("Find")
        self.find_box.setClearButtonEnabled(True)
        self.find_box.textChanged.connect(self._show_found)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(self.list.fontMetrics().lineSpacing() * _ROWS)
        for key, words in offers:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._count)
        self.said = label("", "meta")
        for part in (self.find_box, self.list, self.said):
            self.body.addWidget(part)
        self.close_with("Keep")
        self._count()
        self.find_box.setFocus()

    @property
    def ticked(self) -> list[str]:
        """The keys that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked]

    def accept(self) -> None:
        """Keep what is ticked; stay where it is refused."""
        try:
            self._keep(self.ticked)
        except Refusal as refusal:
            self.said.setText(f"■  {refusal.message}")
            return
        super().accept()

    @Slot()
    def _count(self) -> None:
        self.said.setText(f"{counted(len(self.ticked), 'one is', 'are')} ticked. Space ticks.")

    @Slot(str)
    def _show_found(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))

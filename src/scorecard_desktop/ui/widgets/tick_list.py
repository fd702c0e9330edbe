"""A list with ticks, searched by typing any part of a name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.ui.scale import SPACE_3, SPACE_6


class _Lines(QStyledItemDelegate):
    """Long names take a second line: Qt forgets what the tick and the style's padding take of the first."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        option.rect = option.rect.adjusted(0, 0, -SPACE_6, 0)
        return super().sizeHint(option, index)


class TickList(QWidget):
    """``offers`` are keys with what they are called; ``rows`` is how many lines are in sight. Space ticks.

    ``none_means`` is what is said where nothing is ticked, such as “All indicators”.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        offers: Sequence[tuple[str, str]],
        ticked: Collection[str],
        rows: int,
        none_means: str = "",
    ) -> None:
        super().__init__()
        self._none_means = none_means
        self.find_box = QLineEdit()
        self.find_box.setProperty("finds", True)
        self.find_box.setPlaceholderText("Type a part of a name")
        self.find_box.setAccessibleName("Find" if not none_means else f"Find among {name.lower()}")
        self.find_box.setClearButtonEnabled(True)
        self.find_box.textChanged.connect(self._show_found)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setWordWrap(True)
        self._lines = _Lines(self.list)
        self.list.setItemDelegate(self._lines)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(self.list.fontMetrics().lineSpacing() * rows)
        for key, words in offers:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._count)
        self.said = QLabel()
        self.said.setProperty("kind", "meta")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        layout.addWidget(self.find_box)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.said)
        self._count()

    @property
    def ticked(self) -> list[str]:
        """The keys that are ticked, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked]

    @Slot()
    def _count(self) -> None:
        many = len(self.ticked)
        if self._none_means and not many:
            self.said.setText(f"{self._none_means}, as nothing is ticked. Space ticks.")
        else:
            self.said.setText(f"{many:,} {'one is' if many == 1 else 'are'} ticked. Space ticks.")
        self.changed.emit()

    @Slot(str)
    def _show_found(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))

"""A list from which one entry is chosen by typing any part of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


class SearchedBox(QComboBox):
    """``name`` is what a screen reader calls it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        line, completer = self.lineEdit(), self.completer()
        assert line is not None
        assert completer is not None  # an editable list has both
        line.setAccessibleName(name)
        line.setPlaceholderText("Type a part of it, or choose")
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.setCurrentIndex(-1)
        self.clearEditText()

    @property
    def chosen(self) -> str | None:
        """The data of the entry that is written there, or of the only one that holds what is; None for neither."""
        meant = self._meant()
        if len(meant) != 1:
            return None
        self.setCurrentIndex(meant[0])
        return str(self.itemData(meant[0]))

    @property
    def several(self) -> int:
        """How many entries hold what is written, where that is more than one."""
        meant = self._meant()
        return len(meant) if len(meant) > 1 else 0

    def _meant(self) -> list[int]:
        text = self.currentText().strip()
        if not text:
            return []
        at = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return [at] if at >= 0 else [n for n in range(self.count()) if text.casefold() in self.itemText(n).casefold()]

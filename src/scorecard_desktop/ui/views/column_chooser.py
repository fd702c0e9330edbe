"""Asks which columns of a scorecard are shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.ui.models.columns import Choice, Offer
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_6
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.views.room import give_room

_ALWAYS = "name"
"""The column without which a row is nobody's."""


class ColumnChooser(QDialog):
    """A list with a tick for each column. Space ticks, Alt+Up and Alt+Down move; ``chosen`` gives the Choice."""

    chosen = Signal(object)

    def __init__(self, offers: Sequence[Offer], choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Columns")
        give_room(self, 62, 29)
        self._offers = list(offers)
        self.list = QListWidget()
        self.list.setAccessibleName("Columns")
        self.list.installEventFilter(self)
        self.up, self.down = QPushButton("Move &up"), QPushButton("Move &down")
        self.usual = QPushButton("As &usual")
        self.up.setToolTip("Alt+Up")
        self.down.setToolTip("Alt+Down")
        self.usual.setToolTip("The columns and the order that a scorecard begins with")
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))
        self.usual.clicked.connect(lambda: self._fill(Choice()))
        buttons = QDialogButtonBox()
        show = buttons.addButton("Show these", QDialogButtonBox.ButtonRole.AcceptRole)
        show.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.choice))
        side = QVBoxLayout()
        side.setSpacing(SPACE_2)
        for button in (self.up, self.down, self.usual):
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(SPACE_3)
        across.addWidget(self.list, 1)
        across.addLayout(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label("Tick what is shown; Space ticks. Alt+Up and Alt+Down move a column.", "meta"))
        layout.addLayout(across, 1)
        layout.addWidget(buttons)
        self.list.currentRowChanged.connect(self._enable)
        self._fill(choice)
        self.list.setFocus()

    @property
    def choice(self) -> Choice:
        """What is ticked, in the order in which it stands."""
        items = [self.list.item(row) for row in range(self.list.count())]
        keys = [str(item.data(Qt.ItemDataRole.UserRole)) for item in items]
        hidden = [key for key, item in zip(keys, items, strict=True) if item.checkState() is not Qt.CheckState.Checked]
        return Choice(tuple(keys), frozenset(hidden) - {_ALWAYS})

    def move_by(self, step: int) -> None:
        """Move the current column up or down; those that are held in sight keep their places."""
        row = self.list.currentRow()
        if not self._may_move(row, step):
            return
        item = self.list.takeItem(row)
        self.list.insertItem(row + step, item)
        self.list.setCurrentRow(row + step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_by(step)
                return True
        return super().eventFilter(watched, event)

    def _may_move(self, row: int, step: int) -> bool:
        held = sum(1 for offer in self._offers if offer.held)
        return row >= held and held <= row + step < self.list.count()

    def _enable(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(self._may_move(row, -1))
        self.down.setEnabled(self._may_move(row, 1))

    def _fill(self, choice: Choice) -> None:
        self.list.clear()
        for offer in choice.arranged(self._offers):
            item = QListWidgetItem(offer.title)
            item.setData(Qt.ItemDataRole.UserRole, offer.key)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            always = offer.key == _ALWAYS
            item.setFlags(flags if always else flags | Qt.ItemFlag.ItemIsUserCheckable)
            wanted = always or choice.shows(offer)
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            if offer.held:
                item.setToolTip("Stays in sight at the left")
            self.list.addItem(item)
        self.list.setCurrentRow(0)

"""Which period is reported of each scorecard: its current one, whichever that is, or one that was chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from scorecard_desktop.services.pack_details import choose_period
from scorecard_desktop.services.periods import chosen_period
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.views.entering import Entering
from scorecard_desktop.ui.views.page import heading_of, label

_LETTERS = 24


class PeriodChoices(QScrollArea):
    """A choice is kept with its scorecard until the current period is chosen again."""

    def __init__(self, store: OpenStore, entering: Entering) -> None:
        super().__init__()
        self._store = store
        self._entering = entering
        self.boxes: dict[str, QComboBox] = {}
        inside = QWidget()
        self._down = QVBoxLayout(inside)
        self._down.setContentsMargins(0, SPACE_3, SPACE_4, SPACE_6)
        self._down.setSpacing(SPACE_2)
        words = "The pack reports the latest period for which figures have come, unless you choose another here."
        self._down.addWidget(label(words, "meta"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE_1)
        self._down.addLayout(self._rows)
        self._down.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Periods of the pack")
        self._names: dict[str, str] = {}

    def show_book(self) -> None:
        """Show what is chosen, and what else there is."""
        book = self._store.book
        names = {card.id: card.name for card in book.scorecards() if book.current_period(card.id)}
        if names != self._names:
            self._begin(names)
        for card, box in self.boxes.items():
            now, chosen = book.current_period(card), chosen_period(book, card)
            box.clear()
            box.addItem(f"Current: {now.label}" if now is not None else "Current", "")
            for period in reversed(book.periods(card)):
                box.addItem(period.label, period.code)
            box.setCurrentIndex(max(0, box.findData(chosen.code)) if chosen is not None else 0)
            box.setEnabled(not self._store.read_only)

    def take_focus(self) -> None:
        """Put the keyboard in the first box."""
        for box in self.boxes.values():
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            break

    def _begin(self, names: dict[str, str]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._names, self.boxes = names, {}
        for card, name in names.items():
            box = self.boxes[card] = QComboBox()
            box.setAccessibleName(f"Period of {name}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
            box.setMaxVisibleItems(16)
            box.activated.connect(partial(self._choose, card))
            heading = heading_of(box, name)
            heading.setContentsMargins(0, SPACE_3, 0, 0)
            self._rows.addWidget(heading)
            self._rows.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, card: str, at: int) -> None:
        code = str(self.boxes[card].itemData(at) or "")
        self._entering.do(lambda: choose_period(self._store.book, card, code))

"""The tools above the scorecard: find, filter, choose the periods, arrange."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from scorecard_desktop.ui.models.arrangement import Arrangement, Range, Span
from scorecard_desktop.ui.scale import SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.flow import Flow
from scorecard_desktop.ui.widgets.rating_filter import RatingFilter

_FROM_AND_TO = "From and to…"


class GridTools(QWidget):
    """``filtered`` when other indicators are wanted, ``span_chosen`` gives the periods that are."""

    filtered = Signal()
    span_chosen = Signal(object)
    range_wanted = Signal()

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.find_box = FindBox("Find an indicator")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.ratings = RatingFilter(theme)
        self.span = QComboBox()
        self.span.setAccessibleName("Periods shown")
        self._spans(Span.THIRTEEN)
        self.arrange = QToolButton()
        self.arrange.setProperty("kind", "menu")
        self.arrange.setText("Arrange")
        self.arrange.setAccessibleName("Arrange: grouping, order, columns and row height")
        self.arrange.setToolTip("Grouping, order, columns and row height")
        self.arrange.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.arrange.setMenu(menu)
        across = Flow(self)
        across.addWidget(self.find_box)
        across.addWidget(self.ratings)
        across.add_right(self._how())
        self.find_box.textChanged.connect(self.filtered)
        self.ratings.changed.connect(self.filtered)
        self.span.activated.connect(self._choose)

    def _how(self) -> QWidget:
        """What says how the scorecard is shown: it stays together."""
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.span)
        row.addWidget(self.arrange)
        return held

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """Show what is asked for, without asking for it again."""
        if self.find_box.text() != arrangement.find:
            self.find_box.blockSignals(True)
            self.find_box.setText(arrangement.find)
            self.find_box.blockSignals(False)
        self.ratings.choose(arrangement.rags, arrangement.only)
        self._spans(arrangement.span)

    def _spans(self, now: Span | Range) -> None:
        choices: list[Span | Range] = [*Span, *([now] if isinstance(now, Range) else [])]
        self.span.clear()
        for choice in choices:
            self.span.addItem(choice.words, choice)
        self.span.addItem(_FROM_AND_TO, None)
        self.span.setCurrentIndex(choices.index(now))

    @Slot(int)
    def _choose(self, place: int) -> None:
        chosen = self.span.itemData(place)
        if chosen is None:
            self.range_wanted.emit()
        else:
            self.span_chosen.emit(chosen)

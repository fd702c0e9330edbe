"""What changed from one review of a register to another, both chosen from those that there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.risk_columns import day
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.flow import FlowRow
from scorecard_desktop.ui.widgets.list_table import ListTable

T = TypeVar("T")


def _a_change(_: object) -> str:
    return ""


class TwoReviews(QWidget, Generic[T]):
    """``days`` gives the dates of the reviews of a book, ``compare`` what changed between two of them.

    ``apart`` heads those of its answers that are no changes: what could not be compared; empty for a change.
    """

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Field[T]],
        days: Callable[[Book], Sequence[date]],
        compare: Callable[[Book, date, date], Sequence[T]],
        apart: Callable[[T], str] = _a_change,
    ) -> None:
        super().__init__()
        self._book = Book()
        self._days = days
        self._compare = compare
        self._apart = apart
        self.changes = Listing[T](columns, self)
        self.table = ListTable(theme, self.changes, "Changes between two reviews")
        self.earlier, self.later = QComboBox(), QComboBox()
        self.earlier.setAccessibleName("Earlier review")
        self.later.setAccessibleName("Later review")
        self._said = label("", "meta", wrap=False)
        tools = FlowRow()
        words = [label(said, wrap=False) for said in ("From the review of", "to that of")]
        for part in (words[0], self.earlier, words[1], self.later, self._said):
            tools.flow.addWidget(part)
        across = QHBoxLayout()
        across.setContentsMargins(SPACE_2, SPACE_3, SPACE_6, SPACE_2)
        across.addWidget(tools)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE_4, 0, 0, 0)
        down.addLayout(across)
        down.addWidget(self.table, 1)
        self.earlier.currentIndexChanged.connect(self._show)
        self.later.currentIndexChanged.connect(self._show)

    def show_book(self, book: Book) -> None:
        """Offer the reviews of a book, the last two unless others were chosen."""
        self._book = book
        days = self._days(book)
        for combo, at_first in ((self.earlier, -2), (self.later, -1)):
            combo.blockSignals(True)
            chosen = combo.currentIndex() != max(0, combo.count() + at_first)
            held = combo.currentData() if chosen else None
            combo.clear()
            for when in days:
                combo.addItem(day(when), when)
            at = combo.findData(held) if held is not None else -1
            combo.setCurrentIndex(at if at >= 0 else max(0, len(days) + at_first))
            combo.blockSignals(False)
        self._show()

    @Slot()
    def _show(self) -> None:
        before, after = self.earlier.currentData(), self.later.currentData()
        comparable = before is not None and after is not None and before < after
        found = self._compare(self._book, before, after) if comparable else []
        changes = [one for one in found if not self._apart(one)]
        self.changes.show(found, (lambda one: self._apart(one) or "Changed") if len(changes) < len(found) else None)
        said = counted(len(changes), "change")
        if len(changes) < len(found):
            said += f" · {counted(len(found) - len(changes), 'risk')} not compared, or only in part"
        self._said.setText("There is only one review to compare." if self.earlier.count() < 2 else said)

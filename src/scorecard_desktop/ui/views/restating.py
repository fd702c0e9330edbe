"""Asks before published figures are changed: what stands now, what would stand, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.publishing import Restatement
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_3, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.list_table import ListTable


class RestatingDialog(QDialog):
    """The published figures that a step would change, before and after. Nothing is changed without a reason."""

    confirmed = Signal(str)
    """The reason given."""

    def __init__(self, theme: Theme, book: Book, changed: Sequence[Restatement], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Change published figures")
        give_room(self, 97, 24)
        self._book = book
        many = counted(len(changed), "published figure")
        self.listing = Listing[Restatement](
            [
                Field("Indicator", lambda change: self._indicator(change).title, wrap=True),
                Field("Period", lambda change: period_from_code(change.before.period).label, width=12),
                Field("Published", lambda change: figure_text(change.before, self._indicator(change)), 14, right=True),
                Field("New", self._after, width=14, right=True, strong=lambda _: True),
            ],
            self,
        )
        self.listing.show(list(changed))
        self.table = ListTable(theme, self.listing, "Published figures that would change")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why they change")
        self.reason.setPlaceholderText("Why they change, such as “late returns from two schools”")
        buttons = QDialogButtonBox()
        self._change = buttons.addButton(f"Change {many}", QDialogButtonBox.ButtonRole.AcceptRole)
        self._change.setProperty("kind", "primary")
        self._change.setEnabled(False)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.reason.textChanged.connect(lambda text: self._change.setEnabled(bool(text.strip())))
        self.accepted.connect(lambda: self.confirmed.emit(self.reason.text().strip()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label(f"This would change {many}.", "section"))
        layout.addWidget(label("A pack has shown them. Each change is kept as a restatement, with your reason."))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        self.reason.setFocus()

    def _indicator(self, change: Restatement) -> Indicator:
        found = self._book.get(Indicator, change.before.indicator)
        assert found is not None  # a figure goes with its indicator
        return found

    def _after(self, change: Restatement) -> str:
        return figure_text(change.after, self._indicator(change)) or "taken out"

    @property
    def may_change(self) -> bool:
        """Whether a reason has been given."""
        return self._change.isEnabled()

"""The exceptions: which indicators go before the committee, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import Page, counted
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable


class ExceptionsPage(Page):
    """Enter goes to the indicator."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Exceptions", parent)
        self.listing = Listing[RatedRow](
            [
                Field("Ref", lambda row: row.indicator.ref, width=6, quiet=True),
                Field("Indicator", lambda row: row.indicator.name, wrap=True, share=3),
                Field("Figure", lambda row: row.text, width=7, right=True, strong=lambda _: True),
                Field("Target", lambda row: row.target_text, width=10, right=True),
                Field("Rating", lambda row: row.rating.rag.word, width=10, chip=lambda row: row.rating.rag),
                Field("Why", lambda row: "\n".join(reason.sentence for reason in row.exceptions), wrap=True, share=2),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Exceptions")
        self._nothing = EmptyState(
            "No exceptions", "No indicator meets a criterion for the committee’s attention at the latest period."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._stack.setContentsMargins(SPACE_4, 0, 0, 0)
        self.body.addWidget(self._stack)
        self.table.opened.connect(lambda row: self.wants_indicator.emit(row.indicator.id, row.period.code))
        self.table.chosen.connect(self._chosen)

    def show_book(self) -> None:
        self.show_attention()

    def show_attention(self) -> None:
        row = self.table.currentIndex().row()
        self.listing.show(self.attention.exceptions, lambda row: f"{row.scorecard.name} · {row.period.label}")
        self._stack.setCurrentWidget(self.table if self.listing.things else self._nothing)
        count = len(self.listing.things)
        self.summary.setText(
            f"{counted(count, 'indicator meets', 'indicators meet')} a criterion at the latest period. "
            "Enter opens one in its scorecard."
        )
        self.table.choose(max(0, row))

    def take_focus(self) -> None:
        self.table.setFocus()

    def _chosen(self, row: RatedRow | None) -> None:
        if row is not None:
            self.about_indicator.emit(row.indicator.id, row.period.code)

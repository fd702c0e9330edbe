"""The history of a record of a register as a table, read from the store when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scorecard_desktop.domain.change import Record
from scorecard_desktop.services.recording import called, fields_of
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.record_history import PastChange, past_changes
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.list_table import ListTable


class RecordHistory(QWidget):
    """Who changed what of some records, which are one thing to an officer: a risk and its reviews."""

    def __init__(self, theme: Theme, store: OpenStore, name: str) -> None:
        super().__init__()
        self._store = store
        self._records: Sequence[Record] = ()
        self._stale = False
        self.listing = Listing[PastChange](
            [
                Field("When", lambda change: change.moment, width=20),
                Field("Who", lambda change: change.who, width=18, wrap=True, quiet=True),
                Field("Of", lambda change: change.of, width=24, wrap=True, quiet=True),
                Field("What", lambda change: change.what, wrap=True, share=2),
                Field("Step", lambda change: change.step, wrap=True, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, name)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE_4, SPACE_2, 0, 0)
        down.addWidget(self.table)

    def show_records(self, records: Sequence[Record]) -> None:
        """Show the history of these, now or when it is next seen."""
        self._records = records
        self._stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._read()
        super().showEvent(event)

    def _read(self) -> None:
        self._stale = False
        book = self._store.book
        found = [
            change
            for record in self._records
            for change in past_changes(
                self._store.session.history(record), fields_of(book, type(record)), _name(record)
            )
        ]
        self.listing.show(sorted(found, key=lambda change: change.when, reverse=True))


def _name(record: Record) -> str:
    name = called(record)
    return name[:1].upper() + name[1:]

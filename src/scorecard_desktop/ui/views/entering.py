"""Opens a form for a record over a page, and makes the change that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.entry_fields import EntryField
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import recording
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.views.record_form import RecordForm, Says

Make = Callable[[Mapping[str, str]], ChangeSet]
"""What was typed, as a step. Raises Refusal."""


class Entering(QObject):
    """Forms over one page. ``refused`` and ``news`` are for the status line."""

    refused = Signal(str)
    news = Signal(str)

    def __init__(self, store: OpenStore, over: QWidget) -> None:
        super().__init__(over)
        self._store = store
        self._over = over

    @property
    def book(self) -> Book:
        """What the store holds now."""
        return self._store.book

    def ask(
        self,
        title: str,
        fields: Sequence[EntryField],
        texts: Mapping[str, str],
        make: Make,
        says: Says | None = None,
    ) -> RecordForm | None:
        """Open a form; None where the store is only read."""
        if self._store.read_only:
            self.refused.emit("This store is open for reading only.")
            return None

        def keep(typed: Mapping[str, str]) -> None:
            self._submit(make(typed))

        form = RecordForm(title, fields, texts, keep, self._over, says)
        form.finished.connect(form.deleteLater)
        form.open()
        return form

    def ask_change(self, record: Record, title: str = "", says: Says | None = None) -> RecordForm | None:
        """Open a record's own form."""
        book = self._store.book
        return self.ask(
            title or f"Change {recording.called(record)}",
            recording.fields_of(book, type(record)),
            recording.typed_of(book, record),
            lambda typed: recording.change_record(self._store.book, record, typed),
            says,
        )

    def do(self, make: Callable[[], ChangeSet]) -> bool:
        """Make a change without a form; False where it is refused."""
        try:
            self._submit(make())
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return False
        return True

    def _submit(self, step: ChangeSet) -> None:
        self._store.submit(step)
        if step.changes:
            self.news.emit(f"Kept: {step.label}")

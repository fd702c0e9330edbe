"""The packs that have been published, and asking before one is published or withdrawn."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.publishing import publications
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.publishing import publish, withdraw
from scorecard_desktop.ui.models.history import local_moment
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.list_table import ListTable

_MOST_ROWS = 6


class PublishDialog(Asking):
    """Says what follows from publishing, before it is done."""

    def __init__(self, pack: Publication, parent: QWidget) -> None:
        super().__init__("Mark as published", f"{pack.file} has gone out", parent)
        said = (
            f"Its {counted(pack.count, 'figure')} are kept as they are in it, as those of {pack.name}. From now on a "
            "change of one of them is a restatement: the reason is asked for, and the next pack lists it with [r]."
        )
        self.body.addWidget(label(said))
        self.publish = self.close_with("Mark as published")


class WithdrawDialog(Asking):
    """Asks why a pack is no longer to count as published."""

    def __init__(self, pack: Publication, parent: QWidget) -> None:
        super().__init__("Withdraw a published pack", f"{pack.file}, {pack.name}", parent)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why it does not count as published; kept in its history")
        self.body.addWidget(label("Its figures are then published no longer, and their changes no restatements."))
        self.body.addWidget(self.reason)
        self.withdraw = self.close_with("Withdraw")
        self.withdraw.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.withdraw.setEnabled(bool(text.strip())))


class PublishedPacks(QWidget):
    """A list of them, newest first; gone while there is none."""

    refused = Signal(str)
    news = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.listing = Listing[Publication](
            [
                Field("Pack", lambda pack: pack.name.removeprefix("the "), width=27, tip=lambda pack: pack.committee),
                Field("File", lambda pack: pack.file, tip=lambda pack: f"SHA-256 {pack.file_hash}"),
                Field("Figures", lambda pack: f"{pack.count:,}", width=8, right=True),
                Field("Published", _when, width=28, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Published packs")
        self.take_back = QPushButton("Withdraw…")
        self.take_back.clicked.connect(self.ask_withdrawal)
        under = QHBoxLayout()
        under.addStretch(1)
        under.addWidget(self.take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        layout.addWidget(label("Published packs", "section"))
        layout.addWidget(self.table)
        layout.addLayout(under)

    def show_book(self) -> None:
        """Show them anew."""
        packs = publications(self._store.book)[::-1]
        self.setVisible(bool(packs))
        self.listing.show(packs)
        self.table.measure()
        rows = min(len(packs), _MOST_ROWS)
        self.table.setFixedHeight(self.table.content_height() * rows // max(1, len(packs)) + 2)
        self.table.choose(0)
        self.take_back.setEnabled(not self._store.read_only)

    def ask_publishing(self, pack: Publication) -> None:
        """Ask whether a pack has gone out, then keep it as published."""
        dialog = PublishDialog(pack, self.window())
        dialog.accepted.connect(lambda: self._publish(pack))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_withdrawal(self) -> None:
        """Ask why the chosen pack is withdrawn, then withdraw it."""
        pack = self.listing.at(self.table.currentIndex().row())
        if pack is None:
            return
        dialog = WithdrawDialog(pack, self.window())
        dialog.accepted.connect(lambda: self._withdraw(pack, dialog.reason.text()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _publish(self, pack: Publication) -> None:
        try:
            step = publish(self._store.book, pack, self._store.who)
            self._store.submit(step)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        self.news.emit(f"Kept: {step.label}")

    def _withdraw(self, pack: Publication, why: str) -> None:
        try:
            step = withdraw(self._store.book, pack.id, why)
            self._store.submit(step)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        self.news.emit(f"Kept: {step.label}")


def _when(pack: Publication) -> str:
    return ", ".join(part for part in (local_moment(pack.published), pack.who) if part)

"""The backups of a file: what each holds, what going back to it would lose, and going back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from scorecard_desktop.services.backups import Offer
from scorecard_desktop.ui.models.backups import FIELDS, lost_words
from scorecard_desktop.ui.models.history import local_time
from scorecard_desktop.ui.models.listing import Listing
from scorecard_desktop.ui.scale import SPACE_3, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.list_table import ListTable

_KEPT = (
    "Backups make themselves: before an import, each hour that you work, and when you close. One is kept for each hour "
    "of today, each day of this month and each month before."
)


def _heading(file: Path, trouble: str) -> str:
    if not trouble:
        return "Backups"
    return "This file is damaged" if file.exists() else "This file is not there"


class BackupsDialog(QDialog):
    """``asked_back`` gives the backup that is to be put back, which is asked for twice; ``asked_now`` wants a new one.

    ``trouble`` says what is wrong with the file itself, where that is why the dialog opens.
    """

    asked_back = Signal(object)
    asked_now = Signal()

    def __init__(self, theme: Theme, file: Path, parent: QWidget, trouble: str = "", *, may_make: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Backups of {file.name}")
        give_room(self, 116, 29)
        self._sure: Offer | None = None
        self._kept = "The file as it is now is kept among the backups." if file.exists() else ""
        self.listing: Listing[Offer] = Listing(FIELDS, self)
        self.table = ListTable(theme, self.listing, f"Backups of {file.name}")
        self.lost = label("")
        self.lost.setAccessibleName("What going back would lose")
        self._buttons = QDialogButtonBox()
        self.now = self._buttons.addButton("&Back up now", QDialogButtonBox.ButtonRole.ActionRole)
        self.now.setVisible(may_make)
        self.back = self._buttons.addButton("&Go back to this one…", QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.now.clicked.connect(self.asked_now)
        self.back.clicked.connect(self._ask)
        self._buttons.rejected.connect(self.reject)
        self.table.chosen.connect(self._show_lost)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label(_heading(file, trouble), "section"))
        layout.addWidget(label(trouble or _KEPT, "meta"))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.lost)
        layout.addWidget(self._buttons)
        self._show_lost(None)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these, the newest that is whole chosen."""
        self.listing.show(offers)
        good = next((row for row, offer in enumerate(offers) if offer.contents is not None), 0)
        self.table.choose(good)
        self._show_lost(self.listing.at(good) if offers else None)
        if not offers:
            self.lost.setText("There is no backup yet.")

    @property
    def chosen(self) -> Offer | None:
        """The backup that is current."""
        found = self.listing.at(self.table.currentIndex().row())
        return found if isinstance(found, Offer) else None

    @Slot(object)
    def _show_lost(self, offer: Offer | None) -> None:
        self._sure = None
        self.back.setText("&Go back to this one…")
        self.back.setEnabled(offer is not None and offer.contents is not None)
        self.lost.setText(lost_words(offer) if offer is not None else "")

    @Slot()
    def _ask(self) -> None:
        """Going back is asked for twice: the second time the button says to when."""
        offer = self.chosen
        if offer is None:
            return
        if self._sure is not offer:
            self._sure = offer
            self.back.setText(f"Yes, &go back to {local_time(offer.backup.made)}")
            self.lost.setText(f"{lost_words(offer)}\n{self._kept}".rstrip())
            return
        self.asked_back.emit(offer.backup)
        self.accept()

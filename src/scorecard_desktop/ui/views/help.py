"""What the Help menu opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from scorecard_desktop import __version__
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_3, SPACE_6
from scorecard_desktop.ui.theme import Theme, program_icon
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.list_table import ListTable

_GRID_KEYS = (
    ("Replace the figure", "type"),
    ("Edit the figure", "F2"),
    ("Store and go down", "Enter"),
    ("Store and go right", "Tab"),
    ("Leave the figure as it was", "Esc"),
    ("Empty the figure", "Delete"),
    ("Read along a chart", "← →"),
    ("Tick an entry of an import", "Space"),
)


class ShortcutsDialog(QDialog):
    """Every action and its keys, with a box to find one."""

    def __init__(self, theme: Theme, keys: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        give_room(self, 74, 31)
        self._keys = [*keys, *_GRID_KEYS]
        self.find_box = FindBox("Find an action")
        self.listing = Listing[tuple[str, str]](
            [Field("Action", lambda pair: pair[0]), Field("Keys", lambda pair: pair[1], width=18)], self
        )
        table = ListTable(theme, self.listing, "Keyboard shortcuts")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label("Keyboard shortcuts", "section"))
        layout.addWidget(self.find_box)
        layout.addWidget(table, 1)
        layout.addWidget(buttons)
        self.find_box.textChanged.connect(self._filter)
        self._filter("")

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self.listing.show([pair for pair in self._keys if all(w in f"{pair[0]} {pair[1]}".casefold() for w in words)])


def about(parent: QWidget, store: str = "") -> QMessageBox:
    """What this program is; ``store`` says where the open file comes from."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About Scorecard Desktop")
    box.setIconPixmap(program_icon().pixmap(64, 64))
    box.setText(f"Scorecard Desktop {__version__}")
    told = (
        "Scorecards, ratings and accessible committee packs for council officers. Figures stay in one file on this "
        "computer; the program uses no network."
    )
    box.setInformativeText("\n\n".join(filter(None, (told, store))))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    licences = box.addButton("&Licences", QMessageBox.ButtonRole.ActionRole)
    licences.clicked.connect(lambda: LicencesDialog(parent).open())
    box.setDefaultButton(QMessageBox.StandardButton.Close)
    box.open()
    return box


class LicencesDialog(QDialog):
    """The licences of everything that is shipped, to be read and searched by eye."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Licences")
        give_room(self, 100, 31)
        from scorecard_desktop.services.provenance import licences

        self.text = QPlainTextEdit(licences())
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Licences of everything that the program is made of")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label("Licences", "section"))
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)

"""What the cover of a pack says, typed once and kept in the store."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QLineEdit, QWidget

from scorecard_desktop.ui.scale import SPACE_3, SPACE_4

_MARKINGS = ("", "OFFICIAL", "OFFICIAL-SENSITIVE")

TEXTS: tuple[tuple[str, str, str], ...] = (
    ("council", "Council", ""),
    ("committee", "Committee", "Children’s Services Committee"),
    ("title", "Title", "Performance report"),
    ("item", "Agenda item", ""),
    ("report_author", "Report author", ""),
    ("responsible_officer", "Responsible officer", ""),
)
"""The lines that are typed: the name of each, its words, and what is shown where it is empty."""

_DATE_AT = 2


class CoverForm(QWidget):
    """``changed`` gives the name of a line and what it says now, when the officer leaves it."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[str, QLineEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(SPACE_4)
        form.setVerticalSpacing(SPACE_3)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, words, hint in TEXTS:
            box = QLineEdit()
            box.setAccessibleName(words)
            box.setPlaceholderText(hint)
            box.editingFinished.connect(lambda name=name: self._say(name))
            self.texts[name] = box
            form.addRow(words, box)
        self.date_box = QDateEdit()
        self.date_box.setCalendarPopup(True)
        self.date_box.setDisplayFormat("d MMMM yyyy")
        self.date_box.setAccessibleName("Meeting date")
        self.date_box.lineEdit().setAccessibleName("Meeting date")
        self.date_box.editingFinished.connect(
            lambda: self.changed.emit("date", self.date_box.date().toString(Qt.DateFormat.ISODate))
        )
        form.insertRow(_DATE_AT, "Meeting date", self.date_box)
        self.marking_box = QComboBox()
        self.marking_box.setEditable(True)
        line = self.marking_box.lineEdit()
        assert line is not None  # an editable list has one
        for part in (self.marking_box, line):
            part.setAccessibleName("Protective marking")
        self.marking_box.addItems(list(_MARKINGS))
        self.marking_box.currentTextChanged.connect(lambda text: self.changed.emit("marking", text.strip()))
        form.addRow("Protective marking", self.marking_box)

    @property
    def date(self) -> date:
        """The meeting's date."""
        chosen = self.date_box.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    @property
    def marking(self) -> str:
        """The protective marking."""
        return self.marking_box.currentText().strip()

    def text(self, name: str) -> str:
        """What a line says now."""
        return self.texts[name].text().strip()

    def show_details(self, details: dict[str, str], *, editable: bool) -> None:
        """Show what is kept; a line that the officer is in the middle of typing is left alone."""
        for name, box in self.texts.items():
            if not (box.hasFocus() and box.isModified()):
                box.setText(details.get(name, ""))
            box.setReadOnly(not editable)
        when = QDate.fromString(details.get("date", ""), Qt.DateFormat.ISODate)
        self.date_box.setDate(when if when.isValid() else QDate.currentDate())
        self.date_box.setEnabled(editable)
        self.marking_box.blockSignals(True)
        self.marking_box.setCurrentText(details.get("marking", ""))
        self.marking_box.blockSignals(False)
        self.marking_box.setEnabled(editable)

    def flush(self) -> None:
        """Say what is being typed, as if it had been left."""
        for name, box in self.texts.items():
            if box.isModified():
                self._say(name)

    def _say(self, name: str) -> None:
        self.texts[name].setModified(False)
        self.changed.emit(name, self.text(name))

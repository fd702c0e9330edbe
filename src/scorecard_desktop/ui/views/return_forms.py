"""Asks for whom return forms are made, and by when they are due back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.ui.scale import SPACE_1, SPACE_3, SPACE_6
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.room import give_room

_DAYS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class FormsAsked:
    """For which period, for whom and by when."""

    period: Period
    services: tuple[str, ...]
    due: date


class FormsDialog(QDialog):
    """Every service is ticked at first. ``asked`` gives what the officer chose."""

    asked = Signal(object)

    def __init__(self, period: Period, services: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Make return forms")
        self._period = period
        self.due = QDateEdit(QDate.currentDate().addDays(_DAYS_TO_ANSWER))
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("d MMMM yyyy")
        for part in (self.due, self.due.lineEdit()):
            part.setAccessibleName("Due back by")
        self.services = QListWidget()
        self.services.setSpacing(SPACE_1)
        self.services.setAccessibleName("Services")
        for service in services:
            item = QListWidgetItem(service or "No service named")
            item.setData(Qt.ItemDataRole.UserRole, service)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.services.addItem(item)
        self._buttons = QDialogButtonBox()
        self.make = self._buttons.addButton("Choose folder…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setProperty("kind", "primary")
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.services.itemChanged.connect(self._count)
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.addRow("&Due back by", self.due)
        form.addRow("&Services", self.services)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label(f"Return forms for {period.label}", "section"))
        words = (
            "One workbook for each service, with only its own indicators and their last figures. Send them by e-mail; "
            "what comes back is imported like any other workbook."
        )
        layout.addWidget(label(words, "meta"))
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        give_room(self, 66, 23)
        self._count()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The services that are ticked."""
        items = [self.services.item(row) for row in range(self.services.count())]
        return tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked)

    @Slot()
    def _count(self) -> None:
        self.make.setEnabled(bool(self.chosen))
        self.make.setToolTip(f"{counted(len(self.chosen), 'form')} will be written")

    @Slot()
    def _accept(self) -> None:
        due = self.due.date()
        self.asked.emit(FormsAsked(self._period, self.chosen, date(due.year(), due.month(), due.day())))
        self.accept()

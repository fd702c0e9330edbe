"""The pack: what it will hold, what its cover says, and where the last one went."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.change import Change, change_set
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, Theme
from scorecard_desktop.ui.views.page import Page, label

if TYPE_CHECKING:
    from scorecard_desktop.services.packer import PackResult

_MARKINGS = ("", "OFFICIAL", "OFFICIAL-SENSITIVE")
_PREFIX = "pack."
_WIDEST = 720

TEXTS: tuple[tuple[str, str, str], ...] = (
    ("council", "Council", ""),
    ("committee", "Committee", "Children’s Services Committee"),
    ("title", "Title", "Performance report"),
    ("item", "Agenda item", ""),
    ("report_author", "Report author", ""),
    ("responsible_officer", "Responsible officer", ""),
)
"""The lines of the cover that are typed: the name of each, its words, and what is shown where it is empty."""


class PackPage(Page):
    """The details are kept in the store as they are typed; the one button draws the pack."""

    refused = Signal(str)
    exported = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Pack", parent)
        self._tasks = tasks
        self._result: PackResult | None = None
        self.texts: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_4)
        form.setVerticalSpacing(SPACE_3)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, words, hint in TEXTS:
            box = QLineEdit()
            box.setAccessibleName(words)
            box.setPlaceholderText(hint)
            box.editingFinished.connect(lambda name=name: self._keep(name, self.texts[name].text().strip()))
            self.texts[name] = box
            form.addRow(words, box)
        self.meeting_date = QDateEdit()
        self.meeting_date.setCalendarPopup(True)
        self.meeting_date.setDisplayFormat("d MMMM yyyy")
        self.meeting_date.setAccessibleName("Meeting date")
        self.meeting_date.editingFinished.connect(
            lambda: self._keep("date", self.meeting_date.date().toString(Qt.DateFormat.ISODate))
        )
        form.insertRow(2, "Meeting date", self.meeting_date)
        self.marking = QComboBox()
        self.marking.setAccessibleName("Protective marking")
        self.marking.setEditable(True)
        self.marking.addItems(list(_MARKINGS))
        self.marking.currentTextChanged.connect(self._keep_marking)
        form.addRow("Protective marking", self.marking)

        self.contents = label("")
        self.export = QPushButton("Export pack…")
        self.export.setProperty("kind", "primary")
        self.export.clicked.connect(self.ask_where)
        self.note = label("", "meta")
        press = QHBoxLayout()
        press.setSpacing(SPACE_3)
        press.addWidget(self.export)
        press.addWidget(self.note, 1)

        self._done = QFrame()
        self._done.setProperty("kind", "card")
        self._said = label("")
        show = QPushButton("Open")
        show.setAccessibleName("Open the pack")
        show.clicked.connect(lambda: self._open_result(folder=False))
        folder = QPushButton("Show in folder")
        folder.clicked.connect(lambda: self._open_result(folder=True))
        done = QHBoxLayout(self._done)
        done.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        done.setSpacing(SPACE_2)
        done.addWidget(self._said, 1)
        done.addWidget(show)
        done.addWidget(folder)
        self._done.hide()

        inside = QWidget()
        column = QVBoxLayout()
        column.setSpacing(SPACE_3)
        for part in (label("On the cover", "section"), form, label("In the pack", "section"), self.contents):
            if isinstance(part, QFormLayout):
                column.addLayout(part)
                column.addSpacing(SPACE_3)
            else:
                column.addWidget(part)
        column.addSpacing(SPACE_2)
        column.addLayout(press)
        column.addWidget(self._done)
        column.addStretch(1)
        held = QWidget()
        held.setLayout(column)
        held.setMaximumWidth(_WIDEST)
        across = QHBoxLayout(inside)
        across.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_6)
        across.addWidget(held, 1)
        across.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Details of the pack")
        self.body.addWidget(scroll)

    @property
    def result(self) -> PackResult | None:
        """The pack exported last from this window."""
        return self._result

    def show_book(self) -> None:
        for name, box in self.texts.items():
            if not box.hasFocus() or box.text().strip() != self._kept(name):
                box.setText(self._kept(name))
            box.setReadOnly(self.store.read_only)
        when = QDate.fromString(self._kept("date"), Qt.DateFormat.ISODate)
        self.meeting_date.blockSignals(True)
        self.meeting_date.setDate(when if when.isValid() else QDate.currentDate())
        self.meeting_date.blockSignals(False)
        self.meeting_date.setEnabled(not self.store.read_only)
        self.marking.blockSignals(True)
        self.marking.setCurrentText(self._kept("marking") or self._marking_of_source())
        self.marking.blockSignals(False)
        self.marking.setEnabled(not self.store.read_only)
        self.show_attention()

    def show_attention(self) -> None:
        book = self.store.book
        lines = ["– Cover and contents"]
        for card in book.scorecards():
            now = book.current_period(card.id)
            if now is not None:
                lines.append(f"– {card.name}: dashboard of {len(book.indicators(card.id))} indicators at {now.label}")
        found = self.attention
        red = sum(1 for row in found.exceptions if row.rating.rag is Rag.RED)
        if found.exceptions:
            lines.append(f"– Exceptions: {len(found.exceptions)} with their reasons")
        if red:
            lines.append(f"– Report cards: {red}, one for each red exception, with its chart")
        if book.risks():
            lines.append(f"– Risk register: {len(book.risks())} risks")
        if book.budget_tables():
            wrong = found.difference_count
            casting = f", {wrong} casting {'difference' if wrong == 1 else 'differences'}" if wrong else ""
            lines.append(f"– Budget monitoring: {len(book.budget_tables())} tables{casting}")
        self.contents.setText("\n".join(lines))
        self.summary.setText("One accessible PDF for the committee, drawn from the figures as they are now.")
        open_errors = sum(1 for finding in found.findings if finding.severity.rank == 3)
        self.note.setText(
            f"■ {open_errors} {'error is' if open_errors == 1 else 'errors are'} still among the findings." if open_errors else ""
        )

    def take_focus(self) -> None:
        self.texts["committee"].setFocus()

    @Slot()
    def ask_where(self) -> None:
        """Let the officer say where the pack goes, then draw it."""
        held = self.focusWidget()
        if isinstance(held, QLineEdit):
            held.editingFinished.emit()
        dialog = QFileDialog(self, "Export pack", str(self._suggested()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilters(["PDF (*.pdf)"])
        dialog.selectFile(self._suggested().name)
        dialog.fileSelected.connect(lambda name: self.draw(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def draw(self, path: Path) -> None:
        """Draw the pack to a file, off the window's thread, from the figures as they are now."""
        book, meeting = self.store.book.copy(), self._details()

        def make(progress, cancelled) -> object:
            from scorecard_desktop.services.packer import PackRequest, make_pack

            return make_pack(book, path, PackRequest(**meeting), progress=progress, cancelled=cancelled)

        self.export.setEnabled(False)
        task = self._tasks.run(f"Drawing {path.name}", make, self._drawn, self._not_drawn)
        task.ended.connect(lambda: self.export.setEnabled(True))

    def _drawn(self, result: PackResult) -> None:
        self._result = result
        self._said.setText(f"{Path(result.path).name}: {result.pages} pages")
        self._said.setToolTip(str(result.path))
        self._done.show()
        self.exported.emit(f"Exported {Path(result.path).name}, {result.pages} pages")

    def _not_drawn(self, reason: BaseException) -> None:
        if not isinstance(reason, Refusal):
            raise reason
        self.refused.emit(reason.message)

    def _details(self) -> dict[str, object]:
        said: dict[str, object] = {name: box.text().strip() for name, box in self.texts.items()}
        said["title"] = said["title"] or "Performance report"
        chosen = self.meeting_date.date()
        said["date"] = date(chosen.year(), chosen.month(), chosen.day())
        said["marking"] = self.marking.currentText().strip()
        return said

    def _kept(self, name: str) -> str:
        return self.store.book.setting(_PREFIX + name, "")

    def _marking_of_source(self) -> str:
        return next((card.marking for card in self.store.book.scorecards() if card.marking), "")

    def _keep_marking(self, marking: str) -> None:
        self._keep("marking", marking.strip())

    def _keep(self, name: str, value: str) -> None:
        if self.store.read_only or value == self._kept(name):
            return
        before = self.store.book.get(Setting, Scope.COUNCIL.value, "", _PREFIX + name)
        after = Setting(Scope.COUNCIL, "", _PREFIX + name, value) if value else None
        try:
            self.store.submit(change_set("details of the pack", [Change(before, after)]))
        except Refusal as refusal:
            self.refused.emit(refusal.message)

    def _suggested(self) -> Path:
        chosen = self.meeting_date.date().toString(Qt.DateFormat.ISODate)
        return self.store.path.with_name(f"{self.store.path.stem} pack {chosen}.pdf")

    def _open_result(self, *, folder: bool) -> None:
        if self._result is not None:
            path = Path(self._result.path)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent if folder else path)))

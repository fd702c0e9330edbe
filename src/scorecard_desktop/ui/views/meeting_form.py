"""The meeting that the pack is for: its day, what the cover says, and what officers write for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.commentary import word_count
from scorecard_desktop.domain.forward_plan import meetings
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.pack_text import PackPart
from scorecard_desktop.services import pack_details
from scorecard_desktop.services.pack_details import DETAILS
from scorecard_desktop.ui.models.risk_columns import day as day_words
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.views.entering import Entering
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.comment_box import CommentBox

_MARKINGS = ("", "OFFICIAL", "OFFICIAL-SENSITIVE")
_LINES = ("committee", "title", "report_author", "responsible_officer", "council")
_HINTS = {"committee": "Children’s Services Committee", "title": "Performance report"}
_ANOTHER_DAY = "Another day"
_HELP = {
    PackPart.SUMMARY: "What the committee should know before it reads on.",
    PackPart.RECOMMENDATIONS: "One on each line; each is read after “That the committee”.",
}


class MeetingForm(QScrollArea):
    """What is typed is kept when the officer leaves its box, each as one step."""

    def __init__(self, store: OpenStore, entering: Entering) -> None:
        super().__init__()
        self._store = store
        self._entering = entering
        self._shown = QDate()
        self._marking = ""
        self._meetings: list[Meeting] = []
        self.texts: dict[str, QLineEdit] = {}
        self.parts: dict[PackPart, _Part] = {}
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Meeting")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(20)
        self.chooser.activated.connect(self._choose)
        self.date_box = QDateEdit()
        self.date_box.setCalendarPopup(True)
        self.date_box.setDisplayFormat("d MMMM yyyy")
        for part in (self.date_box, self.date_box.lineEdit()):
            part.setAccessibleName("Meeting date")
        self.date_box.editingFinished.connect(self._keep_day)
        self.item = QLineEdit()
        self.item.setAccessibleName(PackPart.ITEM.words)
        self.item.editingFinished.connect(self._keep_item)
        self.marking_box = QComboBox()
        self.marking_box.setEditable(True)
        line = self.marking_box.lineEdit()
        assert line is not None  # an editable list has one
        for box in (self.marking_box, line):
            box.setAccessibleName("Protective marking")
        self.marking_box.addItems(list(_MARKINGS))
        self.marking_box.activated.connect(self._keep_marking)
        line.editingFinished.connect(self._keep_marking)
        self.as_before = QPushButton("As for the last meeting")
        self.as_before.clicked.connect(self._write_as_before)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, SPACE_3, SPACE_4, SPACE_6)
        down.setSpacing(SPACE_3)
        form = _form()
        form.addRow("&Meeting", self.chooser)
        form.addRow("&Date", self.date_box)
        for name in _LINES:
            box = self.texts[name] = QLineEdit()
            box.setAccessibleName(DETAILS[name])
            box.setPlaceholderText(_HINTS.get(name, ""))
            box.editingFinished.connect(partial(self._keep_line, name))
            form.addRow(DETAILS[name], box)
            if name == "committee":
                form.addRow(PackPart.ITEM.words, self.item)
        form.addRow("Protective marking", self.marking_box)
        self._form = form
        down.addWidget(label("On the cover", "section"))
        down.addLayout(form)
        down.addSpacing(SPACE_3)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(label("Written for this meeting", "section"), 1)
        head.addWidget(self.as_before)
        down.addLayout(head)
        for part in PackPart:
            if part is not PackPart.ITEM:
                made = self.parts[part] = _Part(part, partial(self._keep_part, part))
                down.addWidget(made)
        down.addStretch(1)
        for widget in inside.findChildren(QWidget):
            widget.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("The meeting, the cover and what is written")

    @property
    def date(self) -> date:
        """The meeting's day."""
        return _day(self.date_box.date())

    def show_book(self) -> None:
        """Show what is kept; what the officer is in the middle of typing is left alone."""
        book, editable = self._store.book, not self._store.read_only
        when = QDate.fromString(book.setting("pack.date", ""), Qt.DateFormat.ISODate)
        if not self.date_box.hasFocus() or when.isValid():
            self._shown = when if when.isValid() else QDate.currentDate()
            self.date_box.setDate(self._shown)
        self.date_box.setEnabled(editable)
        for name, line in self.texts.items():
            _show(line, book.setting(f"pack.{name}", ""), editable=editable)
        said = pack_details.said_for(book, self.date)
        _show(self.item, said.get(PackPart.ITEM, ""), editable=editable)
        for part, shown in self.parts.items():
            shown.box.setReadOnly(not editable)
            shown.box.show_text(said.get(part, ""))
        of_source = next((card.marking for card in book.scorecards() if card.marking), "")
        self._marking = book.setting("pack.marking", of_source)
        self.marking_box.setCurrentText(self._marking)
        self.marking_box.setEnabled(editable)
        before = pack_details.meeting_before(book, self.date)
        self.as_before.setEnabled(editable and before is not None)
        words = f"As for {day_words(before)}" if before is not None else "As for the last meeting"
        self.as_before.setText(words)
        self.as_before.setToolTip("Where nothing is written here, what was written for the meeting before")
        self._show_meetings()

    def flush(self) -> None:
        """Keep what is being typed, as if its box had been left."""
        for name, line in self.texts.items():
            if line.isModified():
                self._keep_line(name)
        if self.item.isModified():
            self._keep_item()
        for shown in self.parts.values():
            shown.box.flush()

    def take_focus(self) -> None:
        """Put the keyboard where something is missing, else at the top."""
        first = self.chooser if self.chooser.isVisible() else self.date_box
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, SPACE_4)
        return super().eventFilter(watched, event)

    def _show_meetings(self) -> None:
        """Those that are kept, the latest first, and another day where the day is none of theirs."""
        book = self._store.book
        self._meetings = meetings(book)[::-1]
        committee = book.setting("pack.committee", "").casefold()
        same_day = [at for at, one in enumerate(self._meetings) if one.held == self.date]
        chosen = [at for at in same_day if self._meetings[at].committee.casefold() == committee] or same_day
        self.chooser.clear()
        for one in self._meetings:
            self.chooser.addItem(f"{day_words(one.held)}, {one.committee}")
        self.chooser.addItem(_ANOTHER_DAY)
        self.chooser.setCurrentIndex(chosen[0] if chosen else len(self._meetings))
        self.chooser.setEnabled(not self._store.read_only)
        self._form.setRowVisible(self.chooser, bool(self._meetings))

    @Slot(int)
    def _choose(self, at: int) -> None:
        if at < len(self._meetings):
            self.flush()
            self._entering.do(lambda: pack_details.choose_meeting(self._store.book, self._meetings[at]))
        else:
            self.date_box.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _keep_day(self) -> None:
        if self.date_box.date() != self._shown:
            self._entering.do(lambda: pack_details.choose_day(self._store.book, self.date))

    def _keep_line(self, name: str) -> None:
        line = self.texts[name]
        line.setModified(False)
        if line.text().strip() != self._store.book.setting(f"pack.{name}", ""):
            self._entering.do(lambda: pack_details.change_detail(self._store.book, name, line.text()))

    @Slot()
    def _keep_marking(self) -> None:
        text = self.marking_box.currentText().strip()
        if text != self._marking and self.marking_box.isEnabled():
            self._entering.do(lambda: pack_details.change_detail(self._store.book, "marking", text))

    @Slot()
    def _keep_item(self) -> None:
        self.item.setModified(False)
        self._keep_part(PackPart.ITEM, self.item.text())

    def _keep_part(self, part: PackPart, text: str) -> None:
        if not self._store.read_only:
            self._entering.do(lambda: pack_details.write_part(self._store.book, self.date, part, text))

    @Slot()
    def _write_as_before(self) -> None:
        self.flush()
        self._entering.do(lambda: pack_details.write_as_before(self._store.book, self.date))


class _Part(QWidget):
    """A heading, how many words there are, and the box."""

    def __init__(self, part: PackPart, left: Callable[[str], None]) -> None:
        super().__init__()
        self.count = label("", "meta", wrap=False)
        self.box = CommentBox()
        self.box.setAccessibleName(part.words)
        self.box.setPlaceholderText(_HELP.get(part, ""))
        self.box.left.connect(left)
        heading = label(part.words, "heading", wrap=False)
        heading.setBuddy(self.box)
        across = QHBoxLayout()
        across.setSpacing(SPACE_2)
        across.addWidget(heading, 1)
        across.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addLayout(across)
        layout.addWidget(self.box)
        self.box.textChanged.connect(self._count)

    @Slot()
    def _count(self) -> None:
        words = word_count(self.box.toPlainText())
        self.count.setText(counted(words, "word") if words else "")
        self.box.setAccessibleDescription(counted(words, "word"))


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(SPACE_4)
    form.setVerticalSpacing(SPACE_2)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form


def _day(chosen: QDate) -> date:
    return date(chosen.year(), chosen.month(), chosen.day())


def _show(line: QLineEdit, text: str, *, editable: bool) -> None:
    if not (line.hasFocus() and line.isModified()) and line.text() != text:
        line.setText(text)
        line.setCursorPosition(0)
    line.setReadOnly(not editable)

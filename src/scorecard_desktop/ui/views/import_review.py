"""What an import found and would change, to be read and accepted before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.rule_words import rule_words
from scorecard_desktop.services.importer import Action, ImportPlan, LeftOut, Meaning, PlanEntry, TableFound
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.plan_entries import PlanEntries, action_words
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.column_mapping import ColumnMapping
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.list_table import ListTable

_FOUND_WIDTH, _BESIDE = 420, 1000
"""Pixels at the usual text size."""


class _EntryTable(ListTable):
    """Space ticks or clears the entry that is current."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, PlanEntries) and self.currentIndex().isValid():
            first = model.index(self.currentIndex().row(), 0)
            ticked = first.data(Qt.ItemDataRole.CheckStateRole)
            if ticked is not None:
                model.take([first.row()], wanted=Qt.CheckState(ticked) == Qt.CheckState.Unchecked)
            return
        super().keyPressEvent(event)


class ImportReview(QDialog):
    """``taken`` gives the numbers of the accepted entries, None for all.

    ``reread`` gives what the officer says of columns: the files are to be read again by it, and reviewed anew.
    ``choosing`` says that other benchmarks are to be chosen from a file of published figures, for the same.
    """

    taken = Signal(object)
    reread = Signal(object)
    choosing = Signal()

    def __init__(self, theme: Theme, plan: ImportPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import review")
        self.plan = plan
        self._theme = theme
        self.entries = PlanEntries(plan, self)
        self.table = _EntryTable(theme, self.entries, "What will change")
        self.find_box = FindBox("Find", "Find in what will change")
        self.action = QComboBox()
        self.action.setAccessibleName("Which entries are shown")
        self.action.addItem("Added and changed", None)
        for action in (Action.ADD, Action.ALTER, Action.CONFLICT, Action.UNCHANGED, Action.REJECT):
            self.action.addItem(action_words(action), action)
        self._buttons = QDialogButtonBox()
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.choose = QPushButton("Choose benchmarks…", self)
        self.choose.hide()
        if plan.published:
            self._buttons.addButton(self.choose, QDialogButtonBox.ButtonRole.ActionRole)
        self.take = self._buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "primary")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        room = parent.size()
        self.resize(max(860, room.width() - 80), max(520, room.height() - 80))
        self._lay_out()
        self.take.setDefault(True)  # once it stands in the dialog: before that it is nobody's
        self._connect()
        self._filter()
        self._count()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.find_box.hasFocus():
            self.table.setFocus()  # what was found is to be looked at, and not yet taken
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        self._soon.timeout.connect(self._filter)
        self.find_box.textChanged.connect(self._soon.start)
        self.action.currentIndexChanged.connect(self._filter)
        self.entries.accepted_changed.connect(self._count)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.choose.clicked.connect(self._choose)

    def _lay_out(self) -> None:
        plan, counts = self.plan, self.plan.counts
        files = ", ".join(dict.fromkeys(table.file for table in plan.tables)) or plan.label
        facts = [
            f"{counts.added:,} added",
            f"{counts.altered:,} changed",
            f"{counts.unchanged:,} the same",
            f"{counts.rejected:,} not taken",
            counted(len(plan.findings), "finding"),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.setSpacing(SPACE_2)
        layout.addWidget(label(f"Import review: {files}", "section"))
        layout.addWidget(label(" · ".join(facts) + ". Nothing is kept until you import.", "meta"))
        for file, profile in plan.read_by:
            whose = f"{file} was" if len(plan.read_by) > 1 else "It was"
            layout.addWidget(label(f"{whose} read by the remembered layout “{profile}”.", "meta"))
        layout.addWidget(self._side_by_side(), 1)
        layout.addWidget(self._buttons)

    def _side_by_side(self) -> QWidget:
        """What was found beside what will change; with large text, what will change is the first of its tabs."""
        found, changes = self._what_was_found(), self._what_will_change()
        if self.width() < self._theme.pixels(_BESIDE):
            found.insertTab(0, changes, "What will change")
            found.setCurrentIndex(0)
            return found
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(1)
        across.addWidget(found)
        across.addWidget(changes)
        wide = self._theme.pixels(_FOUND_WIDTH)
        across.setSizes([wide, self.width() - wide])
        across.setStretchFactor(1, 1)
        return across

    def _what_was_found(self) -> QTabWidget:
        found = Listing[TableFound](
            [
                Field("Read as", _read_as, wrap=True),
                Field("From", lambda t: f"{t.sheet}!{t.range}", width=14, wrap=True, quiet=True, tip=_from),
                Field("Sure?", lambda t: t.confidence_words, width=6, quiet=True),
            ],
            self,
        )
        found.show(self.plan.tables)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName("What was read")
        tabs.tabBar().setAccessibleName("What was read")
        tabs.addTab(ListTable(self._theme, found, "What we found"), "What we found")
        if any(table.columns for table in self.plan.tables):
            self.columns = ColumnMapping(self._theme, self.plan.tables)
            self.columns.asked.connect(self._read_again)
            unknown = self.columns.unknown
            tabs.addTab(self.columns, f"Columns ({unknown} not known)" if unknown else "Columns")
        if self.plan.left_out:
            left_out = Listing[LeftOut](
                [
                    Field("Cell", lambda left: f"{left.sheet}!{left.cell}", width=14, quiet=True, wrap=True),
                    Field("Text", lambda left: left.text, share=3, wrap=True),
                    Field("Why", lambda left: left.reason, wrap=True, quiet=True),
                ],
                self,
            )
            left_out.show(self.plan.left_out)
            title = f"Left out ({len(self.plan.left_out)})"
            tabs.addTab(ListTable(self._theme, left_out, "What was left out"), title)
        tabs.setMinimumWidth(self._theme.pixels(300))
        return tabs

    def _what_will_change(self) -> QSplitter:
        tools = QHBoxLayout()
        tools.addWidget(label("What will change", "heading", wrap=False))
        tools.addStretch(1)
        tools.addWidget(self.find_box)
        tools.addWidget(self.action)
        above = QWidget()
        down = QVBoxLayout(above)
        down.setContentsMargins(SPACE_3, 0, 0, 0)
        down.setSpacing(SPACE_2)
        down.addLayout(tools)
        down.addWidget(self.table, 1)
        changes = QSplitter(Qt.Orientation.Vertical)
        changes.setChildrenCollapsible(False)
        changes.setHandleWidth(1)
        changes.addWidget(above)
        if self.plan.findings:
            changes.addWidget(self._findings())
            changes.setStretchFactor(0, 3)
            changes.setStretchFactor(1, 2)
        return changes

    def _findings(self) -> QWidget:
        findings = Listing[Finding](
            [
                Field("Severity", lambda f: f.severity.value.capitalize(), width=12, chip=lambda f: f.severity),
                Field("Kind", lambda f: rule_words(f.rule), width=18, wrap=True),
                Field("Message", lambda f: f"{f.message} {f.advice}", wrap=True),
                Field("Place", lambda f: f.place, width=20, quiet=True, wrap=True),
            ],
            self,
        )
        findings.show(self.plan.findings)
        below = QWidget()
        down = QVBoxLayout(below)
        down.setContentsMargins(SPACE_3, SPACE_2, 0, 0)
        down.addWidget(label(counted(len(self.plan.findings), "finding").capitalize(), "heading"))
        down.addWidget(ListTable(self._theme, findings, "Findings of the import"), 1)
        return below

    @Slot()
    def _filter(self) -> None:
        words = self.find_box.text().casefold().split()
        wanted = self.action.currentData()
        actions = (Action.ADD, Action.ALTER, Action.CONFLICT) if wanted is None else (wanted,)
        shown = [
            (number, entry)
            for number, entry in self.entries.entries
            if entry.action in actions and self._holds((number, entry), words)
        ]
        # what replaces something known is looked at first
        shown.sort(key=lambda numbered: _GRAVITY.get(numbered[1].action, len(_GRAVITY)))
        self.entries.show(shown)

    def _holds(self, numbered: tuple[int, PlanEntry], words: Sequence[str]) -> bool:
        return not words or all(word in self.entries.line(numbered).casefold() for word in words)

    @Slot()
    def _count(self) -> None:
        count = self.entries.accepted_count
        self.take.setText(f"Import {counted(count, 'entry', 'entries')}" if count else "Nothing to import")
        self.take.setEnabled(count > 0)

    @Slot()
    def _choose(self) -> None:
        self.choosing.emit()
        self.reject()

    @Slot(object)
    def _read_again(self, meanings: list[Meaning]) -> None:
        self.reread.emit(meanings)
        self.reject()

    @Slot()
    def _accept(self) -> None:
        self.taken.emit(self.entries.accepted)
        self.accept()


_GRAVITY = {Action.CONFLICT: 0, Action.ALTER: 1}
"""What replaces something known, and so is looked at first."""


def _read_as(table: TableFound) -> str:
    kind = table.kind.value.capitalize()
    return f"{kind}: {table.what}" if table.what else kind


def _from(table: TableFound) -> str:
    return f"{table.file}, {table.sheet}!{table.range}"

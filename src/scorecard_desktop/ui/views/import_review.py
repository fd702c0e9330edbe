"""What an import found and would change, to be read and accepted before anything is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.services.importer import Action, ImportPlan, LeftOut, TableFound
from scorecard_desktop.ui.delegates.shapes import SEVERITY_AS_RAG
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.plan_entries import PlanEntries, action_words
from scorecard_desktop.ui.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_6, Theme
from scorecard_desktop.ui.views.findings_page import rule_words
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.list_table import ListTable


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
    """``taken`` gives the numbers of the accepted entries, None for all."""

    taken = Signal(object)

    def __init__(self, theme: Theme, plan: ImportPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import review")
        self.plan = plan
        self.entries = PlanEntries(plan, self)
        self.table = _EntryTable(theme, self.entries, "What will change")
        self.table.setTabKeyNavigation(False)
        self._build(theme)
        self.find.textChanged.connect(self._filter_soon)
        self.action.currentIndexChanged.connect(self._filter)
        self.entries.accepted_changed.connect(self._count)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._soon.timeout.connect(self._filter)
        counts = plan.counts
        self.action.setCurrentIndex(self.action.findData(Action.ALTER) if counts.altered and not counts.added else 0)
        self._filter()
        self._count()
        room = parent.size()
        self.resize(max(860, room.width() - 80), max(560, room.height() - 80))

    def _build(self, theme: Theme) -> None:
        plan, counts = self.plan, self.plan.counts
        found = Listing[TableFound](
            [
                Field("Sheet and cells", lambda t: f"{t.sheet}!{t.range}", width=22, tip=lambda t: f"{t.file}, {t.sheet}!{t.range}", wrap=True),
                Field("Read as", lambda t: f"{t.kind.value.capitalize()}: {t.what}" if t.what else t.kind.value.capitalize(), wrap=True),
                Field("", lambda t: t.confidence_words, width=8, quiet=True),
            ],
            self,
        )
        found.show(plan.tables)
        left_out = Listing[LeftOut](
            [
                Field("Cell", lambda left: f"{left.sheet}!{left.cell}", width=16, quiet=True),
                Field("Text", lambda left: left.text, wrap=True),
                Field("Why", lambda left: left.reason, wrap=True, quiet=True),
            ],
            self,
        )
        left_out.show(plan.left_out)
        findings = Listing[Finding](
            [
                Field("Severity", lambda f: f.severity.value.capitalize(), width=15, chip=lambda f: SEVERITY_AS_RAG[f.severity]),
                Field("Kind", lambda f: rule_words(f.rule), width=22, wrap=True),
                Field("Message", lambda f: f"{f.message} {f.advice}", wrap=True),
                Field("Place", lambda f: f.place, width=20, quiet=True, wrap=True),
            ],
            self,
        )
        findings.show(plan.findings)

        files = ", ".join(dict.fromkeys(table.file for table in plan.tables)) or plan.label
        head = label(f"Import review: {files}", "section")
        facts = [
            f"{counts.added:,} added",
            f"{counts.altered:,} changed",
            f"{counts.unchanged:,} the same",
            f"{counts.rejected:,} not taken",
            f"{len(plan.findings):,} findings",
        ]
        summary = label(" · ".join(facts) + ". Nothing is kept until you import.", "meta")

        self.find = QLineEdit()
        self.find.setPlaceholderText("Find in what will change")
        self.find.setAccessibleName("Find in what will change")
        self.find.setClearButtonEnabled(True)
        self.action = QComboBox()
        self.action.setAccessibleName("Which entries are shown")
        self.action.addItem("Added and changed", None)
        for action in (Action.ADD, Action.ALTER, Action.UNCHANGED, Action.REJECT):
            self.action.addItem(action_words(action), action)
        tools = QHBoxLayout()
        tools.addWidget(label("What will change", "heading", wrap=False))
        tools.addStretch(1)
        tools.addWidget(self.find)
        tools.addWidget(self.action)
        right = QWidget()
        down = QVBoxLayout(right)
        down.setContentsMargins(SPACE_3, 0, 0, 0)
        down.setSpacing(SPACE_2)
        down.addLayout(tools)
        changes = QSplitter(Qt.Orientation.Vertical)
        changes.setChildrenCollapsible(False)
        changes.addWidget(self.table)
        down.addWidget(changes, 1)
        if plan.findings:
            below = QWidget()
            beneath = QVBoxLayout(below)
            beneath.setContentsMargins(0, SPACE_2, 0, 0)
            beneath.addWidget(label("Findings", "heading"))
            beneath.addWidget(ListTable(theme, findings, "Findings of the import"), 1)
            changes.addWidget(below)
            changes.setStretchFactor(0, 3)
            changes.setStretchFactor(1, 2)

        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(ListTable(theme, found, "What we found"), "What we found")
        if plan.left_out:
            tabs.addTab(ListTable(theme, left_out, "What was left out"), f"Left out ({len(plan.left_out)})")
        tabs.setMinimumWidth(300)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(tabs)
        across.addWidget(right)
        across.setStretchFactor(0, 2)
        across.setStretchFactor(1, 4)

        buttons = QDialogButtonBox()
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.take = buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "primary")
        self.take.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.setSpacing(SPACE_2)
        layout.addWidget(head)
        layout.addWidget(summary)
        layout.addWidget(across, 1)
        layout.addWidget(buttons)

    @Slot()
    def _filter_soon(self) -> None:
        self._soon.start()

    @Slot()
    def _filter(self) -> None:
        words = self.find.text().casefold().split()
        wanted = self.action.currentData()
        actions = (Action.ADD, Action.ALTER) if wanted is None else (wanted,)
        shown = [
            (number, entry)
            for number, entry in self.entries.entries
            if entry.action in actions and all(word in entry.line.casefold() for word in words)
        ]
        # what replaces something known is looked at first
        shown.sort(key=lambda numbered: numbered[1].action is not Action.ALTER)
        self.entries.show(shown)

    @Slot()
    def _count(self) -> None:
        count = self.entries.accepted_count
        self.take.setText(f"Import {count:,} {'entry' if count == 1 else 'entries'}" if count else "Nothing to import")
        self.take.setEnabled(count > 0)

    @Slot()
    def _accept(self) -> None:
        self.taken.emit(self.entries.accepted)
        self.accept()

"""The findings: what is wrong or doubtful in the figures, where, and what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.budget_doubts import figure_of
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.dismissals import dismissed_before
from scorecard_desktop.domain.finding import Dismissal, Finding, Severity, dismissal_key
from scorecard_desktop.domain.followed import followed_of
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.rule_words import rule_words
from scorecard_desktop.services.words import words_of
from scorecard_desktop.ui.models.history import local_moment
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import Page, counted, label
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.list_table import ListTable


def _cell(finding: Finding) -> str:
    return f"{finding.sheet}!{finding.cell}" if finding.sheet and finding.cell else finding.sheet or finding.cell


_FIGURE = "Go to the figure"
_ITS_REASON_IS_TOLD = "restated"
"""The rule whose findings' reasons the next pack prints."""


class DismissDialog(Asking):
    """Asks why a finding needs nothing more; the reason is kept."""

    dismissed = Signal(str)

    def __init__(self, finding: Finding, parent: QWidget) -> None:
        super().__init__("Dismiss a finding", rule_words(finding.rule), parent)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why nothing more needs to be done")
        told = finding.rule == _ITS_REASON_IS_TOLD
        goes = "Your reason and name go into the next pack." if told else "Your reason and name are kept."
        self.body.addWidget(label(finding.message))
        self.body.addWidget(label(f"The finding is no longer shown. {goes}", "meta"))
        self.body.addWidget(self.reason)
        self._dismiss = self.close_with("Keep" if told else "Dismiss")
        self._dismiss.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self._dismiss.setEnabled(bool(text.strip())))
        self.accepted.connect(lambda: self.dismissed.emit(self.reason.text().strip()))
        self.reason.setFocus()

    @property
    def may_dismiss(self) -> bool:
        """Whether a reason has been given."""
        return self._dismiss.isEnabled()


class FindingsPage(Page):
    """Filter, read the advice, go to the figure, or dismiss with a reason."""

    refused = Signal(str)
    wants_amount = Signal(str, str, str)
    """The table, line and column of an amount of the budget that the officer asked to go to."""
    wants_entry = Signal(object)
    """The scorecard, risk, recommendation, programme or meeting that the officer asked to go to."""
    wants_words = Signal(str, str)
    """The officer would say what words mean: the words, and the id of the indicator in whose row they stand."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Findings", parent)
        self.find_box = FindBox("Find in findings")
        self.severity = QComboBox()
        self.severity.setAccessibleName("Severity")
        self.severity.addItem("Every severity", None)
        for severity in Severity:
            self.severity.addItem(f"{severity.shape} {severity.value.capitalize()}s", severity)
        self.rule = QComboBox()
        self.rule.setAccessibleName("Kind of finding")
        self.rule.addItem("Every kind", "")
        self.rule.setMinimumContentsLength(22)
        for tool in (self.find_box, self.severity, self.rule):
            self.tools.addWidget(tool)
        self.listing = Listing[Finding](
            [
                Field("Severity", lambda f: f.severity.value.capitalize(), width=12, chip=lambda f: f.severity),
                Field("Kind", lambda f: rule_words(f.rule), width=18, wrap=True),
                Field("About", self._subject, width=24, wrap=True),
                Field("Message", lambda f: f.message, wrap=True),
                Field("Cell", _cell, width=16, quiet=True, wrap=True, tip=lambda f: f.place),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Findings")
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._chosen)
        self._nothing = EmptyState(
            "No findings", "Nothing in the figures is wrong or doubtful, or all has been dismissed."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.advice = label("")
        self.place = label("", "meta")
        self.before = label("", "meta")
        self.go = QPushButton(_FIGURE)
        self.go.clicked.connect(lambda: self._open(self._current()))
        self.teach = QPushButton("Say what it means…")
        self.teach.clicked.connect(self._ask_words)
        self.dismiss = QPushButton("Dismiss…")
        self.dismiss.clicked.connect(self.ask_dismissal)
        self._foot = self._made_foot()
        self._stack.setContentsMargins(SPACE_4, 0, 0, 0)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._foot)
        self.find_box.textChanged.connect(self.show_attention)
        self.severity.currentIndexChanged.connect(self.show_attention)
        self.rule.currentIndexChanged.connect(self.show_attention)

    def _made_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("kind", "panel")
        across = QHBoxLayout(foot)
        across.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        across.setSpacing(SPACE_2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.advice)
        words.addWidget(self.place)
        words.addWidget(self.before)
        across.addLayout(words, 1)
        across.addWidget(self.go)
        across.addWidget(self.teach)
        across.addWidget(self.dismiss)
        return foot

    def show_book(self) -> None:
        self.show_attention()

    @Slot()
    def show_attention(self) -> None:
        row = max(0, self.table.currentIndex().row())
        self._offer_rules()
        words = self.find_box.text().casefold().split()
        wanted = [finding for finding in self.attention.findings if self._wanted(finding, words)]
        self.listing.show(wanted)
        total = len(self.attention.findings)
        by_severity = [
            f"{severity.shape} {counted(count, severity.value)}"
            for severity in Severity
            if (count := sum(1 for finding in self.attention.findings if finding.severity is severity))
        ]
        shown = "" if len(wanted) == total else f" · {len(wanted)} shown"
        self.summary.setText(("   ".join(by_severity) or "None") + shown)
        self._nothing.say(
            "No findings" if not total else "No finding is like that",
            "Nothing in the figures is wrong or doubtful, or all has been dismissed."
            if not total
            else "No finding has these words, this severity and this kind.",
        )
        self._stack.setCurrentWidget(self.table if wanted else self._nothing)
        self._foot.setVisible(bool(wanted))
        self.table.choose(min(row, len(wanted) - 1))
        self._chosen(self._current())

    def show_only(self, severity: Severity) -> None:
        """Show the findings of one severity, whatever was looked for before."""
        self.find_box.clear()
        self.rule.setCurrentIndex(0)
        self.severity.setCurrentIndex(1 + list(Severity).index(severity))

    def ask_dismissal(self) -> None:
        """Ask for the reason, then dismiss the current finding."""
        finding = self._current()
        if finding is None or self.store.read_only:
            return
        dialog = DismissDialog(finding, self)
        dialog.dismissed.connect(lambda reason: self._dismiss(finding, reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_focus(self) -> None:
        self.table.setFocus()

    @Slot()
    def _ask_words(self) -> None:
        finding = self._current()
        words = words_of(self.store.book, finding) if finding is not None else ""
        if finding is not None and words:
            self.wants_words.emit(words, finding.indicator)

    def _dismiss(self, finding: Finding, reason: str) -> None:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        made = Dismissal(dismissal_key(finding), reason, self.store.who, when)
        try:
            self.store.submit(
                ChangeSet(f"dismissal of a finding about {self._subject(finding)}", (Change(None, made),), reason)
            )
        except Refusal as refusal:
            self.refused.emit(refusal.message)

    def _subject(self, finding: Finding) -> str:
        indicator = self.store.book.get(Indicator, finding.indicator) if finding.indicator else None
        subject = finding.subject or (indicator.title if indicator is not None else "")
        if not finding.period:
            return subject
        try:
            return f"{subject}, {period_from_code(finding.period).label}".strip(", ")
        except ValueError:
            return f"{subject}, {finding.period}".strip(", ")

    def _wanted(self, finding: Finding, words: list[str]) -> bool:
        if self.severity.currentData() not in (None, finding.severity):
            return False
        if self.rule.currentData() not in ("", None, finding.rule):
            return False
        text = " ".join((finding.message, finding.subject, finding.place, rule_words(finding.rule))).casefold()
        return all(word in text for word in words)

    def _offer_rules(self) -> None:
        rules = sorted({finding.rule for finding in self.attention.findings}, key=rule_words)
        held = [self.rule.itemData(i) for i in range(1, self.rule.count())]
        if rules == held:
            return
        wanted = self.rule.currentData()
        self.rule.blockSignals(True)
        while self.rule.count() > 1:
            self.rule.removeItem(1)
        for rule in rules:
            self.rule.addItem(rule_words(rule), rule)
        self.rule.setCurrentIndex(max(0, self.rule.findData(wanted)))
        self.rule.blockSignals(False)

    def _current(self) -> Finding | None:
        return self.listing.at(self.table.currentIndex().row())

    def _chosen(self, finding: Finding | None) -> None:
        self.advice.setText(finding.advice if finding is not None else "")
        self.place.setText(finding.place if finding is not None else "")
        self.before.setText(self._dismissed_before(finding))
        self.before.setVisible(bool(self.before.text()))
        self.place.setVisible(bool(self.place.text()))
        known = finding is not None and self.store.book.get(Indicator, finding.indicator) is not None
        self.go.setEnabled(known or (finding is not None and self._leads_somewhere(finding)))
        entry = followed_of(self.store.book, finding) if finding is not None else None
        self.go.setText(f"Go to the {entry.record_kind}" if entry is not None else _FIGURE)
        self.dismiss.setEnabled(finding is not None and not self.store.read_only)
        self.dismiss.setText("Say why…" if finding is not None and finding.rule == _ITS_REASON_IS_TOLD else "Dismiss…")
        words = words_of(self.store.book, finding) if finding is not None else ""
        self.teach.setVisible(bool(words) and not self.store.read_only)
        if finding is not None and known:
            self.about_indicator.emit(finding.indicator, self._period_of(finding))

    def _leads_somewhere(self, finding: Finding) -> bool:
        book = self.store.book
        return figure_of(book, finding) is not None or followed_of(book, finding) is not None

    def _dismissed_before(self, finding: Finding | None) -> str:
        """Why it was let pass while its figures were others."""
        if finding is None:
            return ""
        lines = [
            f"Dismissed as it was before ({', '.join(filter(None, (old.who, local_moment(old.when))))}): {old.reason}"
            for old in dismissed_before(self.store.book, finding)
        ]
        return "\n".join(lines)

    def _period_of(self, finding: Finding) -> str:
        if finding.period:
            return finding.period
        indicator = self.store.book.get(Indicator, finding.indicator)
        now = self.store.book.current_period(indicator.scorecard) if indicator is not None else None
        return now.code if now is not None else ""

    def _open(self, finding: Finding | None) -> None:
        if finding is not None and finding.indicator:
            self.wants_indicator.emit(finding.indicator, self._period_of(finding))
        elif finding is not None and (place := figure_of(self.store.book, finding)) is not None:
            self.wants_amount.emit(*place)
        elif finding is not None and (entry := followed_of(self.store.book, finding)) is not None:
            self.wants_entry.emit(entry)

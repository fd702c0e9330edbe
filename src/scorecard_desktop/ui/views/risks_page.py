"""The risk register: scores, prospects, what changed between two reviews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import (
    Risk,
    RiskChange,
    RiskReview,
    RiskSettings,
    Score,
    is_exception,
    reconcile,
    score_band,
)
from scorecard_desktop.ui.models.attention import latest_reviews
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.theme import SPACE_2, SPACE_3, SPACE_6, Theme
from scorecard_desktop.ui.views.page import Page, label
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable

Line = tuple[Risk, RiskReview | None]
_SETTINGS = RiskSettings()
_WORDS = {
    "new": "New risk",
    "closed": "Closed",
    "score": "Score changed",
    "prospects": "Prospects changed",
    "text": "Wording changed",
    "target-date": "Target date moved",
    "owner": "Owner changed",
}


def day(when: date | None) -> str:
    """A date as officers write it."""
    return snapshot(when).label if when is not None else ""


def _of(read: Callable[[RiskReview], str]) -> Callable[[Line], str]:
    return lambda line: read(line[1]) if line[1] is not None else ""


def _score(which: Callable[[RiskReview], Score], heading: str) -> Field[Line]:
    def words(line: Line) -> str:
        score = which(line[1]) if line[1] is not None else Score()
        return "–" if score.value is None else str(score.value)

    def band(line: Line) -> Rag | None:
        value = which(line[1]).value if line[1] is not None else None
        return None if value is None else score_band(value, _SETTINGS)

    def tip(line: Line) -> str:
        return f"{heading}: {which(line[1]).words}" if line[1] is not None else ""

    return Field(heading, words, width=10, chip=band, tip=tip)


def _exception(line: Line) -> bool:
    return line[1] is not None and is_exception(line[1], _SETTINGS)


class RisksPage(Page):
    """The register above; beneath it the risk that is current, and the reconciliation of two reviews."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Risks", parent)
        self.listing = Listing[Line](
            [
                Field("No.", lambda line: line[0].number, width=10, quiet=True),
                Field("Risk", _of(lambda review: review.title), wrap=True, strong=_exception),
                _score(lambda review: review.original, "Original"),
                _score(lambda review: review.current, "Current"),
                _score(lambda review: review.target, "Target"),
                Field("Target date", _of(lambda review: day(review.target_date)), width=13),
                Field(
                    "Prospects",
                    _of(lambda review: review.prospects.word),
                    width=14,
                    chip=lambda line: line[1].prospects if line[1] is not None else None,
                ),
                Field("Owner", _of(lambda review: review.owner), width=18, quiet=True, wrap=True),
                Field("Exception", lambda line: "Exception" if _exception(line) else "", width=12, strong=_exception),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Risk register")
        self.table.chosen.connect(self._show_risk)
        self._detail_title = label("", "section")
        self._detail_facts = label("", "meta")
        self._detail = label("")
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QWidget()
        words = QVBoxLayout(inside)
        words.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        words.setSpacing(SPACE_2)
        for part in (self._detail_title, self._detail_facts, self._detail):
            words.addWidget(part)
        words.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setAccessibleName("The risk that is current")
        self.changes = Listing[RiskChange](
            [
                Field("No.", lambda change: change.number, width=10, quiet=True),
                Field("What", lambda change: _WORDS[change.change.value], width=18),
                Field("Of", lambda change: change.aspect, width=18),
                Field("Before", lambda change: change.before, wrap=True, quiet=True),
                Field("After", lambda change: change.after, wrap=True),
            ],
            self,
        )
        self.reconciliation = ListTable(theme, self.changes, "Changes between two reviews")
        self.earlier, self.later = QComboBox(), QComboBox()
        self.earlier.setAccessibleName("Earlier review")
        self.later.setAccessibleName("Later review")
        choose = QHBoxLayout()
        choose.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_2)
        choose.setSpacing(SPACE_2)
        self._changed = label("", "meta", wrap=False)
        for part in (label("From the review of", wrap=False), self.earlier, label("to that of", wrap=False), self.later):
            choose.addWidget(part)
        choose.addWidget(self._changed, 1)
        between = QWidget()
        down = QVBoxLayout(between)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(choose)
        down.addWidget(self.reconciliation, 1)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(scroll, "This risk")
        tabs.addTab(between, "Changes between reviews")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(tabs)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self._nothing = EmptyState(
            "No risk register yet", "Import the register’s workbook: risks, scores, prospects and progress are read from it."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self._nothing)
        self.body.addWidget(self._stack)
        self.earlier.currentIndexChanged.connect(self._reconcile)
        self.later.currentIndexChanged.connect(self._reconcile)

    @property
    def empty_state(self) -> EmptyState:
        """What stands here without a register."""
        return self._nothing

    def show_book(self) -> None:
        row = max(0, self.table.currentIndex().row())
        lines = latest_reviews(self.store.book)
        self.listing.show(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        exceptions = sum(1 for line in lines if _exception(line))
        self.summary.setText(
            f"{len(lines)} risks · {exceptions} at {_SETTINGS.exception_score} or above with prospects red or amber"
            if lines
            else ""
        )
        self._offer_reviews()
        self.table.choose(min(row, len(lines) - 1))
        self._show_risk(self.listing.at(self.table.currentIndex().row()))
        self._reconcile()

    def take_focus(self) -> None:
        self.table.setFocus()

    def _offer_reviews(self) -> None:
        days = sorted({review.reviewed for review in self.store.book.all(RiskReview)})
        for combo, chosen in ((self.earlier, -2), (self.later, -1)):
            combo.blockSignals(True)
            held = combo.currentData()
            combo.clear()
            for when in days:
                combo.addItem(day(when), when)
            at = combo.findData(held) if held is not None else -1
            combo.setCurrentIndex(at if at >= 0 else max(0, len(days) + chosen))
            combo.blockSignals(False)

    @Slot()
    def _reconcile(self) -> None:
        before, after = self.earlier.currentData(), self.later.currentData()
        reviews = self.store.book.all(RiskReview)
        found = (
            reconcile(
                [review for review in reviews if review.reviewed == before],
                [review for review in reviews if review.reviewed == after],
                self.store.book.risks(),
            )
            if before is not None and after is not None and before < after
            else []
        )
        self.changes.show(found)
        self._changed.setText(
            "There is only one review to compare."
            if self.earlier.count() < 2
            else f"{len(found)} {'change' if len(found) == 1 else 'changes'}"
        )

    def _show_risk(self, line: Line | None) -> None:
        risk, review = line if line is not None else (None, None)
        if risk is None or review is None:
            for part in (self._detail_title, self._detail_facts, self._detail):
                part.setText("")
            return
        self._detail_title.setText(f"{risk.number}  {review.title}".strip())
        facts = [
            f"current {review.current.words}",
            f"target {review.target.words}{f' by {day(review.target_date)}' if review.target_date else ''}",
            f"prospects {review.prospects.word.lower()}",
            f"owner {review.owner}" if review.owner else "",
            f"reviewed {day(review.reviewed)}",
            f"entered {day(risk.entered)}" if risk.entered else "",
        ]
        self._detail_facts.setText(" · ".join(fact for fact in facts if fact))
        parts = [
            ("", review.description),
            ("Tasks to mitigate the risk", review.mitigation),
            ("Progress", review.progress),
            ("Source", review.source.place if review.source is not None else ""),
        ]
        self._detail.setText("\n\n".join(f"{head}\n{text}".strip() for head, text in parts if text))

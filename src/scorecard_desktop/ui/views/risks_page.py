"""The risk register: scores, prospects, what changed between two reviews."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Risk, RiskReview, RiskSettings, Score, is_exception, score_band
from scorecard_desktop.domain.risk_register import open_risks
from scorecard_desktop.domain.settings import risk_settings
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import Page, counted
from scorecard_desktop.ui.views.risk_parts import Reconciliation, RiskDetail, day
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable

Line = tuple[Risk, RiskReview | None]


def _of(read: Callable[[RiskReview], str]) -> Callable[[Line], str]:
    return lambda line: read(line[1]) if line[1] is not None else ""


def _score(which: Callable[[RiskReview], Score], heading: str, settings: Callable[[], RiskSettings]) -> Field[Line]:
    def words(line: Line) -> str:
        score = which(line[1]) if line[1] is not None else Score()
        return "–" if score.value is None else str(score.value)

    def band(line: Line) -> Rag | None:
        value = which(line[1]).value if line[1] is not None else None
        return None if value is None else score_band(value, settings())

    def tip(line: Line) -> str:
        return f"{heading}: {which(line[1]).words}" if line[1] is not None else ""

    return Field(heading, words, width=7, chip=band, tip=tip)


class RisksPage(Page):
    """The register above; beneath it the risk that is current, and the reconciliation of two reviews."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Risks", parent)
        self._settings = risk_settings(store.book)
        self.listing = Listing[Line](
            [
                Field("No.", lambda line: line[0].number, width=10, quiet=True),
                Field("Risk", _of(lambda review: review.title), wrap=True, strong=self._exception),
                _score(lambda review: review.original, "Original", lambda: self._settings),
                _score(lambda review: review.current, "Current", lambda: self._settings),
                _score(lambda review: review.target, "Target", lambda: self._settings),
                Field("Target date", _of(lambda review: day(review.target_date)), width=12),
                Field(
                    "Prospects",
                    _of(lambda review: review.prospects.word),
                    width=12,
                    chip=lambda line: line[1].prospects if line[1] is not None else None,
                ),
                Field(
                    "Exception",
                    lambda line: "Exception" if self._exception(line) else "",
                    width=10,
                    strong=self._exception,
                ),
                Field("Owner", _of(lambda review: review.owner), width=20, quiet=True, wrap=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Risk register")
        self.table.chosen.connect(self._show_risk)
        self.detail = RiskDetail()
        self.reconciliation = Reconciliation(theme)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName("About the register")
        tabs.tabBar().setAccessibleName("About the register")
        tabs.addTab(self.detail, "This risk")
        tabs.addTab(self.reconciliation, "Changes between reviews")
        split = QSplitter(Qt.Orientation.Vertical)
        held = QWidget()
        inset = QHBoxLayout(held)
        inset.setContentsMargins(SPACE_4, 0, 0, 0)
        inset.addWidget(self.table)
        split.addWidget(held)
        split.setHandleWidth(1)
        split.addWidget(tabs)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self._nothing = EmptyState(
            "No risk register yet",
            "Import the register’s workbook: risks, scores, prospects and progress are read from it.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self._nothing)
        self.body.addWidget(self._stack)

    @property
    def empty_state(self) -> EmptyState:
        """What stands here without a register."""
        return self._nothing

    def show_book(self) -> None:
        self._settings = risk_settings(self.store.book)
        row = max(0, self.table.currentIndex().row())
        lines = open_risks(self.store.book)
        self.listing.show(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        exceptions = sum(1 for line in lines if self._exception(line))
        line = f"{exceptions} at {self._settings.exception_score} or above with prospects red or amber"
        self.summary.setText(f"{counted(len(lines), 'risk')} · {line}" if lines else "")
        self.table.choose(min(row, len(lines) - 1))
        self._show_risk(self.listing.at(self.table.currentIndex().row()))
        self.reconciliation.show_book(self.store.book)

    def _exception(self, line: Line) -> bool:
        return line[1] is not None and is_exception(line[1], self._settings)

    def take_focus(self) -> None:
        self.table.setFocus()

    def _show_risk(self, line: Line | None) -> None:
        risk, review = line if line is not None else (None, None)
        self.detail.show_risk(risk, review)

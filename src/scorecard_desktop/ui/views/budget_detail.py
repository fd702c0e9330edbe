"""What stands beneath a budget table: the current line in words with its history, its charts, what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, BudgetTableKind, CastingDifference
from scorecard_desktop.domain.budget_months import movements
from scorecard_desktop.domain.budget_words import financing_words, percent_words, savings_words
from scorecard_desktop.domain.money import showing
from scorecard_desktop.domain.monitoring import financing, monitored, waterfall
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk_register import risks_of_line
from scorecard_desktop.domain.savings import savings_position
from scorecard_desktop.ui.models.budget_history import budget_history, records_of_line
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.views.panel_parts import Section
from scorecard_desktop.ui.views.picture_box import PictureBox
from scorecard_desktop.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from scorecard_desktop.services.session import HistoryEntry


class LineDetail(QScrollArea):
    """One line: what it says, why, what is done about it, what bears on it, and who changed it when."""

    wants_words = Signal()

    def __init__(self, store: OpenStore, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._tasks = store, tasks
        self._about: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setAccessibleName("The line that is current")
        self.title = label("", "section")
        self.facts = label("", "meta")
        self.reason, self.action = Section("Reason"), Section("Management action")
        self.risks, self.history = Section("Risks that bear on it"), Section("History")
        self.source = Section("Source")
        self.write = QPushButton("Reason and action…")
        self.write.setProperty("kind", "quiet")
        self.write.setToolTip("Write why the line is as it is and what is done about it (F4)")
        self.write.clicked.connect(self.wants_words)
        self._inside = QWidget()
        down = QVBoxLayout(self._inside)
        down.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        down.setSpacing(SPACE_2)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.write, 0, Qt.AlignmentFlag.AlignTop)
        down.addLayout(top)
        for part in (self.facts, self.reason, self.action, self.risks, self.source, self.history):
            down.addWidget(part)
        down.addStretch(1)
        self.setWidget(self._inside)

    def show_line(self, table: BudgetTable | None, line: BudgetLine | None) -> None:
        """Describe a line; nothing where there is none."""
        self._inside.setVisible(line is not None)
        if table is None or line is None:
            self._about = ()
            return
        book = self._store.book
        found, shown = monitored(book, table), showing(book, table)
        self.title.setText(f"{line.number}  {line.description}".strip())
        variance, forecast = found.variance(line), found.forecast(line)
        percent, moved = percent_words(found.variance_percent(line)), movements(book, table).get(line.line)
        base, amount = found.base, found.of(line, found.base)
        facts = [
            f"{base.value} {shown.words(amount)}" if amount is not None else "",
            f"forecast {shown.words(forecast)}" if forecast is not None else "",
            f"variance {shown.signed(variance)}{f' ({percent})' if percent else ''}" if variance is not None else "",
            f"movement {shown.signed(moved.movement)}" if moved is not None else "",
            f"rated {line.rag.word.lower()}" if line.rag is not Rag.NONE else "",
        ]
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        self.facts.setVisible(bool(self.facts.text()))
        self.reason.say(line.reason)
        self.action.say(line.action)
        self.write.setEnabled(not self._store.read_only)
        risks = risks_of_line(book, table.id, line.line)
        self.risks.say("\n".join(_risk_words(self._store, risk.id, risk.number) for risk in risks))
        self.source.say(line.source.place if line.source is not None else "Typed in here.")
        self._about = line.key
        self._look_up_history(table, line)

    def _look_up_history(self, table: BudgetTable, line: BudgetLine) -> None:
        """The store answers on its own thread; the window does not wait."""
        session, asked, shown = self._store.session, self._about, showing(self._store.book, table)

        def look_up(*_: object) -> list[HistoryEntry]:
            return [entry for record in records_of_line(table, line) for entry in session.history(record)]

        def show(entries: list[HistoryEntry]) -> None:
            if asked == self._about:
                self.history.say("\n".join(budget_history(entries, table, shown)))

        self._tasks.run("Looking up the history", look_up, show, shown=False)


def _risk_words(store: OpenStore, risk: str, number: str) -> str:
    reviews = store.book.reviews(risk)
    return f"{number}  {reviews[-1].title if reviews else ''}".strip()


class BudgetDetail(QTabWidget):
    """The tabs beneath the table; those that a table has nothing for are left out."""

    wants_words = Signal()
    wants_figure = Signal(object)
    """A CastingDifference to go to."""

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks) -> None:
        super().__init__()
        self._store = store
        self.setDocumentMode(True)
        self.setAccessibleName("About the table")
        self.tabBar().setAccessibleName("About the table")
        self.line = LineDetail(store, tasks)
        self.line.wants_words.connect(self.wants_words)
        self.forecast, self.variance = PictureBox(theme), PictureBox(theme)
        self.waterfall, self.grant = PictureBox(theme), PictureBox(theme)
        self.wrong = Listing[CastingDifference](
            [
                Field("Figure", lambda one: one.sentence.partition(": ")[0], share=1, wrap=True),
                Field("What does not add up", lambda one: f"{one.sentence.partition(': ')[2]}.", share=3, wrap=True),
                Field(
                    "Cell", lambda one: one.source.place if one.source is not None else "typed in", share=1, quiet=True
                ),
            ],
            self,
        )
        self.differences = ListTable(theme, self.wrong, "What does not add up")
        self.differences.opened.connect(self.wants_figure)
        inset = QWidget()
        down = QVBoxLayout(inset)
        down.setContentsMargins(SPACE_4, 0, 0, 0)
        down.addWidget(self.differences)
        for page, name in (
            (self.line, "This line"),
            (self.forecast, "Forecast"),
            (self.variance, "Variance"),
            (self.waterfall, "Opening to closing"),
            (self.grant, "Grant over the years"),
            (inset, "Does not add up"),
        ):
            self.addTab(page, name)
        self._inset = inset

    def show_table(self, table: BudgetTable | None, wrong: Sequence[CastingDifference]) -> None:
        """Show what a whole table has: its waterfall, the grant, what does not add up."""
        from scorecard_desktop.domain.pictures.budget import grant_picture, waterfall_picture

        book = self._store.book
        balances = table is not None and bool(waterfall(monitored(book, table)))
        self.setTabVisible(self.indexOf(self.waterfall), balances)
        self.setTabVisible(self.indexOf(self.grant), table is not None and table.kind is BudgetTableKind.DSG)
        has_variance = table is not None and monitored(book, table).has_variance
        self.setTabVisible(self.indexOf(self.variance), has_variance)
        self.setTabVisible(self.indexOf(self.forecast), has_variance or balances)
        self.setTabVisible(self.indexOf(self._inset), bool(wrong))
        self.setTabText(self.indexOf(self._inset), f"■ Does not add up ({len(wrong)})")
        if not self.isTabVisible(self.currentIndex()):
            self.setCurrentIndex(0)
        if self.wrong.things != list(wrong):
            self.wrong.show(wrong)
        if table is not None:
            self.waterfall.show_picture(waterfall_picture(book, table))
            self.grant.show_picture(grant_picture(book, table))

    def show_line(self, table: BudgetTable | None, line: BudgetLine | None) -> None:
        """Show one line in words and through the year."""
        from scorecard_desktop.domain.pictures.budget import forecast_picture, variance_picture

        self.line.show_line(table, line)
        if table is not None and line is not None:
            self.forecast.show_picture(forecast_picture(self._store.book, table, line))
            self.variance.show_picture(variance_picture(self._store.book, table, line))


def table_words(store: OpenStore, table: BudgetTable) -> str:
    """How the savings of a table stand, or whether a programme is financed, in a sentence; empty for other tables."""
    here, shown = monitored(store.book, table), showing(store.book, table)
    found = savings_position(here)
    if found is None:
        return financing_words(financing(here), shown)
    counts = ", ".join(f"{one.count} {one.rag.word.lower()}" for one in found.by_rag)
    return f"{savings_words(found, shown)}. Rated {counts}."

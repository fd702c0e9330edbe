"""The budget tables, with what does not add up marked at the cell and said beneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    CastingDifference,
    LineRole,
    MoneyUnit,
)
from scorecard_desktop.domain.figures import Unit, show
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import Page, counted, label
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable

_UNIT = {MoneyUnit.POUNDS: "£", MoneyUnit.THOUSANDS: "£k", MoneyUnit.MILLIONS: "£m"}


class _Table(QWidget):
    """One table at its full height, with its sign convention and its differences."""

    def __init__(self, theme: Theme, book: Book, table: BudgetTable, differences: Sequence[CastingDifference]) -> None:
        super().__init__()
        self._amounts = {(a.line, a.column): a.amount for a in book.budget_amounts(table.id)}
        self._wrong = {(d.line, d.column): d for d in differences}
        self._decimals = table.decimals
        lines = book.budget_lines(table.id)
        fields: list[Field[BudgetLine]] = [
            Field("No.", lambda line: line.number, width=5, quiet=True),
            Field("Line", lambda line: line.description, wrap=True, strong=_is_total),
            *(self._money(column) for column in table.columns),
        ]
        if any(line.reason or line.action for line in lines):
            fields.append(Field("Reason and action", _reason, wrap=True, quiet=True))
        self._listing = Listing[BudgetLine](fields, self)
        self.view = ListTable(theme, self._listing, table.title)
        self.view.setVerticalScrollBarPolicy(self.view.verticalScrollBarPolicy().ScrollBarAlwaysOff)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = label(table.title, "section")
        try:
            when = period_from_code(table.period).label if table.period else ""
        except ValueError:
            when = table.period
        facts = [f"{_UNIT[table.unit]}", table.sign.value, when, table.source.place if table.source is not None else ""]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(title)
        layout.addWidget(label(" · ".join(fact for fact in facts if fact), "meta"))
        layout.addWidget(self.view)
        for difference in differences:
            sentence = label(f"■  {difference.sentence}.")
            sentence.setStyleSheet(f"color: {theme.palette.rag(Rag.RED).ink}")
            button = QPushButton("Show the figure")
            button.setProperty("kind", "quiet")
            button.setAccessibleDescription(difference.sentence)
            button.clicked.connect(lambda _=False, difference=difference: self._show(difference))
            across = QHBoxLayout()
            across.addWidget(sentence, 1)
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(across)
        self._listing.show(lines)
        self._lines = lines
        self.view.measure()
        self.fit()

    def fit(self) -> None:
        """As high as its rows."""
        self.view.measure()
        self.view.setFixedHeight(self.view.content_height())

    def _money(self, column: BudgetColumn) -> Field[BudgetLine]:
        def text(line: BudgetLine) -> str:
            amount = self._amounts.get((line.line, column.key))
            return "" if amount is None else show(amount, Unit.NUMBER, self._decimals)

        def chip(line: BudgetLine) -> Rag | None:
            return Rag.RED if (line.line, column.key) in self._wrong else None

        def tip(line: BudgetLine) -> str:
            found = self._wrong.get((line.line, column.key))
            return f"{found.sentence}." if found is not None else f"{line.description}, {column.heading}: {text(line)}"

        width = max(10, min(18, len(column.heading) + 1))
        return Field(column.heading, text, width=width, right=True, chip=chip, tip=tip, strong=_is_total)

    def _show(self, difference: CastingDifference) -> None:
        row = next((r for r, line in enumerate(self._lines) if line.line == difference.line), -1)
        self.view.choose(row)
        self.view.setFocus()


def _is_total(line: BudgetLine) -> bool:
    return line.role is not LineRole.LINE


def _reason(line: BudgetLine) -> str:
    return " ".join(part for part in (line.reason, line.action) if part)


class BudgetPage(Page):
    """Every table one beneath the other."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Budget", parent)
        self.tables: list[_Table] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("Budget tables")
        self._nothing = EmptyState(
            "No budget tables yet", "Import the monitoring workbook: its tables are read and their casting is checked."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._nothing)
        self.body.addWidget(self._stack)
        theme.changed.connect(self._new_look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)

    @property
    def empty_state(self) -> EmptyState:
        """What stands here without a table."""
        return self._nothing

    def show_book(self) -> None:
        book = self.store.book
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_6)
        layout.setSpacing(SPACE_6)
        self.tables = [
            _Table(self.theme, book, table, self.attention.differences.get(table.id, ()))
            for table in book.budget_tables()
        ]
        for table in self.tables:
            layout.addWidget(table)
        layout.addStretch(1)
        at = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().setValue(at)
        self._stack.setCurrentIndex(0 if self.tables else 1)
        count = self.attention.difference_count
        self.summary.setText(
            f"{counted(len(self.tables), 'table')} · "
            + (f"■ {counted(count, 'figure does', 'figures do')} not add up" if count else "everything adds up")
            if self.tables
            else ""
        )
        self._soon.start()

    def show_attention(self) -> None:
        self.show_book()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def take_focus(self) -> None:
        if self.tables:
            self.tables[0].view.setFocus()

    @Slot()
    def _fit(self) -> None:
        for table in self.tables:
            table.fit()

    @Slot()
    def _new_look(self) -> None:
        if self.isVisible():
            self.show_book()

"""What a risk bears on: the indicators that affect it and the budget lines that it bears on, both chosen by ticks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, ColumnRole, lasting_line, show_money
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Risk
from scorecard_desktop.domain.risk_register import budget_lines_of, indicators_of, lines_to_link
from scorecard_desktop.services import risks
from scorecard_desktop.ui.models.indicator_now import now_words
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.entering import Entering
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.views.ticking import Ticking
from scorecard_desktop.ui.widgets.list_table import ListTable


@dataclass(frozen=True, slots=True)
class Linked:
    """One thing that a risk is linked to; ``indicator`` and ``period`` are where it is gone to."""

    kind: str
    name: str
    now: str
    rag: Rag | None = None
    indicator: str = ""
    period: str = ""


class RiskLinks(QWidget):
    """Enter on an indicator goes to it."""

    wants_indicator = Signal(str, str)
    wants_page = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, entering: Entering) -> None:
        super().__init__()
        self._store = store
        self._entering = entering
        self._risk: Risk | None = None
        self.listing = Listing[Linked](
            [
                Field("What", lambda one: one.kind, width=14, quiet=True),
                Field("Name", lambda one: one.name, wrap=True, share=2),
                Field("Now", lambda one: one.now, chip=lambda one: one.rag, wrap=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "What the risk is linked to")
        self.table.opened.connect(self._open)
        self.indicators = QPushButton("Indicators…")
        self.indicators.clicked.connect(self.ask_indicators)
        self.lines = QPushButton("Budget lines…")
        self.lines.clicked.connect(self.ask_lines)
        self.said = label("", "meta")
        across = QHBoxLayout()
        across.setContentsMargins(SPACE_2, SPACE_3, SPACE_6, SPACE_2)
        across.setSpacing(SPACE_2)
        across.addWidget(self.indicators)
        across.addWidget(self.lines)
        across.addWidget(self.said, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE_4, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across)
        down.addWidget(self.table, 1)

    def show_risk(self, risk: Risk | None) -> None:
        """Show what a risk is linked to."""
        self._risk = risk
        book = self._store.book
        for button in (self.indicators, self.lines):
            button.setEnabled(risk is not None)
        found: list[Linked] = []
        if risk is not None:
            found = [_of_indicator(self._store.ledger, one) for one in indicators_of(book, risk)]
            found += [_of_line(book, table, line) for table, line in budget_lines_of(book, risk)]
        self.listing.show(found)
        self.said.setText("" if found else "Link the indicators and budget lines that this risk goes with.")

    @Slot()
    def ask_indicators(self) -> Ticking | None:
        """Ask which indicators affect the risk."""
        risk, book = self._risk, self._store.book
        if risk is None:
            return None
        offers = [
            (indicator.id, f"{card.name}: {indicator.title}")
            for card in book.scorecards()
            for indicator in book.indicators(card.id)
        ]
        ticked = {indicator.id for indicator in indicators_of(book, risk)}
        return self._ask(
            f"Indicators that affect {risk.number}",
            offers,
            ticked,
            lambda keys: risks.link_indicators(book, risk, keys),
        )

    @Slot()
    def ask_lines(self) -> Ticking | None:
        """Ask which budget lines the risk bears on."""
        risk, book = self._risk, self._store.book
        if risk is None:
            return None
        offers = [(name, f"{table.title}: {line.description}") for name, table, line in lines_to_link(book)]
        ticked = {lasting_line(table.id, line.line) for table, line in budget_lines_of(book, risk)}
        return self._ask(
            f"Budget lines that {risk.number} bears on",
            offers,
            ticked,
            lambda keys: risks.link_budget_lines(book, risk, keys),
        )

    def _ask(
        self,
        title: str,
        offers: Sequence[tuple[str, str]],
        ticked: Collection[str],
        make: Callable[[list[str]], ChangeSet],
    ) -> Ticking:
        asking = Ticking(title, offers, ticked, lambda keys: self._entering.do(lambda: make(keys)), self)
        asking.finished.connect(asking.deleteLater)
        asking.open()
        return asking

    @Slot(object)
    def _open(self, one: Linked) -> None:
        if one.indicator:
            self.wants_indicator.emit(one.indicator, one.period)
        else:
            self.wants_page.emit("budget")


def _of_indicator(ledger: Ledger, indicator: Indicator) -> Linked:
    row = ledger.current_row(indicator)
    rag, period = (None, "") if row is None else (row.rating.rag, row.period.code)
    return Linked("Indicator", indicator.title, now_words(row), rag, indicator.id, period)


def _of_line(book: Book, table: BudgetTable, line: BudgetLine) -> Linked:
    amounts = {a.column: a.amount for a in book.budget_amounts(table.id) if a.line == line.line}
    variance = next((c for c in table.columns if c.role is ColumnRole.VARIANCE and c.key in amounts), None)
    when = period_from_code(table.period).label if table.period else ""
    said = f"variance {show_money(amounts[variance.key], table.unit, table.decimals)}" if variance is not None else ""
    return Linked("Budget line", f"{table.title}: {line.description}", ": ".join(part for part in (when, said) if part))

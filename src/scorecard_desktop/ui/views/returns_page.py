"""The returns: which service owes which figures for a period, and the forms that they fill in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.chasing import ReturnLine, ReturnState, chasing_list
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.tasks import Report, Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import Page, counted, label
from scorecard_desktop.ui.views.return_forms import FormsAsked, FormsDialog
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable

_CHIP: dict[ReturnState, Rag | Severity | None] = {
    ReturnState.LATE: Severity.ERROR,
    ReturnState.PART: Severity.WARNING,
    ReturnState.AWAITED: Severity.NOTE,
    ReturnState.RECEIVED: Rag.GREEN,
}


def _day(value: date | None) -> str:
    return f"{value.day} {value:%b %Y}" if value is not None else ""


def _state(line: ReturnLine) -> str:
    return line.state.value.capitalize()


class ReturnsPage(Page):
    """One period's returns, the late ones first; what is missing from the one that is chosen stands beneath."""

    refused = Signal(str)
    news = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Returns", parent)
        self._tasks = tasks
        self.period = QComboBox()
        self.period.setAccessibleName("Period")
        self.period.setMinimumContentsLength(14)
        self.make = QPushButton("Make return forms…")
        self.make.setProperty("kind", "primary")
        self.make.clicked.connect(self.ask_forms)
        self.chase = QPushButton("Copy the list")
        self.chase.setToolTip("Puts who owes what on the clipboard, for an e-mail")
        self.chase.clicked.connect(self.copy_list)
        self.tools.addWidget(self.period)
        self.tools.add_right(self.chase)
        self.tools.addWidget(self.make)
        self.listing = Listing[ReturnLine](
            [
                Field("Service", lambda line: line.service or "No service named", strong=lambda _: True),
                Field("State", _state, width=20, chip=lambda line: _CHIP.get(line.state)),
                Field("Missing", lambda line: f"{len(line.missing)} of {line.expected}", width=14),
                Field("Due", lambda line: _day(line.due), width=14),
                Field("Form sent", lambda line: _day(line.issued), width=14, quiet=True),
                Field("Received", lambda line: _day(line.received), width=14, quiet=True),
            ],
            self,
        )
        self.table = ListTable(theme, self.listing, "Returns")
        self.table.chosen.connect(self._chosen)
        self._nothing = EmptyState(
            "No return is due", "Import a scorecard first: its indicators say which figures are due."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._stack.setContentsMargins(SPACE_4, 0, 0, 0)
        self.missing = label("")
        foot = QFrame()
        foot.setProperty("kind", "panel")
        across = QHBoxLayout(foot)
        across.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        across.setSpacing(SPACE_2)
        across.addWidget(self.missing, 1)
        self._foot = foot
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(foot)
        self.period.currentIndexChanged.connect(self._show_lines)

    def show_book(self) -> None:
        self._offer_periods()
        self._show_lines()

    def show_change(self, change_set: ChangeSet) -> bool:
        return False

    def take_focus(self) -> None:
        self.table.setFocus()

    @property
    def chosen_period(self) -> Period | None:
        """The period whose returns are shown."""
        found = self.period.currentData()
        return found if isinstance(found, Period) else None

    def show_period(self, period: Period) -> None:
        """Show the returns of a period, where they are among those that can be chosen."""
        periods = [self.period.itemData(row) for row in range(self.period.count())]
        if period in periods:
            self.period.setCurrentIndex(periods.index(period))

    def _offer_periods(self) -> None:
        """Each scorecard's own periods and the one after them, the newest first; the next one is chosen at first."""
        from scorecard_desktop.services.returns import next_period

        book = self.store.book
        upcoming = next_period(book)
        found = {upcoming} if upcoming is not None else set()
        for card in book.scorecards():
            current = book.current_period(card.id)
            if current is not None:
                found |= {current, current.next()}
            found |= {period for period in book.periods(card.id) if period.kind is card.frequency}
        periods = sorted(found, reverse=True)
        wanted = self.chosen_period or upcoming
        self.period.blockSignals(True)
        self.period.clear()
        for period in periods:
            self.period.addItem(period.label, period)
        if wanted in periods:
            self.period.setCurrentIndex(periods.index(wanted))
        self.period.blockSignals(False)

    @Slot()
    def _show_lines(self) -> None:
        period = self.chosen_period
        lines = chasing_list(self.store.book, period, date.today()) if period is not None else []
        row = max(0, self.table.currentIndex().row())
        self.listing.show(lines)
        late = sum(1 for line in lines if line.state is ReturnState.LATE)
        outstanding = sum(1 for line in lines if line.missing)
        words = f"{counted(outstanding, 'return')} outstanding of {len(lines)}" if lines else "None"
        self.summary.setText(f"{words} · {late} late" if late else words)
        self._stack.setCurrentWidget(self.table if lines else self._nothing)
        self._foot.setVisible(bool(lines))
        self.make.setEnabled(bool(lines) and not self.store.read_only)
        self.chase.setEnabled(bool(lines))
        self.table.choose(min(row, len(lines) - 1))
        self._chosen(self.listing.at(self.table.currentIndex().row()))

    def _chosen(self, line: ReturnLine | None) -> None:
        if line is None:
            self.missing.setText("")
        elif not line.missing:
            self.missing.setText("Every figure of this return has come.")
        else:
            named = [indicator.title for indicator in line.missing[:6]]
            more = len(line.missing) - len(named)
            rest = f" and {more} more" if more > 0 else ""
            self.missing.setText(f"Still missing: {'; '.join(named)}{rest}.")

    @Slot()
    def copy_list(self) -> None:
        """Put who owes what on the clipboard, a line for each service."""
        lines = [
            f"{line.service or 'No service named'}: {len(line.missing)} of {line.expected} figures missing"
            f"{f', due {_day(line.due)}' if line.due is not None else ''} ({line.state.value})"
            for line in self.listing.things
            if line.missing
        ]
        period = self.chosen_period
        head = f"Returns for {period.label}" if period is not None else "Returns"
        QApplication.clipboard().setText("\n".join([head, *(lines or ["Every return has come."])]))
        self.news.emit("The list is on the clipboard")

    @Slot()
    def ask_forms(self) -> None:
        """Ask for whom and until when, then where to put the forms."""
        period = self.chosen_period
        if period is None or self.store.read_only:
            return
        dialog = FormsDialog(period, [line.service for line in self.listing.things], self)
        dialog.asked.connect(self._ask_where)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _ask_where(self, asked: FormsAsked) -> None:
        dialog = QFileDialog(self, "Where to put the forms", str(self.store.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.make_forms(asked, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def make_forms(self, asked: FormsAsked, folder: Path) -> None:
        """Write the forms off the window's thread, then note that they went out."""
        book = self.store.book.copy()

        def work(progress: Report, cancelled: Callable[[], bool]) -> object:
            from scorecard_desktop.services.returns import make_forms

            return make_forms(
                book, folder, asked.period, only=asked.services, due=asked.due, progress=progress, cancelled=cancelled
            )

        self._tasks.run(f"Writing forms for {asked.period.label}", work, lambda made: self._made(made, folder))

    def _made(self, made: tuple, folder: Path) -> None:
        forms, noted = made
        try:
            self.store.submit(noted)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        self.news.emit(f"{counted(len(forms), 'form')} written to {folder}")

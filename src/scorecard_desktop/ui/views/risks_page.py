"""The risk register: entered, reviewed and closed here, with its matrix, and what changed between two reviews."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS, EntryField, EntryKind
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.domain.pictures.registers import risk_picture
from scorecard_desktop.domain.risk import Risk, RiskNote, RiskReview, RiskTask, Score, is_exception
from scorecard_desktop.domain.risk_gaps import gaps_between
from scorecard_desktop.domain.risk_register import (
    changes_between,
    closed_risks,
    notes_of,
    open_risks,
    review_dates,
    tasks_of,
)
from scorecard_desktop.domain.settings import risk_settings
from scorecard_desktop.services import risks
from scorecard_desktop.services.recording import fields_of
from scorecard_desktop.ui.models.listing import Listing
from scorecard_desktop.ui.models.risk_columns import (
    Line,
    Told,
    change_columns,
    closed_columns,
    not_compared,
    note_columns,
    risk_columns,
    task_columns,
)
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.picture_box import PictureBox
from scorecard_desktop.ui.views.record_history import RecordHistory
from scorecard_desktop.ui.views.record_list import RecordList
from scorecard_desktop.ui.views.register_page import RegisterPage
from scorecard_desktop.ui.views.risk_links import RiskLinks
from scorecard_desktop.ui.views.risk_parts import RiskDetail
from scorecard_desktop.ui.views.two_reviews import TwoReviews
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable
from scorecard_desktop.ui.widgets.risk_matrix import Cell, RiskMatrix

_DAY = EntryField("reviewed", "Reviewed on", EntryKind.DATE, required=True)


class RisksPage(RegisterPage):
    """The register above; beneath it the risk that is current, and what concerns the register as a whole."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Risks", parent)
        self._settings = risk_settings(store.book)
        self._cell: Cell | None = None
        self.listing = Listing[Line](risk_columns(lambda: self._settings), self)
        self.table = ListTable(theme, self.listing, "Risk register")
        self.table.chosen.connect(self._show_risk)
        self.table.opened.connect(self.change_review)
        self.detail = RiskDetail()
        self.tasks = RecordList[RiskTask](
            theme,
            self.entering,
            "task",
            task_columns(date.today),
            RiskTask,
            lambda typed: risks.new_task(store.book, self._risk(), typed),
            empty="What is done to mitigate this risk, one task a line.",
        )
        self.notes = RecordList[RiskNote](
            theme,
            self.entering,
            "note",
            note_columns(),
            RiskNote,
            lambda typed: risks.new_note(store.book, self._risk(), typed, date.today()),
            ordered=False,
            empty="Progress, as of a date.",
        )
        self.links = RiskLinks(theme, store, self.entering)
        self.links.wants_indicator.connect(self.wants_indicator)
        self.scores = PictureBox(theme)
        self.history = RecordHistory(theme, store, "History of the risk")
        self.matrix = RiskMatrix(theme)
        self.matrix.chosen.connect(self.show_cell)
        self.matrix_says = label("", "meta")
        self.reconciliation = TwoReviews[Told](
            theme, change_columns(), lambda book: review_dates(book, book.risks()), _told_between, not_compared
        )
        self.closed = Listing[Line](closed_columns(), self)
        self.closed_table = ListTable(theme, self.closed, "Closed risks")
        self.closed_table.opened.connect(self._reopen)
        self._make_tools()
        nothing = EmptyState(
            "No risk register yet",
            "Import the register’s workbook: risks, scores, prospects and progress are read from it. Or enter its "
            "first risk here.",
        )
        nothing.offer("New risk…", self.ask_new_risk, "primary")
        self.furnish(self.table, self._parts(), nothing)

    def _make_tools(self) -> None:
        self.new_risk = self.tool("&New risk…", self.ask_new_risk)
        self.new_review = self.tool("New re&view…", self.ask_new_review)
        self.change = self.tool("&Change…", lambda: self.change_review(self._current()))
        self.entry = self.tool("N&umber and dates…", self._change_risk)
        self.close_it = self.tool("C&lose…", self.ask_close)
        self.exceptions_only = self.tool("E&xceptions only", self._show_register)
        self.exceptions_only.setCheckable(True)
        self.all = self.tool("Show all", lambda: self.show_cell(None))
        self.all.setVisible(False)

    def _parts(self) -> list[tuple[QWidget, str]]:
        matrix = QWidget()
        down = QVBoxLayout(matrix)
        down.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        down.setSpacing(SPACE_2)
        down.addWidget(self.matrix_says)
        down.addWidget(self.matrix, 1)
        return [
            (self.detail, "Risk"),
            (self.tasks, "Tasks"),
            (self.notes, "Notes"),
            (self.links, "Links"),
            (self.scores, "Chart"),
            (self.history, "History"),
            (matrix, "Matrix"),
            (self.reconciliation, "Changes"),
            (self.closed_table, "Closed"),
        ]

    def show_book(self) -> None:
        book = self.store.book
        self._settings = risk_settings(book)
        lines = open_risks(book)
        closed = closed_risks(book)
        placed: dict[Cell, list[str]] = {}
        for risk, review in lines:
            cell = _cell_of(review)
            if cell is not None:
                placed.setdefault(cell, []).append(risk.number)
        self.matrix.show_risks(placed, self._settings)
        self.matrix_says.setText(_said_of(placed, len(lines), self._settings.appetite))
        self._show_lines(lines)
        self.show_filled(filled=bool(lines or closed))
        exceptions = sum(1 for _, review in lines if review is not None and is_exception(review, self._settings))
        said = f"{exceptions} at {self._settings.exception_score} or above with prospects {self._prospects()}"
        self.summary.setText(f"{counted(len(lines), 'risk')} · {said}" if lines else "")
        self.reconciliation.show_book(book)
        self.closed.show(closed)

    def _prospects(self) -> str:
        """``red or amber``."""
        found = sorted(self._settings.exception_prospects, key=lambda rag: -rag.severity)
        return " or ".join(rag.word.lower() for rag in found) or "of no kind"

    def _show_lines(self, lines: list[Line]) -> None:
        """Those of the cell that is chosen on the matrix, or all of them; the same risk current where it can be."""
        held = self._current()
        row = max(0, self.table.currentIndex().row())
        shown = [line for line in lines if self._is_wanted(line)]
        self.listing.show(shown)
        ids = [risk.id for risk, _ in shown]
        again = ids.index(held[0].id) if held is not None and held[0].id in ids else min(row, len(shown) - 1)
        self.table.choose(again)
        self._show_risk(self._current())

    @Slot(object)
    def entry_of(self, line: Line) -> object:
        return line[0]

    def go_to(self, entry: object) -> None:
        """Make the line of a risk current, whatever was shown before."""
        self.exceptions_only.setChecked(False)
        self.show_cell(None)
        super().go_to(entry)

    def show_cell(self, cell: Cell | None) -> None:
        """Show only the risks of one cell of the matrix, or all of them."""
        self._cell = cell
        if cell is None:
            self.matrix.clear()
        self.all.setVisible(cell is not None)
        if cell is not None:
            self.all.setText(f"Show all: now likelihood {cell[0]}, impact {cell[1]}")
        self._show_register()

    @Slot()
    def _show_register(self) -> None:
        self._show_lines(open_risks(self.store.book))

    def _is_wanted(self, line: Line) -> bool:
        """Whether a risk is of the cell that is chosen, and an exception where those alone are wanted."""
        review = line[1]
        if self.exceptions_only.isChecked() and (review is None or not is_exception(review, self._settings)):
            return False
        return self._cell is None or _cell_of(review) == self._cell

    @Slot()
    def ask_new_risk(self) -> None:
        """Ask for a risk and what its first review says of it."""
        book = self.store.book
        registers = [risk.register for risk, _ in open_risks(book)]
        first = {"register": registers[-1] if registers else "Risk register", "reviewed": snapshot(date.today()).label}
        review = fields_of(book, RiskReview)
        fields = (*(f for f in ENTRY_FIELDS[Risk] if f.column in ("number", "register", "entered")), *review)
        self.entering.ask(
            "New risk", fields, first, lambda typed: risks.new_risk(self.store.book, typed, date.today()), _scores_said
        )

    @Slot()
    def ask_new_review(self) -> None:
        """Ask of which day a review of the whole register is; each risk is carried over to it."""
        current = self._current()
        if current is None:
            return
        register = current[0].register

        def make(typed: Mapping[str, str]) -> ChangeSet:
            day = date.fromisoformat(str(_DAY.read(typed["reviewed"])))
            return risks.begin_review(self.store.book, register, day)

        self.entering.ask(
            f"New review of {register}", (_DAY,), {"reviewed": snapshot(date.today()).label}, make, _carried_over
        )

    @Slot(object)
    def change_review(self, line: Line | None) -> None:
        """Open the newest review of a risk to be changed."""
        if line is not None and line[1] is not None:
            self.entering.ask_change(line[1], f"Change {line[0].number}", _scores_said)

    @Slot()
    def _change_risk(self) -> None:
        current = self._current()
        if current is not None:
            self.entering.ask_change(current[0])

    @Slot()
    def ask_close(self) -> None:
        """Ask when and why a risk leaves the register."""
        current = self._current()
        if current is None:
            return
        risk = current[0]
        fields = tuple(f for f in ENTRY_FIELDS[Risk] if f.column in ("closed", "closed_reason"))

        def make(typed: Mapping[str, str]) -> ChangeSet:
            day = fields[0].read(typed["closed"]) or date.today().isoformat()
            return risks.close_risk(self.store.book, risk, date.fromisoformat(str(day)), typed["closed_reason"])

        first = {"closed": snapshot(date.today()).label}
        self.entering.ask(f"Close {risk.number}", fields, first, make)

    @Slot(object)
    def _reopen(self, line: Line) -> None:
        self.entering.ask_change(line[0], f"Closed risk {line[0].number}")

    def _current(self) -> Line | None:
        return self.listing.at(self.table.currentIndex().row())

    def _risk(self) -> Risk:
        current = self._current()
        assert current is not None  # the lists take nothing while there is no risk
        return current[0]

    @Slot(object)
    def _show_risk(self, line: Line | None) -> None:
        risk, review = line if line is not None else (None, None)
        book = self.store.book
        self.detail.show_risk(risk, review, self._settings)
        today = snapshot(date.today()).label
        self.tasks.show_records(tasks_of(book, risk) if risk is not None else [], open_for_more=risk is not None)
        self.notes.show_records(
            notes_of(book, risk) if risk is not None else [], open_for_more=risk is not None, first={"dated": today}
        )
        self.links.show_risk(risk)
        self.scores.show_picture(risk_picture(book, risk) if risk is not None else Picture("", "", ""))
        kept: list[Record] = []
        if risk is not None:
            kept += [risk, *book.reviews(risk.id), *tasks_of(book, risk), *notes_of(book, risk)]
        self.history.show_records(kept)
        for button in (self.change, self.entry, self.close_it, self.new_review):
            button.setEnabled(risk is not None)


def _told_between(book: Book, earlier: date, later: date) -> list[Told]:
    """What changed between two reviews, and after it what could not be compared."""
    return [*changes_between(book, earlier, later), *gaps_between(book, earlier, later)]


def _cell_of(review: RiskReview | None) -> Cell | None:
    if review is None or review.current.likelihood is None or review.current.impact is None:
        return None
    return review.current.likelihood, review.current.impact


def _said_of(placed: Mapping[Cell, list[str]], count: int, appetite: int | None) -> str:
    """What the matrix shows, and what it cannot."""
    shown = sum(len(numbers) for numbers in placed.values())
    said = "Current scores. Choose a cell to see its risks alone."
    if shown < count:
        said += f" {counted(count - shown, 'risk has', 'risks have')} no likelihood and impact at the latest review."
    if appetite is not None:
        said += f" The thick line is the risk appetite: risks above {appetite} are beyond it."
    return said


def _scores_said(typed: Mapping[str, str]) -> str:
    """``Original 4 × 4 = 16 · current 3 × 4 = 12 · target likelihood 2, impact not known``."""

    def step(column: str) -> int | None:
        text = typed.get(column, "")
        return int(text) if text.isdecimal() else None

    named = ("original", "current", "target")
    scores = [(name, Score(step(f"{name}_likelihood"), step(f"{name}_impact"))) for name in named]
    said = " · ".join(f"{name} {score.words}" for name, score in scores)
    return f"Scores: {said}"


def _carried_over(typed: Mapping[str, str]) -> str:
    del typed
    return "Every open risk is carried over as its last review left it; then change what has moved."

"""One budget table as Qt shows it: a row for each line, what is stated and what follows from it; cells are typed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    CastingDifference,
    ColumnRole,
    LineRole,
)
from scorecard_desktop.domain.budget_doubts import doubts
from scorecard_desktop.domain.budget_months import Moved, last_report, movements
from scorecard_desktop.domain.budget_sums import Place
from scorecard_desktop.domain.budget_words import percent_words
from scorecard_desktop.domain.casting import differences
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.money import Showing, showing
from scorecard_desktop.domain.monitoring import Monitored, monitored
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import budgeting, recording
from scorecard_desktop.ui.models.listing import CHIP_ROLE, QUIET_ROLE, STRONG_ROLE, WRAP_ROLE
from scorecard_desktop.ui.open_store import OpenStore

if TYPE_CHECKING:
    from scorecard_desktop.services.judging import Verdict

Index = QModelIndex | QPersistentModelIndex

HELD = 2
"""How many columns stay in sight: the number and the words of a line."""
_NOWHERE = QModelIndex()
_SIGNED = {ColumnRole.VARIANCE, ColumnRole.PREVIOUS_VARIANCE, ColumnRole.MOVEMENT, ColumnRole.VIREMENT}
_LETTERS = {"r": "Red", "a": "Amber", "g": "Green", "": "Not stated"}


class Kind(Enum):
    """What a column of the grid holds."""

    NUMBER = "number"
    LINE = "line"
    MONEY = "money"
    VARIANCE = "variance"
    PERCENT = "percent"
    MOVEMENT = "movement"
    RAG = "rag"
    REASON = "reason"
    ACTION = "action"


_TYPED_AS = {
    Kind.NUMBER: "number",
    Kind.LINE: "description",
    Kind.RAG: "rag",
    Kind.REASON: "reason",
    Kind.ACTION: "action",
}
_WORDS = (Kind.LINE, Kind.REASON, Kind.ACTION)
_FOLLOWING = (Kind.VARIANCE, Kind.PERCENT, Kind.MOVEMENT)
"""What follows from other figures and cannot be typed."""
_WIDTH = {Kind.NUMBER: 5, Kind.VARIANCE: 12, Kind.PERCENT: 9, Kind.MOVEMENT: 12, Kind.RAG: 11}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the grid; ``money`` is the table's own where it is one of money."""

    kind: Kind
    heading: str
    money: BudgetColumn | None = None

    @property
    def width(self) -> int:
        """Characters that it needs; 0 for a share of what is left."""
        if self.money is not None:
            return max(11, min(18, len(self.heading) + 1))
        return _WIDTH.get(self.kind, 0)


class BudgetGrid(QAbstractTableModel):
    """The table, with what does not add up marked at its cell. What follows from other figures cannot be typed."""

    refused = Signal(QModelIndex, str, str)
    """A typed text was not understood: where, the text, and the message that says what can be typed."""

    def __init__(self, store: OpenStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._found: Monitored | None = None
        self._showing: Showing | None = None
        self._columns: list[GridColumn] = []
        self._moved: Mapping[str, Moved] = {}
        self._wrong: dict[Place, CastingDifference] = {}
        self._roles: dict[int, Callable[[BudgetLine, GridColumn], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.EditRole: self._as_typed,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.TextAlignmentRole: lambda _, column: _alignment(column),
            CHIP_ROLE: self._chip,
            WRAP_ROLE: lambda _, column: column.kind is Kind.LINE,
            STRONG_ROLE: lambda line, _: line.role is not LineRole.LINE,
            QUIET_ROLE: lambda line, column: column.kind in (Kind.NUMBER, *_FOLLOWING) and line.role is LineRole.LINE,
        }

    # What is shown

    @property
    def book(self) -> Book:
        """Where it is read from."""
        return self._store.book

    @property
    def table(self) -> BudgetTable | None:
        """The table that is shown."""
        return self._found.table if self._found is not None else None

    @property
    def found(self) -> Monitored | None:
        """The table with its lines and amounts."""
        return self._found

    @property
    def columns(self) -> Sequence[GridColumn]:
        """The columns, left to right."""
        return self._columns

    @property
    def wrong(self) -> Sequence[CastingDifference]:
        """What does not add up, in the order of the table."""
        return tuple(self._wrong.values())

    def show_table(self, table: BudgetTable | None) -> None:
        """Show a table; None shows nothing."""
        self.beginResetModel()
        self._read(table)
        self.endResetModel()

    def refresh(self) -> bool:
        """Read the table again in place; False where its lines or columns are others and it must be shown anew."""
        table = self.book.get(BudgetTable, self.table.id) if self.table is not None else None
        if table is None or self._found is None:
            return False
        before = (self._found, self._showing, self._columns, self._moved, self._wrong)
        self._read(table)
        if [line.line for line in self._found.lines] != [line.line for line in before[0].lines] or (
            self._columns != before[2]
        ):
            self._found, self._showing, self._columns, self._moved, self._wrong = before  # until it is shown anew
            return False
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        return True

    def line_at(self, row: int) -> BudgetLine | None:
        """The line of a row."""
        return self._found.lines[row] if self._found is not None and 0 <= row < len(self._found.lines) else None

    def place_of(self, line: str, column: str = "") -> QModelIndex:
        """The cell of a line, in a column of money where it is given; invalid where it is not shown."""
        lines = self._found.lines if self._found is not None else ()
        row = next((row for row, one in enumerate(lines) if one.line == line), -1)
        at = next((n for n, one in enumerate(self._columns) if one.money is not None and one.money.key == column), 1)
        return self.index(row, at) if row >= 0 else QModelIndex()

    def typed_text(self, row: int, column: int) -> str:
        """A cell as it would be typed: an amount unrounded."""
        line = self.line_at(row)
        return "" if line is None else self._as_typed(line, self._columns[column])

    def _read(self, table: BudgetTable | None) -> None:
        if table is None:
            self._found, self._showing, self._columns, self._moved, self._wrong = None, None, [], {}, {}
            return
        self._found = monitored(self.book, table)
        self._showing = showing(self.book, table)
        self._moved = movements(self.book, table)
        self._wrong = {(one.line, one.column): one for one in doubts(self.book, table)}
        self._columns = self._make_columns(self._found, self._showing)

    def _make_columns(self, found: Monitored, shown: Showing) -> list[GridColumn]:
        table = found.table
        made = [GridColumn(Kind.NUMBER, "No."), GridColumn(Kind.LINE, "Line")]
        made += [GridColumn(Kind.MONEY, shown.heading(column.heading), column) for column in table.columns]
        if found.has_variance and not found.has(ColumnRole.VARIANCE):
            made.append(GridColumn(Kind.VARIANCE, f"Variance {shown.unit.value}"))
        if found.has_variance and any(found.variance_percent(line) is not None for line in found.lines):
            of = "opening" if found.base is ColumnRole.OPENING else "budget"
            made.append(GridColumn(Kind.PERCENT, f"Variance % of {of}"))
        before = last_report(self.book, table)
        if self._moved and before is not None and not found.has(ColumnRole.MOVEMENT):
            made.append(GridColumn(Kind.MOVEMENT, f"Movement since {period_from_code(before.period).heading}"))
        if table.kind is BudgetTableKind.SAVINGS or any(line.rag is not Rag.NONE for line in found.lines):
            made.append(GridColumn(Kind.RAG, "RAG"))
        return [*made, GridColumn(Kind.REASON, "Reason"), GridColumn(Kind.ACTION, "Action")]

    # Typing

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        message = self.store_text(index, str(value))
        if message:
            self.refused.emit(self.index(index.row(), index.column()), str(value), message)
        return not message

    def store_text(self, index: Index, text: str) -> str:
        """Store what was typed; the message that says why not, or nothing where it is stored."""
        line, column = self.line_at(index.row()), self._columns[index.column()]
        if line is None or text.strip() == self._as_typed(line, column).strip():
            return ""
        try:
            self._store.submit(self._step(line, column, text))
        except Refusal as refusal:
            return refusal.message
        return ""

    def judge(self, index: Index, text: str) -> Verdict:
        """What a text that is being typed would put out of cast."""
        from scorecard_desktop.services.judging import Verdict

        line, column, table = self.line_at(index.row()), self._columns[index.column()], self.table
        if line is None or table is None or not text.strip() or column.money is None:
            return Verdict()
        try:
            step = self._step(line, column, text)
        except Refusal as refusal:
            return Verdict(refused=refusal.message)
        typed = [change.after for change in step.changes if isinstance(change.after, BudgetAmount)]
        if not typed:
            return Verdict()
        other = Book([table, *self.book.budget_lines(table.id)])
        kept = [amount for amount in self.book.budget_amounts(table.id) if amount.key != typed[0].key]
        other = Book([*other.records(), *kept, *typed])
        news = [one for one in differences(other, table) if one not in self._wrong.values()]
        return Verdict(says=f"{news[0].sentence}." if news else "")

    def _step(self, line: BudgetLine, column: GridColumn, text: str) -> ChangeSet:
        if column.money is not None:
            return budgeting.change_amount(self.book, line.table, line.line, column.money.key, text)
        field = _TYPED_AS.get(column.kind)
        if field is None:
            raise Refusal("This follows from other figures and cannot be typed.")
        typed = _LETTERS.get(text.strip().casefold(), text) if column.kind is Kind.RAG else text
        return recording.change_record(self.book, line, {field: typed})

    # Qt's table

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._found is None else len(self._found.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, find = self.line_at(index.row()), self._roles.get(role)
        if find is None or line is None or not index.isValid():
            return None
        return find(line, self._columns[index.column()])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_across(self._columns[section]) | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line_at(index.row())
        if not index.isValid() or line is None:
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        kind = self._columns[index.column()].kind
        typed = kind in _TYPED_AS or (kind is Kind.MONEY and line.role is not LineRole.HEADING)
        return plain | Qt.ItemFlag.ItemIsEditable if typed and not self._store.read_only else plain

    # Roles

    def _text(self, line: BudgetLine, column: GridColumn) -> str:
        if column.money is not None:
            amount = self._amount(line, column.money)
            if amount is None or self._showing is None:
                return ""
            return _without_unit(self._showing, amount, signed=column.money.role in _SIGNED)
        if column.kind is Kind.PERCENT:
            return percent_words(self._found.variance_percent(line)) if self._found is not None else ""
        if column.kind in (Kind.VARIANCE, Kind.MOVEMENT):
            amount = self._following(line, column)
            return "" if amount is None or self._showing is None else _without_unit(self._showing, amount, signed=True)
        if column.kind is Kind.RAG:
            return "" if line.rag is Rag.NONE else line.rag.word
        return str(getattr(line, _TYPED_AS[column.kind]))

    def _following(self, line: BudgetLine, column: GridColumn) -> Decimal | None:
        if column.kind is Kind.VARIANCE:
            return self._found.variance(line) if self._found is not None else None
        moved = self._moved.get(line.line)
        return moved.movement if moved is not None else None

    def _amount(self, line: BudgetLine, money: BudgetColumn) -> Decimal | None:
        return self._found.amounts.get((line.line, money.key)) if self._found is not None else None

    def _as_typed(self, line: BudgetLine, column: GridColumn) -> str:
        if column.money is not None:
            return budgeting.amount_as_typed(self.book, line.table, line.line, column.money.key)
        return self._text(line, column)

    def _difference(self, line: BudgetLine, column: GridColumn) -> CastingDifference | None:
        return self._wrong.get((line.line, column.money.key)) if column.money is not None else None

    def _chip(self, line: BudgetLine, column: GridColumn) -> Rag | None:
        if column.kind is Kind.RAG:
            return line.rag if line.rag is not Rag.NONE else None
        return Rag.RED if self._difference(line, column) is not None else None

    def _tip(self, line: BudgetLine, column: GridColumn) -> str:
        wrong = self._difference(line, column)
        if wrong is not None:
            return f"Does not add up. {wrong.sentence}."
        text = self._text(line, column)
        if column.kind in _WORDS:
            return text
        amount = self._amount(line, column.money) if column.money is not None else None
        shown = self._showing.words(amount) if amount is not None and self._showing is not None else text
        return f"{line.description}, {column.heading}: {shown or 'nothing'}"

    def _spoken(self, line: BudgetLine, column: GridColumn) -> str:
        wrong = self._difference(line, column)
        said = f"{line.description}, {column.heading}, {self._text(line, column) or 'none'}"
        return f"{said}, does not add up: {wrong.sentence}" if wrong is not None else said


def _without_unit(shown: Showing, amount: Decimal, *, signed: bool) -> str:
    words = shown.signed(amount) if signed else shown.words(amount)
    return words.replace("£", "").removesuffix("k").removesuffix("m")


def _across(column: GridColumn) -> Qt.AlignmentFlag:
    right = column.kind in (Kind.MONEY, *_FOLLOWING)
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


def _alignment(column: GridColumn) -> int:
    down = Qt.AlignmentFlag.AlignTop if column.kind is Kind.LINE else Qt.AlignmentFlag.AlignVCenter
    return int(_across(column) | down)

"""The scorecard as a table: groups, indicators, a column for each period, ratings by role."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.pictures.trend import trend_picture
from scorecard_desktop.domain.process import Process
from scorecard_desktop.domain.publishing import restatements
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.services import editing
from scorecard_desktop.ui.models.arrangement import Arrangement
from scorecard_desktop.ui.models.cells import DERIVED, Cell
from scorecard_desktop.ui.models.columns import (
    Column,
    ColumnKind,
    Offer,
    columns_of,
    offers_of,
)
from scorecard_desktop.ui.models.grid_rows import Row, Section, rows_of
from scorecard_desktop.ui.models.grid_words import cell_spoken, cell_tip
from scorecard_desktop.ui.models.row_facts import RowFacts
from scorecard_desktop.ui.models.sparkline import Sparkline
from scorecard_desktop.ui.models.travel import travel_sentence
from scorecard_desktop.ui.open_store import OpenStore

if TYPE_CHECKING:
    from scorecard_desktop.services.judging import Verdict

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""A ``Cell`` for a period column, else None."""
TRAVEL_ROLE = Qt.ItemDataRole.UserRole + 2
"""A ``Direction`` for the travel column, else None."""
SECTION_ROLE = Qt.ItemDataRole.UserRole + 3
"""The ``Section`` of a row that heads others, else None."""
TREND_ROLE = Qt.ItemDataRole.UserRole + 4
"""A ``Sparkline`` for the trend column, else None."""
PROCESS_ROLE = Qt.ItemDataRole.UserRole + 5
"""A ``Process`` for the columns of the control chart, else None."""

FROZEN = 3
"""Reference, indicator and target stay in sight."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
# made once: they are asked for several times for each cell that is painted
_TO_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _TO_READ | Qt.ItemFlag.ItemIsEditable
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ON_THE_RIGHT = (ColumnKind.TARGET, ColumnKind.PERIOD, ColumnKind.BENCHMARK)
_TYPED = (ColumnKind.PERIOD, ColumnKind.TARGET)
_OF_THE_CHART = (ColumnKind.VARIATION, ColumnKind.ASSURANCE)

_OF_ONE_INDICATOR = frozenset({"observation", "commentary", "override", "target"})
_NOT_SHOWN = frozenset({"finding", "dismissal", "source file", "publication"})


class ScorecardGrid(QAbstractTableModel):
    """One scorecard. Cells are made when they are first painted and kept for as long as the ledger keeps their row."""

    refused = Signal(QModelIndex, str, str)
    """A typed text was not understood: where, the text, and the message that says what can be typed."""
    restated = Signal(object)
    """A ChangeSet that was typed would change a published figure: it waits for a reason."""

    def __init__(self, store: OpenStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._card: Scorecard | None = None
        self._arrangement = Arrangement()
        self._rows: list[Row] = []
        self._row_of: dict[str, int] = {}
        self._columns: list[Column] = []
        self._offers: list[Offer] = []
        self._current: Period | None = None
        self._has_refs = True
        self._facts: RowFacts | None = None
        self._roles: dict[int, Callable[[int, int], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._display,
            Qt.ItemDataRole.EditRole: self._edit_text,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: self._spoken_section,
            CELL_ROLE: self._cell,
            TRAVEL_ROLE: self._travel,
            SECTION_ROLE: self._section,
            TREND_ROLE: self._trend,
            PROCESS_ROLE: self._process,
        }

    @property
    def book(self) -> Book:
        """The book shown."""
        return self._store.book

    @property
    def ledger(self) -> Ledger:
        """The rated rows of the book."""
        return self._store.ledger

    @property
    def scorecard(self) -> Scorecard | None:
        """The scorecard shown."""
        return self._card

    @property
    def arrangement(self) -> Arrangement:
        """How it is shown."""
        return self._arrangement

    @property
    def offers(self) -> list[Offer]:
        """Every column that the scorecard could show."""
        return self._offers

    @property
    def _at(self) -> Period | None:
        """The current period; of a scorecard without figures the last that it has a column for."""
        return self._current or next((c.period for c in reversed(self._columns) if c.period is not None), None)

    @property
    def current(self) -> Period | None:
        """The latest period for which any figure has come."""
        return self._current

    def arrange(self, scorecard: str, arrangement: Arrangement, exceptions: Collection[str] = ()) -> None:
        """Show a scorecard, or another part of it. ``exceptions`` are the ids of its indicators that are exceptions."""
        self.beginResetModel()
        book = self.book
        self._card = book.get(Scorecard, scorecard)
        self._arrangement = arrangement
        self._current = book.current_period(scorecard)
        self._offers = offers_of(book, scorecard, self._current) if self._card is not None else []
        periods = arrangement.span.of(book.periods(scorecard), self._current)
        self._columns = columns_of(self._offers, arrangement.columns, periods, self._current)
        self._facts = RowFacts(self.ledger, self._card, self._current)
        if arrangement.needs_all:
            self._facts.count_all()
        self._rows = rows_of(self._facts, arrangement, exceptions)
        self._row_of = {row.id: number for number, row in enumerate(self._rows) if isinstance(row, Indicator)}
        self._has_refs = any(indicator.ref for indicator in self._facts.indicators)
        self.endResetModel()

    @property
    def facts(self) -> RowFacts:
        """What is known of the scorecard's rows."""
        if self._facts is None:
            self._facts = RowFacts(self.ledger, None, None)
        return self._facts

    def is_hidden(self, section: int) -> bool:
        """Whether a held column is not wanted, or says nothing."""
        kind = self._columns[section].kind
        if kind is ColumnKind.REF and not self._has_refs:
            return True
        return section < FROZEN and kind is not ColumnKind.NAME and not self._wants(kind.value)

    def _wants(self, key: str) -> bool:
        return any(offer.key == key and self._arrangement.columns.shows(offer) for offer in self._offers)

    @property
    def shown_count(self) -> int:
        """How many indicators are shown."""
        return len(self._row_of)

    def refresh(self, change_set: ChangeSet) -> bool:
        """Show the indicators that a change touches anew. False where rows or columns must be arranged again."""
        kinds = {change.record.record_kind for change in change_set.changes}
        if not kinds <= _OF_ONE_INDICATOR | _NOT_SHOWN:
            return False
        if self._card is None or self.book.current_period(self._card.id) != self._current:
            return False
        touched = self.ledger.affected(change_set.changes)
        self.facts.forget(touched)
        rows = [self._row_of[identifier] for identifier in touched if identifier in self._row_of]
        if rows and self._columns:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self._columns) - 1))
        return True

    # Where things are

    def indicator_at(self, row: int) -> Indicator | None:
        """The indicator of a row; None in a row that heads others."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Indicator) else None

    def section_at(self, row: int) -> Section | None:
        """The heading that a row is; None in an indicator's row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Section) else None

    def period_at(self, column: int) -> Period | None:
        """The period of a column; outside the period columns the current one, or the last while no figure has come."""
        found = self._columns[column].period if 0 <= column < len(self._columns) else None
        return found or self._at

    def code_at(self, column: int) -> str:
        """The code of the period of a column, as ``period_at``; empty where there is none at all."""
        period = self.period_at(column)
        return period.code if period is not None else ""

    def column(self, section: int) -> Column:
        """A column."""
        return self._columns[section]

    def place_of(self, indicator: str, period: str) -> QModelIndex:
        """The cell of an indicator and period (the current one where the period has no column)."""
        row = self._row_of.get(indicator)
        return self.index(row, self.column_of(period)) if row is not None else QModelIndex()

    def column_of(self, period: str) -> int:
        """The column of a period, else of the current one, else the name."""
        codes = {
            column.period.code: section
            for section, column in enumerate(self._columns)
            if column.kind is ColumnKind.PERIOD and column.period is not None
        }
        now = self._at.code if self._at is not None else ""
        return codes.get(period, codes.get(now, 1))

    def first_cell(self) -> QModelIndex:
        """The first indicator's current figure."""
        row = next((r for r, found in enumerate(self._rows) if isinstance(found, Indicator)), -1)
        return self.index(row, self.column_of("")) if row >= 0 else QModelIndex()

    # What is copied

    def shown_text(self, row: int, column: int) -> str:
        """What a cell says, without the marks that belong to the screen."""
        return self._display(row, column).removesuffix(DERIVED)

    def typed_text(self, row: int, column: int) -> str:
        """What would be typed to get what a cell holds; empty where nothing was entered."""
        return self._edit_text(row, column)

    # QAbstractTableModel

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        find = self._roles.get(role)
        return find(index.row(), index.column()) if find is not None and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            row = self.indicator_at(section)
            return (row.ref or row.name if row is not None else "") if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        sorting = self._arrangement.sorting
        sorted_by = sorting.column == column.key
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.heading} {'↓' if sorting.descending else '↑'}" if sorted_by else column.heading
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            order = "largest first" if sorting.descending else "smallest first"
            return f"{column.name}, sorted, {order}" if sorted_by else column.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind in _ON_THE_RIGHT else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not isinstance(self._rows[index.row()], Indicator):
            return Qt.ItemFlag.NoItemFlags
        if self._columns[index.column()].kind in _TYPED and not self._store.read_only:
            return _EDITABLE
        return _TO_READ

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        message = self.store_text(index, str(value))
        if message:
            self.refused.emit(self.index(index.row(), index.column()), str(value), message)
        return not message

    def store_text(self, index: Index, text: str) -> str:
        """Store what was typed; the message that says why not, or nothing where it is stored."""
        indicator, column = self.indicator_at(index.row()), self._columns[index.column()]
        if indicator is None or column.kind not in _TYPED:
            return "Figures are typed in the columns of the periods, and targets in theirs."
        if text.strip() == self._edit_text(index.row(), index.column()):
            return ""
        try:
            if column.period is None:
                typed = editing.Typed(indicator.id, self.code_at(index.column()), text)
                step = editing.change_targets(self.book, [typed], "change")
            else:
                step = editing.change_value(self.book, indicator.id, column.period.code, text)
            if restatements(self.book, step):
                self.restated.emit(step)
            else:
                self._store.submit(step)
        except Refusal as refusal:
            return refusal.message
        return ""

    def judge(self, index: Index, text: str) -> Verdict:
        """What would come of a text that is being typed."""
        from scorecard_desktop.services import judging  # many rules, and none is wanted at first

        indicator, period = self.indicator_at(index.row()), self.code_at(index.column())
        if indicator is None or text.strip() == self._edit_text(index.row(), index.column()):
            return judging.Verdict()
        is_target = self._columns[index.column()].kind is ColumnKind.TARGET
        return (judging.judge_target if is_target else judging.judge)(self.book, indicator.id, period, text)

    # Roles

    def _display(self, row: int, column: int) -> str:
        found, of = self._rows[row], self._columns[column]
        if isinstance(found, Section):
            return found.title if of.kind is ColumnKind.NAME else ""
        return self.facts.text(found, of)

    def _cell(self, row: int, column: int) -> Cell | None:
        of, found = self._columns[column], self._rows[row]
        if of.kind is not ColumnKind.PERIOD or of.period is None or isinstance(found, Section):
            return None
        return self.facts.cell(found, of.period)

    def _travel(self, row: int, column: int) -> Any:
        found = self._rows[row]
        if self._columns[column].kind is not ColumnKind.TRAVEL or isinstance(found, Section):
            return None
        now = self.facts.now(found)
        return now.direction if now is not None else None

    def _trend(self, row: int, column: int) -> Sparkline | None:
        found = self._rows[row]
        if self._columns[column].kind is not ColumnKind.TREND or isinstance(found, Section):
            return None
        return self.facts.line(found)

    def _process(self, row: int, column: int) -> Process | None:
        found = self._rows[row]
        if self._columns[column].kind not in _OF_THE_CHART or isinstance(found, Section):
            return None
        return self.facts.process(found)

    def _section(self, row: int, column: int) -> Section | None:
        found = self._rows[row]
        return found if isinstance(found, Section) else None

    def _edit_text(self, row: int, column: int) -> str:
        found, period, kind = self._rows[row], self._columns[column].period, self._columns[column].kind
        if isinstance(found, Indicator) and kind is ColumnKind.TARGET:
            return editing.target_as_typed(self.book, found, self.code_at(column))
        if isinstance(found, Section) or period is None or kind is not ColumnKind.PERIOD:
            return self._display(row, column)
        return editing.as_typed(self.book.observation(found.id, period.code), found)

    def _tip(self, row: int, column: int) -> str | None:
        found, of = self._rows[row], self._columns[column]
        if isinstance(found, Section):
            return found.title or None
        if of.kind is ColumnKind.PERIOD and of.period is not None:
            row_of, cell = self.facts.row(found, of.period), self.facts.cell(found, of.period)
            return cell_tip(row_of, cell) if row_of is not None and cell is not None else None
        return self._sentence(found, of) or self._display(row, column) or None

    def _sentence(self, indicator: Indicator, of: Column) -> str:
        """What a column of drawings, arrows or others' figures says in words; empty for the others."""
        if of.kind is ColumnKind.BENCHMARK:
            return self.facts.benchmark_sentence(indicator, of.name)
        if of.kind is ColumnKind.TRAVEL:
            now = self.facts.now(indicator)
            return travel_sentence(now) if now is not None else ""
        if of.kind is ColumnKind.TREND and self._current is not None:
            return trend_picture(self.ledger, indicator, self._current.kind).sentence
        if of.kind in _OF_THE_CHART:
            process = self.facts.process(indicator)
            if process is None:
                return "There are too few figures for a control chart."
            return process.variation_sentence if of.kind is ColumnKind.VARIATION else process.assurance_sentence
        return ""

    def _alignment(self, row: int, column: int) -> int:
        return _RIGHT if self._columns[column].kind in _ON_THE_RIGHT else _LEFT

    def _spoken(self, row: int, column: int) -> str | None:
        found, of = self._rows[row], self._columns[column]
        if isinstance(found, Section):
            return found.title or None
        if of.kind is ColumnKind.PERIOD and of.period is not None:
            row_of, cell = self.facts.row(found, of.period), self.facts.cell(found, of.period)
            return cell_spoken(row_of, cell) if row_of is not None and cell is not None else None
        if of.kind in (ColumnKind.REF, ColumnKind.NAME):
            return found.title
        said = self._sentence(found, of)
        name = found.ref or found.name
        return f"{name}, {said}" if said else f"{name}, {of.name}, {self._display(row, column) or 'none'}"

    def _spoken_section(self, row: int, column: int) -> str | None:
        found = self._rows[row]
        if isinstance(found, Section):
            return f"{found.count} {'indicator' if found.count == 1 else 'indicators'}"
        group = self._arrangement.grouping.group_of(found)
        return f"{self._arrangement.grouping.words} {group}" if group else None

"""The scorecard as a table: sections, indicators, a column for each period, ratings by role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from scorecard_desktop.domain.aggregation import figure_at
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.figures import plain, show
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.neighbours import neighbours
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, figure_text, rate_at, rated_row, ratio_text, target_text
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.track_record import TrackRecord
from scorecard_desktop.services import editing
from scorecard_desktop.ui.models.arrangement import Arrangement, Column, ColumnKind, columns_of, latest_benchmark
from scorecard_desktop.ui.models.travel import travel_sentence, travel_text
from scorecard_desktop.ui.open_store import OpenStore

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""A ``Cell`` for a period column, else None."""
TRAVEL_ROLE = Qt.ItemDataRole.UserRole + 2
"""A ``Direction`` for the travel column, else None."""
SECTION_ROLE = Qt.ItemDataRole.UserRole + 3
"""The section's title in a section row, else None."""

FROZEN = 3
"""Reference, indicator and target stay in sight."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
# made once: they are asked for several times for each cell that is painted
_TO_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _TO_READ | Qt.ItemFlag.ItemIsEditable
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


_DERIVED = "†"
"""What follows a figure that was worked out from others; the words are in its tip and in what is read out."""

_OF_ONE_INDICATOR = frozenset({"observation", "commentary", "override", "target"})
_NOT_SHOWN = frozenset({"finding", "dismissal", "source file"})


class CellState(Enum):
    """What a period cell holds; each is painted differently, and none by colour alone."""

    FIGURE = "figure"
    SYMBOL = "symbol"
    WORDS = "words"
    AWAITED = "awaited"
    NOT_EXPECTED = "not expected"


@dataclass(frozen=True, slots=True)
class Cell:
    """A period cell as it is painted."""

    text: str
    state: CellState
    rag: Rag
    overridden: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A row that heads the indicators beneath it."""

    title: str


Row = Section | Indicator


def state_of(observation: Observation | None, presence: Presence) -> CellState:
    """What a cell holds."""
    if presence is not Presence.HERE or observation is None:
        return CellState.NOT_EXPECTED if presence is Presence.NOT_EXPECTED else CellState.AWAITED
    if observation.value is not None:
        return CellState.FIGURE
    return CellState.SYMBOL if observation.symbol is not None else CellState.WORDS


class ScorecardGrid(QAbstractTableModel):
    """One scorecard. Cells are made when they are first painted and kept until their indicator changes."""

    refused = Signal(QModelIndex, str, str)
    """A typed text was not understood: where, the text, and the message that says what can be typed."""

    def __init__(self, store: OpenStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._card: Scorecard | None = None
        self._arrangement = Arrangement()
        self._rows: list[Row] = []
        self._columns: list[Column] = []
        self._current: Period | None = None
        self._has_refs = True
        self._cells: dict[tuple[int, int], Cell] = {}
        self._now: dict[int, RatedRow] = {}
        self._rags: dict[str, Rag] = {}
        self._uncounted: list[Indicator] = []
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
        }

    @property
    def book(self) -> Book:
        """The book shown."""
        return self._store.book

    @property
    def scorecard(self) -> Scorecard | None:
        """The scorecard shown."""
        return self._card

    @property
    def _at(self) -> Period | None:
        """The current period; of a scorecard without figures the last that it has a column for."""
        return self._current or next((c.period for c in reversed(self._columns) if c.period is not None), None)

    @property
    def current(self) -> Period | None:
        """The latest period for which any figure has come."""
        return self._current

    def arrange(self, scorecard: str, arrangement: Arrangement) -> None:
        """Show a scorecard, or another part of it."""
        self.beginResetModel()
        book = self.book
        self._card = book.get(Scorecard, scorecard)
        self._arrangement = arrangement
        self._current = book.current_period(scorecard)
        self._columns = columns_of(book, scorecard, arrangement, self._current) if self._card is not None else []
        indicators = book.indicators(scorecard)
        self._rags.clear()
        self._uncounted = indicators[::-1]
        if arrangement.rags:
            book.complete()
            self.count_on(len(indicators))
        self._rows = self._arranged(indicators)
        self._has_refs = any(indicator.ref for indicator in indicators)
        self._cells.clear()
        self._now.clear()
        self.endResetModel()

    @property
    def has_refs(self) -> bool:
        """Whether any indicator of the scorecard has a reference: without, its column says nothing."""
        return self._has_refs

    @property
    def indicator_count(self) -> int:
        """How many indicators the whole scorecard has."""
        return len(self._rags) + len(self._uncounted)

    def count_on(self, at_most: int) -> bool:
        """Rate as many more indicators for ``counts``, so that it need not rate all at once; whether all have been."""
        for _ in range(min(at_most, len(self._uncounted))):
            indicator = self._uncounted.pop()
            self._rags[indicator.id] = self._rag_now(indicator)
        return not self._uncounted

    def counts(self) -> dict[Rag, int]:
        """How many indicators of the whole scorecard have each rating now, whatever is shown."""
        self.count_on(len(self._uncounted))
        return {rag: sum(1 for found in self._rags.values() if found is rag) for rag in Rag}

    def refresh(self, change_set: ChangeSet) -> bool:
        """Show the indicators that a change touches anew. False where rows or columns must be arranged again."""
        touched = set()
        for change in change_set.changes:
            record = change.record
            if record.record_kind in _NOT_SHOWN:
                continue
            if record.record_kind not in _OF_ONE_INDICATOR:
                return False
            touched.add(record.key[0])
        if self._card is None or self.book.current_period(self._card.id) != self._current:
            return False
        for identifier in touched & self._rags.keys():
            indicator = self.book.get(Indicator, identifier)
            if indicator is not None:
                self._rags[identifier] = self._rag_now(indicator)
        rows = [r for r, row in enumerate(self._rows) if isinstance(row, Indicator) and row.id in touched]
        if rows and self._columns:
            for row in rows:
                self._now.pop(row, None)
                for column in range(len(self._columns)):
                    self._cells.pop((row, column), None)
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self._columns) - 1))
        return True

    # Where things are

    def indicator_at(self, row: int) -> Indicator | None:
        """The indicator of a row; None in a section row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Indicator) else None

    def period_at(self, column: int) -> Period | None:
        """The period of a column; outside the period columns the current one, or the last while no figure has come."""
        found = self._columns[column].period if 0 <= column < len(self._columns) else None
        return found or self._at

    def column(self, section: int) -> Column:
        """A column."""
        return self._columns[section]

    def place_of(self, indicator: str, period: str) -> QModelIndex:
        """The cell of an indicator and period (the current one where the period has no column)."""
        row = next(
            (r for r, found in enumerate(self._rows) if isinstance(found, Indicator) and found.id == indicator), -1
        )
        if row < 0:
            return QModelIndex()
        return self.index(row, self.column_of(period))

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
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = column.kind in (ColumnKind.REF, ColumnKind.NAME, ColumnKind.TRAVEL)
            return _LEFT if left else _RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.indicator_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        if self._columns[index.column()].kind is ColumnKind.PERIOD and not self._store.read_only:
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
        indicator, period = self.indicator_at(index.row()), self._columns[index.column()].period
        if indicator is None or period is None:
            return "Figures are typed in the columns of the periods."
        if text.strip() == self._edit_text(index.row(), index.column()):
            return ""
        try:
            self._store.submit(editing.change_value(self.book, indicator.id, period.code, text))
        except Refusal as refusal:
            return refusal.message
        return ""

    # Roles

    def _display(self, row: int, column: int) -> str:
        found = self._rows[row]
        kind = self._columns[column].kind
        if isinstance(found, Section):
            return found.title if kind is ColumnKind.NAME else ""
        if kind is ColumnKind.REF:
            return found.ref
        if kind is ColumnKind.NAME:
            return found.name
        if kind is ColumnKind.PERIOD:
            cell = self._cell(row, column)
            return cell.text if cell is not None else ""
        if kind is ColumnKind.BENCHMARK:
            return self._benchmark_text(found, column)
        if kind is ColumnKind.TARGET:
            at = self._current
            return target_text(self.book.target(found.id, at.code), found) if at is not None else ""
        now = self._at_present(row)
        return travel_text(now.direction) if now is not None else ""

    def _cell(self, row: int, column: int) -> Cell | None:
        period = self._columns[column].period
        found = self._rows[row]
        if self._columns[column].kind is not ColumnKind.PERIOD or period is None or isinstance(found, Section):
            return None
        cell = self._cells.get((row, column))
        if cell is None:
            track, at = TrackRecord(self.book, found), neighbours(period)
            observation, rating = track.figure(at.code), track.rating(at)
            mark = _DERIVED if observation is not None and self._is_derived(found, period) else ""
            state = state_of(observation, track.presence(at))
            cell = Cell(figure_text(observation, found) + mark, state, rating.rag, rating.overridden)
            self._cells[row, column] = cell
        return cell

    def _is_derived(self, indicator: Indicator, period: Period) -> bool:
        return self.book.observation(indicator.id, period.code) is None

    def _travel(self, row: int, column: int) -> Any:
        now = self._at_present(row) if self._columns[column].kind is ColumnKind.TRAVEL else None
        return now.direction if now is not None else None

    def _section(self, row: int, column: int) -> str | None:
        found = self._rows[row]
        return found.title if isinstance(found, Section) else None

    def _edit_text(self, row: int, column: int) -> str:
        found, period = self._rows[row], self._columns[column].period
        if isinstance(found, Section) or period is None or self._columns[column].kind is not ColumnKind.PERIOD:
            return self._display(row, column)
        observation = self.book.observation(found.id, period.code)
        if observation is None or observation.value is None:
            return figure_text(observation, found)
        flags = "".join(f" {flag.shorthand}" for flag in sorted(observation.flags, key=lambda f: f.value))
        return f"{found.unit.prefix}{plain(observation.value)}{found.unit.suffix}{flags}"

    def _tip(self, row: int, column: int) -> str | None:
        found = self._rows[row]
        kind = self._columns[column].kind
        if isinstance(found, Section):
            return found.title or None
        if kind is ColumnKind.PERIOD:
            return self._period_tip(row, column, found)
        if kind is ColumnKind.TRAVEL:
            now = self._at_present(row)
            return travel_sentence(now) if now is not None else None
        return self._display(row, column) or None

    def _period_tip(self, row: int, column: int, indicator: Indicator) -> str:
        period = self._columns[column].period
        cell = self._cell(row, column)
        assert period is not None
        assert cell is not None
        observation = figure_at(self.book, indicator, period)
        lines = [f"{indicator.title}, {period.label}"]
        if cell.state not in (CellState.AWAITED, CellState.NOT_EXPECTED):
            ratio = ratio_text(observation)
            rated = f", {cell.rag.word.lower()}" if cell.rag is not Rag.NONE else ""
            lines.append(f"{cell.text}{f' ({ratio})' if ratio else ''}{rated}")
            if self._is_derived(indicator, period):
                lines.append("It was worked out from other figures, and not entered.")
        lines.append(rate_at(self.book, indicator, period).proof)
        return "\n".join(lines)

    def _alignment(self, row: int, column: int) -> int:
        left = self._columns[column].kind in (ColumnKind.REF, ColumnKind.NAME, ColumnKind.TRAVEL)
        return _LEFT if left else _RIGHT

    def _spoken(self, row: int, column: int) -> str | None:
        found, of = self._rows[row], self._columns[column]
        if isinstance(found, Section):
            return found.title or None
        name = found.ref or found.name
        if of.kind is ColumnKind.PERIOD and of.period is not None and self._card is not None:
            return rated_row(self.book, self._card, found, of.period).spoken
        if of.kind in (ColumnKind.REF, ColumnKind.NAME):
            return found.title
        if of.kind is ColumnKind.TRAVEL:
            now = self._at_present(row)
            return f"{name}, {travel_sentence(now)}" if now is not None else name
        return f"{name}, {of.name}, {self._display(row, column) or 'none'}"

    def _spoken_section(self, row: int, column: int) -> str | None:
        found = self._rows[row]
        return f"Section {found.section}" if isinstance(found, Indicator) and found.section else None

    # Parts

    def _rag_now(self, indicator: Indicator) -> Rag:
        return rate_at(self.book, indicator, self._current).rag if self._current is not None else Rag.NONE

    def _at_present(self, row: int) -> RatedRow | None:
        found = self._rows[row]
        if self._card is None or self._current is None or isinstance(found, Section):
            return None
        if row not in self._now:
            self._now[row] = rated_row(self.book, self._card, found, self._current)
        return self._now[row]

    def _benchmark_text(self, indicator: Indicator, column: int) -> str:
        benchmark = latest_benchmark(self.book, indicator.id, self._columns[column].name)
        if benchmark is None:
            return ""
        if benchmark.value is not None:
            return show(benchmark.value, indicator.unit, indicator.decimals)
        return benchmark.symbol.shorthand if benchmark.symbol is not None else benchmark.note

    def _arranged(self, indicators: list[Indicator]) -> list[Row]:
        wanted = [i for i in indicators if self._arrangement.shows(i, self._rags.get(i.id, Rag.NONE))]
        rows: list[Row] = []
        section = ""
        for indicator in wanted:
            if indicator.section != section:
                section = indicator.section
                rows.append(Section(section))
            rows.append(indicator)
        return rows

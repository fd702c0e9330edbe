"""What there is in a store, as the list at the left: headings, scorecards, and pages with their counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.ui.models.attention import Attention
from scorecard_desktop.ui.models.to_do import to_do

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 21


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the page it opens (empty for a heading), and for a scorecard its id."""

    title: str
    page: str = ""
    scorecard: str = ""
    icon: str = ""
    count: int | None = None
    counted: str = ""


FIRST = Entry("Overview", "overview", icon="overview", counted="things to do")
PAGES = (
    Entry("Exceptions", "exceptions", icon="exceptions", counted="exceptions"),
    Entry("Risks", "risks", icon="risks", counted="risks that are exceptions"),
    Entry("Budget", "budget", icon="budget", counted="differences in the budget"),
    Entry("Recommendations", "recommendations", icon="recommendations", counted="recommendations that are overdue"),
    Entry("Programmes", "programmes", icon="programmes", counted="milestones that are overdue"),
    Entry("Meetings", "meetings", icon="meetings", counted="actions that are overdue"),
    Entry("Findings", "findings", icon="findings", counted="findings"),
    Entry("Returns", "returns", icon="returns"),
    Entry("Pack", "pack", icon="pack"),
    Entry("Settings", "settings", icon="settings"),
)


def entries_of(book: Book, attention: Attention | None) -> list[Entry]:
    """The lines for a book; counts are absent until they have been worked out."""
    counts: dict[str, int] = {}
    if attention is not None:
        counts = {
            "overview": len(to_do(attention, date.today())),
            "exceptions": len(attention.exceptions),
            "risks": attention.risks,
            "budget": attention.difference_count,
            "findings": len(attention.findings),
            **{page: count for page, count in attention.overdue.items() if count},
        }
    cards = [Entry(card.name, "scorecard", card.id, "scorecard") for card in book.scorecards()]
    return [
        replace(FIRST, count=counts.get(FIRST.page)),
        Entry("Scorecards", "" if cards else "scorecard"),
        *cards,
        *(replace(entry, count=counts.get(entry.page)) for entry in PAGES),
    ]


class NavigationList(QAbstractListModel):
    """The lines of the list at the left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Show these lines; only the counts change where the lines are the same."""
        same = [(e.title, e.page, e.scorecard) for e in entries] == [
            (e.title, e.page, e.scorecard) for e in self._entries
        ]
        if same:
            self._entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    @property
    def entries(self) -> list[Entry]:
        """Every line, in its order."""
        return list(self._entries)

    def row_of(self, page: str, scorecard: str) -> int:
        """The row of a page, -1 where there is none."""
        places = [(e.page, e.scorecard) for e in self._entries]
        return places.index((page, scorecard)) if (page, scorecard) in places else -1

    def at(self, row: int) -> Entry | None:
        """The entry of a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.at(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.title if entry.count is None else f"{entry.title}, {entry.count}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.title if entry.count is None else f"{entry.title}: {entry.count} {entry.counted}"
        return entry if role == ENTRY_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.at(index.row()) if index.isValid() else None
        if entry is None or not entry.page:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

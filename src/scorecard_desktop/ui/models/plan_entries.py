"""The entries of an import plan, each to be taken or left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from scorecard_desktop.domain.change import Record
from scorecard_desktop.services.importer import Action, ImportPlan, PlanEntry
from scorecard_desktop.ui.models.listing import Field, Listing

Index = QModelIndex | QPersistentModelIndex

_WORDS = {
    Action.ADD: "Added",
    Action.ALTER: "Changed",
    Action.UNCHANGED: "Same",
    Action.REJECT: "Not taken",
    Action.CONFLICT: "Changed in both",
}
_KINDS = {"observation": "Figure", "scorecard period": "Period", "budget amount": "Amount", "risk review": "Review"}
"""Where the officers' word is not ours."""
_FEW = 1_000
"""Up to so many entries are told in as many lines as they need; measuring more would be felt."""
TAKABLE = (Action.ADD, Action.ALTER, Action.CONFLICT)

Numbered = tuple[int, PlanEntry]


def action_words(action: Action) -> str:
    """What the plan would do, in a word."""
    return _WORDS[action]


class PlanEntries(Listing[Numbered]):
    """Each entry with its number in the plan. ``accepted_changed`` follows every tick."""

    accepted_changed = Signal()

    def __init__(self, plan: ImportPlan, parent: QObject | None = None) -> None:
        self._lines: dict[int, str] = {}
        super().__init__(
            [
                Field("Take", lambda _: "", width=5),
                Field("Action", lambda entry: action_words(entry[1].action), width=15, quiet=True),
                Field("Kind", lambda entry: _kind(entry[1].record), width=14, quiet=True),
                Field(
                    "What",
                    self.line,
                    wrap=len(plan.entries) <= _FEW,
                    both_ends=True,
                    strong=lambda entry: entry[1].action is Action.ALTER or None,
                ),
                Field("Cell", _cell, width=18, quiet=True),
            ],
            parent,
        )
        self._all: list[Numbered] = list(enumerate(plan.entries))
        # what changed on both sides stands as it is here, until an officer says otherwise
        self._conflicts = frozenset(number for number, entry in self._all if entry.action is Action.CONFLICT)
        self._left: set[int] = set(self._conflicts)
        self._takable = sum(1 for _, entry in self._all if entry.action in TAKABLE)

    @property
    def entries(self) -> Sequence[Numbered]:
        """Every entry of the plan, whatever is shown."""
        return self._all

    def line(self, entry: Numbered) -> str:
        """What is said of an entry, kept once it was said: a search asks for all of them."""
        found = self._lines.get(entry[0])
        if found is None:
            found = self._lines[entry[0]] = entry[1].line
        return found

    @property
    def accepted(self) -> set[int] | None:
        """The numbers of the entries to take; None for all."""
        if self._left == self._conflicts:
            return None
        return {number for number, entry in self._all if entry.action in TAKABLE and number not in self._left}

    @property
    def accepted_count(self) -> int:
        """How many entries are to be taken."""
        return self._takable - len(self._left)

    def take(self, rows: Sequence[int], *, wanted: bool) -> None:
        """Tick or clear entries by the rows that show them."""
        numbers = {self.things[row][0] for row in rows if self.things[row][1].action in TAKABLE}
        self._left = self._left - numbers if wanted else self._left | numbers
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))
        self.accepted_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0:
            number, entry = self.things[index.row()]
            if entry.action not in TAKABLE:
                return super().data(index, role)
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Unchecked if number in self._left else Qt.CheckState.Checked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{'Left' if number in self._left else 'Taken'}: {self.line((number, entry))}"
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.take([index.row()], wanted=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self.things[index.row()][1].action in TAKABLE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


def _kind(record: Record) -> str:
    """What an entry is about, in an officer's word."""
    return _KINDS.get(record.record_kind, record.record_kind.replace("-", " ").capitalize())


def _cell(numbered: Numbered) -> str:
    source = numbered[1].source
    return f"{source.sheet}!{source.cell}" if source is not None else ""

"""The places of a file of published figures, to be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from scorecard_desktop.services.published import Place
from scorecard_desktop.ui.models.listing import Field, Listing

Index = QModelIndex | QPersistentModelIndex


class BenchmarkPlaces(Listing[Place]):
    """Places by level; ticks stay while others are looked for. ``ticked_changed`` follows every tick."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            [
                Field("Take", lambda _: "", width=5),
                Field("Place", lambda place: place.name),
                Field("Code", lambda place: place.code, width=12, quiet=True),
            ],
            parent,
        )
        self._all: list[Place] = []
        self._ticked: dict[Place, None] = {}

    def show_places(self, places: Sequence[Place]) -> None:
        """Show the places of another file, none of them ticked."""
        self._all = list(places)
        self._ticked = {}
        self.find("")
        self.ticked_changed.emit()

    def find(self, text: str) -> None:
        """Show only those whose name, code or level has the words."""
        words = text.casefold().split()
        found = [p for p in self._all if all(w in f"{p.name} {p.code} {p.level}".casefold() for w in words)]
        self.show(found, group=lambda place: place.level)

    @property
    def ticked(self) -> list[Place]:
        """The ticked places, in the order in which they were ticked."""
        return list(self._ticked)

    def tick(self, places: Sequence[Place], *, wanted: bool) -> None:
        """Tick or clear places."""
        for place in places:
            if wanted:
                self._ticked.setdefault(place)
            else:
                self._ticked.pop(place, None)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        self.ticked_changed.emit()

    def clear(self) -> None:
        """Clear every tick."""
        self.tick(self.ticked, wanted=False)

    def called(self, names: Sequence[str], level: str) -> list[Place]:
        """The places of a level that go by any of the names or codes."""
        return [place for place in self._all if place.level == level and any(map(place.is_called, names))]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.at(index.row()) if index.isValid() and index.column() == 0 else None
        if place is not None:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if place in self._ticked else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{'Ticked' if place in self._ticked else 'Not ticked'}: {place.name}, {place.level}"
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.at(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0 or place is None:
            return False
        self.tick([place], wanted=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self.at(index.row()) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

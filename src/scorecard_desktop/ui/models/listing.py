"""A list of things as a table: one row a thing, one column a question about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Rag

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

CHIP_ROLE = Qt.ItemDataRole.UserRole + 11
"""The ``Rag`` or ``Severity`` whose tint and shape a cell carries beside its text, else None."""
WRAP_ROLE = Qt.ItemDataRole.UserRole + 12
"""True where the text may take several lines."""
STRONG_ROLE = Qt.ItemDataRole.UserRole + 13
"""True where the text is set in a heavier weight."""
GROUP_ROLE = Qt.ItemDataRole.UserRole + 15
"""The title of a row that heads the things beneath it, else None."""
QUIET_ROLE = Qt.ItemDataRole.UserRole + 14
"""True where the text is secondary."""
BOTH_ENDS_ROLE = Qt.ItemDataRole.UserRole + 16
"""True where a text that is too long loses its middle and not its end."""

_OF_A_GROUP = (GROUP_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)

_NOWHERE = QModelIndex()


def _nothing(_: Any) -> Any:
    return None


@dataclass(frozen=True)
class Field(Generic[T]):
    """One column: its heading, how wide, and what it says of a thing.

    ``width`` is in characters; 0 takes a part of the room that is left, ``share`` saying how large a part.
    ``chip`` gives the rating or severity shown as a chip. ``both_ends`` is for texts that end with what matters most.
    """

    heading: str
    text: Callable[[T], str]
    width: int = 0
    share: int = 1
    right: bool = False
    wrap: bool = False
    quiet: bool = False
    both_ends: bool = False
    chip: Callable[[T], Rag | Severity | None] = _nothing
    tip: Callable[[T], str | None] = _nothing
    strong: Callable[[T], bool | None] = _nothing


@dataclass(frozen=True, slots=True)
class Group:
    """A row that heads the things beneath it."""

    title: str


class Listing(QAbstractTableModel, Generic[T]):
    """Things in rows. Filtering shows another sequence; nothing is kept but what is shown."""

    def __init__(self, columns: Sequence[Field[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = list(columns)
        self._things: list[T] = []
        self._rows: list[T | Group] = []
        self._roles: dict[int, Callable[[T, Field[T]], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda thing, field: field.text(thing),
            Qt.ItemDataRole.ToolTipRole: lambda thing, field: field.tip(thing) or field.text(thing) or None,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.TextAlignmentRole: lambda _, field: _alignment(field),
            CHIP_ROLE: lambda thing, field: field.chip(thing),
            WRAP_ROLE: lambda _, field: field.wrap,
            STRONG_ROLE: lambda thing, field: field.strong(thing),
            QUIET_ROLE: lambda _, field: field.quiet,
            BOTH_ENDS_ROLE: lambda _, field: field.both_ends,
        }

    def show(self, things: Sequence[T], group: Callable[[T], str] | None = None) -> None:
        """Show these instead; under a heading wherever ``group`` says something new."""
        self.beginResetModel()
        self._things = list(things)
        self._rows = []
        title = None
        for thing in things:
            if group is not None and group(thing) != title:
                title = group(thing)
                self._rows.append(Group(title))
            self._rows.append(thing)
        self.endResetModel()

    def show_columns(self, columns: Sequence[Field[T]]) -> None:
        """Ask other questions, of nothing until other things are shown."""
        self.beginResetModel()
        self.fields = list(columns)
        self._things, self._rows = [], []
        self.endResetModel()

    @property
    def things(self) -> list[T]:
        """What is shown."""
        return self._things

    def at(self, row: int) -> T | None:
        """The thing of a row; None where the row heads others."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if isinstance(found, Group) else found

    def row_of(self, thing: T) -> int:
        """The row of a thing, -1 where it is not shown."""
        return next((row for row, found in enumerate(self._rows) if found == thing), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid():
            head = self._rows[index.row()]
            if isinstance(head, Group):
                return head.title if role in _OF_A_GROUP else None
        find = self._roles.get(role)
        if find is None or not index.isValid():
            return None
        found = self.at(index.row())
        return find(found, self.fields[index.column()]) if found is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.fields):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.fields[section].heading
        if role != Qt.ItemDataRole.TextAlignmentRole:
            return None
        across = Qt.AlignmentFlag.AlignRight if self.fields[section].right else Qt.AlignmentFlag.AlignLeft
        return int(across | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._rows[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _spoken(self, thing: T, field: Field[T]) -> str:
        return f"{field.heading}, {field.text(thing) or 'none'}"


def _alignment(field: Field[T]) -> int:
    across = Qt.AlignmentFlag.AlignRight if field.right else Qt.AlignmentFlag.AlignLeft
    return int(across | (Qt.AlignmentFlag.AlignTop if field.wrap else Qt.AlignmentFlag.AlignVCenter))

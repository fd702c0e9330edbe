"""The items of a template as rows: what each is narrowed to, on which pages it is, and how it is put elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, QTimer, Signal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.grouping import grouping_from
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.template import PackItem, Template
from scorecard_desktop.ui.models.listing import Field, Index, Listing

if TYPE_CHECKING:
    from scorecard_desktop.services.preview import Preview

_MOVED = "application/x-scorecard-pack-item"
_NOWHERE = QModelIndex()
_NAMED = 2
NOTHING_YET = "Nothing to show yet"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item at its place. ``about`` is what it is narrowed to, ``pages`` where it is; empty while not known."""

    at: int
    item: PackItem
    about: str
    letter: str
    pages: str
    is_empty: bool

    @property
    def shows(self) -> str:
        """What is said of it beside its name."""
        return NOTHING_YET if self.is_empty else self.about


def lines_of(book: Book, template: Template, preview: Preview | None) -> list[ItemLine]:
    """The items of a template in order; ``preview`` is the pack as it was drawn with it, where it has been."""
    letters = iter(ascii_uppercase)
    lines = []
    known = preview.items if preview is not None and len(preview.items) == len(template.items) else None
    for at, item in enumerate(template.items):
        where = known[at] if known is not None else None
        is_empty = known is not None and where is None
        letter = next(letters, "") if item.appendix and not is_empty else ""
        pages = "" if where is None else f"{where[0]}" if where[0] == where[1] else f"{where[0]}–{where[1]}"
        lines.append(ItemLine(at, item, narrowed_words(book, item), letter, pages, is_empty))
    return lines


def narrowed_words(book: Book, item: PackItem) -> str:
    """What an item is narrowed to, in words; what it would show where it is not narrowed."""
    if not item.kind.narrowed_by:
        return "Whole"
    parts = [_some(_names(book, Scorecard, item.scorecards), "scorecard")]
    parts.append(_some(_names(book, Indicator, item.indicators), "indicator"))
    parts.append(_some(item.areas, "locality", "localities"))
    if item.grouping:
        parts.append(f"by {grouping_from(item.grouping).words.lower()}")
    return "; ".join(part for part in parts if part) or "Whole"


def _names(book: Book, kind: type[Scorecard | Indicator], ids: Sequence[str]) -> list[str]:
    found = (book.get(kind, one) for one in ids)
    return [(one.name if isinstance(one, Scorecard) else one.ref or one.name) for one in found if one is not None]


def _some(names: Sequence[str], one: str, many: str = "") -> str:
    if not names or len(names) > _NAMED:
        return f"{len(names)} {many or one + 's'}" if names else ""
    return ", ".join(names)


class PackItems(Listing[ItemLine]):
    """``moved`` gives the row that was dragged and the row that it should have."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            [
                Field("Item", lambda line: line.item.kind.words, wrap=True, share=4, tip=_tip),
                Field("What it shows", lambda line: line.shows, wrap=True, share=4, quiet=True, chip=_chip, tip=_tip),
                Field("Letter", lambda line: line.letter, width=8),
                Field("Pages", lambda line: line.pages, width=9, right=True),
            ],
            parent,
        )
        self.is_movable = False

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.is_movable:
            return super().flags(index)
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MOVED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MOVED, str(indexes[0].row()).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not data.hasFormat(_MOVED) or not self.is_movable:
            return False
        was = int(data.data(_MOVED).toStdString())
        before = row if row >= 0 else parent.row() if parent.isValid() else self.rowCount()
        to = before - 1 if before > was else before
        if to != was:
            # once the drag has ended: the rows are others then
            QTimer.singleShot(0, self, lambda: self.moved.emit(was, to))
        return True


def _tip(line: ItemLine) -> str:
    return f"{line.item.kind.words}: {line.item.kind.purpose}"


def _chip(line: ItemLine) -> Severity | None:
    return Severity.NOTE if line.is_empty else None

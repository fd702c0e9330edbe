"""A row of controls that goes on in a second row where the first has no more room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from scorecard_desktop.ui.scale import SPACE_2


class Flow(QLayout):
    """Left to right, then down.

    What is added by ``add_right`` stands at the right-hand end of its row; what grows takes the room that its row has,
    and what may be smaller (QSizePolicy.Maximum) makes room for what would else go into the next.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right: set[int] = set()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(SPACE_2)

    def add_right(self, widget: QWidget) -> None:
        """Add what stands at the right: it, and what is added after it."""
        self._right.add(len(self._items))
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(self._height(row, width) for row in rows) + self.spacing() * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(wide, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        least = [item.minimumSize() for item in self._shown()]
        wide = max((size.width() for size in least), default=0)
        return QSize(wide, max((size.height() for size in least), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for row in self._rows(rect.width()):
            tall, left = self._height(row, rect.width()), rect.left()
            spare = rect.width() - self._width(row, _usual)
            short, spare = max(0, -spare), max(0, spare)
            for item in row:
                if self._items.index(item) in self._right:
                    left, spare = left + spare, 0
                across = max(min(_least(item), rect.width()), min(_usual(item), rect.width()) - short)
                short -= min(_usual(item), rect.width()) - across
                if item.expandingDirections() & Qt.Orientation.Horizontal:
                    across, spare = across + spare, 0
                high = _height(item, rect.width())
                item.setGeometry(QRect(QPoint(left, top + (tall - high) // 2), QSize(across, high)))
                left += across + self.spacing()
            top += tall + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in self._shown():
            if rows and self._width([*rows[-1], item], _least) <= width:
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows

    def _width(self, row: list[QLayoutItem], of: Callable[[QLayoutItem], int]) -> int:
        return sum(of(item) for item in row) + self.spacing() * (len(row) - 1)

    def _height(self, row: list[QLayoutItem], width: int) -> int:
        return max(_height(item, width) for item in row)


class FlowRow(QWidget):
    """Controls in a ``flow``, as tall as the rows that they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.flow = Flow(self)


def _usual(item: QLayoutItem) -> int:
    return item.sizeHint().width()


def _least(item: QLayoutItem) -> int:
    widget = item.widget()
    gives_way = widget is not None and widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Maximum
    return item.minimumSize().width() if gives_way else item.sizeHint().width()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def tools_row(*parts: QWidget) -> QWidget:
    """Controls in a ``Flow``, as high as they need at the width that they get."""
    held = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    held.setSizePolicy(policy)
    across = Flow(held)
    for part in parts:
        across.addWidget(part)
    return held

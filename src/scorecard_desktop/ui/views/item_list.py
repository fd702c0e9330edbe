"""The items of the pack in their order: dragged, moved by keys, added, narrowed and taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.template import BUILT_IN, ItemKind, PackItem, Template
from scorecard_desktop.services.templating import arrange
from scorecard_desktop.ui.models.pack_items import ItemLine, PackItems, lines_of
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.entering import Entering
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.flow import tools_row
from scorecard_desktop.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from scorecard_desktop.services.preview import Preview


class ItemList(QWidget):
    """Insert adds, Enter narrows, Delete takes out, Alt with ↑ or ↓ moves; each is one step that can be undone."""

    wants_page = Signal(int)
    """The page of the pack on which the item that is current begins."""

    def __init__(self, theme: Theme, store: OpenStore, entering: Entering, make_own: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._store = store
        self._entering = entering
        self._template = BUILT_IN[0]
        self._preview: Preview | None = None
        self.model = PackItems(self)
        self.model.moved.connect(self._place)
        self.table = ListTable(theme, self.model, "Items of the pack")
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.table.setDragDropOverwriteMode(False)
        self.table.opened.connect(lambda _: self.ask_narrowing())
        self.table.chosen.connect(self._chosen)
        self.add = self._button("Add…", "Insert", self.ask_item)
        self.narrow = self._button("Narrow…", "Enter", self.ask_narrowing)
        self.take_out = self._button("Remove", "Delete", self._remove)
        self.up = self._button("Move up", "Alt+↑, or drag it", lambda: self._move(-1))
        self.down = self._button("Move down", "Alt+↓, or drag it", lambda: self._move(1))
        self._tools = tools_row(self.add, self.narrow, self.take_out, self.up, self.down)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):  # a table takes these keys before its parent
            moving = QShortcut(QKeySequence(keys), self)
            moving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            moving.activated.connect(lambda by=by: self._move(by))
        self._fixed = self._built_in(make_own)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, SPACE_3, 0, 0)
        down.setSpacing(SPACE_2)
        down.addWidget(self._tools)
        down.addWidget(self._fixed)
        down.addWidget(self.table, 1)

    def _built_in(self, make_own: Callable[[], object]) -> QFrame:
        """What stands over a template of the program's own: it stays as it is, and another is begun from it."""
        card = QFrame()
        card.setProperty("kind", "card")
        self.make_own = QPushButton("Make my own…")
        self.make_own.setAccessibleName("Make my own template from this one")
        self.make_own.clicked.connect(lambda _=False: make_own())
        across = QHBoxLayout(card)
        across.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        across.addWidget(label("This template comes with the program. To change its items, make one of your own."), 1)
        across.addWidget(self.make_own)
        return card

    @property
    def current(self) -> ItemLine | None:
        """The item that is current."""
        return self.model.at(self.table.currentIndex().row())

    def show_template(self, template: Template, preview: Preview | None, *, is_own: bool) -> None:
        """Show the items of a template; ``preview`` is the pack drawn with it, None while it is not known."""
        row = max(0, self.table.currentIndex().row()) if template.name == self._template.name else 0
        self._template, self._preview = template, preview
        editable = is_own and not self._store.read_only
        self.model.is_movable = editable
        self.table.setDragEnabled(editable)
        self._tools.setVisible(is_own)
        self._fixed.setVisible(not is_own)
        self.make_own.setEnabled(not self._store.read_only)
        self.add.setEnabled(editable)
        before, top = self.current, self.table.verticalScrollBar().value()
        lines = lines_of(self._store.book, template, preview)
        if lines != self.model.things:
            self.model.show(lines)
            self.table.choose(min(row, len(template.items) - 1))
            self.table.verticalScrollBar().setValue(top)
        if self.current != before:
            self._chosen(self.current)
        self._enable()

    @Slot()
    def ask_item(self) -> None:
        """Ask for the kind of an item to add after the one that is current."""
        if not self.add.isEnabled() or not self._tools.isVisible():
            return
        from scorecard_desktop.ui.views.choose_item import ChooseItem

        dialog = ChooseItem(self._theme, self._template.kinds, self.window())
        dialog.chosen.connect(self._add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_narrowing(self) -> None:
        """Ask what the current item is about."""
        line = self.current
        if line is None or not self.model.is_movable:
            return
        from scorecard_desktop.ui.views.narrow_item import NarrowItem

        dialog = NarrowItem(self._store.book, line.item, self.window())
        dialog.narrowed.connect(lambda item: self._narrow(line, item))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert:
            self.ask_item()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._remove()
        else:
            super().keyPressEvent(event)

    def _button(self, words: str, key: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(key)
        button.setAccessibleName(f"{words.rstrip('…')} item")
        button.clicked.connect(lambda _=False: do())
        return button

    def _add(self, kind: ItemKind) -> None:
        items, at = list(self._template.items), self.table.currentIndex().row() + 1
        items.insert(at, PackItem(kind))
        self._arrange(items, at, f"{kind.words} added to the items")

    def _narrow(self, line: ItemLine, item: PackItem) -> None:
        items = list(self._template.items)
        if line.at < len(items) and items[line.at] == line.item:
            items[line.at] = item
            self._arrange(items, line.at, f"what {item.kind.words} shows, an item")

    def _remove(self) -> None:
        line = self.current
        if line is not None and self.model.is_movable:
            items = [item for at, item in enumerate(self._template.items) if at != line.at]
            self._arrange(items, min(line.at, len(items) - 1), f"{line.item.kind.words} taken out of the items")

    def _move(self, by: int) -> None:
        row = self.table.currentIndex().row()
        if self.model.is_movable and 0 <= row + by < len(self._template.items):
            self._place(row, row + by)

    @Slot(int, int)
    def _place(self, was: int, to: int) -> None:
        items = list(self._template.items)
        moved = items.pop(was)
        items.insert(to, moved)
        self._arrange(items, to, f"{moved.kind.words} moved among the items")

    def _arrange(self, items: Sequence[PackItem], row: int, what: str) -> None:
        def make() -> ChangeSet:
            return arrange(self._store.book, self._template.name, items, what)

        if self._entering.do(make):
            self.table.choose(row)

    @Slot(object)
    def _chosen(self, line: ItemLine | None) -> None:
        self._enable()
        preview = self._preview
        where = preview.items[line.at] if line is not None and preview and line.at < len(preview.items) else None
        if where is not None and self.table.hasFocus():
            self.wants_page.emit(where[0])

    def _enable(self) -> None:
        row, editable = self.table.currentIndex().row(), self.model.is_movable
        for button in (self.narrow, self.take_out):
            button.setEnabled(editable and row >= 0)
        self.up.setEnabled(editable and row > 0)
        self.down.setEnabled(editable and 0 <= row < len(self._template.items) - 1)

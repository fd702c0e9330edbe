"""The budget, a month and a table at a time: figures and words are typed in place, and what is doubted stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, CastingDifference, MoneyUnit
from scorecard_desktop.domain.budget_months import same_tables
from scorecard_desktop.domain.budget_words import sign_words
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.money import showing
from scorecard_desktop.domain.period import order_of, period_from_code
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.settings import BUDGET_UNIT, text_in_force
from scorecard_desktop.services import budgeting, recording
from scorecard_desktop.services.settings import change_setting, place_named
from scorecard_desktop.ui.delegates.money_cell import MoneyCell
from scorecard_desktop.ui.models.budget_grid import HELD, BudgetGrid, Kind
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import META, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.budget_blocks import BudgetBlocks
from scorecard_desktop.ui.views.budget_detail import BudgetDetail, table_words
from scorecard_desktop.ui.views.page import Page, counted, label, rule
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable
from scorecard_desktop.ui.widgets.roomy_split import RoomySplit

_HEADER = 32
_ABOVE, _BENEATH = 320, 250
"""Pixels that the table and what stands beneath it have at first; what more there is is shared three to two."""
_LINE_WIDTH, _WORDS_WIDTH = (210, 320), 150
"""Pixels: the least and the most of a line's words; of reasons and actions."""


class BudgetPage(Page):
    """Month and table above, the table as a grid, and beneath it all about the current line."""

    news = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Budget", parent)
        self._table = ""
        self._line = ""
        self.grid = BudgetGrid(store, self)
        self.view = FrozenTable(HELD)
        self.view.setModel(self.grid)
        self._cell = MoneyCell(theme, self.view)
        self.view.setItemDelegate(self._cell)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for header in (self.view.horizontalHeader(), self.view.frozen_view.horizontalHeader()):
            header.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.blocks = BudgetBlocks(store, self.grid, self.view)
        self.month, self.which, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.detail = BudgetDetail(theme, store, tasks)
        self._facts = label("", "meta")
        self._nothing = EmptyState(
            "No budget tables yet", "Import the monitoring workbook: its tables are read and their casting is checked."
        )
        self._stack = QStackedWidget()
        self._buttons: list[QPushButton] = []
        self._make_tools()
        self._make_body()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)
        self._connect()

    @property
    def empty_state(self) -> EmptyState:
        """What stands here without a table."""
        return self._nothing

    @property
    def table(self) -> BudgetTable | None:
        """The table that is shown."""
        return self.grid.table

    @property
    def line(self) -> BudgetLine | None:
        """The current line."""
        return self.grid.line_at(self.view.currentIndex().row())

    # What it is made of

    def _make_tools(self) -> None:
        for words, box, wide in (("Month", self.month, 110), ("Table", self.which, 300)):
            heading = label(words, "meta", wrap=False)
            heading.setBuddy(box)
            box.setAccessibleName(words)
            box.setMinimumWidth(wide)
            self.tools.addWidget(heading)
            self.tools.addWidget(box)
        self.which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for text, unit in (("as the source", "as the source"), *((one.value, one.value) for one in MoneyUnit)):
            self.unit.addItem(text, unit)
        self._offer(
            "Next month",
            "Begin the next month’s table: the same lines and budgets, without actuals",
            "",
            self.begin_next,
        )
        self._offer("New line…", "A line beneath the current one", "Ins", self.ask_new_line)
        self._offer("Remove line", "Take the current line and its amounts out", "Shift+Del", self.remove_line)
        self._offer("", "Reason and action…", "F4", self.ask_words)
        self._offer("", "Clear the amounts", "Del", self.blocks.clear)
        self._offer("", "Copy", "Ctrl+C", self.blocks.copy)
        self._offer("", "Paste amounts", "Ctrl+V", self.blocks.paste)
        self._offer("", "Next table", "Ctrl+PgDown", lambda: self._go_along(1))
        self._offer("", "Previous table", "Ctrl+PgUp", lambda: self._go_along(-1))

    def _offer(self, text: str, tip: str, keys: str, do: Callable[[], None]) -> None:
        """Something that the table offers: a button where it has a text, and its keys while the table has them."""
        action = QAction(text or tip, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(do)
        self.view.addAction(action)
        if text:
            button = QPushButton(text)
            button.setProperty("kind", "quiet")
            button.setToolTip(f"{tip} ({keys})" if keys else tip)
            button.setAccessibleDescription(tip)
            button.clicked.connect(do)
            self.tools.addWidget(button)
            self._buttons.append(button)

    def _make_body(self) -> None:
        above = QWidget()
        down = QVBoxLayout(above)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        facts = QHBoxLayout()
        facts.setContentsMargins(SPACE_6, SPACE_2, SPACE_6, SPACE_1)
        facts.addWidget(self._facts, 1)
        heading = label("Shown in", "meta", wrap=False)
        heading.setBuddy(self.unit)
        self.unit.setAccessibleName("Unit of money")
        self.unit.setMinimumWidth(130)
        facts.setSpacing(SPACE_2)
        facts.addWidget(heading)
        facts.addWidget(self.unit)
        inset = QHBoxLayout()
        inset.setContentsMargins(SPACE_4, 0, 0, 0)
        inset.addWidget(self.view)
        down.addLayout(inset, 1)
        down.addWidget(rule())
        split = RoomySplit(self.theme, above, self.detail)
        split.split.setSizes([_ABOVE, _BENEATH])
        filled = QWidget()
        page = QVBoxLayout(filled)  # and not the splitter, which leaves words that wrap too little height
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(facts)
        page.addWidget(split, 1)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._nothing)
        self.body.addWidget(self._stack)

    def _connect(self) -> None:
        self.blocks.news.connect(self.news)
        self.blocks.refused.connect(self.refused)
        self.month.activated.connect(self._month_chosen)
        self.which.activated.connect(lambda at: self.show_table(self.which.itemData(at)))
        self.unit.activated.connect(self._unit_chosen)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.resized.connect(self._soon.start)
        self._cell.stored.connect(self.view.move_by)
        self.grid.refused.connect(self._cell.resume, Qt.ConnectionType.QueuedConnection)
        self.detail.wants_words.connect(self.ask_words)
        self.detail.wants_figure.connect(self.show_figure)
        self.theme.changed.connect(self._soon.start)

    # What is shown

    def show_table(self, table: str, line: str = "") -> None:
        """Show a table, at a line where it is given."""
        self._table = table
        self._line = line or self._line
        self._stale = False
        self.show_book()

    def show_figure(self, difference: CastingDifference) -> None:
        """Go to a figure that does not add up."""
        self.go_to(difference.table, difference.line, difference.column)

    def go_to(self, table: str, line: str, column: str) -> None:
        """Go to an amount."""
        if table != self._table:
            self.show_table(table)
        self.view.setCurrentIndex(self.grid.place_of(line, column))
        self.view.setFocus()

    def show_book(self) -> None:
        tables = self.store.book.budget_tables()
        table = self.store.book.get(BudgetTable, self._table) or _newest(tables)
        self._table = table.id if table is not None else ""
        column = self.view.currentIndex().column()
        self.grid.show_table(table)
        self._stack.setCurrentIndex(0 if table is not None else 1)
        self._show_choices(tables, table)
        self._show_facts(table)
        self.view.setAccessibleName(f"{table.title}, amounts" if table is not None else "Amounts")
        self._fit()
        at = self.grid.place_of(self._line)
        at = at if at.isValid() else self.grid.index(0, 1)
        if at.isValid():
            self.view.setCurrentIndex(at.siblingAtColumn(max(1, min(column, self.grid.columnCount() - 1))))
        self._show_detail()

    def show_change(self, change_set: ChangeSet) -> bool:
        """Show the table as it is now in place; anything else is shown anew."""
        if any(isinstance(change.record, BudgetTable) for change in change_set.changes) or not self.grid.refresh():
            return False
        self._show_facts(self.table)
        self._show_summary()
        self._soon.start()
        self._show_detail()
        return True

    def show_attention(self) -> None:
        self._show_summary()
        self._show_choices(self.store.book.budget_tables(), self.table)

    def take_focus(self) -> None:
        self.view.setFocus()

    def _show_choices(self, tables: list[BudgetTable], table: BudgetTable | None) -> None:
        months = sorted({one.period for one in tables}, key=order_of, reverse=True)
        self.month.clear()
        for code in months:
            self.month.addItem(period_from_code(code).label, code)
        self.which.clear()
        for one in tables:
            if table is not None and one.period == table.period:
                count = len(self.grid.wrong) if one.id == table.id else len(self.attention.differences.get(one.id, ()))
                self.which.addItem(f"{one.title}{f'  ■ {count}' if count else ''}", one.id)
        if table is not None:
            self.month.setCurrentIndex(self.month.findData(table.period))
            self.which.setCurrentIndex(self.which.findData(table.id))
            self.which.setToolTip(table.title)
        self.unit.setCurrentIndex(max(0, self.unit.findData(text_in_force(self.store.book, BUDGET_UNIT))))
        for part in (self.unit, *self._buttons):
            part.setEnabled(table is not None and not self.store.read_only)
        self._show_summary()

    def _show_summary(self) -> None:
        tables = self.store.book.budget_tables()
        months = len({one.period for one in tables})
        held = {one.id: len(self.attention.differences.get(one.id, ())) for one in tables}
        if self.table is not None:
            held[self.table.id] = len(self.grid.wrong)
        count = sum(held.values())
        adds = f"■ {counted(count, 'figure does', 'figures do')} not add up" if count else "everything adds up"
        of = f" of {counted(months, 'month')}" if months > 1 else ""
        self.summary.setText(f"{counted(len(tables), 'table')}{of} · {adds}" if tables else "")

    def _show_facts(self, table: BudgetTable | None) -> None:
        if table is None:
            self._facts.setText("")
            return
        shown = showing(self.store.book, table)
        source = f"From {table.source.place}." if table.source is not None else "Begun here."
        found = self.grid.found
        sign = sign_words(found) if found is not None and found.has_variance else ""
        parts = (table_words(self.store, table), shown.note, sign, source)
        self._facts.setText("  ".join(part for part in parts if part))

    def _show_detail(self) -> None:
        table, line = self.table, self.line
        self.detail.show_table(table, self.grid.wrong)
        self.detail.show_line(table, line)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        self._cell.bubble.hide()
        line = self.grid.line_at(now.row())
        if line is not None and (now.row() != before.row() or not before.isValid()):
            self._line = line.line
            self.detail.show_line(self.table, line)

    @Slot(int)
    def _month_chosen(self, at: int) -> None:
        """The same table at another month, or the first of that month."""
        code, tables = self.month.itemData(at), self.store.book.budget_tables()
        same = same_tables(self.store.book, self.table) if self.table is not None else []
        found = next((one for one in (*same, *tables) if one.period == code), None)
        if found is not None:
            self.show_table(found.id)

    def _go_along(self, step: int) -> None:
        count = self.which.count()
        if count:
            self.show_table(self.which.itemData((self.which.currentIndex() + step) % count))
            self.news.emit(self.table.title if self.table is not None else "")

    # What is done

    def _submit(self, make: Callable[[], ChangeSet], done: str = "") -> bool:
        try:
            step = make()
            self.store.submit(step)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return False
        if step.changes and done:
            self.news.emit(done)
        return True

    @Slot(int)
    def _unit_chosen(self, at: int) -> None:
        text = self.unit.itemData(at)
        book = self.store.book
        held = None if text == BUDGET_UNIT.default else text
        if self._submit(lambda: change_setting(book, place_named(book), BUDGET_UNIT.name, held)):
            self.show_book()

    def begin_next(self) -> None:
        """Begin this table at the next month and go there."""
        if self.table is None:
            return
        try:
            step = budgeting.begin_next(self.store.book, self._table)
            made = next(c.after for c in step.changes if isinstance(c.after, BudgetTable))
            self._table = made.id
            self.store.submit(step)
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        self.news.emit(
            f"{period_from_code(made.period).label} has begun with the lines and budgets of the month before"
        )

    def ask_new_line(self) -> None:
        """Ask what a new line is called, and put it beneath the current one."""
        if self.table is None or self.store.read_only:
            return
        from scorecard_desktop.domain.entry_fields import EntryField
        from scorecard_desktop.ui.views.record_form import RecordForm

        after, table = self.line, self._table

        def keep(typed: Mapping[str, str]) -> None:
            step = budgeting.new_line(
                self.store.book, table, after.line if after is not None else "", typed["description"]
            )
            self._line = next(
                c.after.line for c in step.changes if c.before is None and isinstance(c.after, BudgetLine)
            )
            self.store.submit(step)

        field = EntryField(
            "description", "Line", required=True, help="What the line is called. Its amounts are typed in the table."
        )
        self._open(RecordForm("New line", (field,), {}, keep, self))

    def ask_words(self) -> None:
        """Ask for the words about the current line: what it is called, the reason and the action."""
        line = self.line
        if line is None or self.store.read_only:
            return
        from scorecard_desktop.ui.views.record_form import RecordForm

        book = self.store.book

        def keep(typed: Mapping[str, str]) -> None:
            self.store.submit(recording.change_record(self.store.book, line, typed))

        fields = recording.fields_of(book, BudgetLine)
        rated = any(column.kind is Kind.RAG for column in self.grid.columns)
        asked = [field for field in fields if rated or field.column != "rag"]
        form = RecordForm(line.description, asked, recording.typed_of(book, line), keep, self)
        form.boxes["reason"].setFocus()
        self._open(form)

    def _open(self, form: QDialog) -> None:
        form.finished.connect(form.deleteLater)
        form.finished.connect(self.view.setFocus)
        form.open()

    def remove_line(self) -> None:
        """Take the current line out; undo brings it back."""
        line = self.line
        if line is not None:
            book, table = self.store.book, self._table
            row = self.view.currentIndex().row()
            beside = self.grid.line_at(row + 1) or self.grid.line_at(row - 1)
            self._line = beside.line if beside is not None else ""
            self._submit(
                lambda: budgeting.remove_line(book, table, line.line),
                f"{line.description} is removed; undo brings it back",
            )

    # Widths and heights

    @Slot()
    def _fit(self) -> None:
        """Give columns the width that they need, words a share of what is left, and rows their heights."""
        if self.grid.table is None:
            return
        metrics = QFontMetrics(self.theme.font())
        character = metrics.averageCharWidth()
        asked = [one.width * character + SPACE_4 for one in self.grid.columns]
        words = [at for at, one in enumerate(self.grid.columns) if not one.width]
        spare = self.view.viewport().width() - sum(w for at, w in enumerate(asked) if at not in words)
        for at, one in enumerate(self.grid.columns):
            wide = asked[at]
            if one.kind is Kind.LINE:
                wide = max(_LINE_WIDTH[0], min(_LINE_WIDTH[1], spare // len(words)))
            elif at in words:
                wide = max(_WORDS_WIDTH, (spare - self.view.columnWidth(1)) // 2)
            self.view.set_column_width(at, wide)
        self._fit_header()
        others = {}
        for row in range(self.grid.rowCount()):
            line = self.grid.line_at(row)
            height = self._cell.height_of(line.description if line is not None else "", self.view.columnWidth(1))
            if height != self.theme.row_height:
                others[row] = height
        self.view.set_row_heights(self.theme.row_height, others)
        self.view.arrange()

    def _fit_header(self) -> None:
        metrics = QFontMetrics(self.theme.font(META, QFont.Weight.DemiBold))
        tallest = 0
        for at, one in enumerate(self.grid.columns):
            room = metrics.boundingRect(
                0, 0, max(20, self.view.columnWidth(at) - 2 * SPACE_2), 1000, int(Qt.TextFlag.TextWordWrap), one.heading
            )
            tallest = max(tallest, room.height())
        self.view.horizontalHeader().setFixedHeight(max(_HEADER, tallest + SPACE_3))


def _newest(tables: list[BudgetTable]) -> BudgetTable | None:
    """The first table of the newest month."""
    return max(tables, key=lambda one: order_of(one.period), default=None)

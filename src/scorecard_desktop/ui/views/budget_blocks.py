"""Copying, pasting and clearing many amounts of a budget table, each as one step of undo."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QApplication

from scorecard_desktop.domain.block import read_block, write_block
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import budgeting
from scorecard_desktop.services.pasting import Target, spread
from scorecard_desktop.ui.models.budget_grid import BudgetGrid
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.views.page import counted
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable

AMOUNTS = "application/x-scorecard-desktop-amounts"
"""Amounts copied here, unrounded, for pasting here."""


class BudgetBlocks(QObject):
    """What is done to the chosen range of a budget table; what cannot be done is ``refused`` and changes nothing."""

    news = Signal(str)
    refused = Signal(str)

    def __init__(self, store: OpenStore, grid: BudgetGrid, table: FrozenTable) -> None:
        super().__init__(table)
        self._store, self._grid, self._table = store, grid, table

    def copy(self) -> None:
        """Put the chosen cells on the clipboard: as they are shown for other programs, unrounded for this one."""
        rows, columns = self._table.selected_rows(), self._table.selected_columns()
        if not rows or not columns:
            return
        mime = QMimeData()
        mime.setText(write_block([[str(self._grid.index(row, at).data() or "") for at in columns] for row in rows]))
        money = [at for at in columns if self._grid.columns[at].money is not None]
        if money == columns:
            typed = [[self._grid.typed_text(row, at) for at in money] for row in rows]
            mime.setData(AMOUNTS, write_block(typed).encode())
        QApplication.clipboard().setMimeData(mime)
        self.news.emit(f"{counted(len(rows) * len(columns), 'cell')} copied")

    def paste(self) -> None:
        """Put what is on the clipboard into the amounts, from the chosen one on or into the chosen range."""
        table, first = self._grid.table, self._table.currentIndex()
        if table is None or not first.isValid():
            return
        clipboard = QApplication.clipboard()
        mime: QMimeData | None = clipboard.mimeData()  # none where the clipboard holds nothing at all
        own = mime is not None and mime.hasFormat(AMOUNTS)
        text = mime.data(AMOUNTS).toStdString() if mime is not None and own else clipboard.text()
        try:
            typed = [(one.indicator, one.period, one.text) for one in spread(read_block(text), self._target())]
            self._submit(budgeting.change_amounts(self._store.book, table.id, typed, "paste"), "pasted")
        except Refusal as refusal:
            self.refused.emit(refusal.message)

    def clear(self) -> None:
        """Empty the chosen amounts."""
        table = self._grid.table
        places = [
            (line.line, column.money.key, "")
            for row in self._table.selected_rows()
            for at in self._table.selected_columns()
            if (line := self._grid.line_at(row)) is not None and (column := self._grid.columns[at]).money is not None
        ]
        if table is None:
            return
        try:
            self._submit(budgeting.change_amounts(self._store.book, table.id, places, "clearing"), "cleared")
        except Refusal as refusal:
            self.refused.emit(refusal.message)

    def _submit(self, step: ChangeSet, done: str) -> None:
        self._store.submit(step)
        if step.changes:
            self.news.emit(f"{counted(len(step.changes), 'amount')} {done}")

    def _target(self) -> Target:
        """The lines and columns of money from the first chosen cell on."""
        rows, columns = self._table.selected_rows(), self._table.selected_columns()
        first_row, first = (rows[0], columns[0]) if rows and columns else (0, 0)
        if self._grid.columns[first].money is None:
            raise Refusal("Amounts are pasted in the columns of money. Choose a cell there first.")
        lines = [self._grid.line_at(row) for row in range(first_row, self._grid.rowCount())]
        money = [column.money.key for column in self._grid.columns[first:] if column.money is not None]
        return Target(tuple(line.line for line in lines if line is not None), tuple(money), len(rows), len(columns))

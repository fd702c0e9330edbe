"""Copying, pasting, filling and clearing many figures, each as one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QObject, QRect, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication

from scorecard_desktop.domain.block import read_block, write_block, write_cell
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.publishing import restatements
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.editing import Typed, change_targets, change_values
from scorecard_desktop.services.pasting import Target, spread
from scorecard_desktop.ui.models.columns import ColumnKind
from scorecard_desktop.ui.models.scorecard_grid import ScorecardGrid
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted
from scorecard_desktop.ui.widgets.bubble import Bubble
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable

_NUMBERS = (ColumnKind.PERIOD, ColumnKind.TARGET, ColumnKind.BENCHMARK)
FIGURES = "application/x-scorecard-desktop-figures"
"""Figures copied here, unrounded and with their counts and flags, for pasting here."""


class BlockEditing(QObject):
    """What is done to the chosen range of a scorecard's table.

    What cannot be done is said beside the current cell and changes nothing.
    """

    news = Signal(str)
    """What was done."""

    def __init__(self, theme: Theme, store: OpenStore, grid: ScorecardGrid, table: FrozenTable, bubble: Bubble) -> None:
        super().__init__(table)
        self._theme = theme
        self._store = store
        self._grid = grid
        self._table = table
        self._bubble = bubble
        grid.restated.connect(self.ask_why)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard: as text and as a table for other programs, as figures for this one."""
        rows, columns = self._table.selected_rows(), self._table.selected_columns()
        if not rows or not columns or self._typing:
            return
        shown = [[self._grid.shown_text(row, column) for column in columns] for row in rows]
        mime = QMimeData()
        mime.setText(write_block(shown))
        words = [self._grid.column(column).kind not in _NUMBERS for column in columns]
        mime.setHtml(_table_of(shown, words))
        typable = self._typable(columns)
        if typable:
            typed = [[self._grid.typed_text(row, column) for column in typable] for row in rows]
            mime.setData(FIGURES, write_block(typed).encode())
        QApplication.clipboard().setMimeData(mime)
        self.news.emit(f"{counted(len(rows) * len(columns), 'cell')} copied")

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Put what is on the clipboard into the cells, from the chosen one on or into the chosen range."""
        if not self._may_change:
            return
        clipboard = QApplication.clipboard()
        mime: QMimeData | None = clipboard.mimeData()  # none where the clipboard holds nothing at all
        own = mime is not None and mime.hasFormat(FIGURES)
        text = mime.data(FIGURES).toStdString() if mime is not None and own else clipboard.text()
        try:
            typed = spread(read_block(text), self._target())
            self._make(self._change(typed, "paste"), typed, "pasted")
        except Refusal as refusal:
            self._refuse(refusal.message)

    def fill_down(self) -> None:
        """The first chosen row into those beneath it; of one row, what stands above it."""
        rows = self._table.selected_rows()
        if len(rows) == 1:
            above = next((row for row in range(rows[0] - 1, -1, -1) if self._grid.indicator_at(row) is not None), None)
            rows = [above, *rows] if above is not None else rows
        columns = self._typable(self._table.selected_columns())
        self._fill([((rows[0], column), (row, column)) for column in columns for row in rows[1:]])

    def fill_right(self) -> None:
        """The first chosen period into those to the right of it; of one period, what stands to the left of it."""
        periods = self._periods(self._table.selected_columns())
        if len(periods) == 1:
            before = self._periods(range(periods[0]))
            periods = [*before[-1:], *periods]
        rows = self._table.selected_rows()
        self._fill([((row, periods[0]), (row, column)) for row in rows for column in periods[1:]])

    def fill_with(self, text: str) -> str:
        """The same text into every chosen cell; the message that says why not, or nothing."""
        typed = [
            self._typed(row, column, text)
            for row in self._table.selected_rows()
            for column in self._typable(self._table.selected_columns())
        ]
        try:
            self._make(self._change(typed, "change"), typed, "changed")
        except Refusal as refusal:
            return refusal.message
        return ""

    def clear(self) -> None:
        """Empty the chosen figures."""
        if not self._may_change:
            return
        columns = self._typable(self._table.selected_columns())
        typed = [self._typed(row, column, "") for row in self._table.selected_rows() for column in columns]
        try:
            self._make(self._change(typed, "change" if len(typed) == 1 else "clearing"), typed, "cleared")
        except Refusal as refusal:
            self._refuse(refusal.message)

    def _fill(self, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        if not self._may_change or not pairs:
            return
        typed = [self._typed(*to, self._grid.typed_text(*of)) for of, to in pairs]
        try:
            self._make(self._change(typed, "fill"), typed, "filled")
        except Refusal as refusal:
            self._refuse(refusal.message)

    def _make(self, step: ChangeSet, typed: Sequence[Typed], done: str) -> None:
        if not step.changes:
            self.news.emit("Nothing was changed: the figures stand there already")
            return
        if restatements(self._store.book, step):
            self.ask_why(step, partial(self._submit, typed=typed, done=done))
        else:
            self._submit(step, typed, done)

    def ask_why(self, step: ChangeSet, submit: Callable[[ChangeSet], object] | None = None) -> None:
        """Show the published figures that a step would change, and make it when a reason is given."""
        from scorecard_desktop.ui.views.restating import RestatingDialog

        book = self._store.book
        dialog = RestatingDialog(self._theme, book, restatements(book, step), self._table)
        dialog.confirmed.connect(partial(self._submit_reasoned, step, submit or self._store.submit))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _submit_reasoned(self, step: ChangeSet, submit: Callable[[ChangeSet], object], why: str) -> None:
        from scorecard_desktop.services.publishing import with_reason

        try:
            submit(with_reason(self._store.book, step, why, self._store.who))
        except Refusal as refusal:
            self._refuse(refusal.message)

    def _submit(self, step: ChangeSet, typed: Sequence[Typed], done: str) -> None:
        self._store.submit(step)
        kind, what = ("target", "target") if self._at_targets else ("observation", "figure")
        changed = sum(1 for change in step.changes if change.record.record_kind == kind)
        self.news.emit(f"{counted(changed, what)} {done}")
        if not self._at_targets:
            self._choose(typed)

    def _choose(self, typed: Sequence[Typed]) -> None:
        """The cells that were written, chosen again: the figures may have brought a new period with them."""
        places = [self._grid.place_of(cell.indicator, cell.period) for cell in (typed[0], typed[-1])]
        if all(place.isValid() for place in places):
            self._table.choose(*places, current=self._table.currentIndex())

    @property
    def _typing(self) -> bool:
        return self._table.state() is QAbstractItemView.State.EditingState

    @property
    def _may_change(self) -> bool:
        return not self._typing and not self._store.read_only

    def _typed(self, row: int, column: int, text: str) -> Typed:
        indicator = self._grid.indicator_at(row)
        assert indicator is not None
        return Typed(indicator.id, self._grid.code_at(column), text)

    def _change(self, typed: Sequence[Typed], what: str) -> ChangeSet:
        return (change_targets if self._at_targets else change_values)(self._store.book, typed, what)

    @property
    def _at_targets(self) -> bool:
        """Whether targets are chosen, and nothing that is typed but targets."""
        columns = self._table.selected_columns()
        return not self._periods(columns) and bool(self._typable(columns))

    def _typable(self, columns: Sequence[int]) -> list[int]:
        """Those of the periods; of none, the one of the targets."""
        targets = [column for column in columns if self._grid.column(column).kind is ColumnKind.TARGET]
        return self._periods(columns) or targets

    def _periods(self, columns: Sequence[int]) -> list[int]:
        return [column for column in columns if self._grid.column(column).kind is ColumnKind.PERIOD]

    def _target(self) -> Target:
        rows, columns = self._table.selected_rows(), self._typable(self._table.selected_columns())
        if not rows or not columns:
            return Target((), ())
        down = (self._grid.indicator_at(row) for row in range(rows[0], self._grid.rowCount()))
        across = columns if self._at_targets else self._periods(range(columns[0], self._grid.columnCount()))
        return Target(
            tuple(indicator.id for indicator in down if indicator is not None),
            tuple(self._grid.code_at(column) for column in across),
            len(rows),
            len(columns),
        )

    def _refuse(self, message: str) -> None:
        at = self._table.currentIndex()
        place = self._table.visualRect(at) if at.isValid() else QRect()
        self._bubble.show_at(place.translated(self._table.viewport().pos()), message)


def _table_of(rows: Sequence[Sequence[str]], words: Sequence[bool]) -> str:
    """The cells as a table of a page; ``words`` says which columns are no numbers."""
    lines = ("".join(write_cell(cell, is_words=word) for cell, word in zip(row, words, strict=True)) for row in rows)
    return f"<html><body><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></body></html>"

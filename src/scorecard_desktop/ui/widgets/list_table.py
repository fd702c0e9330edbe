"""A table of a ``Listing``: whole rows are chosen, Enter opens one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMetaMethod, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from scorecard_desktop.ui.delegates.list_cell import ListCell
from scorecard_desktop.ui.models.listing import Listing
from scorecard_desktop.ui.scale import META, SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.frozen_table import plain_table

_NARROWEST = 18
"""Characters that a column without a width of its own has at least."""
_HEADER = 32


class ListTable(QTableView):
    """Columns have the widths that their fields ask for; one without a width takes the room that is left."""

    opened = Signal(object)
    """The thing of a row on which Enter was pressed or that was double-clicked."""
    chosen = Signal(object)
    """The thing of the row that is current now, or None."""

    def __init__(self, theme: Theme, listing: Listing[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain_table(self)
        self._theme = theme
        self.listing = listing
        self._delegate = ListCell(theme, self)
        self.setAccessibleName(name)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setModel(listing)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self._open)
        listing.modelReset.connect(self._measure_soon)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.chosen.emit(listing.at(now.row())))
        theme.changed.connect(self.measure)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.measure)

    def choose(self, row: int) -> None:
        """Make a row current, or the next that heads no others."""
        while self.listing.at(row) is None and 0 <= row < self.listing.rowCount():
            row += 1
        if 0 <= row < self.listing.rowCount():
            self.setCurrentIndex(self.listing.index(row, 0))

    def content_height(self) -> int:
        """How high the table is with every row in sight."""
        rows = sum(self.rowHeight(row) for row in range(self.listing.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if self._too_wide() else 0
        return self.horizontalHeader().height() + rows + bar + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = self.isSignalConnected(QMetaMethod.fromSignal(self.opened))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if opens and self.currentIndex().isValid():
                self._open(self.currentIndex())
            event.setAccepted(opens)  # where nothing is opened, Enter is the dialog's
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure_soon()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _fit_header(self) -> None:
        """High enough for the headings, some of which take several lines."""
        header = self.horizontalHeader()
        metrics = QFontMetrics(self._theme.font(META, QFont.Weight.DemiBold))
        tallest = 0
        for column, field in enumerate(self.listing.fields):
            room = QRect(0, 0, max(20, self.columnWidth(column) - 2 * SPACE_2), 1000)
            tallest = max(tallest, metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), field.heading).height())
        header.setFixedHeight(max(self._theme.pixels(_HEADER), tallest + SPACE_3))

    def _span_groups(self) -> None:
        self.clearSpans()
        for row in range(self.listing.rowCount()):
            if self.listing.at(row) is None:
                self.setSpan(row, 0, 1, len(self.listing.fields))

    def _open(self, index: QModelIndex) -> None:
        thing = self.listing.at(index.row())
        if thing is not None:
            self.opened.emit(thing)

    def _measure_soon(self) -> None:
        self._soon.start()

    def _too_wide(self) -> bool:
        return self.horizontalHeader().length() > self.viewport().width()

    def measure(self) -> None:
        """Give columns their widths and rows with wrapped text their heights."""
        metrics, least = self.fontMetrics(), self._theme.pixels(_NARROWEST)
        fields = self.listing.fields
        asked = [metrics.averageCharWidth() * field.width + SPACE_4 for field in fields]
        elastic = [i for i, field in enumerate(fields) if field.width == 0]
        spare = self.viewport().width() - sum(w for i, w in enumerate(asked) if i not in elastic)
        parts = sum(fields[i].share for i in elastic)
        least = _NARROWEST * metrics.averageCharWidth()
        for column, width in enumerate(asked):
            share = max(least, spare * fields[column].share // parts) if column in elastic else width
            self.setColumnWidth(column, share)
        self._fit_header()
        self._span_groups()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        wrapped = [column for column, field in enumerate(fields) if field.wrap]
        if not wrapped:
            return
        for row in range(self.listing.rowCount()):
            thing = self.listing.at(row)
            if thing is None:
                continue
            height = max(self._delegate.height_of(fields[c].text(thing), self.columnWidth(c)) for c in wrapped)
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)

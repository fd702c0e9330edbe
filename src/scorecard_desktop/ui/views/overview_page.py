"""The first page: what there is to do, how each scorecard stands, and what changed colour since last time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.to_do import ToDo, ToDoList, to_do
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import Page, counted, label
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.list_table import ListTable
from scorecard_desktop.ui.widgets.standing_tile import StandingTile
from scorecard_desktop.ui.widgets.to_do_lines import ToDoLines

if TYPE_CHECKING:
    from scorecard_desktop.services.overview import Meeting, Move, Overview

_BESIDE = 900
"""Pixels at the usual text size: from this width on, the two columns stand beside one another."""
_TILE = 264
_TODO_SHARE, _TILES_SHARE = 5, 6


class _Tiles(QWidget):
    """As many tiles beside one another as there is room for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tiles: list[StandingTile] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_3)

    @property
    def tiles(self) -> list[StandingTile]:
        """Those that are shown, in the officers' order."""
        return self._tiles

    def show_tiles(self, tiles: list[StandingTile]) -> None:
        for tile in self._tiles:
            tile.hide()
            tile.deleteLater()
        self._tiles, self._across = tiles, 0
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def fit(self) -> None:
        """Give each row the height that its tallest tile needs at its width, which the layout itself forgets to ask."""
        wide = (self.width() - SPACE_3 * (self._across - 1)) // max(1, self._across)
        for row in range(0, len(self._tiles), max(1, self._across)):
            beside = self._tiles[row : row + self._across]
            self._grid.setRowMinimumHeight(row // self._across, max(tile.heightForWidth(wide) for tile in beside))

    def _lay_out(self) -> None:
        across = max(1, (self.width() + SPACE_3) // (self._theme.pixels(_TILE) + SPACE_3))
        if across == self._across:
            self.fit()
            return
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(max(across, self._across)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // across, number % across)
            tile.show()  # in the first paint: a layout that is seen already shows what it is given a turn later
        self._across = across
        self.fit()


class OverviewPage(Page):
    """Answers “what do I have to do”. It is painted at once, and filled when everything has been worked out."""

    wants_page = Signal(object)
    """The ``ToDo`` whose page should be shown."""
    wants_ratings = Signal(str, object)
    """The scorecard, and the rating of the indicators that should be shown; None for all."""
    wants_pack = Signal()
    wants_import = Signal()

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Overview", parent)
        self.lines = ToDoList(self)
        self.list = ToDoLines(theme, self.lines, "What there is to do")
        self.list.opened.connect(self._open)
        self._waiting = label("Working out what there is to do…", "meta")
        self._nothing = EmptyState(
            "Nothing is left to do", "No finding stands, every figure has come, and each exception has a comment."
        )
        self._nothing.offer("Make the pack…", self.wants_pack.emit)
        self._no_card = EmptyState("No scorecard yet", "Import a scorecard to see here how its indicators stand.")
        self._no_card.offer("Import workbooks…", self.wants_import.emit)
        self.tiles = _Tiles(theme)
        self.moves = Listing["Move"](
            [
                Field("Indicator", lambda move: move.row.indicator.title, wrap=True),
                Field("Before", _before, width=18, chip=lambda move: move.before.rating.rag),
                Field("Now", _now, width=18, chip=lambda move: move.row.rating.rag),
            ],
            self,
        )
        self.table = ListTable(theme, self.moves, "Changed colour")
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(lambda move: self.wants_indicator.emit(move.row.indicator.id, move.row.period.code))
        self.table.chosen.connect(self._chosen)
        self._moved = label("", "meta")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._inside = QWidget()
        self._scroll = self._laid_out()
        self.body.addWidget(self._scroll)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)
        theme.changed.connect(self._soon.start)
        self.table.installEventFilter(self)

    def _laid_out(self) -> QScrollArea:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, heading, parts in (
            (left, "What there is to do", (self._waiting, self.list, self._nothing)),
            (right, "Scorecards", (self.tiles, self._no_card)),
            (right, "Changed colour", (self._moved, self.table)),
        ):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(SPACE_2)
            if column.count():
                column.addSpacing(SPACE_3)
            column.addWidget(label(heading, "section"))
            for part in parts:
                column.addWidget(part)
        left.addStretch(1)
        right.addStretch(1)
        self._columns.setSpacing(SPACE_6)
        self._columns.addLayout(left, _TODO_SHARE)
        self._columns.addLayout(right, _TILES_SHARE)
        down = QVBoxLayout(self._inside)
        down.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        down.addLayout(self._columns)
        down.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Overview")
        scroll.setWidget(self._inside)
        return scroll

    # Showing

    def show_book(self) -> None:
        cards = self.store.book.scorecards()
        tiles = []
        for card in cards:
            tile = StandingTile(self.theme, card)
            tile.wanted.connect(self.wants_ratings)
            tiles.append(tile)
        self.tiles.show_tiles(tiles)
        self.tiles.setVisible(bool(cards))
        self._no_card.setVisible(not cards)
        self.show_attention()

    def show_attention(self) -> None:
        found = self.attention.overview
        lines = to_do(self.attention, date.today())
        row = max(0, self.list.currentIndex().row())
        self.lines.show(lines)
        if lines and (row or self.list.hasFocus()):
            self.list.setCurrentIndex(self.lines.index(min(row, len(lines) - 1)))
        self._waiting.setVisible(found is None)
        self.list.setVisible(found is None or bool(lines))
        self._nothing.setVisible(found is not None and not lines)
        self._show_standings(found)
        self._show_moves(found)
        self.summary.setText(_head(found) if found is not None else self.store.path.name)
        self._soon.start()

    def _show_standings(self, found: Overview | None) -> None:
        standings = found.standings if found is not None else ()
        known = {standing.scorecard.id: standing for standing in standings}
        for tile in self.tiles.tiles:
            tile.show_standing(known.get(tile.scorecard))

    def _show_moves(self, found: Overview | None) -> None:
        moves = found.moves if found is not None else ()
        row = self.table.currentIndex().row()
        self.moves.show(moves, _of)
        if row >= 0:
            self.table.choose(min(row, self.moves.rowCount() - 1))
        worse = sum(1 for move in moves if move.merit is Merit.WORSE)
        if found is None:
            self._moved.setText("")
        elif moves:
            self._moved.setText(
                f"{counted(len(moves), 'indicator has', 'indicators have')} another colour than at the period before: "
                f"{worse} for the worse, {len(moves) - worse} for the better. Enter opens one in its scorecard."
            )
        else:
            self._moved.setText("No indicator has another colour than at the period before.")
        self.table.setVisible(bool(moves))

    # Moving about

    def take_focus(self) -> None:
        if not self.list.isHidden():
            self.list.setFocus()
        elif self.tiles.tiles:
            self.tiles.tiles[0].name.setFocus()
        else:
            self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() is QEvent.Type.FocusIn:
            self._soon.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _fit(self) -> None:
        """Two columns where there is room, one where there is not; the table shows every row, and the page scrolls."""
        beside = self.width() >= self.theme.pixels(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() is not way:
            self._columns.setDirection(way)
        self.tiles.fit()
        self.table.measure()
        self.table.setFixedHeight(self.table.content_height())

    def _chosen(self, move: Move | None) -> None:
        if move is None or not self.table.hasFocus():
            return
        self.about_indicator.emit(move.row.indicator.id, move.row.period.code)
        at = self.table.visualRect(self.table.currentIndex()).center()
        place = self.table.viewport().mapTo(self._inside, at)
        self._scroll.ensureVisible(0, place.y(), 0, self.theme.row_height * 2)

    def _open(self, line: ToDo) -> None:
        self.wants_page.emit(line)


def _of(move: Move) -> str:
    return f"{move.row.scorecard.name} · {move.before.period.label} to {move.row.period.label}"


def _before(move: Move) -> str:
    return f"{move.before.rating.rag.word} {move.before.text}"


def _now(move: Move) -> str:
    return f"{move.row.rating.rag.word} {move.row.text}"


def _head(found: Overview) -> str:
    since = f" · {found.since_pack.words}" if found.since_pack is not None else ""
    return f"{_next_meeting(found.meeting)}{since}"


def _next_meeting(meeting: Meeting) -> str:
    name = meeting.committee or "The committee"
    if meeting.day is None:
        return f"{name}: the day of the next meeting has not been said"
    days = (meeting.day - date.today()).days
    when = f"{meeting.day:%A} {meeting.day.day} {meeting.day:%B %Y}"
    if days < 0:
        return f"{name} met on {when}"
    soon = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"{name} meets on {when}, {soon}"

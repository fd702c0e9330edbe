"""The menu by which a scorecard is arranged: grouping, order, columns and row height."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from scorecard_desktop.domain.grouping import GroupBy, Grouping, groupings_of
from scorecard_desktop.ui.models.arrangement import BY_RATING, Arrangement, Density, Sorting
from scorecard_desktop.ui.models.scorecard_grid import ScorecardGrid


class Arranging(QObject):
    """Changes how a scorecard is shown, by menu, by dialog or by an action. ``changed`` gives the new arrangement."""

    changed = Signal(object)
    said = Signal(str)
    """What holds now, for the status line."""

    def __init__(self, grid: ScorecardGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        self._over = parent
        self.menu = QMenu("Arrange", parent)
        self.menu.aboutToShow.connect(self._fill)

    @property
    def now(self) -> Arrangement:
        """How the scorecard is shown."""
        return self._grid.arrangement

    def group(self, grouping: Grouping) -> None:
        """Gather the indicators in another way."""
        self.changed.emit(replace(self.now, grouping=grouping))
        self.said.emit(f"Grouped by {grouping.scheme or grouping.words.lower()}")

    def group_by(self, by: GroupBy) -> None:
        """Gather them by a kind of group, where the scorecard says anything of it."""
        ways = [way for way in groupings_of(self._grid.facts.indicators) if way.by is by]
        if not ways:
            self.said.emit(f"No indicator says its {Grouping(by).words.lower()}")
            return
        at = ways.index(self.now.grouping) if self.now.grouping in ways else -1
        self.group(ways[(at + 1) % len(ways)])

    def sort(self, sorting: Sorting) -> None:
        """Sort each group in another way."""
        self.changed.emit(replace(self.now, sorting=sorting))
        self.said.emit(self._sorting_words(sorting))

    def sort_by(self, section: int) -> None:
        """Sort by a column of the grid; the same again turns it round, then back to the order of the sheet."""
        column = self._grid.column(section)
        self.sort(self.now.sorting.after(column.key))

    def heighten(self, density: Density) -> None:
        """Make the rows higher or lower."""
        self.changed.emit(replace(self.now, density=density))

    def choose_columns(self) -> None:
        """Ask which columns are shown."""
        from scorecard_desktop.ui.views.column_chooser import ColumnChooser

        dialog = ColumnChooser(self._grid.offers, self.now.columns, self._over)
        dialog.chosen.connect(lambda choice: self.changed.emit(replace(self.now, columns=choice)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_range(self) -> None:
        """Ask from which period to which."""
        from scorecard_desktop.ui.views.period_range import RangeDialog

        card = self._grid.scorecard
        if card is None:
            return
        every = self._grid.book.periods(card.id)
        shown = self.now.span.of(every, self._grid.current)
        dialog = RangeDialog(every, shown, self._over)
        dialog.chosen.connect(lambda chosen: self.changed.emit(replace(self.now, span=chosen)))
        # the list of spans shows its last entry until something is chosen
        dialog.rejected.connect(lambda: self.changed.emit(self.now))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _sorting_words(self, sorting: Sorting) -> str:
        if not sorting.column:
            return "In the order of the sheet"
        if sorting.column == BY_RATING:
            return "Sorted by rating, worst first"
        columns = (self._grid.column(section) for section in range(self._grid.columnCount()))
        name = next((column.name for column in columns if column.key == sorting.column), sorting.column)
        return f"Sorted by {name}, {'largest' if sorting.descending else 'smallest'} first"

    def _fill(self) -> None:
        """What can be chosen depends on the scorecard, so the menu is made when it is opened."""
        self.menu.clear()
        now = self.now
        ways = groupings_of(self._grid.facts.indicators)
        grouped = now.grouping if now.grouping in ways else ways[-1]
        self._choices("&Group by", [(way.words, way == grouped, partial(self.group, way)) for way in ways])
        sorts = [Sorting(), Sorting(BY_RATING)]
        if now.sorting.column not in ("", BY_RATING):
            sorts.append(now.sorting)
        self._choices(
            "&Order", [(self._sorting_words(one), one == now.sorting, partial(self.sort, one)) for one in sorts]
        )
        self._choices("&Row height", [(d.words, d is now.density, partial(self.heighten, d)) for d in Density])
        self.menu.addSeparator()
        self.menu.addAction("&Columns…").triggered.connect(self.choose_columns)

    def _choices(self, title: str, choices: list[tuple[str, bool, Callable[[], None]]]) -> None:
        """A menu of its own, whose title says what holds now."""
        held = next((words for words, is_now, _ in choices if is_now), "")
        menu = self.menu.addMenu(f"{title}: {held[:1].lower()}{held[1:]}")
        group = QActionGroup(menu)
        for words, is_now, choose in choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(is_now)
            action.triggered.connect(lambda _=False, choose=choose: choose())
            group.addAction(action)

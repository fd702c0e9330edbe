"""What a key press in the grid waits for: its own row, and nothing that is told elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from scorecard_desktop.ui.models.attention import Attention
from scorecard_desktop.ui.views.scorecard_page import ScorecardPage
from scorecard_desktop.ui.views.workspace import Workspace
from support.large_book import large_store

ENTER = Qt.Key.Key_Return


class Exposed(QObject):
    """Which part of a widget has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.heights: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.rect().height())
        return False


@pytest.fixture
def window(open_window, tmp_path):
    return open_window(large_store(tmp_path / "large.scorecard", 60))


@pytest.fixture
def page(workspace: Workspace) -> ScorecardPage:
    """The grid of sixty indicators, at a figure."""
    page = workspace.scorecard
    page.table.setFocus()
    page.table.setCurrentIndex(page.grid.first_cell())
    return page


def settle(qtbot, workspace: Workspace) -> None:
    qtbot.waitUntil(lambda: workspace.settled, timeout=20000)
    QApplication.processEvents()


def type_in(qtbot, text: str) -> None:
    for letter in text:
        qtbot.keyClick(QApplication.focusWidget(), letter)


def test_that_enter_after_a_figure_paints_its_row_and_the_next_and_no_others(qtbot, workspace, page):
    settle(qtbot, workspace)
    type_in(qtbot, "57")
    page._cell.bubble.hide()
    QApplication.processEvents()
    painted = Exposed()
    at = page.table.currentIndex()
    for viewport in (page.table.viewport(), page.table.frozen_view.viewport()):
        viewport.installEventFilter(painted)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    page._drawing._timer.stop()
    QApplication.processEvents()
    assert page.table.currentIndex().row() == at.row() + 1
    assert painted.heights
    assert max(painted.heights) <= 2 * page.table.rowHeight(at.row())
    assert page.table.viewport().height() > 10 * page.table.rowHeight(at.row())


def test_that_the_panel_follows_the_grid_only_once_the_keys_rest(qtbot, workspace, page):
    settle(qtbot, workspace)
    before = workspace.panel._name.text()
    qtbot.keyClick(page.table, ENTER)
    QApplication.processEvents()
    assert workspace.panel.about[0] == page.place[0]
    assert workspace.panel.behind
    assert workspace.panel._name.text() == before
    qtbot.waitUntil(lambda: not workspace.panel.behind)
    assert workspace.panel._name.text() == workspace.store.book.indicators(page.scorecard)[1].title


def test_that_whoever_goes_into_the_panel_finds_the_figure_that_was_current(qtbot, workspace, page, window):
    settle(qtbot, workspace)
    qtbot.keyClick(page.table, ENTER)
    assert workspace.panel.behind
    window.actions_["next-pane"].trigger()
    assert workspace.panel.isAncestorOf(QApplication.focusWidget())
    assert workspace.panel._name.text() == workspace.store.book.indicators(page.scorecard)[1].title


def test_that_what_is_worked_out_behind_the_scenes_waits_while_a_figure_is_typed(qtbot, workspace, page):
    settle(qtbot, workspace)
    type_in(qtbot, "58")
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    working, panel = workspace._working_out, workspace.panel
    found: list[Attention] = []
    working.found.connect(found.append)
    working._soon.setInterval(0)
    qtbot.waitUntil(lambda: working._turns.isActive() or bool(found))
    panel._soon.setInterval(60_000)
    panel.follow(*panel.about)
    working.begin_soon()
    working._go_on()
    begun = working._parts
    working._soon.setInterval(60_000)
    panel._soon.setInterval(50_000)
    type_in(qtbot, "6")
    assert not working._turns.isActive()
    assert working._soon.remainingTime() > 55_000
    assert working._parts is begun, "it goes on where it was"
    assert panel._soon.remainingTime() > 45_000
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    working._soon.setInterval(0)
    working._soon.start()
    panel.catch_up()
    settle(qtbot, workspace)
    assert found


def test_that_no_painted_cell_is_left_as_it_was_when_the_current_row_moves(qtbot, workspace, page):
    settle(qtbot, workspace)
    table = page.table
    table.setCurrentIndex(page.grid.first_cell())
    qtbot.keyClick(table, ENTER)
    QApplication.processEvents()
    painted = table.grab().toImage()
    table.repaint_cells()
    QApplication.processEvents()
    again = table.grab().toImage()
    assert painted == again
    assert table.visualRect(table.currentIndex()).intersects(QRect(0, 0, 2000, 2000))

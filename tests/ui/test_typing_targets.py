"""Targets typed, pasted, filled and cleared in the grid, by keys alone: each a new version, and each can be undone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.target import Target, TargetKind
from ui.books import PERIODS

APRIL = PERIODS[12].code
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TARGETS = 2


@pytest.fixture
def page(workspace):
    grid, table = workspace.scorecard.grid, workspace.scorecard.table
    table.setFocus()
    table.setCurrentIndex(grid.place_of("5.4", APRIL).siblingAtColumn(TARGETS))
    return workspace.scorecard


@pytest.fixture
def press(qtbot, page):
    def keys(*sequence):
        for key in sequence:
            modifiers, pressed = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
            qtbot.keyClick(page.table, pressed, modifiers)

    return keys


def editors(page) -> list[QLineEdit]:
    return [box for box in page.table.findChildren(QLineEdit) if box.isVisible()]


def type_over(qtbot, page, text, end=KEY.Key_Return) -> None:
    qtbot.keyClick(page.table, text[0])
    qtbot.waitUntil(lambda: bool(editors(page)))
    qtbot.keyClicks(editors(page)[0], text[1:])
    qtbot.keyClick(editors(page)[0], end)


def target(workspace, ref="5.4", period="") -> Target:
    found = workspace.store.book.get(Target, ref, period)
    assert found is not None
    return found


def shown(page) -> list[str]:
    return [page.grid.place_of(ref, APRIL).siblingAtColumn(TARGETS).data() for ref in ("5.4", "5.5", "6.4")]


def test_that_a_target_is_typed_as_a_new_version_and_undone(qtbot, page, window, workspace):
    type_over(qtbot, page, "80%")
    held = target(workspace)
    assert (held.low, held.version) == (Decimal(80), 2)
    assert shown(page)[0] == "80%"
    assert page.table.currentIndex().siblingAtColumn(0).data() == "5.5"
    assert page.grid.place_of("5.4", APRIL).data(Qt.ItemDataRole.AccessibleTextRole).endswith("green, worse")
    assert window.actions_["undo"].text() == "&Undo change of target of 5.4"
    window.actions_["undo"].trigger()
    assert (target(workspace).low, target(workspace).version) == (Decimal(90), 1)


def test_that_the_editor_stands_over_the_column_that_is_held_in_sight(qtbot, page, press):
    page.table.horizontalScrollBar().setValue(page.table.horizontalScrollBar().maximum())
    press(KEY.Key_F2)
    (editor,) = editors(page)
    assert editor.text() == "90%"
    place = page.table.frozen_view.visualRect(page.table.currentIndex())
    assert editor.geometry() == place
    assert editor.accessibleName() == "5.4, Target for Apr 2018, 90%"
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert editors(page) == []


def test_that_what_a_target_would_make_of_the_figure_is_said_while_it_is_typed(qtbot, page):
    qtbot.keyClicks(page.table, "8")
    qtbot.keyClicks(editors(page)[0], "0")
    qtbot.waitUntil(page._cell.bubble.isVisible, timeout=3000)
    assert page._cell.bubble.text.startswith("81.7% is better than the target of 80%: green.")
    assert page._cell.bubble.text.endswith("It holds for every period without a target of its own.")
    qtbot.keyClick(editors(page)[0], KEY.Key_Escape)


def test_that_a_period_s_own_target_is_the_one_that_is_changed(qtbot, page, workspace):
    own = Target("5.4", APRIL, TargetKind.VALUE, Decimal(85), None, "85%")
    workspace.store.submit(ChangeSet("its own", (Change(None, own),)))
    type_over(qtbot, page, "at least 86%")
    assert target(workspace, period=APRIL).kind is TargetKind.AT_LEAST
    assert target(workspace).low == Decimal(90)


def test_that_delete_takes_a_target_away_and_nothing_is_rated(page, press, workspace, window):
    press(KEY.Key_Delete)
    assert workspace.store.book.get(Target, "5.4", "") is None
    assert shown(page)[0] == ""
    assert window.actions_["undo"].text() == "&Undo change of target of 5.4"


def test_that_a_column_of_targets_is_pasted_as_one_step(page, press, workspace, window):
    QApplication.clipboard().setText("91%\n<20%\n70-80\n")
    press((CTRL, KEY.Key_V))
    assert shown(page) == ["91%", "at most 20%", "70% to 80%"]
    assert window.actions_["undo"].text() == "&Undo paste of 3 targets"
    window.actions_["undo"].trigger()
    assert shown(page) == ["90%"] * 3


def test_that_a_block_wider_than_the_targets_is_refused(page, press, workspace):
    QApplication.clipboard().setText("91%\t92%\n")
    press((CTRL, KEY.Key_V))
    assert "from here there are only 7 rows and 1 column" in page._cell.bubble.text
    assert shown(page) == ["90%"] * 3


def test_that_a_target_is_filled_down(page, press):
    press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down))
    page.grid.store_text(page.grid.place_of("5.4", APRIL).siblingAtColumn(TARGETS), "75%")
    press((CTRL, KEY.Key_D))
    assert shown(page) == ["75%"] * 3


def test_that_a_percentage_as_the_target_of_a_count_is_refused_beside_the_cell(qtbot, page):
    page.table.setCurrentIndex(page.grid.place_of("8.1", APRIL).siblingAtColumn(TARGETS))
    type_over(qtbot, page, "50%")
    assert "without the percent sign" in page._cell.bubble.text
    qtbot.keyClick(editors(page)[0], KEY.Key_Escape)


def test_that_shift_tab_goes_from_the_first_figure_to_the_target(page, press):
    first = next(c for c in range(page.grid.columnCount()) if page.grid.column(c).period is not None)
    page.table.setCurrentIndex(page.grid.place_of("5.4", APRIL).siblingAtColumn(first))
    press((SHIFT, KEY.Key_Backtab))
    assert page.table.currentIndex().column() == TARGETS

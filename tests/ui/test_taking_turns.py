"""With large text in a small window, page and indicator panel take turns; with room they stand side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.books import PERIODS

APRIL = PERIODS[12].code
KEY = Qt.Key


@pytest.fixture
def large(qtbot, theme, window, workspace):
    """The scorecard with text twice as large, the keyboard in its grid."""
    workspace.scorecard.go_to("5.4", APRIL)
    theme.set_text_scale(2.0)
    qtbot.waitUntil(lambda: not workspace.panel.isVisible())
    workspace.scorecard.table.setFocus()
    yield workspace
    theme.set_text_scale(1.0)


def test_that_the_panel_gives_way_and_comes_back_with_the_room(qtbot, theme, large, window):
    assert window.actions_["panel"].isChecked() is False
    theme.set_text_scale(1.0)
    qtbot.waitUntil(large.panel.isVisible)
    assert large.pages.isVisible()


def test_that_f9_puts_the_panel_in_the_page_s_place_and_escape_gives_it_back(qtbot, large, window):
    qtbot.keyClick(large.scorecard.table, KEY.Key_F9)
    assert large.panel.isVisible()
    assert not large.pages.isVisible()
    assert large.panel.about == ("5.4", APRIL)
    assert window.actions_["panel"].isChecked()
    qtbot.keyClick(window.focusWidget(), KEY.Key_Escape)
    assert large.pages.isVisible()
    assert not large.panel.isVisible()
    qtbot.waitUntil(large.scorecard.table.hasFocus)


def test_that_a_comment_is_written_in_the_panel_all_the_same(qtbot, large, window):
    qtbot.keyClick(large.scorecard.table, KEY.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert large.panel.comments.isVisible()
    assert window.focusWidget() in large.panel.comments.findChildren(type(window.focusWidget()))


def test_that_a_wider_window_shows_both(qtbot, large, window):
    window.resize(2700, 900)
    qtbot.waitUntil(large.panel.isVisible)
    assert large.pages.isVisible()

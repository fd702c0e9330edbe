"""The history of the file, searched in the window."""

from __future__ import annotations

import pytest

from scorecard_desktop.services import editing
from scorecard_desktop.ui.views.history_dialog import HistoryDialog
from ui.books import PERIODS

APRIL = PERIODS[12].code


@pytest.fixture
def dialog(qtbot, window, workspace):
    workspace.store.submit(editing.change_value(workspace.store.book, "5.4", APRIL, "91.5"))
    window.actions_["history"].trigger()
    shown = window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: bool(shown.said.text()))
    yield shown
    shown.reject()


def rows(listing, column):
    return [listing.index(row, column).data() for row in range(listing.rowCount())]


def test_that_the_newest_change_comes_first_and_is_found_by_its_number(qtbot, dialog):
    assert rows(dialog.changes, 3)[0] == "81.7% → 91.5%"
    qtbot.keyClicks(dialog.boxes["words"], "5.4 change")
    qtbot.waitUntil(lambda: dialog.said.text() == "1 change")
    assert rows(dialog.changes, 4) == ["change of 5.4 Apr 2018"]


def test_that_what_cannot_be_found_or_is_no_day_is_said(qtbot, dialog):
    qtbot.keyClicks(dialog.boxes["who"], "nobody at all")
    qtbot.waitUntil(lambda: dialog.said.text() == "No change is like that.")
    qtbot.keyClicks(dialog.boxes["since"], "spring")
    qtbot.waitUntil(lambda: "is no day" in dialog.said.text())


def test_that_with_a_day_it_shows_how_things_stood(qtbot, dialog):
    dialog.boxes["words"].setText("5.4 observation")
    dialog.boxes["at"].setText("2999-01-01")
    qtbot.waitUntil(lambda: "record" in dialog.said.text())
    assert dialog.tables.currentIndex() == 1
    assert "91.5%" in rows(dialog.state, 1)

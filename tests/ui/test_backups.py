"""Backups in the window: what each holds, going back to one, and what is offered where a file is damaged."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt

from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.services import editing
from scorecard_desktop.services.backups import held, listed
from ui.books import PERIODS

APRIL = PERIODS[12].code


def change(window, ref, text):
    store = window.workspace.store
    store.submit(editing.change_value(store.book, ref, APRIL, text))


def value(window, ref):
    found = window.workspace.store.book.get(Observation, ref, APRIL, "")
    return found.value if found is not None else None


@pytest.fixture
def shown(qtbot, open_window, store_path):
    """The window with a change and a backup, its dialog open."""
    window = open_window(store_path)
    change(window, "5.4", "91.5")
    window.workspace.store.session.back_up("asked for")
    change(window, "5.4", "12")
    change(window, "5.5", "13")
    window.actions_["backups"].trigger()
    qtbot.waitUntil(lambda: window.backups.dialog is not None and window.backups.dialog.chosen is not None)
    return window


def test_that_the_list_says_what_a_backup_holds_and_what_going_back_would_lose(shown):
    dialog = shown.backups.dialog
    texts = [dialog.listing.index(0, column).data() for column in range(4)]
    assert texts[1] == "Asked for"
    assert "scorecard" in texts[2]
    assert "figures" in texts[2]
    assert texts[3].endswith("change of 5.4 Apr 2018")
    said = dialog.lost.text()
    assert said.startswith("2 steps made since would be lost:")
    assert "change of 5.5 Apr 2018" in said


def test_that_going_back_is_asked_twice_and_leaves_the_file_as_it_was_among_the_backups(qtbot, shown, store_path):
    dialog = shown.backups.dialog
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.back.text().replace("&", "").startswith("Yes, go back to ")
    assert "is kept among the backups" in dialog.lost.text()
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: shown.workspace is not None and shown.settled and value(shown, "5.4") is not None, timeout=20000
    )
    assert str(value(shown, "5.4")) == "91.5"
    assert shown.workspace.store.path == store_path
    (replaced,) = (backup for backup in listed(store_path) if backup.occasion == "replaced")
    last = held(replaced.path).last
    assert last is not None
    assert last.label == "change of 5.5 Apr 2018"


def test_that_a_backup_can_be_made_when_it_is_asked_for(qtbot, shown, store_path):
    before = held(listed(store_path)[0].path)
    qtbot.mouseClick(shown.backups.dialog.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: held(listed(store_path)[0].path) != before, timeout=10000)
    qtbot.waitUntil(lambda: "Nothing would be lost" in shown.backups.dialog.lost.text(), timeout=10000)


def test_that_a_damaged_backup_is_said_and_cannot_be_gone_back_to(qtbot, open_window, store_path):
    window = open_window(store_path)
    change(window, "5.4", "91.5")
    made = window.workspace.store.session.back_up("asked for")
    made.path.write_bytes(made.path.read_bytes()[:9000])
    window.actions_["backups"].trigger()
    qtbot.waitUntil(lambda: window.backups.dialog is not None and window.backups.dialog.listing.rowCount() == 1)
    dialog = window.backups.dialog
    assert "Damaged" in dialog.listing.index(0, 2).data()
    assert not dialog.back.isEnabled()


def test_that_for_a_damaged_file_its_newest_whole_backup_is_offered(qtbot, open_window, store_path):
    window = open_window(store_path)
    change(window, "5.4", "91.5")
    window.close()
    window.show()
    content = bytearray(store_path.read_bytes())
    content[4096 * 3 : 4096 * 6] = os.urandom(4096 * 3)
    store_path.write_bytes(content)
    with qtbot.waitSignal(window.not_opened, timeout=20000):
        window.open(store_path)
    qtbot.waitUntil(
        lambda: window.backups.dialog is not None and window.backups.dialog.chosen is not None, timeout=20000
    )
    dialog = window.backups.dialog
    assert "is damaged" in " ".join(label.text() for label in dialog.findChildren(type(dialog.lost)))
    assert dialog.now.isHidden()
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace is not None and window.settled, timeout=20000)
    assert str(value(window, "5.4")) == "91.5"


def test_that_for_a_file_that_is_gone_its_newest_backup_is_offered_and_no_empty_one_made(
    qtbot, open_window, store_path
):
    window = open_window(store_path)
    change(window, "5.4", "91.5")
    window.close()
    window.show()
    store_path.unlink()
    with qtbot.waitSignal(window.not_opened, timeout=20000):
        window.open(store_path)
    qtbot.waitUntil(
        lambda: window.backups.dialog is not None and window.backups.dialog.chosen is not None, timeout=20000
    )
    assert not store_path.exists()
    dialog = window.backups.dialog
    words = " ".join(label.text() for label in dialog.findChildren(type(dialog.lost)))
    assert "This file is not there" in words
    assert "moved, renamed or removed" in words
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert "is kept among the backups" not in dialog.lost.text()
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace is not None and window.settled, timeout=20000)
    assert str(value(window, "5.4")) == "91.5"

"""Steps that the disk would not take: kept, tried again, or saved elsewhere."""

from __future__ import annotations

import pytest

from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import editing, unwritten, whereabouts
from scorecard_desktop.services.session import Session
from scorecard_desktop.store.drives import Drive
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.views.notices import read_only_banner
from ui.books import PERIODS

APRIL = PERIODS[12].code


@pytest.fixture
def full(monkeypatch, workspace):
    """The disk is full until it is undone."""

    def refuse(*_args):
        raise Refusal("The disk is full. Free some space and try again.")

    monkeypatch.setattr(workspace.store.session._database, "apply", refuse)
    return monkeypatch


def value(store, ref):
    found = store.book.get(Observation, ref, APRIL, "")
    return str(found.value) if found is not None else ""


def type_two(qtbot, window):
    store = window.workspace.store
    store.submit(editing.change_value(store.book, "5.4", APRIL, "93.5"))
    store.submit(editing.change_value(store.book, "5.5", APRIL, "61"))
    qtbot.waitUntil(lambda: len(window.unwritten.steps) == 2)
    return store


def test_that_steps_are_kept_in_their_order_and_written_when_there_is_room_again(qtbot, window, full):
    store = type_two(qtbot, window)
    assert value(store, "5.4") != "93.5"
    assert "full" in window.unwritten.dialog.why.text()
    full.undo()
    window.unwritten.dialog.retry.click()
    qtbot.waitUntil(lambda: not store.session.unsaved)
    assert (value(store, "5.4"), value(store, "5.5")) == ("93.5", "61")
    assert window.unwritten.dialog is None
    assert window.unwritten.steps == []


def test_that_what_is_refused_again_stays(qtbot, window, full):
    type_two(qtbot, window)
    window.unwritten.dialog.retry.click()
    qtbot.waitUntil(lambda: window.unwritten.dialog is not None and len(window.unwritten.steps) == 2)
    for _ in range(2):
        window.unwritten.dialog.leave.click()


def test_that_a_copy_elsewhere_has_the_steps_and_the_history_and_is_gone_on_with(qtbot, window, full, tmp_path):
    store = type_two(qtbot, window)
    to = tmp_path / "memory stick" / "barchester é.scorecard"
    to.parent.mkdir()
    window.unwritten.save(to)
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.store is not store and window.settled)
    assert window.workspace.store.path == to
    assert value(window.workspace.store, "5.4") == "93.5"
    found = window.workspace.store.book.get(Observation, "5.4", APRIL, "")
    assert len(window.workspace.store.session.history(found)) > 1


def test_that_where_the_drive_is_gone_what_is_in_memory_is_saved(qtbot, window, full, tmp_path):
    store = type_two(qtbot, window)

    def gone(_to):
        raise Refusal("The drive is gone.")

    full.setattr(store.session, "backup", gone)
    to = tmp_path / "rescued.scorecard"
    held = set(store.book.records())
    window.unwritten.save(to)
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.store is not store and window.settled)
    with Session.open(to, read_only=True) as session:
        kept = set(session.book.records())
    assert {one for one in held - kept if not isinstance(one, Observation)} == set()
    assert len(held - kept) == 2


def test_that_the_failed_file_itself_is_no_place_to_save_elsewhere(qtbot, window, full):
    store = type_two(qtbot, window)
    window.unwritten.save(store.path)
    qtbot.waitUntil(lambda: not window.tasks.running)
    assert len(window.unwritten.steps) == 2
    from PySide6.QtWidgets import QMessageBox

    for box in window.findChildren(QMessageBox):
        box.accept()
    for _ in range(2):
        window.unwritten.dialog.leave.click()


def test_that_a_file_in_a_copied_folder_is_warned_of_once(qtbot, open_window, store_path, monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    monkeypatch.setattr(whereabouts, "synced_by", lambda _: "OneDrive")
    told = []
    for _ in range(2):
        window = open_window(store_path)
        boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
        told.append([box.text() for box in boxes])
        for box in boxes:
            box.accept()
        window.close()
    assert told == [["Where this file is kept"], []]
    assert not Remembered().first_time(store_path, "place")


def test_that_a_file_on_a_drive_without_locks_opens_to_be_read_and_says_why(open_window, store_path, monkeypatch):
    monkeypatch.setattr(whereabouts, "drive_of", lambda _: Drive.WITHOUT_LOCKS)
    window = open_window(store_path)
    assert window.workspace.store.read_only
    assert "Copy it to a folder of this computer" in window.workspace.store.only_read
    said = read_only_banner("", window.workspace.store.only_read).accessibleName()
    assert said.startswith("Open read-only. “barchester.scorecard” is on a network drive")


def dies(window):
    """The window ends as where the program is killed: nothing is answered for."""
    window.unwritten.dialog.deleteLater()
    window.unwritten.dialog = None
    window.close()


def test_that_steps_that_were_never_written_are_offered_when_the_file_is_opened_again(qtbot, window, open_window, full):
    path = type_two(qtbot, window).path
    assert len(unwritten.left(path)) == 2
    dies(window)
    again = open_window(path)
    qtbot.waitUntil(lambda: again.unwritten.dialog is not None)
    assert "the program ended" in again.unwritten.dialog.why.text()
    assert value(again.workspace.store, "5.4") != "93.5"
    again.unwritten.dialog.retry.click()
    qtbot.waitUntil(lambda: not unwritten.file_of(path).exists())
    assert (value(again.workspace.store, "5.4"), value(again.workspace.store, "5.5")) == ("93.5", "61")


def test_that_a_step_that_does_not_fit_any_more_stays_and_the_others_are_written(qtbot, window, open_window, full):
    path = type_two(qtbot, window).path
    dies(window)
    with Session.open(path) as session:
        session.commit(editing.change_value(session.book, "5.4", APRIL, "12"))
    again = open_window(path)
    qtbot.waitUntil(lambda: again.unwritten.dialog is not None)
    again.unwritten.dialog.retry.click()
    qtbot.waitUntil(lambda: again.unwritten.dialog is not None and len(again.unwritten.steps) == 1)
    assert "does not fit any more" in again.unwritten.dialog.why.text()
    assert value(again.workspace.store, "5.5") == "61"
    for _ in range(2):
        again.unwritten.dialog.leave.click()
    assert not unwritten.file_of(path).exists()

"""A file with a password in the window: asked for, given, set, changed and taken off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from scorecard_desktop.services.passwords import Key, is_encrypted, set_password
from scorecard_desktop.ui.errors import Faults
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.views.password_dialog import AskPassword, SetPassword
from ui.test_deciding import asked

WORDS = "correct horse battery"
OTHER = "staple battery horse"


@pytest.fixture
def locked(store_path):
    set_password(store_path, None, Key(WORDS))
    return store_path


@pytest.fixture
def waiting(qtbot, locked, theme):
    """A window that has been asked to open the file, and asks for its password."""
    window = MainWindow(theme, Remembered(), Faults())
    window.resize(1366, 768)
    window.open(locked, page="risks")
    window.show()
    yield window
    window.close()
    window.deleteLater()


def opened(window):
    return window.workspace is not None and window.settled


def test_that_the_password_is_asked_for_and_the_file_opens_where_it_was_to(qtbot, waiting):
    dialog = asked(qtbot, AskPassword)
    assert dialog.box.echoMode() is QLineEdit.EchoMode.Password
    assert not dialog.open_it.isEnabled()
    qtbot.keyClicks(dialog.box, WORDS)
    qtbot.keyClick(dialog.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened(waiting), timeout=20000)
    assert waiting.workspace.page_name == "risks"
    assert not waiting.workspace.store.read_only


def test_that_another_password_is_said_and_asked_for_again(qtbot, waiting):
    first = asked(qtbot, AskPassword)
    qtbot.keyClicks(first.box, "no such words")
    first.accept()
    qtbot.waitUntil(lambda: not first.isVisible())
    qtbot.waitUntil(lambda: any(d.isVisible() for d in waiting.findChildren(AskPassword)), timeout=20000)
    again = asked(qtbot, AskPassword)
    assert "not the password" in again.trouble.text()
    again.show_it.setChecked(True)
    assert again.box.echoMode() is QLineEdit.EchoMode.Normal
    again.reject()
    assert waiting.workspace is None


def test_that_a_password_is_set_changed_and_taken_off_with_the_file_open_again_each_time(qtbot, window, store_path):
    def choose(words, again=""):
        window.actions_["password"].trigger()
        dialog = asked(qtbot, SetPassword)
        if words is None:
            dialog.remove.click()
        else:
            dialog.box.setText(words)
            dialog.again.setText(again or words)
            dialog.accept()
        return dialog

    def key():
        return window.workspace.store.session.key

    dialog = choose("short")
    assert "too short" in dialog.trouble.text()
    dialog.again.setText("another")
    dialog.accept()
    assert "not the same" in dialog.trouble.text()
    dialog.reject()
    assert dialog.remove is None
    for words in (WORDS, OTHER, None):
        choose(words)
        wanted = None if words is None else Key(words)
        qtbot.waitUntil(lambda wanted=wanted: opened(window) and key() == wanted, timeout=30000)
        assert is_encrypted(store_path) is (words is not None)
    window.actions_["backups"].trigger()
    qtbot.waitUntil(lambda: window.backups.dialog is not None and not window.tasks.running, timeout=20000)
    window.backups.dialog.close()

"""The pack from the window: its details are kept, it is drawn off the window's thread, and refusals are said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.views.export_pack import ExportPack
from ui.test_deciding import asked


def shown(window):
    """The messages on the screen."""
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


@pytest.fixture
def page(workspace):
    workspace.go_to("pack")
    return workspace.pages.pack


def test_that_export_draws_the_pack_and_says_where(qtbot, window, workspace, page, tmp_path):
    out = tmp_path / "pack.pdf"
    window.actions_["export"].trigger()
    dialog = asked(qtbot, ExportPack)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.file)
    qtbot.keyClick(dialog.file, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.file, str(out))
    qtbot.keyClick(dialog.file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    assert Path(page.result.path) == out
    assert out.read_bytes().startswith(b"%PDF-")
    assert page.export.isEnabled()
    assert page.written.isVisible()
    assert "pack.pdf" in page.written.said.text()


def test_that_the_same_figures_make_the_same_bytes(qtbot, page, tmp_path):
    made = []
    for name in ("one.pdf", "two.pdf"):
        page.result = None
        page.draw(tmp_path / name)
        qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_that_what_is_open_is_said_once_more_before_the_export_and_never_prevents_it(qtbot, window, page):
    page.ask_where()
    dialog = asked(qtbot, ExportPack)
    assert dialog.still_open.text().startswith("■  2 errors among the findings: Does not add up (2)")
    assert dialog.export.isEnabled()
    (look,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Look at them"]
    look.setFocus()
    qtbot.keyClick(look, Qt.Key.Key_Space)
    qtbot.waitUntil(page.checklist.list.hasFocus)
    qtbot.keyClick(page.checklist.list, Qt.Key.Key_Return)
    assert window.workspace.page_name == "findings"


@pytest.mark.parametrize(
    ("at", "ending", "begins", "extent"),
    [
        (0, ".pdf", b"%PDF", "pages"),
        (1, ".pdf", b"%PDF", "pages"),
        (3, ".html", b"<!", "web"),
        (4, ".xlsx", b"PK", "sheets"),
    ],
)
def test_that_the_form_that_is_chosen_is_written(qtbot, page, tmp_path, at, ending, begins, extent):
    page.ask_where()
    dialog = asked(qtbot, ExportPack)
    dialog.file.setText(str(tmp_path / "made.pdf"))
    dialog.forms.setFocus()
    for _ in range(at):
        qtbot.keyClick(dialog.forms, Qt.Key.Key_Down)
    assert dialog.file.text() == str(tmp_path / f"made{ending}")
    qtbot.keyClick(dialog.file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    assert (tmp_path / f"made{ending}").read_bytes().lower().startswith(begins.lower())
    assert extent in page.written.said.text()
    assert page.result.request.variant == ("large" if at == 1 else "standard")


def test_that_a_file_that_is_there_already_is_said_to_be_replaced(qtbot, page, tmp_path):
    (tmp_path / "held.pdf").write_bytes(b"%PDF")
    page.ask_where()
    dialog = asked(qtbot, ExportPack)
    assert dialog.export.text() == "Export"
    dialog.file.setText(str(tmp_path / "held"))
    assert dialog.export.text() == "Replace"
    dialog.file.setText("")
    assert not dialog.export.isEnabled()
    dialog.reject()


def test_that_a_public_version_that_is_refused_says_the_whole_reason(qtbot, window, page, tmp_path):
    page.ask_where()
    dialog = asked(qtbot, ExportPack)
    dialog.file.setText(str(tmp_path / "public.pdf"))
    dialog.public.setFocus()
    qtbot.keyClick(dialog.public, Qt.Key.Key_Space)
    assert dialog.public.isChecked()
    qtbot.keyClick(dialog.file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.result is not None or bool(shown(window)), timeout=60000)
    if page.result is not None:
        assert page.result.public is not None
        assert page.result.request.public


def test_that_the_details_are_kept_in_the_store_and_undone(qtbot, window, page, store_path):
    page.show_part("meeting")
    box = page.meeting.texts["committee"]
    box.setFocus()
    qtbot.keyClicks(box, "People Committee")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert page.store.book.setting("pack.committee", "") == "People Committee"
    page.store.undo()
    assert box.text() == ""
    page.store.redo()
    window.close()
    with Session.open(store_path) as session:
        assert session.book.setting("pack.committee", "") == "People Committee"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may write everywhere")
def test_that_a_folder_that_may_not_be_written_is_refused(qtbot, window, page, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    page.draw(closed / "pack.pdf")
    qtbot.waitUntil(lambda: bool(shown(window)), timeout=60000)


def test_that_a_pack_that_cannot_be_written_is_refused_and_leaves_nothing(qtbot, window, page, tmp_path):
    page.draw(tmp_path / "no such folder" / "pack.pdf")
    qtbot.waitUntil(lambda: bool(shown(window)), timeout=60000)
    (box,) = shown(window)
    assert "no such folder" in box.informativeText()
    box.accept()
    assert page.result is None
    assert page.export.isEnabled()
    assert not (tmp_path / "no such folder").exists()

"""The pack from the window: its details are kept, it is drawn off the window's thread, and refusals are said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from scorecard_desktop.services.session import Session


@pytest.fixture
def page(workspace):
    workspace.go_to("pack")
    return workspace.pages.pack


def test_that_export_draws_the_pack_and_says_where(qtbot, window, workspace, page, tmp_path):
    out = tmp_path / "pack.pdf"
    page.form.texts["committee"].setText("Children’s Services Committee")
    window.actions_["export"].trigger()
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    assert Path(page.result.path) == out
    assert out.read_bytes().startswith(b"%PDF-")
    assert page.export.isEnabled()
    assert page._written.isVisible()
    assert "pack.pdf" in page._written.said.text()


def test_that_the_details_are_kept_in_the_store_and_undone(qtbot, window, page, store_path):
    box = page.form.texts["committee"]
    qtbot.keyClicks(box, "People Committee")
    page.form.texts["item"].setFocus()
    box.editingFinished.emit()
    assert page.store.book.setting("pack.committee", "") == "People Committee"
    page.store.undo()
    assert box.text() == ""
    page.store.redo()
    window.close()
    with Session.open(store_path) as session:
        assert session.book.setting("pack.committee", "") == "People Committee"


def test_that_what_will_be_in_the_pack_is_listed(page):
    lines = page.contents.text().splitlines()
    assert "– Vital signs: dashboard of 7 indicators at Apr 2018" in lines
    assert "– Report cards: 3, one for each red exception, with its chart" in lines
    assert "– Budget monitoring: 1 table, 1 casting difference" in lines


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may write everywhere")
def test_that_a_folder_that_may_not_be_written_is_refused(qtbot, window, page, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    page.draw(closed / "pack.pdf")
    qtbot.waitUntil(lambda: bool([b for b in window.findChildren(QMessageBox) if b.isVisible()]), timeout=60000)


def test_that_a_pack_that_cannot_be_written_is_refused_and_leaves_nothing(qtbot, window, page, tmp_path):
    page.draw(tmp_path / "no such folder" / "pack.pdf")
    qtbot.waitUntil(lambda: bool([b for b in window.findChildren(QMessageBox) if b.isVisible()]), timeout=60000)
    (box,) = [b for b in window.findChildren(QMessageBox) if b.isVisible()]
    assert "no such folder" in box.informativeText()
    box.accept()
    assert page.result is None
    assert page.export.isEnabled()
    assert not (tmp_path / "no such folder").exists()

"""A pack marked as published in the window, a change of one of its figures, and why."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from scorecard_desktop.domain.finding import Dismissal
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.ui.views.compare_packs import ComparePacks
from scorecard_desktop.ui.views.findings_page import DismissDialog
from scorecard_desktop.ui.views.published_packs import PublishDialog, WithdrawDialog
from ui.books import PERIODS
from ui.test_deciding import asked

APRIL = PERIODS[12].code


@pytest.fixture
def page(qtbot, workspace, tmp_path):
    """The pack page after a pack was drawn and marked as published, by keyboard."""
    workspace.go_to("pack")
    page = workspace.pages.pack
    page.show_part("published")
    assert page.published.table.isHidden()
    page.draw(tmp_path / "May.pdf")
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    page.written.publish.setFocus()
    qtbot.keyClick(page.written.publish, Qt.Key.Key_Space)
    dialog = asked(qtbot, PublishDialog)
    qtbot.keyClick(dialog.publish, Qt.Key.Key_Return)
    qtbot.waitUntil(page.published.table.isVisible)
    return page


def test_that_a_pack_is_marked_as_published_and_listed(page, workspace, window):
    (pack,) = workspace.store.book.all(Publication)
    assert page.published.listing.things == [pack]
    assert pack.shown("5.4")[APRIL, ""].text == "81.7%"
    assert pack.who == workspace.store.who
    assert pack.number == 1
    assert page.tabs.tabText(page.tabs.indexOf(page.published)) == "Published 1"
    window.actions_["undo"].trigger()
    assert page.published.table.isHidden()


def test_that_a_published_pack_opens_exactly_as_it_went_out_whatever_became_of_the_file(
    qtbot, page, monkeypatch, tmp_path
):
    went_out = (tmp_path / "May.pdf").read_bytes()
    (tmp_path / "May.pdf").unlink()
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    page.published.table.setFocus()
    qtbot.keyClick(page.published.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=20000)
    (place,) = opened
    assert place.read_bytes() == went_out
    assert not os.access(place, os.W_OK) or os.geteuid() == 0
    assert stat.S_IMODE(place.stat().st_mode) == stat.S_IREAD
    assert stat.S_IMODE(place.parent.parent.stat().st_mode) == 0o700
    page.published.copy.click()
    dialog = page.published.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "copy.pdf"))
    dialog.reject()
    qtbot.waitUntil((tmp_path / "copy.pdf").exists, timeout=20000)
    assert (tmp_path / "copy.pdf").read_bytes() == went_out


def test_that_private_copies_go_with_the_store_that_was_shown(qtbot, page, window, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    page.published.open_current()
    qtbot.waitUntil(lambda: bool(opened), timeout=20000)
    window.open(tmp_path / "another.scorecard")
    qtbot.waitUntil(lambda: not opened[0].parent.parent.exists(), timeout=20000)
    qtbot.waitUntil(lambda: window.settled, timeout=20000)


def test_that_two_published_packs_are_compared(qtbot, page, workspace, tmp_path):
    workspace.store.submit(change_value(workspace.store.book, "5.4", APRIL, "95"))
    page.draw(tmp_path / "June.pdf")
    qtbot.waitUntil(lambda: page.result.path.name == "June.pdf", timeout=60000)
    page._ask_publishing()
    asked(qtbot, PublishDialog).accept()
    qtbot.waitUntil(lambda: len(page.published.listing.things) == 2, timeout=20000)
    page.published.compare.setFocus()
    qtbot.keyClick(page.published.compare, Qt.Key.Key_Space)
    dialog = asked(qtbot, ComparePacks)
    qtbot.waitUntil(lambda: bool(dialog.listing.things), timeout=20000)
    assert [dialog.listing.index(1, column).data() for column in range(4)] == [
        "5.4 Children in need with an up-to-date plan",
        "Rated otherwise",
        "81.7% (Apr 2018), amber",
        "95.0% (Apr 2018), green",
    ]
    assert dialog.said.text() == "Otherwise: 1 indicator."
    dialog.earlier.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.said.text() == "It is the same pack.", timeout=20000)
    dialog.reject()


def test_that_a_published_pack_is_withdrawn_with_a_reason(qtbot, page, workspace):
    page.published.take_back.click()
    dialog = asked(qtbot, WithdrawDialog)
    assert not dialog.withdraw.isEnabled()
    qtbot.keyClicks(dialog.reason, "It was the draft.")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert workspace.store.book.all(Publication) == []


def test_that_a_change_of_a_published_figure_is_a_finding_until_its_reason_is_given(qtbot, page, workspace):
    workspace.store.submit(change_value(workspace.store.book, "5.4", APRIL, "83"))
    workspace.go_to("findings")
    findings = workspace.pages.findings

    def told():
        return [row for row in range(findings.listing.rowCount()) if findings.listing.at(row).rule == "restated"]

    qtbot.waitUntil(lambda: len(told()) == 1)
    findings.table.choose(told()[0])
    assert findings.dismiss.text() == "Say why…"
    assert findings.before.isHidden()
    findings.dismiss.click()
    dialog = asked(qtbot, DismissDialog)
    qtbot.keyClicks(dialog.reason, "Late returns.")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    (reason,) = workspace.store.book.all(Dismissal)
    assert reason.reason == "Late returns."
    qtbot.waitUntil(lambda: not told())
    workspace.store.submit(change_value(workspace.store.book, "5.4", APRIL, "84"))
    qtbot.waitUntil(lambda: len(told()) == 1)
    findings.table.choose(told()[0])
    assert findings.before.text().endswith(": Late returns.")
    assert findings.before.isVisible()

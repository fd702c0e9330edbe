"""A pack marked as published in the window, a change of one of its figures, and why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from scorecard_desktop.domain.finding import Dismissal
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.services.editing import change_value
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
    assert page.published.isHidden()
    page.draw(tmp_path / "May.pdf")
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    page._written.publish.setFocus()
    qtbot.keyClick(page._written.publish, Qt.Key.Key_Space)
    dialog = asked(qtbot, PublishDialog)
    qtbot.keyClick(dialog.publish, Qt.Key.Key_Return)
    qtbot.waitUntil(page.published.isVisible)
    return page


def test_that_a_pack_is_marked_as_published_and_listed(page, workspace, window):
    (pack,) = workspace.store.book.all(Publication)
    assert page.published.listing.things == [pack]
    assert pack.shown("5.4")[APRIL, ""].text == "81.7%"
    assert pack.who == workspace.store.who
    window.actions_["undo"].trigger()
    assert page.published.isHidden()


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

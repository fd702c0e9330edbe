"""What is being typed is kept until something has become of it, and offered after a crash, never applied."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.risk import Risk
from scorecard_desktop.services.drafts import Draft, keep, left
from scorecard_desktop.ui.views.drafts_dialog import DraftsDialog
from scorecard_desktop.ui.views.record_form import RecordForm
from ui.books import PERIODS

APRIL = PERIODS[12].code
TYPED = "2018-05-02T10:14:00+01:00"
NOTE = Draft("5.4 CIN with a plan, Apr 18: Note", "half a thought", TYPED, "scorecard", "5.4", APRIL)


def kept(window) -> list[str]:
    window.workspace.drafting.keep()
    window.workspace.store.session.settle()
    return [draft.text for draft in left(window.workspace.store.path)]


def offered(qtbot, window) -> DraftsDialog:
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(DraftsDialog)))
    return next(dialog for dialog in window.findChildren(DraftsDialog) if dialog.isVisible())


def at_cell(window):
    page = window.workspace.scorecard
    page.go_to("5.4", APRIL)
    page.table.setFocus()
    return page


def test_that_a_figure_is_kept_while_it_is_typed_and_gone_when_it_is_stored(qtbot, window):
    page = at_cell(window)
    qtbot.keyClick(page.table, "9")
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "1.5")
    with qtbot.waitSignal(window.workspace.drafting.kept, timeout=3000):
        pass
    (draft,) = left_of(window)
    assert draft.text == "91.5"
    assert draft.indicator == "5.4"
    assert draft.period == APRIL
    assert "Apr 18" in draft.where or "Apr 2018" in draft.where
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert kept(window) == []


def left_of(window) -> tuple[Draft, ...]:
    window.workspace.store.session.settle()
    return left(window.workspace.store.path)


def test_that_a_figure_that_is_not_wanted_leaves_no_draft(qtbot, window):
    page = at_cell(window)
    qtbot.keyClick(page.table, "9")
    assert kept(window) == ["9"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert kept(window) == []


def test_that_a_comment_is_kept_while_it_is_written_and_gone_when_it_is_stored(qtbot, window):
    at_cell(window)
    window.actions_["comment"].trigger()
    box = window.workspace.panel.comments.box(CommentaryPart.COMMENT)
    qtbot.waitUntil(box.hasFocus)
    box.selectAll()
    qtbot.keyClicks(box, "fewer plans lapsed")
    assert kept(window) == ["fewer plans lapsed"]
    assert left(window.workspace.store.path)[0].where.startswith("5.4")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept(window) == []


def test_that_all_boxes_of_a_form_are_kept_until_it_is_closed(qtbot, window):
    window.workspace.go_to("risks")
    form = RecordForm("New risk", ENTRY_FIELDS[Risk], {}, lambda _: None, window)
    form.open()
    qtbot.waitUntil(form.isVisible)
    first, second = [box for box in form.boxes.values() if hasattr(box, "selectAll")][:2]
    for box, words in ((first, "Placements"), (second, "Costs rise")):
        box.setFocus()
        qtbot.waitUntil(box.hasFocus)
        qtbot.keyClicks(box, words)
    assert kept(window) == ["Placements", "Costs rise"]
    assert left(window.workspace.store.path)[0].where.startswith("New risk: ")
    form.reject()
    assert kept(window) == []
    form.deleteLater()


def test_that_what_is_looked_for_is_no_draft(qtbot, window):
    box = window.workspace.scorecard.find_box
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "plan")
    assert kept(window) == []


def test_that_a_draft_is_offered_at_the_next_start_and_put_nowhere(qtbot, open_window, store_path):
    keep(store_path, [NOTE])
    window = open_window(store_path)
    dialog = offered(qtbot, window)
    before = window.workspace.store.book.get(Observation, "5.4", APRIL, "")
    assert [box.toPlainText() for box in dialog.boxes] == ["half a thought"]
    assert window.workspace.store.session.undo_label == ""
    qtbot.mouseClick(dialog.copies[0], Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "half a thought"
    assert window.workspace.scorecard.place == ("5.4", APRIL)
    assert window.workspace.store.book.get(Observation, "5.4", APRIL, "") == before
    assert kept(window) == []


def test_that_a_draft_left_for_later_is_offered_again_and_one_thrown_away_is_not(qtbot, open_window, store_path):
    keep(store_path, [NOTE])
    for answer, stays in (("later", [NOTE]), ("throw", [])):
        window = open_window(store_path)
        dialog = offered(qtbot, window)
        dialog.reject() if answer == "later" else dialog.throw.click()
        window.close()
        assert list(left(store_path)) == stays


TYPES_AND_DIES = """
    import os, signal, sys
    from pathlib import Path
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from scorecard_desktop.ui.errors import Faults
    from scorecard_desktop.ui.main_window import MainWindow
    from scorecard_desktop.ui.settings import Remembered
    from scorecard_desktop.ui.theme import Theme
    app = QApplication([])
    window = MainWindow(Theme(app), Remembered(), Faults())
    window.open(Path(sys.argv[1]), page="scorecard")
    window.show()
    def go():
        window.activateWindow()
        if not window.workspace or not window.settled or not window.isActiveWindow():
            return QTimer.singleShot(50, go)
        page = window.workspace.scorecard
        page.go_to("5.4", sys.argv[2])
        page.table.setFocus()
        QTest.keyClick(page.table, "9")
        QTest.keyClicks(QApplication.focusWidget(), "3.5")
        window.workspace.drafting.kept.connect(die)
    def die():
        window.workspace.store.session.settle()
        os.kill(os.getpid(), signal.SIGKILL)
    go()
    app.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such kill on this system")
def test_that_the_figure_being_typed_when_the_program_is_killed_is_offered_back(store_path):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(TYPES_AND_DIES), str(store_path), APRIL],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    (draft,) = left(Path(store_path))
    assert draft.text == "93.5"
    assert draft.indicator == "5.4"

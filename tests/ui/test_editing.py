"""Typing in the grid by keys alone: stored, undone, redone, refused, read-only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.services.session import Session
from support.made_anew import checks_of_a_figure, watched
from ui.books import PERIODS

APRIL = PERIODS[12].code
Z, Y = Qt.Key.Key_Z, Qt.Key.Key_Y
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(workspace):
    workspace.scorecard.go_to("5.4", APRIL)
    workspace.scorecard.table.setFocus()
    return workspace.scorecard


def is_open(page) -> bool:
    return any(box.isVisible() for box in page.table.viewport().findChildren(QLineEdit))


def editor(page) -> QLineEdit:
    return next(box for box in page.table.viewport().findChildren(QLineEdit) if box.isVisible())


def type_text(qtbot, page, text, end=Qt.Key.Key_Return):
    qtbot.keyClick(page.table, text[0])
    qtbot.waitUntil(lambda: is_open(page))
    qtbot.keyClicks(editor(page), text[1:])
    qtbot.keyClick(editor(page), end)


def value(workspace, ref="5.4", period=APRIL) -> Decimal | None:
    found = workspace.store.book.observation(ref, period)
    return found.value if found is not None else None


def test_that_typing_replaces_stores_and_goes_down(qtbot, page, workspace):
    type_text(qtbot, page, "93.5")
    assert value(workspace) == Decimal("93.5")
    assert page.place == ("5.5", APRIL)
    assert page.grid.place_of("5.4", APRIL).data() == "93.5%"


def test_that_one_typed_figure_rates_and_checks_only_what_depends_on_it(qtbot, page, workspace, monkeypatch):
    page.go_to("5.4", PERIODS[11].code)
    workspace.grab()  # everything in sight has been painted once
    made = watched(monkeypatch)
    type_text(qtbot, page, "93.5", Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: workspace.settled, timeout=10000)
    workspace.grab()
    assert {place.indicator for place in made.rows} == {"5.4"}
    assert len(made.rows) == len(set(made.rows))
    assert set(made.checks) == checks_of_a_figure(workspace.store.book, "5.4")
    assert len(made.checks) == len(set(made.checks))


def test_that_tab_stores_and_goes_right(qtbot, page, workspace):
    type_text(qtbot, page, "24/163", Qt.Key.Key_Tab)
    assert workspace.store.book.observation("5.4", APRIL).numerator == 24
    assert page.place == ("5.4", PERIODS[13].code)


def test_that_enter_skips_the_row_that_heads_a_section(qtbot, page):
    page.go_to("5.5", APRIL)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.place == ("6.4", APRIL)


def test_that_f2_edits_what_is_there_and_escape_leaves_it(qtbot, page, workspace):
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    assert editor(page).text() == "81.7%"
    qtbot.keyClicks(editor(page), "55")
    qtbot.keyClick(editor(page), Qt.Key.Key_Escape)
    assert value(workspace) == Decimal("81.7")


def test_that_delete_clears_and_undo_brings_back(qtbot, page, window, workspace):
    window.actions_["clear"].trigger()
    assert workspace.store.book.observation("5.4", APRIL) is None
    window.actions_["undo"].trigger()
    assert value(workspace) == Decimal("81.7")


def test_that_undo_and_redo_name_their_step_and_go_there_and_back(qtbot, page, window, workspace):
    type_text(qtbot, page, "93.5")
    assert window.actions_["undo"].text() == "&Undo change of 5.4 Apr 2018"
    qtbot.keyClick(window, Z, CTRL)
    assert value(workspace) == Decimal("81.7")
    assert page.grid.place_of("5.4", APRIL).data() == "81.7%"
    assert window.actions_["redo"].text() == "&Redo change of 5.4 Apr 2018"
    qtbot.keyClick(window, Y, CTRL)
    assert value(workspace) == Decimal("93.5")
    assert not window.actions_["redo"].isEnabled()


def test_that_what_is_not_understood_is_refused_beside_the_cell_and_stays_open(qtbot, page, workspace):
    type_text(qtbot, page, "about half")
    bubble = page._cell._bubble
    assert is_open(page)
    assert editor(page).text() == "about half"
    assert bubble.isVisible()
    assert "is not a figure" in bubble.text
    assert editor(page).accessibleDescription() == bubble.text
    assert value(workspace) == Decimal("81.7")
    editor(page).selectAll()
    qtbot.keyClicks(editor(page), "93.5")
    assert not bubble.isVisible()
    qtbot.keyClick(editor(page), Qt.Key.Key_Return)
    assert value(workspace) == Decimal("93.5")


def test_that_a_refused_text_is_not_lost_by_going_elsewhere(qtbot, page, workspace):
    qtbot.keyClick(page.table, "x")
    qtbot.keyClicks(editor(page), "yz")
    page.go_to("6.4", APRIL)
    qtbot.waitUntil(lambda: is_open(page) and editor(page).text() == "xyz")
    assert page.place == ("5.4", APRIL)
    assert page._cell._bubble.isVisible()
    qtbot.keyClick(editor(page), Qt.Key.Key_Escape)
    assert value(workspace) == Decimal("81.7")


def test_that_what_was_typed_is_on_the_disk_when_the_window_closes(qtbot, page, window, store_path):
    type_text(qtbot, page, "93.5")
    window.close()
    with Session.open(store_path) as session:
        kept = session.book.observation("5.4", APRIL)
        assert kept is not None
        assert kept.value == Decimal("93.5")
        newest = session.history(kept)[0]
        assert newest.label == "change of 5.4 Apr 2018"


def test_that_the_status_line_says_when_it_is_saved(qtbot, page, window):
    type_text(qtbot, page, "93.5")
    qtbot.waitUntil(lambda: window.status.saved_text == "Saved")


def test_that_a_comment_is_stored_when_its_box_is_left_and_can_be_undone(qtbot, page, window, workspace):
    box = workspace.panel.comments.box(CommentaryPart.COMMENT)
    assert box.toPlainText() == "Fewer plans were reviewed in time."
    window.actions_["comment"].trigger()
    box.setFocus()
    box.setPlainText("More plans were reviewed late.")
    qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    kept = workspace.store.book.get(Commentary, "5.4", APRIL, "comment")
    assert kept.text == "More plans were reviewed late."
    window.setFocus()
    page.table.setFocus()
    window.actions_["undo"].trigger()
    assert workspace.store.book.get(Commentary, "5.4", APRIL, "comment").text == "Fewer plans were reviewed in time."
    qtbot.waitUntil(lambda: box.toPlainText() == "Fewer plans were reviewed in time.")


def test_that_what_is_being_written_is_stored_when_another_figure_is_chosen(qtbot, page, workspace):
    box = workspace.panel.comments.box(CommentaryPart.COMMENT)
    box.setPlainText("Half a thought")
    page.go_to("6.4", APRIL)
    assert workspace.store.book.get(Commentary, "5.4", APRIL, "comment").text == "Half a thought"
    assert workspace.store.book.get(Commentary, "6.4", APRIL, "comment") is None


def test_that_a_second_window_reads_only_and_says_who_holds_the_file(qtbot, open_window, store_path):
    with Session.open(store_path, who="Pat Jones"):
        window = open_window(store_path)
        workspace = window.workspace
        page = workspace.scorecard
        page.go_to("5.4", APRIL)
        qtbot.keyClick(page.table, "9")
        assert not is_open(page)
        assert not window.actions_["import"].isEnabled()
        assert not window.actions_["clear"].isEnabled()
        assert workspace.panel.comments.box(CommentaryPart.COMMENT).isReadOnly()
        banner = [
            frame
            for frame in workspace.children()
            if getattr(frame, "accessibleName", str)().startswith("Open read-only")
        ]
        assert "held by Pat Jones" in banner[0].accessibleName()
        assert window.status.saved_text == "Read-only"

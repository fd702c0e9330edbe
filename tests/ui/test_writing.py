"""What is said while a figure is typed; notes; commentary in its shapes, with its words counted. By keys alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from scorecard_desktop.domain import publishing
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart, Shape, word_count
from scorecard_desktop.ui.models.scorecard_grid import CELL_ROLE
from scorecard_desktop.ui.views.commentary_dialog import CommentaryDialog
from scorecard_desktop.ui.views.restating import RestatingDialog
from scorecard_desktop.ui.widgets.bubble import Tone
from ui.books import CARD, PERIODS

MARCH, APRIL, MAY = (PERIODS[n].code for n in (11, 12, 13))
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(workspace):
    workspace.scorecard.go_to("5.4", APRIL)
    workspace.scorecard.table.setFocus()
    return workspace.scorecard


@pytest.fixture
def comments(page, workspace):
    return workspace.panel.comments


def editor(page) -> QLineEdit:
    return next(box for box in page.table.viewport().findChildren(QLineEdit) if box.isVisible())


def is_typing(page) -> bool:
    return any(box.isVisible() for box in page.table.viewport().findChildren(QLineEdit))


def begin(qtbot, page, text):
    qtbot.keyClick(page.table, text[0])
    qtbot.keyClicks(editor(page), text[1:])


def value(workspace, ref="5.4", period=APRIL):
    found = workspace.store.book.observation(ref, period)
    return found.value if found is not None else None


# While typing


def test_that_counts_say_beside_the_cell_what_they_give(qtbot, page):
    begin(qtbot, page, "24/163")
    bubble = page._cell.bubble
    qtbot.waitUntil(bubble.isVisible)
    assert bubble.text == "24 / 163 is 14.7%, red"
    assert bubble.tone is Tone.HINT
    assert editor(page).accessibleDescription() == bubble.text
    qtbot.keyClick(editor(page), KEY.Key_Return)
    assert not bubble.isVisible()


def test_that_a_doubt_is_said_and_stops_nobody(qtbot, page, workspace):
    begin(qtbot, page, "817")
    bubble = page._cell.bubble
    qtbot.waitUntil(bubble.isVisible)
    assert "a share cannot be more than 100%" in bubble.text
    assert bubble.tone is Tone.DOUBT
    qtbot.keyClick(editor(page), KEY.Key_Return)
    assert value(workspace) == Decimal(817)


def test_that_what_is_not_a_figure_yet_is_a_hint_and_a_refusal_at_enter(qtbot, page):
    begin(qtbot, page, "abo")
    bubble = page._cell.bubble
    qtbot.waitUntil(bubble.isVisible)
    assert bubble.tone.value == "hint"
    qtbot.keyClick(editor(page), KEY.Key_Return)
    assert bubble.tone.value == "refusal"
    assert is_typing(page)
    qtbot.keyClick(editor(page), KEY.Key_Escape)


def test_that_nothing_is_said_of_what_stands_there_already(qtbot, page):
    qtbot.keyClick(page.table, KEY.Key_F2)
    editor(page).textEdited.emit("81.7%")
    qtbot.wait(450)
    assert not page._cell.bubble.isVisible()
    qtbot.keyClick(editor(page), KEY.Key_Escape)


def test_that_arrows_store_what_was_typed_over_and_go_along_the_text_after_f2(qtbot, page, workspace):
    begin(qtbot, page, "75")
    qtbot.keyClick(editor(page), KEY.Key_Left)
    assert value(workspace) == Decimal(75)
    assert page.place == ("5.4", MARCH)
    qtbot.keyClick(page.table, KEY.Key_F2)
    qtbot.keyClick(editor(page), KEY.Key_Left)
    assert is_typing(page)
    qtbot.keyClick(editor(page), KEY.Key_Escape)


def test_that_counts_are_offered_again_as_counts(qtbot, page, workspace):
    begin(qtbot, page, "24/163")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    page.go_to("5.4", APRIL)
    assert page.grid.place_of("5.4", APRIL).data() == "14.7%"
    qtbot.keyClick(page.table, KEY.Key_F2)
    assert editor(page).text() == "24/163"
    qtbot.keyClick(editor(page), KEY.Key_Escape)


def test_that_a_typed_change_of_a_published_figure_waits_for_its_reason(qtbot, page, workspace, monkeypatch):
    monkeypatch.setattr(publishing, "published", lambda _book, keys: frozenset(keys))
    begin(qtbot, page, "75")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    assert value(workspace) == Decimal("81.7")
    dialog = page.findChild(RestatingDialog)
    qtbot.keyClicks(dialog.reason, "Late returns")
    qtbot.keyClick(dialog.reason, KEY.Key_Return)
    assert value(workspace) == Decimal(75)


# Notes


def test_that_a_note_is_kept_by_keys_shown_by_a_mark_and_undone(qtbot, window, page, comments, workspace):
    qtbot.keyClick(page.table, KEY.Key_F2, SHIFT)
    assert comments.note.box.hasFocus()
    qtbot.keyClicks(comments.note.box, "Checked with schools")
    qtbot.keyClick(comments.note.box, KEY.Key_Return, CTRL)
    assert workspace.store.book.observation("5.4", APRIL).note == "Checked with schools"
    cell = page.grid.place_of("5.4", APRIL)
    assert cell.data(CELL_ROLE).note
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole).endswith("has a note")
    assert window.actions_["undo"].text() == "&Undo change of note of 5.4 Apr 2018"
    page.table.setFocus()
    window.actions_["undo"].trigger()
    assert not page.grid.place_of("5.4", APRIL).data(CELL_ROLE).note


def test_that_a_note_stays_when_its_figure_is_typed_again(qtbot, page, comments, workspace):
    comments.note.box.setPlainText("Checked with schools")
    comments.flush()
    begin(qtbot, page, "75")
    qtbot.keyClick(editor(page), KEY.Key_Return)
    assert workspace.store.book.observation("5.4", APRIL).note == "Checked with schools"


def test_that_there_is_no_note_without_a_figure(qtbot, page, comments, workspace, window):
    page.go_to("5.4", MAY)
    qtbot.waitUntil(lambda: not workspace.panel.behind)
    assert comments.note.isHidden()
    refused: list[str] = []
    comments.refused.connect(refused.append)
    comments.write_note()
    assert refused == ["There is no figure here yet to keep a note with."]
    for box in window.findChildren(type(window), options=Qt.FindChildOption.FindDirectChildrenOnly):
        box.close()


# Commentary


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("Fewer plans were reviewed.", 4), ("- one\n- two words\n–", 3), ("81.7% of 163", 3)]
)
def test_that_words_are_counted_without_bullets(text, words):
    assert word_count(text) == words


def test_that_the_words_of_each_box_are_counted_as_they_are_written(qtbot, comments):
    part = comments._parts[CommentaryPart.COMMENT]
    assert part.count.text() == "6 words"
    part.box.setFocus()
    part.box.setPlainText("One")
    assert part.count.text() == "1 word"
    assert part.box.accessibleDescription() == "1 word"


def test_that_the_shape_is_chosen_for_the_scorecard_and_undone(qtbot, window, page, comments, workspace):
    comments.shape.setFocus()
    qtbot.keyClick(comments.shape, KEY.Key_Down)
    comments.shape.activated.emit(comments.shape.currentIndex())
    shown = [part for part in CommentaryPart if not comments._parts[part].isHidden()]
    assert shown == [CommentaryPart.COMMENT, CommentaryPart.BACKGROUND, CommentaryPart.ACTION]
    assert window.actions_["undo"].text() == "&Undo change of the shape of commentary of Vital signs"
    page.go_to("6.4", APRIL)
    qtbot.waitUntil(lambda: not workspace.panel.behind)
    assert comments.shape.currentData() is Shape.REPORT_CARD
    page.table.setFocus()
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: not workspace.panel.behind)
    assert comments.shape.currentData() is Shape.COMMENT


def test_that_the_parts_are_written_side_by_side_and_kept_as_one_step(qtbot, window, page, comments, workspace):
    from scorecard_desktop.services import editing

    workspace.store.submit(editing.change_shape(workspace.store.book, CARD, Shape.THREE_PARTS))
    page.go_to("6.4", APRIL)
    page.table.setFocus()
    qtbot.keyClick(page.table, KEY.Key_M, CTRL | SHIFT)
    dialog = next(d for d in window.findChildren(CommentaryDialog) if d.isVisible())
    assert [part.value for part in dialog.boxes] == ["working well", "worries", "needs to happen"]
    for box, words in zip(dialog.boxes.values(), ("Well", "Two worries", "- First"), strict=True):
        qtbot.keyClicks(box, words)
    last = list(dialog.boxes.values())[-1]
    qtbot.keyClick(last, KEY.Key_Return)
    qtbot.keyClicks(last, "Second")
    assert last.toPlainText() == "- First\n- Second"
    assert dialog.count.text().startswith("5 words: what is working well 1, ")
    qtbot.keyClick(last, KEY.Key_Return, CTRL)
    assert workspace.store.book.get(Commentary, "6.4", APRIL, "worries").text == "Two worries"
    assert window.actions_["undo"].text() == "&Undo change of commentary of 6.4 Apr 2018"


def test_that_a_list_ends_with_enter_on_an_empty_item(qtbot, comments):
    box = comments.box(CommentaryPart.COMMENT)
    box.clear()
    box.setFocus()
    qtbot.keyClicks(box, "- one")
    qtbot.keyClick(box, KEY.Key_Return)
    qtbot.keyClick(box, KEY.Key_Return)
    qtbot.keyClicks(box, "After")
    assert box.toPlainText() == "- one\nAfter"

"""The command palette, the help on each page, the list of keys and the guide, by keys."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog

from scorecard_desktop.ui.models.commands import Command, CommandKind, Finder
from scorecard_desktop.ui.models.guide import STEPS
from scorecard_desktop.ui.models.help_text import TOPICS, terms, topics
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.views.command_palette import CommandPalette
from scorecard_desktop.ui.views.guide_strip import GuideStrip
from scorecard_desktop.ui.views.help_window import HelpWindow
from scorecard_desktop.ui.views.pages import PAGE_NAMES
from ui.books import PERIODS

APRIL = PERIODS[12].code
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def command(title: str, kind: CommandKind = CommandKind.ACTION, where: str = "") -> Command:
    return Command(title, kind, where, "", lambda: None)


def titles(found: list[Command]) -> list[str]:
    return [each.title for each in found]


# Finding


def test_that_the_closest_comes_first():
    finder = Finder([command("Text for export"), command("An export"), command("Reexport it"), command("Export pack")])
    assert titles(finder.find("export")) == ["Export pack", "Text for export", "An export", "Reexport it"]


def test_that_every_word_must_be_found_and_the_place_counts_too():
    finder = Finder([command("5.4 Plans", CommandKind.INDICATOR, "Vital signs"), command("Plans", where="File")])
    assert titles(finder.find("plans vital")) == ["5.4 Plans"]
    assert titles(finder.find("nothing")) == []


def test_that_without_words_actions_are_offered_and_no_indicator():
    finder = Finder([command("5.4 Plans", CommandKind.INDICATOR), command("Undo")])
    assert titles(finder.find("")) == ["Undo"]


def test_that_what_was_chosen_lately_comes_first_among_equals():
    commands = [command("Export pack"), command("Export workbook")]
    assert titles(Finder(commands, ["Export workbook"]).find("export")) == ["Export workbook", "Export pack"]


# The palette


@pytest.fixture
def palette(qtbot, window, workspace) -> CommandPalette:
    workspace.scorecard.table.setFocus()
    qtbot.keyClick(workspace.scorecard.table, KEY.Key_K, CTRL)
    found = window.findChild(CommandPalette)
    qtbot.waitUntil(found.box.hasFocus)
    return found


def test_that_an_indicator_is_gone_to_by_typing(qtbot, window, workspace, palette):
    qtbot.keyClicks(palette.box, "6.4")
    assert palette.found.at(0).title == "6.4 Conferences held within 15 days"
    qtbot.keyClick(palette.box, KEY.Key_Return)
    qtbot.waitUntil(lambda: workspace.scorecard.place == ("6.4", APRIL))
    assert window.focusWidget() is workspace.scorecard.table
    assert window.findChild(CommandPalette) is None


def test_that_an_action_is_done_with_its_keys_shown_beside_it(qtbot, workspace, palette):
    qtbot.keyClicks(palette.box, "exceptions")
    assert palette.found.at(0).keys == "Ctrl+2"
    qtbot.keyClick(palette.box, KEY.Key_Return)
    qtbot.waitUntil(lambda: workspace.page_name == "exceptions")


def test_that_up_and_down_move_while_the_keyboard_stays_in_the_box(qtbot, palette):
    first = palette.found.at(0).title
    qtbot.keyClick(palette.box, KEY.Key_Down)
    assert palette.table.currentIndex().row() == 1
    assert palette.box.hasFocus()
    assert palette.box.accessibleDescription().startswith(palette.found.at(1).title)
    qtbot.keyClick(palette.box, KEY.Key_Up)
    assert palette.box.accessibleDescription().startswith(first)
    qtbot.keyClick(palette.box, KEY.Key_PageDown)
    assert palette.table.currentIndex().row() == 8


def test_that_escape_leaves_everything_as_it_was(qtbot, window, workspace, palette):
    qtbot.keyClick(palette.box, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None)
    assert workspace.page_name == "scorecard"


def test_that_a_scorecard_is_found_by_its_name(qtbot, workspace, palette):
    qtbot.keyClicks(palette.box, "yearly")
    qtbot.keyClick(palette.box, KEY.Key_Return)
    qtbot.waitUntil(lambda: workspace.scorecard.scorecard == "yearly")


def test_that_what_is_not_there_is_said_and_enter_does_nothing(qtbot, palette):
    qtbot.keyClicks(palette.box, "zzz")
    assert palette._nothing.isVisible()
    qtbot.keyClick(palette.box, KEY.Key_Return)
    assert palette.isVisible()
    palette.reject()


def test_that_an_action_that_opens_a_dialog_does_so_when_the_palette_has_gone(qtbot, window, palette):
    qtbot.keyClicks(palette.box, "open file")
    qtbot.keyClick(palette.box, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    assert window.findChild(CommandPalette) is None
    window.findChild(QFileDialog).reject()


def test_that_only_what_can_be_done_now_is_offered(qtbot, palette):
    qtbot.keyClicks(palette.box, "undo")
    assert "Undo" not in titles(palette.found.things)
    palette.reject()


def test_that_every_action_of_the_window_can_be_found(window, palette):
    offered = {each.title for each in palette._finder.find("") if each.kind is CommandKind.ACTION}
    known = {each[0].title for each in palette._finder._known}
    enabled = {a.text().replace("&", "").rstrip("…") for a in window.actions_.all() if a.isEnabled()}
    assert enabled <= known
    assert offered <= known
    palette.reject()


def test_that_there_is_a_second_key_for_boxes_of_text(qtbot, window, workspace):
    workspace.scorecard.find_box.setFocus()
    qtbot.keyClick(workspace.scorecard.find_box, KEY.Key_P, CTRL | SHIFT)
    window.findChild(CommandPalette).reject()


def test_that_the_palette_of_an_empty_store_offers_what_there_is(qtbot, open_window, tmp_path):
    window = open_window(tmp_path / "empty.scorecard")
    window.actions_["palette"].trigger()
    palette = window.findChild(CommandPalette)
    qtbot.keyClicks(palette.box, "import")
    assert palette.found.at(0).title == "Import workbooks"
    palette.reject()


# The help


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_that_f1_explains_the_page(qtbot, window, workspace, page):
    workspace.go_to(page)
    workspace.page.take_focus()
    qtbot.keyClick(window.focusWidget(), KEY.Key_F1)
    shown = window.findChild(HelpWindow)
    qtbot.waitUntil(shown.isVisible)
    assert shown.topic == page
    text = shown.text.toPlainText()
    assert "Keys" in text
    assert "{key" not in text
    assert shown.text.document().begin().text() == next(t.title for t in topics() if t.name == page)
    shown.close()


def test_that_the_help_stands_beside_the_work_and_follows_f1(qtbot, window, workspace):
    window.actions_["help"].trigger()
    shown = window.findChild(HelpWindow)
    assert not shown.isModal()
    window.actions_["wide"].trigger()
    window.actions_["help"].trigger()
    assert shown.topic == "indicator"
    assert len(window.findChildren(HelpWindow)) == 1
    shown.close()


def test_that_the_help_is_found_by_words(qtbot, window):
    window.actions_["help"].trigger()
    shown = window.findChild(HelpWindow)
    shown.box.setFocus()
    qtbot.keyClicks(shown.box, "sign convention")
    assert [shown.list.item(row).text() for row in range(shown.list.count())] == ["Budget", "Terms"]
    qtbot.keyClick(shown.box, KEY.Key_Return)
    assert shown.isVisible()
    qtbot.waitUntil(shown.list.hasFocus)
    qtbot.keyClick(shown.list, KEY.Key_Down)
    assert shown.topic == "terms"
    shown.box.setText("no such words at all")
    assert shown.text.toPlainText() == "Nothing in the help has these words."
    shown.close()


def test_that_every_page_of_the_window_has_help_and_every_key_and_term_it_names_exists(window):
    assert set(PAGE_NAMES) <= set(TOPICS)
    keys = window.actions_.keys_by_name()
    for topic in topics():
        for name in re.findall(r"\{key:([^}]+)\}", topic.text):
            assert name in keys, f"{topic.name} names the keys of {name}"
        for term in topic.terms:
            assert term in terms(), f"{topic.name} names the term {term}"
        assert topic.with_keys(keys).startswith(f"# {topic.title}")


def test_that_every_term_is_used_by_a_page():
    used = {term for topic in topics() for term in topic.terms}
    assert set(terms()) == used


def test_that_an_empty_store_s_help_is_the_first_steps(open_window, tmp_path):
    window = open_window(tmp_path / "empty.scorecard")
    window.actions_["help"].trigger()
    shown = window.findChild(HelpWindow)
    assert shown.topic == "start"
    shown.close()


def test_that_the_list_of_keys_has_another_key_and_names_the_palette(window):
    from scorecard_desktop.ui.views.help import ShortcutsDialog

    assert window.actions_["shortcuts"].shortcut() == QKeySequence("Shift+F1")
    window.actions_["shortcuts"].trigger()
    dialog = window.findChild(ShortcutsDialog)
    assert ("Find a command", "Ctrl+K or Ctrl+Shift+P") in dialog.listing.things
    dialog.reject()


# The guide


def test_that_the_guide_is_not_shown_to_an_officer_who_has_figures(window):
    assert window.helping.guide is None


def test_that_a_first_start_begins_the_guide_and_it_can_be_put_away_for_good(open_window, tmp_path):
    window = open_window(tmp_path / "empty.scorecard")
    guide = window.helping.guide
    assert guide.isVisible()
    assert guide.accessibleName().startswith("Guide, step 1 of 11: A council to try things on.")
    guide._close.click()
    assert window.helping.guide is None
    window.close()
    again = open_window(tmp_path / "empty.scorecard")
    assert again.findChild(GuideStrip) is None
    again.actions_["guide"].trigger()
    assert again.findChild(GuideStrip).step == 0


def test_that_the_guide_goes_on_when_what_it_asks_for_is_done(qtbot, window, workspace):
    window.actions_["guide"].trigger()
    guide = window.helping.guide
    qtbot.mouseClick(guide.next, Qt.MouseButton.LeftButton)
    workspace.go_to("overview")
    workspace.page.take_focus()
    qtbot.keyClick(workspace.pages.overview.list, KEY.Key_Return)
    assert guide.title.text() == "A scorecard"
    window.actions_["go scorecard"].trigger()
    assert guide.title.text() == "Why a figure has its colour"
    table = workspace.scorecard.table
    qtbot.keyClick(table, KEY.Key_Down)
    assert guide.title.text() == "The charts, large"
    window.actions_["wide"].trigger()
    assert guide.title.text() == "Change a figure, and take it back"
    window.actions_["wide"].trigger()
    qtbot.keyClicks(table, "50")
    qtbot.keyClick(table.focusWidget() or table, KEY.Key_Return)
    qtbot.keyClick(table, KEY.Key_Z, CTRL)
    assert guide.title.text() == "A word for the committee"
    window.actions_["comment"].trigger()
    window.actions_["go exceptions"].trigger()
    window.actions_["go pack"].trigger()
    window.actions_["palette"].trigger()
    window.findChild(CommandPalette).reject()
    assert guide.step == len(STEPS) - 1
    assert guide.next.text() == "Close"
    qtbot.mouseClick(guide.next, Qt.MouseButton.LeftButton)
    assert window.helping.guide is None
    assert Remembered().guide == -1


def test_that_the_guide_is_gone_on_with_at_the_next_start(open_window, store_path):
    window = open_window(store_path)
    window.actions_["guide"].trigger()
    window.helping.guide.show_step(4)
    window.close()
    assert open_window(store_path).helping.guide.step == 4


def test_that_the_guide_opens_the_sample_council(qtbot, open_window, tmp_path):
    window = open_window(tmp_path / "empty.scorecard")
    assert window.helping.guide.offer.text() == "Look at the sample council"
    window.helping.guide.offer.click()
    qtbot.waitUntil(
        lambda: window.workspace is not None and window.workspace.store.path.stem == "barchester" and window.settled,
        timeout=90000,
    )
    assert window.helping.guide.step == 1
    assert window.workspace.page_name == "overview"


def test_that_every_key_that_the_guide_names_exists(window):
    keys = window.actions_.keys_by_name()
    for step in STEPS:
        for name in re.findall(r"\{key:([^}]+)\}", step.text):
            assert name in keys
        assert not step.offer or window.actions_[step.offer] is not None


# The status line


def test_that_the_status_line_says_who_holds_the_file(open_window, store_path):
    first = open_window(store_path)
    assert first.status.holder_text == f"Held by you ({first.workspace.store.who})"
    second = open_window(store_path)
    assert second.status.saved_text == "Read-only"
    assert first.workspace.store.who in second.status.holder_text
    assert "you" not in second.status.holder_text

"""The command palette, the help on each page, the list of keys and the guide, by keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from scorecard_desktop.ui.models import help_places
from scorecard_desktop.ui.models.commands import Command, CommandKind, Finder
from scorecard_desktop.ui.models.guide import FIRST_PACK, LOOKING_ROUND, TOURS
from scorecard_desktop.ui.models.help_text import anchor, topics
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


# The guide's pages, in their window


@pytest.fixture
def guide(window, workspace) -> HelpWindow:
    window.actions_["help"].trigger()
    return window.findChild(HelpWindow)


def listed(shown: HelpWindow) -> list[str]:
    return [shown.list.item(row).text() for row in range(shown.list.count())]


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_that_f1_opens_the_guide_at_the_page(qtbot, window, workspace, page):
    workspace.go_to(page)
    workspace.page.take_focus()
    qtbot.keyClick(window.focusWidget(), KEY.Key_F1)
    shown = window.findChild(HelpWindow)
    qtbot.waitUntil(shown.isVisible)
    assert shown.topic == f"guide/window/{page}"
    text = shown.text.toPlainText()
    assert "Keys" in text
    assert "key:" not in text
    title = next(topic.title for topic in topics() if topic.name == shown.topic)
    assert shown.text.document().begin().text() == title
    shown.close()


def test_that_the_guide_stands_beside_the_work_and_follows_f1(window, guide):
    assert not guide.isModal()
    window.actions_["wide"].trigger()
    window.actions_["help"].trigger()
    assert guide.topic == "guide/window/indicator"
    assert len(window.findChildren(HelpWindow)) == 1
    guide.close()


def test_that_the_guide_is_found_by_words_which_are_marked(qtbot, guide):
    qtbot.keyClick(guide, KEY.Key_F, CTRL)
    qtbot.waitUntil(guide.box.hasFocus)
    qtbot.keyClicks(guide.box, "sign convention")
    assert any(text.startswith("Budget") for text in listed(guide))
    assert all(re.search(r"\(\d+\)$", text) for text in listed(guide))
    qtbot.keyClick(guide.box, KEY.Key_Return)
    assert guide.isVisible()
    marked = [place.cursor.selectedText().casefold() for place in guide.text.extraSelections()]
    assert set(marked) == {"sign convention"}
    assert guide.said.text() == f"1 of {len(marked)}"
    qtbot.keyClick(guide, KEY.Key_F3)
    assert guide.said.text() == f"2 of {len(marked)}"
    qtbot.keyClick(guide, KEY.Key_F3, SHIFT)
    assert guide.said.text() == f"1 of {len(marked)}"
    guide.box.setText("zebra crossings")
    qtbot.waitUntil(lambda: guide.text.toPlainText() == "No page of the guide has all of these words.")
    guide.close()


def test_that_words_that_do_not_stand_together_are_marked_each(guide):
    guide.box.setText("overdue milestone")
    guide._show()
    marked = {place.cursor.selectedText().casefold() for place in guide.text.extraSelections()}
    assert marked == {"overdue", "milestone"}
    guide.close()


def test_that_a_page_with_the_words_in_its_title_comes_first(guide):
    guide.box.setText("findings")
    assert listed(guide)[0].startswith("Findings")
    guide.close()


def test_that_the_list_is_gone_along_by_keys_past_its_headings(qtbot, guide):
    guide.show_topic("guide/index")
    guide.list.setFocus()
    qtbot.keyClick(guide.list, KEY.Key_Down)
    assert guide.topic == topics()[1].name
    guide.close()


def test_that_a_link_is_followed_to_its_heading_and_back(qtbot, guide):
    guide.show_topic("guide/index")
    guide.text.anchorClicked.emit(QUrl("window/pack.md#checklist"))
    assert guide.topic == "guide/window/pack"
    assert guide.text.textCursor().block().text() == "Checklist"
    qtbot.keyClick(guide, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert guide.topic == "guide/index"
    assert not guide.back.isEnabled()
    guide.close()


def test_that_a_link_that_leads_out_of_the_guide_is_not_followed(guide):
    guide.show_topic("guide/index")
    guide.text.anchorClicked.emit(QUrl("https://example.org/page.md"))
    assert guide.topic == "guide/index"
    guide.close()


def test_that_every_page_shows_its_pictures_no_wider_than_there_is_room(guide):
    for topic in topics():
        for link in (link for link in topic.links if link.endswith(".png")):
            guide.show_topic(topic.name)
            name = guide.text.document().baseUrl().resolved(QUrl(link))
            picture = guide.text.loadResource(QTextDocument.ResourceType.ImageResource.value, name)
            assert picture is not None, f"{topic.name} has no picture {link}"
            assert picture.width() / picture.devicePixelRatio() <= guide.text.viewport().width()
        for said in re.findall(r"!\[([^\]]+)\]", topic.text):
            assert said in guide.text.toPlainText()
    guide.close()


def test_that_nothing_outside_the_guide_is_loaded(guide, tmp_path):
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.save(str(tmp_path / "x.png"))
    name = QUrl.fromLocalFile(str(tmp_path / "x.png"))
    assert guide.text.loadResource(QTextDocument.ResourceType.ImageResource.value, name) is None
    guide.close()


def test_that_every_key_that_the_guide_names_is_the_action_s(window):
    keys = window.actions_.keys_by_name()
    here = {name.replace(" ", "-"): held for name, held in keys.items()}
    for topic in topics():
        for said, name in topic.keys:
            assert said in (here[name], here[name].split(" or ")[0]), f"{topic.name} says that {name} is {said}"
        assert topic.with_keys(keys).startswith(f"# {topic.title}")


def test_that_every_page_of_the_window_has_one_in_the_guide():
    assert {f"guide/window/{page}" for page in PAGE_NAMES} <= {topic.name for topic in topics()}


@pytest.mark.parametrize(
    ("action", "kind", "page", "heading"),
    [
        ("history", "HistoryDialog", "guide/officers/correct", "Who changed this?"),
        ("backups", "BackupsDialog", "guide/officers/backups", "Go back to one"),
        ("export", "ExportPack", "guide/officers/pack", "Export it"),
        ("columns", "ColumnChooser", "guide/window/scorecard", "Scorecard"),
    ],
)
def test_that_f1_in_a_dialog_explains_the_dialog(qtbot, window, workspace, action, kind, page, heading):
    window.actions_[action].trigger()
    qtbot.waitUntil(lambda: type(QApplication.activeWindow()).__name__ == kind)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, QDialog)
    qtbot.waitUntil(lambda: bool(dialog.property("explained")))
    qtbot.keyClick(dialog.focusWidget(), KEY.Key_F1)
    shown = dialog.findChild(HelpWindow)
    assert isinstance(shown, HelpWindow)
    qtbot.waitUntil(shown.isVisible)
    assert (shown.topic, shown.text.textCursor().block().text()) == (page, heading)
    shown.list.setFocus()
    qtbot.keyClick(shown, KEY.Key_Escape)
    assert dialog.isVisible()
    dialog.reject()


def test_that_every_dialog_that_has_a_page_is_one_of_the_program_s_and_its_page_has_the_heading():
    source = Path(help_places.__file__).parents[1]
    classes = {
        name
        for file in source.rglob("*.py")
        for name in re.findall(r"^class (\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    pages = {topic.name: [anchor(heading) for heading in topic.headings] for topic in topics()}
    for kind, (page, at) in help_places._OF_DIALOGS.items():
        assert kind in classes
        assert not at or at in pages[page], f"{page} has no heading {at}"


def test_that_an_empty_store_s_help_is_the_first_steps(open_window, tmp_path):
    window = open_window(tmp_path / "empty.scorecard")
    window.actions_["help"].trigger()
    shown = window.findChild(HelpWindow)
    assert shown.topic == "guide/officers/start"
    shown.close()


def test_that_the_list_of_keys_has_another_key_and_names_the_palette(window):
    from scorecard_desktop.ui.views.help import ShortcutsDialog

    assert window.actions_["shortcuts"].shortcut() == QKeySequence("Shift+F1")
    window.actions_["shortcuts"].trigger()
    dialog = window.findChild(ShortcutsDialog)
    assert ("Find a command", "Ctrl+K or Ctrl+Shift+P") in dialog.listing.things
    dialog.reject()


# The first steps


def test_that_the_guide_is_not_shown_to_an_officer_who_has_figures(window):
    assert window.helping.guide is None


def test_that_a_first_start_begins_the_guide_and_it_can_be_put_away_for_good(open_window, tmp_path):
    window = open_window(tmp_path / "empty.scorecard")
    guide = window.helping.guide
    assert guide.isVisible()
    assert guide.accessibleName().startswith("Guide, step 1 of 5: Your first pack: choose a workbook.")
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
    assert guide.step == len(TOURS[LOOKING_ROUND]) - 1
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
    assert window.helping.guide.tour == FIRST_PACK
    window.actions_["guide"].trigger()
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
    for step in (step for steps in TOURS.values() for step in steps):
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

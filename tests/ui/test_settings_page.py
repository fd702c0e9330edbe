"""The settings in the window: chosen, checked as they are typed, entered, taken out and undone."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt

from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import DEAD_BAND, RISK_SIZE, SYMBOL_WORDS, value_of
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.settings import SettingsOf
from scorecard_desktop.ui.models.listing import GROUP_ROLE
from scorecard_desktop.ui.views.words_dialog import WordsDialog
from ui.books import CARD, PERIODS
from ui.test_deciding import asked, type_into


def chosen(page, name):
    row = next(r for r in range(page.listing.rowCount()) if (line := page.listing.at(r)) and line.setting.name == name)
    page.table.choose(row)
    return page.listing.at(row)


def test_that_a_setting_is_entered_by_keyboard_and_undone(qtbot, window, workspace):
    window.actions_["go settings"].trigger()
    page = workspace.pages.settings
    assert page.table.hasFocus()
    assert chosen(page, "risk.size").comes_from == "the default"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.entry.hasFocus()
    assert page.entry.accessibleName() == "Size of the risk matrix"
    type_into(qtbot, page.entry, "4")
    qtbot.keyClick(page.entry, Qt.Key.Key_Return)
    book = workspace.store.book
    assert value_of(book, RISK_SIZE) == 4
    assert (chosen(page, "risk.size").in_force, chosen(page, "risk.size").comes_from) == ("4", "the council")
    page.take_out.click()
    assert value_of(book, RISK_SIZE) == 5
    window.actions_["undo"].trigger()
    assert value_of(book, RISK_SIZE) == 4
    window.actions_["undo"].trigger()
    assert book.get(Setting, "council", "", "risk.size") is None


def test_that_what_cannot_be_entered_is_said_as_it_is_typed(qtbot, window, workspace):
    workspace.go_to("settings")
    page = workspace.pages.settings
    chosen(page, "spc.trend")
    type_into(qtbot, page.entry, "9")
    assert page._may_be.text() == "“9” cannot be used for spc.trend: it must be 6 or 7, or empty."
    assert not page.set_it.isEnabled()
    type_into(qtbot, page.entry, "7")
    assert page._may_be.text() == "It must be 6 or 7, or empty. The default is not set."
    assert page.set_it.isEnabled()


def test_that_a_scorecard_and_the_current_indicator_have_settings_of_their_own(workspace):
    workspace.open_indicator("5.4", PERIODS[12].code)
    workspace.go_to("settings")
    page = workspace.pages.settings
    offered = [page.whose.itemText(i) for i in range(page.whose.count())]
    assert offered == [
        "The whole council", "Vital signs", "Yearly measures", "5.4 Children in need with an up-to-date plan",
    ]  # fmt: skip
    page.show_place(SettingsOf(Scope.SCORECARD, CARD))
    chosen(page, "dead-band")
    page.entry.setText("0.5")
    page._check()
    page.set_it.click()
    page.show_place(SettingsOf(Scope.INDICATOR, "5.4"))
    line = chosen(page, "dead-band")
    assert (line.in_force, line.comes_from, line.held) == ("0.5", "Vital signs", None)
    assert not page.take_out.isEnabled()
    assert any(line.setting.name == "aggregate.method" for line in page.listing.things)
    assert value_of(workspace.store.book, DEAD_BAND, None, CARD) == Decimal("0.5")


def test_that_settings_are_found_by_their_words_and_stand_in_groups(qtbot, workspace):
    workspace.go_to("settings")
    page = workspace.pages.settings
    assert page.listing.index(0, 0).data(GROUP_ROLE) == "Direction of travel"
    qtbot.keyClicks(page.find_box, "size of the risk matrix")
    assert [line.setting.name for line in page.listing.things] == ["risk.size"]
    qtbot.keyClicks(page.find_box, "zzz")
    assert page.listing.things == []
    assert not page.entry.isVisible()


def test_that_settings_can_be_reached_while_the_store_is_empty(open_window, tmp_path):
    workspace = open_window(tmp_path / "new.scorecard").workspace
    workspace.go_to("settings")
    assert workspace.page_name == "settings"
    assert chosen(workspace.pages.settings, "import.file-mb").in_force == "64"


def test_that_a_finding_of_unknown_words_offers_to_say_what_they_mean(qtbot, window, workspace):
    workspace.go_to("findings")
    page = workspace.pages.findings
    row = next(r for r in range(page.listing.rowCount()) if page.listing.at(r).rule == "casting")
    page.table.choose(row)
    assert not page.teach.isVisible()
    row = next(r for r in range(page.listing.rowCount()) if page.listing.at(r).rule == "unmapped-text")
    page.table.choose(row)
    assert page.teach.isVisible()
    page.teach.setFocus()
    qtbot.keyClick(page.teach, Qt.Key.Key_Space)
    dialog = asked(qtbot, WordsDialog)
    assert dialog.means.text() == "1 cell holds these words now and will show [x]."
    dialog.symbol.setFocus()
    qtbot.keyClicks(dialog.symbol, "Conf")
    dialog.where.setCurrentIndex(1)
    dialog.keep.click()
    book = workspace.store.book
    assert book.observation("8.1", PERIODS[11].code).symbol is Symbol.CONFIDENTIAL
    assert book.get(Setting, "scorecard", CARD, SYMBOL_WORDS.name).value == "see the note = [c]"
    qtbot.waitUntil(lambda: all(f.rule != "unmapped-text" for f in workspace.pages.findings.attention.findings))
    window.actions_["undo"].trigger()
    assert isinstance(book.observation("8.1", PERIODS[11].code), Observation)
    assert book.observation("8.1", PERIODS[11].code).note == "see the note"

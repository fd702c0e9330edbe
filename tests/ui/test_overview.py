"""The first page: what there is to do, the tiles, what changed colour, and where each leads, by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.delegates.to_do_cell import ToDoCell, go_words
from scorecard_desktop.ui.models.attention import Attention, attention
from scorecard_desktop.ui.models.navigation import PAGES
from scorecard_desktop.ui.models.to_do import to_do
from scorecard_desktop.ui.scale import META
from ui.books import CARD, PERIODS, make_store, records

APRIL, MAY = PERIODS[12].code, PERIODS[13].code
MID_MAY = date(2018, 5, 15)


@pytest.fixture
def page(open_window, store_path):
    """The overview, as the first page of a store that no one has been in."""
    workspace = open_window(store_path, page="").workspace
    assert workspace.page_name == "overview"
    return workspace.pages.overview


def lines_of(book: Book, today: date = MID_MAY) -> list[str]:
    return [f"{line.words} > {line.page}" for line in to_do(attention(Ledger(book), today), today)]


def test_that_what_there_is_to_do_stands_gravest_first():
    assert lines_of(Book(records())) == [
        "2 errors to mend > findings",
        "1 warning to look at > findings",
        "1 figure of the budget does not add up > budget",
        "3 exceptions have no comment yet > exceptions",
        "1 note to read > findings",
        "2 risks are exceptions > risks",
        "Say when the next meeting is > pack",
    ]


def test_that_a_late_return_is_among_the_gravest():
    book = Book([*records(), Return("", MAY, due=date(2018, 6, 8), issued=date(2018, 6, 1))])
    assert lines_of(book, date(2018, 6, 20))[:2] == ["2 errors to mend > findings", "1 return is late > returns"]


def test_that_exceptions_that_all_have_comments_are_only_told():
    book = Book(records())
    silent = [row for row in attention(Ledger(book), MID_MAY).exceptions if not row.commentary]
    said = (Commentary(row.indicator.id, APRIL, CommentaryPart.COMMENT, "Known.") for row in silent)
    book.apply([Change(None, words) for words in said])
    assert "4 exceptions go before the committee > exceptions" in lines_of(book)


def test_that_a_meeting_to_come_is_nothing_to_do():
    book = Book([*records(), Setting(Scope.COUNCIL, "", "pack.date", "2018-05-22")])
    assert not any("meeting" in line for line in lines_of(book))
    assert any("meeting" in line for line in lines_of(book, date(2018, 5, 23)))


def test_that_nothing_is_to_do_before_it_has_been_worked_out():
    assert to_do(Attention(), MID_MAY) == []


def test_that_a_store_no_one_has_been_in_opens_at_the_overview_with_the_keyboard_in_it(page):
    assert page.list.hasFocus()
    assert page.lines.lines
    assert not page._waiting.isVisible()


def test_that_a_screen_reader_is_told_each_line_whole(page):
    said = [page.lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(page.lines.rowCount())]
    assert "2 errors to mend. Does not add up 2" in said


def test_that_enter_on_warnings_shows_the_warnings(qtbot, page):
    workspace = page.window().workspace
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.lines.lines[page.list.currentIndex().row()].what == "warning to look at"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert workspace.page_name == "findings"
    assert {finding.severity for finding in workspace.pages.findings.listing.things} == {Severity.WARNING}
    assert workspace.pages.findings.table.hasFocus()


def test_that_returns_to_ask_for_open_at_their_period(qtbot, page):
    workspace = page.window().workspace
    row = next(row for row, line in enumerate(page.lines.lines) if line.page == "returns")
    page.list.setCurrentIndex(page.lines.index(row))
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert workspace.page_name == "returns"
    assert workspace.pages.returns.chosen_period.code == MAY


def test_that_a_count_of_a_tile_opens_those_indicators_in_the_grid(qtbot, page):
    workspace = page.window().workspace
    red = page.tiles.tiles[0].button(Rag.RED)
    assert red.accessibleName() == "Vital signs: 3 red. Show them"
    red.setFocus()
    qtbot.keyClick(red, Qt.Key.Key_Space)
    grid = workspace.scorecard.grid
    assert workspace.page_name == "scorecard"
    assert [grid.indicator_at(r).ref for r in range(grid.rowCount()) if grid.indicator_at(r)] == ["5.5", "6.4", "6.5"]
    assert workspace.scorecard.table.hasFocus()


def test_that_the_name_of_a_tile_opens_the_whole_scorecard(qtbot, page):
    workspace = page.window().workspace
    qtbot.mouseClick(page.tiles.tiles[0].button(Rag.GREEN), Qt.MouseButton.LeftButton)
    assert workspace.scorecard.grid.rowCount() == 2
    workspace.go_to("overview")
    page.tiles.tiles[0].name.setFocus()
    qtbot.keyClick(page.tiles.tiles[0].name, Qt.Key.Key_Space)
    assert workspace.scorecard.scorecard == CARD
    assert workspace.scorecard.grid.rowCount() == 11


def test_that_no_count_can_be_opened_that_is_none(page):
    assert not page.tiles.tiles[0].button(Rag.RED).isHidden()
    yearly = page.tiles.tiles[1]
    assert yearly.when.text() == "No figures yet · 0 indicators"
    assert not any(yearly.button(rag).isVisible() for rag in Rag)


def test_that_an_edit_that_changes_a_colour_is_told_and_enter_goes_there(qtbot, page):
    workspace = page.window().workspace
    assert not page.table.isVisible()
    before = workspace.store.book.observation("7.1", APRIL)
    worse = replace(before, value=Decimal(60))
    workspace.store.submit(ChangeSet("change of 7.1 Apr 2018", (Change(before, worse),)))
    qtbot.waitUntil(page.table.isVisible, timeout=10000)
    said = [page.moves.index(1, column).data() for column in range(3)]
    assert said == ["7.1 Reviews held in time", "Green 90.1%", "Red 60.0%"]
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert workspace.scorecard.place == ("7.1", APRIL)


def test_that_alt_home_comes_back_to_the_overview(qtbot, window, workspace):
    workspace.scorecard.table.setFocus()
    qtbot.keyClick(workspace.scorecard.table, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert workspace.page_name == "overview"
    assert workspace.pages.overview.list.hasFocus()


def test_that_tab_goes_from_the_lines_through_the_tiles_without_a_trap(qtbot, page):
    wanted = {page.tiles.tiles[0].name, page.tiles.tiles[0].button(Rag.RED), page.tiles.tiles[1].name}
    page.list.setFocus()
    reached = set()
    for _ in range(12):
        reached.add(page.window().focusWidget())
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    assert wanted <= reached


def test_that_a_store_of_risks_alone_offers_to_import_a_scorecard(qtbot, open_window, tmp_path):
    path = tmp_path / "risks.scorecard"
    with Session.open(path) as session:
        kept = [record for record in records() if record.record_kind.startswith("risk")]
        session.commit(ChangeSet("risks", tuple(Change(None, record) for record in kept)))
    page = open_window(path, page="").workspace.pages.overview
    assert page._no_card.isVisible()
    assert [button.text() for button in page._no_card.buttons] == ["Import workbooks…"]
    assert [line.page for line in page.lines.lines] == ["risks"]


def test_that_at_large_text_the_columns_stand_one_beneath_the_other(qtbot, page):
    beside = page.tiles.mapTo(page, page.tiles.rect().topLeft()).x()
    assert beside > page.list.mapTo(page, page.list.rect().topRight()).x()
    page.theme.set_text_scale(2.0)
    qtbot.waitUntil(lambda: page.tiles.mapTo(page, page.tiles.rect().topLeft()).x() < beside / 2)
    page.theme.set_text_scale(1.0)


def test_that_another_store_of_the_same_officer_opens_at_its_own_first_page(open_window, store_path, tmp_path):
    first = open_window(store_path)
    first.close()
    other = make_store(tmp_path / "other.scorecard")
    assert open_window(other, page="").workspace.page_name == "overview"
    assert open_window(store_path, page="").workspace.page_name == "scorecard"


def test_that_the_head_and_the_line_at_the_foot_say_what_changed_since_the_last_pack(qtbot, page):
    window = page.window()
    assert window.status.since_text == ""
    pack = Publication("one", "2018-06-12T10:00:00+00:00", meeting=date(2018, 6, 12), periods=((CARD, APRIL),))
    window.workspace.store.submit(ChangeSet("publication", (Change(None, pack),)))
    said = "Nothing changed since the pack of 12 June 2018"
    qtbot.waitUntil(lambda: window.status.since_text == said, timeout=10000)
    assert page.summary.text().endswith(said)


def test_that_the_name_of_the_page_that_a_line_opens_has_its_room(page, theme):
    (cell,) = page.findChildren(ToDoCell)
    for scale in (1.0, 2.0):
        theme.set_text_scale(scale)
        metrics = QFontMetrics(theme.font(META, QFont.Weight.DemiBold))
        for name in ("findings", "budget", "returns", "exceptions", *(entry.page for entry in PAGES)):
            assert cell.go_width(name) > metrics.horizontalAdvance(go_words(name)), name

"""Choosing, copying, pasting, filling and clearing many figures, by keys alone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Dismissal
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.publication import Publication, PublishedFigure, keeping
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.views.block_editing import FIGURES
from scorecard_desktop.ui.views.restating import RestatingDialog
from ui.books import PERIODS

FEB, MARCH, APRIL = (PERIODS[n].code for n in (10, 11, 12))
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(workspace):
    workspace.scorecard.go_to("5.4", MARCH)
    workspace.scorecard.table.setFocus()
    return workspace.scorecard


@pytest.fixture
def press(qtbot, page):
    def keys(*sequence):
        for key in sequence:
            modifiers, pressed = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
            qtbot.keyClick(page.table, pressed, modifiers)

    return keys


def on_clipboard(text: str) -> None:
    QApplication.clipboard().setText(text)


def value(workspace, ref, period) -> Decimal | None:
    found = workspace.store.book.observation(ref, period)
    return found.value if found is not None else None


def values(workspace, refs="5.4 5.5 6.4", period=MARCH) -> list[str]:
    return [str(value(workspace, ref, period)) for ref in refs.split()]


def is_typing(page) -> bool:
    return any(box.isVisible() for box in page.table.viewport().findChildren(QLineEdit))


def editor(page) -> QLineEdit:
    return next(box for box in page.table.viewport().findChildren(QLineEdit) if box.isVisible())


def chosen(page) -> tuple[list[str], list[str]]:
    rows = [page.grid.indicator_at(row).ref for row in page.table.selected_rows()]
    return rows, [page.grid.column(column).period.code for column in page.table.selected_columns()]


# Choosing


def test_that_shift_and_arrows_choose_over_the_rows_that_head_sections(page, press):
    press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Left))
    assert chosen(page) == (["5.4", "5.5", "6.4"], [FEB, MARCH])


def test_that_ctrl_and_arrows_go_to_the_end_of_the_figures_and_shift_chooses_them(page, press):
    press((CTRL, KEY.Key_Left))
    assert page.table.currentIndex().column() == 0
    page.go_to("5.4", MARCH)
    press((CTRL | SHIFT, KEY.Key_Down))
    assert chosen(page) == (["5.4", "5.5", "6.4", "6.5", "7.1", "7.2", "8.1"], [MARCH])


def test_that_enter_and_tab_go_round_the_chosen_range(page, press):
    press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Left))
    page.table.selectionModel().setCurrentIndex(
        page.grid.place_of("5.4", FEB), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    been = []
    for key in (KEY.Key_Return, KEY.Key_Return, KEY.Key_Return, KEY.Key_Return, KEY.Key_Tab, KEY.Key_Tab):
        press(key)
        been.append(page.place)
    assert been == [
        ("5.5", FEB),
        ("5.4", MARCH),
        ("5.5", MARCH),
        ("5.4", FEB),
        ("5.4", MARCH),
        ("5.5", FEB),
    ]
    press((SHIFT, KEY.Key_Return))
    assert page.place == ("5.4", FEB)
    assert len(page.table.selected_rows()) == 2


def test_that_enter_after_tabs_goes_to_the_column_where_they_began(page, press):
    page.go_to("5.4", FEB)
    press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Return)
    assert page.place == ("5.5", FEB)
    press(KEY.Key_Right, KEY.Key_Return)
    assert page.place == ("6.4", MARCH)


def test_that_typing_in_a_chosen_range_goes_on_within_it(qtbot, page, press, workspace):
    press((SHIFT, KEY.Key_Down))
    press(KEY.Key_Return)
    assert page.place == ("5.4", MARCH)
    for text in ("71", "72"):
        qtbot.keyClick(page.table, text[0])
        qtbot.waitUntil(lambda: is_typing(page))
        qtbot.keyClicks(editor(page), text[1:])
        qtbot.keyClick(editor(page), KEY.Key_Return)
    assert values(workspace, "5.4 5.5") == ["71", "72"]
    assert page.place == ("5.4", MARCH)
    assert chosen(page) == (["5.4", "5.5"], [MARCH])


# Copying


def test_that_copied_cells_are_text_with_tabs_a_table_and_figures_unrounded(qtbot, page, press, workspace):
    on_clipboard("24/163")
    press((CTRL, KEY.Key_V), (SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Right), (CTRL, KEY.Key_C))
    mime = QApplication.clipboard().mimeData()
    assert mime.text() == "14.7%\t81.7%\r\n65.8%\t65.4%\r\n"
    assert re.findall(r'sdval="([^"]+)"[^>]*>([^<]+)<', mime.html())[:2] == [("0.147", "14.7%"), ("0.817", "81.7%")]
    assert mime.data(FIGURES).toStdString() == "24/163\t81.7%\r\n65.8%\t65.4%\r\n"


def test_that_names_are_copied_with_their_figures_and_only_figures_come_back(page, press, workspace):
    press((SHIFT, KEY.Key_Home), (CTRL, KEY.Key_C))
    text = QApplication.clipboard().mimeData().text()
    assert text.startswith("5.4\tChildren in need with an up-to-date plan\t90%\t")
    assert text.endswith("\t82.7%\r\n")


def test_that_a_reference_is_copied_as_words_whatever_it_looks_like(page, press):
    press((SHIFT, KEY.Key_Home), (CTRL, KEY.Key_C))
    html = QApplication.clipboard().mimeData().html()
    assert 'mso-number-format:\'\\@\'" sdnum="1033;0;@">5.4</td>' in html
    assert re.search(r'sdval="0\.827" sdnum="1033;0;0\.00%" x:num="0\.827"[^>]*>82\.7%</td>', html)


def test_that_the_table_offers_what_can_be_done_to_its_cells(page):
    offered = [action.text().replace("&", "") for action in page.table.actions() if action.text()]
    assert offered[:3] == ["Cut figures", "Copy", "Paste"]
    assert "Write a note" in offered
    assert page.table.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu


def test_that_figures_copied_here_keep_their_counts_when_pasted_here(page, press, workspace):
    on_clipboard("24/163")
    press((CTRL, KEY.Key_V), (CTRL, KEY.Key_C), KEY.Key_Down, (CTRL, KEY.Key_V))
    pasted = workspace.store.book.observation("5.5", MARCH)
    assert (pasted.numerator, pasted.denominator) == (24, 163)


# Pasting


def test_that_a_block_is_pasted_and_undone_in_one_step(page, press, window, workspace):
    on_clipboard("81.7%\t24/163\r\n[c]\t60 [p]\r\n70\t\r\n")
    press((CTRL, KEY.Key_V))
    book = workspace.store.book
    assert values(workspace) == ["81.7", "None", "70"]
    assert book.observation("5.4", APRIL).numerator == 24
    assert book.observation("5.5", MARCH).symbol.shorthand == "[c]"
    assert {flag.shorthand for flag in book.observation("5.5", APRIL).flags} == {"[p]"}
    assert book.observation("6.4", APRIL) is None
    assert chosen(page) == (["5.4", "5.5", "6.4"], [MARCH, APRIL])
    assert window.actions_["undo"].text() == "&Undo paste of 6 figures"
    press((CTRL, KEY.Key_Z))
    assert values(workspace) == ["82.7", "65.8", "66.3"]
    assert values(workspace, period=APRIL) == ["81.7", "65.4", "76.6"]
    assert window.actions_["redo"].text() == "&Redo paste of 6 figures"


def test_that_one_cell_is_repeated_over_the_chosen_range(page, press, workspace):
    on_clipboard("[x]")
    press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down), (CTRL, KEY.Key_V))
    book = workspace.store.book
    assert [book.observation(ref, MARCH).symbol.shorthand for ref in ("5.4", "5.5", "6.4")] == ["[x]"] * 3


def test_that_a_block_larger_than_the_target_is_refused_beside_the_cell_and_changes_nothing(page, press, workspace):
    on_clipboard("1\n2\n3\n")
    press((SHIFT, KEY.Key_Down), (CTRL, KEY.Key_V))
    bubble = page._cell.bubble
    assert bubble.isVisible()
    assert "3 rows and 1 column, but 2 rows and 1 column are chosen" in bubble.text
    assert values(workspace) == ["82.7", "65.8", "66.3"]
    press(KEY.Key_Up)
    assert not bubble.isVisible()


def test_that_a_block_with_words_in_it_changes_nothing_and_says_where(page, press, window, workspace):
    on_clipboard("81.7\nabout half\n70\n")
    press((CTRL, KEY.Key_V))
    assert "5.5 Mar 2018: “about half” is not a figure." in page._cell.bubble.text
    assert values(workspace) == ["82.7", "65.8", "66.3"]
    assert not window.actions_["undo"].isEnabled()


def test_that_figures_are_not_pasted_over_names(page, press, workspace):
    on_clipboard("81.7")
    press(KEY.Key_Home, (CTRL, KEY.Key_V))
    assert "in the columns of the periods" in page._cell.bubble.text


def test_that_an_empty_clipboard_says_so(page, press):
    QApplication.clipboard().setMimeData(QMimeData())
    press((CTRL, KEY.Key_V))
    assert "nothing on the clipboard" in page._cell.bubble.text


# Filling and clearing


def test_that_the_first_chosen_figure_is_filled_down(page, press, window, workspace):
    press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down), (CTRL, KEY.Key_D))
    assert values(workspace) == ["82.7", "82.7", "82.7"]
    assert window.actions_["undo"].text() == "&Undo fill of 2 figures"


def test_that_one_cell_is_filled_from_above_and_from_the_left(page, press, workspace):
    page.go_to("6.4", MARCH)
    press((CTRL, KEY.Key_D))
    assert values(workspace) == ["82.7", "65.8", "65.8"]
    press((CTRL, KEY.Key_R))
    assert value(workspace, "6.4", MARCH) == value(workspace, "6.4", FEB) == Decimal("79.8")


def test_that_ctrl_enter_puts_what_is_typed_into_every_chosen_cell(qtbot, page, press, workspace):
    press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Down))
    qtbot.keyClick(page.table, "7")
    qtbot.keyClick(editor(page), "5")
    qtbot.keyClick(editor(page), KEY.Key_Return, CTRL)
    assert not is_typing(page)
    assert values(workspace) == ["75", "75", "75"]
    assert chosen(page) == (["5.4", "5.5", "6.4"], [MARCH])


def test_that_delete_empties_the_chosen_range_and_undo_brings_it_back(page, press, window, workspace):
    press((SHIFT, KEY.Key_Down), (SHIFT, KEY.Key_Right), KEY.Key_Delete)
    book = workspace.store.book
    assert [book.observation(ref, period) for ref in ("5.4", "5.5") for period in (MARCH, APRIL)] == [None] * 4
    assert window.actions_["undo"].text() == "&Undo clearing of 4 figures"
    press((CTRL, KEY.Key_Z))
    assert values(workspace, "5.4 5.5") == ["82.7", "65.8"]


def test_that_cut_figures_go_and_can_be_pasted(page, press, workspace):
    press((CTRL, KEY.Key_X))
    assert workspace.store.book.observation("5.4", MARCH) is None
    press((CTRL, KEY.Key_V))
    assert value(workspace, "5.4", MARCH) == Decimal("82.7")


def test_that_keys_of_the_grid_leave_what_is_written_elsewhere_alone(qtbot, page, workspace):
    page.find_box.setFocus()
    page.find_box.setText("plan")
    qtbot.keyClick(page.find_box, KEY.Key_Delete)
    assert values(workspace) == ["82.7", "65.8", "66.3"]


# Published figures


@pytest.fixture
def march_is_published(workspace):
    figures = [
        PublishedFigure(o.indicator, o.period, o.area, o.value, o.symbol, Rag.NONE, f"{o.value}%")
        for o in workspace.store.book.all(Observation)
        if o.period == MARCH and o.value is not None
    ]
    pack = Publication("may", "2018-05-08T10:00:00+00:00", meeting=date(2018, 5, 8), figures=keeping(figures))
    workspace.store.submit(ChangeSet("publication", (Change(None, pack),)))


def test_that_a_paste_over_published_figures_is_shown_before_it_is_made(
    qtbot, page, press, workspace, march_is_published
):
    on_clipboard("70\t71\n65.8\t72\n")
    press((CTRL, KEY.Key_V))
    dialog = page.findChild(RestatingDialog)
    assert dialog.isVisible()
    listing = dialog.listing
    said = [[listing.index(row, column).data() for column in range(4)] for row in range(listing.rowCount())]
    assert said == [["5.4 Children in need with an up-to-date plan", "Mar 2018", "82.7%", "70.0%"]]
    assert values(workspace) == ["82.7", "65.8", "66.3"]
    assert not dialog.may_change
    qtbot.keyClicks(dialog.reason, "Late returns")
    qtbot.keyClick(dialog.reason, KEY.Key_Return)
    assert values(workspace, "5.4 5.5", APRIL) == ["71", "72"]
    kept = workspace.store.book.observation("5.4", MARCH)
    assert kept.value == Decimal(70)
    assert workspace.store.session.history(kept)[0].why == "Late returns"
    (reason,) = workspace.store.book.all(Dismissal)
    assert (reason.reason, reason.who) == ("Late returns", workspace.store.who)
    assert [f for f in check(workspace.store.book) if f.rule == "restated"] == []


def test_that_published_figures_stay_as_they_are_without_a_reason(qtbot, page, press, workspace, march_is_published):
    press((SHIFT, KEY.Key_Down), KEY.Key_Delete)
    dialog = page.findChild(RestatingDialog)
    qtbot.keyClick(dialog.reason, KEY.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, KEY.Key_Escape)
    assert values(workspace) == ["82.7", "65.8", "66.3"]


def test_that_pasting_from_a_clipboard_that_holds_nothing_changes_nothing(page, press, workspace, monkeypatch):
    class Nothing:
        def mimeData(self):
            return None

        def text(self):
            return ""

    before = values(workspace)
    monkeypatch.setattr(QApplication, "clipboard", Nothing)
    press((CTRL, KEY.Key_V))
    assert values(workspace) == before

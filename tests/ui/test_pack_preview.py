"""The pages of the pack in the window: turned and sized by keys, named, drawn again, and never in the way."""

from __future__ import annotations

import threading

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.domain.template import built_in
from scorecard_desktop.services import preview as service
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.services.pack_details import change_detail, choose_template
from scorecard_desktop.services.pack_forms import Variant
from scorecard_desktop.ui.views.export_pack import ExportPack
from ui.books import PERIODS
from ui.test_deciding import asked

APRIL = PERIODS[12].code


@pytest.fixture
def page(qtbot, workspace):
    workspace.go_to("pack")
    page = workspace.pages.pack
    qtbot.waitUntil(lambda: page.preview.at_rest, timeout=60000)
    page.preview.sheets.setFocus()
    return page


@pytest.fixture
def preview(page):
    return page.preview


def press(qtbot, preview, *keys):
    for key in keys:
        qtbot.keyClick(preview.sheets, key)
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)


def test_that_the_pages_are_those_of_the_export(qtbot, page, preview, tmp_path):
    page.draw(tmp_path / "pack.pdf")
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    assert preview.preview.pages == page.result.pages
    assert preview.tools.of.text() == f"of {page.result.pages}"


@pytest.mark.parametrize("at", [1, 2], ids=["large print", "plain"])
def test_that_the_pages_are_set_as_chosen_and_the_export_begins_with_that(qtbot, window, page, preview, tmp_path, at):
    usual = preview.preview
    preview.tools.variants.setFocus()
    qtbot.keyClicks(preview.tools.variants, ["", "Large", "Plain"][at])
    assert not preview.at_rest
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    assert preview.preview.data != usual.data
    page.ask_where()
    dialog = asked(qtbot, ExportPack)
    assert (dialog.form.variant, dialog.public.isChecked()) == (list(Variant)[at], False)
    dialog.file.setText(str(tmp_path / "pack.pdf"))
    dialog.accept()
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    assert preview.preview.pages == page.result.pages


def test_that_the_version_for_the_public_is_looked_at_before_it_is_written(qtbot, window, page, preview):
    assert "OFFICIAL" in words_of(preview)
    preview.tools.public.setFocus()
    qtbot.keyClick(preview.tools.public, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    assert "OFFICIAL" not in words_of(preview)
    page.ask_where()
    dialog = asked(qtbot, ExportPack)
    assert dialog.public.isChecked()
    dialog.reject()


def test_that_a_version_for_the_public_that_cannot_be_proven_says_why_in_place_of_pages(
    qtbot, page, preview, monkeypatch
):
    def refuse(*_, **__):
        raise Refusal("5.4 in April 2018 could be worked out. Hold back 5.5 as well.")

    monkeypatch.setattr(service, "composed", refuse)
    preview.tools.public.setChecked(True)
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    assert preview.nothing.isVisible()
    assert "5.4 in April 2018 could be worked out" in preview.nothing.accessibleDescription() + said_in(preview.nothing)


def words_of(preview):
    document = PdfDocument(preview.preview.data)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def said_in(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_that_pages_are_turned_by_keys_and_named_with_their_headings(qtbot, preview):
    last = preview.preview.pages
    assert preview.picture.accessibleName() == f"Page 1 of {last}"
    press(qtbot, preview, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert preview.sheets.accessibleName() == f"Page 3 of {last}: Summary"
    press(qtbot, preview, Qt.Key.Key_End)
    assert preview.page == last
    assert not preview.tools.on.isEnabled()
    press(qtbot, preview, Qt.Key.Key_Right)
    assert preview.page == last
    press(qtbot, preview, Qt.Key.Key_Home)
    assert preview.page == 1
    assert not preview.tools.back.isEnabled()
    bar = preview.sheets.verticalScrollBar()
    assert bar.maximum() > 0
    press(qtbot, preview, Qt.Key.Key_PageDown)
    assert preview.page == 1
    assert bar.value() > 0
    press(qtbot, preview, *[Qt.Key.Key_PageDown] * 3)
    assert preview.page > 1


@pytest.mark.parametrize(("typed", "shown"), [("3", 3), ("0", 1), ("9999", None), ("x", 1)])
def test_that_a_page_is_typed_and_one_that_there_is_not_is_the_nearest(qtbot, preview, typed, shown):
    preview.tools.page_box.setFocus()
    preview.tools.page_box.selectAll()
    qtbot.keyClicks(preview.tools.page_box, typed)
    qtbot.keyClick(preview.tools.page_box, Qt.Key.Key_Return)
    assert preview.page == (shown or preview.preview.pages)


def test_that_a_page_fits_the_width_until_it_is_made_larger(qtbot, preview):
    room = preview.sheets.viewport().width()
    assert 0 <= room - preview.picture.width() <= 4
    press(qtbot, preview, Qt.Key.Key_Plus)
    larger = preview.picture.width()
    assert larger > room - 4
    press(qtbot, preview, Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    assert preview.picture.width() < larger
    assert preview.tools.size_said.text().endswith("%")
    press(qtbot, preview, Qt.Key.Key_0)
    assert 0 <= room - preview.picture.width() <= 4


def test_that_what_is_seen_is_paper_and_ink(preview):
    image = preview.picture._image
    colours = {QColor(image.pixel(x, y)).name() for x in range(0, image.width(), 3) for y in range(0, 400, 3)}
    assert {"#ffffff", "#12436d"} <= colours


def test_that_the_pages_are_dimmed_with_a_word_and_drawn_again_after_a_change(qtbot, page, preview):
    preview.go_to(3)
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    before = preview.preview
    page.store.submit(change_value(page.store.book, "5.4", APRIL, "91"))
    assert preview.picture.says.startswith("Something has changed.")
    assert preview.picture.accessibleDescription() == preview.picture.says
    assert not preview.at_rest
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    assert preview.picture.says == ""
    assert preview.preview is not before
    assert preview.page == 3


def test_that_a_run_of_changes_is_drawn_once_and_what_was_begun_is_stopped(qtbot, page, preview, monkeypatch):
    began, stopped, go_on = [], threading.Event(), threading.Event()
    whole = service.draw_preview

    def slow(snapshot, request, *, progress, cancelled):
        began.append(request.committee)
        if len(began) == 1:
            while not cancelled() and not go_on.wait(0.01):
                pass
            stopped.set()
            raise Cancelled
        return whole(snapshot, request, progress=progress, cancelled=cancelled)

    monkeypatch.setattr(service, "draw_preview", slow)
    for letter in "ABC":
        page.store.submit(change_detail(page.store.book, "committee", letter))
    qtbot.waitUntil(lambda: began == ["C"], timeout=20000)
    page.store.submit(change_detail(page.store.book, "committee", "D"))
    assert stopped.wait(20)
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    assert began == ["C", "D"]


def test_that_nothing_is_drawn_while_another_page_is_seen(qtbot, workspace, page, preview, monkeypatch):
    drawn = []
    monkeypatch.setattr(service, "draw_preview", lambda *_, **__: drawn.append(1))
    workspace.go_to("risks")
    page.store.submit(change_detail(page.store.book, "committee", "A"))
    qtbot.wait(preview._rest.interval() + 200)
    assert drawn == []
    monkeypatch.undo()
    workspace.go_to("pack")
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)


def test_that_a_pack_with_nothing_in_it_says_why_and_what_to_do(qtbot, page, preview):
    card_only = built_in("highlight")
    assert card_only is not None
    page.store.submit(choose_template(page.store.book, card_only))
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    pages = preview.preview.pages if preview.preview is not None else 0
    assert pages <= 2


def test_that_the_pages_are_a_tab_where_there_is_no_room_beside(qtbot, theme, window, page, preview):
    assert page.tabs.indexOf(preview) == -1
    theme.set_text_scale(2.0)
    qtbot.waitUntil(lambda: page.tabs.indexOf(preview) >= 0)
    page.tabs.setCurrentWidget(preview)
    qtbot.waitUntil(lambda: preview.at_rest, timeout=60000)
    assert preview.isVisible()
    theme.set_text_scale(1.0)
    qtbot.waitUntil(lambda: page.tabs.indexOf(preview) == -1)
    assert preview.isVisible()

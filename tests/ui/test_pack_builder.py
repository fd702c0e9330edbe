"""The pack built by keys alone: a template of one's own, its items, the meeting, the periods, the pages."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.covering import texts_for
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.pack_text import PackPart
from scorecard_desktop.domain.template import BUILT_IN, ItemKind, PackItem
from scorecard_desktop.domain.templates import own_templates
from scorecard_desktop.services.pack_details import make_own_template, write_part
from scorecard_desktop.services.session import Session
from scorecard_desktop.services.templating import arrange
from scorecard_desktop.ui.models.pack_items import NOTHING_YET
from scorecard_desktop.ui.views.choose_item import ChooseItem
from scorecard_desktop.ui.views.export_pack import ExportPack
from scorecard_desktop.ui.views.narrow_item import NarrowItem
from scorecard_desktop.ui.views.published_packs import PublishDialog
from scorecard_desktop.ui.views.record_form import RecordForm
from ui.books import CARD, PERIODS
from ui.test_deciding import asked

KINDS = (ItemKind.CONTENTS, ItemKind.DASHBOARD, ItemKind.EXCEPTIONS, ItemKind.RISKS, ItemKind.RECOMMENDATIONS)


@pytest.fixture
def page(qtbot, workspace):
    workspace.go_to("pack")
    page = workspace.pages.pack
    page.take_focus()
    qtbot.waitUntil(lambda: page.preview.at_rest, timeout=60000)
    return page


@pytest.fixture
def own(page):
    """A template of one's own with a few items, chosen."""
    store = page.store
    store.submit(make_own_template(store.book, "Ours", BUILT_IN[3]))
    (made,) = own_templates(store.book)
    store.submit(arrange(store.book, made.name, [PackItem(kind) for kind in KINDS]))
    page.items.table.choose(0)
    return made.name


def items(page):
    """The items of the only template of one's own."""
    (made,) = own_templates(page.store.book)
    return made.items


def kinds(page):
    return tuple(item.kind for item in items(page))


def settled(qtbot, page):
    qtbot.waitUntil(lambda: page.preview.at_rest, timeout=60000)


def test_that_the_whole_pack_is_built_by_keys_alone(qtbot, window, workspace, page, tmp_path):
    offer = page.items.make_own
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_Space)
    form = asked(qtbot, RecordForm)
    qtbot.keyClicks(form.boxes["title"], "Full committee pack")
    qtbot.keyClick(form.boxes["title"], Qt.Key.Key_Return)
    assert form.trouble.text() == "■  There is a template “Full committee pack” already."
    form.boxes["title"].selectAll()
    qtbot.keyClicks(form.boxes["title"], "Our pack")
    qtbot.keyClick(form.boxes["title"], Qt.Key.Key_Return)
    assert page.templates.chooser.currentText() == "Our pack"
    assert kinds(page) == tuple(item.kind for item in BUILT_IN[0].items)

    table = page.items.table
    table.setFocus()
    table.choose(kinds(page).index(ItemKind.EXCEPTIONS))
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    moved = list(kinds(page))
    assert moved.index(ItemKind.EXCEPTIONS) == moved.index(ItemKind.DASHBOARD) - 1
    assert page.items.current.item.kind is ItemKind.EXCEPTIONS
    assert (
        window.actions_["undo"].text().replace("&", "") == "Undo Exceptions moved among the items of template Our pack"
    )

    table.choose(moved.index(ItemKind.DASHBOARD))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    narrow = asked(qtbot, NarrowItem)
    ticks = next(ticks for ticks in narrow.ticks.values() if "5.4" in ticks.list.item(0).text())
    narrow._tabs.setCurrentWidget(ticks)
    ticks.find_box.setFocus()
    qtbot.keyClicks(ticks.find_box, "in time")
    shown = [row for row in range(ticks.list.count()) if not ticks.list.item(row).isHidden()]
    assert [ticks.list.item(row).text() for row in shown] == ["7.1 Reviews held in time, Vital signs"]
    ticks.list.setFocus()
    ticks.list.setCurrentRow(shown[0])
    qtbot.keyClick(ticks.list, Qt.Key.Key_Space)
    assert narrow._tabs.tabText(narrow._tabs.indexOf(ticks)) == "Indicators 1"
    narrow.accept()
    assert items(page)[moved.index(ItemKind.DASHBOARD)].indicators == ("7.1",)
    assert page.items.current.shows == "7.1"

    window.actions_["undo"].trigger()
    assert items(page)[moved.index(ItemKind.DASHBOARD)].indicators == ()
    window.actions_["redo"].trigger()
    settled(qtbot, page)

    window.actions_["export"].trigger()
    export = asked(qtbot, ExportPack)
    qtbot.keyClick(export.file, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(export.file, str(tmp_path / "ours.pdf"))
    qtbot.keyClick(export.file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.result is not None, timeout=60000)
    assert page.result.request.template == own_templates(page.store.book)[0].name
    assert page.result.pages == page.preview.preview.pages

    publish = page.written.publish
    publish.setFocus()
    qtbot.keyClick(publish, Qt.Key.Key_Space)
    qtbot.keyClick(asked(qtbot, PublishDialog).publish, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.published.listing.things), timeout=20000)
    window.close()
    with Session.open(page.store.path) as session:
        assert [one.title for one in own_templates(session.book)] == ["Our pack"]


def test_that_a_template_of_the_program_s_own_is_only_read(qtbot, page):
    table = page.items.table
    assert page.items.make_own.isVisible()
    assert not page.items.add.isVisible()
    before = page.items.model.things
    table.choose(3)
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Return):
        qtbot.keyClick(table, key)
    assert QApplication.activeModalWidget() is None
    assert page.items.model.things == before
    assert not page.store.session.undo_label


def test_that_an_item_is_added_after_the_current_one_and_taken_out_again(qtbot, page, own):
    table = page.items.table
    table.setFocus()
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_Insert)
    dialog = asked(qtbot, ChooseItem)
    qtbot.keyClicks(dialog.find_box, "what is usual")
    assert [kind.words for kind in dialog.listing.things] == ["Control charts"]
    qtbot.keyClick(dialog.find_box, Qt.Key.Key_Return)
    assert kinds(page) == (*KINDS[:2], ItemKind.CONTROL, *KINDS[2:])
    assert page.items.current.item.kind is ItemKind.CONTROL
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert kinds(page) == KINDS
    page.store.undo()
    assert kinds(page)[2] is ItemKind.CONTROL


@pytest.mark.parametrize(
    ("drag", "before", "moved"),
    [(0, 3, (1, 2, 0, 3, 4)), (4, 1, (0, 4, 1, 2, 3)), (2, 5, (0, 1, 3, 4, 2)), (2, 3, (0, 1, 2, 3, 4))],
)
def test_that_a_dragged_item_comes_before_the_line_on_which_it_is_let_go(qtbot, page, own, drag, before, moved):
    model = page.items.model
    data: QMimeData = model.mimeData([model.index(drag, 0)])
    assert model.flags(model.index(drag, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, before, 0, QModelIndex())
    wanted = tuple(KINDS[at] for at in moved)
    qtbot.waitUntil(lambda: kinds(page) == wanted)


def test_that_the_last_item_stays(qtbot, page, own):
    for _ in KINDS[1:]:
        qtbot.keyClick(page.items.table, Qt.Key.Key_Delete)
    with qtbot.waitSignal(page.refused) as told:
        qtbot.keyClick(page.items.table, Qt.Key.Key_Delete)
    assert told.args == ["A pack holds at least one item."]
    assert len(kinds(page)) == 1


def test_that_an_item_says_its_pages_and_one_without_anything_says_so(qtbot, page, own):
    qtbot.waitUntil(lambda: any(line.pages for line in page.items.model.things), timeout=60000)
    lines = page.items.model.things
    assert [line.shows == NOTHING_YET for line in lines] == [False, False, False, False, True]
    assert lines[0].pages == "2"
    spoken = page.items.model.index(4, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "What it shows, Nothing to show yet"
    page.items.table.setFocus()
    page.items.table.choose(2)
    assert str(page.preview.page) == lines[2].pages.partition("–")[0]


def test_that_a_template_is_renamed_and_removed_and_undo_brings_it_back(qtbot, page, own):
    page.templates.rename.trigger()
    form = asked(qtbot, RecordForm)
    form.boxes["title"].selectAll()
    qtbot.keyClicks(form.boxes["title"], "Theirs")
    qtbot.keyClick(form.boxes["title"], Qt.Key.Key_Return)
    assert page.templates.chooser.currentText() == "Theirs"
    page.templates.remove.trigger()
    assert page.templates.chooser.currentText() == "Full committee pack"
    assert not page.templates.rename.isEnabled()
    page.store.undo()
    assert page.templates.chooser.currentText() == "Theirs"


def test_that_templates_are_chosen_by_keys_the_own_first_and_each_says_what_it_is_for(qtbot, page, own):
    chooser = page.templates.chooser
    said = [str(chooser.itemData(row, Qt.ItemDataRole.AccessibleTextRole) or "") for row in range(chooser.count())]
    assert said[0].startswith("Ours. Your own: Contents, Dashboards")
    assert said[1] == "Those that come with the program"
    assert said[2].startswith("Full committee pack. Everything")
    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert page.store.book.setting("pack.template", "") == "full"
    assert page.summary.text() == BUILT_IN[0].purpose
    page.store.undo()
    assert chooser.currentText() == "Ours"


def test_that_texts_are_kept_for_their_meeting_with_their_words_counted(qtbot, page):
    store = page.store
    may, july = date(2018, 5, 8), date(2018, 7, 10)
    meetings = [Meeting("m1", "People Committee", may), Meeting("m2", "People Committee", july)]
    store.submit(ChangeSet("meetings", tuple(Change(None, one) for one in meetings)))
    store.submit(write_part(store.book, may, PackPart.LEGAL, "None arise."))
    page.show_part("meeting")
    assert [page.meeting.chooser.itemText(row) for row in range(3)] == [
        "10 Jul 2018, People Committee",
        "8 May 2018, People Committee",
        "Another day",
    ]
    page.meeting.chooser.setFocus()
    assert page.meeting.chooser.currentIndex() == 1
    qtbot.keyClick(page.meeting.chooser, Qt.Key.Key_Up)
    assert (page.request.date, page.request.committee) == (july, "People Committee")
    box = page.meeting.parts[PackPart.SUMMARY].box
    box.setFocus()
    qtbot.keyClicks(box, "A quiet month for all")
    assert page.meeting.parts[PackPart.SUMMARY].count.text() == "5 words"
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert texts_for(store.book, july) == {PackPart.SUMMARY: "A quiet month for all"}
    assert page.meeting.as_before.text() == "As for 8 May 2018"
    page.meeting.as_before.setFocus()
    qtbot.keyClick(page.meeting.as_before, Qt.Key.Key_Space)
    assert page.meeting.parts[PackPart.LEGAL].box.toPlainText() == "None arise."
    store.undo()
    assert page.meeting.parts[PackPart.LEGAL].box.toPlainText() == ""
    assert page.request.summary == "A quiet month for all"


def test_that_what_is_being_typed_is_kept_when_the_window_closes(qtbot, window, page, store_path):
    page.show_part("meeting")
    box = page.meeting.parts[PackPart.RISK].box
    box.setFocus()
    qtbot.keyClicks(box, "Staff may leave.")
    day = page.meeting.date
    window.close()
    with Session.open(store_path) as session:
        assert texts_for(session.book, day) == {PackPart.RISK: "Staff may leave."}
        assert session.book.setting("pack.date", "") == day.isoformat()


def test_that_leaving_a_box_untouched_is_no_step(qtbot, page):
    page.show_part("meeting")
    for _ in range(20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert not page.store.session.undo_label


def test_that_a_period_is_chosen_and_the_checklist_tells_of_it(qtbot, window, page):
    page.show_part("periods")
    box = page.periods.boxes[CARD]
    assert box.currentText() == "Current: Apr 2018"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_F4)
    qtbot.keyClicks(box.view(), "Mar 2018")
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    chosen = {card: period.code for card, period in page.request.periods}
    assert chosen[CARD] == PERIODS[11].code
    qtbot.waitUntil(lambda: any("current period" in line.what for line in page.checklist.lines), timeout=20000)
    page.store.undo()
    assert box.currentText() == "Current: Apr 2018"
    assert page.request.periods is None


def test_that_the_checklist_is_counted_beside_the_export_and_its_lines_open_their_pages(qtbot, workspace, page):
    assert page.look.text() == "■ 1  ▲ 5  ● 1"
    assert page.look.accessibleName() == "Checklist: 1 error, 5 warnings, 1 note"
    page.look.setFocus()
    qtbot.keyClick(page.look, Qt.Key.Key_Space)
    lines = page.checklist.model.lines
    assert [line.severity.rank for line in lines] == sorted((line.severity.rank for line in lines), reverse=True)
    page.checklist.list.setCurrentIndex(page.checklist.model.index([line.page for line in lines].index("meeting")))
    qtbot.keyClick(page.checklist.list, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.meeting
    page.checklist.list.opened.emit(lines[0])
    assert workspace.page_name == "findings"
    assert {finding.severity for finding in workspace.pages.findings.listing.things} == {lines[0].severity}

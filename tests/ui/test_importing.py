"""Importing by menu and by dropping: the review, what is taken, and every refusal."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from scorecard_desktop import resources
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.refusal import Cancelled
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.models.plan_entries import TAKABLE
from scorecard_desktop.ui.views.import_review import ImportReview

VITAL_SIGNS = "samples/barchester-vital-signs-2025-04.xlsx"


@pytest.fixture
def workbook() -> Path:
    return resources.path(VITAL_SIGNS)


@pytest.fixture
def empty(open_window, tmp_path):
    return open_window(tmp_path / "new.scorecard")


def drop(window, *files) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(200, 200), *how)
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), *how))
    return entering.isAccepted()


def review_of(qtbot, window) -> ImportReview:
    qtbot.waitUntil(lambda: window.findChild(ImportReview) is not None, timeout=20000)
    review = window.findChild(ImportReview)
    qtbot.waitUntil(review.isVisible)
    return review


def message_of(qtbot, window) -> str:
    def shown():
        return [box for box in window.findChildren(QMessageBox) if box.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=20000)
    (box,) = shown()
    said = box.informativeText()
    box.accept()
    return said


def test_that_the_menu_imports_what_the_review_shows(qtbot, empty, workbook):
    empty.actions_["import"].trigger()
    dialog = empty.findChild(QFileDialog)
    dialog.filesSelected.emit([str(workbook)])
    dialog.reject()
    review = review_of(qtbot, empty)
    counts = review.plan.counts
    assert review.take.text() == f"Import {counts.added:,} entries"
    assert list(empty.workspace.store.book.scorecards()) == []
    review.take.click()
    qtbot.waitUntil(lambda: empty.settled, timeout=20000)
    assert empty.workspace.store.book.scorecards()
    assert empty.workspace.page_name == "overview"
    empty.workspace.go_to("scorecard")
    assert empty.workspace.scorecard.grid.rowCount() > 0
    assert empty.actions_["undo"].text().startswith("&Undo import of barchester-vital-signs")


def test_that_enter_takes_the_import_but_not_from_the_find_box(qtbot, empty, workbook):
    empty.take_files([workbook])
    review = review_of(qtbot, empty)
    qtbot.waitUntil(review.table.hasFocus)
    assert not review.choose.isVisible()  # nothing published is in it
    review.find_box.setFocus()
    qtbot.keyClick(review.find_box, Qt.Key.Key_Return)
    assert review.isVisible()
    qtbot.waitUntil(review.table.hasFocus)
    with qtbot.waitSignal(review.taken):
        qtbot.keyClick(review.table, Qt.Key.Key_Return)


def test_that_an_import_is_one_step_of_undo(qtbot, empty, workbook):
    assert drop(empty, workbook)
    review_of(qtbot, empty).take.click()
    empty.actions_["undo"].trigger()
    assert empty.workspace.store.book.scorecards() == []
    assert empty.workspace.pages.welcome.isVisible()
    empty.actions_["redo"].trigger()
    assert empty.workspace.store.book.scorecards()
    assert not empty.workspace.pages.welcome.isVisible()


def test_that_cancelling_the_review_changes_nothing(qtbot, empty, workbook):
    drop(empty, workbook)
    review_of(qtbot, empty).reject()
    assert empty.workspace.store.empty
    assert not empty.actions_["undo"].isEnabled()


def test_that_only_what_is_ticked_is_taken(qtbot, empty, workbook):
    drop(empty, workbook)
    review = review_of(qtbot, empty)
    from scorecard_desktop.domain.observation import Observation

    kept, left = [r for r, (_, entry) in enumerate(review.entries.things) if isinstance(entry.record, Observation)][:2]
    everything = range(len(review.entries.things))
    review.entries.take([row for row in everything if row not in (kept, left)], wanted=False)
    review.table.choose(left)
    qtbot.keyClick(review.table, Qt.Key.Key_Space)
    assert review.take.text() == "Import 1 entry"
    wanted = review.entries.things[kept][1].record
    review.take.click()
    # what the figure belongs to comes with it
    assert empty.workspace.store.book.all(Observation) == [wanted]


def test_that_the_same_workbook_again_has_nothing_to_import(qtbot, empty, workbook):
    drop(empty, workbook)
    review_of(qtbot, empty).take.click()
    qtbot.waitUntil(lambda: empty.findChild(ImportReview) is None)
    drop(empty, workbook)
    review = review_of(qtbot, empty)
    assert review.take.text() == "Nothing to import"
    assert not review.take.isEnabled()
    assert all(entry.action not in TAKABLE for _, entry in review.entries.entries)
    review.reject()


def test_that_an_altered_value_is_shown_first_with_what_was_there(qtbot, empty, workbook):
    drop(empty, workbook)
    review_of(qtbot, empty).take.click()
    qtbot.waitUntil(lambda: empty.findChild(ImportReview) is None)
    page = empty.workspace.scorecard
    indicator, period = page.place
    from scorecard_desktop.services import editing

    empty.workspace.store.submit(editing.change_value(empty.workspace.store.book, indicator, period, "12.3"))
    drop(empty, workbook)
    review = review_of(qtbot, empty)
    assert review.plan.counts.altered == 1
    assert "12.3" in review.entries.things[0][1].line
    assert "→" in review.entries.things[0][1].line
    review.reject()


def refused_files(folder: Path, workbook: Path) -> dict[str, Path]:
    made = {name: folder / name for name in ("pdf.xlsx", "text.xlsx", "zero.xlsx", "cut.xlsx", "note.txt")}
    made["pdf.xlsx"].write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    made["text.xlsx"].write_text("Not a workbook at all.\n" * 20)
    made["zero.xlsx"].write_bytes(b"")
    made["cut.xlsx"].write_bytes(workbook.read_bytes()[:3000])
    made["note.txt"].write_text("A note.\n")
    made["locked.xlsx"] = folder / "locked.xlsx"
    made["locked.xlsx"].write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    made["missing.xlsx"] = folder / "missing.xlsx"
    made["folder.xlsx"] = folder / "folder.xlsx"
    made["folder.xlsx"].mkdir()
    with zipfile.ZipFile(folder / "zip.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    made["zip.xlsx"] = folder / "zip.xlsx"
    return made


@pytest.mark.parametrize(
    "name",
    [
        "pdf.xlsx",
        "text.xlsx",
        "zero.xlsx",
        "cut.xlsx",
        "note.txt",
        "locked.xlsx",
        "missing.xlsx",
        "folder.xlsx",
        "zip.xlsx",
    ],
)
def test_that_what_is_no_workbook_is_refused_in_one_plain_line(qtbot, window, tmp_path, workbook, name):
    store = window.workspace.store
    before = set(store.book.records())
    file = refused_files(tmp_path, workbook)[name]
    assert drop(window, file)
    said = message_of(qtbot, window)
    assert said
    assert "\n" not in said
    assert "Traceback" not in said
    assert name in said
    assert set(store.book.records()) == before
    assert not window.actions_["undo"].isEnabled()


def test_that_a_second_import_waits_for_the_first(qtbot, window, workbook, monkeypatch):
    from threading import Event

    hold = Event()

    def slow(*_args, cancelled, **_kw):
        while not cancelled():
            hold.wait(0.01)
        raise Cancelled

    monkeypatch.setattr("scorecard_desktop.services.importer.plan_import", slow)
    drop(window, workbook)
    qtbot.waitUntil(window.status.cancel_button.isVisible)
    drop(window, workbook)
    assert "already" in message_of(qtbot, window)
    window.status.cancel_button.click()
    qtbot.waitUntil(lambda: not window.status.cancel_button.isVisible())
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert window.findChild(ImportReview) is None


def test_that_a_scorecard_file_dropped_is_opened(qtbot, window, tmp_path):
    other = tmp_path / "other.scorecard"
    with Session.open(other):
        pass
    drop(window, other)
    qtbot.waitUntil(lambda: window.workspace.store.path == other and window.settled, timeout=20000)
    assert window.windowTitle() == "other – Scorecard Desktop"


def test_that_what_is_no_store_is_refused_and_the_open_one_stays(qtbot, window, store_path, tmp_path):
    bad = tmp_path / "bad.scorecard"
    bad.write_text("no store")
    window.open(bad)
    assert message_of(qtbot, window)
    assert bad.read_text() == "no store"
    assert window.workspace.store.path == store_path


def test_that_text_dragged_over_the_window_is_not_taken(window):
    data = QMimeData()
    data.setText("words")
    entering = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entering.ignore()
    QApplication.sendEvent(window, entering)
    assert not entering.isAccepted()


def test_that_planning_reads_a_copy_and_not_the_book_of_the_window(qtbot, window, workbook, monkeypatch):
    seen: list[Book] = []

    def note(book, *_args, **_kw):
        seen.append(book)
        raise Cancelled

    monkeypatch.setattr("scorecard_desktop.services.importer.plan_import", note)
    drop(window, workbook)
    qtbot.waitUntil(lambda: bool(seen) and not window.tasks.running)
    assert seen[0] is not window.workspace.store.book


@pytest.fixture
def unknown_column(tmp_path) -> Path:
    """A return with a column that nobody knows."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Ref", "Indicator", "Good is", "Yardstick", "Mar 18", "Apr 18"])
    for number in range(1, 4):
        sheet.append([f"1.{number}", f"Measure number {number}", "High", 50 + number, 40 + number, 41 + number])
    book.save(tmp_path / "visits Apr 18.xlsx")
    return tmp_path / "visits Apr 18.xlsx"


def test_that_an_unknown_column_is_mapped_by_choosing_from_a_list_and_remembered(qtbot, empty, unknown_column):
    empty.take_files([unknown_column])
    review = review_of(qtbot, empty)
    columns = review.columns
    assert columns.unknown == 1
    row = next(r for r in range(columns.listing.rowCount()) if (m := columns.listing.at(r)) and m.unknown)
    columns.table.choose(row)
    columns.meaning.setCurrentIndex(columns.meaning.findData("target"))
    columns.meaning.activated.emit(columns.meaning.currentIndex())
    assert columns.unknown == 0
    assert not any(entry.record.record_kind == "target" for entry in review.plan.entries)
    columns.again.click()
    qtbot.waitUntil(lambda: empty.findChild(ImportReview) not in (None, review), timeout=20000)
    again = review_of(qtbot, empty)
    assert sum(1 for entry in again.plan.entries if entry.record.record_kind == "target") == 3
    assert again.columns.unknown == 0
    again.take.click()
    qtbot.waitUntil(lambda: bool(empty.workspace.store.book.scorecards()))
    (profile,) = empty.workspace.store.book.all(Profile)
    assert [(m.heading, m.means) for m in profile.meanings] == [("Yardstick", "target")]

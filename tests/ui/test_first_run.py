"""The first minutes on a machine: the sample council, the way out of it, and the first pack of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from scorecard_desktop import resources
from scorecard_desktop.services.places import default_store, is_sample, papers_folder, sample_store
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.errors import Faults
from scorecard_desktop.ui.first_run import last_of_ones_own
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop.ui.models.guide import FIRST_PACK, LOOKING_ROUND
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.views.export_pack import ExportPack
from scorecard_desktop.ui.views.import_review import ImportReview
from scorecard_desktop.ui.views.notices import SampleBanner

WORKBOOK = resources.path("samples/barchester-vital-signs-2025-04.xlsx")


@pytest.fixture
def first_window(qtbot, theme):
    """The window of the very first start, with the sample council on the screen."""
    window = MainWindow(theme, Remembered(), Faults())
    window.resize(1366, 768)
    window.begin()
    window.show()
    qtbot.waitUntil(lambda: window.workspace is not None and window.settled, timeout=90000)
    yield window
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def opened(qtbot, window: MainWindow, path: Path) -> None:
    qtbot.waitUntil(
        lambda: window.workspace is not None and window.workspace.store.path == path and window.settled, timeout=90000
    )


def test_that_a_fresh_machine_has_nothing_of_its_own_to_open():
    assert last_of_ones_own(Remembered()) is None


def test_that_the_first_start_opens_the_sample_council_which_says_what_it_is(first_window):
    assert is_sample(first_window.workspace.store.path)
    assert first_window.windowTitle() == "Sample council – Scorecard Desktop"
    banner = first_window.findChild(SampleBanner)
    assert banner.isVisible()
    assert "does not exist" in banner.accessibleName()
    assert first_window.helping.guide.tour == LOOKING_ROUND
    assert first_window.helping.guide.step == 1
    assert not default_store().exists()


def test_that_one_click_leaves_the_sample_for_a_file_of_one_s_own(qtbot, first_window):
    first_window.findChild(SampleBanner).leave.click()
    opened(qtbot, first_window, default_store())
    assert first_window.workspace.store.empty
    assert first_window.findChild(SampleBanner) is None
    assert (first_window.helping.guide.tour, first_window.helping.guide.step) == (FIRST_PACK, 0)
    assert last_of_ones_own(Remembered()) == default_store()


def test_that_the_sample_is_never_what_a_later_start_opens_once_there_is_a_file_of_one_s_own(qtbot, first_window):
    first_window.findChild(SampleBanner).leave.click()
    opened(qtbot, first_window, default_store())
    first_window.actions_["sample"].trigger()
    opened(qtbot, first_window, sample_store())
    assert Remembered().recent[0] == sample_store()
    assert last_of_ones_own(Remembered()) == default_store()


def test_that_a_file_of_one_s_own_carries_no_banner(open_window, store_path):
    assert open_window(store_path).findChild(SampleBanner) is None


def test_that_workbooks_dropped_on_the_sample_go_into_a_file_of_one_s_own(qtbot, first_window):
    before = first_window.workspace.store.book.copy()
    first_window.take_files([WORKBOOK])
    box = first_window.findChild(QMessageBox)
    assert box.text() == "This is the sample council"
    box.findChild(QPushButton, "own").click()
    qtbot.waitUntil(lambda: first_window.findChild(ImportReview) is not None, timeout=30000)
    assert first_window.workspace.store.path == default_store()
    first_window.findChild(ImportReview)._accept()
    qtbot.waitUntil(lambda: not first_window.workspace.store.empty)
    with Session.open(sample_store(), read_only=True) as sample:
        assert list(sample.book.records()) == list(before.records())


def test_that_workbooks_go_into_the_sample_only_when_that_is_asked_for(qtbot, first_window):
    first_window.take_files([WORKBOOK])
    first_window.findChild(QMessageBox).findChild(QPushButton, "sample").click()
    qtbot.waitUntil(lambda: first_window.findChild(ImportReview) is not None, timeout=30000)
    assert is_sample(first_window.workspace.store.path)
    first_window.findChild(ImportReview).reject()


def test_that_nothing_is_imported_when_the_question_is_left(first_window):
    first_window.take_files([WORKBOOK])
    first_window.findChild(QMessageBox).reject()
    assert is_sample(first_window.workspace.store.path)
    assert not first_window.tasks.running


def test_that_the_first_pack_is_made_in_five_clicks_from_a_workbook_of_one_s_own(qtbot, first_window, tmp_path):
    """Each click is a button that the window shows; the rest of the way the program goes by itself."""
    window = first_window
    window.findChild(SampleBanner).own.click()  # 1
    opened(qtbot, window, default_store())
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    guide = window.helping.guide
    assert (guide.tour, guide.step) == (FIRST_PACK, 0)
    chooser = window.findChild(QFileDialog)
    assert Path(chooser.directory().absolutePath()) == Path.home()
    chooser.filesSelected.emit([str(WORKBOOK)])  # 2: the workbook, in the system's own dialog
    chooser.reject()
    qtbot.waitUntil(lambda: window.findChild(ImportReview) is not None, timeout=30000)
    window.findChild(ImportReview)._accept()  # 3
    assert window.workspace.pages.overview.attention.overview is None  # nothing is said of what is not worked out
    qtbot.waitUntil(lambda: window.settled and not window.workspace.store.empty, timeout=30000)
    assert guide.step == 1
    guide.show_step(3)  # what is only to be looked at on the way is passed over here
    guide.offer.click()  # 4
    qtbot.waitUntil(lambda: window.findChild(ExportPack) is not None)
    dialog = window.findChild(ExportPack)
    assert dialog.path.parent == Path.home()
    dialog.accept()  # 5
    qtbot.waitUntil(lambda: guide.step == 4, timeout=60000)
    (pack,) = Path.home().glob("*.pdf")
    assert pack.read_bytes().startswith(b"%PDF")
    assert window.workspace.pages.pack.written.isVisible()


def test_that_the_steps_of_the_first_pack_go_on_as_they_are_taken(qtbot, open_window, store_path):
    window = open_window(store_path)
    window.helping.lead(FIRST_PACK, 0)
    guide = window.helping.guide
    window.imports.imported.emit("imported")
    assert guide.step == 1
    window.actions_["go overview"].trigger()
    guide.offer.click()
    assert window.workspace.page_name == "scorecard"
    assert guide.step == 2
    guide.offer.click()
    assert window.workspace.page_name == "pack"
    assert guide.step == 3
    window.workspace.pages.pack.exported.emit()
    assert guide.step == 4
    window.close()
    assert Remembered().tour == FIRST_PACK


def test_that_a_machine_on_which_no_folder_can_be_made_is_told_and_a_file_can_be_opened(
    qtbot, theme, tmp_path, monkeypatch
):
    (tmp_path / "locked").write_text("", "utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "locked"))
    assert last_of_ones_own(Remembered()) is None
    window = MainWindow(theme, Remembered(), Faults())
    window.begin()
    window.show()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "cannot be made" in box.informativeText()
    box.reject()
    assert "Open file…" in [button.text() for button in window.findChildren(QPushButton) if button.isVisible()]
    window.close()
    window.deleteLater()


def test_that_papers_of_the_program_s_own_folder_are_offered_where_an_officer_finds_them(tmp_path):
    assert papers_folder(tmp_path / "ours.scorecard") == tmp_path
    assert papers_folder(default_store()) == Path.home()
    assert papers_folder(sample_store()) == Path.home()

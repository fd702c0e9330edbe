"""Returns and workbooks out of the window: who owes what, forms made, a conflict settled by ticking it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from scorecard_desktop.domain.returned import Return
from scorecard_desktop.services.importer import Action
from scorecard_desktop.ui.models.plan_entries import PlanEntries
from scorecard_desktop.ui.views.import_review import ImportReview
from scorecard_desktop.ui.views.return_forms import FormsAsked, FormsDialog
from ui.books import CARD


@pytest.fixture
def page(window):
    window.workspace.go_to("returns")
    return window.workspace.pages.returns


def written_forms(qtbot, page, folder: Path) -> list[Path]:
    period = page.chosen_period
    services = tuple(line.service for line in page.listing.things)
    page.make_forms(FormsAsked(period, services, date(2030, 1, 31)), folder)
    qtbot.waitUntil(lambda: bool(page.store.book.all(Return)), timeout=20000)
    return sorted(folder.glob("*.xlsx"))


def test_that_the_page_says_what_every_service_owes_for_the_next_period(page):
    lines = page.listing.things
    assert lines
    assert page.chosen_period == page.store.book.current_period(CARD).next()
    assert "outstanding" in page.summary.text()
    assert "Still missing" in page.missing.text()
    assert lines[0].missing[0].title in page.missing.text()


def test_that_forms_are_asked_for_by_menu_for_the_services_that_are_ticked(qtbot, window, page):
    window.actions_["forms"].trigger()
    dialog = page.findChild(FormsDialog)
    qtbot.waitUntil(dialog.isVisible)
    everyone = dialog.chosen
    dialog.services.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.chosen == everyone[1:]
    assert dialog.make.isEnabled() == bool(everyone[1:])
    dialog.services.item(0).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.make.click()
    assert asked.args[0].services == everyone
    where = page.findChild(QFileDialog)
    qtbot.waitUntil(where.isVisible)
    where.reject()


def test_that_forms_are_written_and_noted_as_one_step_that_can_be_undone(qtbot, window, page, tmp_path):
    forms = written_forms(qtbot, page, tmp_path / "forms")
    assert len(forms) == len(page.listing.things)
    assert {line.state.value for line in page.listing.things} == {"awaited"}
    assert window.actions_["undo"].text().startswith("&Undo forms sent for")
    window.actions_["undo"].trigger()
    assert page.store.book.all(Return) == []


def test_that_the_chasing_list_is_put_on_the_clipboard(page):
    page.copy_list()
    text = QApplication.clipboard().text()
    assert text.startswith(f"Returns for {page.chosen_period.label}")
    assert "figures missing" in text


def test_that_a_conflict_is_shown_first_and_left_unless_it_is_ticked(qtbot, window, page, tmp_path):
    forms = written_forms(qtbot, page, tmp_path / "forms")
    line = page.listing.things[0]
    indicator = line.missing[0]
    came = tmp_path / "came back.xlsx"
    form = next(path for path in forms if (line.service or "no service named") in path.name)
    workbook = openpyxl.load_workbook(form)
    sheet = workbook["Figures"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Key")
    column = next(cell.column for cell in header if cell.value == "Figure")
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == indicator.id)
    sheet.cell(row, column).value = 0.5
    workbook.save(came)

    from scorecard_desktop.services.editing import change_value

    page.store.submit(change_value(page.store.book, indicator.id, line.period.code, "40"))
    window.take_files([came])
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportReview)), timeout=20000)
    review = window.findChild(ImportReview)
    qtbot.waitUntil(review.isVisible)
    entries: PlanEntries = review.entries
    number, first = entries.things[0]
    assert first.action is Action.CONFLICT
    assert number not in (entries.accepted or set())
    held = review.plan.change_set(entries.accepted)
    assert first.change not in held.changes
    entries.take([0], wanted=True)
    assert first.change in review.plan.change_set(entries.accepted).changes
    review.reject()


def test_that_everything_is_exported_as_a_workbook_by_menu(qtbot, window, tmp_path):
    window.actions_["export workbook"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "all.xlsx"))
    dialog.reject()
    qtbot.waitUntil((tmp_path / "all.xlsx").exists, timeout=20000)
    assert "Contents" in openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames
    qtbot.waitUntil(lambda: not window.tasks.running)

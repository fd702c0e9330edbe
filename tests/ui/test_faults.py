"""Faults of ours: a calm message and a report; what an officer can mend: a plain line. Nothing is lost in either."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QMessageBox, QPushButton

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import editing
from scorecard_desktop.services.places import log_folder
from scorecard_desktop.ui.errors import Faults
from ui.books import PERIODS

APRIL = PERIODS[12].code


@pytest.fixture
def faults(qapp, monkeypatch):
    for module, hook in (
        (sys, "excepthook"),
        (threading, "excepthook"),
        (sys, "__excepthook__"),
        (sys, "unraisablehook"),
    ):
        monkeypatch.setattr(module, hook, lambda *_: None)
    made = Faults()
    made.install()
    yield made
    made.deleteLater()


def reports() -> list[str]:
    return [file.read_text("utf-8") for file in sorted(log_folder().glob("fault-*.txt"))]


def boxes(window) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_that_a_fault_is_told_once_and_written_down(qtbot, faults, window):
    faults.show_over(window)
    for _ in range(3):
        fault = ZeroDivisionError("ours")
        sys.excepthook(type(fault), fault, None)
    qtbot.waitUntil(lambda: bool(boxes(window)))
    assert len(boxes(window)) == 1
    assert "fault-" in boxes(window)[0].informativeText()
    assert len(reports()) == 3
    assert "ZeroDivisionError" in reports()[0]
    assert "ours" not in reports()[0]  # what an exception says may quote a figure
    boxes(window)[0].reject()


def test_that_a_fault_on_another_thread_is_told_on_the_window_s(qtbot, faults, window):
    faults.show_over(window)
    worker = threading.Thread(target=lambda: 1 / 0)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(boxes(window)))
    assert "ZeroDivisionError" in reports()[0]
    boxes(window)[0].reject()


def test_that_a_figure_that_cannot_be_written_is_taken_back_and_said(qtbot, window, workspace, monkeypatch):
    def full(*_args):
        raise Refusal("The disk is full: make room and type the figure again.")

    monkeypatch.setattr(workspace.store.session._database, "apply", full)
    workspace.store.submit(editing.change_value(workspace.store.book, "5.4", APRIL, "93.5"))
    qtbot.waitUntil(lambda: window.unwritten.dialog is not None)
    assert window.unwritten.dialog.why.text() == "The disk is full: make room and type the figure again."
    assert "5.4" in window.unwritten.dialog.steps.text()
    window.unwritten.dialog.leave.click()
    assert window.unwritten.steps  # it is asked twice
    window.unwritten.dialog.leave.click()
    assert not window.unwritten.steps
    assert workspace.scorecard.grid.place_of("5.4", APRIL).data() == "81.7%"
    assert not window.actions_["undo"].isEnabled()


def test_that_a_task_s_failure_reaches_whoever_asked(qtbot, window):
    told: list[BaseException] = []

    def fail(*_):
        raise Refusal("No.")

    window.tasks.run("Failing", fail, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Refusal)
    assert window.tasks.running == []


def test_that_a_cancelled_task_delivers_nothing(qtbot, window):
    told: list[object] = []

    def work(progress, cancelled):
        while not cancelled():
            pass
        return "late"

    task = window.tasks.run("Waiting", work, told.append)
    task.cancel()
    qtbot.waitUntil(lambda: window.tasks.running == [])
    assert told == []


def fault_box(qtbot, window) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(boxes(window)))
    return boxes(window)[0]


def test_that_a_fault_where_nothing_can_be_raised_is_told_too(qtbot, faults, window):
    faults.show_over(window)

    class Broken:
        def __del__(self):
            raise ZeroDivisionError

    Broken()
    assert "ZeroDivisionError" in reports()[0]
    fault_box(qtbot, window).reject()


def test_that_a_fault_on_the_store_s_thread_that_nobody_waits_for_is_told(qtbot, faults, window, monkeypatch):
    faults.show_over(window)

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("scorecard_desktop.services.drafts.keep", broken)
    window.workspace.store.session.keep_drafts([])
    fault_box(qtbot, window).reject()
    assert "ZeroDivisionError" in reports()[0]
    monkeypatch.undo()


def test_that_what_is_being_written_is_stored_when_a_fault_is_told(qtbot, faults, window):
    saved = []
    faults.show_over(window, lambda: saved.append(True))
    sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
    box = fault_box(qtbot, window)
    assert saved == [True]
    assert "What you have entered is saved" in box.text()
    box.reject()


def test_that_it_is_not_said_to_be_saved_where_it_could_not_be(qtbot, faults, window):
    faults.show_over(window, lambda: 1 / 0)
    sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
    box = fault_box(qtbot, window)
    assert "is saved" not in box.text()
    assert "offered at the next start" in box.text()
    box.reject()


def test_that_the_words_of_a_fault_are_in_the_report_only_while_the_officer_ticks_them(qtbot, faults, window):
    faults.show_over(window)
    sys.excepthook(ValueError, ValueError("81.7 is no good"), None)
    box = fault_box(qtbot, window)
    assert "81.7" not in reports()[0]
    tick = box.findChildren(QCheckBox)[0]
    tick.click()
    assert "81.7 is no good" in reports()[0]
    tick.click()
    assert "81.7" not in reports()[0]
    box.findChildren(QPushButton, "copy")[0].click()
    assert "ValueError" in QApplication.clipboard().text()


def test_that_a_program_that_ended_by_itself_is_told_calmly(qtbot, faults, window):
    faults.show_over(window)
    faults.tell_ended("/somewhere/fault-2018-05-02-101400-ended.txt")
    box = fault_box(qtbot, window)
    assert box.text().startswith("The program ended by itself")
    assert "fault-2018" in box.informativeText()
    box.reject()

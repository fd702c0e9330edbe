"""Many files at once: read side by side they give what they give one after another, and stop when they are asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.services import reading
from scorecard_desktop.services import side_by_side as workers
from scorecard_desktop.services.importer import plan_import
from support.returns import write_return

FEW = 5


@pytest.fixture
def files(tmp_path) -> list[Path]:
    return [write_return(tmp_path / f"Service {n} Apr 18.xlsx", n, 4) for n in range(1, FEW + 1)]


@pytest.fixture
def side_by_side(monkeypatch) -> None:
    """Two processes for the few files of a test, however busy the machine is."""
    monkeypatch.setattr(reading, "_MANY", 2)
    monkeypatch.setattr(reading, "_idle_processors", lambda: 2)


def told(files: list[Path]) -> list[tuple[object, str]]:
    plan = plan_import(Book(), files)
    return [(entry.record, entry.line) for entry in plan.entries]


def test_that_files_read_side_by_side_give_what_they_give_one_after_another(files, monkeypatch):
    monkeypatch.setattr(reading, "_idle_processors", lambda: 1)
    alone = told(files)
    monkeypatch.setattr(reading, "_MANY", 2)
    monkeypatch.setattr(reading, "_idle_processors", lambda: 2)
    assert told(files) == alone


@pytest.mark.usefixtures("side_by_side")
def test_that_the_first_file_that_cannot_be_read_is_refused(files, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_text("This is no workbook.\n" * 9)
    with pytest.raises(Refusal, match=r"broken\.xlsx"):
        plan_import(Book(), [*files[:2], broken, *files[2:]])


@pytest.mark.usefixtures("side_by_side")
def test_that_they_stop_when_they_are_asked_and_leave_no_process(files, monkeypatch):
    started: list[subprocess.Popen[bytes]] = []
    start = workers._started

    def noted():
        process = start()
        if process is not None:
            started.append(process)
        return process

    monkeypatch.setattr(workers, "_started", noted)
    with pytest.raises(Cancelled):
        plan_import(Book(), files, cancelled=lambda: True)
    assert started
    assert all(process.poll() is not None for process in started)


@pytest.mark.usefixtures("side_by_side")
def test_that_what_other_processes_cannot_do_is_done_here(files, monkeypatch):
    useless = [sys.executable, "-c", "pass"]
    monkeypatch.setattr(
        workers,
        "_started",
        lambda: subprocess.Popen(useless, stdin=subprocess.PIPE, stdout=subprocess.PIPE),
    )
    assert plan_import(Book(), files).counts.added > FEW
    monkeypatch.setattr(workers, "_started", lambda: None)
    assert plan_import(Book(), files).counts.added > FEW


@pytest.mark.usefixtures("side_by_side")
def test_that_they_say_how_far_they_are(files):
    steps: list[tuple[int, int]] = []
    plan_import(Book(), files, progress=lambda done, total, _what: steps.append((done, total)))
    assert {total for _, total in steps} == {FEW * reading.STEPS}
    assert steps == sorted(steps)
    assert steps[-1][0] == FEW * reading.STEPS


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the frozen command")
def test_that_a_frozen_program_has_its_command_read_for_it(files, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_idle_processors", lambda: 1)
    alone = told(files)
    command = tmp_path / "scorecard"
    command.write_text(
        f'#!/bin/sh\n[ "$1" = --read-for-another ] || exit 9\necho "$$" >>"{tmp_path}/started"\n'
        f'exec "{sys.executable}" -m scorecard_desktop.services.reading_process\n'
    )
    command.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "scorecard-desktop"))
    monkeypatch.setattr(reading, "_MANY", 2)
    monkeypatch.setattr(reading, "_idle_processors", lambda: 2)
    assert told(files) == alone
    assert len((tmp_path / "started").read_text().split()) == 2

"""The window as an officer has it: started, typed into, undone, closed; then the file is looked at."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from e2e.conftest import RealWindow
from scorecard_desktop.services.session import Session
from ui.books import PERIODS, make_store

APRIL = PERIODS[12].code


def wait_until_written(store: Path, value: Decimal, patience: float = 30) -> None:
    """Wait until a figure is on the disk: how soon a window gets its keys is the machine's to say."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with Session.open(store, read_only=True) as session:
            held = session.book.observation("5.4", APRIL)
        if held is not None and held.value == value:
            return
        time.sleep(0.1)


@pytest.mark.e2e
def test_that_a_figure_typed_by_keys_is_kept_and_one_undone_is_not(display, tmp_path):
    store = make_store(tmp_path / "barchester.scorecard")
    window = RealWindow(display, ["--store", str(store), "--size", "1300x700"], tmp_path / "said.txt")
    try:
        window.wait_for("barchester – Scorecard Desktop")
        window.press("ctrl+1")
        window.type("93.5")
        window.press("Return")
        window.type("70")
        window.press("Return", "ctrl+z", "ctrl+q")
        assert window.process.wait(30) == 0, (tmp_path / "said.txt").read_text()
    finally:
        window.end()
    with Session.open(store) as session:
        kept, undone = (session.book.observation(ref, APRIL) for ref in ("5.4", "5.5"))
        assert kept is not None
        assert undone is not None
        assert kept.value == Decimal("93.5")
        assert undone.value == Decimal("65.4")
        steps = [entry.label for entry in session.history(undone)]
        assert steps[:2] == ["undo of change of 5.5 Apr 2018", "change of 5.5 Apr 2018"]
    assert "Traceback" not in (tmp_path / "said.txt").read_text()


@pytest.mark.e2e
def test_that_the_program_killed_after_typing_has_lost_nothing(display, tmp_path):
    store = make_store(tmp_path / "barchester.scorecard")
    window = RealWindow(display, ["--store", str(store)], tmp_path / "said.txt")
    try:
        window.wait_for("barchester – Scorecard Desktop")
        window.press("ctrl+1")
        window.type("93.5")
        window.press("Return", "Up")
        wait_until_written(store, Decimal("93.5"))
    finally:
        window.end()
    with Session.open(store) as session:
        kept = session.book.observation("5.4", APRIL)
        assert kept is not None
        assert kept.value == Decimal("93.5")

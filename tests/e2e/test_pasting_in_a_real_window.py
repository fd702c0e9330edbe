"""A block from another program's clipboard, pasted by keys into a real window, and figures copied out of it."""

from __future__ import annotations

import os
import subprocess
import time
from decimal import Decimal

import pytest

from e2e.conftest import RealWindow, must_have, put_on_clipboard
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.services.session import Session
from ui.books import PERIODS, make_store

MARCH, APRIL = PERIODS[11].code, PERIODS[12].code


BLOCK = "70.5%\t24/163\n[c]\t60\n"


def other_than(before: str, display: str, patience: float = 30) -> str:
    """What is on the clipboard once it is something else."""
    until = time.monotonic() + patience
    found = before
    while found == before and time.monotonic() < until:
        asked = ["xclip", "-selection", "clipboard", "-o"]
        env = os.environ | {"DISPLAY": display}
        found = subprocess.run(asked, env=env, capture_output=True, text=True, timeout=20, check=False).stdout
        time.sleep(0.1)
    return found


def figure(session: Session, ref: str, period: str) -> Observation:
    """A figure that is there."""
    found = session.book.observation(ref, period)
    assert found is not None
    return found


@pytest.mark.e2e
def test_that_a_block_of_another_program_is_pasted_undone_and_copied_out(display, tmp_path):
    must_have("xclip")
    store = make_store(tmp_path / "barchester.scorecard")
    put_on_clipboard(display, BLOCK)
    window = RealWindow(display, ["--store", str(store), "--size", "1300x700"], tmp_path / "said.txt")
    try:
        window.wait_for("barchester – Scorecard Desktop")
        window.press("ctrl+1", "Left", "ctrl+v", "ctrl+c")
        copied = other_than(BLOCK, display)
        window.press("Delete", "ctrl+z", "ctrl+q")
        assert window.process.wait(30) == 0, (tmp_path / "said.txt").read_text()
    finally:
        window.end()
    assert copied.splitlines() == ["70.5%\t14.7%", "[c]\t60.0%"]
    with Session.open(store) as session:
        assert figure(session, "5.4", MARCH).value == Decimal("70.5")
        assert figure(session, "5.4", APRIL).numerator == 24
        assert figure(session, "5.5", MARCH).symbol is Symbol.CONFIDENTIAL
        labels = [entry.label for entry in session.history(figure(session, "5.5", APRIL))]
        assert labels[:3] == ["undo of clearing of 4 figures", "clearing of 4 figures", "paste of 4 figures"]
    assert "Traceback" not in (tmp_path / "said.txt").read_text()

"""Blocks copied in LibreOffice Calc itself and pasted here, and the other way round, by keys in real windows.

Only where Calc is installed: a developer's machine before a release, not every one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from e2e.conftest import RealWindow
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.services.session import Session
from ui.books import PERIODS, make_store

MARCH, APRIL = PERIODS[11].code, PERIODS[12].code
OURS = "barchester – Scorecard Desktop"


class Calc:
    """LibreOffice Calc with a workbook, driven by keys."""

    def __init__(self, display: str, file: Path, folder: Path) -> None:
        self._env = os.environ | {"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"}
        self._name = file.name
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = ["--calc", "--norestore", "--nologo", "--nofirststartwizard"]
        self._process = subprocess.Popen(
            ["soffice", profile, *options, str(file)],
            env=self._env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def come_forward(self, seconds: float = 90) -> None:
        """Give it the keyboard, once its window is there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self._tool("search", "--onlyvisible", "--name", self._name).split()
            if found:
                self._tool("windowraise", found[-1])
                self._tool("windowfocus", "--sync", found[-1])
                time.sleep(1)
                return
            time.sleep(0.5)
        pytest.fail(f"Calc never showed {self._name}")

    def agree(self, title: str, seconds: float = 20) -> None:
        """Say yes to a dialog that it asks by; there is no window manager to give that the keyboard."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self._tool("search", "--onlyvisible", "--name", title).split()
            if found:
                self._tool("windowfocus", "--sync", found[-1])
                time.sleep(0.5)
                self._tool("key", "Return")
                time.sleep(2)
                return
            time.sleep(0.5)
        pytest.fail(f"Calc never asked by {title}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self._tool("key", "--delay", "60", key)
            time.sleep(0.5)

    def end(self) -> None:
        """End it, however it is."""
        subprocess.run(["pkill", "-P", str(self._process.pid)], check=False)
        self._process.kill()
        self._process.wait(10)
        subprocess.run(["pkill", "-f", "soffice.bin"], check=False)

    def _tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._env, capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout


@pytest.fixture
def workbook(tmp_path) -> Path:
    """Percentages as numbers with a format, counts in words, a symbol."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    held: dict[str, float | str] = {"A1": 0.705, "B1": "24/163", "A2": "[c]", "B2": 0.6}
    for at, value in held.items():
        sheet[at] = value
        if not isinstance(value, str):
            sheet[at].number_format = "0.0%"
    made.save(tmp_path / "block.xlsx")
    return tmp_path / "block.xlsx"


@pytest.fixture
def calc(display, workbook, tmp_path) -> Iterator[Calc]:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not on this machine")
    opened = Calc(display, workbook, tmp_path)
    yield opened
    opened.end()


@pytest.mark.e2e
def test_that_a_block_of_calc_is_pasted_here_and_a_block_of_ours_in_calc(display, calc, workbook, tmp_path):
    store = make_store(tmp_path / "barchester.scorecard")
    window = RealWindow(display, ["--store", str(store), "--size", "1300x700"], tmp_path / "said.txt")
    try:
        window.wait_for(OURS)
        calc.come_forward()
        calc.press("ctrl+Home", "shift+Right", "shift+Down", "ctrl+c")
        window.wait_for(OURS)
        window.press("ctrl+1", "Left", "ctrl+v")
        time.sleep(1)
        window.press("ctrl+c")
        time.sleep(1)
        calc.come_forward()
        calc.press("Escape", "ctrl+Home", "Down", "Down", "Down", "Down", "ctrl+v")
        calc.agree("Import Options")  # in which language the pasted table is written
        calc.come_forward()
        calc.press("ctrl+s")
        calc.agree("Confirm File Format")  # that it stays an Excel workbook
        window.wait_for(OURS)
        window.press("ctrl+q")
        assert window.process.wait(30) == 0, (tmp_path / "said.txt").read_text()
    finally:
        window.end()
    with Session.open(store) as session:
        book = session.book
        found = [book.observation(ref, period) for ref in ("5.4", "5.5") for period in (MARCH, APRIL)]
    percent, counts, symbol, plain = (one for one in found if one is not None)
    assert (percent.value, plain.value) == (Decimal("70.5"), Decimal(60))
    assert (counts.numerator, counts.denominator, symbol.symbol) == (Decimal(24), Decimal(163), Symbol.CONFIDENTIAL)
    sheet = openpyxl.load_workbook(workbook).active
    assert sheet is not None
    assert [sheet[at].value for at in ("A5", "B5", "A6", "B6")] == [0.705, pytest.approx(0.147), "[c]", 0.6]
    assert sheet["A5"].number_format.endswith("%")
    assert "Traceback" not in (tmp_path / "said.txt").read_text()

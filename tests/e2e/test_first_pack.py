"""The guide's page on the first pack, followed from its first line on a machine that has never had the program.

What is pressed is what the page says, with the mouse, in a real window. Pictures are kept where SCORECARD_PICTURES
names a folder, and what it took is printed.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import RealWindow, read
from e2e.test_the_whole_job import Album, wait_until
from scorecard_desktop import resources
from scorecard_desktop.ui.models.help_text import plain_text, topics

WORKBOOK = "barchester-vital-signs-2025-04.xlsx"
PAGE = next(topic for topic in topics() if topic.name == "guide/officers/first-pack")
_WORDS_A_MINUTE = 200
_A_CLICK = 5
"""Seconds that a newcomer takes to find and press a button."""


class Newcomer:
    """Reads a step of the page, and presses what it says and nothing else."""

    def __init__(self, window: RealWindow) -> None:
        self._window = window
        self._step = ""
        self.clicks = 0

    def reads(self, step: int) -> None:
        """The text of a numbered step."""
        found = re.search(rf"^## {step}\. .*?(?=^## )", PAGE.text, re.MULTILINE | re.DOTALL)
        assert found is not None
        self._step = found[0]

    def presses(self, button: str, says: str = "") -> None:
        """The button that the step names; ``says`` where the window's name of it begins so."""
        assert f"**{button}**" in self._step, f"the page does not say to press {button}"
        wanted = says or button.rstrip("…")
        end = time.monotonic() + 40
        while not (places := self._places(wanted)):
            assert time.monotonic() < end, f"the window has no button {button}"
            time.sleep(0.3)
        self._window.click(places[-1])
        self.clicks += 1

    def _places(self, wanted: str) -> list[list[int]]:
        parts: list[dict[str, Any]] = read(self._window)
        named = [part for part in parts if "button" in part["role"] and part["name"].rstrip("…").startswith(wanted)]
        return [part["place"] for part in named if part["place"] and part["place"][2] > 0]


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_that_a_newcomer_who_follows_the_guide_has_a_pack(screen, bus, tmp_path, monkeypatch, user_folders):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    documents = user_folders / "documents"
    documents.mkdir()
    shutil.copy(resources.path(f"samples/{WORKBOOK}"), documents)
    said = tmp_path / "said.txt"
    began = time.monotonic()
    window = RealWindow(screen.name, ["--size", "1366x768"], said, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
    album = Album(screen, Path(os.environ.get("SCORECARD_PICTURES") or tmp_path / "pictures"))
    officer = Newcomer(window)
    try:
        officer.reads(1)
        window.wait_for("Sample council – Scorecard Desktop")
        album.keep("sample")

        officer.reads(2)
        officer.presses("Use my own workbook…")
        window.wait_for("Import workbooks")
        album.keep("choosing")
        window.type(str(documents / WORKBOOK))
        window.press("Return")

        officer.reads(3)
        window.wait_for("Import review")
        album.keep("review")
        officer.presses("Import", says="Import ")
        window.wait_for("scorecard – Scorecard Desktop")
        album.keep("imported")

        officer.reads(4)
        officer.presses("Go to scorecards")
        album.keep_another("figures")

        officer.reads(5)
        officer.presses("Go to pack")
        album.keep_another("pack")

        officer.reads(6)
        officer.presses("Export pack…")
        window.wait_for("Export pack")
        album.keep("export")
        officer.presses("Export")
        window.wait_for("scorecard – Scorecard Desktop")
        wait_until(lambda: any(documents.glob("*.pdf")), 60)
        album.keep("written")
        took = time.monotonic() - began
        window.press("ctrl+q")
        assert window.process.wait(30) == 0, said.read_text()
    finally:
        window.end()
    (pack,) = documents.glob("*.pdf")
    assert pack.read_bytes().startswith(b"%PDF")
    assert "Traceback" not in said.read_text()
    words = len(plain_text(PAGE.text).split())
    minutes = words / _WORDS_A_MINUTE + (officer.clicks * _A_CLICK + took) / 60
    print(f"{officer.clicks} clicks, {words} words to read, {took:.0f} s in the program: {minutes:.1f} minutes")
    assert officer.clicks <= 6
    assert minutes < 10

"""The whole job by keys alone, in a real window; the file and the pack are then looked at through the command.

Pictures are taken on the way, and kept where SCORECARD_PICTURES names a folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from e2e.conftest import RealWindow, Screen, must_have, put_on_clipboard
from scorecard_desktop import resources
from support import program

WORKBOOK = "barchester-vital-signs-2025-04.xlsx"
CARD = "Children’s Services Committee: vital signs – Monthly"
FIRST, SECOND, THIRD = 0, 1, 2
"""Rows of the grid, in the order of the sheet."""
MAIN = "barchester – Scorecard Desktop"
PAGES = {
    "overview": "alt+Home",
    "scorecard": "ctrl+1",
    "exceptions": "ctrl+2",
    "risks": "ctrl+3",
    "budget": "ctrl+4",
    "recommendations": "F7",
    "programmes": "F8",
    "meetings": "ctrl+9",
    "findings": "ctrl+5",
    "returns": "ctrl+6",
    "pack": "ctrl+7",
    "settings": "ctrl+8",
}
# two rows as Excel puts them on the clipboard: tabs, carriage returns, a cell in quotation marks
FROM_EXCEL = '21.5%\t"24/163"\r\n[c]\t9.6\r\n'

COMMENT = "Fewer came back: the new triage holds."


def command(store: Path, *words: object) -> str:
    """What the command says of the store."""
    done = subprocess.run(
        [*program.command(), "--store", str(store), *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def rated(store: Path, period: str) -> list[dict[str, Any]]:
    """The monthly indicators of a period, in the order of the sheet."""
    return [row for row in json.loads(command(store, "rate", "--json", "--period", period)) if row["scorecard"] == CARD]


class Album:
    """Pictures of a screen, kept under what they show."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen = screen
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self.seen: dict[str, Any] = {}

    def keep(self, what: str) -> None:
        """Take a picture once nothing moves."""
        self.seen[what] = picture = self._screen.settled()
        assert picture.save(str(self._folder / f"{len(self.seen):02}-{what}.png"))

    def keep_another(self, what: str) -> None:
        """Take a picture once the screen shows something else than it did last: a page is made when first gone to."""
        last = next(reversed(self.seen.values()))
        wait_until(lambda: bool(self._screen.settled() != last))
        self.keep(what)


def wait_until(holds: Any, patience: float = 30) -> None:
    """Wait until something holds."""
    end = time.monotonic() + patience
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    assert holds()


def shown(store: Path, period: str, rows: int = 3) -> list[str]:
    """The first figures of a period, as they are shown."""
    return [row["text"] for row in rated(store, period)[:rows]]


@pytest.mark.e2e
def test_that_the_whole_job_is_done_by_keys_alone(screen, tmp_path):
    must_have("xclip")
    store, pack, said = tmp_path / "barchester.scorecard", tmp_path / "pack.pdf", tmp_path / "said.txt"
    album = Album(screen, Path(os.environ.get("SCORECARD_PICTURES") or tmp_path / "pictures"))
    window = RealWindow(screen.name, ["--store", str(store), "--size", "1366x768"], said)
    try:
        window.wait_for(MAIN)
        album.keep("nothing-yet")
        window.press("ctrl+i")
        window.wait_for("Import workbooks")
        window.type(str(resources.path(f"samples/{WORKBOOK}")))
        window.press("Return")
        window.wait_for("Import review")
        album.keep("review")
        window.press("Return")
        window.wait_for(MAIN)
        album.keep("imported")

        window.press("ctrl+1")
        window.type("6.9")
        window.press("Return")
        album.keep("typed")
        wait_until(lambda: shown(store, "2025-04") == ["6.9%", "24.2%", "7.5%"])
        before = shown(store, "2025-03")
        put_on_clipboard(screen.name, FROM_EXCEL)
        window.press("Left", "ctrl+v")
        album.keep("pasted")
        wait_until(lambda: shown(store, "2025-04") == ["6.9%", "14.7%", "9.6%"])
        window.press("ctrl+z")
        wait_until(lambda: shown(store, "2025-03") == before)
        window.press("ctrl+y")

        window.press("ctrl+m")
        window.type(COMMENT)
        album.keep("comment")
        window.press("F6")
        for page, keys in PAGES.items():
            window.press(keys)
            album.keep_another(page)

        window.press("ctrl+shift+e")
        window.wait_for("Export pack")
        window.press("ctrl+a")
        window.type(str(pack))
        window.press("Return")
        window.wait_for(MAIN)
        wait_until(pack.exists)
        album.keep("exported")
        window.press("ctrl+q")
        assert window.process.wait(30) == 0, said.read_text()
    finally:
        window.end()

    assert said.read_text() == ""
    assert len({album.seen[page].constBits().tobytes() for page in PAGES}) == len(PAGES)  # each has shown itself
    assert shown(store, "2025-03") == [before[FIRST], "21.5%", "[c]"]
    assert shown(store, "2025-04") == ["6.9%", "14.7%", "9.6%"]
    assert pack.read_bytes().startswith(b"%PDF")
    assert COMMENT in commentary(store, tmp_path / "all.xlsx")


def commentary(store: Path, workbook: Path) -> list[str]:
    """Everything that is written about figures, by way of the workbook that the command makes of the store."""
    command(store, "export", "--out", workbook)
    rows = openpyxl.load_workbook(workbook)["Commentary"].iter_rows(min_row=2, values_only=True)
    return [str(text) for *_, text in rows]

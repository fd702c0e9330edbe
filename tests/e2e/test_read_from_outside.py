"""What a screen reader gets of the program, from outside: over AT-SPI, as Orca does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.conftest import RealWindow, read
from ui.books import make_store

MAIN = "barchester – Scorecard Desktop"
PAGES = (
    "alt+Home",
    "ctrl+1",
    "ctrl+2",
    "ctrl+3",
    "ctrl+4",
    "F7",
    "F8",
    "ctrl+9",
    "ctrl+5",
    "ctrl+6",
    "ctrl+7",
    "ctrl+8",
)
DIALOGS = {
    "ctrl+k": "Find a command",
    "F1": "Guide",
    "shift+F1": "Keyboard shortcuts",
    "ctrl+shift+r": "Rating",
    "ctrl+shift+d": "due",
    "ctrl+shift+m": "Commentary",
    "ctrl+shift+c": "Columns",
    "ctrl+F1": "marks",
}
SAID_BY_TEXT = ("combo box", "spin button")
"""Roles whose name is, on this system, what is chosen; what they are for is their description or a label of theirs."""


@pytest.fixture
def window(display, bus, tmp_path, monkeypatch) -> Iterator[RealWindow]:
    """The program on that bus, at the scorecard."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    store = make_store(tmp_path / "barchester.scorecard")
    arguments = ["--store", str(store), "--size", "1366x768", "--page", "scorecard"]
    made = RealWindow(display, arguments, tmp_path / "said.txt", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
    made.wait_for(MAIN)
    yield made
    made.end()
    assert "Traceback" not in (tmp_path / "said.txt").read_text()


def nameless(parts: list[dict[str, Any]]) -> list[str]:
    """What can have the keyboard and has nothing to say of itself."""
    return [
        part["role"]
        for part in parts
        if part["focusable"] and not (part["name"].strip() or (part["role"] in SAID_BY_TEXT and part["describes"]))
    ]


@pytest.mark.e2e
def test_that_the_cells_of_the_grid_are_read_from_outside(window):
    said = {(part["role"], part["name"]): part for part in read(window)}
    cell = said["table cell", "5.4, Apr 2018, 81.7%, amber, worse"]
    assert cell["focused"]
    assert cell["describes"] == "Section Child in need"
    assert ("table cell", "6.5, Apr 2018, 24.2%, red, better") in said
    assert ("table column header", "Apr 2018") in said
    assert ("table", "Vital signs, figures") in said
    assert ("label", "State of saving: Saved") in said
    window.press("Down")
    now = [part["name"] for part in read(window) if part["focused"] and part["role"] == "table cell"]
    assert now == ["5.5, Apr 2018, 65.4%, red, worse"]


@pytest.mark.e2e
def test_that_every_control_and_cell_of_every_page_and_dialog_has_a_name_outside(window):
    wrong: dict[str, list[str]] = {}
    for keys in PAGES:
        window.press(keys)
        wrong[keys] = nameless(read(window))
    window.press("ctrl+1")
    for keys, title in DIALOGS.items():
        window.press(keys)
        window.wait_for(title)
        parts = read(window)
        assert sum(part["role"] in ("dialog", "frame", "window") for part in parts) > 1, f"{keys} opened nothing"
        wrong[keys] = nameless(parts)
        window.press("Escape")
        window.wait_for(MAIN)
    assert {keys: found for keys, found in wrong.items() if found} == {}

"""A real window on a screen of its own."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from support import program

READER = Path(__file__).with_name("read_aloud.py")
PYTHON = "/usr/bin/python3"
"""The system's own, for which pyatspi is packaged."""
REQUIRED = "SCORECARD_REQUIRE_SCREEN"
"""Where this is 1, what is missing for a real window is a failure."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "e2e: drives the program from outside, in a real window")


def must_have(*programs: str) -> None:
    """Skip the test, or fail it where it must run, unless these programs are on the machine."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not sys.platform.startswith("linux"):
        not_here(sys.platform)
    if missing:
        not_here(f"{', '.join(missing)} not found")


def not_here(why: str) -> None:
    reason = f"a real window is not driven here: {why}"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass(frozen=True, slots=True)
class Screen:
    """An X server: how it is called, and the file in which it keeps what it shows."""

    name: str
    frame: Path

    def picture(self) -> QImage:
        """What is on the screen now."""
        held = self.frame.read_bytes()
        # the head of an X window dump: its own length, then what follows; colours are before the picture
        head = struct.unpack(">25I", held[:100])
        length, width, height, per_line, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = held[length + 12 * colours :]
        shown = QImage(pixels, width, height, per_line, QImage.Format.Format_RGB32)
        return shown.copy()

    def settled(self, patience: float = 10) -> QImage:
        """What is on the screen once it stays as it is."""
        end = time.monotonic() + patience
        before = self.picture()
        while time.monotonic() < end:
            time.sleep(0.25)
            now = self.picture()
            if now == before:
                break
            before = now
        return before


@pytest.fixture
def screen(tmp_path) -> Iterator[Screen]:
    """An X server of the test's own."""
    must_have("Xvfb", "xdotool")
    frames = tmp_path / "screen"
    frames.mkdir()
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-fbdir", str(frames)],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    yield Screen(f":{number}", frames / "Xvfb_screen0")
    server.terminate()
    server.wait(10)


@pytest.fixture
def display(screen) -> str:
    """The name of the X server."""
    return screen.name


@pytest.fixture
def bus() -> Iterator[str]:
    """A session bus of the test's own."""
    must_have("dbus-daemon", PYTHON)
    if subprocess.run([PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        not_here("python3-pyatspi and at-spi2-core are not on this machine")
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    yield bus.stdout.readline().strip()
    bus.terminate()
    bus.wait(10)
    bus.stdout.close()


class RealWindow:
    """The program in a process of its own, driven by keys."""

    def __init__(self, display: str, arguments: list[str], log: Path, **more: str) -> None:
        self._env = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} | more
        self._log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen([*program.window(), *arguments], env=self._env, stdout=out, stderr=out)

    def wait_for(self, title: str, seconds: float = 60) -> None:
        """Wait until a window of this title can be seen, and give it the keyboard."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                said = self._log.read_text("utf-8", "replace")
                if "Could not load the Qt platform plugin" in said:
                    not_here("Qt’s X libraries are not on this machine")
                pytest.fail(f"the program ended with {self.process.returncode}:\n{said}")
            found = self._xdotool("search", "--onlyvisible", "--name", title).split()
            if found:
                self._xdotool("windowfocus", "--sync", found[-1])
                return
            time.sleep(0.2)
        pytest.fail(f"no window called {title} came:\n{self._log.read_text('utf-8', 'replace')}")

    def type(self, text: str) -> None:
        """Type."""
        self._xdotool("type", "--delay", "40", text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as ``ctrl+z``."""
        for key in keys:
            self._xdotool("key", "--delay", "40", key)
            time.sleep(0.2)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the mouse from one place of the screen to another, as a hand does: not in one leap."""
        self._xdotool("mousemove", "--sync", str(start[0]), str(start[1]), "mousedown", "1")
        steps = 12
        for step in range(1, steps + 1):
            at = [round(was + (to - was) * step / steps) for was, to in zip(start, end, strict=True)]
            self._xdotool("mousemove", str(at[0]), str(at[1]))
            time.sleep(0.05)
        time.sleep(0.2)
        self._xdotool("mouseup", "1")

    def click(self, place: list[int]) -> None:
        """Click in the middle of a place on the screen."""
        left, top, wide, high = place
        self._xdotool("mousemove", "--sync", str(left + wide // 2), str(top + high // 2), "click", "1")

    def end(self) -> None:
        """End the program, however it is."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._env, capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout


def read(window: RealWindow, tries: int = 4) -> list[dict[str, Any]]:
    """Every part that is on the screen. What changes while it is read, as a page does that still fills, is read anew."""
    done = subprocess.run(
        [PYTHON, str(READER), str(window.process.pid)],
        capture_output=True,
        text=True,
        timeout=60,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        check=False,
    )
    if "No such object path" in done.stderr and tries > 1:
        return read(window, tries - 1)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def put_on_clipboard(display: str, text: str) -> None:
    """Put a text on the screen's clipboard, as another program would."""
    subprocess.run(
        ["xclip", "-selection", "clipboard"],
        env=os.environ | {"DISPLAY": display},
        input=text.encode(),  # bytes, so that no line end is changed on the way
        stdout=subprocess.DEVNULL,  # xclip stays to hand the text on, and would hold our pipes open
        stderr=subprocess.DEVNULL,
        timeout=20,
        check=True,
    )

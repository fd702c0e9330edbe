"""A real window on a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "e2e: drives the program from outside, in a real window")


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of the test's own."""
    missing = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]
    if missing or not sys.platform.startswith("linux"):
        pytest.skip(
            f"a real window is not driven here: {', '.join(missing) or sys.platform} (an X server and xdotool are needed)"
        )
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


class RealWindow:
    """The program in a process of its own, driven by keys."""

    def __init__(self, display: str, arguments: list[str], log: Path) -> None:
        self._env = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scorecard_desktop", *arguments], env=self._env, stdout=out, stderr=out
            )

    def wait_for(self, title: str, seconds: float = 60) -> None:
        """Wait until a window of this title can be seen, and give it the keyboard."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                said = self._log.read_text("utf-8", "replace")
                if "Could not load the Qt platform plugin" in said:
                    pytest.skip("a real window is not driven here: Qt’s X libraries are not on this machine")
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

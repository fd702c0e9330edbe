"""How tests start the program from outside: from this checkout, or as it is installed where SCORECARD_FROZEN says."""

import os
import sys
from pathlib import Path

FROZEN = os.environ.get("SCORECARD_FROZEN", "")
"""A folder with the frozen window and command; empty where the program runs from source."""


def window() -> list[str]:
    """What opens the window."""
    return [_frozen("scorecard-desktop")] if FROZEN else [sys.executable, "-m", "scorecard_desktop"]


def command() -> list[str]:
    """What runs the command."""
    return [_frozen("scorecard")] if FROZEN else [sys.executable, "-m", "scorecard_desktop.cli"]


def _frozen(name: str) -> str:
    return str(Path(FROZEN).absolute() / (f"{name}.exe" if sys.platform == "win32" else name))

"""Version 4: from when and until when an indicator has figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "First and last days of indicators"


def migrate(execute: Callable[..., Any]) -> None:
    """Make room for the days on which an indicator's figures begin and end."""
    execute("ALTER TABLE indicator ADD COLUMN starts TEXT")
    execute("ALTER TABLE indicator ADD COLUMN ends TEXT")

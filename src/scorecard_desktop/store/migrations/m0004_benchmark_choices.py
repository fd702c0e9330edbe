"""Version 4: what officers chose from files of published figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "What is taken from files of published figures"


def migrate(execute: Callable[..., Any]) -> None:
    """Make room in a remembered layout for its benchmarks."""
    execute("ALTER TABLE profile ADD COLUMN benchmarks TEXT NOT NULL DEFAULT '[]'")

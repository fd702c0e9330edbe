"""Version 8: how officers rate a line of a budget table, such as a saving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Ratings of budget lines"


def migrate(execute: Callable[..., Any]) -> None:
    """No line had a rating until now."""
    execute("ALTER TABLE budget_line ADD COLUMN rag TEXT NOT NULL DEFAULT 'none'")

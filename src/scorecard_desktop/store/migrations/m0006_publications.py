"""Version 6: packs that were published, with the figures that they showed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Published packs"


def migrate(execute: Callable[..., Any]) -> None:
    """Make the table of published packs."""
    execute(
        """
        CREATE TABLE publication (
            id TEXT NOT NULL,
            published TEXT NOT NULL,
            who TEXT NOT NULL,
            title TEXT NOT NULL,
            committee TEXT NOT NULL,
            meeting TEXT,
            template TEXT NOT NULL,
            file TEXT NOT NULL,
            file_hash TEXT NOT NULL,
            pages INTEGER NOT NULL,
            periods TEXT NOT NULL,
            figures TEXT NOT NULL,
            PRIMARY KEY (id)
        ) STRICT
        """
    )

"""Version 10: which packs went to the public, and what they told it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Public versions of packs"


def migrate(execute: Callable[..., Any]) -> None:
    """Take the packs that there are as public, since nobody was asked, and what one told of as what it showed."""
    execute("ALTER TABLE publication ADD COLUMN public INTEGER NOT NULL DEFAULT 1")
    execute("ALTER TABLE publication ADD COLUMN disclosed TEXT NOT NULL DEFAULT ''")
    for side in ("before", "after"):
        execute(
            f"UPDATE history SET {side} = json_set({side}, '$.public', 1) "  # noqa: S608 -- the names are these two
            f"WHERE record_kind = 'publication' AND {side} IS NOT NULL"
        )

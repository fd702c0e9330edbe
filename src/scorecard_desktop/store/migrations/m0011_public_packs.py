"""Version 11: what the packs that went to the public told it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Public versions of packs"


def migrate(execute: Callable[..., Any]) -> None:
    """The packs that there are may have gone to anybody, since no version for the public could be made until now."""
    execute("UPDATE publication SET public = 1")
    execute("ALTER TABLE publication ADD COLUMN disclosed TEXT NOT NULL DEFAULT ''")
    for side in ("before", "after"):
        execute(
            f"UPDATE history SET {side} = json_set({side}, '$.public', 1) "  # noqa: S608 -- the names are these two
            f"WHERE record_kind = 'publication' AND {side} IS NOT NULL"
        )

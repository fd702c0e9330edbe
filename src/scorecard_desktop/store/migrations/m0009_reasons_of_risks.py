"""Version 9: why a review of a risk says otherwise than the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Reasons of changed risks"


def migrate(execute: Callable[..., Any]) -> None:
    """Give reviews of risks a reason, empty for those that there are."""
    execute("ALTER TABLE risk_review ADD COLUMN reason TEXT NOT NULL DEFAULT ''")

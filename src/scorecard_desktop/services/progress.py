"""How long work says how far it is, and how it is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what is being done. It may be called on any thread."""

Cancelled = Callable[[], bool]
"""Asked now and then; True stops the work, with nothing changed."""


def no_progress(done: int, total: int, what: str) -> None:
    """Tell nobody."""


def not_cancelled() -> bool:
    """Go on."""
    return False

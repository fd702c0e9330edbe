"""Words cut to what can be read at a glance, where something is named by them."""

from __future__ import annotations

_LONGEST = 40


def shortened(words: str, longest: int = _LONGEST) -> str:
    """``Agree the payment for …``: whole words up to a length, and what is left out marked."""
    return words if len(words) <= longest else f"{words[:longest].rsplit(' ', 1)[0]} …"

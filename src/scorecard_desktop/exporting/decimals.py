"""Where a figure is parted so that the decimal points of a column stand under one another."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"^(\W*[\d,]*\d)((?:\.\d+)?[%a-z]{0,2}(?: ?\[[a-z]+\])*)$")


def number_parts(words: str) -> tuple[str, str] | None:
    """A figure parted at its decimal point: ``81.7%`` is ``81`` and ``.7%``; None where it is not a figure."""
    match = _NUMBER.match(words)
    return (match.group(1), match.group(2)) if match else None

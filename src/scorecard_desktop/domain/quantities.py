"""How officers write a quantity: thousands and millions, percent signs in words, and words of measure."""

from __future__ import annotations

import re
from decimal import Decimal

PLAIN_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d,]*,\d)(?:\.\d+)?"
"""Digits, with commas where thousands begin and nowhere else: ``98,5`` is no number here."""
_PARTED = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def without_parting_spaces(text: str) -> str:
    """A number without the narrow or non-breaking spaces that part its thousands; a plain space parts two numbers."""
    return text if text.isascii() else _PARTED.sub("", text)


PERCENT_SIGN = r"%|per ?cent(?!age)\b|pc\b"
MAGNITUDE = r"(?:k|thousand|bn|billion|mn|million|m)\b"
_MAGNITUDES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
UNIT_WORDS = re.compile(
    r"(?:(?:working|calendar|school|elapsed) )?(?:days?|weeks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?"
    r"|seconds?|secs?|kgs?|kilograms?|tonnes?|kwh|miles?|km|points?|people|children|households?|homes|cases|visits"
    r"|incidents|sessions|units|fte)(?: per [\w ]{1,20})?",
    re.IGNORECASE,
)
"""Words of measure that may stand beside a number."""


def magnitude_of(word: str | None, number: str) -> Decimal | None:
    """What ``k``, ``million`` and the like after a number multiply it by, 1 where nothing does.

    None where nobody can tell: ``m`` is a million only of pounds, and may be metres.
    """
    if word is None:
        return Decimal(1)
    if word.casefold() == "m" and "£" not in number:
        return None
    return Decimal(10) ** _MAGNITUDES[word.casefold()]

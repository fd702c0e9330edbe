"""Ids that a person can read: made from names, the same each time, and unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

_LONGEST = 56
_NO_WORD = re.compile(r"[^a-z0-9.]+")


def slug(text: str, longest: int = _LONGEST) -> str:
    """``childrens-services-vital-signs`` for ``Children's Services: Vital Signs``; cut at a word where it is long."""
    plain = text.replace("%", " percent ")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = _NO_WORD.sub("-", plain.lower().replace("'", "")).strip("-.")
    if len(words) > longest:
        cut = words[: longest + 1].rpartition("-")[0]
        words = cut or words[:longest]
    return words or "unnamed"


def unique(wanted: str, taken: Container[str]) -> str:
    """``wanted``, or with ``-2``, ``-3`` and so on where that is taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


@lru_cache(maxsize=8192)  # names are compared several times, and come again in every return
def same_name(text: str) -> str:
    """A name as it is compared: without case, punctuation and spaces at odds."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^\w%£]+", " ", plain).split())

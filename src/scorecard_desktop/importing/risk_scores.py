"""How officers write a risk's score: a number among words, likelihood times impact, or both with what they make."""

from __future__ import annotations

import re

from scorecard_desktop.domain.frozen import dataclass

_TIMES = r"\s*[x×*]\s*"
_PRODUCT = re.compile(
    rf"(?P<before>\d{{1,3}})?\s*\(?\s*(?P<one>\d{{1,2}}){_TIMES}(?P<two>\d{{1,2}})\s*\)?"
    rf"(?:\s*[=:(–-]?\s*(?P<after>\d{{1,3}})\s*\)?)?(?:\s*[(–-]?\s*[A-Za-z]+\s*\)?)?",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"(?:(?P<l>l(?:ikelihood)?)|(?P<i>i(?:mpact)?))\s*[:=-]?\s*(?P<one>\d{1,2})\s*[,;/x×+&]?\s*"
    r"(?:l(?:ikelihood)?|i(?:mpact)?)\s*[:=-]?\s*(?P<two>\d{1,2})\s*(?:[=(:]?\s*(?P<after>\d{1,3})\s*\)?)?",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(\d+)(?:\.0+)?\s*(?:$|[-–(:=]\s*(?!\d)|(?!x\s*\d)[A-Za-z])", re.IGNORECASE)
_TRAILING = re.compile(r"[A-Za-z][A-Za-z /&]*?\s*[-–:(]?\s*(\d+)\s*\)?")
_IMPACT_FIRST = re.compile(rf"\bi(?:mpact)?{_TIMES}l(?:ikelihood)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScoreInWords:
    """What one cell says of a score: its factors where it gives them, and what they make."""

    likelihood: int | None = None
    impact: int | None = None
    total: int | None = None


def whole_number(text: str) -> int | None:
    """A whole number alone, or leading or closing words: ``4``, ``3 - Possible``, ``Likely (4)``, ``12 (Amber)``."""
    said = " ".join(text.split())
    match = _LEADING.match(said) or _TRAILING.fullmatch(said)
    return int(match[1]) if match is not None else None


def read_score(text: str, heading: str = "") -> ScoreInWords | None:
    """A score in one cell: ``12``, ``4x3=12``, ``2x5 (10)``, ``12 (4 x 3)``, ``L4 I5``; None where it says no score.

    Likelihood comes first unless the heading says otherwise: ``Score (IxL)``.
    """
    said = " ".join(text.split())
    lettered = _LETTERED.fullmatch(said)
    if lettered is not None:
        one, two, total = int(lettered["one"]), int(lettered["two"]), lettered["after"]
        likelihood, impact = (one, two) if lettered["l"] else (two, one)
        return ScoreInWords(likelihood, impact, int(total) if total is not None else None)
    product = _PRODUCT.fullmatch(said)
    if product is not None:
        one, two, total = int(product["one"]), int(product["two"]), product["after"] or product["before"]
        likelihood, impact = (two, one) if _IMPACT_FIRST.search(heading) else (one, two)
        return ScoreInWords(likelihood, impact, int(total) if total is not None else None)
    number = whole_number(said)
    return ScoreInWords(total=number) if number is not None else None

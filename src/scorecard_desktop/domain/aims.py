"""What officers write of an indicator's aim, understood: its target, and which way is good."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.quantities import (
    MAGNITUDE,
    PERCENT_SIGN,
    PLAIN_NUMBER,
    UNIT_WORDS,
    magnitude_of,
    without_parting_spaces,
)
from scorecard_desktop.domain.reading import SYMBOL_WORDS, read_number
from scorecard_desktop.domain.target import Target, TargetKind

_NO_TARGET = re.compile(
    r"(?:no|none|not)(?: (?:target|set|agreed))*|no target .*|monitor(?:ing)?(?: only)?"
    r"|(?:for )?info(?:rmation)?(?: only)?|track(?:ing)?(?: only)?|trend(?: only)?|context(?:ual)?"
    r"|baseline(?: year)?",
    re.IGNORECASE,
)
_NUMBER = rf"£?\s*{PLAIN_NUMBER}(?:\s?{MAGNITUDE})?\s*(?:{PERCENT_SIGN})?(?:\s*\(?(?:{UNIT_WORDS.pattern})\)?)?"
_RANGE = re.compile(rf"(?:between )?({_NUMBER})\s*(?:-|–|—|to|and)\s*({_NUMBER})", re.IGNORECASE)
_AT_MOST = (
    r"<|<=|≤|=<|at most|(?:no|not) (?:more|higher|greater) than|max(?:imum)?(?: of)?|under|below|up to"
    r"|(?:less|fewer|lower) than(?: or equal to)?"
)
_AT_LEAST = (
    r">|>=|≥|=>|at least|(?:no|not) (?:less|fewer|lower) than|min(?:imum)?(?: of)?|over|above"
    r"|(?:at or|equal to or) above|(?:more|higher|greater) than(?: or equal to)?"
)
_PUT: tuple[tuple[re.Pattern[str], TargetKind], ...] = (
    (re.compile(rf"(?:{_AT_MOST})\s*({_NUMBER})", re.IGNORECASE), TargetKind.AT_MOST),
    (re.compile(rf"(?:{_AT_LEAST})\s*({_NUMBER})", re.IGNORECASE), TargetKind.AT_LEAST),
    (
        re.compile(rf"({_NUMBER})\s*\(?(?:or (?:less|fewer|below|lower|under)|max(?:imum)?)\)?", re.IGNORECASE),
        TargetKind.AT_MOST,
    ),
    (
        re.compile(rf"({_NUMBER})\s*\(?(?:or (?:more|above|higher|over|better)|\+|min(?:imum)?)\)?", re.IGNORECASE),
        TargetKind.AT_LEAST,
    ),
    (re.compile(rf"({_NUMBER})", re.IGNORECASE), TargetKind.VALUE),
)
_PARTS = re.compile(rf"(£?\s*({PLAIN_NUMBER}))(?:\s?({MAGNITUDE}))?", re.IGNORECASE)


def read_target(text: str, indicator: str = "", period: str = "") -> Target | None:
    """A target as officers write it: ``90%``, ``<20%``, ``≥86%``, ``260-300``, ``at least 5 days``, or words (TEXT).

    None for an empty text, ``n/a`` and the like. ``<`` and ``≤`` are read alike, as at most (rules.md). ``£1.2m`` is
    1,200,000.
    """
    shown = " ".join(without_parting_spaces(text).replace("\u00a0", " ").split())
    if not shown or SYMBOL_WORDS.get(shown.casefold()) is not None or _NO_TARGET.fullmatch(shown):
        return None
    between = _RANGE.fullmatch(shown)
    if between is not None:
        low, high = _value(between[1]), _value(between[2])
        if low is not None and high is not None and low <= high:
            return Target(indicator, period, TargetKind.RANGE, low, high, shown)
    for pattern, kind in _PUT:
        match = pattern.fullmatch(shown)
        value = _value(match[1]) if match is not None else None
        if value is not None:
            low, high = (None, value) if kind is TargetKind.AT_MOST else (value, None)
            return Target(indicator, period, kind, low, high, shown)
    value = read_number(shown.rstrip("%").strip())
    if value is not None:
        return Target(indicator, period, TargetKind.VALUE, value, None, shown)
    return Target(indicator, period, TargetKind.TEXT, None, None, shown)


def _value(quantity: str) -> Decimal | None:
    """The number at the beginning of a quantity, thousands and millions multiplied out."""
    match = _PARTS.match(quantity)
    magnitude = magnitude_of(match[3], match[1]) if match is not None else None
    return Decimal(match[2].replace(",", "")) * magnitude if match is not None and magnitude is not None else None


_HIGH = (
    "high|higher|highest|bigger|big|up|upwards|max|maximise|maximize|maximum|increase|increasing|h|larger|large|more"
    "|rise|rising|improve"
)
_LOW = (
    "low|lower|lowest|smaller|small|down|downwards|min|minimise|minimize|minimum|decrease|decreasing|l|less|fewer"
    "|reduce|reducing|reduction|fall|falling"
)
_ONE_WAY = {
    **dict.fromkeys(_HIGH.split("|"), Polarity.HIGH),
    **dict.fromkeys(_LOW.split("|"), Polarity.LOW),
}
_WORDS: Mapping[str, Polarity] = {
    **_ONE_WAY,
    **dict.fromkeys(
        ("range", "in range", "plan", "goldilocks", "target", "within range", "in range is best", "on plan"),
        Polarity.RANGE,
    ),
    **dict.fromkeys(
        (
            "info",
            "information",
            "information only",
            "none",
            "n/a",
            "na",
            "neutral",
            "not applicable",
            "context",
            "contextual",
            "no polarity",
            "for information",
            "for information only",
            "monitor",
            "monitoring",
            "monitoring only",
        ),
        Polarity.NONE,
    ),
}
_UP, _DOWN = "↑▲⬆⇑⇧△🔼", "↓▼⬇⇓⇩▽🔽"
_PHRASE = re.compile(
    r"(?:aim |good |best |better )?(?:is )?(?:to )?(?:be )?(?P<one>\w+)"
    r"|(?P<two>\w+)(?: \w+)? ?(?:is|=|are|the|:|-)? ?(?:good|better|best|positive|desirable)(?: performance)?"
)


@lru_cache(maxsize=1024)  # the same few words in every row
def read_polarity(text: str) -> Polarity | None:
    """Which way is good, as officers write it; None where the words are not known. Blank is UNKNOWN.

    An arrow may stand beside the words, or for them: ``Low ↓``. Where the two disagree nobody knows.
    """
    said = " ".join(text.replace("\u00a0", " ").replace("\ufe0f", "").split()).casefold().rstrip(".")
    if not said:
        return Polarity.UNKNOWN
    arrows = {Polarity.HIGH for sign in said if sign in _UP} | {Polarity.LOW for sign in said if sign in _DOWN}
    words = " ".join("".join(" " if sign in _UP + _DOWN else sign for sign in said).split()).strip(" ()-–")
    if not arrows:
        return _in_words(words or said)
    by_words = _in_words(words) if words else next(iter(arrows))
    return by_words if arrows == {by_words} else None


def _in_words(words: str) -> Polarity | None:
    found = _WORDS.get(words)
    match = _PHRASE.fullmatch(words) if found is None else None
    return _ONE_WAY.get(match["one"] or match["two"]) if match is not None else found

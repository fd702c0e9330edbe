"""What officers write in a cell, understood: numbers, percentages, counts over counts, symbols.

The same reading serves a workbook's cell and a cell typed into the grid. Nothing is guessed in silence: what is
left over comes back in ``note``, and text that is not understood at all gives None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.quantities import (
    MAGNITUDE,
    PERCENT_SIGN,
    PLAIN_NUMBER,
    UNIT_WORDS,
    magnitude_of,
    without_parting_spaces,
)

SYMBOL_WORDS: Mapping[str, Symbol] = {
    "suppressed": Symbol.CONFIDENTIAL,
    "supressed": Symbol.CONFIDENTIAL,
    "surpressed": Symbol.CONFIDENTIAL,
    "confidential": Symbol.CONFIDENTIAL,
    "*": Symbol.CONFIDENTIAL,
    "x": Symbol.NOT_AVAILABLE,
    "not available": Symbol.NOT_AVAILABLE,
    "unavailable": Symbol.NOT_AVAILABLE,
    "data not available": Symbol.NOT_AVAILABLE,
    "not yet available": Symbol.NOT_AVAILABLE,
    "data not yet available": Symbol.NOT_AVAILABLE,
    "data not yet released": Symbol.NOT_AVAILABLE,
    "not yet released": Symbol.NOT_AVAILABLE,
    "not yet published": Symbol.NOT_AVAILABLE,
    "tbc": Symbol.NOT_AVAILABLE,
    "tba": Symbol.NOT_AVAILABLE,
    "to be confirmed": Symbol.NOT_AVAILABLE,
    "awaited": Symbol.NOT_AVAILABLE,
    "awaiting data": Symbol.NOT_AVAILABLE,
    "not known": Symbol.NOT_AVAILABLE,
    "nil return": Symbol.NOT_RECORDED,
    "not recorded": Symbol.NOT_RECORDED,
    "not collected": Symbol.NOT_RECORDED,
    "n/a": Symbol.NOT_APPLICABLE,
    "na": Symbol.NOT_APPLICABLE,
    "n.a.": Symbol.NOT_APPLICABLE,
    "n/k": Symbol.NOT_AVAILABLE,
    "not applicable": Symbol.NOT_APPLICABLE,
    "#n/a": Symbol.NOT_AVAILABLE,
    "-": Symbol.NOT_APPLICABLE,
    "–": Symbol.NOT_APPLICABLE,
    "—": Symbol.NOT_APPLICABLE,
    "..": Symbol.NOT_AVAILABLE,
    "no data": Symbol.NOT_AVAILABLE,
    "no data available": Symbol.NOT_AVAILABLE,
    "data awaited": Symbol.NOT_AVAILABLE,
    "not yet due": Symbol.NOT_AVAILABLE,
    "pending": Symbol.NOT_AVAILABLE,
    "c": Symbol.CONFIDENTIAL,
    "z": Symbol.NOT_APPLICABLE,
    "low": Symbol.LOW,
    "~": Symbol.LOW,
}
"""Words seen in real sheets and the symbols that they mean; officers extend it by a setting (rules.md, Values)."""

_FLAG_WORDS: Mapping[str, Symbol] = {
    "provisional": Symbol.PROVISIONAL,
    "prov": Symbol.PROVISIONAL,
    "estimated": Symbol.ESTIMATED,
    "estimate": Symbol.ESTIMATED,
    "est": Symbol.ESTIMATED,
    "forecast": Symbol.FORECAST,
    "revised": Symbol.REVISED,
    "rev": Symbol.REVISED,
    "p": Symbol.PROVISIONAL,
    "r": Symbol.REVISED,
    "e": Symbol.ESTIMATED,
    "f": Symbol.FORECAST,
}
_AFTER_A_SPACE = re.compile(
    rf"(?:{'|'.join(word for word in _FLAG_WORDS if len(word) > 1)}|days?|weeks?|months?|years?|hours?|minutes?)\b",
    re.IGNORECASE,
)
"""Words that may follow a number without brackets; other words make it a sentence, which is not understood."""

_PLAIN = PLAIN_NUMBER
_RATIO = re.compile(rf"({_PLAIN})\s*(?:/|of|out of)\s*({_PLAIN})", re.IGNORECASE)
_A_NUMBER = re.compile(
    rf"(?P<number>[-+−]?\s*£?\s*{_PLAIN}|£?\s*\.\d+|\(\s*£?\s*{_PLAIN}\s*\))(?:\s?(?P<magnitude>{MAGNITUDE}))?"
    rf"\s*(?P<percent>{PERCENT_SIGN})?",
    re.IGNORECASE,
)
_CREDIT = re.compile(rf"\(\s*(£?\s*{_PLAIN}\s?{MAGNITUDE})\s*\)", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?::|[-–—]|to|in)\s*\d", re.IGNORECASE)
"""What makes a number one of two: ``1:4``, ``1 in 4``, ``12 - 15``."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's content understood. ``percent`` says that a percent sign was written; ``note`` is what was left.

    ``unit`` is a word of measure beside the number (``days``); ``magnitude`` what the number was multiplied by: a
    million for ``£1.2m``, whose value is 1,200,000.
    """

    value: Decimal | None = None
    symbol: Symbol | None = None
    flags: frozenset[Symbol] = frozenset()
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    percent: bool = False
    note: str = ""
    unit: str = ""
    magnitude: Decimal = Decimal(1)


_LONGEST_NUMBER = 40
"""Characters; nothing that a council counts has more."""


def read_number(text: str) -> Decimal | None:
    """A number alone: ``1,234.5``, ``-0.379``, ``(1,200)`` for a credit, ``£5``. None when it is anything else."""
    stripped = text.replace("\u00a0", " ").replace("−", "-").strip()
    if len(stripped) > _LONGEST_NUMBER:
        return None
    negative = stripped.startswith("(") and stripped.endswith(")")
    body = stripped[1:-1] if negative else stripped
    body = re.sub(r"^([-+]?)\s*£\s*", r"\1", body.strip())
    if not re.fullmatch(r"[-+]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?", body) or not re.search(r"\d", body):
        return None
    try:
        number = Decimal(body.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return -number if negative else number


def read_ratio(text: str) -> tuple[Decimal, Decimal] | None:
    """A numerator over a denominator alone: ``24 / 163``, ``4/22``, ``69 of 535``. None when it is anything else."""
    match = _RATIO.fullmatch(text.replace("\u00a0", " ").strip().strip("()"))
    if match is None:
        return None
    return Decimal(match[1].replace(",", "")), Decimal(match[2].replace(",", ""))


def read_figure(text: str, words: Mapping[str, Symbol] = SYMBOL_WORDS) -> Figure | None:
    """What a cell's text says, or None where it is not understood.

    Reads a number, a percentage (``24.2%`` is 24.2), a ratio with or without its percentage (``24/163``,
    ``12.9% (69/535)``), GSS shorthand (``[c]``, ``12.4 [p]``) and the words of ``words``. Other text after a number
    (``93% (July fig)``) is kept in ``note`` for the officer to see.
    """
    return _read_usual_figure(text) if words is SYMBOL_WORDS else _read_figure(text, words)


@lru_cache(maxsize=4096)  # a cell is asked for its unit, its decimals and its value
def _read_usual_figure(text: str) -> Figure | None:
    return _read_figure(text, SYMBOL_WORDS)


def _read_figure(text: str, words: Mapping[str, Symbol]) -> Figure | None:
    text = " ".join(without_parting_spaces(text).replace("\u00a0", " ").split())
    if not text or read_distribution(text):
        return None
    symbol = words.get(text.casefold().rstrip(".")) or words.get(text.casefold())
    if symbol is not None:
        return Figure(symbol=symbol)
    flags, standing, rest = _take_shorthand(text)
    if standing is not None:
        return Figure(symbol=standing, flags=flags, note=rest)
    counted = _read_counts(rest, flags)
    if counted is not None:
        return counted
    credit = _CREDIT.fullmatch(rest)
    if credit is not None:
        rest = f"-{credit[1]}"
    match = _A_NUMBER.match(rest)
    if match is None or _GOES_ON.match(rest, match.end()) is not None:
        return None
    number = read_number(match["number"])
    magnitude = magnitude_of(match["magnitude"], match["number"])
    if number is None or magnitude is None:
        return None
    tail = rest[match.end() :].strip()
    named = _AFTER_A_SPACE.match(tail) is not None or UNIT_WORDS.fullmatch(tail) is not None
    spaced = rest[: match.end()].endswith(" ") and named
    if tail and not spaced and not re.match(r"[\s(\[,;:*†‡#]", rest[match.end() :]):
        return None
    numerator = denominator = None
    inside = re.match(r"\(?\s*(" + _RATIO.pattern + r")\s*\)?", tail, re.IGNORECASE)
    if inside:
        both = read_ratio(inside[1])
        if both is not None:
            numerator, denominator = both
            tail = tail[inside.end() :].strip()
    note = tail.strip()
    if note.startswith("(") and note.endswith(")"):
        note = note[1:-1].strip()
    flag = _FLAG_WORDS.get(note.casefold().rstrip("."))
    if flag is not None:
        flags, note = flags | {flag}, ""
    unit = note if UNIT_WORDS.fullmatch(note) is not None else ""
    percent = match["percent"] is not None
    value = number * magnitude
    return Figure(value, None, flags, numerator, denominator, percent, "" if unit else note, unit.casefold(), magnitude)


_DUE_WORDS: Mapping[str, bool] = {
    "due": True,
    "expected": True,
    "not due": False,
    "not expected": False,
}


def read_due(text: str) -> bool | None:
    """Whether a figure is due, as an officer writes it in place of one: ``not due``; None where other words stand."""
    return _DUE_WORDS.get(" ".join(text.split()).casefold().rstrip("."))


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a distribution: what it is of, its number, and whether a percent sign was written."""

    label: str
    value: Decimal
    percent: bool


_SHARE = re.compile(rf"(?P<label>[^=:;]*?[^=:;\s])\s*[=:]\s*(?P<number>{_PLAIN})\s*(?P<percent>%)?\s*(?:[;,]\s*|\s+|$)")


def read_distribution(text: str) -> tuple[Share, ...]:
    """The parts of a figure that is given by bands: ``1-10 days = 13.3% 11-20 days = 17.6% …``.

    Empty where the text is anything else: it takes two parts at least, each with its own name.
    """
    if text.count("=") + text.count(":") < 2:
        return ()
    plain = " ".join(text.replace("\u00a0", " ").split())
    shares: list[Share] = []
    position = 0
    while position < len(plain):
        match = _SHARE.match(plain, position)
        if match is None:
            return ()
        number = Decimal(match["number"].replace(",", ""))
        shares.append(Share(match["label"].strip(), number, match["percent"] is not None))
        position = match.end()
    names = {share.label.casefold() for share in shares}
    return tuple(shares) if len(shares) >= 2 and len(names) == len(shares) else ()


def _read_counts(text: str, flags: frozenset[Symbol]) -> Figure | None:
    """Counts over counts, alone (``24/163``) or with the percentage behind them (``24/163 (14.7%)``)."""
    match = re.fullmatch(rf"({_RATIO.pattern})\s*[(=-]\s*({_PLAIN})\s*%\s*\)?", text, re.IGNORECASE)
    ratio = read_ratio(match[1] if match is not None else text)
    if ratio is None or not ratio[1]:
        return None
    numerator, denominator = ratio
    value = Decimal(match[4].replace(",", "")) if match is not None else numerator / denominator * 100
    return Figure(value, None, flags, numerator, denominator, percent=True)


def _take_shorthand(text: str) -> tuple[frozenset[Symbol], Symbol | None, str]:
    """GSS shorthand in square brackets: flags, the symbol that stands in place of a value, and the text left."""
    flags: set[Symbol] = set()
    standing: Symbol | None = None
    for code in re.findall(r"\[\s*(low|[bcefpruwxz])\s*\]", text, re.IGNORECASE):
        symbol = Symbol(code.lower())
        if symbol.goes_with_a_value:
            flags.add(symbol)
        else:
            standing = symbol
    rest = re.sub(r"\[\s*(?:low|[bcefpruwxz])\s*\]", "", text, flags=re.IGNORECASE).strip()
    if standing is not None and read_number(rest.rstrip("%")) is not None:
        return frozenset(flags), None, text
    if standing is None and flags and not rest:
        only_a_break = flags == {Symbol.BREAK}
        return frozenset(), Symbol.BREAK if only_a_break else None, "" if only_a_break else text
    return frozenset(flags), standing, rest


_PERCENT_WORDS = re.compile(r"(^|\W)%|\bpercent|\bper cent|\bproportion\b")
_RATE_WORDS = re.compile(r"\bper [\d,]+k?\b|\brate\b|\bper 10k\b")
_MEAN_WORDS = re.compile(r"\baverage\b|\bmean\b|\bmedian\b")
_COUNT_WORDS = re.compile(
    r"^(?:the )?(?:total )?(?:number|no\.?|nos\.?|count|#)\b|\bnumber of\b|\bno\. of\b|^no of\b|\bnos?\."
)


@lru_cache(maxsize=4096)  # an indicator has its name in every return
def unit_from_name(name: str) -> Unit | None:
    """What an indicator's own name says that it counts; None where it does not say."""
    words = name.casefold()
    if _PERCENT_WORDS.search(words):
        return Unit.PERCENT
    if _RATE_WORDS.search(words):
        return Unit.RATE
    if "£" in words:
        return Unit.MONEY
    if _MEAN_WORDS.search(words):
        return Unit.NUMBER
    if _COUNT_WORDS.search(words):
        return Unit.COUNT
    return None

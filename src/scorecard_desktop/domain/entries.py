"""What may be entered for a setting: the words that say it, and the reading of it.

Each reading raises ValueError for text that it does not take. The words end the sentence "it must be …".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Generic, TypeVar

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.period_label import month_number
from scorecard_desktop.domain.reading import read_number

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A kind of entry: ``words`` say what is taken (``a number, 0 or more``); ``read`` raises ValueError for others."""

    words: str
    read: Callable[[str], T]


def number_from(low: int) -> Entry[Decimal]:
    """A number, ``low`` or more; a percent sign is left out of it."""

    def read(text: str) -> Decimal:
        value = read_number(text.strip().removesuffix("%").rstrip())
        if value is None or value < low:
            raise ValueError(text)
        return value

    return Entry(f"a number, {low} or more", read)


def whole_number_from(low: int) -> Entry[int]:
    """A whole number, ``low`` or more."""

    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", text.strip()) is None or int(text) < low:
            raise ValueError(text)
        return int(text)

    return Entry(f"a whole number, {low} or more", read)


def whole_number_among(*allowed: int) -> Entry[int]:
    """One of a few whole numbers."""
    named = {str(number): number for number in allowed}
    return Entry(" or ".join(named), lambda text: _named(named, text))


def percentage() -> Entry[Decimal]:
    """A percentage strictly between 0 and 100."""

    def read(text: str) -> Decimal:
        value = read_number(text.strip().removesuffix("%").rstrip())
        if value is None or not 0 < value < 100:
            raise ValueError(text)
        return value

    return Entry("a percentage between 0 and 100", read)


def one_of(named: Mapping[str, T]) -> Entry[T]:
    """One of a few names, whatever their case."""
    folded = {name.casefold(): value for name, value in named.items()}
    *others, last = named
    return Entry(" or ".join([", ".join(others), last] if others else [last]), lambda text: _named(folded, text))


def some_of(named: Mapping[str, T]) -> Entry[frozenset[T]]:
    """Any of a few names with spaces or commas between them, or ``none``."""

    def read(text: str) -> frozenset[T]:
        words = text.replace(",", " ").casefold().split()
        return frozenset() if words in ([], ["none"]) else frozenset(_named(named, word) for word in words)

    return Entry(f"any of {', '.join(named)}, with spaces between them, or none", read)


def or_empty(entry: Entry[T]) -> Entry[T | None]:
    """The same, or nothing: empty text is None."""
    return Entry(f"{entry.words}, or empty", lambda text: entry.read(text) if text.strip() else None)


def _last_year_or_mean(text: str) -> int | None:
    if text.strip().casefold() == "last year":
        return None
    match = re.fullmatch(r"mean of (?:the last )?([0-9]{1,2})", text.strip().casefold())
    if match is None or int(match[1]) < 2:
        raise ValueError(text)
    return int(match[1])


LAST_YEAR_OR_MEAN = Entry("“last year” or, for the last four periods, “mean of 4”", _last_year_or_mean)
"""How many periods' mean is compared with; None for the same period last year."""


def _period_codes(text: str) -> frozenset[str]:
    return frozenset(period_from_code(code).code for code in text.split(",") if code.strip())


PERIOD_CODES = Entry("periods such as 2018-04 or 2017-18 Q2, with commas between them, or empty", _period_codes)
"""The codes of periods."""


def _months(text: str) -> frozenset[int]:
    numbers = [month_number(word) for word in text.replace(",", " ").split()]
    if None in numbers:
        raise ValueError(text)
    return frozenset(number for number in numbers if number is not None)


MONTH_NAMES = Entry("months such as “Jan, Apr, Jul, Oct”, or empty", _months)
"""Months of the year, by number."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


NAMES = Entry("names with commas between them, or empty", _names)
"""Names in their order, each once."""

WORDS = Entry("any text, or empty", str.strip)
"""Whatever is written."""


def _symbol_words(text: str) -> Mapping[str, Symbol]:
    found = {}
    for pair in text.replace("\n", ";").split(";"):
        if not pair.strip():
            continue
        words, equals, symbol = pair.rpartition("=")
        if not equals or not words.strip():
            raise ValueError(pair)
        meant = Symbol(symbol.strip().strip("[]").strip().casefold())
        if meant.goes_with_a_value:
            raise ValueError(pair)
        found[" ".join(words.split()).casefold()] = meant
    return found


SYMBOL_WORDS = Entry("words and symbols such as “withheld = [c]; no cases = [z]”, or empty", _symbol_words)
"""Words of a sheet, in lower case, and the symbols that they stand for, each of which stands in place of a value."""


def _figures_named(text: str) -> frozenset[tuple[str, str]]:
    found = set()
    for part in text.replace("\n", ";").split(";"):
        words = part.split()
        if words:
            found.add(_figure_named(words))
    return frozenset(found)


def _figure_named(words: list[str]) -> tuple[str, str]:
    """A period's code and an area: a code may have several words, so that the longest that is one is taken."""
    for length in range(len(words), 0, -1):
        try:
            code = period_from_code(" ".join(words[:length])).code
        except ValueError:
            continue
        return code, " ".join(words[length:])
    raise ValueError(" ".join(words))


FIGURES_NAMED = Entry("periods, each with its locality if any, such as “2018-07 Breckland; 2018-08”", _figures_named)
"""The codes of periods, each with an area or none."""


def _parts_with_reasons(text: str) -> Mapping[str, str]:
    found = {}
    for part in text.replace("\n", ";").split(";"):
        name, equals, reason = (piece.strip() for piece in part.partition("="))
        if not (name or equals):
            continue
        if name.casefold() not in PARTS_OF_A_PACK or not reason:
            raise ValueError(part)
        found[name.casefold()] = reason
    return found


PARTS_OF_A_PACK = ("risk register", "budget", "recommendations", "programmes", "meetings")
"""What of a pack, scorecards apart, may be exempt as a whole."""

PARTS_WITH_REASONS = Entry(
    f"any of {', '.join(PARTS_OF_A_PACK)} with its reason, such as “budget = paragraph 3; programmes = paragraph 3”",
    _parts_with_reasons,
)
"""Parts of a pack and why each is exempt."""


def _terms(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for pair in text.replace("\n", ";").split(";"):
        if not pair.strip():
            continue
        term, equals, meaning = pair.partition("=")
        if not equals or not term.strip() or not meaning.strip():
            raise ValueError(pair)
        found.append((" ".join(term.split()), " ".join(meaning.split())))
    return tuple(found)


TERMS = Entry(
    "terms and meanings such as “MASH = multi-agency safeguarding hub; CIN = child in need”, or empty", _terms
)
"""Terms with their meanings, in the order in which they were written."""


def _named(named: Mapping[str, T], text: str) -> T:
    try:
        return named[text.strip().casefold()]
    except KeyError:
        raise ValueError(text) from None

"""Texts that may tell a figure which is held back.

A text of the indicator itself is held to any number that it gives; one of something else only where a sentence names
the indicator and gives one of its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from decimal import Decimal

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import MONTHS

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_IN_WORDS = {word: Decimal(number) for number, word in enumerate(_UNITS, 1)} | {
    "single": Decimal(1), "both": Decimal(2), "pair": Decimal(2), "couple": Decimal(2), "dozen": Decimal(12),
    "once": Decimal(1), "twice": Decimal(2),
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_DATES = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?: (?:19|20)?\d\d\b)?"
    rf"|\b{_MONTH}[ -](?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:19|20)?\d\d\b"
    r"|\b(?:19|20)\d\d(?:\s?[-/–]\s?(?:\d\d){1,2})?\b|\bQ[1-4]\b|\bquarter (?:\d|one|two|three|four)\b"
    r"|\b(?:section|paragraph|part|appendix|item|page|regulation) \d+\w*",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)|(?<!\w)(?:{'|'.join(_IN_WORDS)})(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")
_OF_ANYTHING = frozenset(
    [
        "number",
        "percentage",
        "percent",
        "proportion",
        "count",
        "rate",
        "total",
        "children",
        "child",
        "young",
        "people",
        "person",
        "persons",
        "with",
        "that",
        "this",
        "from",
        "have",
        "been",
        "were",
        "their",
        "there",
        "which",
        "whose",
        "within",
        "month",
        "months",
        "year",
        "years",
        "quarter",
        "aged",
        "over",
        "under",
        "more",
        "than",
        "against",
        "week",
        "weeks",
        "days",
        "time",
        "times",
        "into",
        "those",
        "these",
        "after",
        "before",
    ]
)
_ENOUGH_WORDS = 2


@dataclass(frozen=True, slots=True)
class Secret:
    """A figure that is held back, as the officers hold it."""

    indicator: Indicator
    figure: Observation

    @property
    def numbers(self) -> frozenset[Decimal]:
        """What would give it away; empty for one that the source held back."""
        given = (self.figure.value, self.figure.numerator, self.figure.denominator)
        return frozenset(number for number in given if number is not None and number > 0)


def numbers_in(text: str) -> Iterator[tuple[Decimal, int]]:
    """The numbers of a text, in digits or words, each with its decimals; dates, years and references are none."""
    for found in _NUMBER.findall(_DATES.sub(" ", text)):
        word = found.casefold()
        if word in _IN_WORDS:
            yield _IN_WORDS[word], 0
        else:
            plain = found.replace(",", "")
            yield Decimal(plain), len(plain.partition(".")[2])


def gives(text: str, numbers: Collection[Decimal]) -> bool:
    """Whether a text gives one of some numbers, rounded or cut off where it is."""
    return any(
        abs(said - number) < Decimal(1).scaleb(-decimals) if number % 1 else said == number
        for said, decimals in numbers_in(text)
        for number in numbers
    )


def names(text: str, indicator: Indicator) -> bool:
    """Whether a text is about an indicator: it has its reference, or words of its name that are not of any."""
    if indicator.ref and re.search(rf"(?<![\w.]){re.escape(indicator.ref)}(?![\w.]*\d)", text):
        return True
    own = _stems(indicator.name)
    return len(own & _stems(text)) >= min(_ENOUGH_WORDS, max(len(own), 1))


def _stems(text: str) -> set[str]:
    """Its telling words without their endings: ``exclusions`` is ``exclusion``, ``excluded`` begins as it does."""
    return {word[:7].removesuffix("s") for word in _WORD.findall(text.casefold()) if word not in _OF_ANYTHING}


def tells(text: str, secret: Secret) -> bool:
    """Whether a sentence of a text about anything gives a number of an indicator that it names."""
    own_name = re.compile(re.escape(secret.indicator.name), re.IGNORECASE)  # which may have numbers in it
    sentences = re.split(r"(?<=[.!?;])\s+|\n+", text)
    return any(gives(own_name.sub(" ", each), secret.numbers) and names(each, secret.indicator) for each in sentences)


def tells_of_its_own(text: str, period: str, secrets: Collection[Secret]) -> bool:
    """Whether what is written about an indicator may tell one of its figures.

    Of a period whose figure is held back any number may; so it may where the text is of no one period. Of another
    period only the very numbers do.
    """
    if any(period == secret.figure.period for secret in secrets):
        return any(True for _ in numbers_in(text))
    return any(gives(text, secret.numbers) for secret in secrets)


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """The fields of a record that hold words written by someone, which have more than one of them."""
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str):
            if " " in value.strip():
                yield field.name, value
        elif isinstance(value, tuple):
            yield from ((field.name, part) for part in value if isinstance(part, str) and " " in part.strip())

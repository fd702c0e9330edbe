"""What a sentence of commentary claims of a figure: its place against the target, and the figure itself.

Only the plainest statements are read: one whose subject is the performance or the figure as a whole, of the period
that the comment is about. Whatever speaks of another time, another target or a part of the whole is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.period import MONTHS, Period, PeriodKind
from scorecard_desktop.domain.rating import target_lines
from scorecard_desktop.domain.target import Target, TargetKind


class Claim(Enum):
    """What is said of a figure and its target."""

    ABOVE = "above"
    BELOW = "below"
    MET = "met"
    MISSED = "missed"


_FIGURE = r"the (?:overall |current |latest |reported )?(?:figure|rate|percentage|proportion|number|total|count)"
_PERFORMANCE = rf"(?:(?:overall |current |our )?performance|this|it|{_FIGURE})"
_MONTH = rf"(?:\d+ )?(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
_TIME = rf"(?:(?:this|the) (?:month|quarter|period)|q[1-4]|quarter \w+|{_MONTH})(?: (?:of )?\d{{4}})?"
_WHEN = rf"(?:(?:in|for|during|at|as at|at the end of|as at the end of) {_TIME},? )?"
_HOW = r"(?: (?:now|still|again|also|well|just|slightly|currently|comfortably|marginally|significantly))*"
_IS = rf"(?:is|was|remains|remained|stands|stood|continues to be|has been){_HOW}"
_TARGET = r"(?:(?:the|our|its) )?(?:council[’']s |agreed )?target(?! (?:for|by|in|set)\b)"

_CLAIMED: tuple[tuple[str, tuple[tuple[str, Claim], ...]], ...] = (
    (
        rf"{_PERFORMANCE} {_WHEN}{_IS} ¤ {_TARGET}",
        (
            (r"above|over|higher than|in excess of", Claim.ABOVE),
            (r"below|under|lower than", Claim.BELOW),
            (r"ahead of|better than|meeting", Claim.MET),
            (r"short of|worse than|behind|missing", Claim.MISSED),
        ),
    ),
    (
        rf"{_PERFORMANCE} ¤ {_TARGET}",
        (
            (r"(?:now |still )?(?:meets|met|achieves|achieved)", Claim.MET),
            (r"(?:still )?(?:misses|missed)", Claim.MISSED),
        ),
    ),
    (
        rf"{_TARGET} {_IS} ¤\b",
        ((r"met|achieved|reached", Claim.MET), (r"missed|not met|not achieved", Claim.MISSED)),
    ),
    (
        rf"{_TARGET} ¤\b",
        ((r"met|achieved|exceeded", Claim.MET), (r"missed|not met|not achieved", Claim.MISSED)),
    ),
    (rf"we are{_HOW} ¤ {_TARGET}", ((r"above|over", Claim.ABOVE), (r"below|under", Claim.BELOW))),
    (
        rf"(?:now |still |just )?¤ {_TARGET}(?: {_TIME})?\W*$",
        ((r"above", Claim.ABOVE), (r"below", Claim.BELOW)),
    ),
)
"""What may be said, with ¤ where the words stand that make the claim."""
_CLAIMS = tuple(claim for _, words in _CLAIMED for _, claim in words)
_CLAIM = re.compile(
    rf"^{_WHEN}(?:"
    + "|".join(said.replace("¤", f"(?:{'|'.join(f'({each})' for each, _ in words)})") for said, words in _CLAIMED)
    + ")",
    re.IGNORECASE,
)
_A_PART = re.compile(
    r"\b(?:if|when|once|unless|until|excluding|except|apart from|other than|only|nearly|almost|some|most|every|each"
    r"|national|england|neighbours?|regional|interim|stretch|trajectory|profile)\b",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    r"\b(?:last|previous|prior|preceding|earlier|year|annual(?:ly)?|ytd|cumulative|rolling|average|since|usual(?:ly)?"
    r"|week|today|term|half|date|following|next|later)\b",
    re.IGNORECASE,
)


def target_claim(sentence: str, period: Period) -> Claim | None:
    """What a sentence says of the figure and its target, where it says so plainly of this period."""
    if _A_PART.search(sentence) or speaks_of_another_time(sentence, period):
        return None
    found = _CLAIM.search(sentence)
    return _CLAIMS[found.lastindex - 1] if found is not None and found.lastindex is not None else None


def is_wrong(claim: Claim, value: Decimal, target: Target, polarity: Polarity) -> bool:
    """Whether a claim cannot be true of a figure: it lies strictly on the other side, or at the line where that tells.

    A figure that equals its target meets it, and may be called neither above nor below without being a contradiction.
    """
    if target.kind is TargetKind.TEXT or not target.complete:
        return False
    if claim in (Claim.ABOVE, Claim.BELOW):
        ends = (target.low, target.high) if target.kind is TargetKind.RANGE else (target.value, target.value)
        low, high = ends
        assert low is not None
        assert high is not None
        return value < low if claim is Claim.ABOVE else value > high
    if polarity in (Polarity.NONE, Polarity.UNKNOWN):
        return False
    if polarity is Polarity.RANGE and target.kind is not TargetKind.RANGE:
        return False
    met = all((value - line) * sign >= 0 for line, sign in target_lines(polarity, target))
    return met is (claim is Claim.MISSED)


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as a sentence gives it, with its decimals there."""

    value: Decimal
    text: str

    def is_of(self, figure: Decimal) -> bool:
        """Whether it may be that figure, rounded or cut off where the sentence does."""
        decimals = len(self.text.partition(".")[2])
        return abs(self.value - figure) < Decimal(1).scaleb(-decimals)


_MOVED = (
    r"has (?:risen|increased|improved|fallen|dropped|reduced|decreased|declined) to|(?:rose|fell|dropped|dipped) to"
)
_STATED_FIRST = re.compile(
    rf"^at (?P<figure>\d[\d,]*(?:\.\d+)?)(?P<percent> ?%| per ?cent)?,? (?P<subject>{_PERFORMANCE})\b", re.IGNORECASE
)
_STATED = re.compile(
    rf"^{_WHEN}(?P<subject>{_PERFORMANCE}) {_WHEN}(?:{_IS}(?: at)?|{_MOVED}) "
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<percent> ?%| per ?cent)?"
    r"(?= ?(?:[.;:!?)]|, |$|\.$)| (?:in|this|for|against|compared|as at|at the end|and|but|which)\b)",
    re.IGNORECASE,
)


def stated_figure(sentence: str, period: Period, unit: Unit) -> StatedFigure | None:
    """The figure that a sentence plainly gives as this period's."""
    if unit is Unit.MONEY or _A_PART.search(sentence) or speaks_of_another_time(sentence, period):
        return None
    found = _STATED.search(sentence) or _STATED_FIRST.search(sentence)
    if found is None or bool(found["percent"]) is not (unit is Unit.PERCENT):
        return None
    if unit is not Unit.PERCENT and found["subject"].casefold() in ("this", "it"):
        return None  # “this is 10 more …” tells of something else as often as not
    text = found["figure"]
    return StatedFigure(Decimal(text.replace(",", "")), text)


def speaks_of_another_time(sentence: str, period: Period) -> bool:
    """Whether a sentence names a time that is not within the period."""
    return bool(_ANOTHER_TIME.search(sentence)) or any(_times_outside(sentence, period))


_A_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})(?:[a-z]{{0,6}})\b")
_A_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_A_QUARTER = re.compile(r"\b(?:Q|quarter )(\d|one|two|three|four)\b", re.IGNORECASE)
_APRIL = 4
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4"}


def _times_outside(sentence: str, period: Period) -> Iterator[str]:
    first = period.start.year * 12 + period.start.month - 1
    last = period.end.year * 12 + period.end.month - 1
    within = {MONTHS[at % 12] for at in range(first, last + 1)}
    yield from (name for name in _A_MONTH.findall(sentence) if name not in within)
    begun = period.start.year - (period.start.month < _APRIL)  # the financial year's first
    years = {str(year) for year in range(begun, period.end.year + 1)}
    yield from (year for year in _A_YEAR.findall(sentence) if year not in years)
    own = period.label[1] if period.kind is PeriodKind.QUARTER and period.label.startswith("Q") else ""
    yield from (number for number in _A_QUARTER.findall(sentence) if _NUMBERS.get(number.lower(), number) != own)

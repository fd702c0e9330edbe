"""What a sentence of commentary says of the latest move: better or worse, up, down or no change.

Only a plain statement counts, of the performance, of the figure, or of what the indicator counts in its own words. A
sentence with a negative, a condition, a plan, a contrast or a longer span says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.period import MONTHS, Period, PeriodKind
from scorecard_desktop.domain.rag import Merit, Movement


@dataclass(frozen=True, slots=True)
class MoveSaid:
    """A sentence with what it says; ``recent`` where it names the period before, so that no other can be meant."""

    sentence: str
    merit: Merit
    movement: Movement
    recent: bool


_LAST = r"(?:last|latest|past|previous|preceding|prior)(?:\s+(?:month|quarter|term|period))?"
_SINCE = (
    r"(?:in the|over the|during the|since the|since|on|on the|from|from the|than|than the|compared (?:to|with)"
    r"|compared (?:to|with) the|against the|against)"
)
_NOW = r"(?:this|in the) (?:month|quarter|term|period)"
_NOT_RECENT = (
    r"\byears?\b|\bannual|\b12[- ]month|\blong(?:er)?[- ]term\b|\bsince (?!(?:the )?(?:last|previous)\b{before})"
    r"|\bnational|\bengland\b|\bneighbour|\bregion|\bsteadily\b|\bover time\b"
)
_UNSURE = re.compile(
    r"\b(?:not|never|without|n[’']t|yet|will|would|should|could|may|might|must|can|need(?:s|ed)?|expect(?:ed|s)?"
    r"|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|hope[ds]?|anticipat\w+|forecast\w*|target(?:s|ed)?|if|until|unless|to be"
    r"|to improve|to reduce|to increase|although|though|while|whilst|despite|however|but|except|other than|quality)\b"
    r"|\bno\b(?! change\b)",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"\bcontinue[sd]? to (improve|worsen|deteriorate|decline|increase|rise|fall|reduce|decrease)\b")
_HAS = {
    "improve": "has improved",
    "worsen": "has worsened",
    "deteriorate": "has deteriorated",
    "decline": "has declined",
    "increase": "has increased",
    "rise": "has risen",
    "fall": "has fallen",
    "reduce": "has reduced",
    "decrease": "has decreased",
}
_HOW = r"(?: (?:again|also|further|slightly|significantly|considerably|substantially|markedly|sharply|marginally))*"
_WORSENED = r"worsened|deteriorated|declined|dipped"
_AGAIN = r"(?:further |again |also )?"
_MEASURED = r"(?:the (?:overall |total )?(?:figure|rate|percentage|number|proportion|total|count))"
_ROSE = r"increased|rose|risen|gone up|went up|grew|grown"
_FELL = r"decreased|reduced|fell|fallen|dropped|gone down|went down"
_COUNTED = "¤"
"""Stands in a sentence for what the indicator counts."""
_BY = r"(?: (?:to|by) (?:around |about )?[\d.,]+ ?(?:%|per ?cent|percentage points?|points?)?)?"


_Said = tuple[re.Pattern[str], Merit, Movement]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A longer span, the period before by its names, and what may be said of the move since."""

    not_recent: re.Pattern[str]
    recent: re.Pattern[str]
    said: tuple[_Said, ...]


@lru_cache(maxsize=64)
def _patterns(before: str) -> _Patterns:
    """``before`` are the names of the period before: ``oct(?:ober)?``; empty where it is not called by one."""
    by_name = rf"|{before}" if before else ""
    recent = rf"(?:this\s+{_LAST}|{_SINCE}\s+(?:{_LAST}{by_name})|{_NOW})"
    a = r"(?:this is |there (?:is|was|has been) |we have seen )?an? "
    subject = rf"^(?:this|it|{_MEASURED})(?: has| have)?{_HOW}\s+"
    counted = rf"^{_COUNTED}(?: has| have)?{_HOW}\s+"
    ends = rf"{_HOW}{_BY}(?: {recent})?(?=$|[,;:(])"
    of = r"(?: of [\d.,]+ ?(?:%|percentage points?)?)?"
    stays = r"(?:is|was|remains|remained|stayed|has remained|has stayed)"
    performance, own = r"\bperformance\b.{0,40}\b", rf"\b(?:this|it|{_MEASURED})\s+"
    better, worse = (Merit.BETTER, Movement.NONE), (Merit.WORSE, Movement.NONE)
    up, down, same = ((Merit.NONE, movement) for movement in (Movement.UP, Movement.DOWN, Movement.SAME))
    said = (
        (rf"{performance}(?:has |have |had )?{_AGAIN}(?:improved|is better|was better)\b", better),
        (rf"{own}(?:has |have )?{_AGAIN}improved\b", better),
        (rf"\b{a}(?:\w+ )?improvement (?:in (?:performance|the figure) )?{recent}", better),
        (rf"^(?:has )?improved (?:performance )?{recent}", better),
        (rf"{performance}(?:has |have |had )?{_AGAIN}(?:{_WORSENED}|is worse|was worse)\b", worse),
        (rf"{own}(?:has |have )?{_AGAIN}(?:worsened|deteriorated)\b", worse),
        (rf"\b{a}(?:\w+ )?(?:deterioration|worsening) (?:in (?:performance|the figure) )?{recent}", worse),
        (rf"{subject}(?:{_ROSE})\b.*\b{recent}", up),
        (rf"{subject}(?:{_FELL})\b.*\b{recent}", down),
        (rf"{counted}(?:{_ROSE}){ends}", up),
        (rf"{counted}(?:{_FELL}){ends}", down),
        (rf"^{a}(?:\w+ )?(?:increase|rise){of} {recent}", up),
        (rf"^{a}(?:\w+ )?(?:decrease|reduction|fall|drop){of} {recent}", down),
        (rf"^(?:there (?:is|was|has been) )?no change {recent}", same),
        (
            rf"^(?:this|it|{_MEASURED}|performance) {stays} (?:the same as {_LAST}|(?:the same|unchanged) {recent})",
            same,
        ),
    )
    return _Patterns(
        re.compile(_NOT_RECENT.format(before=rf"|(?:{before})" if before else ""), re.IGNORECASE),
        re.compile(recent, re.IGNORECASE),
        tuple((re.compile(pattern, re.IGNORECASE), merit, movement) for pattern, (merit, movement) in said),
    )


def moves_said(sentences: Sequence[str], indicator: Indicator, period: Period) -> list[MoveSaid]:
    """The plain statements about the latest move; none where they say both ways."""
    patterns = _patterns(_before(period))
    found = []
    for sentence in sentences:
        plain = _CONTINUES.sub(lambda match: _HAS[match[1].casefold()], sentence.rstrip(" .!"))
        if _UNSURE.search(plain) or patterns.not_recent.search(plain):
            continue
        counted = _of_what_is_counted(plain, indicator)
        for pattern, merit, movement in patterns.said:
            if pattern.search(plain) or pattern.search(counted):
                found.append(MoveSaid(sentence, merit, movement, patterns.recent.search(plain) is not None))
                break
    said = {(one.merit, one.movement) for one in found}
    return [] if any(both <= said for both in _BOTH_WAYS) else found


_BOTH_WAYS = (
    {(Merit.BETTER, Movement.NONE), (Merit.WORSE, Movement.NONE)},
    {(Merit.NONE, Movement.UP), (Merit.NONE, Movement.DOWN)},
    {(Merit.NONE, Movement.UP), (Merit.NONE, Movement.SAME)},
    {(Merit.NONE, Movement.DOWN), (Merit.NONE, Movement.SAME)},
)


def _before(period: Period) -> str:
    """The names of the period before: ``Oct`` and what may follow, ``Q1`` or ``quarter 1``; empty for others."""
    before = period.previous()
    if period.kind is PeriodKind.MONTH:
        return rf"{MONTHS[before.end.month - 1]}[a-z]{{0,6}}\b"
    if period.kind is PeriodKind.QUARTER and before.label.startswith("Q"):
        return rf"(?:q|quarter ){before.label[1]}\b"
    return ""


_NOT_TELLING = frozenset(
    {"the", "of", "a", "an", "and", "in", "to", "for", "our", "number", "no", "percentage", "per", "cent", "percent"}
    | {"proportion", "rate", "count", "total", "overall", "level", "levels"}
)
_SUBJECT = re.compile(rf"^(?P<what>.{{3,80}}?)(?= (?:has|have|{_ROSE}|{_FELL})\b)", re.IGNORECASE)


def _of_what_is_counted(sentence: str, indicator: Indicator) -> str:
    """A sentence whose subject is what the indicator counts, in its own words or as performance, with that marked."""
    found = _SUBJECT.match(sentence)
    if found is None:
        return sentence
    words = _telling(found["what"])
    named = words == {"performance"} and indicator.polarity is Polarity.HIGH
    if named or (words and words == _telling(indicator.name)):
        return _COUNTED + sentence[found.end() :]
    return sentence


def _telling(words: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", words.casefold()) if word not in _NOT_TELLING}

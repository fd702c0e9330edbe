"""The same thing twice: one reference for two indicators, and one indicator's figure in two places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import significant_decimals
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.domain.rules.rule import about_figure, about_indicator, each_group, each_scorecard, figure_words
from scorecard_desktop.domain.scorecard import Scorecard


@each_scorecard(Scorecard, Indicator)
def duplicate_indicator(book: Book, scorecard: Scorecard) -> Iterator[Finding]:
    """Two indicators of one scorecard with one reference; without references, with one name in one section."""
    first: dict[tuple[str, ...], Indicator] = {}
    for indicator in book.indicators(scorecard.id):
        ref = indicator.ref.strip().casefold()
        same = (ref,) if ref else ("", indicator.section.casefold(), bare_name(indicator.name), indicator.measure)
        other = first.setdefault(same, indicator)
        if other is indicator:
            continue
        what = f"The reference {indicator.ref}" if ref else "The name"
        place = f" in {other.source.cell}" if other.source is not None else ""
        also = f"“{other.name}”" if ref else "another indicator of its section"
        yield about_indicator(
            "duplicate-indicator",
            Severity.ERROR,
            indicator,
            None,
            f"{what} is used twice: here for “{indicator.name}” and{place} for {also}.",
            "Give one of them a reference of its own, so that next month’s figures go to the right one; take the row "
            "out if it is there twice.",
        )


_ENOUGH_TO_BE_ONE = 2


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two indicators of two scorecards that may be one."""

    one: Indicator
    other: Indicator

    @property
    def members(self) -> tuple[str, str]:
        return self.one.id, self.other.id


def _pairs(book: Book) -> Iterator[_Pair]:
    alike: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for indicator in book.all(Indicator):
        name = bare_name(indicator.name)
        if " " in name:
            alike[name, indicator.unit.value].append(indicator)
    for same in alike.values():
        for one, other in combinations(same, 2):
            if one.scorecard != other.scorecard:
                yield _Pair(one, other)


@each_group(_pairs)
def conflicting_values(book: Book, pair: _Pair) -> Iterator[Finding]:
    """One indicator kept in two places, such as a monthly and a quarterly scorecard, with two values for a period.

    Two indicators are one where their names and units are the same and either they share a reference or as many of the
    figures that both have agree as do not, two at least: the same name may mean another thing in another report, as
    “Primary” or “Total” does in another section.
    """
    one, other = pair.one, pair.other
    elsewhere = {(o.period, o.area): o for o in book.of(Observation, other.id)}
    pairs = [
        (observation, elsewhere[observation.period, observation.area])
        for observation in book.of(Observation, one.id)
        if (observation.period, observation.area) in elsewhere
    ]
    both = [(a, b) for a, b in pairs if a.value is not None and b.value is not None]
    agreeing = sum(1 for a, b in both if _agree(a, b))
    one_ref = bool(one.ref.strip()) and one.ref.strip().casefold() == other.ref.strip().casefold()
    if not one_ref and (agreeing < _ENOUGH_TO_BE_ONE or agreeing * 2 < len(both)):
        return
    for here, there in both:
        if not _agree(here, there):
            yield about_figure(
                "conflicting-values",
                Severity.WARNING,
                other,
                there,
                f"{figure_words(there)} is {figure_text(there, other)} here and {figure_text(here, one)} in "
                f"{_elsewhere(book, one, here)}, for the same indicator.",
                "Find out which is right, and correct the other.",
            )


def _elsewhere(book: Book, indicator: Indicator, observation: Observation) -> str:
    if observation.source is not None:
        return observation.source.place
    card = book.get(Scorecard, indicator.scorecard)
    return card.name if card is not None else indicator.scorecard


def _agree(here: Observation, there: Observation) -> bool:
    """Whether two figures are one, as far as the one with fewer decimals shows it."""
    assert here.value is not None
    assert there.value is not None
    decimals = min(significant_decimals(here.value), significant_decimals(there.value))
    return abs(here.value - there.value) <= Decimal("0.5").scaleb(-decimals) or here.value == there.value


_COUNTED = re.compile(r"(?:\b(?:percentage|percent|per cent|proportion|number|no|count|rate)\b|[%#])(?: of\b)?")


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """A name without case, punctuation and the words that only say that it is counted."""
    return " ".join(re.findall(r"\w+", _COUNTED.sub(" ", name.casefold())))

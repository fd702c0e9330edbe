"""Which whole numbers stand in a figure: the people that it counts, and those whom it is a share of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.disclosure_settings import (
    DISCLOSURE_FURTHER,
    DISCLOSURE_HIDE,
    DISCLOSURE_ON,
    DISCLOSURE_PEOPLE,
    DISCLOSURE_REST,
    DISCLOSURE_ROUNDING,
    DISCLOSURE_THRESHOLD,
)
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.settings import value_of

Place = tuple[str, ...]
"""Indicator, period and area: a figure's key in a book."""


class Role(Enum):
    """What a whole number is in its figure."""

    COUNT = "figure"
    OVER = "numerator"
    UNDER = "denominator"


Name = tuple[Place, Role]
"""One whole number by the figure that it stands in."""

NO_PEOPLE = re.compile(
    r"\b(?:average|mean|median|score|index|ratio|rate|per|days|weeks|hours|minutes|years|miles|tonnes|progress"
    r"|points)\b",
    re.IGNORECASE,
)
"""Names of numbers that count no one, where the unit does not say that they count."""

_COUNTS = (Unit.COUNT, Unit.NUMBER)
_SHARES = (Unit.PERCENT, Unit.RATE)
_ALMOST = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the settings say of an indicator's figures in a public version.

    A number from 1 to ``threshold`` is held back, 0 for none; ``rest`` also where that many are left over from a whole.
    The others are rounded to multiples of ``base``. ``chosen`` is whether more may be held back for the sake of others;
    ``by_hand`` are the periods and areas that an officer names.
    """

    threshold: int
    base: int
    rest: bool
    chosen: bool
    by_hand: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with the whole numbers in it; None for one that the source itself held back."""

    place: Place
    numbers: Mapping[Role, int | None]


def policy_of(book: Book, indicator: Indicator) -> Policy:
    """What holds for an indicator."""
    guarded = value_of(book, DISCLOSURE_ON, indicator) and counts_people(book, indicator)
    return Policy(
        value_of(book, DISCLOSURE_THRESHOLD, indicator) if guarded else 0,
        value_of(book, DISCLOSURE_ROUNDING, indicator) if guarded else 1,
        guarded and value_of(book, DISCLOSURE_REST, indicator),
        value_of(book, DISCLOSURE_FURTHER, indicator),
        value_of(book, DISCLOSURE_HIDE, indicator),
    )


def counts_people(book: Book, indicator: Indicator) -> bool:
    """Whether an indicator's whole numbers are people, as its unit and its name tell unless an officer has said."""
    said: bool | None = value_of(book, DISCLOSURE_PEOPLE, indicator)
    if said is not None:
        return said
    if indicator.unit is Unit.NUMBER:
        return NO_PEOPLE.search(indicator.name) is None
    return indicator.unit is not Unit.MONEY


def counted(indicator: Indicator, figure: Observation, *, has_counts: bool) -> Counted | None:
    """A figure's whole numbers; None where it has none.

    ``has_counts`` is whether other figures of the indicator have a numerator and a denominator, which one that the
    source held back then has too. Of a percentage with one of its two counts the other is worked out, as any reader
    may.
    """
    numbers: dict[Role, int | None]
    if figure.value is None and figure.symbol is not Symbol.CONFIDENTIAL:
        return None
    if indicator.unit in _COUNTS:
        if figure.value is not None and _whole(figure.value) is None:
            return None
        numbers = {Role.COUNT: None if figure.value is None else _whole(figure.value)}
    elif indicator.unit in _SHARES:
        numbers = _of_share(indicator, figure, has_counts=has_counts)
    else:
        return None
    return Counted(figure.key, numbers) if numbers else None


def _of_share(indicator: Indicator, figure: Observation, *, has_counts: bool) -> dict[Role, int | None]:
    if figure.value is None:
        return {Role.OVER: None, Role.UNDER: None} if has_counts else {}
    over, under = _whole(figure.numerator), _whole(figure.denominator)
    if indicator.unit is Unit.PERCENT and (over is None) is not (under is None):
        if over is None and under:
            over = _near(figure.value * under / 100)
        elif over and under is None and figure.value > 0:
            under = _near(over * 100 / figure.value)
    found = {Role.OVER: over, Role.UNDER: under}
    return {role: number for role, number in found.items() if number is not None}


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value >= 0 and value == value.to_integral_value() else None


def _near(value: Decimal) -> int | None:
    """The whole number that it must be, but for rounding; None where it may be several."""
    nearest = value.to_integral_value()
    return int(nearest) if abs(value - nearest) <= _ALMOST else None


def figures_in(book: Book) -> dict[Place, Counted]:
    """Every figure of a book that has whole numbers in it."""
    found: dict[Place, Counted] = {}
    for indicator in book.all(Indicator):
        own = book.of(Observation, indicator.id)
        has_counts = any(each.numerator is not None and each.denominator is not None for each in own)
        for figure in own:
            made = counted(indicator, figure, has_counts=has_counts)
            if made is not None:
                found[figure.key] = made
    return found


def is_small(numbers: Mapping[Role, int | None], policy: Policy) -> bool:
    """Whether a figure is held back for its own sake: one of its numbers is from 1 to the threshold."""
    if any(number is not None and 1 <= number <= policy.threshold for number in numbers.values()):
        return True
    over, under = numbers.get(Role.OVER), numbers.get(Role.UNDER)
    return policy.rest and over is not None and under is not None and 1 <= under - over <= policy.threshold

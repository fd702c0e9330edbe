"""Adding figures up: over time and over localities, from counts and never from percentages (rules.md, Aggregation).

Counts and money are added. A percentage, a rate or an average is worked out again from all the numerators and all the
denominators; where only the percentages are known there is no total, and the reason is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.budget import rounding_allowance
from scorecard_desktop.domain.figures import Unit, plain, significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import MOST_DECIMALS_WRITTEN, Observation, Symbol

ADDED = (Unit.COUNT, Unit.MONEY)
"""What may be added as it stands."""
_AS_MANY_AS_ARE_NAMED = 4


class Method(Enum):
    """How figures of shorter periods make one of a longer; the value is how a setting names it.

    IN_PERIOD takes the parts of the period itself, SNAPSHOT the last of them, YEAR_TO_DATE those since its year
    began, ROLLING_12 those of the twelve months that end with it.
    """

    IN_PERIOD = "in period"
    SNAPSHOT = "snapshot"
    YEAR_TO_DATE = "year to date"
    ROLLING_12 = "rolling 12 months"


@dataclass(frozen=True, slots=True)
class Part:
    """One figure that goes into a total, and what it is called: a period or a locality."""

    name: str
    observation: Observation | None


@dataclass(frozen=True, slots=True)
class Total:
    """What parts come to. ``how`` says how in one sentence, or, where there is no ``value``, why not."""

    how: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    flags: frozenset[Symbol] = frozenset()


def added_over_time(parts: Sequence[Part], unit: Unit) -> Total:
    """The figure of a longer period from those of the shorter ones that make it up, oldest first.

    A rate is the events of all of them over the mean of their populations: a population is not added month by month.
    """
    return _added(parts, unit, _mean_denominator if unit is Unit.RATE else _all_denominators)


def added_over_areas(parts: Sequence[Part], unit: Unit) -> Total:
    """The council's figure from those of its localities."""
    return _added(parts, unit, _all_denominators)


def last_of(part: Part) -> Total:
    """A snapshot: the figure as it stood at the end."""
    missing = _missing(part)
    if missing:
        return Total(missing)
    figure = part.observation
    if figure is None or figure.value is None:
        return Total(f"No figure is expected for {part.name}.")
    return Total(f"As at {part.name}.", figure.value, figure.numerator, figure.denominator, figure.flags)


_Figures = Sequence[Observation]


def _added(parts: Sequence[Part], unit: Unit, denominator_of: Callable[[Sequence[Decimal]], Decimal]) -> Total:
    missing = next((reason for part in parts if (reason := _missing(part))), "")
    if missing:
        return Total(missing)
    known = [(p.name, p.observation) for p in parts if p.observation is not None and p.observation.value is not None]
    if not known:
        return Total("No figure is expected for any of its parts.")
    figures = [figure for _, figure in known]
    flags = frozenset[Symbol]().union(*(figure.flags for figure in figures))
    names = _listed([name for name, _ in known])
    if unit in ADDED:
        value = sum((figure.value for figure in figures if figure.value is not None), Decimal(0))
        return Total(f"Added from {names}.", value, flags=flags)
    uncounted = next((name for name, f in known if f.numerator is None or f.denominator is None), "")
    if uncounted:
        return Total(_only_the_result(uncounted, unit))
    return _from_counts(figures, unit, denominator_of, names, flags)


def _from_counts(
    figures: _Figures,
    unit: Unit,
    denominator_of: Callable[[Sequence[Decimal]], Decimal],
    names: str,
    flags: frozenset[Symbol],
) -> Total:
    over = sum((f.numerator for f in figures if f.numerator is not None), Decimal(0))
    denominators = [f.denominator for f in figures if f.denominator is not None]
    under = denominator_of(denominators)
    if under <= 0 or any(each < 0 for each in denominators):
        return Total(f"The counts of {names} are out of none, so that nothing can be worked out from them.")
    per = Decimal(100) if unit is Unit.PERCENT else _per(figures)
    if per is None:
        return Total(f"The figures of {names} are not what their counts give, so that they cannot be put together.")
    # the ratio is divided once, so that the order of the parts makes no difference
    count = len(figures) if denominator_of is _mean_denominator else 1
    value = over * per * count / sum(denominators, Decimal(0))
    mean = "the mean of " if count > 1 else ""
    how = f"From the counts of {names}: {plain(over)} / {mean}{plain(round(under, 2))}."
    return Total(how, value, over, under, flags)


def _all_denominators(denominators: Sequence[Decimal]) -> Decimal:
    return sum(denominators, Decimal(0))


def _mean_denominator(denominators: Sequence[Decimal]) -> Decimal:
    return sum(denominators, Decimal(0)) / len(denominators)


def _missing(part: Part) -> str:
    """Why a part stops the total from being made; empty where it does not. One that is not due is left out of it."""
    figure = part.observation
    if figure is None:
        return f"The figure of {part.name} has not come yet."
    if figure.value is not None or not figure.expected or figure.symbol is Symbol.NOT_APPLICABLE:
        return ""
    if figure.symbol is not None:
        return f"{part.name} is {figure.symbol.shorthand} {figure.symbol.meaning}, so that there is no total."
    return f"{part.name} holds words, not a figure."


def _only_the_result(name: str, unit: Unit) -> str:
    what = {Unit.PERCENT: "percentage", Unit.RATE: "rate"}.get(unit, "average")
    also = "" if unit in (Unit.PERCENT, Unit.RATE) else ", or say that it is a count"
    return (
        f"Only the {what} of {name} is known, and a {what} cannot be added or averaged: enter the numerator and the "
        f"denominator{also}."
    ).replace("a average", "an average")


def _per(figures: _Figures) -> Decimal | None:
    """What a rate is per: the power of ten that turns each figure's counts into it; None where there is not one."""
    found: set[Decimal] = set()
    for figure in figures:
        value, over, under = figure.value, figure.numerator, figure.denominator
        if value is None or over is None or under is None or under <= 0:
            continue
        if over <= 0 or value <= 0:
            if over != 0 or value != 0:
                return None
            continue
        per = Decimal(1).scaleb(int((value * under / over).log10().to_integral_value()))
        places = min(significant_decimals(value), MOST_DECIMALS_WRITTEN)
        if abs(over * per / under - value) > Decimal("0.5").scaleb(-places):
            return None
        found.add(per)
    return found.pop() if len(found) == 1 else Decimal(1) if not found else None


def _listed(names: Sequence[str]) -> str:
    """``Apr 2018, May 2018 and Jun 2018``; of many, the first and the last."""
    if len(names) > _AS_MANY_AS_ARE_NAMED:
        return f"{names[0]} to {names[-1]} ({len(names)} figures)"
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def sum_allowance(stated: Decimal, parts: Sequence[Decimal]) -> Decimal:
    """How far a stated total may lie from its parts' sum by rounding alone.

    Whole numbers add exactly, unless all are rounded to ten or to five; what has decimals is rounded to them.
    """
    figures = (stated, *parts)
    decimals = max(significant_decimals(figure) for figure in figures)
    if decimals:
        return rounding_allowance(len(parts), decimals)
    step = rounded_to(figures)
    return Decimal(step) / 2 * len(figures) if step > 1 else Decimal(0)


def rounded_to(figures: Sequence[Decimal]) -> int:
    """What all of the figures are multiples of: 10, 5 or else 1."""
    return next((step for step in (10, 5) if all(figure % step == 0 for figure in figures)), 1)

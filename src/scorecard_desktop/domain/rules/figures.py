"""Checks on single figures: a percentage against its counts, its scale, its range, and its series."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from scorecard_desktop.domain.figures import Unit, half_of_last, plain, round_half_up, show, significant_decimals
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.intervals import interval_of
from scorecard_desktop.domain.observation import MOST_DECIMALS_WRITTEN, Observation, shown_decimals
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_figure, figure_words

_HUNDRED = Decimal(100)


@IndicatorRule
def ratio_mismatch(examined: Examined) -> Iterator[Finding]:
    """A percentage that its own numerator and denominator do not give, beyond half its last shown digit."""
    indicator = examined.indicator
    if indicator.unit is not Unit.PERCENT:
        return
    for observation in examined.figures:
        finding = _against_counts(indicator, observation)
        if finding is not None:
            yield finding


def _against_counts(indicator: Indicator, observation: Observation) -> Finding | None:
    value, numerator, denominator = observation.value, observation.numerator, observation.denominator
    if value is None or numerator is None or denominator is None:
        return None
    decimals = shown_decimals(observation)
    counted = numerator / denominator * _HUNDRED if denominator else None
    if counted is not None and abs(value - counted) <= half_of_last(decimals):
        return None
    when = figure_words(observation)
    counts = f"{numerator:,f} / {denominator:,f}"
    if counted is None:
        return about_figure(
            "ratio-mismatch",
            Severity.ERROR,
            indicator,
            observation,
            f"{when} is {show(value, Unit.PERCENT, min(decimals, 2))}, but its counts are {counts}: a share of nothing "
            "cannot be worked out.",
            "Correct the counts, or replace the percentage by [z], not applicable.",
        )
    places = max(decimals, 1)
    while round_half_up(counted, places) == round_half_up(value, places) and places < MOST_DECIMALS_WRITTEN:
        places += 1
    return about_figure(
        "ratio-mismatch",
        Severity.ERROR,
        indicator,
        observation,
        f"{when} is {show(value, Unit.PERCENT, max(decimals, min(places, significant_decimals(value))))}, "
        f"but its counts {counts} give {show(counted, Unit.PERCENT, places)}.",
        "Find out which of the two is right, and correct the percentage or the counts.",
    )


@IndicatorRule
def scale(examined: Examined) -> Iterator[Finding]:
    """A share above 100 %, or a count whose cell was formatted as a percentage."""
    for observation in examined.figures:
        finding = _scale(examined, observation)
        if finding is not None:
            yield finding


def _scale(examined: Examined, observation: Observation) -> Finding | None:
    indicator, value = examined.indicator, observation.value
    if value is None:
        return None
    if examined.is_share and value > _HUNDRED:
        when = figure_words(observation)
        return about_figure(
            "scale",
            Severity.ERROR,
            indicator,
            observation,
            f"{when} is {_as_shown(indicator, observation)}, but a share cannot be more than 100%.",
            "Correct the figure; if it is a count, take the percentage format off the cell.",
        )
    if indicator.unit in (Unit.COUNT, Unit.RATE, Unit.MONEY) and _shown_as_percentage(observation):
        when = figure_words(observation)
        shown = observation.source.text if observation.source is not None else ""
        seen = f" (the cell shows {shown})" if shown and shown.rstrip().endswith("%") else ""
        what = {Unit.COUNT: "count", Unit.RATE: "rate", Unit.MONEY: "sum of money"}[indicator.unit]
        return about_figure(
            "scale",
            Severity.ERROR,
            indicator,
            observation,
            f"{when} is a {what}, but its cell is formatted as a percentage{seen}. "
            f"It is taken as {show(value, indicator.unit, min(significant_decimals(value), 2))}.",
            f"Take the percentage format off the cell, and check that the {what} is right.",
        )
    return None


def _as_shown(indicator: Indicator, observation: Observation) -> str:
    assert observation.value is not None
    return show(
        observation.value, indicator.unit, max(indicator.decimals, min(significant_decimals(observation.value), 2))
    )


def _shown_as_percentage(observation: Observation) -> bool:
    source = observation.source
    return source is not None and ("%" in source.number_format or source.text.rstrip().endswith("%"))


@IndicatorRule
def out_of_range(examined: Examined) -> Iterator[Finding]:
    """A share, a count or a rate below zero; of other numbers, the one among many that is."""
    indicator = examined.indicator
    what = {Unit.COUNT: "a count", Unit.RATE: "a rate"}.get(indicator.unit, "a share" if examined.is_share else "")
    if _may_fall_below_zero(indicator):
        return
    if indicator.unit is Unit.NUMBER:
        yield from _sign_slips(examined)
    if not what:
        return
    for observation in examined.figures:
        if observation.value is not None and observation.value < 0:
            yield about_figure(
                "out-of-range",
                Severity.ERROR,
                indicator,
                observation,
                f"{figure_words(observation)} is {_as_shown(indicator, observation)}, "
                f"but {what} cannot be less than zero.",
                "Correct the figure.",
            )


def _sign_slips(examined: Examined) -> Iterator[Finding]:
    """The one figure below zero of a series that else is well above it."""
    indicator = examined.indicator
    for together in examined.series:
        below = [o for o in together if o.value is not None and o.value < 0]
        others = [o.value for o in together if o.value is not None and o.value > 0]
        if len(below) != 1 or len(others) < _OTHERS or len(others) + 1 < len(together):
            continue
        (observation,) = below
        if observation.value is not None and -observation.value * 2 >= min(others):
            yield about_figure(
                "out-of-range",
                Severity.WARNING,
                indicator,
                observation,
                f"{figure_words(observation)} is {_as_shown(indicator, observation)}, but every other figure of its "
                "series is above zero.",
                f"Check the sign: {plain(-observation.value)} would fit the series.",
            )


def _may_fall_below_zero(indicator: Indicator) -> bool:
    below = r"\b(?:net|change|difference|variance|balance|gap|growth|progress|movement|surplus|deficit)\b"
    return re.search(below, indicator.name, re.IGNORECASE) is not None


_FACTORS = (Decimal(10), Decimal(100))
_OTHERS = 3
_SMALL_COUNT = 10


@IndicatorRule
def jump(examined: Examined) -> Iterator[Finding]:
    """A figure ten or a hundred times the rest of its series, or a tenth or a hundredth of it.

    The rest must be steady (its largest no more than three times its smallest) and the figure must fall among it once
    it is divided (or multiplied) by that factor: a slip of the decimal point, not a bad month. Several may have slipped
    so, as long as they are few beside the rest.
    """
    for together in examined.series:
        yield from _jumps(examined, together)


_FAR_BELOW, _FAR_ABOVE = Decimal("0.2"), Decimal(5)
"""How many times what is typical of its series a figure is that may have slipped, at most and at least."""


def _jumps(examined: Examined, together: Sequence[Observation]) -> Iterator[Finding]:
    if len(together) <= _OTHERS:
        return
    indicator = examined.indicator
    in_order = sorted(observation.value for observation in together if observation.value is not None)
    typical = median(in_order)
    low, high = typical * _FAR_BELOW, typical * _FAR_ABOVE
    if typical <= 0 or (low < in_order[0] and in_order[-1] < high):
        return
    far = [o for o in together if o.value is not None and o.value > 0 and not low < o.value < high]
    slipped = [o for o in far if _scale(examined, o) is None]
    rest = [o.value for o in together if o not in slipped and o.value is not None]
    if len(rest) < _OTHERS or len(slipped) * _OTHERS > len(rest):
        return
    factors = [(o, _slip(o.value, rest, indicator.unit)) for o in slipped if o.value is not None]
    if any(factor is None for _, factor in factors):
        return
    for observation, factor in factors:
        if factor is not None and not _by_chance(observation, rest, indicator.unit):
            yield _jump_finding(indicator, observation, factor, rest)


def _slip(value: Decimal, rest: Sequence[Decimal], unit: Unit) -> Decimal | None:
    """The factor by which ``value`` has slipped from the rest of its series, or None."""
    low, high = min(rest), max(rest)
    if low <= 0 or high > 3 * low or (unit is Unit.COUNT and low < _SMALL_COUNT):
        return None
    for factor in _FACTORS:
        for slipped in (factor, 1 / factor):
            if low * Decimal("0.8") <= value / slipped <= high * Decimal("1.25"):
                return slipped
    return None


_ALL_BUT_CERTAIN = Decimal("99.9")
"""Percent: hundreds of figures are looked at, so that one in twenty outside its interval would be no news."""


def _by_chance(observation: Observation, rest: Sequence[Decimal], unit: Unit) -> bool:
    """Whether the rest of the series is within what the figure's own counts leave open; False where none are known."""
    interval = interval_of(observation, unit, _ALL_BUT_CERTAIN)
    return interval is not None and interval.lower <= max(rest) and interval.upper >= min(rest)


def _jump_finding(indicator: Indicator, observation: Observation, factor: Decimal, rest: Sequence[Decimal]) -> Finding:
    assert observation.value is not None
    places = max(indicator.decimals, 0)
    low, high = (show(edge, indicator.unit, places) for edge in (min(rest), max(rest)))
    times = f"about {plain(factor)} times" if factor > 1 else f"about a {_ORDINAL[1 / factor]} of"
    fitting = observation.value / factor
    meant = show(fitting, indicator.unit, max(places, min(significant_decimals(fitting), 1)))
    return about_figure(
        "jump",
        Severity.WARNING,
        indicator,
        observation,
        f"{figure_words(observation)} is {_as_shown(indicator, observation)}, {times} the rest of its series "
        f"({low} to {high}).",
        f"Check the decimal point: {meant} would fit the series.",
    )


_ORDINAL = {Decimal(10): "tenth", Decimal(100): "hundredth"}

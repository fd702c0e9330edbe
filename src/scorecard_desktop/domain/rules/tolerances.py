"""Checks on tolerances: the wrong way round, incomplete, at odds with the target, or in percent of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import measure_of
from scorecard_desktop.domain.rating import target_lines
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_indicator, period_words
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.domain.yardstick import thresholds_disagree

_RATED = (Polarity.HIGH, Polarity.LOW, Polarity.RANGE)
_RULE = "tolerance-polarity"


@IndicatorRule
def tolerance_polarity(examined: Examined) -> Iterator[Finding]:
    """A tolerance that cannot be meant: its ends the wrong way round for the polarity, missing, or past the target."""
    indicator, tolerance = examined.indicator, examined.tolerance
    if tolerance is None or indicator.polarity not in _RATED:
        return
    if tolerance.kind is ToleranceKind.THRESHOLDS:
        yield from _thresholds(examined, tolerance)
    elif tolerance.kind is ToleranceKind.FLOOR:
        yield from _floor(examined, tolerance)
    elif tolerance.margin is not None and tolerance.margin < 0:
        yield about_indicator(
            _RULE,
            Severity.ERROR,
            indicator,
            tolerance.source,
            f"The tolerance is {tolerance.margin:f}, but how far amber reaches cannot be less than zero.",
            "Enter the tolerance without the minus sign.",
        )


def _thresholds(examined: Examined, tolerance: Tolerance) -> Iterator[Finding]:
    indicator = examined.indicator
    line = measure_of(indicator).line
    words = indicator.polarity.words.lower()
    if tolerance.red is None or tolerance.green is None:
        given, missing = ("green", "red") if tolerance.red is None else ("red", "green")
        value = tolerance.green if tolerance.red is None else tolerance.red
        if value is not None:
            yield about_indicator(
                _RULE,
                Severity.WARNING,
                indicator,
                tolerance.source,
                f"There is a {given} threshold of {line(value)} but no {missing} one, so the figures are not rated.",
                f"Enter the {missing} threshold.",
            )
        return
    red, green = line(tolerance.red), line(tolerance.green)
    if indicator.polarity is Polarity.RANGE:
        yield about_indicator(
            _RULE,
            Severity.ERROR,
            indicator,
            tolerance.source,
            f"In range is best, which a red threshold of {red} and a green one of {green} cannot rate.",
            "Set a tolerance in units or in percent of the target, or say whether higher or lower is better.",
        )
    elif thresholds_disagree(indicator.polarity, tolerance):
        yield about_indicator(
            _RULE,
            Severity.ERROR,
            indicator,
            tolerance.source,
            f"Red is {red} and green is {green}, which is the wrong way round where {words}; the figures are not "
            "rated.",
            f"Exchange the two if red should be {green} and green {red}, or correct which way is better.",
        )
    elif tolerance.red == tolerance.green:
        yield about_indicator(
            _RULE,
            Severity.NOTE,
            indicator,
            tolerance.source,
            f"Red and green are both {red}, so that nothing can be amber.",
            "Set them apart if amber is wanted; dismiss this if it is not.",
        )
    else:
        yield from _green_past_the_target(examined, tolerance, tolerance.green)


def _green_past_the_target(examined: Examined, tolerance: Tolerance, green: Decimal) -> Iterator[Finding]:
    """Green is harder than the target, so that a figure could meet its target and be amber."""
    indicator = examined.indicator
    sign = 1 if indicator.polarity is Polarity.HIGH else -1
    line = measure_of(indicator).line
    for target in examined.targets:
        if target.value is not None and (green - target.value) * sign > 0:
            yield about_indicator(
                _RULE,
                Severity.WARNING,
                indicator,
                tolerance.source,
                f"Green begins at {line(green)}, past the target of {line(target.value)}{_for(target)}: a figure that "
                "meets its target would be amber.",
                "Correct the green threshold or the target.",
                target.period,
            )


def _floor(examined: Examined, tolerance: Tolerance) -> Iterator[Finding]:
    if tolerance.floor is None:
        return
    indicator = examined.indicator
    line = measure_of(indicator).line
    if indicator.polarity is Polarity.RANGE:
        yield about_indicator(
            _RULE,
            Severity.ERROR,
            indicator,
            tolerance.source,
            f"In range is best, which a floor of {line(tolerance.floor)} cannot rate.",
            "Set a tolerance in units or in percent of the target, or say whether higher or lower is better.",
        )
        return
    for target in examined.targets:
        if any((tolerance.floor - end) * sign > 0 for end, sign in target_lines(indicator.polarity, target)):
            yield about_indicator(
                _RULE,
                Severity.ERROR,
                indicator,
                tolerance.source,
                f"The floor of {line(tolerance.floor)} is better than the target of "
                f"{target.show(indicator.unit, max(indicator.decimals, 2))}{_for(target)}, although "
                f"{indicator.polarity.words.lower()}.",
                "Correct the floor, the target, or which way is better.",
                target.period,
            )


@IndicatorRule
def tolerance_zero_target(examined: Examined) -> Iterator[Finding]:
    """A tolerance in percent of the target where the target is zero or negative: it has nothing to be a part of."""
    indicator, tolerance = examined.indicator, examined.tolerance
    if tolerance is None or tolerance.kind not in (ToleranceKind.RELATIVE, ToleranceKind.LAST_YEAR):
        return
    if indicator.polarity not in _RATED:
        return
    for target in examined.targets:
        if target.kind is not TargetKind.TEXT and any(end <= 0 for end, _ in target_lines(indicator.polarity, target)):
            shown = target.show(indicator.unit, max(indicator.decimals, 2))
            yield about_indicator(
                "tolerance-zero-target",
                Severity.ERROR if tolerance.scope is Scope.INDICATOR else Severity.WARNING,
                indicator,
                target.source or tolerance.source,
                f"The target{_for(target)} is {shown} and the tolerance is a percentage of it, which means "
                "nothing: figures that miss the target are not rated.",
                "Set a tolerance in units for this indicator, or red and green thresholds.",
                target.period,
            )


def _for(target: Target) -> str:
    return f" for {period_words(target.period)}" if target.period else ""

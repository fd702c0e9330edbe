"""Checks on the scale of what figures are held against: targets, thresholds and the figures of others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scorecard_desktop.domain.figures import Unit, show, significant_decimals
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_indicator, period_words
from scorecard_desktop.domain.target import Benchmark, Scope, TargetKind, Tolerance

_HUNDRED = Decimal(100)
_NO_LIMIT_IS_MEANT = Decimal(200)
"""A red threshold a little above 100 % may say that nothing is red; one of 9000 % is a slip."""


@IndicatorRule
def comparator_scale(examined: Examined) -> Iterator[Finding]:
    """A target, a threshold or a benchmark above 100 % of a share, or a target in percent for what is none."""
    if examined.is_share:
        yield from _above_a_hundred(examined)
    elif examined.indicator.unit is not Unit.PERCENT:
        yield from _in_percent(examined)


def _above_a_hundred(examined: Examined) -> Iterator[Finding]:
    book, indicator = examined.book, examined.indicator
    for target in examined.targets:
        ends = [end for end in (target.low, target.high) if end is not None and end > _HUNDRED]
        if ends and target.kind is not TargetKind.TEXT:
            when = f" for {period_words(target.period)}" if target.period else ""
            yield _too_large(indicator, f"The target{when}", max(ends), target.source, Severity.ERROR, target.period)
    tolerance = book.get(Tolerance, Scope.INDICATOR.value, indicator.id)
    if tolerance is not None:
        for named, line in (("red", tolerance.red), ("green", tolerance.green)):
            if line is not None and line > _NO_LIMIT_IS_MEANT:
                yield _too_large(indicator, f"The {named} threshold", line, tolerance.source, Severity.ERROR)
                break
    for benchmark in book.of(Benchmark, indicator.id):
        if benchmark.value is not None and benchmark.value > _HUNDRED:
            what = f"“{benchmark.name}”"
            yield _too_large(indicator, what, benchmark.value, benchmark.source, Severity.WARNING, benchmark.period)


def _too_large(
    indicator: Indicator, what: str, value: Decimal, source: Source | None, severity: Severity, period: str = ""
) -> Finding:
    shown = show(value, indicator.unit, min(significant_decimals(value), 2))
    return about_indicator(
        "scale",
        severity,
        indicator,
        source,
        f"{what} is {shown}, but a share cannot be more than 100%.",
        "Correct it; if the cell is formatted as a percentage and holds a number such as 90, take the format off.",
        period,
    )


def _in_percent(examined: Examined) -> Iterator[Finding]:
    """What a cell's format makes of a target is the import's to see; here it is a percent sign that was written."""
    indicator = examined.indicator
    for target in examined.targets:
        if target.kind is TargetKind.TEXT or not target.text.rstrip().endswith("%"):
            continue
        if target.source is not None and "%" in target.source.number_format:
            continue
        yield about_indicator(
            "scale",
            Severity.WARNING,
            indicator,
            target.source,
            f"The target of {target.text} is a percentage, but the figures are not. It is taken as "
            f"{target.show(indicator.unit, max(indicator.decimals, 2))}.",
            "Check what is meant, and correct the target.",
            target.period,
        )

"""Why a figure has its colour, in one sentence: what was compared with what (rules.md, Polarity, target, tolerance).

A proof holds the facts and is written when it is asked for. Two are equal where their facts are.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.figures import Unit, plain, round_half_up
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import Measure, telling
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.domain.yardstick import Yardstick

_HUNDRED = Decimal(100)


class Compared(NamedTuple):
    """A figure that was held against a yardstick, and (for Havering's tolerance only) that of a year before.

    A tuple, as ratings are: a large store has hundreds of thousands of them.
    """

    yardstick: Yardstick
    value: Decimal
    last_year: Decimal | None

    @property
    def sentence(self) -> str:
        """What was compared with what: ``24.2% is 21.0% worse than the target of 20%; amber ends at 10%: red.``."""
        measure, target, tolerance = self.yardstick.measure, self.yardstick.target, self.yardstick.tolerance
        if tolerance is not None and tolerance.kind is ToleranceKind.THRESHOLDS:
            return _by_thresholds(self, measure, tolerance)
        assert target is not None  # without thresholds nothing is compared but with a target
        return _by_target(self, measure, target, tolerance) + _version_words(target)


def _by_thresholds(compared: Compared, measure: Measure, tolerance: Tolerance) -> str:
    value = compared.value
    assert tolerance.red is not None
    assert tolerance.green is not None
    red, green, shown = (
        measure.line(tolerance.red, value),
        measure.line(tolerance.green, value),
        measure.words(value, tolerance.red, tolerance.green),
    )
    better, worse = ("above", "below") if measure.polarity is Polarity.HIGH else ("below", "above")
    said = {
        Rag.GREEN: f"{shown} is at or {better} the green threshold of {green}: green.",
        Rag.AMBER: f"{shown} is {worse} the green threshold of {green} and not {worse} red’s of {red}: amber.",
        Rag.RED: f"{shown} is {worse} the red threshold of {red}: red.",
    }
    return said[compared.yardstick.rag(value)] + _inherited(tolerance)


def _by_target(compared: Compared, measure: Measure, target: Target, tolerance: Tolerance | None) -> str:
    yardstick, value = compared.yardstick, compared.value
    lines = [line for line in (yardstick.low, yardstick.high) if line is not None]
    places = max(measure.line_places(line, value) for line in lines)
    aimed_at = target.show(measure.unit, places)
    below = yardstick.low is not None and value < yardstick.low
    line, edge = (yardstick.low, yardstick.low_edge) if below else (yardstick.high, yardstick.high_edge)
    if line is None or (not below and value <= line):
        return f"{measure.words(value)} {_how_met(value, target)} the target of {aimed_at}: green."
    if tolerance is None:
        return f"{measure.words(value, line)} misses the target of {aimed_at}, and no tolerance is set: red."
    if edge is None:
        return f"{measure.words(value, line)} misses the target of {aimed_at}, but {_why_no_edge(tolerance)}."
    rag = yardstick.rag(value, compared.last_year)
    worse = "outside" if target.kind is TargetKind.RANGE else "worse than"
    distance = _distance(abs(value - line), line, tolerance, measure)
    ends = "green" if tolerance.kind is ToleranceKind.LAST_YEAR else "amber"
    beyond = _last_year_words(compared, measure, rag) if tolerance.kind is ToleranceKind.LAST_YEAR else ""
    return (
        f"{measure.words(value, line, edge)} is {distance} {worse} the target of {aimed_at}; "
        f"{ends} ends at {_edge_words(tolerance, measure, value)}{beyond}: {rag.value}.{_inherited(tolerance)}"
    )


def _version_words(target: Target) -> str:
    """Which version of the target was used, where it has been changed."""
    return f" This is version {target.version} of the target." if target.version > 1 else ""


def _last_year_words(compared: Compared, measure: Measure, rag: Rag) -> str:
    """Havering's: beyond the tolerance amber where no worse than last year, else red."""
    if rag is Rag.GREEN:
        return ""
    if compared.last_year is None:
        return ", and there is no figure for the same period last year to compare with"
    then = measure.words(compared.last_year, compared.value)
    if rag is Rag.AMBER:
        return f", but it is no worse than {then} in the same period last year"
    return f", and it is worse than {then} in the same period last year"


def _how_met(value: Decimal, target: Target) -> str:
    if target.kind is TargetKind.RANGE:
        assert target.low is not None
        assert target.high is not None
        return "is within" if target.low <= value <= target.high else "is better than"
    return "meets" if value == target.value else "is better than"


def _why_no_edge(tolerance: Tolerance) -> str:
    if tolerance.kind is ToleranceKind.FLOOR:
        return "its floor is not given, so that amber has no end"
    if tolerance.margin is None:
        return "its tolerance has no figure, so that amber has no end"
    return "a tolerance in percent of a zero or negative target means nothing: set a tolerance in units"


def _distance(gap: Decimal, line: Decimal, tolerance: Tolerance, measure: Measure) -> str:
    if tolerance.kind in (ToleranceKind.RELATIVE, ToleranceKind.LAST_YEAR):
        assert tolerance.margin is not None  # without it amber has no end, and nothing is said of how far
        share = gap / line * _HUNDRED
        return f"{round_half_up(share, telling(share, (tolerance.margin, Decimal(0)), 1))}%"
    points = " percentage points" if measure.unit is Unit.PERCENT else ""
    return f"{plain(gap)}{points}"


def _edge_words(tolerance: Tolerance, measure: Measure, value: Decimal) -> str:
    if tolerance.kind is ToleranceKind.FLOOR:
        assert tolerance.floor is not None  # nor without this
        return f"the floor of {measure.line(tolerance.floor, value)}"
    assert tolerance.margin is not None
    margin = plain(tolerance.margin)
    if tolerance.kind is ToleranceKind.ABSOLUTE:
        return f"{margin} percentage points" if measure.unit is Unit.PERCENT else margin
    return f"{margin}%"


def _inherited(tolerance: Tolerance) -> str:
    return {
        Scope.COUNCIL: " The tolerance is the council’s default.",
        Scope.SCORECARD: " The tolerance is the scorecard’s.",
        Scope.INDICATOR: "",
    }[tolerance.scope]

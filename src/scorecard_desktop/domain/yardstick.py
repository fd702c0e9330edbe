"""What figures are rated by: a target and a tolerance made into lines (rules.md, Polarity, target, tolerance → RAG).

Every tolerance is turned into two lines on each side that has one: where green ends and where amber ends. A value at
a line has the better colour. The lines are worked out once, for as long as target and tolerance stand, so that rating
a figure is a comparison or two; what they say of a figure in words is ``proof``'s.
"""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.aim import Aim, aim_of
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Target, TargetKind, Tolerance, ToleranceKind

_HUNDRED = Decimal(100)
_RED, _AMBER, _GREEN, _NONE = Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE
_LAST_YEAR = ToleranceKind.LAST_YEAR

Ends = tuple[Decimal | None, Decimal | None]
"""The lower and the upper end of figures."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why nothing can be rated. ``refused`` is true where a rating was wanted and the settings forbid it."""

    sentence: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What figures are rated by while one target and one tolerance stand.

    Green reaches from ``low`` to ``high``, ends included, None leaving that end open; amber reaches beyond them to
    ``low_edge`` and ``high_edge``, None where there is no amber or where it cannot be said where it ends. ``aim`` is
    what the target asks for, which the thresholds of a tolerance may differ from. Where ``why_not`` is given, no
    figure is rated.
    """

    measure: Measure
    target: Target | None
    tolerance: Tolerance | None
    aim: Aim | None = None
    low: Decimal | None = None
    low_edge: Decimal | None = None
    high: Decimal | None = None
    high_edge: Decimal | None = None
    why_not: WhyNot | None = None

    @property
    def by_thresholds(self) -> bool:
        """Whether red and green thresholds rate, and not the target."""
        return self.tolerance is not None and self.tolerance.kind is ToleranceKind.THRESHOLDS

    @property
    def reads_last_year(self) -> bool:
        """Whether a figure's colour may turn on that of the same period last year."""
        return self.tolerance is not None and self.tolerance.kind is _LAST_YEAR

    @property
    def green(self) -> Ends:
        """From where to where a figure is green, whatever it was a year before; None leaves that end open."""
        if self.why_not is not None:
            return None, None
        if not self.reads_last_year:
            return self.low, self.high
        return (
            self.low if self.low_edge is None else self.low_edge,
            self.high if self.high_edge is None else self.high_edge,
        )

    @property
    def red(self) -> Ends:
        """Beneath what and above what a figure is red, or may be; None where it is not, or where it cannot be said."""
        if self.why_not is not None:
            return None, None
        return (self.low, self.high) if self.tolerance is None else (self.low_edge, self.high_edge)

    def rag(self, value: Decimal, last_year: Decimal | None = None) -> Rag:
        """The colour of a figure; none where it misses the target and nothing can say by how much it may.

        ``last_year`` is the same period's figure a year earlier; only Havering's tolerance reads it.
        """
        if self.why_not is not None:
            return _NONE
        if self.low is not None and value < self.low:
            edge = self.low_edge
            within = edge is not None and value >= edge
        elif self.high is not None and value > self.high:
            edge = self.high_edge
            within = edge is not None and value <= edge
        else:
            return _GREEN
        if self.tolerance is None:
            return _RED
        if edge is None:
            return _NONE
        if self.tolerance.kind is _LAST_YEAR:
            return _GREEN if within else _AMBER if self.no_worse_than(value, last_year) else _RED
        return _AMBER if within else _RED

    def no_worse_than(self, value: Decimal, last_year: Decimal | None) -> bool:
        """Whether a figure is as near to the target as last year's, or nearer; not where there is none of last year."""
        return last_year is not None and self.aim is not None and self.aim.outside(value) <= self.aim.outside(last_year)


def yardstick(measure: Measure, target: Target | None, tolerance: Tolerance | None) -> Yardstick:
    """What an indicator's figures are rated by, from its target and its tolerance."""
    aim = aim_of(target, measure.polarity)
    why_not = _why_not(measure, target, tolerance)
    if why_not is not None:
        return Yardstick(measure, target, tolerance, aim, why_not=why_not)
    if tolerance is not None and tolerance.kind is ToleranceKind.THRESHOLDS:
        green, red = tolerance.green, tolerance.red
        if measure.polarity is Polarity.HIGH:
            return Yardstick(measure, target, tolerance, aim, low=green, low_edge=red)
        return Yardstick(measure, target, tolerance, aim, high=green, high_edge=red)
    assert aim is not None  # _why_not has seen to it
    low_edge, high_edge = _edge(aim.low, 1, tolerance), _edge(aim.high, -1, tolerance)
    return Yardstick(measure, target, tolerance, aim, aim.low, low_edge, aim.high, high_edge)


def _why_not(measure: Measure, target: Target | None, tolerance: Tolerance | None) -> WhyNot | None:
    """The reason why no figure has a rating, or None where figures can be rated."""
    if measure.polarity is Polarity.NONE:
        return WhyNot("For information only: this indicator is never rated.")
    if measure.polarity is Polarity.UNKNOWN:
        return WhyNot("Nobody has said yet whether higher or lower is better.")
    if tolerance is not None and tolerance.kind is ToleranceKind.THRESHOLDS:
        return _why_no_thresholds(measure, tolerance)
    if tolerance is not None and tolerance.kind is ToleranceKind.FLOOR and measure.polarity is Polarity.RANGE:
        return WhyNot("A floor cannot rate an indicator whose range is best.", refused=True)
    return _why_no_target(measure, target)


def _why_no_thresholds(measure: Measure, tolerance: Tolerance) -> WhyNot | None:
    if tolerance.red is None or tolerance.green is None:
        return WhyNot("Only one of the two thresholds is given.", refused=True)
    if measure.polarity is Polarity.RANGE:
        return WhyNot("A red and a green threshold cannot rate an indicator whose range is best.", refused=True)
    if thresholds_disagree(measure.polarity, tolerance):
        red = measure.line(tolerance.red, tolerance.green)
        green = measure.line(tolerance.green, tolerance.red)
        words = measure.polarity.words.lower()
        return WhyNot(
            f"Red {red} and green {green} are the wrong way round for an indicator where {words}.", refused=True
        )
    return None


def _why_no_target(measure: Measure, target: Target | None) -> WhyNot | None:
    if target is None:
        return WhyNot("There is no target to rate against.")
    if target.kind is TargetKind.TEXT:
        return WhyNot(f"The target is in words (“{target.text}”) and is not rated.")
    if not target.complete:
        return WhyNot("The target lacks a figure.", refused=True)
    if measure.polarity is Polarity.RANGE and target.kind is not TargetKind.RANGE:
        return WhyNot("In range is best, but the target is not a range.", refused=True)
    return None


def thresholds_disagree(polarity: Polarity, tolerance: Tolerance) -> bool:
    """True where red and green thresholds are the wrong way round for the polarity, so that no rating can hold."""
    if tolerance.kind is not ToleranceKind.THRESHOLDS or tolerance.red is None or tolerance.green is None:
        return False
    if polarity is Polarity.HIGH:
        return tolerance.red > tolerance.green
    return polarity is Polarity.LOW and tolerance.red < tolerance.green


def _edge(line: Decimal | None, sign: int, tolerance: Tolerance | None) -> Decimal | None:
    """Where the tolerance beyond ``line`` ends; None where it lacks its figure or has nothing to be relative to."""
    if line is None or tolerance is None:
        return None
    if tolerance.kind is ToleranceKind.FLOOR:
        return tolerance.floor
    if tolerance.margin is None or tolerance.kind is ToleranceKind.ABSOLUTE:
        return None if tolerance.margin is None else line - sign * tolerance.margin
    return line - sign * line * tolerance.margin / _HUNDRED if line > 0 else None

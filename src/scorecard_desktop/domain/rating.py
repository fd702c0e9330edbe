"""RAG ratings, each with its proof (rules.md, Polarity, target, tolerance → RAG).

Every tolerance is turned into two lines on each side that has one: where green ends and where amber ends. A value at
a line has the better colour. The proof says in one sentence what was compared with what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scorecard_desktop.domain.aim import Aim, aim_of
from scorecard_desktop.domain.figures import Unit, plain, round_half_up, show, significant_decimals
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Override:
    """An officer's own rating of one figure, with the reason; it is always shown as one."""

    record_kind: ClassVar[str] = "override"

    indicator: str
    period: str
    rag: Rag
    reason: str
    who: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.indicator, self.period)


@dataclass(frozen=True, slots=True)
class Rating:
    """A colour and why.

    ``rule`` names the tolerance that decided. ``target_version`` is the version of the target that was used, 0 where
    none was: thresholds rate without one. ``refused`` is true where a rating was wanted and the settings forbid it (a
    tolerance the wrong way round, a relative tolerance on a zero target): the checks make a finding of each.
    """

    rag: Rag
    proof: str
    rule: str = ""
    target_version: int = 0
    overridden: bool = False
    refused: bool = False


def not_rated(reason: str, *, refused: bool = False) -> Rating:
    """No colour, and the reason."""
    return Rating(Rag.NONE, reason, refused=refused)


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator's figures are shown and judged."""

    unit: Unit
    decimals: int
    polarity: Polarity

    def words(self, value: Decimal, *lines: Decimal) -> str:
        """A figure as it is shown, with more places where the shown ones would hide its difference from ``lines``."""
        decimals = max(self.decimals, min(significant_decimals(value), self.decimals + 1))
        return show(value, self.unit, _telling(value, lines, decimals))

    def line(self, value: Decimal, *figures: Decimal) -> str:
        """A target or threshold, without padding zeros, and with the places that tell it from ``figures``."""
        return show(value, self.unit, min(significant_decimals(value), self.line_places(value, *figures)))

    def line_places(self, value: Decimal, *figures: Decimal) -> int:
        """How many places a target or threshold is shown with beside figures that it is compared with."""
        return _telling(value, figures, max(self.decimals, 2))


def measure_of(indicator: Indicator) -> Measure:
    """How an indicator's figures are shown and judged."""
    return Measure(indicator.unit, indicator.decimals, indicator.polarity)


_MOST_DECIMALS = 8


def _telling(value: Decimal, others: Sequence[Decimal], decimals: int) -> int:
    """The fewest places, from ``decimals`` up, at which ``value`` looks unlike each of the others that it is unlike."""
    while decimals < _MOST_DECIMALS and any(
        value != other and round_half_up(value, decimals) == round_half_up(other, decimals) for other in others
    ):
        decimals += 1
    return decimals


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the target: green up to ``green``, amber up to ``amber``; both None where the side is open."""

    green: Decimal
    amber: Decimal
    sign: int  # +1: larger is better on this side, -1: smaller is better

    def rag(self, value: Decimal) -> Rag:
        if (value - self.green) * self.sign >= 0:
            return Rag.GREEN
        return Rag.AMBER if (value - self.amber) * self.sign >= 0 else Rag.RED


def rate(
    observation: Observation | None,
    measure: Measure,
    target: Target | None,
    tolerance: Tolerance | None,
    last_year: Decimal | None = None,
) -> Rating:
    """Rate one figure against its target.

    ``last_year`` is the same period's figure a year earlier; only Havering's tolerance reads it.
    """
    reason = _why_not(observation, measure, target, tolerance)
    if reason is not None:
        return reason
    assert observation is not None  # _why_not has seen to both
    assert observation.value is not None
    value = observation.value
    if tolerance is not None and tolerance.kind is ToleranceKind.THRESHOLDS:
        return _by_thresholds(value, measure, tolerance)
    assert target is not None
    return _against_target(value, measure, target, tolerance, last_year)


def _why_not(
    observation: Observation | None, measure: Measure, target: Target | None, tolerance: Tolerance | None
) -> Rating | None:
    """The reason why a figure has no rating, or None where it can be rated."""
    if observation is None:
        return not_rated("No figure has come yet.")
    if observation.value is None:
        if not observation.expected:
            return not_rated("No figure is expected for this period.")
        if observation.symbol is not None:
            return not_rated(f"{observation.symbol.shorthand} {observation.symbol.meaning}: there is nothing to rate.")
        return not_rated("The cell holds words, not a figure.")
    if measure.polarity is Polarity.NONE:
        return not_rated("For information only: this indicator is never rated.")
    if measure.polarity is Polarity.UNKNOWN:
        return not_rated("Nobody has said yet whether higher or lower is better.")
    if tolerance is not None and tolerance.kind is ToleranceKind.THRESHOLDS:
        return None
    if tolerance is not None and tolerance.kind is ToleranceKind.FLOOR and measure.polarity is Polarity.RANGE:
        return not_rated("A floor cannot rate an indicator whose range is best.", refused=True)
    return _why_no_target(measure, target)


def _why_no_target(measure: Measure, target: Target | None) -> Rating | None:
    if target is None:
        return not_rated("There is no target to rate against.")
    if target.kind is TargetKind.TEXT:
        return not_rated(f"The target is in words (“{target.text}”) and is not rated.")
    if not target.complete:
        return not_rated("The target lacks a figure.", refused=True)
    if measure.polarity is Polarity.RANGE and target.kind is not TargetKind.RANGE:
        return not_rated("In range is best, but the target is not a range.", refused=True)
    return None


def thresholds_disagree(polarity: Polarity, tolerance: Tolerance) -> bool:
    """True where red and green thresholds are the wrong way round for the polarity, so that no rating can hold."""
    if tolerance.kind is not ToleranceKind.THRESHOLDS or tolerance.red is None or tolerance.green is None:
        return False
    if polarity is Polarity.HIGH:
        return tolerance.red > tolerance.green
    return polarity is Polarity.LOW and tolerance.red < tolerance.green


def _by_thresholds(value: Decimal, measure: Measure, tolerance: Tolerance) -> Rating:
    if tolerance.red is None or tolerance.green is None:
        return not_rated("Only one of the two thresholds is given.", refused=True)
    if measure.polarity is Polarity.RANGE:
        return not_rated("A red and a green threshold cannot rate an indicator whose range is best.", refused=True)
    red, green, shown = (
        measure.line(tolerance.red, value),
        measure.line(tolerance.green, value),
        measure.words(value, tolerance.red, tolerance.green),
    )
    if thresholds_disagree(measure.polarity, tolerance):
        return not_rated(
            f"Red {red} and green {green} are the wrong way round for an indicator where "
            f"{measure.polarity.words.lower()}.",
            refused=True,
        )
    side = _Side(tolerance.green, tolerance.red, 1 if measure.polarity is Polarity.HIGH else -1)
    rag = side.rag(value)
    better, worse = ("above", "below") if side.sign > 0 else ("below", "above")
    if rag is Rag.GREEN:
        sentence = f"{shown} is at or {better} the green threshold of {green}: green."
    elif rag is Rag.AMBER:
        sentence = f"{shown} is {worse} the green threshold of {green} and not {worse} red’s of {red}: amber."
    else:
        sentence = f"{shown} is {worse} the red threshold of {red}: red."
    return Rating(rag, sentence + _inherited(tolerance), ToleranceKind.THRESHOLDS.value)


def _against_target(
    value: Decimal, measure: Measure, target: Target, tolerance: Tolerance | None, last_year: Decimal | None
) -> Rating:
    aim = aim_of(target, measure.polarity)
    assert aim is not None  # _why_no_target has seen to it
    places = max((measure.line_places(line, value) for line, _ in aim.lines), default=2)
    aimed_at = target.show(measure.unit, places)
    rule = tolerance.kind.value if tolerance is not None else "target"
    version = _version_words(target)
    missed = [(line, sign) for line, sign in aim.lines if (value - line) * sign < 0]
    if not missed:
        met = _how_met(value, target, measure.polarity)
        sentence = f"{measure.words(value)} {met} the target of {aimed_at}: green.{version}"
        return Rating(Rag.GREEN, sentence, rule, target.version)
    line, sign = missed[0]
    if tolerance is None:
        sentence = f"{measure.words(value, line)} misses the target of {aimed_at}, and no tolerance is set: red."
        return Rating(Rag.RED, sentence + version, rule, target.version)
    edge = _edge(line, sign, tolerance)
    if edge is None:
        why = _why_no_edge(tolerance)
        return Rating(
            Rag.NONE,
            f"{measure.words(value, line)} misses the target of {aimed_at}, but {why}.{version}",
            target_version=target.version,
            refused=True,
        )
    shown = measure.words(value, line, edge)
    worse = "outside" if target.kind is TargetKind.RANGE else "worse than"
    missed_by = f"{shown} is {_distance(abs(value - line), line, tolerance, measure)} {worse} the target of {aimed_at}"
    if tolerance.kind is ToleranceKind.LAST_YEAR:
        rag, why = _by_last_year(value, aim, measure, last_year, within=(value - edge) * sign >= 0)
        why = f"green ends at {_edge_words(tolerance, measure, value)}{why}"
    else:
        rag = _Side(line, edge, sign).rag(value)
        why = f"amber ends at {_edge_words(tolerance, measure, value)}"
    return Rating(rag, f"{missed_by}; {why}: {rag.value}.{_inherited(tolerance)}{version}", rule, target.version)


def _version_words(target: Target) -> str:
    """Which version of the target was used, where it has been changed."""
    return f" This is version {target.version} of the target." if target.version > 1 else ""


def _by_last_year(
    value: Decimal, aim: Aim, measure: Measure, last_year: Decimal | None, *, within: bool
) -> tuple[Rag, str]:
    """Havering's: green within the tolerance; beyond it amber where no worse than last year, else red."""
    if within:
        return Rag.GREEN, ""
    if last_year is None:
        return Rag.RED, ", and there is no figure for the same period last year to compare with"
    then = measure.words(last_year, value)
    if aim.outside(value) <= aim.outside(last_year):
        return Rag.AMBER, f", but it is no worse than {then} in the same period last year"
    return Rag.RED, f", and it is worse than {then} in the same period last year"


def target_lines(polarity: Polarity, target: Target) -> tuple[tuple[Decimal, int], ...]:
    """The lines that a figure must not be on the wrong side of: each with +1 where larger is better, else -1.

    Empty where the target cannot be judged: in words, without its figures, or one figure where a range is best.
    """
    aim = aim_of(target, polarity)
    return aim.lines if aim is not None else ()


def _how_met(value: Decimal, target: Target, polarity: Polarity) -> str:
    if target.kind is TargetKind.RANGE:
        assert target.low is not None
        assert target.high is not None
        return "is within" if target.low <= value <= target.high else "is better than"
    return "meets" if value == target.value or polarity is Polarity.RANGE else "is better than"


def _edge(line: Decimal, sign: int, tolerance: Tolerance) -> Decimal | None:
    """Where the tolerance beyond ``line`` ends; None where it lacks its figure or has nothing to be relative to."""
    if tolerance.kind is ToleranceKind.FLOOR:
        return tolerance.floor
    if tolerance.margin is None or tolerance.kind is ToleranceKind.ABSOLUTE:
        return None if tolerance.margin is None else line - sign * tolerance.margin
    return line - sign * line * tolerance.margin / _HUNDRED if line > 0 else None


def _why_no_edge(tolerance: Tolerance) -> str:
    if tolerance.kind is ToleranceKind.FLOOR:
        return "its floor is not given, so that amber has no end"
    if tolerance.margin is None:
        return "its tolerance has no figure, so that amber has no end"
    return "a tolerance in percent of a zero or negative target means nothing: set a tolerance in units"


def _distance(gap: Decimal, line: Decimal, tolerance: Tolerance, measure: Measure) -> str:
    if tolerance.kind in (ToleranceKind.RELATIVE, ToleranceKind.LAST_YEAR):
        share = gap / line * _HUNDRED
        margins = (tolerance.margin,) if tolerance.margin is not None else ()
        return f"{round_half_up(share, _telling(share, (*margins, Decimal(0)), 1))}%"
    points = " percentage points" if measure.unit is Unit.PERCENT else ""
    return f"{plain(gap)}{points}"


def _edge_words(tolerance: Tolerance, measure: Measure, value: Decimal) -> str:
    if tolerance.kind is ToleranceKind.FLOOR:
        return f"the floor of {measure.line(tolerance.floor, value)}" if tolerance.floor is not None else ""
    margin = plain(tolerance.margin) if tolerance.margin is not None else ""
    if tolerance.kind is ToleranceKind.ABSOLUTE:
        return f"{margin} percentage points" if measure.unit is Unit.PERCENT else margin
    return f"{margin}%"


def _inherited(tolerance: Tolerance) -> str:
    return {
        Scope.COUNCIL: " The tolerance is the council’s default.",
        Scope.SCORECARD: " The tolerance is the scorecard’s.",
        Scope.INDICATOR: "",
    }[tolerance.scope]


def overridden(rating: Rating, override: Override) -> Rating:
    """The officer's rating in place of the computed one; the proof keeps both."""
    who = f" by {override.who}" if override.who else ""
    proof = f"Set to {override.rag.word.lower()}{who}: {override.reason} (Computed: {rating.proof})"
    return Rating(override.rag, proof, "override", rating.target_version, overridden=True)

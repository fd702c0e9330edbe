"""RAG ratings, each with its proof (rules.md, Polarity, target, tolerance → RAG).

Every tolerance is turned into two lines on each side that has one: where green ends and where amber ends. A value at
a line has the better colour. The proof says in one sentence what was compared with what.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scorecard_desktop.domain.figures import Unit, plain, round_half_up, show, significant_decimals
from scorecard_desktop.domain.indicator import Polarity
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
    """A colour and why. ``rule`` names the tolerance that decided; ``target_version`` says which target was used.

    ``refused`` is true where a rating was wanted and the settings forbid it (a tolerance the wrong way round, a
    relative tolerance on a zero target): the checks make a finding of each.
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

    def words(self, value: Decimal) -> str:
        """A figure as it is shown, with more places where the shown ones would hide the difference."""
        return show(value, self.unit, max(self.decimals, min(significant_decimals(value), self.decimals + 1)))

    def line(self, value: Decimal) -> str:
        """A target or threshold, without padding zeros."""
        return show(value, self.unit, min(significant_decimals(value), max(self.decimals, 2)))


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
    version = target.version if target is not None else 0
    if tolerance is not None and tolerance.kind is ToleranceKind.THRESHOLDS:
        return _by_thresholds(value, measure, tolerance, version)
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
    thresholds = tolerance is not None and tolerance.kind is ToleranceKind.THRESHOLDS
    if target is None and not thresholds:
        return not_rated("There is no target to rate against.")
    if target is not None and target.kind is TargetKind.TEXT and not thresholds:
        return not_rated(f"The target is in words (“{target.text}”) and is not rated.")
    if measure.polarity is Polarity.RANGE and target is not None and target.kind is not TargetKind.RANGE:
        if not thresholds:
            return not_rated("In range is best, but the target is not a range.", refused=True)
    return None


def thresholds_disagree(polarity: Polarity, tolerance: Tolerance) -> bool:
    """True where red and green thresholds are the wrong way round for the polarity, so that no rating can hold."""
    if tolerance.kind is not ToleranceKind.THRESHOLDS or tolerance.red is None or tolerance.green is None:
        return False
    if polarity is Polarity.HIGH:
        return tolerance.red > tolerance.green
    return polarity is Polarity.LOW and tolerance.red < tolerance.green


def _by_thresholds(value: Decimal, measure: Measure, tolerance: Tolerance, version: int) -> Rating:
    if tolerance.red is None or tolerance.green is None:
        return not_rated("Only one of the two thresholds is given.", refused=True)
    if measure.polarity is Polarity.RANGE:
        return not_rated("A red and a green threshold cannot rate an indicator whose range is best.", refused=True)
    red, green, shown = measure.line(tolerance.red), measure.line(tolerance.green), measure.words(value)
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
    return Rating(rag, sentence, ToleranceKind.THRESHOLDS.value, version)


def _against_target(
    value: Decimal, measure: Measure, target: Target, tolerance: Tolerance | None, last_year: Decimal | None
) -> Rating:
    sides = _sides(measure.polarity, target)
    aim = target.show(measure.unit, max(measure.decimals, 2))
    shown = measure.words(value)
    rule = tolerance.kind.value if tolerance is not None else "target"
    missed = [(line, sign) for line, sign in sides if (value - line) * sign < 0]
    if not missed:
        met = "within" if target.kind is TargetKind.RANGE else _how_met(value, target, measure.polarity)
        return Rating(Rag.GREEN, f"{shown} {met} the target of {aim}: green.", rule, target.version)
    line, sign = missed[0]
    if tolerance is None:
        return Rating(
            Rag.RED, f"{shown} misses the target of {aim}, and no tolerance is set: red.", rule, target.version
        )
    gap = abs(value - line)
    edge = _amber_edge(line, sign, tolerance)
    if edge is None:
        return not_rated(
            f"{shown} misses the target of {aim}, but a tolerance in percent of a zero or negative target means "
            "nothing: set a tolerance in units.",
            refused=True,
        )
    rag = _Side(line, edge, sign).rag(value)
    if rag is Rag.RED and tolerance.kind is ToleranceKind.LAST_YEAR:
        if last_year is not None and (value - last_year) * sign >= 0:
            sentence = (
                f"{shown} is {_distance(gap, line, tolerance, measure)} than the target of {aim}, but no worse than "
                f"{measure.words(last_year)} in the same period last year: amber."
            )
            return Rating(Rag.AMBER, sentence, rule, target.version)
    sentence = (
        f"{shown} is {_distance(gap, line, tolerance, measure)} than the target of {aim}; "
        f"amber ends at {_amber_words(tolerance, measure)}: {rag.value}."
    )
    return Rating(rag, sentence + _inherited(tolerance), rule, target.version)


def _sides(polarity: Polarity, target: Target) -> list[tuple[Decimal, int]]:
    """The lines that a value must not be on the wrong side of: each with +1 where larger is better."""
    if target.kind is TargetKind.RANGE:
        assert target.low is not None
        assert target.high is not None
        low, high = (target.low, 1), (target.high, -1)
        return {Polarity.HIGH: [low], Polarity.LOW: [high]}.get(polarity, [low, high])
    assert target.value is not None
    return [(target.value, 1 if polarity is Polarity.HIGH else -1)]


def _how_met(value: Decimal, target: Target, polarity: Polarity) -> str:
    if value == target.value:
        return "meets"
    return "is better than" if polarity in (Polarity.HIGH, Polarity.LOW) else "meets"


def _amber_edge(line: Decimal, sign: int, tolerance: Tolerance) -> Decimal | None:
    """Where amber ends beyond ``line``; None where a relative tolerance has nothing to be relative to."""
    if tolerance.kind is ToleranceKind.FLOOR:
        return tolerance.floor if tolerance.floor is not None else line
    margin = tolerance.margin if tolerance.margin is not None else Decimal(0)
    if tolerance.kind is ToleranceKind.ABSOLUTE:
        return line - sign * margin
    if line <= 0:
        return None
    return line - sign * line * margin / _HUNDRED


def _distance(gap: Decimal, line: Decimal, tolerance: Tolerance, measure: Measure) -> str:
    if tolerance.kind in (ToleranceKind.RELATIVE, ToleranceKind.LAST_YEAR):
        share = gap / line * _HUNDRED
        places = 1 if round_half_up(share, 1) != 0 else 2
        return f"{round_half_up(share, places)}% worse"
    points = " percentage points" if measure.unit is Unit.PERCENT else ""
    return f"{plain(gap)}{points} worse"


def _amber_words(tolerance: Tolerance, measure: Measure) -> str:
    if tolerance.kind is ToleranceKind.FLOOR:
        return f"the floor of {measure.line(tolerance.floor)}" if tolerance.floor is not None else "the target"
    margin = plain(tolerance.margin if tolerance.margin is not None else Decimal(0))
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

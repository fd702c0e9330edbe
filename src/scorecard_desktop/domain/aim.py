"""Which figures meet a target: what polarity and target together ask for.

Control charts, trajectories and small-number intervals all ask it of a span of figures, not only of one.
"""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.target import Target, TargetKind, Tolerance, ToleranceKind

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Aim:
    """The figures that meet the target: from ``low`` to ``high``, ends included; None leaves that end open."""

    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def lines(self) -> tuple[tuple[Decimal, int], ...]:
        """Each end that a figure must not be past, with +1 where larger is better at it and -1 where smaller is."""
        ends = ((self.low, 1), (self.high, -1))
        return tuple((end, sign) for end, sign in ends if end is not None)

    def outside(self, value: Decimal) -> Decimal:
        """How far a figure is from meeting it; 0 where it does."""
        return max((Decimal(0), *((end - value) * sign for end, sign in self.lines)))

    def shortfall(self, value: Decimal) -> Decimal | None:
        """How far a figure is on the wrong side of its line, in percent of it: positive is worse, 0 or less meets it.

        None where the line is zero or negative.
        """
        low, high = self.low, self.high
        if low is not None and (high is None or low - value >= value - high):
            return (low - value) / low * _HUNDRED if low > 0 else None
        return (value - high) / high * _HUNDRED if high is not None and high > 0 else None

    def met_by(self, value: Decimal) -> bool:
        """Whether one figure meets it."""
        return self.within_reach(value, value)

    def within_reach(self, lower: Decimal, upper: Decimal) -> bool:
        """Whether any figure from ``lower`` to ``upper`` meets it."""
        return (self.low is None or upper >= self.low) and (self.high is None or lower <= self.high)

    def held_by(self, lower: Decimal, upper: Decimal) -> bool:
        """Whether every figure from ``lower`` to ``upper`` meets it."""
        return (self.low is None or lower >= self.low) and (self.high is None or upper <= self.high)

    def cleared_by(self, lower: Decimal, upper: Decimal) -> bool:
        """Whether every figure from ``lower`` to ``upper`` is better than the line itself (rules.md, SPC: strict)."""
        return (self.low is None or lower > self.low) and (self.high is None or upper < self.high)


def aim_for(value: Decimal | None, polarity: Polarity) -> Aim | None:
    """What one target figure asks for; None where the polarity does not say which side meets it."""
    if value is None or polarity not in (Polarity.HIGH, Polarity.LOW):
        return None
    return Aim(low=value) if polarity is Polarity.HIGH else Aim(high=value)


def aim_of(target: Target | None, polarity: Polarity, tolerance: Tolerance | None = None) -> Aim | None:
    """What an indicator's target asks for, or its green threshold where that is all there is.

    None where nothing can be judged: no target, a target in words or without its figures, information only, polarity
    unknown, or one figure where a range is best.
    """
    if polarity in (Polarity.NONE, Polarity.UNKNOWN):
        return None
    if target is None or target.kind is TargetKind.TEXT:
        if tolerance is None or tolerance.kind is not ToleranceKind.THRESHOLDS:
            return None
        return aim_for(tolerance.green, polarity)
    if not target.complete:
        return None
    if target.kind is TargetKind.RANGE:
        low = None if polarity is Polarity.LOW else target.low
        high = None if polarity is Polarity.HIGH else target.high
        return Aim(low, high)
    return aim_for(target.value, polarity)

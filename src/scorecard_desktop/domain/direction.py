"""Direction of travel: movement and merit, two separate facts (rules.md, Direction of travel)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.target import Target, TargetKind


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way the number moved and whether that is better. ``against`` is the period compared with."""

    movement: Movement
    merit: Merit
    against: str = ""
    earlier: Decimal | None = None


NO_DIRECTION = Direction(Movement.NONE, Merit.NONE)


def direction(
    value: Decimal | None,
    earlier: Decimal | None,
    polarity: Polarity,
    target: Target | None = None,
    dead_band: Decimal = Decimal(0),
    against: str = "",
) -> Direction:
    """Compare two unrounded figures.

    Moves within ``dead_band`` (in the indicator's unit) count as the same. With range polarity, nearer the target
    range is better, and inside it all is the same merit. Information-only and unknown polarity have no merit.
    """
    if value is None or earlier is None:
        return NO_DIRECTION
    change = value - earlier
    if abs(change) <= dead_band:
        movement = Movement.SAME
    else:
        movement = Movement.UP if change > 0 else Movement.DOWN
    return Direction(movement, _merit(movement, value, earlier, polarity, target, dead_band), against, earlier)


def _merit(
    movement: Movement,
    value: Decimal,
    earlier: Decimal,
    polarity: Polarity,
    target: Target | None,
    dead_band: Decimal,
) -> Merit:
    if polarity in (Polarity.NONE, Polarity.UNKNOWN):
        return Merit.NONE
    if movement is Movement.SAME:
        return Merit.SAME
    if polarity is Polarity.RANGE:
        if target is None or target.kind is not TargetKind.RANGE:
            return Merit.NONE
        closer = _outside(earlier, target) - _outside(value, target)
        if abs(closer) <= dead_band:
            return Merit.SAME
        return Merit.BETTER if closer > 0 else Merit.WORSE
    return Merit.BETTER if (movement is Movement.UP) == (polarity is Polarity.HIGH) else Merit.WORSE


def _outside(value: Decimal, target: Target) -> Decimal:
    """How far a value lies outside the target range; 0 inside it."""
    assert target.low is not None
    assert target.high is not None
    return max(target.low - value, value - target.high, Decimal(0))

"""Direction of travel: movement and merit, two separate facts (rules.md, Direction of travel)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scorecard_desktop.domain.aim import aim_of
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.target import Target


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way the number moved and whether that is better.

    ``against`` is the code of the period compared with and ``earlier`` its figure; where ``mean_of`` is more than 1,
    the mean of that many periods of which ``against`` is the last.
    """

    movement: Movement
    merit: Merit
    against: str = ""
    earlier: Decimal | None = None
    mean_of: int = 1

    @property
    def compared_with(self) -> str:
        """``Mar 2018``, ``the mean of the 4 periods to Mar 2018``, or nothing."""
        if not self.against:
            return ""
        label = period_from_code(self.against).label
        return label if self.mean_of == 1 else f"the mean of the {self.mean_of} periods to {label}"


NO_DIRECTION = Direction(Movement.NONE, Merit.NONE)


def direction(
    value: Decimal | None,
    earlier: Decimal | None,
    polarity: Polarity,
    target: Target | None = None,
    dead_band: Decimal = Decimal(0),
    against: str = "",
    mean_of: int = 1,
) -> Direction:
    """Compare two unrounded figures.

    Moves within ``dead_band`` (in the indicator's unit) count as the same. With range polarity, nearer the target
    range is better, and inside it all is the same merit. Information-only and unknown polarity have no merit.
    ``mean_of`` says of how many periods ``earlier`` is the mean.
    """
    if value is None or earlier is None:
        return NO_DIRECTION
    change = value - earlier
    if abs(change) <= dead_band:
        movement = Movement.SAME
    else:
        movement = Movement.UP if change > 0 else Movement.DOWN
    return Direction(movement, _merit(movement, value, earlier, polarity, target, dead_band), against, earlier, mean_of)


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
        aim = aim_of(target, polarity)
        if aim is None:
            return Merit.NONE
        closer = aim.outside(earlier) - aim.outside(value)
        if abs(closer) <= dead_band:
            return Merit.SAME
        return Merit.BETTER if closer > 0 else Merit.WORSE
    return Merit.BETTER if (movement is Movement.UP) == (polarity is Polarity.HIGH) else Merit.WORSE

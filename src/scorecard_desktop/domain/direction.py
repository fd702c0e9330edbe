"""Direction of travel: movement and merit, two separate facts (rules.md, Direction of travel)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.aim import aim_of
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Merit, Movement
from scorecard_desktop.domain.target import Target


class Direction(NamedTuple):
    """Which way the number moved and whether that is better. A tuple, since a large store has hundreds of thousands.

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


_UP, _DOWN, _SAME = Movement.UP, Movement.DOWN, Movement.SAME  # names of our own: an enum's are slow to look up
_BETTER, _WORSE, _NO_CHANGE = Merit.BETTER, Merit.WORSE, Merit.SAME
_HIGH, _LOW = Polarity.HIGH, Polarity.LOW

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
    if abs(value - earlier) <= dead_band:
        movement = _SAME
    else:
        movement = _UP if value > earlier else _DOWN
    return Direction(movement, _merit(movement, value, earlier, polarity, target, dead_band), against, earlier, mean_of)


def _merit(
    movement: Movement,
    value: Decimal,
    earlier: Decimal,
    polarity: Polarity,
    target: Target | None,
    dead_band: Decimal,
) -> Merit:
    if polarity is _HIGH or polarity is _LOW:
        if movement is _SAME:
            return _NO_CHANGE
        return _BETTER if (movement is _UP) is (polarity is _HIGH) else _WORSE
    if polarity is not Polarity.RANGE:
        return Merit.NONE
    if movement is _SAME:
        return _NO_CHANGE
    aim = aim_of(target, polarity)
    if aim is None:
        return Merit.NONE
    closer = aim.outside(earlier) - aim.outside(value)
    if abs(closer) <= dead_band:
        return _NO_CHANGE
    return _BETTER if closer > 0 else _WORSE

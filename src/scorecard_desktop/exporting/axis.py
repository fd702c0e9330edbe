"""The scale of a chart: round steps that hold the figures, with zero where leaving it out would mislead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from scorecard_desktop.domain.frozen import dataclass

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_WANTED = 5
_ZERO_WITHIN = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Scale:
    """Ticks from the lowest to the highest, a step apart."""

    ticks: tuple[Decimal, ...]

    @property
    def low(self) -> Decimal:
        """The foot of the scale."""
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        """The top of the scale."""
        return self.ticks[-1]

    def share(self, value: Decimal) -> float:
        """How far up the scale a value stands, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def scale(values: Iterable[Decimal], ceiling: Decimal | None = None) -> Scale:
    """A scale for ``values``. It starts at zero where the lowest is less than half the highest.

    ``ceiling`` is a value that the scale does not pass unless a figure does, such as 100 %.
    """
    known = list(values) or [Decimal(0), Decimal(1)]
    low, high = min(known), max(known)
    if 0 <= low <= high * _ZERO_WITHIN:
        low = Decimal(0)
    if high <= 0 and low < 0 and high > low * _ZERO_WITHIN:
        high = Decimal(0)
    if low == high:
        margin = abs(low) / 10 or Decimal(1)
        low, high = low - margin, high + margin
    step = _step((high - low) / _WANTED)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    if last * step == high and (ceiling is None or high < ceiling):
        last += 1
    if first * step == low and low != 0:
        first -= 1
    ticks = tuple(step * n for n in range(int(first), int(last) + 1))
    if ceiling is not None and max(known) <= ceiling < ticks[-1]:
        ticks = tuple(tick for tick in ticks if tick <= ceiling)
        ticks = ticks if ticks[-1] == ceiling else (*ticks, ceiling)
    if min(known) >= 0 > ticks[0]:
        ticks = tuple(tick for tick in ticks if tick >= 0)
    return Scale(ticks)


def scale_words(found: Scale, shown: Callable[[Decimal], str]) -> str:
    """What must be said of a scale: ``the scale starts at 75%, not at 0``; nothing where it holds zero."""
    if found.low <= 0 <= found.high:
        return ""
    if found.low > 0:
        return f"the scale starts at {shown(found.low)}, not at 0"
    return f"the scale ends at {shown(found.high)}, short of 0"


def _step(rough: Decimal) -> Decimal:
    """The round step next above a rough one: 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)

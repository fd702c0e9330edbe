"""How an indicator's figures are shown and judged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.figures import Unit, round_half_up, show, significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator, Polarity


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator's figures are shown and judged."""

    unit: Unit
    decimals: int
    polarity: Polarity

    def words(self, value: Decimal, *lines: Decimal) -> str:
        """A figure as it is shown, with more places where the shown ones would hide its difference from ``lines``."""
        decimals = max(self.decimals, min(significant_decimals(value), self.decimals + 1))
        return show(value, self.unit, telling(value, lines, decimals))

    def line(self, value: Decimal, *figures: Decimal) -> str:
        """A target or threshold, without padding zeros, and with the places that tell it from ``figures``."""
        return show(value, self.unit, min(significant_decimals(value), self.line_places(value, *figures)))

    def line_places(self, value: Decimal, *figures: Decimal) -> int:
        """How many places a target or threshold is shown with beside figures that it is compared with."""
        return telling(value, figures, max(self.decimals, 2))


def measure_of(indicator: Indicator) -> Measure:
    """How an indicator's figures are shown and judged."""
    return Measure(indicator.unit, indicator.decimals, indicator.polarity)


_MOST_DECIMALS = 8


def telling(value: Decimal, others: Sequence[Decimal], decimals: int) -> int:
    """The fewest places, from ``decimals`` up, at which ``value`` looks unlike each of the others that it is unlike."""
    while decimals < _MOST_DECIMALS and any(
        value != other and round_half_up(value, decimals) == round_half_up(other, decimals) for other in others
    ):
        decimals += 1
    return decimals

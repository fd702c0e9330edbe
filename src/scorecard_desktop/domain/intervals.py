"""How far chance alone may move a figure that rests on small numbers.

Wilson's score interval for a proportion (E. B. Wilson, 1927; R. G. Newcombe, Statistics in Medicine 17, 1998,
method 3) and Byar's approximation for a rate of events (N. E. Breslow and N. E. Day, Statistical Methods in Cancer
Research II, 1987). Byar's limits are within 0.2% of the exact Poisson limits from 10 events up and rougher below.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import cos, pi, sin, sqrt

from scorecard_desktop.domain.aim import Aim
from scorecard_desktop.domain.figures import Unit, plain, show
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rag import Rag

CONFIDENCE = Decimal(95)
"""The default of the setting ``intervals.confidence``, in percent."""
# a quantile is a constant of the method: floats give it to more places than these
_QUANTILE_PLACES = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends, in the unit of the figure; ``confidence`` in percent, two-sided; ``method`` by its author."""

    lower: Decimal
    upper: Decimal
    confidence: Decimal
    method: str

    def words(self, measure: Measure) -> str:
        """``10.1% to 21.0% (95% interval, Wilson)``."""
        ends = f"{estimate(self.lower, measure)} to {estimate(self.upper, measure)}"
        return f"{ends} ({plain(self.confidence)}% interval, {self.method})"


def estimate(value: Decimal, measure: Measure) -> str:
    """An estimate as it is shown: the indicator's own places, and at least one, never the many of its arithmetic."""
    return show(value, measure.unit, max(measure.decimals, 1))


@lru_cache(maxsize=32)
def normal_quantile(confidence: Decimal) -> Decimal:
    """How many standard deviations either way hold ``confidence`` percent of a normal distribution.

    Raises ValueError where the confidence is not between 0 and 100.
    """
    from statistics import NormalDist  # it brings fractions and more, and few sessions ask for an interval

    return _decimal(NormalDist().inv_cdf(_upper_share(confidence)))


@lru_cache(maxsize=256)
def student_quantile(confidence: Decimal, freedom: int) -> Decimal:
    """The same of Student's t with ``freedom`` degrees of freedom, 1 or more.

    The distribution function has a closed form for whole degrees of freedom (M. Abramowitz and I. A. Stegun,
    Handbook of Mathematical Functions, 26.7.3 and 26.7.4); it is solved by halving. Raises ValueError as above.
    """
    if freedom < 1:
        raise ValueError("Student’s t needs one degree of freedom or more.")
    wanted = 2 * _upper_share(confidence) - 1
    # t = √freedom × tan θ, and the share within ±t rises with θ from 0 to a right angle
    low, high = 0.0, pi / 2
    for _ in range(100):
        middle = (low + high) / 2
        if _share_within(middle, freedom) < wanted:
            low = middle
        else:
            high = middle
    return _decimal(sqrt(freedom) * sin(low) / cos(low))


def _share_within(angle: float, freedom: int) -> float:
    """The share of Student's t within ±√freedom·tan(angle)."""
    square = cos(angle) ** 2
    odd = freedom % 2 == 1
    term = cos(angle) if odd else 1.0
    total = 0.0
    for power in range(freedom // 2):
        total += term
        term *= square * (2 * power + 2) / (2 * power + 3) if odd else square * (2 * power + 1) / (2 * power + 2)
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def _upper_share(confidence: Decimal) -> float:
    if not 0 < confidence < 100:
        raise ValueError(f"A confidence lies between 0 and 100 percent, not at {confidence}.")
    return float((1 + confidence / 100) / 2)


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.{_QUANTILE_PLACES}f}")


def wilson(numerator: Decimal, denominator: Decimal, confidence: Decimal = CONFIDENCE) -> Interval:
    """Wilson's score interval, without continuity correction, for ``numerator`` of ``denominator``: 0 to 1.

    Raises ValueError unless 0 ≤ numerator ≤ denominator and denominator > 0.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no proportion.")
    z = normal_quantile(confidence)
    misses = denominator - numerator
    centre = 2 * numerator + z * z
    reach = z * (z * z + 4 * numerator * misses / denominator).sqrt()
    width = 2 * (denominator + z * z)
    return Interval((centre - reach) / width, (centre + reach) / width, confidence, "Wilson")


def byar(events: Decimal, population: Decimal, confidence: Decimal = CONFIDENCE) -> Interval:
    """Byar's interval for ``events`` in ``population``, as a rate of one.

    Raises ValueError unless events ≥ 0 and population > 0.
    """
    if population <= 0 or events < 0:
        raise ValueError(f"{events} in {population} is no rate.")
    z = normal_quantile(confidence)
    nine, three = Decimal(9), Decimal(3)
    lower = Decimal(0)
    if events > 0:
        # of very few events at high confidence the approximation falls below nought
        lower = max(lower, events * (1 - 1 / (nine * events) - z / (three * events.sqrt())) ** 3)
    more = events + 1
    upper = more * (1 - 1 / (nine * more) + z / (three * more.sqrt())) ** 3
    return Interval(lower / population, upper / population, confidence, "Byar")


def interval_of(observation: Observation | None, unit: Unit, confidence: Decimal = CONFIDENCE) -> Interval | None:
    """The interval of a figure in its own unit: a percentage by Wilson, a rate by Byar.

    None where numerator and denominator are not known, or where the figure is not what they give. What a rate is
    "per" is the power of ten that best turns events over population into the figure.
    """
    if observation is None or observation.value is None:
        return None
    value, over, under = observation.value, observation.numerator, observation.denominator
    if over is None or under is None or under <= 0 or over < 0:
        return None
    if unit is Unit.PERCENT and over <= under:
        found, per = wilson(over, under, confidence), Decimal(100)
    elif unit is Unit.RATE and over > 0 and value > 0:
        found, per = byar(over, under, confidence), _per(value * under / over)
    else:
        return None
    scaled = Interval(found.lower * per, found.upper * per, confidence, found.method)
    return scaled if scaled.lower <= value <= scaled.upper else None


def _per(ratio: Decimal) -> Decimal:
    """The power of ten nearest to ``ratio``, by ratio."""
    return Decimal(1).scaleb(int(ratio.log10().to_integral_value()))


def chance(rag: Rag, interval: Interval | None, aim: Aim | None, measure: Measure) -> str:
    """Whether a red figure may be red by chance alone; empty for other colours or where it cannot be told.

    It is within chance where the interval takes in any figure that meets the target.
    """
    if rag is not Rag.RED or interval is None or aim is None:
        return ""
    if aim.within_reach(interval.lower, interval.upper):
        return (
            f"Red, within chance: on numbers this small the underlying figure may be anywhere from "
            f"{interval.words(measure)}, and some of that meets the target."
        )
    return (
        f"Red, beyond chance: allowing for small numbers the underlying figure is put at "
        f"{interval.words(measure)}, none of which meets the target."
    )

"""The periods that a period's figures are compared with."""

from __future__ import annotations

from functools import lru_cache

from scorecard_desktop.domain.forecast import year_of
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period, period_from_code

_MOST_EARLIER = 12
_AS_MANY_AS_A_LARGE_STORE_HAS = 4096


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A period and the codes of those that it is compared with, worked out once for all indicators.

    ``earlier`` are those before it of its kind, latest first, no further than a year back; ``year_earlier`` is the same
    period last year, and ``year`` the year that it is in.
    """

    period: Period
    code: str
    earlier: tuple[str, ...]
    year_earlier: str
    year: Period
    year_code: str


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def neighbours_of(code: str) -> Neighbours:
    """The same, by the period's code."""
    return neighbours(period_from_code(code))


@lru_cache(_AS_MANY_AS_A_LARGE_STORE_HAS)
def neighbours(period: Period) -> Neighbours:
    """A period with those that its figures are compared with."""
    year_earlier, year = period.year_earlier(), year_of(period)
    earlier = [period.previous()]
    while len(earlier) < _MOST_EARLIER and earlier[-1].previous().end >= year_earlier.end:
        earlier.append(earlier[-1].previous())
    return Neighbours(period, period.code, tuple(before.code for before in earlier), year_earlier.code, year, year.code)

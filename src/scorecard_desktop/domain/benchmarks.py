"""What others' figures are compared with: the latest of each, and the mean of statistical neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scorecard_desktop.domain.figures import plain, round_half_up, significant_decimals
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.target import Benchmark

_MORE_DECIMALS = 2
_MOST_DECIMALS = 6


def latest_of_each(benchmarks: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    """The newest benchmark of each name, in their order; one without a period counts as the oldest."""
    newest: dict[str, tuple[Period | None, Benchmark]] = {}
    for benchmark in benchmarks:
        at = period_from_code(benchmark.period) if benchmark.period else None
        known = newest.get(benchmark.name)
        if known is None or (at is not None and (known[0] is None or at > known[0])):
            newest[benchmark.name] = (at, benchmark)
    return tuple(benchmark for _, benchmark in newest.values())


def mean_of_others(figures: Sequence[Decimal | None]) -> Decimal | None:
    """The plain mean of the figures of several councils, each counting alike: how statistical neighbours are compared.

    A council without a figure is left out; where that are more than half of them there is no mean (None). To two places
    more than the most exact of the figures, six at most; halves are rounded up.
    """
    known = [figure for figure in figures if figure is not None]
    if not known or len(known) * 2 < len(figures):
        return None
    places = min(max(map(significant_decimals, known)) + _MORE_DECIMALS, _MOST_DECIMALS)
    return Decimal(plain(round_half_up(sum(known, Decimal(0)) / len(known), places)))

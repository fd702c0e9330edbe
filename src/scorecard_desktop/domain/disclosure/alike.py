"""Numbers that are one number in two places, percentages of two counts, and parts of one whole.

No setting says so: the figures do, and what figures bear out a reader can see as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.disclosure.counted import Name, Place, Role
from scorecard_desktop.domain.disclosure.sums import Figures, Tie
from scorecard_desktop.domain.figures import Unit, significant_decimals
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rules.duplicates import bare_name

_ENOUGH = 3
_DIFFERENT = 2
_TELLING = 10
_ANCHORS = 3
_MOST_DECIMALS = 6
_STEADY = Decimal("1.02")
"""How far the population that a rate is of may wander and still tell the count."""

Series = tuple[str, str, Role]
"""An indicator's numbers of one role in one area."""


class Share(NamedTuple):
    """A percentage without counts of its own which two counts give in every period."""

    place: Place
    over: Name
    under: Name
    value: Decimal


def series_of(figures: Figures) -> dict[Series, dict[str, int]]:
    """The known numbers of each series by period."""
    found: dict[Series, dict[str, int]] = defaultdict(dict)
    for each in figures.values():
        for role, number in each.numbers.items():
            if number is not None:
                found[each.place[0], each.place[2], role][each.place[1]] = number
    return found


def same_numbers(book: Book, figures: Figures) -> Iterator[tuple[Series, Series]]:
    """Pairs of series that are one: equal wherever both have a number, and often enough that it is no chance.

    Of indicators with one name and unit once is enough; of others three periods, with numbers that are not all one.
    """
    series = series_of(figures)
    yield from _of_one_name(book, series)
    seen: dict[tuple[str, str, int], list[Series]] = defaultdict(list)
    for one, numbers in series.items():
        for period, number in numbers.items():
            if number >= _TELLING:
                seen[period, one[1], number].append(one)
    done: set[tuple[Series, Series]] = set()
    for one, numbers in series.items():
        anchors = sorted(numbers.items(), key=lambda item: -item[1])[:_ANCHORS]
        for period, number in anchors:
            for other in seen.get((period, one[1], number), ()):
                if other != one and (one, other) not in done:
                    done |= {(one, other), (other, one)}
                    if _is_one(numbers, series[other]):
                        yield one, other


def _of_one_name(book: Book, series: Mapping[Series, Mapping[str, int]]) -> Iterator[tuple[Series, Series]]:
    named: dict[tuple[str, str, str, Role], list[Series]] = defaultdict(list)
    for one in series:
        indicator = book.get(Indicator, one[0])
        if indicator is not None and " " in bare_name(indicator.name):
            named[bare_name(indicator.name), indicator.unit.value, one[1], one[2]].append(one)
    for alike in named.values():
        for one, other in combinations(alike, 2):
            shared = series[one].keys() & series[other].keys()
            if shared and all(series[one][period] == series[other][period] for period in shared):
                yield one, other


def _is_one(numbers: Mapping[str, int], others: Mapping[str, int]) -> bool:
    shared = numbers.keys() & others.keys()
    if len(shared) < _ENOUGH or any(numbers[period] != others[period] for period in shared):
        return False
    return len({numbers[period] for period in shared}) >= _DIFFERENT


def complements(series: Mapping[Series, Mapping[str, int]]) -> Iterator[tuple[str, ...]]:
    """Indicators that are the shares of one whole: those who did, and those who did not.

    Their denominators are the same and their numerators add up to them in every period that all have. The first of
    each tuple is the area.
    """
    wholes: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for indicator, area, role in series:
        if role is Role.UNDER:
            for period, number in series[indicator, area, role].items():
                wholes[period, area, number].append(indicator)
    found: dict[tuple[str, ...], None] = {}
    for (_, area, _), members in wholes.items():
        for size in {2, len(members)} if len(members) > 1 else ():
            for some in combinations(members, size):
                if (area, *some) not in found and _make_up(series, area, some):
                    found[area, *some] = None
    yield from found


def _make_up(series: Mapping[Series, Mapping[str, int]], area: str, some: Sequence[str]) -> bool:
    overs = [series.get((each, area, Role.OVER), {}) for each in some]
    unders = [series[each, area, Role.UNDER] for each in some]
    shared = [p for p in unders[0] if all(p in numbers for numbers in (*overs, *unders))]
    return bool(shared) and all(
        sum(over[period] for over in overs) == unders[0][period] and len({under[period] for under in unders}) == 1
        for period in shared
    )


def of_one_whole(series: Mapping[Series, Mapping[str, int]], found: Iterable[tuple[str, ...]]) -> Iterator[Tie]:
    """What ties the shares of one whole together in each period."""
    for area, *some in found:
        for period in series[some[0], area, Role.UNDER]:
            parts = tuple(((each, period, area), Role.OVER) for each in some)
            if all(period in series.get((each, area, Role.OVER), {}) for each in some):
                family = ("complements", area, *some)
                yield Tie(family, ((some[0], period, area), Role.UNDER), parts, "the shares of one whole")


def shares(book: Book, figures: Figures, near: Iterable[str]) -> Iterator[Share]:
    """Percentages that are one count of their scorecard out of another; ``near`` are the counts that are asked about.

    Two periods at least must bear it out, and none speak against it.
    """
    counts = {one: numbers for one, numbers in series_of(figures).items() if one[2] is Role.COUNT}
    wanted = set(near)
    for card in book.scorecards():
        own = book.indicators(card.id)
        ids = {indicator.id for indicator in own}
        inside = {one: numbers for one, numbers in counts.items() if one[0] in ids}
        overs = [one for one in inside if one[0] in wanted]
        if not overs:
            continue
        by_size = _by_size(inside)
        for percentage in own:
            if percentage.unit is Unit.PERCENT:
                for area, values in _without_counts(book, percentage, figures).items():
                    for over in overs:
                        if over[1] == area:
                            yield from _shares_of(percentage.id, values, over, by_size, inside)


_BySize = Mapping[tuple[str, str], Sequence[tuple[int, Series]]]


def _by_size(counts: Mapping[Series, Mapping[str, int]]) -> _BySize:
    """The counts of each period and area in order of size."""
    found: dict[tuple[str, str], list[tuple[int, Series]]] = defaultdict(list)
    for one, numbers in counts.items():
        for period, number in numbers.items():
            found[period, one[1]].append((number, one))
    return {at: sorted(those, key=lambda pair: pair[0]) for at, those in found.items()}


def _without_counts(book: Book, percentage: Indicator, figures: Figures) -> Mapping[str, Mapping[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for figure in book.of(Observation, percentage.id):
        if figure.value is not None and figure.value > 0 and figure.key not in figures:
            found[figure.area][figure.period] = figure.value
    return found


def _shares_of(
    percentage: str,
    values: Mapping[str, Decimal],
    over: Series,
    by_size: _BySize,
    counts: Mapping[Series, Mapping[str, int]],
) -> Iterator[Share]:
    own, area = counts[over], over[1]
    first = next((period for period in values if own.get(period, 0) > 0), None)
    if first is None:
        return
    low, high = told(values[first])
    sized = by_size[first, area]
    at = bisect_left(sized, int(100 * own[first] / high) - 1, key=lambda pair: pair[0])
    most = 100 * own[first] / low + 1 if low > 0 else None
    for number, under in sized[at:]:
        if most is not None and number > most:
            break
        shared = [period for period in values if period in own and period in counts[under]]
        borne_out = len(shared) >= _DIFFERENT and all(_gives(values[p], own[p], counts[under][p]) for p in shared)
        if under != over and borne_out:
            for period in shared:
                of, out_of = (((each[0], period, area), Role.COUNT) for each in (over, under))
                yield Share((percentage, period, area), of, out_of, values[period])


class Proportion(NamedTuple):
    """A rate or percentage that goes up and down with a count: what it tells of the count in a period."""

    place: Place
    counted: Name
    low: int
    high: int


def proportions(book: Book, figures: Figures, near: Iterable[str], besides: Iterable[Place]) -> Iterator[Proportion]:
    """Rates and percentages without counts that are to a count as they are in every other period.

    They are of a population that stays the same. Three periods at least must bear it out. ``besides`` are figures that
    are known to be shares of two counts.
    """
    counts = {one: numbers for one, numbers in series_of(figures).items() if one[2] is Role.COUNT}
    known = set(besides)
    wanted = set(near)
    for card in book.scorecards():
        own = book.indicators(card.id)
        overs = [one for one in counts if one[0] in wanted and any(one[0] == each.id for each in own)]
        for rate in own if overs else ():
            if rate.unit in (Unit.PERCENT, Unit.RATE):
                for area, values in _without_counts(book, rate, figures).items():
                    for over in overs:
                        if over[1] == area and (rate.id, next(iter(values)), area) not in known:
                            yield from _in_proportion(rate.id, values, over, counts[over])


def _in_proportion(
    rate: str, values: Mapping[str, Decimal], over: Series, numbers: Mapping[str, int]
) -> Iterator[Proportion]:
    if not _steady(list(islice((p for p in values if numbers.get(p, 0) > 0), _ENOUGH)), values, numbers):
        return  # nearly every pair is told apart by its first periods
    shared = [period for period in values if numbers.get(period, 0) > 0]
    if len(shared) < _ENOUGH or len({numbers[period] for period in shared}) < _DIFFERENT:
        return
    if not _steady(shared, values, numbers):
        return
    ends = {period: told(values[period]) for period in shared}
    least = {period: numbers[period] / high for period, (_, high) in ends.items()}
    most = {period: numbers[period] / low for period, (low, _) in ends.items()}
    for period in shared:
        others = [each for each in shared if each != period]
        low = min(least[each] for each in others) * ends[period][0]
        high = max(most[each] for each in others) * ends[period][1]
        number = numbers[period]
        place, name = (rate, period, over[1]), ((over[0], period, over[1]), Role.COUNT)
        yield Proportion(place, name, min(int(low), number), max(int(high) + 1, number))


def _steady(periods: Sequence[str], values: Mapping[str, Decimal], numbers: Mapping[str, int]) -> bool:
    """Whether the rate may be of one population in some periods, but for rounding."""
    ends = [(numbers[period], *told(values[period])) for period in periods]
    if not ends or any(low <= 0 for _, low, _ in ends):
        return False
    return max(number / high for number, _, high in ends) <= min(number / low for number, low, _ in ends) * _STEADY


def told(value: Decimal) -> tuple[Decimal, Decimal]:
    """The range in which a percentage lies that is given with its decimals."""
    decimals = min(significant_decimals(value), _MOST_DECIMALS)
    half = Decimal("0.5").scaleb(-decimals)
    return value - half, value + half


def _gives(value: Decimal, over: int, under: int) -> bool:
    if under <= 0 or over > under:
        return False
    low, high = told(value)
    return low <= Decimal(100 * over) / under <= high

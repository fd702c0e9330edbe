"""Figures derived from others: longer periods from shorter, the council from its localities (rules.md, Aggregation).

How an indicator is derived is said by its ``aggregate`` settings; nothing is derived unless they say so. A derived
figure is never stored, so it is worked out anew whenever its parts have changed, and a figure that was entered is
never replaced by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scorecard_desktop.domain.adding_up import (
    ADDED,
    Method,
    Part,
    Total,
    added_over_areas,
    added_over_time,
    last_of,
    sum_allowance,
)
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.due import Schedule
from scorecard_desktop.domain.figures import show, significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, shown_decimals
from scorecard_desktop.domain.period import Period, PeriodKind, period_from_code
from scorecard_desktop.domain.pieces import pieces
from scorecard_desktop.domain.settings import (
    AGGREGATE_AREAS,
    AGGREGATE_FROM,
    AGGREGATE_LOCALITIES,
    AGGREGATE_METHOD,
    value_of,
)

Key = tuple[str, str, str]
"""Indicator, period and area: what makes a figure unique in a book."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure worked out from ``parts``, of which some may not have come.

    ``total.how`` says how it was derived, or why it cannot be where ``total.value`` is None.
    """

    indicator: str
    period: str
    area: str
    total: Total
    parts: tuple[Key, ...]

    @property
    def observation(self) -> Observation | None:
        """The figure as rules read one, its note saying that it is derived and how; None where there is no value."""
        if self.total.value is None:
            return None
        return Observation(
            self.indicator,
            self.period,
            self.area,
            self.total.value,
            flags=self.total.flags,
            numerator=self.total.numerator,
            denominator=self.total.denominator,
            note=f"Derived. {self.total.how}",
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was entered, and what its parts make: further apart than rounding explains."""

    indicator: Indicator
    observation: Observation
    derived: Derived
    sentence: str

    @property
    def made(self) -> Decimal:
        """What the parts make."""
        assert self.derived.total.value is not None  # there is no difference without one
        return self.derived.total.value


def figure_at(book: Book, indicator: Indicator, period: Period, area: str = "") -> Observation | None:
    """The figure that was entered, or else the one that is derived; None where there is none."""
    entered = book.observation(indicator.id, period.code, area)
    if entered is not None:
        return entered
    derived = derived_at(book, indicator, period, area)
    return derived.observation if derived is not None else None


def derived_at(book: Book, indicator: Indicator, period: Period, area: str = "") -> Derived | None:
    """What a figure's parts make, whether or not it was entered; None where the settings derive nothing for it.

    The council's figure is made of its localities' for the same period where it is said to be and they have any,
    else of its own for shorter periods.
    """
    return next(_ways(book, indicator, period, area), None)


def figures_of(book: Book, indicator: Indicator, kind: PeriodKind) -> list[tuple[Period, Observation]]:
    """An indicator's figures of one kind of period, oldest first: those entered, and those derived for the rest.

    Figures are derived for the scorecard's columns and for the periods in which a locality has a figure.
    """
    own = book.of(Observation, indicator.id)
    found = {o.period: o for o in own if not o.area and period_from_code(o.period).kind is kind}
    if derives(book, indicator):
        wanted = {o.period for o in own if o.area} | {column.code for column in book.periods(indicator.scorecard)}
        for code in wanted - found.keys():
            period = period_from_code(code)
            derived = derived_at(book, indicator, period) if period.kind is kind else None
            if derived is not None and derived.observation is not None:
                found[code] = derived.observation
    pairs = ((period_from_code(code), figure) for code, figure in found.items())
    return sorted(pairs, key=lambda pair: pair[0].end)  # of one kind, so that the last day tells them apart


def derives(book: Book, indicator: Indicator) -> bool:
    """Whether the settings make figures of an indicator from others."""
    return value_of(book, AGGREGATE_METHOD, indicator) is not None or value_of(book, AGGREGATE_LOCALITIES, indicator)


def _ways(
    book: Book, indicator: Indicator, period: Period, area: str, wanting: frozenset[str] = frozenset()
) -> Iterator[Derived]:
    """Every way in which a figure is made of others; ``wanting`` are the indicators that want it for their own."""
    if not area and value_of(book, AGGREGATE_LOCALITIES, indicator):
        localities = _over_areas(book, indicator, period, wanting)
        if localities is not None:
            yield localities
    method = value_of(book, AGGREGATE_METHOD, indicator)
    if method is not None:
        shorter = _over_time(book, indicator, period, area, method, wanting)
        if shorter is not None:
            yield shorter


def _over_areas(book: Book, indicator: Indicator, period: Period, wanting: frozenset[str]) -> Derived | None:
    areas = areas_of(book, indicator)
    keys = tuple((indicator.id, period.code, area) for area in areas)
    parts = [Part(area, _part(book, indicator, period, area, wanting)) for area in areas]
    if all(part.observation is None for part in parts):
        return None
    return Derived(indicator.id, period.code, "", added_over_areas(parts, indicator.unit), keys)


def areas_of(book: Book, indicator: Indicator) -> tuple[str, ...]:
    """The localities that together are the whole council: those that were named, else those that have figures."""
    named = value_of(book, AGGREGATE_AREAS, indicator)
    if named:
        return named
    return tuple(sorted({figure.area for figure in book.of(Observation, indicator.id) if figure.area}))


def _over_time(
    book: Book, indicator: Indicator, period: Period, area: str, method: Method, wanting: frozenset[str]
) -> Derived | None:
    key = (indicator.id, period.code, area)
    named = value_of(book, AGGREGATE_FROM, indicator)
    source = book.get(Indicator, named) if named and named != indicator.id else indicator
    if source is None:
        return Derived(*key, Total(f"There is no indicator “{named}” to make it of."), ())
    if source.unit is not indicator.unit:
        return Derived(*key, Total(f"{source.title} is not measured in the same unit."), ())
    step = Schedule(book, source).home
    if source is indicator and period.kind is step:
        return None  # what is entered for such a period is what the others are made of
    if source.id in wanting:
        return Derived(*key, Total("It would be made of itself."), ())
    made_up = pieces(method, period, step)
    if made_up is None:
        return None
    wanting |= {indicator.id}
    keys = tuple((source.id, piece.code, area) for piece in made_up)
    parts = [Part(piece.label, _part(book, source, piece, area, wanting)) for piece in made_up]
    total = last_of(parts[-1]) if method is Method.SNAPSHOT else added_over_time(parts, source.unit)
    return Derived(*key, total, keys)


def _part(book: Book, indicator: Indicator, period: Period, area: str, wanting: frozenset[str]) -> Observation | None:
    entered = book.observation(indicator.id, period.code, area)
    if entered is not None:
        return entered
    derived = next(_ways(book, indicator, period, area, wanting), None)
    if derived is not None:
        return derived.observation
    if Schedule(book, indicator).expects(period):
        return None
    return Observation(indicator.id, period.code, area, expected=False)


# What was entered against what its parts make


def differences(book: Book) -> Iterator[Difference]:
    """Every figure that was entered and is not what its parts make, beyond rounding, where the settings derive it."""
    for indicator in book.all(Indicator):
        yield from differences_of(book, indicator)


def differences_of(book: Book, indicator: Indicator) -> Iterator[Difference]:
    """Those of one indicator."""
    if not derives(book, indicator):
        return
    for entered in book.of(Observation, indicator.id):
        if entered.value is None:
            continue
        for derived in _ways(book, indicator, period_from_code(entered.period), entered.area):
            made = derived.total.value
            if made is not None and abs(entered.value - made) > _allowance(book, indicator, entered, derived):
                yield Difference(indicator, entered, derived, _sentence(indicator, entered, entered.value, derived))


def _allowance(book: Book, indicator: Indicator, entered: Observation, derived: Derived) -> Decimal:
    """How far rounding alone may part the two."""
    assert entered.value is not None
    found = (book.get(Observation, *key) for key in derived.parts)
    parts = [part.value for part in found if part is not None and part.value is not None]
    if indicator.unit in ADDED and len(derived.parts) > 1:
        return sum_allowance(entered.value, parts)
    return Decimal("0.5").scaleb(-shown_decimals(entered))


def _sentence(indicator: Indicator, entered: Observation, value: Decimal, derived: Derived) -> str:
    made = derived.total.value
    assert made is not None
    places = max(indicator.decimals, min(significant_decimals(value), 4))
    while places < 8 and round(value, places) == round(made, places):
        places += 1
    stated, worked_out = show(value, indicator.unit, places), show(made, indicator.unit, places)
    apart = show(abs(value - made), indicator.unit, places)
    when = period_from_code(entered.period).label + (f", {entered.area}," if entered.area else "")
    return f"{when} is {stated}, but its parts make {worked_out}, a difference of {apart}. {derived.total.how}"

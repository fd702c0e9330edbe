"""How an officer wants to see a scorecard: which indicators and periods, in which order, grouped and how high."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.grouping import Grouping, grouping_from
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.models.columns import Choice


class Span(Enum):
    """How many periods up to the current one have a column; those still to come always have."""

    SIX = "6"
    THIRTEEN = "13"
    TWENTY_FIVE = "25"
    ALL = "all"

    @property
    def words(self) -> str:
        """As the list of choices says it."""
        return "All periods" if self is Span.ALL else f"Last {self.value} periods"

    def of(self, periods: Sequence[Period], current: Period | None) -> list[Period]:
        """The periods that are shown of ``periods``, oldest first."""
        if self is Span.ALL or current is None:
            return list(periods)
        past = [period for period in periods if period <= current]
        return past[-int(self.value) :] + [period for period in periods if period > current]


@dataclass(frozen=True, slots=True)
class Range:
    """The periods from one to another, both included, by their codes."""

    first: str
    last: str

    @property
    def value(self) -> str:
        """How it is remembered."""
        return f"{self.first}..{self.last}"

    @property
    def words(self) -> str:
        """As the list of choices says it."""
        return f"{period_from_code(self.first).heading} – {period_from_code(self.last).heading}"

    def of(self, periods: Sequence[Period], current: Period | None) -> list[Period]:
        """The periods that end in it, oldest first."""
        first, last = period_from_code(self.first), period_from_code(self.last)
        return [period for period in periods if first.end <= period.end <= last.end]


def span_from(text: str) -> Span | Range:
    """A span or a range that was remembered; the usual span where it cannot be read."""
    first, dots, last = text.partition("..")
    try:
        if dots:
            period_from_code(first)
            period_from_code(last)
            return Range(first, last)
        return Span(text)
    except ValueError:
        return Span.THIRTEEN


class Only(Enum):
    """What may be asked for besides ratings."""

    EXCEPTIONS = "exceptions"
    AWAITED = "awaited"


class Density(Enum):
    """How high a row is."""

    COMPACT = "compact"
    NORMAL = "normal"
    COMFORTABLE = "comfortable"

    @property
    def words(self) -> str:
        """As the list of choices says it."""
        return self.value.capitalize()

    @property
    def pixels(self) -> int:
        """The height of one row at the usual text size."""
        return {Density.COMPACT: 24, Density.NORMAL: 28, Density.COMFORTABLE: 36}[self]

    @property
    def lines(self) -> int:
        """How many lines a long name may take."""
        return 1 if self is Density.COMPACT else 2


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column the indicators of each group are sorted; ``column`` is its key, ``rating`` the worst first.

    Without a column they stand as the sheet has them.
    """

    column: str = ""
    descending: bool = False

    def after(self, column: str) -> Sorting:
        """What follows when a column is asked for: ascending, then descending, then as the sheet has it."""
        if self.column != column:
            return Sorting(column)
        return Sorting() if self.descending else Sorting(column, descending=True)


BY_RATING = "rating"

_BY_SECTION, _UNSORTED, _USUAL = Grouping(), Sorting(), Choice()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the officer asked to see. No ``rags`` means every rating."""

    find: str = ""
    rags: frozenset[Rag] = frozenset()
    only: frozenset[Only] = frozenset()
    span: Span | Range = Span.THIRTEEN
    grouping: Grouping = _BY_SECTION
    sorting: Sorting = _UNSORTED
    columns: Choice = _USUAL
    density: Density = Density.NORMAL

    def finds(self, indicator: Indicator) -> bool:
        """Whether an indicator has every word that is looked for."""
        if not self.find.strip():
            return True
        text = f"{indicator.ref} {indicator.name} {indicator.section} {indicator.service}".casefold()
        return all(word in text for word in self.find.casefold().split())

    @property
    def needs_all(self) -> bool:
        """Whether every figure must be known before anything can be shown."""
        return bool(self.rags or self.only or self.sorting.column)


def to_text(arrangement: Arrangement) -> str:
    """An arrangement as it is remembered; what is looked for is kept elsewhere."""
    return json.dumps(
        {
            "rags": sorted(rag.value for rag in arrangement.rags),
            "only": sorted(only.value for only in arrangement.only),
            "span": arrangement.span.value,
            "group": arrangement.grouping.code,
            "sort": arrangement.sorting.column,
            "descending": arrangement.sorting.descending,
            "order": list(arrangement.columns.order),
            "hidden": sorted(arrangement.columns.hidden),
            "density": arrangement.density.value,
        }
    )


def from_text(text: str) -> Arrangement:
    """An arrangement that was remembered; the usual one for as much of it as cannot be read."""
    try:
        held = json.loads(text)
    except ValueError:
        held = None
    if not isinstance(held, dict):
        return Arrangement()
    usual = Arrangement()
    return replace(
        usual,
        rags=frozenset(rag for rag in Rag if rag.value in _texts(held, "rags")),
        only=frozenset(only for only in Only if only.value in _texts(held, "only")),
        span=span_from(str(held.get("span", ""))),
        grouping=grouping_from(str(held.get("group", ""))),
        sorting=Sorting(str(held.get("sort", "")), held.get("descending") is True),
        columns=Choice(tuple(_texts(held, "order")), frozenset(_texts(held, "hidden"))),
        density=next((one for one in Density if one.value == held.get("density")), usual.density),
    )


def _texts(held: dict[str, Any], name: str) -> list[str]:
    found = held.get(name)
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []

"""Targets, the tolerances that decide amber, and the benchmarks to compare with."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.figures import Unit, show, significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Source, Symbol


class TargetKind(Enum):
    """How a target is put."""

    VALUE = "value"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    RANGE = "range"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed at, for one period or (``period`` empty) for every period without one of its own.

    ``low`` alone holds the one value of VALUE, AT_LEAST; ``high`` alone that of AT_MOST; RANGE has both; TEXT is
    kept and never rated. ``version`` counts up each time the target is changed, so that a rating can say which it
    used.
    """

    record_kind: ClassVar[str] = "target"

    indicator: str
    period: str
    kind: TargetKind
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    version: int = 1
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.indicator, self.period)

    @property
    def value(self) -> Decimal | None:
        """The one figure to measure variance against; None for a range or a text."""
        if self.kind is TargetKind.AT_MOST:
            return self.high
        return self.low if self.kind in (TargetKind.VALUE, TargetKind.AT_LEAST) else None

    @property
    def complete(self) -> bool:
        """True where it holds the figures that its kind needs, so that something can be measured against it."""
        if self.kind is TargetKind.RANGE:
            return self.low is not None and self.high is not None
        return self.value is not None

    def show(self, unit: Unit, decimals: int) -> str:
        """The target as read: ``20%``, ``at most 20%``, ``260 to 300``."""

        def one(value: Decimal | None) -> str:
            return "" if value is None else show(value, unit, min(decimals, significant_decimals(value)))

        if self.kind is TargetKind.TEXT:
            return self.text
        if self.kind is TargetKind.RANGE:
            return f"{one(self.low)} to {one(self.high)}"
        words = {TargetKind.AT_MOST: "at most ", TargetKind.AT_LEAST: "at least "}.get(self.kind, "")
        return f"{words}{one(self.value)}"


class ToleranceKind(Enum):
    """How amber is decided (rules.md, Polarity, target, tolerance → RAG, a to e)."""

    THRESHOLDS = "thresholds"
    RELATIVE = "relative"
    ABSOLUTE = "absolute"
    LAST_YEAR = "last year"
    FLOOR = "floor"


class Scope(Enum):
    """Where a setting or tolerance is held; the narrower wins."""

    COUNCIL = "council"
    SCORECARD = "scorecard"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Where amber ends, held at one scope: for an indicator, its scorecard, or the council.

    THRESHOLDS uses ``red`` and ``green``; RELATIVE ``margin`` in percent of the target; ABSOLUTE ``margin`` in the
    indicator's unit; LAST_YEAR ``margin`` in percent of the target, within which green still holds and beyond which
    amber needs a figure no worse than the same period's last year; FLOOR ``floor`` in the indicator's unit.
    """

    record_kind: ClassVar[str] = "tolerance"

    scope: Scope
    owner: str
    kind: ToleranceKind
    red: Decimal | None = None
    green: Decimal | None = None
    margin: Decimal | None = None
    floor: Decimal | None = None
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.scope.value, self.owner)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A figure of others to compare with: statistical neighbours, national average and so on."""

    record_kind: ClassVar[str] = "benchmark"

    indicator: str
    name: str
    order: int = 0
    period: str = ""
    value: Decimal | None = None
    symbol: Symbol | None = None
    note: str = ""
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.indicator, self.name, self.period)

"""A chart as facts: its places, lines, bands and notes, the sentence that says what it shows, and its table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Rag


class LineKind(Enum):
    """What a line is, by which it is drawn."""

    FIGURES = "figures"
    EARLIER = "figures of an earlier year"
    TARGET = "target"
    MEAN = "mean"
    LIMIT = "limit"
    BENCHMARK = "benchmark"


class BandKind(Enum):
    """What a band is, by which it is drawn."""

    TARGET = "target range"
    TOLERANCE = "tolerance"
    LIMITS = "between the limits"


@dataclass(frozen=True, slots=True)
class Spot:
    """One figure of the chart: its place along it, and what is said of it when it is pointed at.

    ``value`` is None where there is a symbol or words, or where the figure is awaited. ``rag`` gives its shape and
    colour; ``special`` instead, where it is given: whether special cause is better, worse, or neither (NONE).
    """

    at: int
    value: Decimal | None
    words: str
    rag: Rag = Rag.NONE
    special: Merit | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a level at each place; None leaves a gap. ``name`` is written at its end."""

    kind: LineKind
    name: str
    levels: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """From one level to another at each place; None where there is none."""

    kind: BandKind
    name: str
    low: tuple[Decimal | None, ...]
    high: tuple[Decimal | None, ...]


class BarKind(Enum):
    """What a bar is, by which it is drawn: a balance that stands on nil, or what is added to it or taken from it.

    Where figures of several stand side by side, it is ours or one of the others'.
    """

    BALANCE = "balance"
    MORE = "more"
    LESS = "less"
    OURS = "ours"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Bar:
    """From one level to another at a place; ``words`` stand at its end."""

    at: int
    start: Decimal
    end: Decimal
    kind: BarKind
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """What an officer wrote at a place."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. ``headings`` are the places from left to right, ``codes`` their periods' codes, empty where none.

    ``columns`` and ``rows`` are the table that says the same, newest first. ``small_print`` says how it was made.
    ``breaks`` are the places at which what is usual is reckoned anew.
    """

    kind: str
    title: str
    sentence: str
    headings: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    lines: tuple[Line, ...] = ()
    bands: tuple[Band, ...] = ()
    notes: tuple[Note, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    small_print: str = ""
    bars: tuple[Bar, ...] = ()
    breaks: tuple[int, ...] = ()

    @property
    def drawable(self) -> bool:
        """Whether there is any figure to draw."""
        return any(spot.value is not None for spot in self.spots)

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest level that must be in sight."""
        return bounds_of([self])


def bounds_of(pictures: Iterable[Picture]) -> tuple[Decimal, Decimal]:
    """The lowest and the highest level of several, for a scale that they share; 0 to 1 where there is none."""
    levels: list[Decimal] = []
    for picture in pictures:
        levels += [spot.value for spot in picture.spots if spot.value is not None]
        for line in picture.lines:
            levels += [level for level in line.levels if level is not None]
        for bar in picture.bars:
            levels += [Decimal(0), bar.start, bar.end]
        for band in picture.bands:
            if band.kind is not BandKind.TOLERANCE:
                levels += [level for level in (*band.low, *band.high) if level is not None]
    return (min(levels), max(levels)) if levels else (Decimal(0), Decimal(1))

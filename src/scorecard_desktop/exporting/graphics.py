"""Pictures as shapes: lines, areas, discs and labels, from which any format can draw.

Lengths are points, the origin is the lower left corner, y grows upwards. Colours are ``#RRGGBB``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Protocol, runtime_checkable

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Rag

Point = tuple[float, float]


class Measure(Protocol):
    """The width in points of a text at a size."""

    def __call__(self, words: str, size: float, *, strong: bool = False) -> float: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon, with an outline where ``outline`` is given."""

    points: tuple[Point, ...]
    colour: str
    outline: str = ""
    outline_width: float = 0.6


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    centre: Point
    radius: float
    colour: str
    outline: str = ""
    outline_width: float = 0.6


class Anchor(Enum):
    """Which part of a label stands at its point."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point of their baseline."""

    at: Point
    words: str
    size: float
    colour: str
    anchor: Anchor = Anchor.START
    strong: bool = False


Shape = Line | Area | Disc | Label


class Graphic(Protocol):
    """A picture that can be drawn at any size."""

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The picture within ``width`` by ``height`` points, back to front."""
        ...


@runtime_checkable
class Growing(Protocol):
    """A picture that needs some height so that none of its words is cut."""

    def least_height(self, width: float, measure: Measure) -> float:
        """The height in points without which the picture cannot say all at ``width``."""
        ...


def least_height(graphic: Graphic, width: float, measure: Measure) -> float:
    """What a picture needs at least; nothing where it fits any height."""
    return graphic.least_height(width, measure) if isinstance(graphic, Growing) else 0.0


def enlarged(shapes: tuple[Shape, ...], factor: float) -> Iterator[Shape]:
    """The shapes of a picture, ``factor`` times as large in every way."""

    def at(point: Point) -> Point:
        return point[0] * factor, point[1] * factor

    for shape in shapes:
        match shape:
            case Line(points, _, width, dash):
                grown = tuple(one * factor for one in dash)
                yield replace(shape, points=tuple(map(at, points)), width=width * factor, dash=grown)
            case Area(points, _, _, width):
                yield replace(shape, points=tuple(map(at, points)), outline_width=width * factor)
            case Disc(centre, radius, _, _, width):
                yield replace(shape, centre=at(centre), radius=radius * factor, outline_width=width * factor)
            case Label(place, _, size):
                yield replace(shape, at=at(place), size=size * factor)


def emptied(shapes: tuple[Shape, ...], kept: frozenset[str], paper: str, line: str) -> Iterator[Shape]:
    """The shapes with outlines in place of fills, but for those whose colour is ``kept``, as that of ratings is."""
    for shape in shapes:
        if isinstance(shape, Area) and shape.colour not in kept and shape.colour != paper:
            yield replace(shape, colour=paper, outline=line, outline_width=max(shape.outline_width, 0.8))
        else:
            yield shape


def rag_mark(rag: Rag, centre: Point, size: float, fill: str, outline: str) -> Shape:
    """The shape of a rating, ``size`` high: disc, triangle or square, and a dash where there is none."""
    x, y = centre
    half = size / 2
    if rag is Rag.GREEN:
        return Disc(centre, half, fill, outline)
    if rag is Rag.AMBER:
        return Area(((x - half * 1.1, y - half), (x + half * 1.1, y - half), (x, y + half)), fill, outline)
    if rag is Rag.RED:
        side = half * 0.9
        return Area(
            ((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)), fill, outline
        )
    return Line(((x - half, y), (x + half, y)), outline, 1.1)


def special_mark(special: Merit, centre: Point, size: float, fill: str, outline: str) -> Shape:
    """A point of a control chart: a disc where it is usual, else a diamond (better), a square (worse) or a star."""
    x, y = centre
    half = size / 2
    if special is Merit.SAME:
        return Disc(centre, half, fill, outline)
    if special is Merit.BETTER:
        return Area(((x - half, y), (x, y - half), (x + half, y), (x, y + half)), fill, outline)
    if special is Merit.WORSE:
        side = half * 0.8
        return Area(
            ((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)), fill, outline
        )
    turns = [(0.5 + at / 5) * math.pi for at in range(10)]
    reach = [half * (1.15 if at % 2 == 0 else 0.5) for at in range(10)]
    return Area(
        tuple((x + far * math.cos(turn), y + far * math.sin(turn)) for turn, far in zip(turns, reach, strict=True)),
        fill,
        outline,
    )

"""The labels at the right edge of a chart: beside what they name, wrapped to their room, and never on one another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting.graphics import Measure

LEADING = 11.0


@dataclass(frozen=True, slots=True)
class EdgeLabel:
    """Words that wish to stand beside ``value``."""

    value: Decimal
    words: str
    colour: str
    strong: bool = False


def wrapped(label: EdgeLabel, room: float, size: float, measure: Measure) -> tuple[str, ...]:
    """The words of a label as lines no wider than ``room``; a word that is wider by itself is cut."""
    lines = [""]
    for word in label.words.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size, strong=label.strong) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and measure(lines[-1] + character, size, strong=label.strong) > room:
                lines.append("")
            lines[-1] += character
    return tuple(lines)


def spread(wished: Sequence[float], heights: Sequence[float], bottom: float, top: float) -> list[float]:
    """The middles of labels of these ``heights``, as near as may be to those wished for (rising).

    No two labels meet, and all stand between ``bottom`` and ``top`` where there is room for all.
    """
    placed: list[float] = []
    floor = bottom
    for middle, tall in zip(wished, heights, strict=True):
        placed.append(max(middle, floor + tall / 2))
        floor = placed[-1] + tall / 2
    ceiling = top
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], ceiling - heights[index] / 2)
        ceiling = placed[index] - heights[index] / 2
    return placed

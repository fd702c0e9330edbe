"""The design grid: twelve columns to a page, of which texts side by side take as many as their length asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scorecard_desktop.exporting.document import Block
from scorecard_desktop.exporting.reading import block_text

GRID = 12
_NARROWEST = 3
_SHORT = 200.0
"""Texts of no more characters than this are alike."""


def grid_shares(columns: Sequence[Sequence[Block]]) -> tuple[float, ...]:
    """How many of the grid's columns each text takes: more for more words, so that they end near one another."""
    spare = GRID - _NARROWEST * len(columns)
    if spare <= 0:
        return (1.0,) * len(columns)
    lengths = [sum(len(leaf.text) for leaf in block_text(tuple(column))) for column in columns]
    weights = [math.sqrt(max(length, _SHORT)) for length in lengths]
    wished = [GRID * weight / sum(weights) for weight in weights]
    taken = [max(math.floor(one), _NARROWEST) for one in wished]
    while sum(taken) != GRID:
        step = 1 if sum(taken) < GRID else -1
        able = [i for i, one in enumerate(taken) if step > 0 or one > _NARROWEST]
        taken[max(able, key=lambda i: step * (wished[i] - taken[i]))] += step
    return tuple(float(one) for one in taken)

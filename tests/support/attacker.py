"""A reader who wants to know: every table of whole numbers that agrees with what was published, found by trying.

It knows nothing of the program's own system or solver: it is told the cells, what is shown of each, and which cells add
up to which, and tries every number that a cell may have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Cell = Any
Sums = Sequence[tuple[Cell, Sequence[Cell]]]
Parts = Sequence[tuple[Cell, Cell]]

MOST = 60
"""No number that the tests make is half as large."""


class Reader:
    """``shown`` gives the least and the greatest that each cell may be; ``sums`` a total with its parts, ``parts`` a
    cell and one that it is not above."""

    def __init__(self, shown: Mapping[Cell, tuple[int, int]], sums: Sums, parts: Parts = ()) -> None:
        self._shown = dict(shown)
        self._sums = sums
        self._parts = parts

    def range_of(self, cell: Cell) -> tuple[int, int]:
        """The least and the greatest number that a cell can be."""
        low, high = self._shown[cell]
        possible = [number for number in range(low, high + 1) if self._may_be(cell, number)]
        return possible[0], possible[-1]

    def is_wider(self, cell: Cell, width: int) -> bool:
        """Whether the numbers that a cell can be lie further apart than ``width``."""
        low, high = self._shown[cell]
        least = next(number for number in range(low, high + 1) if self._may_be(cell, number))
        return any(self._may_be(cell, number) for number in range(high, least + width, -1))

    def _may_be(self, cell: Cell, number: int) -> bool:
        return self._search({**self._shown, cell: (number, number)})

    def _search(self, ranges: dict[Cell, tuple[int, int]]) -> bool:
        narrowed = self._narrowed(ranges)
        if narrowed is None:
            return False
        open_still = [cell for cell, (low, high) in narrowed.items() if low < high and self._matters(cell)]
        if not open_still:
            return True
        cell = min(open_still, key=lambda each: narrowed[each][1] - narrowed[each][0])
        low, high = narrowed[cell]
        return any(self._search({**narrowed, cell: (number, number)}) for number in range(low, high + 1))

    def _matters(self, cell: Cell) -> bool:
        return any(cell == total or cell in parts for total, parts in self._sums) or any(
            cell in pair for pair in self._parts
        )

    def _narrowed(self, ranges: dict[Cell, tuple[int, int]]) -> dict[Cell, tuple[int, int]] | None:
        """Ranges without the numbers that some sum rules out by itself; None where that leaves nothing."""
        found = dict(ranges)
        changed = True
        while changed:
            changed = False
            wanted: list[tuple[Cell, int, int]] = []
            for total, parts in self._sums:
                lows, highs = [found[p][0] for p in parts], [found[p][1] for p in parts]
                wanted.append((total, sum(lows), sum(highs)))
                for part, low, high in zip(parts, lows, highs, strict=True):
                    least = found[total][0] - (sum(highs) - high)
                    wanted.append((part, least, found[total][1] - (sum(lows) - low)))
            for part, whole in self._parts:
                wanted += [(part, 0, found[whole][1]), (whole, found[part][0], MOST * MOST)]
            for cell, low, high in wanted:
                now = (max(found[cell][0], low), min(found[cell][1], high))
                if now[0] > now[1]:
                    return None
                if now != found[cell]:
                    found[cell] = now
                    changed = True
        return found

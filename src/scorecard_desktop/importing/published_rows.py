"""Which rows of a published file are those that a benchmark is made of: one for each period and place.

A file gives each figure in many breakdowns. Of one that an officer has said, the rows of that value are wanted; of the
others the total. Where a breakdown has one value only for a period and place it is no choice, and is taken as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.published import is_total
from scorecard_desktop.importing.identity import same_name
from scorecard_desktop.importing.published_blocks import RowBlock, Texts

if TYPE_CHECKING:
    import numpy as np

    Truths = np.ndarray[tuple[int], np.dtype[np.bool_]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

_KEPT_ALIKE = 4
"""Rows kept of those that nothing tells apart: enough to see whether they say the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place whose figures a file has: its geographic level as written there, its code and its name."""

    level: str
    code: str
    name: str

    def is_called(self, wanted: str) -> bool:
        """Whether its code or its name is the one that is wanted."""
        return same_name(wanted) in _names(self)


@lru_cache(maxsize=65_536)
def _names(place: Place) -> tuple[str, str]:
    return same_name(place.code), same_name(place.name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rows that a benchmark is made of: of which places, at which level (any where empty), in which breakdown."""

    level: str
    places: tuple[str, ...]
    filters: tuple[tuple[int, str], ...]

    def which(self, place: Place) -> int:
        """The position among the wanted places of one that the file has; -1 where it is none of them."""
        if self.level and self.level != place.level and same_name(self.level) != same_name(place.level):
            return -1
        by_code, by_name = _names(place)
        return next((at for at, wanted in enumerate(_compared(self.places)) if wanted in (by_code, by_name)), -1)


@lru_cache(maxsize=1_024)
def _compared(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(same_name, names))


@dataclass(frozen=True, slots=True)
class RowFound:
    """A row: its number in the file, the number of its place, and its cells."""

    number: int
    place: int
    cells: tuple[str, ...]


@dataclass
class _Apart:
    """Rows of one period and place that are no total: how the first of them is told apart, and what tells others."""

    first: tuple[int, ...]
    varying: set[int] = field(default_factory=set)
    rows: list[tuple[tuple[int, ...], RowFound]] = field(default_factory=list)


def _is_called(wanted: str, text: str) -> bool:
    return same_name(text) == wanted


class _Known:
    """What holds of each text of a column, worked out once for each as texts are met."""

    def __init__(self, texts: Texts, holds: Callable[[str], bool]) -> None:
        self._texts = texts
        self._holds = holds
        self._known: list[bool] = []

    def of(self, numbers: Numbers) -> Truths:
        """For each row whether it holds of its text."""
        import numpy as np

        for text in self._texts.texts[len(self._known) :]:
            self._known.append(self._holds(text))
        return np.array(self._known, np.bool_)[numbers]

    def at(self, number: int) -> bool:
        """Whether it holds of one text that was met."""
        return self._known[number]

    @property
    def of_any(self) -> bool:
        """Whether it holds of any text that was met."""
        return any(self._known)


Key = tuple[int, int]
"""The number of a period, and the position of a wanted place."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Breakdowns (by column) that would have to be said, for the periods of ``keys``."""

    columns: tuple[int, ...]
    keys: tuple[Key, ...]


class Selection:
    """Collects the rows of one ``Wanted``, block by block."""

    def __init__(self, wanted: Wanted, filters: Mapping[int, Texts], groups: Mapping[int, int]) -> None:
        """``filters`` are the breakdowns by column; ``groups`` pairs a column of groups with what it groups."""
        said = dict(wanted.filters)
        self.wanted = wanted
        self._said = [
            (column, _Known(filters[column], partial(_is_called, same_name(value))))
            for column, value in wanted.filters
            if column in filters
        ]
        # a group follows from the value that was said
        self._left = [c for c in filters if c not in said and groups.get(c) not in said]
        self._totals = {column: _Known(filters[column], is_total) for column in self._left}
        self._places: list[int] = []
        self._whole: dict[Key, list[RowFound]] = {}
        self._apart: dict[Key, _Apart] = {}

    def take(self, block: RowBlock, places: Sequence[Place], place_of_row: Numbers, time_of_row: Numbers) -> None:
        """The wanted rows of a block, each of whose rows has a place and a period by number."""
        import numpy as np

        self._places.extend(self.wanted.which(place) for place in places[len(self._places) :])
        which = np.array(self._places, np.int64)[place_of_row]
        rows = np.nonzero(which >= 0)[0]
        for column, known in self._said:
            rows = rows[known.of(block.keys[column][rows])]
        if not len(rows):
            return
        total = np.ones(len(rows), np.bool_)
        for column in self._left:
            total &= self._totals[column].of(block.keys[column][rows])
        self._take_whole(block, rows[total], which, place_of_row, time_of_row)
        self._take_apart(block, rows[~total], which, place_of_row, time_of_row)

    def _take_whole(
        self, block: RowBlock, rows: Numbers, which: Numbers, place_of_row: Numbers, time_of_row: Numbers
    ) -> None:
        places = rows.tolist()
        for row, cells in zip(places, block.rows_at(places), strict=True):
            alike = self._whole.setdefault((int(time_of_row[row]), int(which[row])), [])
            if len(alike) < _KEPT_ALIKE:
                alike.append(RowFound(block.first + row, int(place_of_row[row]), tuple(cells)))

    def _take_apart(
        self, block: RowBlock, rows: Numbers, which: Numbers, place_of_row: Numbers, time_of_row: Numbers
    ) -> None:
        """Rows that are not total in everything: those that may be the only figure of their period and place."""
        import numpy as np

        keys = time_of_row[rows] * len(self.wanted.places) + which[rows]
        at = {self._number(key) for key in self._whole}
        if at:
            open_ = ~np.isin(keys, np.fromiter(at, np.int64))
            rows, keys = rows[open_], keys[open_]
        if not len(rows):
            return
        told = np.stack([block.keys[column][rows] for column in self._left], axis=1)
        numbers, begins, group = np.unique(keys, return_index=True, return_inverse=True)
        known = [self._apart_of(int(number), tuple(told[begin])) for number, begin in zip(numbers, begins, strict=True)]
        differs = told != np.array([each.first for each in known], np.int64)[group]
        varying = np.zeros((len(numbers), len(self._left)), np.bool_)
        np.logical_or.at(varying, group, differs)
        for each, own in zip(known, varying, strict=True):
            each.varying |= set(np.nonzero(own)[0].tolist())
        varying |= np.array([[at in each.varying for at in range(len(self._left))] for each in known], np.bool_)
        totals = np.stack([self._totals[column].of(told[:, at]) for at, column in enumerate(self._left)], axis=1)
        stays = np.nonzero((totals | ~varying[group]).all(axis=1))[0]
        for each in known:
            each.rows = [row for row in each.rows if self._stays(row[0], each.varying)]
        room = {place: _KEPT_ALIKE - len(each.rows) for place, each in enumerate(known)}
        kept: list[int] = []
        for place in stays.tolist():
            if room[int(group[place])] > 0:
                room[int(group[place])] -= 1
                kept.append(place)
        chosen = rows[kept].tolist()
        for place, row, cells in zip(kept, chosen, block.rows_at(chosen), strict=True):
            found = RowFound(block.first + row, int(place_of_row[row]), tuple(cells))
            known[int(group[place])].rows.append((tuple(told[place].tolist()), found))

    def _number(self, key: Key) -> int:
        return key[0] * len(self.wanted.places) + key[1]

    def _apart_of(self, number: int, first: tuple[int, ...]) -> _Apart:
        return self._apart.setdefault(divmod(number, len(self.wanted.places)), _Apart(first))

    def _stays(self, told: tuple[int, ...], varying: set[int]) -> bool:
        return all(self._totals[self._left[at]].at(told[at]) for at in varying)

    def found(self) -> tuple[dict[Key, list[RowFound]], list[Undecided]]:
        """The rows of each period and wanted place, more than one only where nothing tells them apart.

        Beside them, what would have to be said for the periods that are left out.
        """
        found = dict(self._whole)
        undecided: dict[tuple[int, ...], list[Key]] = {}
        apart = {key: each for key, each in self._apart.items() if key not in self._whole}
        varying = {at for each in apart.values() for at in each.varying}
        if self._whole:  # where there are totals, what is no total is none
            varying |= set(range(len(self._left)))
        for key, each in apart.items():
            rows = [row for told, row in each.rows if self._stays(told, varying)]
            if rows:
                found[key] = rows
            else:
                missing = [
                    self._left[at]
                    for at in sorted(varying)
                    if at in each.varying or not self._totals[self._left[at]].at(each.first[at])
                ]
                without = [column for column in missing if not self._totals[column].of_any]
                undecided.setdefault(tuple(without or missing), []).append(key)
        return found, [Undecided(columns, tuple(sorted(keys))) for columns, keys in undecided.items()]

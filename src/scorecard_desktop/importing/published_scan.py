"""One reading of a published file: its texts numbered, its places and periods listed, the wanted rows kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.published import published_period
from scorecard_desktop.importing.published_blocks import RowBlock, Texts
from scorecard_desktop.importing.published_contents import PublishedFile, PublishedTime
from scorecard_desktop.importing.published_header import LEVELS, Holds, PublishedHeader
from scorecard_desktop.importing.published_rows import Place, Selection, Wanted

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

_BITS = 20
"""Enough for the number of any text that is kept."""


class Scan:
    """Takes the blocks of a file, one after another."""

    def __init__(self, header: PublishedHeader, wanted: Sequence[Wanted | None]) -> None:
        self._header = header
        self._texts = {index: Texts(header.columns[index].name) for index in _keys(header, wanted)}
        filters = {column.index: self._texts[column.index] for column in header.of(Holds.FILTER)}
        groups = {
            column.index: grouped
            for column in header.of(Holds.FILTER)
            if column.groups and (grouped := header.at(column.groups)) is not None
        }
        self.selected: dict[Wanted, Selection] = {}
        for each in wanted:
            if each is not None and each not in self.selected:
                said = {column: self._texts[column] for column, _ in each.filters}
                self.selected[each] = Selection(each, filters | said, groups)
        self._places: dict[int, int] = {}
        self._place_list: list[Place] = []
        self._times: dict[int, int] = {}
        self._time_list: list[PublishedTime] = []
        self._level, self._time, self._identifier = (
            header.at(name) for name in ("geographic_level", "time_period", "time_identifier")
        )

    @property
    def keys(self) -> list[int]:
        """The columns that tell rows apart."""
        return list(self._texts)

    @property
    def texts(self) -> list[Texts]:
        """Their texts."""
        return list(self._texts.values())

    def take(self, block: RowBlock) -> None:
        """One block of rows."""
        times = self._times_of(block)
        places = self._places_of(block)
        for selection in self.selected.values():
            selection.take(block, self._place_list, places, times)

    def _times_of(self, block: RowBlock) -> Numbers:
        packed = _packed(self._of(block, self._time), self._of(block, self._identifier))
        return _numbered(packed, self._times, lambda row: self._new_time(block, row))

    def _new_time(self, block: RowBlock, row: int) -> None:
        year, identifier = (self._text(block, column, row) for column in (self._time, self._identifier))
        self._time_list.append(PublishedTime(year, identifier, block.first + row, _period(year, identifier)))

    def _places_of(self, block: RowBlock) -> Numbers:
        import numpy as np

        level = self._of(block, self._level)
        code = np.zeros(block.count, np.int64)
        name = np.zeros(block.count, np.int64)
        for number in np.unique(level).tolist():
            code_column, name_column = self._columns_of(number)
            rows = level == number
            if code_column is not None:
                code[rows] = block.keys[code_column][rows] + 1
            if name_column is not None:
                name[rows] = block.keys[name_column][rows] + 1
        packed = _packed(_packed(level, code), name)
        return _numbered(packed, self._places, lambda row: self._new_place(block, row))

    def _columns_of(self, level: int) -> tuple[int | None, int | None]:
        """The columns of code and name for a level, by the number of its text."""
        text = self._texts[self._level].texts[level] if self._level is not None else "National"
        columns = LEVELS.get(" ".join(text.casefold().split()))
        if columns is None:
            return None, None
        return self._header.at(columns[0]), self._header.at(columns[1])

    def _new_place(self, block: RowBlock, row: int) -> None:
        level = self._text(block, self._level, row) if self._level is not None else "National"
        number = int(block.keys[self._level][row]) if self._level is not None else 0
        code_column, name_column = self._columns_of(number)
        code, name = (self._text(block, column, row) for column in (code_column, name_column))
        self._place_list.append(Place(level, code, name or code or level))

    def _of(self, block: RowBlock, column: int | None) -> Numbers:
        import numpy as np

        return block.keys[column] if column is not None else np.zeros(block.count, np.int64)

    def _text(self, block: RowBlock, column: int | None, row: int) -> str:
        if column is None:
            return ""
        return self._texts[column].texts[int(block.keys[column][row])].strip()

    def contents(self, name: str, rows: int) -> PublishedFile:
        """What the file holds, once all of it was taken."""
        values = {
            column.name: tuple(sorted(self._texts[column.index].numbers)) for column in self._header.of(Holds.FILTER)
        }
        return PublishedFile(name, self._header, rows, tuple(self._time_list), tuple(self._place_list), values)


def _keys(header: PublishedHeader, wanted: Sequence[Wanted | None]) -> list[int]:
    """The columns by which rows are told apart: periods, places, breakdowns, and what an officer named as one."""
    geography = {"geographic_level", *(name for pair in LEVELS.values() for name in pair)}
    keys = {column.index for column in (*header.of(Holds.TIME), *header.of(Holds.FILTER))}
    keys |= {column.index for column in header.of(Holds.GEOGRAPHY) if column.name.casefold() in geography}
    keys |= {column for each in wanted if each is not None for column, _ in each.filters}
    return sorted(keys)


def _period(time_period: str, time_identifier: str) -> Period | None:
    try:
        return published_period(time_period, time_identifier)
    except ValueError:
        return None


def _packed(one: Numbers, other: Numbers) -> Numbers:
    """Two numbers as one."""
    return (one << _BITS) | other


def _numbered(packed: Numbers, known: dict[int, int], new: Callable[[int], None]) -> Numbers:
    """The number of what stands in each row; ``new`` is called with the first row of each that was not yet known."""
    import numpy as np

    changes = np.ones(len(packed), np.bool_)
    changes[1:] = packed[1:] != packed[:-1]
    starts = np.nonzero(changes)[0]
    different, first, inverse = np.unique(packed[starts], return_index=True, return_inverse=True)
    for at in np.argsort(first).tolist():
        what = int(different[at])
        if what not in known:
            known[what] = len(known)
            new(int(starts[first[at]]))
    numbers = np.fromiter((known[what] for what in different.tolist()), np.int64, len(different))
    found: Numbers = numbers[inverse][np.cumsum(changes) - 1]
    return found

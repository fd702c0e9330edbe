"""Remembered layouts: what the workbooks of one kind looked like when an officer last accepted one."""

from __future__ import annotations

from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """A column of a remembered table: its heading as written, and what it was taken for (empty: left out unasked)."""

    heading: str
    means: str


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """A remembered table: the sheet it stood on, what kind it was, its columns left to right.

    Columns of periods are not among them: they are others every month. ``header_rows`` is how many rows its headings
    stand in.
    """

    sheet: str
    kind: str
    columns: tuple[ProfileColumn, ...]
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class ProfileMeaning:
    """What an officer said that a heading means; ``sheet`` is empty where it holds for every sheet."""

    heading: str
    means: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class BenchmarkChoice:
    """Which column of a file of published figures is a benchmark of which indicator, and whose figures are taken.

    ``name`` is what the benchmark is called here. ``places`` are the codes (names where a place has no code) of one
    place of a geographic ``level``, or of several whose mean is taken, as of statistical neighbours. ``filters`` pair
    the columns of breakdowns with the value wanted of each; of one that is not named, the total is taken.
    """

    indicator: str
    name: str
    column: str
    level: str
    places: tuple[str, ...]
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout of one kind of workbook, by name. ``file`` is the last workbook that was read by it.

    ``benchmarks`` are what an officer chose from a file of published figures.
    """

    record_kind: ClassVar[str] = "profile"

    name: str
    file: str
    tables: tuple[ProfileTable, ...]
    meanings: tuple[ProfileMeaning, ...] = ()
    benchmarks: tuple[BenchmarkChoice, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.name,)

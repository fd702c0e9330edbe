"""What a file of published figures holds: indicators, breakdowns, places and periods, for an officer to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.profile import BenchmarkChoice
from scorecard_desktop.domain.published import is_total
from scorecard_desktop.importing.published_header import Holds, PublishedColumn, PublishedHeader
from scorecard_desktop.importing.published_rows import Place


@dataclass(frozen=True, slots=True)
class PublishedTime:
    """A period as the file writes it, with the row in which it comes first; no ``period`` where it breaks the rules."""

    time_period: str
    time_identifier: str
    first_row: int
    period: Period | None


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A published file: its columns, how many rows it has, and what stands in those that tell them apart.

    ``times`` and ``places`` are numbered as the rows were read; a row that holds nothing has a place without a level.
    ``values`` are those of each breakdown by the name of its column. ``choices`` are what is taken from it.
    """

    name: str
    header: PublishedHeader
    rows: int
    times: tuple[PublishedTime, ...]
    places: tuple[Place, ...]
    values: Mapping[str, tuple[str, ...]]
    choices: tuple[BenchmarkChoice, ...] = ()

    @property
    def indicators(self) -> tuple[PublishedColumn, ...]:
        """The columns of figures."""
        return self.header.of(Holds.INDICATOR)

    @property
    def filters(self) -> tuple[PublishedColumn, ...]:
        """The columns of breakdowns."""
        return self.header.of(Holds.FILTER)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that keep the rules, oldest first."""
        return tuple(sorted({time.period for time in self.times if time.period is not None}))

    def places_by_level(self) -> dict[str, list[Place]]:
        """The places of each geographic level, widest first as the file has them, each by name."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            if not place.level:
                continue
            found.setdefault(place.level, []).append(place)
        return {level: sorted(own, key=lambda place: place.name) for level, own in found.items()}

    def total_of(self, column: PublishedColumn) -> str:
        """The value of a breakdown that is its total; empty where it has none."""
        return next((value for value in self.values.get(column.name, ()) if is_total(value)), "")

"""What the reading of a register that is kept as a list gives: a tracker, a forward plan, milestones."""

from __future__ import annotations

from dataclasses import field

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list's records, how many rows gave one, what each column was taken for, and cells for ``Gathered.places``."""

    records: list[Record]
    count: int
    columns: dict[int, tuple[str, str]]
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)

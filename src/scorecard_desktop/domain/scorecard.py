"""Scorecards, their periods, and settings by scope."""

from __future__ import annotations

from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.target import Scope


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A committee's set of indicators that are reported together.

    ``frequency`` is how often most of its figures are due. ``marking`` is the protective marking that the source
    carried. ``notes`` are the sheet's own notes that belong to no cell.
    """

    record_kind: ClassVar[str] = "scorecard"

    id: str
    order: int
    name: str
    frequency: PeriodKind
    marking: str = ""
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class ScorecardPeriod:
    """A period that a scorecard has a column for, whether or not any figure has come, and its heading as written."""

    record_kind: ClassVar[str] = "scorecard period"

    scorecard: str
    period: str
    heading: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.scorecard, self.period)


@dataclass(frozen=True, slots=True)
class Setting:
    """A named choice at one scope; ``owner`` is empty for the council, else the scorecard's or indicator's id."""

    record_kind: ClassVar[str] = "setting"

    scope: Scope
    owner: str
    name: str
    value: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.scope.value, self.owner, self.name)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A workbook that has been imported, known by its content's SHA-256."""

    record_kind: ClassVar[str] = "source file"

    hash: str
    name: str
    imported: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.hash,)

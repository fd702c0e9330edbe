"""Programmes and their highlight reports: status, milestones, what was achieved and what slipped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.shortened import shortened

NIL_RETURN = "Nil return"
"""What a highlight report says where there is nothing to report."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of work for as long as it is reported. ``closed`` is the day after which it no longer is."""

    record_kind: ClassVar[str] = "programme"

    id: str
    order: int
    name: str
    sponsor: str = ""
    manager: str = ""
    purpose: str = ""
    closed: date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Highlight:
    """One report of a programme. A part that is empty says that there is nothing to report of it."""

    record_kind: ClassVar[str] = "highlight"

    programme: str
    reported: date
    status: Rag = Rag.NONE
    trend: Merit = Merit.NONE
    achievements: str = ""
    slippage: str = ""
    next_actions: str = ""
    risks: str = ""
    variances: str = ""
    decisions: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.programme, self.reported.isoformat())

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each part under its heading, in the order of the report; ``NIL_RETURN`` for one that is empty."""
        return tuple((heading, getattr(self, name) or NIL_RETURN) for name, heading in _PARTS)


_PARTS = (
    ("achievements", "Achievements in this period"),
    ("slippage", "Slippage, and what is done about it"),
    ("next_actions", "Actions in the next period"),
    ("risks", "Current risks"),
    ("variances", "Variances of cost and benefit"),
    ("decisions", "Decisions required"),
)


class MilestoneState(Enum):
    """Where a milestone stands on a day."""

    DONE = "done"
    DONE_LATE = "done late"
    OVERDUE = "overdue"
    SLIPPED = "slipped"
    TO_COME = "to come"

    @property
    def rag(self) -> Rag | None:
        """The colour that it is shown in beside its words; None for none."""
        return _COLOURS.get(self.value)


_COLOURS = {"done": Rag.GREEN, "done late": Rag.GREEN, "overdue": Rag.RED, "slipped": Rag.AMBER}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point that a programme is to reach. ``forecast`` is the date now expected, where it is not the planned one."""

    record_kind: ClassVar[str] = "milestone"

    id: str
    programme: str
    order: int
    text: str
    planned: date | None = None
    forecast: date | None = None
    completed: date | None = None
    progress: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)

    def state(self, today: date) -> MilestoneState:
        """Where it stands: done, or done after its planned date; else overdue, expected late, or to come."""
        if self.completed is not None:
            late = self.planned is not None and self.completed > self.planned
            return MilestoneState.DONE_LATE if late else MilestoneState.DONE
        expected = self.forecast or self.planned
        if expected is not None and expected < today:
            return MilestoneState.OVERDUE
        if self.forecast is not None and self.planned is not None and self.forecast > self.planned:
            return MilestoneState.SLIPPED
        return MilestoneState.TO_COME


@dataclass(frozen=True, slots=True)
class ProgrammeMeasure:
    """That an indicator of a scorecard measures the outcome of a programme."""

    record_kind: ClassVar[str] = "programme measure"

    programme: str
    measure: str
    order: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.programme, self.measure)


def latest_highlight(highlights: Iterable[Highlight]) -> Highlight | None:
    """The newest report of a programme; None where it has none."""
    return max(highlights, key=lambda h: h.reported, default=None)


def due_date_of(programme: str, milestone: str) -> str:
    """What a finding about a milestone's date is about."""
    return f"{programme}, milestone “{shortened(milestone)}”"

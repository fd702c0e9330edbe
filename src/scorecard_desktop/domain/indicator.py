"""What is measured, and which way is good."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.period import PeriodKind


class Polarity(Enum):
    """Which way is good. ``UNKNOWN`` is a blank that an officer has yet to settle: it is never rated."""

    HIGH = "high"
    LOW = "low"
    RANGE = "range"
    NONE = "none"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """How it is shown to officers and councillors."""
        return _WORDS[self]


_WORDS = {
    Polarity.HIGH: "Higher is better",
    Polarity.LOW: "Lower is better",
    Polarity.RANGE: "In range is best",
    Polarity.NONE: "Information only",
    Polarity.UNKNOWN: "Not yet stated",
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure on a scorecard.

    ``id`` is stable for the life of the store; ``ref`` is the officers' reference and may be empty. ``decimals`` is
    how many places are shown. ``frequency`` is how often a figure is due, ``starts`` and ``ends`` from when and until
    when: the first and the last day that any figure is about. ``priorities`` are plan links as pairs of scheme and
    outcome, as the sheet's columns gave them.
    """

    record_kind: ClassVar[str] = "indicator"

    id: str
    scorecard: str
    order: int
    ref: str
    name: str
    section: str = ""
    unit: Unit = Unit.NUMBER
    decimals: int = 0
    polarity: Polarity = Polarity.UNKNOWN
    frequency: PeriodKind = PeriodKind.MONTH
    service: str = ""
    measure: str = ""
    definition: str = ""
    importance: str = ""
    success: str = ""
    lead_officer: str = ""
    data_officer: str = ""
    priorities: tuple[tuple[str, str], ...] = ()
    affects_budget: bool = False
    affects_risks: tuple[str, ...] = ()
    source: Source | None = None
    starts: date | None = None
    ends: date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)

    @property
    def title(self) -> str:
        """Reference and name, for headings: ``5.4 Children in need with an up-to-date plan``."""
        return f"{self.ref} {self.name}".strip()

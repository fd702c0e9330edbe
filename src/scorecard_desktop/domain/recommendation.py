"""Recommendations of inspections and audits, and where each stood at one review."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.shortened import shortened


class RecommendationStatus(Enum):
    """Whether a recommendation has been met."""

    MET = "met"
    PARTLY = "partly met"
    NOT_YET = "not yet met"
    SUPERSEDED = "superseded"
    NOT_STATED = "not stated"

    @property
    def is_open(self) -> bool:
        """Whether it is said to be still to be met."""
        return self in (RecommendationStatus.NOT_YET, RecommendationStatus.PARTLY)

    @property
    def rag(self) -> Rag:
        """The colour that it is shown in beside its words."""
        return _COLOURS.get(self.value, Rag.NONE)


_COLOURS = {"met": Rag.GREEN, "partly met": Rag.AMBER, "not yet met": Rag.RED}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation for as long as it is followed. ``body`` made it, or names the tracker that follows it."""

    record_kind: ClassVar[str] = "recommendation"

    id: str
    body: str
    order: int
    ref: str
    text: str
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class RecommendationReview:
    """Where a recommendation stood at one review. Empty and None mean that this review does not say.

    ``stated`` is the status in the words of the source (``Will be met once timeliness is restored``).
    """

    record_kind: ClassVar[str] = "recommendation review"

    recommendation: str
    reviewed: date
    status: RecommendationStatus = RecommendationStatus.NOT_STATED
    stated: str = ""
    evidence: str = ""
    monitored_through: str = ""
    supported_by: str = ""
    planned_actions: str = ""
    owner: str = ""
    due: date | None = None
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.recommendation, self.reviewed.isoformat())


def due_date_of(ref: str, text: str) -> str:
    """What a finding about a recommendation's due date is about: ``Recommendation 4, due date``."""
    return f"Recommendation {ref or shortened(text)}, due date"

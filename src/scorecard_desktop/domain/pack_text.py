"""The parts of a covering report, and what one of them says in the report to a meeting."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass


class PackPart(Enum):
    """A part of the covering report. The implications stand in this order."""

    ITEM = "item"
    SUMMARY = "summary"
    RECOMMENDATIONS = "recommendations"
    STRATEGIC = "strategic impact"
    FINANCIAL = "financial"
    LEGAL = "legal"
    EQUALITY = "equality"
    RISK = "risk"

    @property
    def words(self) -> str:
        """What officers call it."""
        return _WORDS[self]

    @property
    def is_implication(self) -> bool:
        """Whether it stands among the implications."""
        return self in (PackPart.FINANCIAL, PackPart.LEGAL, PackPart.EQUALITY, PackPart.RISK)


_WORDS = {
    PackPart.ITEM: "Agenda item",
    PackPart.SUMMARY: "Executive summary",
    PackPart.RECOMMENDATIONS: "Recommendations",
    PackPart.STRATEGIC: "Strategic impact",
    PackPart.FINANCIAL: "Financial implications",
    PackPart.LEGAL: "Legal implications",
    PackPart.EQUALITY: "Equality implications",
    PackPart.RISK: "Risk implications",
}


@dataclass(frozen=True, slots=True)
class PackText:
    """What one part says in the report to the meeting of a day."""

    record_kind: ClassVar[str] = "pack text"

    meeting: date
    part: PackPart
    text: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.meeting.isoformat(), self.part.value)

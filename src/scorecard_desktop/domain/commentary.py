"""Words beside figures, by shape: a plain comment, or the sections of a report card or a narrative."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.observation import Source


class CommentaryPart(Enum):
    """What one piece of commentary is for."""

    COMMENT = "comment"
    BACKGROUND = "background"
    ACTION = "action"
    WORKING_WELL = "working well"
    WORRIES = "worries"
    NEEDS_TO_HAPPEN = "needs to happen"
    CHART_NOTE = "chart note"

    @property
    def heading(self) -> str:
        """The heading over it."""
        return _HEADING[self]


_HEADING = {
    CommentaryPart.COMMENT: "Comment",
    CommentaryPart.BACKGROUND: "Background to performance",
    CommentaryPart.ACTION: "Action required",
    CommentaryPart.WORKING_WELL: "What is working well",
    CommentaryPart.WORRIES: "What we are worried about",
    CommentaryPart.NEEDS_TO_HAPPEN: "What needs to happen",
    CommentaryPart.CHART_NOTE: "Note on the charts",
}


NARRATIVE = (CommentaryPart.WORKING_WELL, CommentaryPart.WORRIES, CommentaryPart.NEEDS_TO_HAPPEN)
"""The three parts of a narrative by outcome, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Commentary:
    """What officers wrote about an indicator in a period. Lines that begin with ``- `` or ``• `` are list items."""

    record_kind: ClassVar[str] = "commentary"

    indicator: str
    period: str
    part: CommentaryPart
    text: str
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.indicator, self.period, self.part.value)

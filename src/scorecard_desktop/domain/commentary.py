"""Words beside figures, by shape: a plain comment, or the sections of a report card or a narrative."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.period import general_first


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


class Shape(Enum):
    """How commentary is laid out for those who write it: in one piece, or as a report card or a narrative."""

    COMMENT = "comment"
    REPORT_CARD = "report card"
    THREE_PARTS = "three parts"

    @property
    def parts(self) -> tuple[CommentaryPart, ...]:
        """What is written, in the order in which it is read."""
        return _PARTS[self]

    @property
    def words(self) -> str:
        """As the list of choices says it."""
        return {"comment": "A comment", "report card": "A report card", "three parts": "Three parts"}[self.value]


_PARTS = {
    Shape.COMMENT: (CommentaryPart.COMMENT,),
    Shape.REPORT_CARD: (CommentaryPart.BACKGROUND, CommentaryPart.ACTION),
    Shape.THREE_PARTS: NARRATIVE,
}


def word_count(text: str) -> int:
    """How many words a text has; a list's bullets and a dash alone are none."""
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word))


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


_PLACE = {part: place for place, part in enumerate(CommentaryPart)}


def reading_order(said: Commentary) -> tuple[tuple[date, int, str], int]:
    """What sorts commentary as it is read: what is of no one period first, then oldest first, each by its part."""
    return general_first(said.period), _PLACE[said.part]

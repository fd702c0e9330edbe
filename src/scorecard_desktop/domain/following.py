"""Where something stands that was asked for and has a date: a task, an action of a meeting."""

from __future__ import annotations

from datetime import date
from enum import Enum

from scorecard_desktop.domain.rag import Rag


class Following(Enum):
    """Done, late, or still to be done."""

    DONE = "Done"
    OVERDUE = "Overdue"
    OPEN = "Open"

    @property
    def rag(self) -> Rag | None:
        """The colour that it is shown in beside its word; None for none."""
        return {"Done": Rag.GREEN, "Overdue": Rag.RED}.get(self.value)


def following(completed: date | None, due: date | None, today: date) -> Following:
    """Where it stands on a day: late where it was due before that day and is not done."""
    if completed is not None:
        return Following.DONE
    return Following.OVERDUE if due is not None and due < today else Following.OPEN

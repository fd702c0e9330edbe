"""Returns: one service's figures for one period, sent for and received."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Return:
    """One service's return for one period: when it is due, when its form went out, and when the figures came back.

    ``service`` is as the indicators name it, empty for those that name none. ``received_as`` is the name of the file
    that came, ``received_from`` who completed it, as the form says.
    """

    record_kind: ClassVar[str] = "return"

    service: str
    period: str
    due: date | None = None
    issued: date | None = None
    received: date | None = None
    received_as: str = ""
    received_from: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.service, self.period)

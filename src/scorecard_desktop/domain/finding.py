"""Findings: errors as data. Each says where, what is wrong, and what to do about it."""

from __future__ import annotations

import re
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.frozen import dataclass


class Severity(Enum):
    """How much a finding matters before a committee."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Higher is graver; for ordering."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]

    @property
    def shape(self) -> str:
        """A shape for lists, so that colour is never alone."""
        return {"error": "■", "warning": "▲", "note": "●"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an officer should look at.

    ``rule`` is a name from rules.md such as ``ratio-mismatch``. ``indicator`` is the indicator's id where there is
    one; ``subject`` says in words what it is about (an indicator's title, a risk number, a budget table). The place
    is the source file, sheet and cell, empty where the figure was typed in.
    """

    record_kind: ClassVar[str] = "finding"

    rule: str
    severity: Severity
    message: str
    advice: str
    indicator: str = ""
    period: str = ""
    subject: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same finding when it is found again."""
        return (self.rule, self.indicator or self.subject, self.period, self.file, self.sheet, self.cell)

    @property
    def place(self) -> str:
        """``MI.xlsx, County!I48``, or as much of it as is known."""
        cell = f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet or self.cell
        return ", ".join(part for part in (self.file, cell) if part)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An officer's decision that a finding needs nothing more, with the reason."""

    record_kind: ClassVar[str] = "dismissal"

    finding: str
    reason: str
    who: str
    when: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.finding,)


def dismissal_key(finding: Finding) -> str:
    """The text by which a ``Dismissal`` names a finding: what it is about, and the figures and words that were seen.

    A dismissal holds for what the officer saw. When a figure, a date or a quoted word of the finding changes, the key
    no longer fits and the finding comes back; a message that is only put in other words keeps its dismissal.
    """
    return "|".join((*finding.key, _seen(finding.message)))


def dismisses_earlier(dismissal: Dismissal, finding: Finding) -> bool:
    """Whether the dismissal is of this finding as it was before its figures changed."""
    about = "|".join((*finding.key, ""))
    return dismissal.finding.startswith(about) and dismissal.finding != dismissal_key(finding)


_SEEN = re.compile(r"“[^”]*”|\d[\d,./]*")


def _seen(message: str) -> str:
    """The figures and the quoted words of a message, in its order."""
    return " ".join(found.strip(".,/") for found in _SEEN.findall(message))

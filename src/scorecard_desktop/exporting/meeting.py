"""The meeting that a pack is for, as its cover states it."""

from __future__ import annotations

from datetime import date

from scorecard_desktop.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and the report to it. What is empty is left off the cover.

    ``marking`` is the protective marking, such as ``OFFICIAL``; it is printed on every page. ``implications`` are pairs
    of a heading and what officers say under it, in the order of the covering report.
    """

    committee: str
    date: date
    title: str = "Performance report"
    council: str = ""
    report_author: str = ""
    responsible_officer: str = ""
    item: str = ""
    marking: str = ""
    summary: str = ""
    recommendations: tuple[str, ...] = ()
    strategic_impact: str = ""
    implications: tuple[tuple[str, str], ...] = ()

"""Which backups are kept: one for each hour of today, each day of this month, and each month before that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime


def kept(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments whose backups stay: the newest of each hour, day or month, by the clock that ``now`` is told by.

    What is dated after ``now`` stays too: the clock has been set back, and nobody can say how old it is.
    """
    newest: dict[tuple[int, ...], datetime] = {}
    ahead = set()
    for moment in made:
        if moment > now:
            ahead.add(moment)
            continue
        there = moment.astimezone(now.tzinfo)
        span = _span(there, now)
        newest[span] = max(newest.get(span, moment), moment)
    return frozenset(newest.values()) | ahead


def _span(moment: datetime, now: datetime) -> tuple[int, ...]:
    """The hour, day or month of which one backup is kept."""
    month = (moment.year, moment.month)
    if month != (now.year, now.month):
        return month
    if moment.day != now.day:
        return (*month, moment.day)
    return (*month, moment.day, moment.hour)

"""Checks on the periods that a scorecard has columns for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.scorecard import Scorecard

_AS_MANY_AS_ARE_NAMED = 3


def period_order(book: Book) -> Iterator[Finding]:
    """A scorecard whose columns step over a period of its own frequency.

    Columns out of order or twice over in one sheet are the import's to find: once stored, periods have an order of
    their own.
    """
    for scorecard in book.scorecards():
        own = [period for period in book.periods(scorecard.id) if period.kind is scorecard.frequency]
        for earlier, later in pairwise(own):
            missing = _between(earlier, later)
            if missing:
                yield _gap(scorecard, earlier, later, missing)


def _between(earlier: Period, later: Period) -> list[Period]:
    if earlier.kind.months == 0:
        return []  # snapshots have no step
    missing = []
    at = earlier.next()
    while at < later:
        missing.append(at)
        at = at.next()
    return missing


def _gap(scorecard: Scorecard, earlier: Period, later: Period, missing: list[Period]) -> Finding:
    named = ", ".join(period.label for period in missing[:_AS_MANY_AS_ARE_NAMED])
    if len(missing) > _AS_MANY_AS_ARE_NAMED:
        named = f"{len(missing)} periods, {missing[0].label} to {missing[-1].label},"
    have, them = ("has", "it") if len(missing) == 1 else ("have", "them")
    return Finding(
        rule="period-order",
        severity=Severity.NOTE,
        message=f"The columns of {scorecard.name} go from {earlier.label} to {later.label}: {named} {have} none.",
        advice=f"Import or type the figures for {them}; until then the trend and the direction of travel miss a step.",
        period=missing[0].code,
        subject=scorecard.name,
    )

"""Checks on the periods that a scorecard has columns for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.rules.rule import each_scorecard
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod

_AS_MANY_AS_ARE_NAMED = 3


_OVERLAPPING_BY_NATURE = (PeriodKind.ROLLING_12, PeriodKind.YEAR_TO_DATE)


@each_scorecard(Scorecard, ScorecardPeriod, Indicator, Observation)
def period_order(book: Book, scorecard: Scorecard) -> Iterator[Finding]:
    """Columns that step over a period of the scorecard's frequency, that overlap, or that repeat the one before.

    Columns out of order or twice over in one sheet are the import's to find: once stored, periods have an order of
    their own.
    """
    own = [period for period in book.periods(scorecard.id) if period.kind is scorecard.frequency]
    indicators = [indicator.id for indicator in book.of(Indicator, scorecard.id)]
    for earlier, later in pairwise(own):
        missing = _between(earlier, later)
        if later.start <= earlier.end and scorecard.frequency not in _OVERLAPPING_BY_NATURE:
            yield _at_column(book, _overlap(scorecard, earlier, later), indicators, later)
        elif missing:
            yield _at_column(book, _gap(scorecard, earlier, later, missing), indicators, later)
        elif earlier.kind is not PeriodKind.DATE:
            for repeated in _repeated(book, scorecard, indicators, earlier, later):
                yield _at_column(book, repeated, indicators, later)


def _at_column(book: Book, finding: Finding, indicators: Sequence[str], period: Period) -> Finding:
    """A finding about a column at the first figure that came from it; without a place where none came from a cell."""
    figures = (book.observation(indicator, period.code) for indicator in indicators)
    place = next((figure.source for figure in figures if figure is not None and figure.source is not None), None)
    return finding if place is None else replace(finding, file=place.file, sheet=place.sheet, cell=place.cell)


def _between(earlier: Period, later: Period) -> list[Period]:
    if earlier.kind.months == 0:
        return []  # snapshots have no step
    missing = []
    at = earlier.next()
    while at < later:
        missing.append(at)
        at = at.next()
    return missing


def _overlap(scorecard: Scorecard, earlier: Period, later: Period) -> Finding:
    step = scorecard.frequency.adverb
    return Finding(
        rule="period-order",
        severity=Severity.WARNING,
        message=f"The columns of {scorecard.name} are {step}, but {later.label} begins before {earlier.label} ends.",
        advice="Find out which of the two headings is wrong, correct it in the workbook and import it again.",
        period=later.code,
        subject=scorecard.name,
    )


_FIGURES_TO_REPEAT = 5


def _repeated(
    book: Book, scorecard: Scorecard, indicators: Sequence[str], earlier: Period, later: Period
) -> Iterator[Finding]:
    """A column that gives every figure of the one before once more: the sheet was rolled forward, not filled in.

    At least five different figures: a few that stay as they are, or many zeros, are nothing to wonder at.
    """
    repeated = []
    for indicator in indicators:
        before = book.observation(indicator, earlier.code)
        after = book.observation(indicator, later.code)
        if before is None or after is None or before.value is None or after.value is None:
            continue
        if before.value != after.value:
            return
        repeated.append(after.value)
    if len(set(repeated)) < _FIGURES_TO_REPEAT:
        return
    yield Finding(
        rule="period-order",
        severity=Severity.WARNING,
        message=f"All {len(repeated)} figures of {scorecard.name} for {later.label} are those of {earlier.label} once "
        "more.",
        advice=f"Check that the column for {later.label} has been filled in, and enter its own figures.",
        period=later.code,
        subject=scorecard.name,
    )


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

"""What a check is, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Source
from scorecard_desktop.domain.period import period_from_code

Rule = Callable[[Book], Iterator[Finding]]
"""A check: it reads a book and yields what an officer should look at."""


def about_indicator(
    rule: str,
    severity: Severity,
    indicator: Indicator,
    source: Source | None,
    message: str,
    advice: str,
    period: str = "",
) -> Finding:
    """A finding about an indicator, or about one of its figures where ``period`` is given."""
    place = source if source is not None else indicator.source
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        advice=advice,
        indicator=indicator.id,
        period=period,
        subject=indicator.title,
        file=place.file if place is not None else "",
        sheet=place.sheet if place is not None else "",
        cell=place.cell if place is not None else "",
    )


def about_figure(
    rule: str, severity: Severity, indicator: Indicator, observation: Observation, message: str, advice: str
) -> Finding:
    """A finding about one figure, at its cell. A figure that was typed in has no cell, and no other is named."""
    place = observation.source
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        advice=advice,
        indicator=indicator.id,
        period=observation.period,
        subject=indicator.title,
        file=place.file if place is not None else "",
        sheet=place.sheet if place is not None else "",
        cell=place.cell if place is not None else "",
    )


def figures(book: Book) -> Iterator[tuple[Indicator, list[Observation]]]:
    """Every indicator with its figures for the whole council, oldest first, areas left out."""
    for indicator in book.all(Indicator):
        yield indicator, book.observations(indicator.id)


def period_words(code: str) -> str:
    """A period as a person reads it: ``Apr 2018`` for ``2018-04``."""
    return period_from_code(code).label

"""What a check is, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import update_wrapper
from typing import Any, Generic, Protocol, TypeVar

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Source
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.scorecard import Scorecard

Rule = Callable[[Book], Iterator[Finding]]
"""A check: it reads a book and yields what an officer should look at."""


class BookRule:
    """A check of the book as a whole, which reads the kinds of record named and no others."""

    __name__: str

    def __init__(self, of: Rule, reads: frozenset[str]) -> None:
        self.of = of
        self.reads = reads
        update_wrapper(self, of)

    def __call__(self, book: Book) -> Iterator[Finding]:
        """The findings about a book."""
        return self.of(book)


def reading(*kinds: type[Record]) -> Callable[[Rule], BookRule]:
    """Make a check of the whole book known by what it reads: it need not be made again when nothing of that changed."""
    return lambda of: BookRule(of, frozenset(kind.record_kind for kind in kinds))


class IndicatorRule:
    """A check of one indicator at a time, by its own records and what they inherit; called, it checks them all.

    What one indicator's records change can be checked again without the rest of the book.
    """

    __name__: str

    def __init__(self, of: Callable[[Examined], Iterator[Finding]]) -> None:
        self.of = of
        update_wrapper(self, of)

    def __call__(self, book: Book) -> Iterator[Finding]:
        """The findings about every indicator of a book."""
        for indicator in book.all(Indicator):
            yield from self.of(Examined(book, indicator))


class ScorecardRule:
    """A check of one scorecard at a time, which reads the kinds of record named; called, it checks them all."""

    __name__: str

    def __init__(self, of: Callable[[Book, Scorecard], Iterator[Finding]], reads: frozenset[str]) -> None:
        self.of = of
        self.reads = reads
        update_wrapper(self, of)

    def __call__(self, book: Book) -> Iterator[Finding]:
        """The findings about every scorecard of a book."""
        for scorecard in book.scorecards():
            yield from self.of(book, scorecard)


def each_scorecard(
    *kinds: type[Record],
) -> Callable[[Callable[[Book, Scorecard], Iterator[Finding]]], ScorecardRule]:
    """Make a check of one scorecard known by what it reads, of that scorecard's and no other."""
    return lambda of: ScorecardRule(of, frozenset(kind.record_kind for kind in kinds))


class Together(Protocol):
    """Indicators whose figures are checked against each other."""

    @property
    def members(self) -> tuple[str, ...]:
        """Their ids."""
        ...


G = TypeVar("G", bound=Together)


class GroupRule(Generic[G]):
    """A check of indicators against each other; called, it checks every group.

    Which belong together is told by the scorecards and the indicators alone. ``of`` reads the figures of the group.
    """

    __name__: str

    def __init__(self, groups: Callable[[Book], Iterable[G]], of: Callable[[Book, G], Iterator[Finding]]) -> None:
        self.groups = groups
        self.of = of
        update_wrapper(self, of)

    def __call__(self, book: Book) -> Iterator[Finding]:
        """The findings about every group of a book."""
        for group in self.groups(book):
            yield from self.of(book, group)


def each_group(
    groups: Callable[[Book], Iterable[G]],
) -> Callable[[Callable[[Book, G], Iterator[Finding]]], GroupRule[G]]:
    """Make a check of those that belong together."""
    return lambda of: GroupRule(groups, of)


AnyGroupRule = GroupRule[Any]


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
    """A finding about one figure, at its cell. A figure that was typed in has no cell, and no other is named.

    That of an area is told by the subject then, so that two areas of one period are two findings.
    """
    place = observation.source
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        advice=advice,
        indicator="" if observation.area and place is None else indicator.id,
        period=observation.period,
        subject=f"{indicator.title}, {observation.area}" if observation.area else indicator.title,
        file=place.file if place is not None else "",
        sheet=place.sheet if place is not None else "",
        cell=place.cell if place is not None else "",
    )


def figure_words(observation: Observation) -> str:
    """Which figure it is as a person reads it: ``Apr 2018``, or ``Apr 2018, North`` for an area's."""
    when = period_words(observation.period)
    return f"{when}, {observation.area}," if observation.area else when


def period_words(code: str) -> str:
    """A period as a person reads it: ``Apr 2018`` for ``2018-04``."""
    return period_from_code(code).label

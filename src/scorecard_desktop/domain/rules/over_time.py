"""Figures of longer periods against those of the shorter ones that make them up, as the columns of a sheet have them.

Not every figure of a year is the sum of its months': a caseload is not added up, and a child may be counted in several
of them. That figures are added is believed only where those of other periods or of other rows bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scorecard_desktop.domain.adding_up import Method
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.pieces import pieces
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.domain.rules.categories import adds_up
from scorecard_desktop.domain.rules.rule import about_figure, each_scorecard, figure_words
from scorecard_desktop.domain.rules.totals import Sum, borne_out, casting_finding
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.settings import AGGREGATE_METHOD, value_of

_PARTS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_TERM, PeriodKind.TERM, PeriodKind.HALF_YEAR)
"""From the shortest on: a year is held against its months where all of them are there."""
_WHOLES = (
    PeriodKind.YEAR_TO_DATE,
    PeriodKind.QUARTER,
    PeriodKind.TERM,
    PeriodKind.HALF_YEAR,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.ACADEMIC_YEAR,
    PeriodKind.CALENDAR_YEAR,
)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A column and the columns of shorter periods that make it up."""

    period: Period
    parts: tuple[Period, ...]


@each_scorecard(Scorecard, ScorecardPeriod, Indicator, Observation, Setting)
def period_casting(book: Book, scorecard: Scorecard) -> Iterator[Finding]:
    """A count of a longer period that is not the sum of its parts’, where other figures show that it should be.

    A year to date of one month that is not that month's figure, where for most rows of the scorecard it is.
    """
    wholes = list(_wholes(book, scorecard))
    for whole in wholes:
        if len(whole.parts) == 1:
            yield from _of_the_same_days(book, scorecard, whole)
    longer = [whole for whole in wholes if len(whole.parts) > 1]
    if longer:
        yield from _not_added(book, scorecard, longer)


def _not_added(book: Book, scorecard: Scorecard, wholes: Sequence[_Whole]) -> Iterator[Finding]:
    sums = {
        indicator: list(_sums(book, indicator, wholes))
        for indicator in book.indicators(scorecard.id)
        if adds_up(indicator.unit) and value_of(book, AGGREGATE_METHOD, indicator) is None
    }
    added = {indicator.id for indicator, own in sums.items() if any(one.exact and one.added for one in own)}
    for indicator, own in sums.items():
        of_others = len(added - {indicator.id})
        for wrong in own:
            if not wrong.holds and (borne_out(own) or (of_others >= _OTHERS_ENOUGH and _past_its_parts(wrong))):
                yield casting_finding(indicator, wrong, f"the {len(wrong.parts)} periods that make it up add")


_OTHERS_ENOUGH = 2
_FAR = 2


def _past_its_parts(wrong: Sum) -> bool:
    """Whether it is more than all of its parts together, which no count of the same children twice explains."""
    return all(part >= 0 for part in wrong.parts) and wrong.added < wrong.stated <= wrong.added * _FAR


def _of_the_same_days(book: Book, scorecard: Scorecard, whole: _Whole) -> Iterator[Finding]:
    pairs = list(_pairs(book, scorecard, whole))
    apart = [pair for pair in pairs if pair[1].value != pair[2].value]
    if len(pairs) - len(apart) < max(_OTHERS_ENOUGH, len(apart) + 1):
        return
    for indicator, total, part in apart:
        where = f" in {part.source.cell}" if part.source is not None else ""
        yield about_figure(
            "conflicting-values",
            Severity.WARNING,
            indicator,
            total,
            f"{figure_words(total)} is {figure_text(total, indicator)} here, but {figure_words(part)}, which is all of "
            f"it, is {figure_text(part, indicator)}{where}.",
            "Find out which is right, and correct the other.",
        )


def _pairs(book: Book, scorecard: Scorecard, whole: _Whole) -> Iterator[tuple[Indicator, Observation, Observation]]:
    """The indicators that have a figure for both of two columns of the same days, with the two."""
    for indicator in book.indicators(scorecard.id):
        total = book.observation(indicator.id, whole.period.code)
        part = book.observation(indicator.id, whole.parts[0].code)
        if total is not None and part is not None and total.value is not None and part.value is not None:
            yield indicator, total, part


def _wholes(book: Book, scorecard: Scorecard) -> Iterator[_Whole]:
    """The columns that others make up exactly."""
    columns = book.periods(scorecard.id)
    kinds = {column.kind for column in columns}
    if len(kinds) < 2:
        return
    there = set(columns)
    for column in columns:
        if column.kind not in _WHOLES:
            continue
        for kind in _PARTS:
            if kind not in kinds or kind is column.kind:
                continue
            made_up = pieces(Method.IN_PERIOD, column, kind)
            if made_up is not None and there.issuperset(made_up):
                yield _Whole(column, tuple(made_up))
                break


def _sums(book: Book, indicator: Indicator, wholes: Sequence[_Whole]) -> Iterator[Sum]:
    for whole in wholes:
        total = book.observation(indicator.id, whole.period.code)
        if total is None or total.value is None:
            continue
        found = [book.observation(indicator.id, part.code) for part in whole.parts]
        values = [one.value for one in found if one is not None and one.value is not None]
        if len(values) == len(whole.parts) and not _stands_still(total.value, values):
            yield Sum(total, total.value, tuple(values))


def _stands_still(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether it is one of its parts or lies among them, as an average or the position at the end does."""
    return min(parts) <= total <= max(parts)

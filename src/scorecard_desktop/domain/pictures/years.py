"""Year on year: each year's figures over the same places of the year, so that like is seen beside like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.forecast import year_of
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import MONTHS, Period, PeriodKind
from scorecard_desktop.domain.pictures.picture import Line, LineKind, Picture, Spot
from scorecard_desktop.domain.pictures.trend import known_until, rows_at
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rated import RatedRow, figure_text, series

_KIND = "Year-on-year chart"
_MOST_YEARS = 4
_MONTHLY = (PeriodKind.MONTH, PeriodKind.ROLLING_12, PeriodKind.YEAR_TO_DATE)
_WITHIN_A_YEAR = (*_MONTHLY, PeriodKind.QUARTER, PeriodKind.HALF_TERM, PeriodKind.TERM, PeriodKind.HALF_YEAR)


@dataclass(frozen=True, slots=True)
class _Year:
    """One year's figures by their place in it, from 0."""

    year: Period
    figures: Mapping[int, tuple[Period, Observation]]

    def text(self, at: int, indicator: Indicator) -> str:
        return figure_text(self.figures[at][1], indicator) if at in self.figures else ""


def year_picture(ledger: Ledger, indicator: Indicator, kind: PeriodKind, until: Period | None = None) -> Picture:
    """The last years of an indicator's figures over one another; nothing to draw where they are of one year alone.

    ``until`` leaves out what came after a period.
    """
    figures = known_until(series(ledger.book, indicator, kind), until)
    years = _years(figures) if kind in _WITHIN_A_YEAR else []
    if len(years) < 2:
        return Picture(_KIND, indicator.title, f"{indicator.title}: there are no two years to compare.")
    latest = years[0]
    known = sorted(latest.figures)
    rows = dict(zip(known, rows_at(ledger, indicator, [latest.figures[at][0] for at in known]), strict=True))
    places = range(12 // kind.months)
    headings = tuple(_heading(latest, at) for at in places)
    return Picture(
        _KIND,
        indicator.title,
        _sentence(list(rows.values()), latest.year),
        headings,
        tuple(latest.figures[at][0].code if at in latest.figures else "" for at in places),
        tuple(
            Spot(
                at,
                rows[at].value if at in rows else None,
                _words(years, at, headings[at], indicator),
                rows[at].rating.rag if at in rows else Rag.NONE,
            )
            for at in places
        ),
        tuple(
            Line(
                LineKind.FIGURES if year is latest else LineKind.EARLIER,
                year.year.label,
                tuple(year.figures[at][1].value if at in year.figures else None for at in places),
            )
            for year in years
        ),
        columns=("Period", *(year.year.label for year in years), "Against last year"),
        rows=tuple(
            (
                headings[at],
                *(year.text(at, indicator) for year in years),
                _against(rows[at]) if at in rows else "",
            )
            for at in places
        ),
    )


def _years(figures: Mapping[Period, Observation]) -> list[_Year]:
    """The years that have figures, newest first; one without a figure between them is left out."""
    found: dict[Period, dict[int, tuple[Period, Observation]]] = {}
    for period, figure in figures.items():
        if figure.value is not None:
            found.setdefault(year_of(period), {})[_place(period)] = (period, figure)
    return [_Year(year, found[year]) for year in sorted(found, reverse=True)[:_MOST_YEARS]]


def _place(period: Period) -> int:
    year = year_of(period)
    months = (period.end.year - year.start.year) * 12 + period.end.month - year.start.month
    return months // period.kind.months


def _heading(latest: _Year, at: int) -> str:
    """``Apr``, ``Q1``, ``Autumn 1``: a place of the year without the year."""
    known, (period, _) = next(iter(latest.figures.items()))
    there = period.shifted(at - known)
    if there.kind in _MONTHLY:
        return MONTHS[there.end.month - 1]
    return re.sub(r"\s*\b\d{4}(-\d\d)?\b", "", there.label)


def _words(years: Sequence[_Year], at: int, heading: str, indicator: Indicator) -> str:
    """``Apr: 81.7% in 2018-19, 79.5% in 2017-18``."""
    said = [f"{words} in {year.year.label}" for year in years if (words := year.text(at, indicator))]
    return f"{heading}: {', '.join(said) or 'no figure'}"


def _against(row: RatedRow) -> str:
    """``better``; the mere movement where neither way is; nothing where there is nothing to compare with."""
    travel = row.year_direction
    if row.last_year is None:
        return ""
    return travel.movement.word if travel.merit is Merit.NONE else travel.merit.word


def _sentence(rows: Sequence[RatedRow], year: Period) -> str:
    compared = [row for row in rows if row.last_year is not None]
    if not compared:
        return f"No figure of {year.label} has one of the same period the year before."
    merits = Counter(row.year_direction.merit for row in compared)
    of = f"{len(compared)} figure{'' if len(compared) == 1 else 's'} of {year.label}"
    if merits[Merit.NONE] == len(compared):
        moved = Counter(row.year_direction.movement.word for row in compared)
        parts = [f"{moved[word]} {word} on it" for word in ("up", "down", "no change") if moved[word]]
    else:
        words = ((Merit.BETTER, "better"), (Merit.WORSE, "worse"), (Merit.SAME, "the same"))
        parts = [f"{merits[merit]} {word}" for merit, word in words if merits[merit]]
    last = compared[-1]
    assert last.last_year is not None  # those alone are compared
    then = show(last.last_year, last.indicator.unit, last.indicator.decimals)
    return (
        f"{of} compared with the same period of the year before: {', '.join(parts)}. "
        f"Latest {last.text} in {last.period.label}, after {then} in {last.period.year_earlier().label}."
    )

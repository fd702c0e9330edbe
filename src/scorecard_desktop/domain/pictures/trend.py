"""The trend: figures over time with their ratings, the target and its tolerance, benchmarks, officers' notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.pictures.picture import Band, BandKind, Line, LineKind, Note, Picture, Spot
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, figure_text, ratio_text, series
from scorecard_desktop.domain.target import TargetKind
from scorecard_desktop.domain.yardstick import Yardstick

_KIND = "Trend chart"
_MOST_BENCHMARKS = 3
_MOST_NAMED = 4


def trend_picture(ledger: Ledger, indicator: Indicator, kind: PeriodKind, until: Period | None = None) -> Picture:
    """An indicator's figures of one kind of period, oldest first, gaps included; to the last, or ``until`` a period."""
    book = ledger.book
    periods = places_of(known_until(series(book, indicator, kind), until))
    return trend_of(indicator, rows_at(ledger, indicator, periods), notes_of(book, indicator))


def trend_of(indicator: Indicator, rows: Sequence[RatedRow], notes: Mapping[str, str]) -> Picture:
    """An indicator's rows, oldest first, as a trend; ``notes`` are officers' by the codes of their periods."""
    if all(row.value is None for row in rows):
        return Picture(_KIND, indicator.title, f"{indicator.title}: there are no figures to draw.")
    held = [row.held_against for row in rows]
    target = rows[-1].target_text
    return Picture(
        _KIND,
        indicator.title,
        _sentence(rows),
        tuple(row.period.heading for row in rows),
        tuple(row.period.code for row in rows),
        tuple(
            Spot(at, row.value, _words(row, notes.get(row.period.code, "")), row.rating.rag)
            for at, row in enumerate(rows)
        ),
        (
            Line(LineKind.FIGURES, "", tuple(row.value for row in rows)),
            *_target_lines(held, target),
            *_benchmarks(rows[-1], len(rows)),
        ),
        _bands(held, target),
        tuple(Note(at, notes[row.period.code]) for at, row in enumerate(rows) if row.period.code in notes),
        ("Period", "Figure", "Target", "Rating"),
        tuple((row.period.label, _figure(row), row.target_text, row.rating.rag.word) for row in reversed(rows)),
    )


def rows_at(ledger: Ledger, indicator: Indicator, periods: Sequence[Period]) -> list[RatedRow]:
    """The indicator's rows at periods."""
    rows = [ledger.row(indicator.id, period) for period in periods]
    return [row for row in rows if row is not None]  # none is missing: the book has the indicator


def places_of(known: dict[Period, Observation]) -> list[Period]:
    """The periods from the first figure to the last, those without one among them; dates only where there is one."""
    numbered = sorted(period for period, observation in known.items() if observation.value is not None)
    if not numbered or numbered[0].kind is PeriodKind.DATE:
        return numbered
    periods = [numbered[0]]
    while periods[-1] < numbered[-1]:
        periods.append(periods[-1].next())
    return periods


def known_until(figures: Iterable[tuple[Period, Observation]], until: Period | None) -> dict[Period, Observation]:
    """The figures of periods that had ended when ``until`` did; all of them where no period is said."""
    return {period: figure for period, figure in figures if until is None or period.end <= until.end}


def notes_of(book: Book, indicator: Indicator) -> dict[str, str]:
    """What officers wrote on the indicator's charts, by the code of the period that they wrote it at."""
    written = book.commentary(indicator.id)
    return {one.period: one.text for one in written if one.part is CommentaryPart.CHART_NOTE and one.period}


def _figure(row: RatedRow) -> str:
    return figure_text(row.observation, row.indicator)


def _words(row: RatedRow, note: str) -> str:
    """``Apr 2018: 81.7% (24 / 163), amber. The new system went live``."""
    rated = f", {row.rating.rag.word.lower()}" if row.rating.rag is not Rag.NONE else ""
    ratio = ratio_text(row.observation)
    shown = _figure(row) or row.presence.value
    return f"{row.period.label}: {shown}{f' ({ratio})' if ratio else ''}{rated}{f'. {note}' if note else ''}"


def _target_lines(held: list[Yardstick], words: str) -> list[Line]:
    """The targets of one value; a range is drawn as a band."""
    values = tuple(one.target.value if one.target is not None else None for one in held)
    if all(value is None for value in values):
        return []
    return [Line(LineKind.TARGET, f"Target {words}" if words else "Target", values)]


def _bands(held: list[Yardstick], words: str) -> tuple[Band, ...]:
    bands = []
    ranges = [
        (one.target.low, one.target.high) if one.target is not None and one.target.kind is TargetKind.RANGE else None
        for one in held
    ]
    if any(ranges):
        lows, highs = zip(*(each or (None, None) for each in ranges), strict=True)
        bands.append(Band(BandKind.TARGET, f"Target {words}", lows, highs))
    for low, high in (
        ([one.low_edge for one in held], [one.low for one in held]),
        ([one.high for one in held], [one.high_edge for one in held]),
    ):
        ends = [
            (a, b) if a is not None and b is not None and a != b else (None, None)
            for a, b in zip(low, high, strict=True)
        ]
        if any(a is not None for a, _ in ends):
            bands.append(Band(BandKind.TOLERANCE, "Tolerance", *zip(*ends, strict=True)))
    return tuple(bands)


def _benchmarks(row: RatedRow, places: int) -> list[Line]:
    of = row.indicator
    lines = [
        Line(LineKind.BENCHMARK, f"{one.name} {show(one.value, of.unit, of.decimals)}", (one.value,) * places)
        for one in row.benchmarks
        if one.value is not None
    ]
    return lines[:_MOST_BENCHMARKS]


def _sentence(rows: Sequence[RatedRow]) -> str:
    """What the chart shows, for those who do not see it and those who want it said."""
    known = [(row.value, row) for row in rows if row.value is not None]
    low, high, last = min(known, key=_first)[1], max(known, key=_first)[1], known[-1][1]
    rated = f", {last.rating.rag.word.lower()}" if last.rating.rag is not Rag.NONE else ""
    count = f"{len(known)} figure{'' if len(known) == 1 else 's'}"
    said = (
        f"{count} from {rows[0].period.label} to {rows[-1].period.label}: lowest {_figure(low)} in {low.period.label}, "
        f"highest {_figure(high)} in {high.period.label}, latest {_figure(last)}{rated}."
    )
    missing = [row.period.label for row in rows if row.value is None and row.presence is not Presence.NOT_EXPECTED]
    if missing:
        said += f" No figure for {_and(missing)}."
    target = rows[-1].target_text
    return f"{said} The target is {target}." if target else said


def _and(labels: Sequence[str]) -> str:
    if len(labels) > _MOST_NAMED:
        return f"{len(labels)} of the periods"
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def _first(pair: tuple[Decimal, RatedRow]) -> Decimal:
    return pair[0]

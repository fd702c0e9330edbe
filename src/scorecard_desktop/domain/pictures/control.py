"""The control chart: what is usual for the figures and what is not, as Making Data Count draws it."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.analysis import indicator_chart
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.pictures.picture import Band, BandKind, Line, LineKind, Note, Picture, Spot
from scorecard_desktop.domain.pictures.trend import notes_of
from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.domain.rated import target_text
from scorecard_desktop.domain.spc import Assurance, ControlChart, Point
from scorecard_desktop.domain.spc_points import Cause

_KIND = "Control chart"


def control_picture(book: Book, indicator: Indicator, upto: Period) -> Picture:
    """The control chart as it stood at a period: the figures known by then, one beside another without gaps."""
    found = indicator_chart(book, indicator, upto)
    chart, periods = found.chart, found.periods
    if not chart.points:
        return Picture(_KIND, indicator.title, f"{indicator.title}: there are no figures to chart.")

    def shown(value: Decimal | None) -> str:
        return show(value, indicator.unit, max(indicator.decimals, 1)) if value is not None else ""

    def figure(value: Decimal) -> str:
        return show(value, indicator.unit, indicator.decimals)

    notes = notes_of(book, indicator)
    target = book.target(indicator.id, upto.code)
    lines = [
        Line(LineKind.FIGURES, "", tuple(point.value for point in chart.points)),
        Line(
            LineKind.MEAN, f"Mean {shown(chart.segments[-1].mean)}", tuple(point.segment.mean for point in chart.points)
        ),
    ]
    lower, upper = ([_limit(point, end) for point in chart.points] for end in ("lower", "upper"))
    bands = []
    if any(level is not None for level in lower):
        lines.append(Line(LineKind.LIMIT, f"Upper limit {shown(upper[-1])}", tuple(upper)))
        lines.append(Line(LineKind.LIMIT, f"Lower limit {shown(lower[-1])}", tuple(lower)))
        bands.append(Band(BandKind.LIMITS, "Usual variation", tuple(lower), tuple(upper)))
    if target is not None and target.value is not None:
        lines.append(Line(LineKind.TARGET, f"Target {target_text(target, indicator)}", (target.value,) * len(periods)))
    spots = tuple(
        Spot(
            at,
            point.value,
            f"{period.label}: {figure(point.value)}, {_told(point)}"
            + (f". {notes[period.code]}" if period.code in notes else ""),
            special=point.variation.merit,
        )
        for at, (period, point) in enumerate(zip(periods, chart.points, strict=True))
    )
    return Picture(
        _KIND,
        indicator.title,
        _sentence(chart, periods),
        tuple(period.heading for period in periods),
        tuple(period.code for period in periods),
        spots,
        tuple(lines),
        tuple(bands),
        tuple(Note(at, notes[period.code]) for at, period in enumerate(periods) if period.code in notes),
        ("Period", "Figure", "Mean", "Lower limit", "Upper limit", "What it tells"),
        tuple(
            (period.label, figure(point.value), shown(point.segment.mean), shown(low), shown(high), _told(point))
            for period, point, low, high in reversed(list(zip(periods, chart.points, lower, upper, strict=True)))
        ),
        " ".join([f"XmR chart, {chart.settings.words}.", *_rebased(chart, periods), *chart.notes]),
        breaks=tuple(segment.start for segment in chart.segments[1:]),
    )


def _rebased(chart: ControlChart, periods: tuple[Period, ...]) -> list[str]:
    """Where officers had the mean and the limits begin anew."""
    starts = [periods[segment.start].label for segment in chart.segments[1:]]
    return [f"Mean and limits begin anew at {' and '.join(starts)}."] if starts else []


def _limit(point: Point, end: str) -> Decimal | None:
    limits = point.segment.limits
    found: Decimal | None = getattr(limits, end) if limits is not None else None
    return found


_MERIT = {Merit.BETTER: ": improving", Merit.WORSE: ": of concern"}


def _told(point: Point) -> str:
    """``common cause``, or ``below the lower limit: of concern``."""
    return f"{point.cause.value}{_MERIT.get(point.variation.merit, '')}"


def _sentence(chart: ControlChart, periods: tuple[Period, ...]) -> str:
    variation = chart.variation
    assert variation is not None  # there are points
    special = sum(1 for point in chart.points if point.cause is not Cause.COMMON)
    said = f"{periods[-1].label}: {variation.words[0].lower()}{variation.words[1:]}."
    among = f"{special} of {len(periods)} figures" if special else "None of the figures"
    said += f" {among} {'is' if special in (0, 1) else 'are'} out of the ordinary."
    if chart.assurance is not Assurance.NONE:
        said += f" As it stands, the process {chart.assurance.value}."
    return said

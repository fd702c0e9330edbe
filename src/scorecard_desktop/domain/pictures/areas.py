"""The localities side by side: a small chart each, on one scale."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from scorecard_desktop.domain.aggregation import areas_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind, period_from_code
from scorecard_desktop.domain.pictures.picture import Line, LineKind, Picture, Spot
from scorecard_desktop.domain.pictures.trend import known_until, places_of
from scorecard_desktop.domain.rated import figure_text, ratio_text, series

_WHOLE = "Whole council"


@dataclass(frozen=True, slots=True)
class Areas:
    """A picture for each locality, all over the same periods, and what they say together."""

    pictures: tuple[Picture, ...] = ()
    sentence: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    small_print: str = ""


def area_pictures(
    book: Book, indicator: Indicator, kind: PeriodKind, until: Period | None = None, areas: Collection[str] = ()
) -> Areas:
    """The localities that have figures; empty where there are none.

    The whole council's figures are drawn beneath each for comparison, where there are any. ``until`` leaves out what
    came after a period, ``areas`` every other locality.
    """
    of_area = {
        area: known_until(_figures(book, indicator, kind, area), until)
        for area in areas_of(book, indicator)
        if not areas or area in areas
    }
    of_area = {area: known for area, known in of_area.items() if any(one.value is not None for one in known.values())}
    together = {period: one for known in of_area.values() for period, one in known.items() if one.value is not None}
    periods = places_of(together)
    if not periods:
        return Areas()
    whole = known_until(series(book, indicator, kind), until)
    compared = any(_value(whole.get(period)) is not None for period in periods)
    return Areas(
        tuple(_picture(indicator, area, known, whole, periods) for area, known in of_area.items()),
        _sentence(indicator, of_area, whole, periods[-1]),
        ("Period", *of_area, *([_WHOLE] if compared else [])),
        tuple(
            (
                period.label,
                *(figure_text(known.get(period), indicator) for known in of_area.values()),
                *([figure_text(whole.get(period), indicator)] if compared else []),
            )
            for period in reversed(periods)
        ),
        "The thin line is the whole council’s." if compared else "",
    )


def _figures(book: Book, indicator: Indicator, kind: PeriodKind, area: str) -> Iterator[tuple[Period, Observation]]:
    for one in book.observations(indicator.id, area):
        period = period_from_code(one.period)
        if period.kind is kind:
            yield period, one


def _picture(
    indicator: Indicator,
    area: str,
    known: dict[Period, Observation],
    whole: dict[Period, Observation],
    periods: list[Period],
) -> Picture:
    council = tuple(_value(whole.get(period)) for period in periods)
    lines = [Line(LineKind.FIGURES, "", tuple(_value(known.get(period)) for period in periods))]
    if any(value is not None for value in council):
        lines.append(Line(LineKind.EARLIER, "", council))
    return Picture(
        "Locality chart",
        area,
        "",
        tuple(period.heading for period in periods),
        tuple(period.code for period in periods),
        tuple(Spot(at, _value(known.get(p)), _words(indicator, area, p, known.get(p))) for at, p in enumerate(periods)),
        tuple(lines),
    )


def _value(observation: Observation | None) -> Decimal | None:
    return observation.value if observation is not None else None


def _words(indicator: Indicator, area: str, period: Period, observation: Observation | None) -> str:
    ratio = ratio_text(observation)
    shown = figure_text(observation, indicator) or "awaited"
    return f"{area}, {period.label}: {shown}{f' ({ratio})' if ratio else ''}"


def _sentence(
    indicator: Indicator, of_area: dict[str, dict[Period, Observation]], whole: dict[Period, Observation], last: Period
) -> str:
    """``Apr 2018: highest North with 84.0%, lowest South with 79.5%; the whole council 81.7%.``."""
    now = [(value, area) for area, known in of_area.items() if (value := _value(known.get(last))) is not None]

    def told(area: str) -> str:
        return f"{area} with {figure_text(of_area[area].get(last), indicator)}"

    ends = f"highest {told(max(now)[1])}, lowest {told(min(now)[1])}" if len(now) > 1 else told(now[0][1])
    council = figure_text(whole.get(last), indicator)
    return f"{last.label}: {ends}{f'; the whole council {council}' if council else ''}."

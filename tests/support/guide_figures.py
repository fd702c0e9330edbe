"""What the program says of a figure in a worked example of docs/rules.md, by the table's column headings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from scorecard_desktop.domain.aggregation import derived_at
from scorecard_desktop.domain.aims import read_polarity, read_target
from scorecard_desktop.domain.analysis import indicator_chance, indicator_chart, indicator_trajectory
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.figures import round_half_up, show, significant_decimals
from scorecard_desktop.domain.forecast import forecast_at
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rated import RatedRow, figure_text, rated_row
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.spc import ControlChart
from scorecard_desktop.domain.spc_advice import advice
from scorecard_desktop.domain.spc_points import Cause
from scorecard_desktop.domain.target import TargetKind
from support.officers_words import CARD, IND, book_of, indicator_of, number, period_of
from support.worked_examples import Facts

Said = dict[str, str]
NOTHING = "–"


def _row(facts: Facts) -> tuple[Book, Indicator, RatedRow]:
    book = book_of(facts)
    card, indicator = book.get(Scorecard, CARD), book.get(Indicator, IND)
    assert card is not None
    assert indicator is not None
    return book, indicator, rated_row(book, card, indicator, period_of(facts.get("period", "Apr 2018")))


def typed(facts: Facts) -> Said:
    """What is understood of a cell's text."""
    words = facts.get("written")
    figure = read_figure(words)
    if figure is None:
        return {"figure": NOTHING, "symbol": NOTHING, "counts": NOTHING, "left over": words}
    marks = [figure.symbol] if figure.symbol is not None else []
    marks += sorted(figure.flags, key=lambda flag: flag.value)
    counted = figure.numerator is not None and figure.denominator is not None
    value = figure.value
    return {
        "figure": NOTHING if value is None else f"{round_half_up(value, min(significant_decimals(value), 2))}",
        "symbol": ", ".join(f"{mark.shorthand} {mark.meaning}" for mark in marks) or NOTHING,
        "counts": f"{figure.numerator} of {figure.denominator}" if counted else NOTHING,
        "left over": figure.note or NOTHING,
    }


def rounded(facts: Facts) -> Said:
    """A figure as it is shown."""
    indicator = indicator_of(facts)
    return {"shown": show(number(facts.get("figure")), indicator.unit, indicator.decimals)}


def heading(facts: Facts) -> Said:
    """What a column heading means."""
    period = period_of(facts.get("written"))
    return {
        "means": period.label,
        "code": period.code,
        "first day": f"{period.start.day} {period.start:%b %Y}",
        "last day": f"{period.end.day} {period.end:%b %Y}",
        "the one before": period.previous().label,
        "a year earlier": period.year_earlier().label,
    }


def polarity(facts: Facts) -> Said:
    """What is understood of a polarity."""
    found = read_polarity(facts.get("written"))
    return {"means": found.words if found is not None else "not understood"}


def target(facts: Facts) -> Said:
    """What is understood of a target."""
    found = read_target(facts.get("written"))
    if found is None:
        return {"means": "no target"}
    words = found.show(indicator_of(facts).unit, 2)
    return {"means": f"in words: {words}" if found.kind is TargetKind.TEXT else words}


def rating(facts: Facts) -> Said:
    """A figure's colour and why, and all else that is said of the figure."""
    _, _, row = _row(facts)
    return {
        "shown as": row.text or row.presence.value,
        "rating": row.rating.rag.word,
        "shape": row.rating.rag.shape,
        "proof": row.rating.proof,
        "an exception?": " ".join(reason.sentence for reason in row.exceptions) or "no",
        "movement": row.direction.movement.word,
        "arrow": row.direction.movement.arrow,
        "better or worse": row.direction.merit.word,
        "over the year": row.year_direction.merit.word,
        "the longer direction": row.long_direction.merit.word,
        "compared with": row.long_direction.compared_with or NOTHING,
        "read out": row.spoken,
    }


def _limit(value: Decimal | None, indicator: Indicator) -> str:
    return "none" if value is None else show(value, indicator.unit, 2)


def chart(facts: Facts) -> Said:
    """A control chart's limits, icons and sentences."""
    book, indicator, row = _row(facts)
    found = indicator_chart(book, indicator, row.period).chart
    last = found.segments[-1]
    limits = last.limits
    return {
        "mean": _limit(last.mean, indicator),
        "average range": _limit(last.average_range, indicator),
        "lower limit": _limit(limits.lower if limits else None, indicator),
        "upper limit": _limit(limits.upper if limits else None, indicator),
        "near limits": "none"
        if limits is None
        else f"{_limit(limits.near_lower, indicator)} and {_limit(limits.near_upper, indicator)}",
        "points that stand out": " ".join(_standing_out(found)) or "none",
        "the icon says": found.variation.words if found.variation is not None else "",
        "icon’s letter": (found.variation.letter if found.variation is not None else "") or NOTHING,
        "the target": found.assurance.value,
        "beside the chart": " ".join(found.notes) or NOTHING,
        "named under the chart": found.settings.words,
        "rating": row.rating.rag.word,
        "advice": advice(row.rating.rag, found) or NOTHING,
    }


def _standing_out(found: ControlChart) -> Iterator[str]:
    for cause, points in groupby(enumerate(found.points, 1), key=lambda numbered: numbered[1].cause):
        at = [position for position, _ in points]
        if cause is not Cause.COMMON:
            which = f"Point {at[0]}" if len(at) == 1 else f"Points {at[0]} to {at[-1]}"
            yield f"{which}: {cause.value}."


def year_end(facts: Facts) -> Said:
    """Whether the target is expected to be met."""
    book, indicator, row = _row(facts)
    return {"what is said": indicator_trajectory(book, indicator, row.period).sentence}


def chance(facts: Facts) -> Said:
    """Whether red may be red by chance."""
    book, indicator, row = _row(facts)
    said = indicator_chance(book, indicator, row.period, row.rating.rag)
    return {"rating": row.rating.rag.word, "what is said": said or NOTHING}


def forecast(facts: Facts) -> Said:
    """The year-end forecast and its colour, beside the current one."""
    book, indicator, row = _row(facts)
    found = forecast_at(book, indicator, row.period)
    return {
        "rating": row.rating.rag.word,
        "forecast rating": found.rating.rag.word,
        "forecast proof": found.rating.proof,
    }


def derived(facts: Facts) -> Said:
    """A figure made of others, and how, or why not."""
    book, indicator, _ = _row(facts)
    found = derived_at(book, indicator, period_of(facts.get("asked for")))
    assert found is not None
    return {"made": figure_text(found.observation, indicator) or "none", "how": found.total.how}

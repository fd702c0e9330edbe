"""Figures that differ from those that a published pack showed (rules.md, Published pack)."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.disclosure.rounding import rounded
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.publishing import Standing, last_published
from scorecard_desktop.domain.rated import figure_text
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.rule import IndicatorRule, about_figure, figure_words


@IndicatorRule
def restated(examined: Examined) -> Iterator[Finding]:
    """A figure that is not what the latest pack which has it showed.

    What was awaited then is no restatement when it comes. A figure that has been taken out is one, and so is one that
    is derived, where its parts have changed. What still looks as it did is none.
    """
    for standing in last_published(examined.book, examined.indicator.id).values():
        figure = standing.figure
        now = _now(examined, figure.period, figure.area)
        if is_restated(standing, now, examined.indicator):
            yield restated_finding(standing, now, examined.indicator)


def _now(examined: Examined, period: str, area: str) -> Observation | None:
    if area:
        return examined.book.observation(examined.indicator.id, period, area)
    return examined.track.figure(period)


def is_restated(standing: Standing, now: Observation | None, indicator: Indicator) -> bool:
    """Whether a figure, as it is now, is another than was published; rounded as it was then."""
    if now is not None:
        now = rounded(now, indicator.unit, standing.base) or now
    held = (now.value, now.symbol) if now is not None else (None, None)
    if held == (standing.figure.value, standing.figure.symbol):
        return False
    return held == (None, None) or figure_text(now, indicator) != standing.figure.text


def restated_finding(standing: Standing, now: Observation | None, indicator: Indicator) -> Finding:
    """The finding that a figure has been restated."""
    shown = standing.figure.observation
    has_figure = now is not None and (now.value is not None or now.symbol is not None)
    says = figure_text(now, indicator) if has_figure else "no figure"
    return about_figure(
        "restated",
        Severity.NOTE,
        indicator,
        now if now is not None else shown,
        f"{figure_words(shown)} is {says}, but {standing.pack.name} showed {standing.figure.text}.",
        "Say why it was restated; the next pack lists it with [r]. If it is a slip, put the figure back.",
    )

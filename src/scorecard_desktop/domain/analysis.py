"""An indicator's control chart, trajectory and chance, by the settings that hold for it.

The arithmetic is in ``spc``, ``trajectory`` and ``intervals``; here it is given an indicator's figures and choices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from scorecard_desktop.domain.aim import aim_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.intervals import CONFIDENCE, chance, interval_of
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rating import Measure
from scorecard_desktop.domain.spc import (
    NHS_R,
    PRESETS,
    SHORTEST_BASELINE,
    TREND_LENGTHS,
    ControlChart,
    NearRule,
    SpcSettings,
    control_chart,
)
from scorecard_desktop.domain.trajectory import TRAJECTORY, Trajectory, TrajectorySettings, horizon, trajectory

DEFAULTS = {
    "spc.preset": "NHS-R",
    "spc.screening": "",
    "spc.trend": "",
    "spc.run": "",
    "spc.two-of-three": "",
    "spc.baseline": "",
    "spc.firm-from": "",
    "spc.rebase": "",
    "trajectory.points": "12",
    "trajectory.fewest": "6",
    "trajectory.confidence": "95",
    "intervals.confidence": "95",
}
"""The named defaults of these settings. An empty ``spc`` one is the preset's, no fixed baseline, no rebase.

``spc.screening`` is ``on`` or ``off``; ``spc.two-of-three`` ``between`` or ``beyond`` the near limit;
``spc.baseline`` the number of first points that fix the limits; ``spc.rebase`` the codes of the periods that begin
a segment, with commas between them.
"""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """A control chart with the period of each point."""

    periods: tuple[Period, ...]
    chart: ControlChart


def known_figures(book: Book, indicator: Indicator, upto: Period) -> list[tuple[Period, Decimal]]:
    """The whole council's figures of ``upto``'s kind of period until then, oldest first; a forecast is not one."""
    found = []
    for observation in book.observations(indicator.id):
        period = period_from_code(observation.period)
        if period.kind is not upto.kind or period > upto or Symbol.FORECAST in observation.flags:
            continue
        if observation.value is not None:
            found.append((period, observation.value))
    return found


def indicator_chart(book: Book, indicator: Indicator, upto: Period) -> IndicatorChart:
    """The control chart as it stood at a period, against that period's target."""
    figures = known_figures(book, indicator, upto)
    periods = tuple(period for period, _ in figures)
    wanted = book.setting("spc.rebase", DEFAULTS["spc.rebase"], indicator).split(",")
    codes = {code.strip() for code in wanted}
    chart = control_chart(
        [value for _, value in figures],
        indicator.polarity,
        rebases=[at for at, period in enumerate(periods) if period.code in codes],
        aim=aim_of(book.target(indicator.id, upto.code), indicator.polarity, book.tolerance(indicator)),
        settings=spc_settings(book, indicator),
    )
    return IndicatorChart(periods, chart)


def indicator_trajectory(book: Book, indicator: Indicator, upto: Period) -> Trajectory:
    """Whether the year end's target is expected to be met, from the figures known at a period."""
    figures = known_figures(book, indicator, upto)
    at = horizon(figures[-1][0] if figures else upto)
    aim = aim_of(book.target(indicator.id, at.code), indicator.polarity, book.tolerance(indicator))
    return trajectory(figures, aim, _measure(indicator), at, trajectory_settings(book, indicator))


def indicator_chance(book: Book, indicator: Indicator, period: Period, rag: Rag) -> str:
    """Whether a red figure may be red by chance; empty where that cannot be told."""
    confidence = _chosen(book, indicator, "intervals.confidence", Decimal)
    interval = interval_of(
        book.observation(indicator.id, period.code),
        indicator.unit,
        confidence if confidence is not None and 0 < confidence < 100 else CONFIDENCE,
    )
    aim = aim_of(book.target(indicator.id, period.code), indicator.polarity, book.tolerance(indicator))
    return chance(rag, interval, aim, _measure(indicator))


def spc_settings(book: Book, indicator: Indicator) -> SpcSettings:
    """The control-chart settings that hold for an indicator; a choice that the method does not have is passed over."""
    own = PRESETS.get(book.setting("spc.preset", DEFAULTS["spc.preset"], indicator), NHS_R)
    screening = _chosen(book, indicator, "spc.screening", {"on": True, "off": False}.__getitem__)
    near = _chosen(
        book, indicator, "spc.two-of-three", {"between": NearRule.BETWEEN, "beyond": NearRule.BEYOND}.__getitem__
    )
    trend = _chosen(book, indicator, "spc.trend", int)
    run = _chosen(book, indicator, "spc.run", int)
    firm = _chosen(book, indicator, "spc.firm-from", int)
    baseline = _chosen(book, indicator, "spc.baseline", int)
    return replace(
        own,
        screen_outliers=own.screen_outliers if screening is None else screening,
        near_rule=own.near_rule if near is None else near,
        trend_length=trend if trend in TREND_LENGTHS else own.trend_length,
        run_length=own.run_length if run is None or run < 2 else run,
        firm_from=own.firm_from if firm is None or firm < 2 else firm,
        fix_after_n_points=None if baseline is None or baseline < SHORTEST_BASELINE else baseline,
    )


def trajectory_settings(book: Book, indicator: Indicator) -> TrajectorySettings:
    """The trajectory settings that hold for an indicator; the defaults where they cannot be worked together."""
    points = _chosen(book, indicator, "trajectory.points", int)
    fewest = _chosen(book, indicator, "trajectory.fewest", int)
    confidence = _chosen(book, indicator, "trajectory.confidence", Decimal)
    try:
        return TrajectorySettings(
            TRAJECTORY.points if points is None else points,
            TRAJECTORY.fewest if fewest is None else fewest,
            TRAJECTORY.confidence if confidence is None else confidence,
        )
    except ValueError:
        return TRAJECTORY


def _chosen(book: Book, indicator: Indicator, name: str, read: Callable[[str], T]) -> T | None:
    text = book.setting(name, DEFAULTS[name], indicator).strip()
    if not text:
        return None
    try:
        return read(text)
    except (ValueError, KeyError, InvalidOperation):
        return None


def _measure(indicator: Indicator) -> Measure:
    return Measure(indicator.unit, indicator.decimals, indicator.polarity)

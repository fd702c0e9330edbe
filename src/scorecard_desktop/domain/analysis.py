"""An indicator's control chart, trajectory and chance, by the settings that hold for it.

The arithmetic is in ``spc``, ``trajectory`` and ``intervals``; here it is given an indicator's figures and choices.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scorecard_desktop.domain import settings
from scorecard_desktop.domain.aggregation import figure_at, figures_of
from scorecard_desktop.domain.aim import aim_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.intervals import chance, interval_of
from scorecard_desktop.domain.measure import measure_of
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.settings import value_of
from scorecard_desktop.domain.spc import ControlChart, SpcSettings, control_chart
from scorecard_desktop.domain.trajectory import TRAJECTORY, Trajectory, TrajectorySettings, horizon, trajectory


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """A control chart with the period of each point."""

    periods: tuple[Period, ...]
    chart: ControlChart


def known_figures(book: Book, indicator: Indicator, upto: Period) -> list[tuple[Period, Decimal]]:
    """The whole council's figures of ``upto``'s kind of period until then, oldest first; a forecast is not one."""
    return [
        (period, figure.value)
        for period, figure in figures_of(book, indicator, upto.kind)
        if period <= upto and figure.value is not None and Symbol.FORECAST not in figure.flags
    ]


def indicator_chart(book: Book, indicator: Indicator, upto: Period) -> IndicatorChart:
    """The control chart as it stood at a period, against that period's target."""
    figures = known_figures(book, indicator, upto)
    periods = tuple(period for period, _ in figures)
    codes = value_of(book, settings.SPC_REBASE, indicator)
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
    return trajectory(figures, aim, measure_of(indicator), at, trajectory_settings(book, indicator))


def indicator_chance(book: Book, indicator: Indicator, period: Period, rag: Rag) -> str:
    """Whether a red figure may be red by chance; empty where that cannot be told."""
    interval = interval_of(
        figure_at(book, indicator, period),
        indicator.unit,
        value_of(book, settings.INTERVALS_CONFIDENCE, indicator),
    )
    aim = aim_of(book.target(indicator.id, period.code), indicator.polarity, book.tolerance(indicator))
    return chance(rag, interval, aim, measure_of(indicator))


def spc_settings(book: Book, indicator: Indicator) -> SpcSettings:
    """The control-chart settings that hold for an indicator: its preset, and what differs from it."""
    own = value_of(book, settings.SPC_PRESET, indicator)
    screening = value_of(book, settings.SPC_SCREENING, indicator)
    return replace(
        own,
        screen_outliers=own.screen_outliers if screening is None else screening,
        near_rule=value_of(book, settings.SPC_TWO_OF_THREE, indicator) or own.near_rule,
        trend_length=value_of(book, settings.SPC_TREND, indicator) or own.trend_length,
        run_length=value_of(book, settings.SPC_RUN, indicator) or own.run_length,
        firm_from=value_of(book, settings.SPC_FIRM_FROM, indicator) or own.firm_from,
        fix_after_n_points=value_of(book, settings.SPC_BASELINE, indicator),
    )


def trajectory_settings(book: Book, indicator: Indicator) -> TrajectorySettings:
    """The trajectory settings that hold for an indicator; the defaults where they are at odds, which is a finding."""
    points = value_of(book, settings.TRAJECTORY_POINTS, indicator)
    fewest = value_of(book, settings.TRAJECTORY_FEWEST, indicator)
    if fewest > points:
        points, fewest = TRAJECTORY.points, TRAJECTORY.fewest
    return TrajectorySettings(points, fewest, value_of(book, settings.TRAJECTORY_CONFIDENCE, indicator))

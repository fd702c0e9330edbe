"""XmR control charts as Making Data Count draws them (rules.md, Statistical process control).

``control_chart`` takes the figures of one indicator, oldest first and without gaps to fill, and gives each point's
cause, each segment's mean and limits, the icons and what has to be said beside them. Everything is Decimal.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Context, Decimal, localcontext
from enum import Enum
from itertools import pairwise

from scorecard_desktop.domain.aim import Aim
from scorecard_desktop.domain.figures import plain
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.spc_points import Cause, Variation, causes_of, variation_of

# points are compared by sums and products only, which never round: a figure on a limit is found to be on it
_EXACT = Context(prec=1000)
_SHOWN = Context(prec=28)
SHORTEST_BASELINE = 12
TREND_LENGTHS = (6, 7)


class NearRule(Enum):
    """Which points count towards two of three."""

    BETWEEN = "between the near limit and the limit"
    BEYOND = "every point beyond the near limit"


@dataclass(frozen=True, slots=True)
class SpcSettings:
    """Every choice in a control chart, with its default: the ``NHS-R`` preset.

    ``fix_after_n_points`` takes mean and limits from the first n points (12 or more) of each segment. Fewer points
    than ``firm_from`` in a segment make its limits provisional. The two factors are those of ranges of two.
    """

    preset: str = "NHS-R"
    screen_outliers: bool = True
    trend_length: int = 7
    run_length: int = 7
    near_rule: NearRule = NearRule.BETWEEN
    fix_after_n_points: int | None = None
    firm_from: int = 13
    limit_factor: Decimal = Decimal("2.66")
    screening_factor: Decimal = Decimal("3.267")

    def __post_init__(self) -> None:
        """Raise ValueError, in words for an officer, for a choice that the method does not have."""
        if self.trend_length not in TREND_LENGTHS:
            raise ValueError(f"A trend is 6 or 7 points long, not {self.trend_length}.")
        if self.fix_after_n_points is not None and self.fix_after_n_points < SHORTEST_BASELINE:
            raise ValueError(
                f"A fixed baseline needs {SHORTEST_BASELINE} points or more, not {self.fix_after_n_points}."
            )

    @property
    def words(self) -> str:
        """What a chart prints: the preset, and each choice that differs from it."""
        own = PRESETS.get(self.preset, NHS_R)
        parts = [self.preset]
        if self.screen_outliers != own.screen_outliers:
            parts.append("outliers screened" if self.screen_outliers else "no screening of outliers")
        if self.trend_length != own.trend_length:
            parts.append(f"{self.trend_length}-point trend")
        if self.run_length != own.run_length:
            parts.append(f"{self.run_length}-point run")
        if self.near_rule is not own.near_rule:
            parts.append(f"two of three: {self.near_rule.value}")
        if self.fix_after_n_points is not None:
            parts.append(f"baseline fixed on the first {self.fix_after_n_points} points")
        if self.firm_from != own.firm_from:
            parts.append(f"provisional below {self.firm_from} points")
        if (self.limit_factor, self.screening_factor) != (own.limit_factor, own.screening_factor):
            parts.append(f"factors {plain(self.limit_factor)} and {plain(self.screening_factor)}")
        return ", ".join(parts)


NHS_R = SpcSettings()
MDC_EXCEL = replace(NHS_R, preset="MDC Excel", screen_outliers=False, near_rule=NearRule.BEYOND)
PRESETS = {settings.preset: settings for settings in (NHS_R, MDC_EXCEL)}
"""By the name that a chart prints. MDC Excel's trend is 7 points long unless ``trend_length`` says 6."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Process limits, and the near limits at two thirds of the way to them. Never clamped to what is possible."""

    lower: Decimal
    upper: Decimal
    near_lower: Decimal
    near_upper: Decimal


@dataclass(frozen=True, slots=True)
class Segment:
    """Points ``start`` up to but not including ``stop``, which share a mean and limits.

    ``number`` counts the rebases up to it. ``average_range`` is the mean moving range after screening. It and
    ``limits`` are None where one point is all there is. ``provisional`` where the points are few. ``note`` is what
    has to be said of the limits; empty where nothing.
    """

    number: int
    start: int
    stop: int
    mean: Decimal
    average_range: Decimal | None
    limits: Limits | None
    provisional: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of the chart. ``near`` is between the near limit and the limit, ``side`` its side of the mean."""

    value: Decimal
    segment: Segment
    side: int
    outside: bool
    near: bool
    cause: Cause
    variation: Variation


class Assurance(Enum):
    """Whether the process, left as it is, can be expected to meet its target."""

    PASSES = "consistently passes the target"
    FAILS = "consistently fails the target"
    HIT_OR_MISS = "passes or misses the target by chance"
    NONE = "no assurance: no target, or no limits"


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A chart's arithmetic. ``variation`` is the last point's; None where there are no points."""

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    assurance: Assurance
    polarity: Polarity
    settings: SpcSettings

    @property
    def variation(self) -> Variation | None:
        """What the variation icon shows."""
        return self.points[-1].variation if self.points else None

    @property
    def provisional(self) -> bool:
        """Whether the limits that matter now rest on few points."""
        return not self.segments or self.segments[-1].provisional

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said beside the chart, by segment where there are several."""
        if len(self.segments) == 1:
            return tuple(s.note for s in self.segments if s.note)
        return tuple(f"Points {s.start + 1} to {s.stop}: {s.note}" for s in self.segments if s.note)


@dataclass(frozen=True, slots=True)
class _Baseline:
    """What mean and limits are made of: sums and counts, which are exact where their quotients are not."""

    total: Decimal
    count: int
    moved: Decimal
    moves: int

    @classmethod
    def of(cls, values: Sequence[Decimal], settings: SpcSettings) -> _Baseline:
        """Sum figures and moving ranges; one pass of screening drops ranges from the line upwards."""
        ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
        if settings.screen_outliers:
            line = settings.screening_factor * sum(ranges, Decimal(0))
            # of a constant series none is below the line: a range of nought stands for them
            ranges = [r for r in ranges if r * len(ranges) < line] or ranges[:1]
        return cls(sum(values, Decimal(0)), len(values), sum(ranges, Decimal(0)), len(ranges))

    def deviation(self, value: Decimal) -> Decimal:
        """How far from the mean, in units in which ``reach`` is exact too; 0 of a lone figure, which is the mean."""
        return (value * self.count - self.total) * self.moves

    def reach(self, settings: SpcSettings) -> Decimal:
        """How far the limits lie from the mean, in the units of ``deviation``."""
        return settings.limit_factor * self.moved * self.count


def control_chart(
    values: Sequence[Decimal],
    polarity: Polarity,
    *,
    rebases: Collection[int] = (),
    aim: Aim | None = None,
    settings: SpcSettings = NHS_R,
) -> ControlChart:
    """Chart ``values``, oldest first; a figure that is not there is left out by the caller.

    ``rebases`` are the positions of the points that begin a segment; nothing crosses one. ``aim`` is what the target
    asks for, compared with the last segment's limits. With range, none or unknown polarity special cause is neutral.
    """
    cuts = {at for at in rebases if 0 <= at < len(values)}
    edges = [*sorted(cuts | {0}), len(values)]
    points: list[Point] = []
    segments: list[Segment] = []
    for start, stop in pairwise(edges if values else ()):
        number = sum(1 for at in cuts if at <= start)
        with localcontext(_EXACT):
            baseline = _Baseline.of(values[start:stop][: settings.fix_after_n_points], settings)
        segment = _segment(values, start, stop, number, baseline, settings)
        segments.append(segment)
        with localcontext(_EXACT):
            points.extend(_points(values[start:stop], segment, baseline, polarity, settings))
    limits = segments[-1].limits if segments else None
    return ControlChart(tuple(points), tuple(segments), assurance(limits, aim), polarity, settings)


def _segment(
    values: Sequence[Decimal], start: int, stop: int, number: int, baseline: _Baseline, settings: SpcSettings
) -> Segment:
    count = stop - start
    provisional = count < settings.firm_from
    with localcontext(_SHOWN):
        mean = baseline.total / baseline.count
        if not baseline.moves:
            note = "One figure has no moving range, so there are no limits yet."
            return Segment(number, start, stop, mean, None, None, provisional=True, note=note)
        average = baseline.moved / baseline.moves
        reach = settings.limit_factor * average
        near = reach * 2 / 3
        limits = Limits(mean - reach, mean + reach, mean - near, mean + near)
    notes = []
    if provisional:
        notes.append(
            f"The limits are provisional: they rest on {count} points, and {settings.firm_from} make them firm."
        )
    if average == 0:
        notes.append(_no_movement(values[start : start + baseline.count]))
    return Segment(number, start, stop, mean, average, limits, provisional, " ".join(notes))


def _no_movement(values: Sequence[Decimal]) -> str:
    if min(values) == max(values):
        return (
            f"Every figure they rest on is {plain(values[0])}, so the limits equal the mean: "
            "nothing has varied from which to tell what is normal."
        )
    return "Once outlying jumps were screened out no movement was left, so the limits equal the mean and say little."


def _points(
    values: Sequence[Decimal], segment: Segment, baseline: _Baseline, polarity: Polarity, settings: SpcSettings
) -> list[Point]:
    away = [baseline.deviation(value) for value in values]
    limited = segment.limits is not None
    reach = baseline.reach(settings)
    outside = [limited and abs(d) > reach for d in away]
    beyond = [limited and 3 * abs(d) > 2 * reach for d in away]
    near = [far and not out for far, out in zip(beyond, outside, strict=True)]
    sides = [(d > 0) - (d < 0) for d in away]
    counted = beyond if settings.near_rule is NearRule.BEYOND else near
    causes = causes_of(values, sides, outside, counted, settings.trend_length, settings.run_length)
    return [
        Point(value, segment, side, out, close, cause, variation_of(cause, polarity))
        for value, side, out, close, cause in zip(values, sides, outside, near, causes, strict=True)
    ]


def assurance(limits: Limits | None, aim: Aim | None) -> Assurance:
    """The target against the limits: strictly out of their reach fails, strictly cleared by them passes."""
    if limits is None or aim is None:
        return Assurance.NONE
    if not aim.within_reach(limits.lower, limits.upper):
        return Assurance.FAILS
    return Assurance.PASSES if aim.cleared_by(limits.lower, limits.upper) else Assurance.HIT_OR_MISS

"""Whether the target is expected to be met by year end, by a stated simple method and never as a certainty.

A straight line is fitted by least squares to the last n figures and carried to the period that ends the year. The
prediction interval there is ŷ ± t·s·√(1 + 1/n + (x₀ − x̄)²/Sxx), with s² the residual variance on n − 2 degrees of
freedom and t Student's (N. R. Draper and H. Smith, Applied Regression Analysis, 3rd edition, 1998, section 3.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.aim import Aim
from scorecard_desktop.domain.figures import Unit, plain
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.intervals import estimate, student_quantile
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.period import Period, PeriodKind

_ENDLESS = Decimal("Infinity")
_BEYOND = " The line leads to what the figure cannot be, so it cannot go on as it has."
_ACADEMIC = frozenset({PeriodKind.TERM, PeriodKind.HALF_TERM, PeriodKind.TWO_TERMS, PeriodKind.ACADEMIC_YEAR})
_YEARLY = frozenset(
    {PeriodKind.TWO_TERMS, PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR}
)


class Prospect(Enum):
    """How the target stands at year end; the value is what is said of it."""

    MET = "has been met"
    MISSED = "has not been met"
    LIKELY = "is likely to be met"
    UNCERTAIN = "may or may not be met"
    UNLIKELY = "is unlikely to be met"
    NOT_JUDGED = "is not judged"


@dataclass(frozen=True, slots=True)
class TrajectorySettings:
    """The trend is of the last ``points`` figures; below ``fewest`` none is drawn. ``confidence`` in percent."""

    points: int = 12
    fewest: int = 6
    confidence: Decimal = Decimal(95)

    def __post_init__(self) -> None:
        """Raise ValueError, in words for an officer, for a choice that cannot be worked."""
        if not 3 <= self.fewest <= self.points:
            raise ValueError("A trend with its interval needs 3 figures or more, and no more than it is made from.")
        if not 0 < self.confidence < 100:
            raise ValueError("A confidence lies between 0 and 100 percent.")


TRAJECTORY = TrajectorySettings()


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What the trend says of ``at``, and on how many ``points`` it rests. No trend, no figures."""

    prospect: Prospect
    sentence: str
    at: Period | None = None
    points: int = 0
    expected: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None


def year_end(period: Period) -> Period:
    """The last period of the same kind in the year that ``period`` belongs to.

    Terms and academic years end with August, all others with March; a calendar year is its own last period.
    """
    month = 8 if period.kind in _ACADEMIC else 3
    last = date(period.end.year + (period.end.month > month), month, 31)
    if period.kind is PeriodKind.DATE:
        return Period(PeriodKind.DATE, last, last)
    while period.next().end <= last:
        period = period.next()
    return period


def horizon(last: Period) -> Period:
    """The period to judge from figures that end with ``last``: its year's end, or the next year of yearly figures."""
    return last.next() if last.kind in _YEARLY else year_end(last)


def trajectory(
    series: Sequence[tuple[Period, Decimal]],
    aim: Aim | None,
    measure: Measure,
    at: Period | None = None,
    settings: TrajectorySettings = TRAJECTORY,
) -> Trajectory:
    """Judge the ``horizon`` (or ``at``) from the figures known, oldest first and of one kind of period.

    A year-to-date figure begins anew each April, so only the current
    year's are used.
    """
    if not series:
        return Trajectory(Prospect.NOT_JUDGED, "No figures have come yet, so there is no trend.")
    last, latest = series[-1]
    end = at if at is not None else horizon(last)
    if aim is None:
        return Trajectory(Prospect.NOT_JUDGED, "There is no target to judge the trend against.", end)
    if last >= end:
        return _known(last, latest, aim, measure)
    used = list(series[-settings.points :])
    if last.kind is PeriodKind.YEAR_TO_DATE:
        used = [(period, value) for period, value in used if period.start == last.start]
    if len(used) < settings.fewest:
        few = f"{len(used)} figure{'' if len(used) == 1 else 's'}"
        return Trajectory(
            Prospect.NOT_JUDGED,
            f"There are too few points for a trend: {few} so far, and {settings.fewest} are needed.",
            end,
            len(used),
        )
    expected, reach = _predict([(_place(period), value) for period, value in used], _place(end), settings.confidence)
    lower, upper = expected - reach, expected + reach
    prospect = _prospect(aim, lower, upper)
    least, most = _possible([value for _, value in used], measure.unit)

    def shown(value: Decimal) -> str:
        return estimate(min(max(value, least), most), measure)

    sentence = (
        f"If the trend of the last {len(used)} figures continues, {end.label} is estimated at "
        f"{shown(expected)} ({plain(settings.confidence)}% prediction interval "
        f"{shown(lower)} to {shown(upper)}): the target {prospect.value}."
    )
    beyond = _BEYOND if upper < least or lower > most else ""
    return Trajectory(prospect, sentence + beyond + _caution(last.kind, reach), end, len(used), expected, lower, upper)


def _possible(values: Sequence[Decimal], unit: Unit) -> tuple[Decimal, Decimal]:
    """Between what a line is put in words: it runs on through 0 and 100%, and figures that keep to them do not."""
    least = Decimal(0) if min(values) >= 0 else -_ENDLESS
    share = unit is Unit.PERCENT and least == 0 and max(values) <= 100
    return least, Decimal(100) if share else _ENDLESS


def _known(last: Period, latest: Decimal, aim: Aim, measure: Measure) -> Trajectory:
    met = aim.met_by(latest)
    prospect = Prospect.MET if met else Prospect.MISSED
    sentence = f"The figure for {last.label} has come, {measure.words(latest)}: the target {prospect.value}."
    return Trajectory(prospect, sentence, last)


def _prospect(aim: Aim, lower: Decimal, upper: Decimal) -> Prospect:
    if aim.held_by(lower, upper):
        return Prospect.LIKELY
    return Prospect.UNCERTAIN if aim.within_reach(lower, upper) else Prospect.UNLIKELY


def _caution(kind: PeriodKind, reach: Decimal) -> str:
    """What would make the interval look surer than it is."""
    shared = kind in (PeriodKind.ROLLING_12, PeriodKind.YEAR_TO_DATE)
    wider = " Neighbouring figures share months, so the true uncertainty is wider." if shared else ""
    straight = " The figures lie on a straight line, which they cannot be relied on to keep to." if reach == 0 else ""
    return wider + straight


def _place(period: Period) -> Decimal:
    """Where a period lies in time, so that a missing one leaves its gap: days for dates, months for all else."""
    end = period.end
    return Decimal(end.toordinal() if period.kind is PeriodKind.DATE else end.year * 12 + end.month)


def _predict(places: Sequence[tuple[Decimal, Decimal]], at: Decimal, confidence: Decimal) -> tuple[Decimal, Decimal]:
    """The line's value at ``at`` and how far the prediction interval reaches either way."""
    count = len(places)
    mean_x = sum((x for x, _ in places), Decimal(0)) / count
    mean_y = sum((y for _, y in places), Decimal(0)) / count
    spread = sum(((x - mean_x) ** 2 for x, _ in places), Decimal(0))
    slope = sum(((x - mean_x) * y for x, y in places), Decimal(0)) / spread
    residual = sum(((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in places), Decimal(0))
    away = at - mean_x
    variance = residual / (count - 2) * (1 + Decimal(1) / count + away * away / spread)
    return mean_y + slope * away, student_quantile(confidence, count - 2) * variance.sqrt()

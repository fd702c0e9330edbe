"""Control charts of series that are given as JSON: ``scorecard spc --json``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.aim import Aim, aim_for
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.spc import (
    NHS_R,
    PRESETS,
    Assurance,
    ControlChart,
    Limits,
    Point,
    SpcSettings,
    assurance,
    control_chart,
)
from scorecard_desktop.domain.spc_points import Cause, Variation

_POLARITY = {"increase": Polarity.HIGH, "decrease": Polarity.LOW, "neutral": Polarity.NONE}
_ASSURANCE = {
    Assurance.PASSES: ("consistent_pass", "pass"),
    Assurance.FAILS: ("consistent_fail", "fail"),
    Assurance.HIT_OR_MISS: ("inconsistent", "inconsistent"),
    Assurance.NONE: (None, None),
}
_KNOWN = {
    "id",
    "dates",
    "values",
    "improvement_direction",
    "rebase_dates",
    "fix_after_n_points",
    "target",
    "screen_outliers",
    "preset",
    "trend_length",
}
_LIMITS = {"lpl", "upl", "rebase_segments_in_time_order"}
# beyond this a figure is a slip, and sums would lose its neighbours
_LARGEST_EXPONENT = 30


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it was read, oldest first, and its chart. ``dates`` is empty where none were given."""

    id: str
    dates: tuple[str, ...]
    chart: ControlChart
    notes: tuple[str, ...] = ()


def answers(text: str) -> object:
    """Chart the JSON ``text``: one series (an object) or a list of them gives one answer or a list, ready for JSON.

    Raises Refusal, naming the series in a list by its place, where it is not JSON or cannot be charted.
    """
    try:
        given = json.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Refusal(f"This is not JSON that can be read ({error}).") from error
    if not isinstance(given, list):
        return answer(given)
    found = []
    for number, one in enumerate(given, 1):
        try:
            found.append(answer(one))
        except Refusal as refusal:
            raise Refusal(f"Series {number}: {refusal.message}") from refusal
    return found


def answer(given: object) -> dict[str, object]:
    """One answer: the chart of a series, or the assurance of limits that are already known (``lpl``, ``upl``)."""
    if isinstance(given, Mapping) and "values" not in given and not _LIMITS.isdisjoint(given):
        return _known_limits(given)
    return expected_fields(read_series(given))


def read_series(given: object) -> Series:
    """Read and chart one series.

    ``values`` is needed. These are not: ``dates`` (``2018-04-30``, or any period that the program writes),
    ``improvement_direction`` (increase, decrease or neutral; increase unless said, as in NHSRplotthedots),
    ``rebase_dates``, ``fix_after_n_points``, ``target``, ``screen_outliers``, ``preset`` and ``trend_length``.
    Points are put in the order of their dates, and those without a figure left out. Raises Refusal in plain words.
    """
    if not isinstance(given, Mapping):
        raise Refusal("A series is an object with “values”, and “dates” if it has them.")
    values = [None if v is None else _number(v, "values") for v in _list(given, "values")]
    dates = [str(d) for d in _list(given, "dates")] if given.get("dates") is not None else []
    if dates and len(dates) != len(values):
        raise Refusal(f"There are {len(values)} values and {len(dates)} dates; each value needs its own.")
    notes = [f"“{name}” is not known here and was not used." for name in given if name not in _KNOWN]
    days = [_day(d) for d in dates] or [date.min] * len(values)
    if dates and len(set(days)) != len(days):
        raise Refusal("Two points have the same date.")
    order = sorted(range(len(values)), key=days.__getitem__)
    kept = [(days[at], value, at) for at in order if (value := values[at]) is not None]
    if len(kept) < len(values):
        notes.append(f"{len(values) - len(kept)} without a figure left out.")
    rebases = _rebases(given, [day for day, _, _ in kept] if dates else None, notes)
    polarity = _polarity(given)
    chart = control_chart(
        [value for _, value, _ in kept],
        polarity,
        rebases=rebases,
        aim=_aim(given, polarity),
        settings=_settings(given),
    )
    own_dates = tuple(dates[at] for _, _, at in kept) if dates else ()
    return Series(str(given.get("id", "")), own_dates, chart, tuple(notes))


def expected_fields(series: Series) -> dict[str, object]:
    """A chart as plain numbers, words and lists, one entry a point, under the names of NHSRplotthedots."""
    chart = series.chart
    points = chart.points
    assured, icon = _ASSURANCE[chart.assurance]
    kinds = [_point_type(point.variation) for point in points]
    return {
        **({"id": series.id} if series.id else {}),
        **({"dates": list(series.dates)} if series.dates else {}),
        "n": len(points),
        "rebase_group": [p.segment.number for p in points],
        "mean": [float(p.segment.mean) for p in points],
        "lpl": [_limit(p, "lower") for p in points],
        "upl": [_limit(p, "upper") for p in points],
        "nlpl": [_limit(p, "near_lower") for p in points],
        "nupl": [_limit(p, "near_upper") for p in points],
        "outside_limits": [p.outside if p.segment.limits is not None else None for p in points],
        "relative_to_mean": [p.side for p in points],
        "close_to_limits": [p.near if p.segment.limits is not None else None for p in points],
        "special_cause_type": [_label(p.cause, chart) for p in points],
        "point_type": kinds,
        "common_cause": kinds.count("common_cause"),
        "special_cause_improvement": kinds.count("special_cause_improvement"),
        "special_cause_concern": kinds.count("special_cause_concern"),
        "short_group_warning": [p.segment.provisional for p in points],
        "variation_icon": chart.variation.value.replace(" ", "_") if chart.variation is not None else None,
        "assurance_type": assured,
        "assurance_icon": icon,
        "settings": chart.settings.words,
        "notes": [*series.notes, *chart.notes],
    }


def _limit(point: Point, which: str) -> float | None:
    limits = point.segment.limits
    return float(getattr(limits, which)) if limits is not None else None


def _label(cause: Cause, chart: ControlChart) -> str:
    trend, run = chart.settings.trend_length, chart.settings.run_length
    return {
        Cause.COMMON: "Common Cause",
        Cause.ABOVE_LIMIT: "Above UCL",
        Cause.BELOW_LIMIT: "Below LCL",
        Cause.RISING: f"{trend} Point Trend (Increasing)",
        Cause.FALLING: f"{trend} Point Trend (Decreasing)",
        Cause.NEAR_UPPER: "2 in 3 Above CL",
        Cause.NEAR_LOWER: "2 in 3 Below CL",
        Cause.RUN_ABOVE: f"{run} Points Above CL",
        Cause.RUN_BELOW: f"{run} Points Below CL",
    }[cause]


def _point_type(variation: Variation) -> str:
    """The side is named only where the point has no merit."""
    if variation is Variation.COMMON_CAUSE:
        return "common_cause"
    kind, side = variation.value.split()
    return f"special_cause_neutral_{side}" if kind == "neutral" else f"special_cause_{kind}"


def _known_limits(given: Mapping[object, object]) -> dict[str, object]:
    """The assurance of limits that are known already: the last segment's where there are several."""
    last: object = given
    if "rebase_segments_in_time_order" in given:
        segments = _list(given, "rebase_segments_in_time_order")
        last = segments[-1] if segments else None
    if not isinstance(last, Mapping):
        raise Refusal("A segment is an object with “lpl” and “upl”.")
    lower, upper = (_number(last.get(name), name) for name in ("lpl", "upl"))
    polarity = _polarity(given)
    assured, icon = _ASSURANCE[assurance(Limits(lower, upper, lower, upper), _aim(given, polarity))]
    name = {"id": str(given["id"])} if "id" in given else {}
    return {**name, "assurance_type": assured, "assurance_icon": icon}


def _rebases(given: Mapping[object, object], days: Sequence[date] | None, notes: list[str]) -> list[int]:
    wanted = [str(d) for d in _list(given, "rebase_dates")] if given.get("rebase_dates") is not None else []
    if not wanted:
        return []
    if days is None:
        raise Refusal("To rebase, the series needs its dates.")
    found = []
    for text in wanted:
        day = _day(text)
        if day in days:
            found.append(days.index(day))
        else:
            notes.append(f"No point is dated {text}, so there is no rebase there.")
    return found


def _settings(given: Mapping[object, object]) -> SpcSettings:
    asked = given.get("preset")
    preset = NHS_R.preset if asked is None else str(asked)
    if preset not in PRESETS:
        raise Refusal(f"“{preset}” is no preset; there are {' and '.join(PRESETS)}.")
    settings = PRESETS[preset]
    screen = given.get("screen_outliers")
    if screen is not None and not isinstance(screen, bool):
        raise Refusal("“screen_outliers” is true or false.")
    trend = _whole(given, "trend_length")
    try:
        return replace(
            settings,
            screen_outliers=settings.screen_outliers if screen is None else screen,
            fix_after_n_points=_whole(given, "fix_after_n_points"),
            trend_length=settings.trend_length if trend is None else trend,
        )
    except ValueError as error:
        raise Refusal(str(error)) from error


def _polarity(given: Mapping[object, object]) -> Polarity:
    named = given.get("improvement_direction")
    found = _POLARITY.get(str(named)) if named is not None else Polarity.HIGH
    if found is None:
        raise Refusal(f"“{named}” is no direction of improvement; there are {', '.join(_POLARITY)}.")
    return found


def _aim(given: Mapping[object, object], polarity: Polarity) -> Aim | None:
    target = given.get("target")
    return None if target is None else aim_for(_number(target, "target"), polarity)


def _list(given: Mapping[object, object], name: str) -> Sequence[object]:
    found = given.get(name)
    if not isinstance(found, list | tuple):
        raise Refusal(f"The series has no list of “{name}”.")
    return found


def _whole(given: Mapping[object, object], name: str) -> int | None:
    found = given.get(name)
    if found is None or (isinstance(found, int) and not isinstance(found, bool)):
        return found
    raise Refusal(f"“{name}” is a whole number.")


def _number(given: object, name: str) -> Decimal:
    """A figure exactly as it was written; a float by its shortest form."""
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise Refusal(f"“{name}” holds {json.dumps(given, default=str)[:40]}, which is not a number.")
    value = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
    if not value.is_finite() or (value and abs(value.adjusted()) > _LARGEST_EXPONENT):
        raise Refusal(f"“{name}” holds {given}, which cannot be charted.")
    return value


def _day(text: str) -> date:
    try:
        return period_from_code(text).end
    except ValueError as error:
        raise Refusal(f"“{text}” is not a date; write 2018-04-30, 2018-04 or 2017-18 Q2.") from error

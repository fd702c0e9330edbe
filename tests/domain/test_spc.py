"""Control charts: the edges of each rule, worked by hand, and properties that any chart must have."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.aim import Aim, aim_for
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.spc import (
    MDC_EXCEL,
    NHS_R,
    PRESETS,
    Assurance,
    ControlChart,
    Limits,
    NearRule,
    SpcSettings,
    assurance,
    control_chart,
)
from scorecard_desktop.domain.spc_advice import advice
from scorecard_desktop.domain.spc_points import (
    Cause,
    Variation,
    causes_of,
    two_of_three,
    variation_of,
)

ROUNDING = Decimal("1e-24")
HIGH, LOW, NONE = Polarity.HIGH, Polarity.LOW, Polarity.NONE


def chart(*values: str | int, polarity: Polarity = HIGH, **more: Any) -> ControlChart:
    return control_chart([Decimal(v) for v in values], polarity, **more)


def signs(values: list[Decimal]) -> list[int]:
    return [int(v.compare(Decimal(0))) for v in values]


# Limits


def test_that_screening_drops_the_ranges_of_an_outlier_and_keeps_it_in_the_mean():
    # ranges 1,1,1,8,9,1,1,1,1,1,1,1 sum to 27: mean 2.25, line 7.35075; 8 and 9 go, the other ten mean 1
    found = chart(1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2)
    segment = found.segments[0]
    assert segment.average_range == 1
    assert abs(segment.mean - Decimal(28) / 13) < ROUNDING
    assert segment.limits is not None
    assert abs(segment.limits.upper - segment.mean - Decimal("2.66")) < ROUNDING
    assert abs(segment.mean - segment.limits.lower - Decimal("2.66")) < ROUNDING
    assert abs(segment.limits.near_upper - segment.mean - Decimal("5.32") / 3) < ROUNDING
    assert abs(segment.mean - segment.limits.near_lower - Decimal("5.32") / 3) < ROUNDING
    unscreened = chart(1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, settings=replace(NHS_R, screen_outliers=False))
    assert unscreened.segments[0].average_range == Decimal("2.25")


def test_that_a_range_on_the_screening_line_is_dropped():
    # ranges 2, 0, 1, 1: their mean is 1, and a factor of 2 draws the line at 2
    found = chart(0, 2, 2, 3, 4, settings=replace(NHS_R, screening_factor=Decimal(2)))
    average = found.segments[0].average_range
    assert average is not None
    assert abs(average - Decimal(2) / 3) < ROUNDING


def test_that_screening_is_one_pass():
    # ranges 1 ×20, 4, 12: mean 36/22, line 5.35: 12 goes; a second pass (mean 24/21, line 3.73) would drop 4
    values = [0, 1] * 10 + [0, 4, 16]
    found = chart(*values)
    average = found.segments[0].average_range
    assert average is not None
    assert abs(average - Decimal(24) / 21) < ROUNDING


def test_that_a_fixed_baseline_takes_limits_from_the_first_points_of_each_segment():
    first = [1, 2] * 6
    later = [50, 60, 70, 80]
    fixed = replace(NHS_R, fix_after_n_points=12)
    found = chart(*first, *later, *first, *later, rebases=[16], settings=fixed)
    alone = chart(*first)
    assert [s.mean for s in found.segments] == [alone.segments[0].mean] * 2
    assert [s.limits for s in found.segments] == [alone.segments[0].limits] * 2


def test_that_a_short_baseline_and_an_odd_trend_length_are_refused():
    with pytest.raises(ValueError, match="12 points or more"):
        SpcSettings(fix_after_n_points=11)
    with pytest.raises(ValueError, match="6 or 7"):
        SpcSettings(trend_length=8)


@pytest.mark.parametrize("screen", [True, False])
def test_that_a_constant_series_has_limits_equal_to_its_mean_and_says_so(screen):
    found = chart(*["0.1"] * 13, settings=replace(NHS_R, screen_outliers=screen))
    value = Decimal("0.1")
    assert found.segments[0].limits == Limits(value, value, value, value)
    assert {point.cause for point in found.points} == {Cause.COMMON}
    assert found.variation is Variation.COMMON_CAUSE
    assert "0.1" in found.notes[0]
    assert "limits equal the mean" in found.notes[0]


def test_that_limits_of_nothing_but_one_screened_jump_are_said_to_tell_little():
    found = chart(*[1] * 8, *[5] * 8)
    assert found.segments[0].average_range == 0
    assert "screened out" in found.notes[0]
    assert found.points[0].cause is Cause.BELOW_LIMIT


def test_that_one_figure_has_a_mean_and_no_limits():
    found = chart(5, aim=Aim(low=Decimal(4)))
    assert found.segments[0].mean == 5
    assert found.segments[0].limits is None
    assert found.assurance is Assurance.NONE
    assert found.points[0].cause is Cause.COMMON
    assert "no limits yet" in found.notes[0]


def test_that_no_figures_make_an_empty_chart():
    found = chart()
    assert (found.points, found.segments, found.variation, found.notes) == ((), (), None, ())
    assert found.provisional


def test_that_twelve_points_are_provisional_and_thirteen_are_not():
    twelve, thirteen = chart(*[1, 2] * 6), chart(*[1, 2] * 6, 1)
    assert twelve.provisional
    assert "provisional: they rest on 12 points" in twelve.notes[0]
    assert not thirteen.provisional
    assert thirteen.notes == ()


def test_that_the_notes_of_several_segments_name_their_points():
    found = chart(*[1, 2] * 7, 9, rebases=[14])
    assert found.notes == ("Points 15 to 15: One figure has no moving range, so there are no limits yet.",)


def test_that_nothing_crosses_a_rebase():
    rising = list(range(12))
    whole, cut = chart(*rising), chart(*rising, rebases=[6])
    assert {p.cause for p in whole.points if p.cause is not Cause.ABOVE_LIMIT} >= {Cause.RISING}
    assert Cause.RISING not in {p.cause for p in cut.points}
    # the range from 5 to 6 is not worked out: each segment has five ranges of 1
    assert [s.average_range for s in cut.segments] == [1, 1]


def test_that_rebases_that_match_no_point_are_passed_over():
    assert chart(1, 2, 3, 4, rebases=[-1, 4, 99]) == chart(1, 2, 3, 4)


# Points


FLAT = [False] * 20


def causes(
    *values: str | int, near: list[bool] | None = None, mean: int = 0, trend: int = 7, run: int = 7
) -> list[Cause]:
    numbers = [Decimal(v) for v in values]
    count = len(numbers)
    return causes_of(numbers, signs([n - mean for n in numbers]), FLAT[:count], near or FLAT[:count], trend, run)


def test_that_the_later_of_two_overlapping_trends_wins():
    found = causes(-3, -2, -1, 0, 1, 2, 3, 2, 1, 0, -1, -2, -3)
    assert found == [Cause.RISING] * 6 + [Cause.FALLING] * 7


def test_that_a_point_on_the_mean_breaks_a_run():
    assert set(causes(1, 2, 1, 0, 1, 2, 1)) == {Cause.COMMON}
    assert set(causes(1, 2, 1, 3, 1, 2, 1)) == {Cause.RUN_ABOVE}
    assert set(causes(-1, -2, -1, -3, -1, -2, -1)) == {Cause.RUN_BELOW}


def test_that_a_run_does_not_reach_into_the_other_side():
    assert causes(1, 2, 1, 2, 1, 2, 1, -1) == [Cause.RUN_ABOVE] * 7 + [Cause.COMMON]
    assert causes(-1, 1, 2, 1, 2, 1, 2, 1) == [Cause.COMMON] + [Cause.RUN_ABOVE] * 7


def test_that_a_trend_outranks_two_of_three_and_that_a_run():
    near = [False] * 5 + [True, True]
    assert causes(1, 2, 3, 4, 5, 6, 7, near=near) == [Cause.RISING] * 7
    assert causes(1, 2, 1, 2, 3, 6, 6, near=near) == [Cause.RUN_ABOVE] * 5 + [Cause.NEAR_UPPER] * 2
    assert causes(-1, -2, -1, -2, -3, -6, -6, near=near) == [Cause.RUN_BELOW] * 5 + [Cause.NEAR_LOWER] * 2


def test_that_a_point_on_the_mean_is_no_third_point():
    assert two_of_three([True, False, True], [1, 0, 1]) == [False] * 3
    assert two_of_three([True, False, True], [-1, -1, -1]) == [True, False, True]


def test_that_outside_the_limits_outranks_a_trend():
    numbers = [Decimal(v) for v in range(-3, 4)]
    outside = [True, *[False] * 5, True]
    found = causes_of(numbers, signs(numbers), outside, FLAT[:7], 7, 7)
    assert found == [Cause.BELOW_LIMIT, *[Cause.RISING] * 5, Cause.ABOVE_LIMIT]


def test_that_a_trend_of_six_is_found_where_the_setting_says_six():
    assert set(causes(-3, -2, -1, 1, 2, 3, trend=6)) == {Cause.RISING}
    assert set(causes(-3, -2, -1, 1, 2, 3, trend=7)) == {Cause.COMMON}


def test_that_a_point_on_a_limit_is_not_outside_it_nor_one_on_a_near_limit_near():
    # mean 1, average range 2: with a factor of 0.5 the limits are 0 and 2, with 0.75 the near limits are
    def swinging(factor: str) -> list[tuple[bool, bool]]:
        found = chart(0, 2, 0, 2, settings=replace(NHS_R, limit_factor=Decimal(factor)))
        return [(p.outside, p.near) for p in found.points]

    assert swinging("0.5") == [(False, True)] * 4
    assert swinging("0.4999") == [(True, False)] * 4
    assert swinging("0.75") == [(False, False)] * 4
    assert swinging("0.7499") == [(False, True)] * 4


def test_that_a_point_on_a_near_limit_made_of_thirds_is_still_found_on_it():
    # mean 4/3, ranges 2 and 0 averaging 1: with a factor of 2 the near limits are 4/3 ± 4/3, and 0 is the lower
    found = chart(0, 2, 2, settings=replace(NHS_R, limit_factor=Decimal(2)))
    assert [p.near for p in found.points] == [False, False, False]
    nearer = chart(0, 2, 2, settings=replace(NHS_R, limit_factor=Decimal("1.9999")))
    assert [p.near for p in nearer.points] == [True, False, False]


def test_that_mdc_excel_counts_a_point_beyond_the_limit_towards_two_of_three():
    # mean 21/15 = 1.4; ranges sum to 34, average 34/14: the limit is 7.86, the near limit 5.71
    values = [0, 0, 0, -1, 1, -1, 1, -1, 1, -1, 1, 1, 10, 6, 2]
    plain_ = chart(*values, settings=replace(MDC_EXCEL, near_rule=NearRule.BETWEEN))
    mdc = chart(*values, settings=MDC_EXCEL)
    assert [p.cause for p in plain_.points][12:14] == [Cause.ABOVE_LIMIT, Cause.COMMON]
    assert [p.cause for p in mdc.points][12:14] == [Cause.ABOVE_LIMIT, Cause.NEAR_UPPER]


@pytest.mark.parametrize(
    ("cause", "high", "low", "neutral"),
    [
        (Cause.RISING, Variation.IMPROVEMENT_HIGH, Variation.CONCERN_HIGH, Variation.NEUTRAL_HIGH),
        (Cause.FALLING, Variation.CONCERN_LOW, Variation.IMPROVEMENT_LOW, Variation.NEUTRAL_LOW),
        (Cause.COMMON, Variation.COMMON_CAUSE, Variation.COMMON_CAUSE, Variation.COMMON_CAUSE),
    ],
)
def test_that_merit_is_direction_times_polarity(cause, high, low, neutral):
    assert variation_of(cause, HIGH) is high
    assert variation_of(cause, LOW) is low
    assert {variation_of(cause, p) for p in (NONE, Polarity.UNKNOWN, Polarity.RANGE)} == {neutral}


def test_that_a_variation_says_its_merit_letter_and_words():
    assert (Variation.CONCERN_LOW.merit, Variation.CONCERN_LOW.letter) == (Merit.WORSE, "L")
    assert Variation.IMPROVEMENT_HIGH.words == "Special cause, improving: higher figures"
    assert Variation.NEUTRAL_HIGH.merit is Merit.NONE
    assert (Variation.COMMON_CAUSE.merit, Variation.COMMON_CAUSE.letter) == (Merit.SAME, "")
    assert Variation.COMMON_CAUSE.words.startswith("Common cause")


# Assurance and advice


def test_that_a_target_on_a_limit_is_hit_or_miss():
    limits = Limits(Decimal(80), Decimal(90), Decimal(82), Decimal(88))
    for target in (80, 90):
        for polarity in (HIGH, LOW):
            assert assurance(limits, aim_for(Decimal(target), polarity)) is Assurance.HIT_OR_MISS


def test_that_a_range_is_passed_only_from_within():
    limits = Limits(Decimal(80), Decimal(90), Decimal(82), Decimal(88))
    assert assurance(limits, Aim(Decimal(79), Decimal(91))) is Assurance.PASSES
    assert assurance(limits, Aim(Decimal(85), Decimal(95))) is Assurance.HIT_OR_MISS
    assert assurance(limits, Aim(Decimal(91), Decimal(95))) is Assurance.FAILS
    assert assurance(limits, Aim(Decimal(70), Decimal(79))) is Assurance.FAILS


def test_that_only_the_last_segment_decides_the_assurance():
    found = chart(*[80, 82] * 7, *[90, 92] * 7, rebases=[14], aim=Aim(low=Decimal(84)))
    assert found.assurance is Assurance.PASSES


STEADY = [80, 82] * 7


def advised(rag: Rag, target: int, *values: int) -> str:
    return advice(rag, chart(*(values or STEADY), aim=Aim(low=Decimal(target))))


def test_that_red_by_common_cause_is_advised_by_its_assurance():
    assert "only changing the process" in advised(Rag.RED, 95)
    assert "by chance" in advised(Rag.RED, 82)
    assert "rating and the target agree" in advised(Rag.RED, 60)
    assert all(advised(Rag.RED, t).startswith("Red, but common cause") for t in (60, 82, 95))
    assert "change the process" in advice(Rag.RED, chart(*STEADY))


def test_that_green_while_failing_assurance_is_advised():
    assert advised(Rag.GREEN, 95).startswith("Green, but failing assurance")
    assert advised(Rag.GREEN, 82) == ""
    assert advised(Rag.AMBER, 95) == ""
    assert advised(Rag.NONE, 95) == ""


def test_that_a_colour_against_the_special_cause_is_advised():
    assert "improving by special cause" in advised(Rag.RED, 95, *STEADY, 94)
    assert "worsening by special cause" in advised(Rag.GREEN, 60, *STEADY, 68)
    assert advised(Rag.RED, 95, *STEADY, 60) == ""


def test_that_advice_from_few_points_says_so_and_from_none_is_not_given():
    assert advised(Rag.RED, 95, 80, 82, 81).endswith("take this as provisional.")
    assert advised(Rag.RED, 95, 80) == ""
    assert advice(Rag.RED, chart()) == ""


# Presets


def test_that_a_chart_prints_its_preset_and_what_differs_from_it():
    assert {name: settings_.words for name, settings_ in PRESETS.items()} == {
        "NHS-R": "NHS-R",
        "MDC Excel": "MDC Excel",
    }
    assert not MDC_EXCEL.screen_outliers
    odd = replace(MDC_EXCEL, trend_length=6, screen_outliers=True, fix_after_n_points=12, run_length=8, firm_from=20)
    assert odd.words == (
        "MDC Excel, outliers screened, 6-point trend, 8-point run, baseline fixed on the first 12 points, "
        "provisional below 20 points"
    )
    other = replace(NHS_R, screen_outliers=False, near_rule=NearRule.BEYOND, limit_factor=Decimal("2.7"))
    assert other.words == (
        "NHS-R, no screening of outliers, two of three: every point beyond the near limit, factors 2.7 and 3.267"
    )


# Properties

figures = st.decimals(min_value=-10_000, max_value=10_000, places=2, allow_nan=False, allow_infinity=False)
few = st.integers(-3, 3).map(Decimal)
plain_series = st.lists(figures, min_size=1, max_size=40)
long_series = st.lists(figures, min_size=23, max_size=30, unique=True)
series = st.one_of(
    plain_series,
    long_series.map(lambda values: [*values[:15], *sorted(values[15:])]),  # a trend
    long_series.map(lambda values: [*values[:15], *sorted(values[15:], reverse=True)]),
    st.lists(few, min_size=13, max_size=40),  # ties, runs, points on the mean and on the limits
    st.tuples(st.lists(few, min_size=13, max_size=20), st.lists(few, max_size=12), st.integers(-9, 9)).map(
        lambda parts: [*parts[0], *(value + parts[2] for value in parts[1])]  # a shift of the process
    ),
)
polarities = st.sampled_from(list(Polarity))
presets = st.sampled_from([NHS_R, MDC_EXCEL, replace(MDC_EXCEL, trend_length=6)])
MIRROR = {HIGH: LOW, LOW: HIGH}
NEARLY = Decimal("1e-18")


def limits_of(found: ControlChart) -> list[Limits | None]:
    return [segment.limits for segment in found.segments]


def ends(limits: Limits) -> tuple[Decimal, ...]:
    return (limits.lower, limits.near_lower, limits.near_upper, limits.upper)


def test_that_the_series_drawn_here_show_every_cause_and_assurance():
    """Else what holds of all of them would hold of nothing."""
    seen: set[Cause | Assurance] = set()

    @settings(max_examples=400, phases=[Phase.generate], database=None, derandomize=True, deadline=None)
    @given(series, figures, presets)
    def look(values, target, choice):
        chart = control_chart(values, HIGH, aim=aim_for(target / 1000, HIGH), settings=choice)
        seen.update(point.cause for point in chart.points)
        seen.add(chart.assurance)

    look()
    assert seen == {*Cause, *Assurance}


@given(series, figures, polarities, presets)
@settings(max_examples=60, deadline=None)
def test_that_shifting_a_series_shifts_its_limits_and_keeps_its_labels(values, shift, polarity, choice):
    was = control_chart(values, polarity, settings=choice)
    now = control_chart([v + shift for v in values], polarity, settings=choice)
    for before, after in zip(limits_of(was), limits_of(now), strict=True):
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert all(abs(b + shift - a) < NEARLY for b, a in zip(ends(before), ends(after), strict=True))
    assert [p.cause for p in was.points] == [p.cause for p in now.points]


@given(series, st.sampled_from(["0.01", "0.1", "2", "100"]), polarities, presets)
@settings(max_examples=60, deadline=None)
def test_that_scaling_a_series_scales_its_limits_and_keeps_its_labels(values, factor, polarity, choice):
    scale = Decimal(factor)
    was = control_chart(values, polarity, settings=choice)
    now = control_chart([v * scale for v in values], polarity, settings=choice)
    for before, after in zip(limits_of(was), limits_of(now), strict=True):
        if before is not None and after is not None:
            assert all(abs(b * scale - a) < NEARLY for b, a in zip(ends(before), ends(after), strict=True))
    assert [p.variation for p in was.points] == [p.variation for p in now.points]


@given(series, figures, st.sampled_from([HIGH, LOW]), presets)
@settings(max_examples=60, deadline=None)
def test_that_a_series_turned_over_with_its_polarity_has_the_same_merits_and_assurance(
    values, target, polarity, choice
):
    was = control_chart(values, polarity, aim=aim_for(target, polarity), settings=choice)
    turned = MIRROR[polarity]
    now = control_chart([-v for v in values], turned, aim=aim_for(-target, turned), settings=choice)
    assert [p.variation.merit for p in was.points] == [p.variation.merit for p in now.points]
    assert was.assurance is now.assurance


@given(series, st.sampled_from([HIGH, LOW]), presets)
@settings(max_examples=60, deadline=None)
def test_that_polarity_mirrored_mirrors_the_merit(values, polarity, choice):
    was = control_chart(values, polarity, settings=choice)
    now = control_chart(values, MIRROR[polarity], settings=choice)
    opposite = {Merit.BETTER: Merit.WORSE, Merit.WORSE: Merit.BETTER, Merit.SAME: Merit.SAME}
    assert [opposite[p.variation.merit] for p in was.points] == [p.variation.merit for p in now.points]


@given(series, st.sets(st.integers(1, 39)), presets)
@settings(max_examples=60, deadline=None)
def test_that_each_segment_is_charted_as_if_it_stood_alone(values, rebases, choice):
    whole = control_chart(values, HIGH, rebases=rebases, settings=choice)
    for segment in whole.segments:
        alone = control_chart(values[segment.start : segment.stop], HIGH, settings=choice)
        assert alone.segments[0].limits == segment.limits
        assert [p.cause for p in alone.points] == [p.cause for p in whole.points[segment.start : segment.stop]]
    assert sum(s.stop - s.start for s in whole.segments) == len(values)

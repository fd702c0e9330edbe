"""Control charts at the edges where a small change of the rules would otherwise pass unseen."""

from decimal import Decimal, localcontext
from typing import Any

import pytest

from scorecard_desktop.domain.aim import Aim
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.spc import ControlChart, control_chart
from scorecard_desktop.domain.spc_points import Cause, causes_of, in_threes, trend_ends

HIGH = Polarity.HIGH


def chart(*values: str | int, polarity: Polarity = HIGH, **more: Any) -> ControlChart:
    return control_chart([Decimal(v) for v in values], polarity, **more)


def test_that_the_precision_of_the_caller_makes_no_difference():
    values = ["1000.123456789", "1000.4", "1000.2", "1000.987654321", "1000.3"] * 3
    usual = chart(*values)
    for precision in (3, 60):
        with localcontext(prec=precision):
            assert chart(*values) == usual


def test_that_a_chart_keeps_its_polarity_and_each_point_its_figure():
    found = chart("80.5", 82, "81.2", polarity=Polarity.LOW)
    assert found.polarity is Polarity.LOW
    assert [point.value for point in found.points] == [Decimal("80.5"), Decimal(82), Decimal("81.2")]
    assert {point.segment for point in found.points} == set(found.segments)


def test_that_a_point_ever_so_little_off_the_mean_is_on_a_side_of_it():
    found = chart("0.0", "0.1", "0.0", "0.1")
    assert [point.side for point in found.points] == [-1, 1, -1, 1]
    assert [point.side for point in chart(1, 2, 3).points] == [-1, 0, 1]


def test_that_one_figure_is_provisional():
    assert chart(5).segments[0].provisional is True
    assert chart(5, aim=Aim(low=Decimal(4))).provisional is True


def test_that_segments_count_the_rebases_up_to_them():
    assert [segment.number for segment in chart(*range(6), rebases=[2, 4]).segments] == [0, 1, 2]
    # a rebase at the very first point begins no further segment, and is counted
    assert [segment.number for segment in chart(*range(6), rebases=[0, 3]).segments] == [1, 2]


def test_that_each_segment_is_firm_by_its_own_points():
    found = chart(*[80, 82] * 14, rebases=[20, 27])
    assert [segment.provisional for segment in found.segments] == [False, True, True]
    assert found.segments[1].note.startswith("The limits are provisional: they rest on 7 points,")
    assert [segment.number for segment in found.segments] == [0, 1, 2]


def test_that_three_points_are_looked_at_and_never_four():
    assert in_threes([True, False, True, False], [1, 1, 1, -1]) == [True, True, True, False]
    assert in_threes([True, False, False, True], [1, 1, 1, 1]) == [False] * 4


def test_that_without_figures_there_is_no_trend():
    assert trend_ends([], 7) == []
    assert trend_ends([Decimal(1)], 7) == [0]


def test_that_several_things_to_say_of_the_limits_are_sentences_one_after_another():
    (note,) = chart(7, 7, 7).notes
    assert note == (
        "The limits are provisional: they rest on 3 points, and 13 make them firm. Every figure they rest on is 7, so "
        "the limits equal the mean: nothing has varied from which to tell what is normal."
    )
    assert chart(*[1] * 8, *[5] * 8).notes == (
        "Once outlying jumps were screened out no movement was left, so the limits equal the mean and say little.",
    )


def test_that_facts_of_unlike_number_are_refused():
    figures = [Decimal(n) for n in (1, 2, 3)]
    for sides, outside in (([1, 1], [False] * 3), ([1, 1, 1], [False] * 2)):
        with pytest.raises(ValueError, match="argument"):
            causes_of(figures, sides, outside, [False] * 3, 7, 7)


def test_that_a_trend_points_the_way_it_slopes():
    assert {cause.side for cause in (Cause.RISING, Cause.ABOVE_LIMIT, Cause.NEAR_UPPER, Cause.RUN_ABOVE)} == {1}
    assert {cause.side for cause in (Cause.FALLING, Cause.BELOW_LIMIT, Cause.NEAR_LOWER, Cause.RUN_BELOW)} == {-1}
    assert Cause.COMMON.side == 0

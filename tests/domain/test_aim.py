"""What a target asks for: how far a figure is from it, and which spans of figures meet it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.aim import Aim, aim_of
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.rated import shortfall
from scorecard_desktop.domain.rating import target_lines
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from support.small_book import target, thresholds, within

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE


@pytest.mark.parametrize(
    ("value", "aim", "polarity", "short"),
    [
        # rates and ratios have targets below one
        ("0.4", target("0.5"), HIGH, "20"),
        ("0.6", target("0.5"), LOW, "20"),
        ("0.75", target("1"), HIGH, "25"),
        ("1.25", target("1"), LOW, "25"),
        ("0.4", within("0.5", "0.8"), RANGE, "20"),
        ("1", within("0.5", "0.8"), RANGE, "25"),
    ],
)
def test_that_a_shortfall_is_in_percent_of_a_target_of_any_size(value, aim, polarity, short):
    assert shortfall(Decimal(value), aim, polarity) == Decimal(short)


@pytest.mark.parametrize(
    ("value", "aim", "polarity"),
    [
        ("-1", target("0"), HIGH),
        ("5", target("0"), LOW),
        ("-3", target("-2"), HIGH),
        ("5", target("-2"), LOW),
        ("-1", within("0", "10"), RANGE),
        ("-30", within("-20", "-10"), RANGE),
        ("-5", within("-20", "-10"), RANGE),
    ],
)
def test_that_nothing_can_be_said_in_percent_of_a_target_that_is_zero_or_negative(value, aim, polarity):
    assert shortfall(Decimal(value), aim, polarity) is None


@pytest.mark.parametrize(
    ("polarity", "of", "lines"),
    [
        (HIGH, target("90"), ((Decimal(90), 1),)),
        (LOW, target("20", TargetKind.AT_MOST), ((Decimal(20), -1),)),
        (RANGE, within("260", "300"), ((Decimal(260), 1), (Decimal(300), -1))),
        (RANGE, target("90"), ()),
        (HIGH, target("as many as can be", TargetKind.TEXT), ()),
        (HIGH, Target("i", "", TargetKind.VALUE), ()),
        (Polarity.NONE, target("90"), ()),
    ],
)
def test_that_a_target_that_cannot_be_judged_has_no_lines(polarity, of, lines):
    assert target_lines(polarity, of) == lines


def test_that_only_a_tolerance_of_thresholds_stands_in_for_a_target():
    # what was once a green threshold may be left in a tolerance that has since been made one in units
    left = Tolerance(Scope.INDICATOR, "i", ToleranceKind.ABSOLUTE, Decimal(30), Decimal(20), Decimal(1))
    assert aim_of(None, LOW, left) is None
    assert aim_of(target("soon", TargetKind.TEXT), LOW, left) is None
    assert aim_of(None, LOW, thresholds("30", "20")) == Aim(high=Decimal(20))


# What holds of everything that a target asks for

figures = st.decimals(min_value=-200, max_value=200, places=2)
aims = st.one_of(
    figures.map(lambda low: Aim(low=low)),
    figures.map(lambda high: Aim(high=high)),
    st.tuples(figures, figures).map(lambda ends: Aim(*sorted(ends))),
)


@given(aims, figures)
def test_that_a_figure_meets_what_is_asked_just_where_it_lies_nowhere_outside(aim, value):
    assert aim.met_by(value) == (aim.outside(value) == 0)
    assert aim.outside(value) >= 0


@given(aims, figures)
def test_that_a_figure_is_short_of_its_target_just_where_it_does_not_meet_it(aim, value):
    short = aim.shortfall(value)
    if short is not None:
        assert (short > 0) == (not aim.met_by(value))


@given(aims, figures, figures)
def test_that_a_span_meets_a_target_wholly_only_where_both_its_ends_do(aim, one, other):
    lower, upper = sorted((one, other))
    assert aim.held_by(lower, upper) == (aim.met_by(lower) and aim.met_by(upper))
    if aim.cleared_by(lower, upper):
        assert aim.held_by(lower, upper)
    if aim.held_by(lower, upper):
        assert aim.within_reach(lower, upper)

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.direction import direction
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.rag import Merit, Movement
from support.small_book import target, within

HIGH, LOW, RANGE, NONE, UNKNOWN = (
    Polarity.HIGH,
    Polarity.LOW,
    Polarity.RANGE,
    Polarity.NONE,
    Polarity.UNKNOWN,
)
VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)


@pytest.mark.parametrize(
    ("now", "then", "polarity", "movement", "merit"),
    [
        ("81.7", "82.7", HIGH, "down", "worse"),
        ("76.6", "66.3", HIGH, "up", "better"),
        ("182", "229", LOW, "down", "better"),
        ("38.2", "36.2", LOW, "up", "worse"),
        ("5", "5", LOW, "same", "same"),
        ("468", "582", NONE, "down", "none"),
        ("631", "952", UNKNOWN, "down", "none"),
        ("5", "5", UNKNOWN, "same", "none"),
    ],
)
def test_that_merit_is_movement_times_polarity(now, then, polarity, movement, merit):
    found = direction(Decimal(now), Decimal(then), polarity)
    assert (found.movement.value, found.merit.value) == (movement, merit)


@pytest.mark.parametrize(("now", "then"), [(None, "5"), ("5", None), (None, None)])
def test_that_a_figure_missing_on_either_side_gives_no_direction(now, then):
    found = direction(None if now is None else Decimal(now), None if then is None else Decimal(then), HIGH)
    assert (found.movement, found.merit) == (Movement.NONE, Merit.NONE)


@pytest.mark.parametrize(
    ("now", "then", "merit"),
    [
        ("333", "288", "worse"),  # out at the top
        ("288", "333", "better"),
        ("240", "250", "worse"),  # out at the bottom
        ("250", "240", "better"),
        ("270", "290", "same"),  # both inside
        ("305", "255", "same"),  # five outside at either end
        ("303", "255", "better"),
    ],
)
def test_that_nearer_the_range_is_better(now, then, merit):
    assert direction(Decimal(now), Decimal(then), RANGE, within("260", "300")).merit.value == merit


def test_that_a_range_polarity_without_a_range_has_movement_but_no_merit():
    found = direction(Decimal(3), Decimal(2), RANGE, target("5"))
    assert (found.movement, found.merit) == (Movement.UP, Merit.NONE)


@pytest.mark.parametrize(("now", "merit"), [("82.7", "same"), ("82.8", "better"), ("81.7", "same"), ("81.6", "worse")])
def test_that_a_move_within_the_dead_band_is_the_same(now, merit):
    assert direction(Decimal(now), Decimal("82.2"), HIGH, dead_band=Decimal("0.5")).merit.value == merit


@given(VALUES, VALUES, st.sampled_from([HIGH, LOW]), st.sampled_from([Decimal(100), Decimal("0.001")]))
def test_that_the_unit_makes_no_difference_to_travel(one, other, polarity, factor):
    band = Decimal("0.5")
    small = direction(one, other, polarity, dead_band=band)
    large = direction(one * factor, other * factor, polarity, dead_band=band * factor)
    assert (small.movement, small.merit) == (large.movement, large.merit)


@given(VALUES, VALUES, VALUES)
def test_that_nearer_a_range_is_never_worse(one, other, low):
    aim = within(str(low), str(low + 20))

    def outside(value):
        return max(low - value, value - low - 20, Decimal(0))

    merit = direction(one, other, RANGE, aim).merit
    expected = Merit.BETTER if outside(one) < outside(other) else Merit.WORSE
    assert merit is (Merit.SAME if outside(one) == outside(other) else expected)


def test_that_a_direction_says_what_it_compares_with():
    assert direction(Decimal(2), Decimal(1), HIGH, against="2018-03").compared_with == "Mar 2018"
    mean = direction(Decimal(2), Decimal(1), HIGH, against="2018-03", mean_of=4)
    assert mean.compared_with == "the mean of the 4 periods to Mar 2018"
    assert direction(None, Decimal(1), HIGH, against="2018-03").compared_with == ""


@given(VALUES, VALUES)
def test_that_the_way_back_undoes_the_way_there(one, other):
    opposite = {Merit.BETTER: Merit.WORSE, Merit.WORSE: Merit.BETTER, Merit.SAME: Merit.SAME}
    assert direction(other, one, HIGH).merit is opposite[direction(one, other, HIGH).merit]


@given(VALUES, VALUES, st.decimals(min_value=0, max_value=10, places=1))
def test_that_polarity_mirrored_turns_the_merit_round(one, other, band):
    opposite = {Merit.BETTER: Merit.WORSE, Merit.WORSE: Merit.BETTER, Merit.SAME: Merit.SAME}
    high = direction(one, other, HIGH, dead_band=band)
    low = direction(one, other, LOW, dead_band=band)
    assert low.merit is opposite[high.merit]
    assert low.movement is high.movement

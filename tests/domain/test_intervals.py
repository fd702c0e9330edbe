"""Wilson's and Byar's intervals and the quantiles that they need, against published values and properties."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.aim import Aim
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.intervals import (
    Interval,
    byar,
    chance,
    interval_of,
    normal_quantile,
    student_quantile,
    wilson,
)
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.rag import Rag
from support.small_book import figure

CENT = Decimal(95)


def near(value: Decimal, expected: str, places: int) -> bool:
    return abs(value - Decimal(expected)) <= Decimal(5).scaleb(-places - 1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "lower", "upper"),
    [(81, 263, "0.2553", "0.3662"), (15, 148, "0.0624", "0.1605"), (0, 20, "0", "0.1611"), (1, 29, "0.0061", "0.1718")],
)
def test_that_wilson_gives_what_newcombe_1998_prints(numerator, denominator, lower, upper):
    found = wilson(Decimal(numerator), Decimal(denominator))
    assert near(found.lower, lower, 4)
    assert near(found.upper, upper, 4)
    assert (found.confidence, found.method) == (CENT, "Wilson")


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    # Garwood's exact 95% Poisson limits, 1936
    [(10, "4.795", "18.390"), (20, "12.217", "30.889"), (50, "37.111", "65.918"), (100, "81.364", "121.627")],
)
def test_that_byar_is_within_a_fifth_of_a_percent_of_the_exact_limits(events, lower, upper):
    found = byar(Decimal(events), Decimal(1))
    assert abs(found.lower / Decimal(lower) - 1) < Decimal("0.002")
    assert abs(found.upper / Decimal(upper) - 1) < Decimal("0.002")


def test_that_byar_worked_by_hand_agrees():
    # 4 events at z = 1.959963985: 4(1 − 1/36 − 0.326660664)³ and 5(1 − 1/45 + 0.292174140)³
    found = byar(Decimal(4), Decimal(1))
    assert near(found.lower, "1.0762", 4)
    assert near(found.upper, "10.2408", 4)
    assert byar(Decimal(4), Decimal(1000)).lower * 1000 == found.lower


def test_that_no_events_have_a_lower_limit_of_nought_and_never_less():
    assert byar(Decimal(0), Decimal(10)).lower == 0
    assert byar(Decimal(0), Decimal(10)).upper > 0
    assert byar(Decimal(1), Decimal(10), Decimal("99.9")).lower == 0


def test_that_a_single_event_has_a_lower_limit_above_nought():
    # (1 − 1/9 − 1.959963985/3)³
    assert near(byar(Decimal(1), Decimal(1)).lower, "0.0131", 4)


def test_that_an_interval_says_how_sure_it_is():
    for confidence in (Decimal(90), CENT, Decimal("99.8")):
        assert wilson(Decimal(4), Decimal(9), confidence).confidence == confidence
        assert byar(Decimal(4), Decimal(9), confidence).confidence == confidence


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
def test_that_what_is_no_proportion_or_rate_is_refused(numerator, denominator):
    with pytest.raises(ValueError, match="no proportion"):
        wilson(Decimal(numerator), Decimal(denominator))
    if numerator < 0 or denominator == 0:
        with pytest.raises(ValueError, match="no rate"):
            byar(Decimal(numerator), Decimal(denominator))


def test_that_normal_quantiles_are_the_tables():
    assert near(normal_quantile(Decimal(95)), "1.959964", 6)
    assert near(normal_quantile(Decimal("99.8")), "3.090232", 6)


@pytest.mark.parametrize(
    ("freedom", "at_90", "at_95", "at_99"),
    [
        (1, "6.314", "12.706", "63.657"),
        (2, "2.920", "4.303", "9.925"),
        (3, "2.353", "3.182", "5.841"),
        (4, "2.132", "2.776", "4.604"),
        (5, "2.015", "2.571", "4.032"),
        (10, "1.812", "2.228", "3.169"),
        (29, "1.699", "2.045", "2.756"),
        (30, "1.697", "2.042", "2.750"),
        (120, "1.658", "1.980", "2.617"),
    ],
)
def test_that_student_quantiles_are_the_tables(freedom, at_90, at_95, at_99):
    for confidence, expected in ((90, at_90), (95, at_95), (99, at_99)):
        assert near(student_quantile(Decimal(confidence), freedom), expected, 3)


def test_that_a_confidence_outside_nought_to_a_hundred_is_refused():
    for bad in (0, 100):
        with pytest.raises(ValueError, match="between 0 and 100"):
            normal_quantile(Decimal(bad))
        with pytest.raises(ValueError, match="between 0 and 100"):
            student_quantile(Decimal(bad), 3)
    with pytest.raises(ValueError, match="one degree of freedom"):
        student_quantile(CENT, 0)


@given(st.integers(1, 80), st.integers(51, 99))
def test_that_student_is_wider_than_normal_and_narrows_as_points_are_added(freedom, confidence):
    sure = Decimal(confidence)
    assert student_quantile(sure, freedom) > student_quantile(sure, freedom + 1) > normal_quantile(sure)


counts = st.integers(0, 500)


@given(st.integers(1, 500), st.integers(1, 999))
def test_that_none_and_all_reach_their_ends_exactly(under, confidence):
    sure = Decimal(confidence) / 10
    assert wilson(Decimal(0), Decimal(under), sure).lower == 0
    assert wilson(Decimal(under), Decimal(under), sure).upper == 1


@given(counts, st.integers(1, 500))
def test_that_wilson_holds_the_proportion_and_stays_between_nought_and_one(over, more):
    found = wilson(Decimal(over), Decimal(over + more))
    share = Decimal(over) / (over + more)
    assert 0 <= found.lower <= share < found.upper <= 1


@given(counts, counts.filter(bool))
def test_that_wilson_of_the_misses_is_wilson_of_the_hits_turned_over(hits, misses):
    both = Decimal(hits + misses)
    one, other = wilson(Decimal(hits), both), wilson(Decimal(misses), both)
    assert abs(one.lower + other.upper - 1) < Decimal("1e-20")
    assert abs(one.upper + other.lower - 1) < Decimal("1e-20")


@given(counts, st.integers(1, 100_000))
def test_that_byar_holds_the_rate(events, population):
    found = byar(Decimal(events), Decimal(population))
    assert 0 <= found.lower <= Decimal(events) / population < found.upper


@given(st.integers(1, 200), st.integers(0, 200))
def test_that_more_of_the_same_narrows_the_interval(over, more):
    once = wilson(Decimal(over), Decimal(over + more))
    tenfold = wilson(Decimal(over * 10), Decimal((over + more) * 10))
    assert tenfold.upper - tenfold.lower < once.upper - once.lower
    rate, ten_rate = byar(Decimal(over), Decimal(100)), byar(Decimal(over * 10), Decimal(1000))
    assert ten_rate.upper - ten_rate.lower < rate.upper - rate.lower


# The interval of an indicator's figure

SHARE = Measure(Unit.PERCENT, 1, Polarity.LOW)


def test_that_a_percentage_has_its_interval_in_percent():
    found = interval_of(figure("2018-04", "14.7", ratio=("24", "163")), Unit.PERCENT)
    assert found is not None
    whole = wilson(Decimal(24), Decimal(163))
    assert (found.lower, found.upper) == (whole.lower * 100, whole.upper * 100)


def test_that_all_of_them_have_an_interval_that_ends_at_a_hundred_percent():
    found = interval_of(figure("2018-04", "100", ratio=("12", "12")), Unit.PERCENT)
    assert found is not None
    assert found.upper == 100
    assert found.lower > 70


@pytest.mark.parametrize(("value", "per"), [("48.3", 10_000), ("4.83", 1000), ("483", 100_000)])
def test_that_a_rate_has_its_interval_in_its_own_unit(value, per):
    found = interval_of(figure("2018-04", value, ratio=("82", "16980")), Unit.RATE)
    assert found is not None
    assert found.method == "Byar"
    assert found.lower == byar(Decimal(82), Decimal(16980)).lower * per


@pytest.mark.parametrize(
    "observation",
    [
        None,
        figure("2018-04", None, ratio=("24", "163")),
        figure("2018-04", "14.7"),
        replace(figure("2018-04", "14.7"), numerator=Decimal(24)),
        replace(figure("2018-04", "14.7"), denominator=Decimal(163)),
        figure("2018-04", "14.7", ratio=("24", "0")),
        figure("2018-04", "0", ratio=("0", "0")),
        figure("2018-04", "14.7", ratio=("-1", "163")),
        figure("2018-04", "114.7", ratio=("187", "163")),
        figure("2018-04", "70", ratio=("24", "163")),  # not what the counts give
    ],
)
def test_that_no_interval_is_made_up(observation):
    assert interval_of(observation, Unit.PERCENT) is None


def test_that_only_percentages_and_rates_of_some_events_have_one():
    assert interval_of(figure("2018-04", "24", ratio=("24", "163")), Unit.COUNT) is None
    assert interval_of(figure("2018-04", "0", ratio=("0", "163")), Unit.RATE) is None
    # not what the counts give
    assert interval_of(figure("2018-04", "5", ratio=("0", "163")), Unit.RATE) is None
    assert interval_of(figure("2018-04", "0", ratio=("5", "163")), Unit.RATE) is None


@pytest.mark.parametrize(
    ("value", "ratio", "unit", "lower", "upper"),
    [
        ("0", ("0", "20"), Unit.PERCENT, "0", "16.1"),  # Newcombe's
        ("100", ("1", "1"), Unit.PERCENT, "20.7", "100"),
        ("0.5", ("1", "2000"), Unit.RATE, "0.007", "2.78"),
    ],
)
def test_that_the_smallest_counts_have_an_interval(value, ratio, unit, lower, upper):
    found = interval_of(figure("2018-04", value, ratio=ratio), unit)
    assert found is not None
    assert near(found.lower, lower, 1)
    assert near(found.upper, upper, 1)


def test_that_a_figures_interval_is_as_sure_as_is_asked():
    share, rate = figure("2018-04", "25", ratio=("4", "16")), figure("2018-04", "48.3", ratio=("82", "16980"))
    for observation, unit in ((share, Unit.PERCENT), (rate, Unit.RATE)):
        usual, surer = interval_of(observation, unit), interval_of(observation, unit, Decimal("99.8"))
        assert usual is not None
        assert surer is not None
        assert (usual.confidence, surer.confidence) == (CENT, Decimal("99.8"))
        assert surer.lower < usual.lower < usual.upper < surer.upper


def test_that_red_is_told_from_red_within_chance():
    few = interval_of(figure("2018-04", "25", ratio=("4", "16")), Unit.PERCENT)
    many = interval_of(figure("2018-04", "25", ratio=("400", "1600")), Unit.PERCENT)
    aim = Aim(high=Decimal(20))
    assert chance(Rag.RED, few, aim, SHARE) == (
        "Red, within chance: on numbers this small the underlying figure may be anywhere from "
        "10.2% to 49.5% (95% interval, Wilson), and some of that meets the target."
    )
    assert chance(Rag.RED, many, aim, SHARE).startswith("Red, beyond chance: ")
    assert "22.9% to 27.2%" in chance(Rag.RED, many, aim, SHARE)


def test_that_chance_is_told_whichever_way_is_better():
    found = Interval(Decimal(10), Decimal(30), CENT, "Wilson")
    for within in (Aim(low=Decimal(25)), Aim(low=Decimal(30)), Aim(high=Decimal(10)), Aim(Decimal(30), Decimal(40))):
        assert chance(Rag.RED, found, within, SHARE).startswith("Red, within chance: ")
    for beyond in (Aim(low=Decimal(31)), Aim(high=Decimal(9)), Aim(Decimal(31), Decimal(40))):
        assert chance(Rag.RED, found, beyond, SHARE).startswith("Red, beyond chance: ")


def test_that_chance_is_silent_where_it_cannot_be_told():
    found = Interval(Decimal(10), Decimal(30), CENT, "Wilson")
    aim = Aim(high=Decimal(20))
    assert chance(Rag.AMBER, found, aim, SHARE) == ""
    assert chance(Rag.RED, None, aim, SHARE) == ""
    assert chance(Rag.RED, found, None, SHARE) == ""

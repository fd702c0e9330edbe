from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.figures import Unit, plain, round_half_up, show, significant_decimals

VALUES = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=6)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("14.65", 1, "14.7"),
        ("14.6499", 1, "14.6"),
        ("0.005", 2, "0.01"),
        ("79", 1, "79.0"),
    ],
)
def test_that_halves_round_away_from_zero_and_not_to_the_even(value, decimals, rounded):
    assert str(round_half_up(Decimal(value), decimals)) == rounded


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        ("24.24", Unit.PERCENT, 1, "24.2%"),
        ("1179", Unit.COUNT, 0, "1,179"),
        ("5.443", Unit.MONEY, 2, "£5.44"),
        ("-5.443", Unit.MONEY, 2, "-£5.44"),
        ("69.7", Unit.RATE, 1, "69.7"),
        ("-0.04", Unit.PERCENT, 1, "0.0%"),
        ("1234567.891", Unit.NUMBER, 1, "1,234,567.9"),
    ],
)
def test_that_a_figure_is_shown_with_its_unit_and_thousands(value, unit, decimals, shown):
    assert show(Decimal(value), unit, decimals) == shown


@pytest.mark.parametrize(
    ("value", "text"), [("20", "20"), ("20.50", "20.5"), ("0.00", "0"), ("1200", "1200"), ("1E+3", "1000")]
)
def test_that_plain_gives_every_digit_and_no_padding(value, text):
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(("value", "places"), [("20", 0), ("20.50", 1), ("0.005", 3), ("1E+3", 0), ("0.00", 0)])
def test_that_significant_decimals_leaves_padding_out(value, places):
    assert significant_decimals(Decimal(value)) == places


@given(VALUES, st.integers(0, 5))
def test_that_rounding_moves_a_value_by_no_more_than_half_a_digit(value, decimals):
    assert abs(round_half_up(value, decimals) - value) <= Decimal("0.5").scaleb(-decimals)


@given(VALUES, VALUES, st.integers(0, 4))
def test_that_rounding_never_turns_two_values_round(one, other, decimals):
    low, high = sorted((one, other))
    assert round_half_up(low, decimals) <= round_half_up(high, decimals)


@given(VALUES)
def test_that_the_significant_decimals_show_a_value_exactly(value):
    assert round_half_up(value, significant_decimals(value)) == value
    assert Decimal(plain(value)) == value

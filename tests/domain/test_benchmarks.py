"""Figures of others: the latest of each name, and the mean of statistical neighbours."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.benchmarks import latest_of_each, mean_of_others
from scorecard_desktop.domain.target import Benchmark


def benchmark(name: str, period: str, value: str, order: int = 0) -> Benchmark:
    return Benchmark("vital/5.4", name, order, period, Decimal(value))


def test_that_only_the_newest_of_each_name_is_compared_with():
    given_ = [
        benchmark("England", "2016-17", "1"),
        benchmark("England", "2018-19", "3"),
        benchmark("England", "", "9"),
        benchmark("North East", "2017-18", "2"),
        benchmark("Peers", "", "5"),
    ]
    assert [(b.name, b.value) for b in latest_of_each(given_)] == [
        ("England", Decimal(3)),
        ("North East", Decimal(2)),
        ("Peers", Decimal(5)),
    ]


def test_that_each_neighbour_counts_alike_whatever_its_size():
    assert mean_of_others([Decimal("41.2"), Decimal("39.5"), Decimal(40)]) == Decimal("40.233")


def test_that_a_mean_is_rounded_half_up_to_two_places_more_than_its_figures():
    assert mean_of_others([Decimal(1), Decimal(2), Decimal(2)]) == Decimal("1.67")
    assert str(mean_of_others([Decimal(1), Decimal(3)])) == "2"
    assert mean_of_others([Decimal("0.12345678"), Decimal("0.12345679")]) == Decimal("0.123457")


def test_that_a_council_without_a_figure_is_left_out_of_the_mean():
    assert mean_of_others([Decimal(1), None, Decimal(3)]) == Decimal(2)


def test_that_there_is_no_mean_where_more_than_half_have_no_figure():
    assert mean_of_others([Decimal(1), None]) == Decimal(1)
    assert mean_of_others([Decimal(1), None, None]) is None
    assert mean_of_others([None]) is None
    assert mean_of_others([]) is None


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=20))
def test_that_a_mean_lies_among_its_figures(figures):
    mean = mean_of_others(figures)
    assert mean is not None
    assert min(figures) <= mean <= max(figures)

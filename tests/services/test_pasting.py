"""Where the cells of a block go, and when it is refused."""

from __future__ import annotations

import pytest

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.pasting import Target, spread

ROWS, PERIODS = ("a", "b", "c", "d"), ("p1", "p2", "p3")


def placed(block, rows=1, columns=1):
    return {cell[:2]: cell.text for cell in spread(block, Target(ROWS, PERIODS, rows, columns))}


def test_that_from_one_cell_a_block_goes_as_far_as_it_is_large():
    assert placed((("1", "2"), ("3", "4"))) == {
        ("a", "p1"): "1",
        ("a", "p2"): "2",
        ("b", "p1"): "3",
        ("b", "p2"): "4",
    }


def test_that_one_cell_is_repeated_over_the_chosen_range():
    assert placed((("[x]",),), 3, 2) == {(row, period): "[x]" for row in "abc" for period in ("p1", "p2")}


def test_that_a_row_is_repeated_down_and_a_block_a_whole_number_of_times():
    assert placed((("1", "2"),), 2, 2) == {("a", "p1"): "1", ("a", "p2"): "2", ("b", "p1"): "1", ("b", "p2"): "2"}
    assert placed((("1",), ("2",)), 4, 1) == {("a", "p1"): "1", ("b", "p1"): "2", ("c", "p1"): "1", ("d", "p1"): "2"}


def test_that_a_block_that_does_not_divide_the_range_goes_in_once():
    assert placed((("1",), ("2",)), 3, 1) == {("a", "p1"): "1", ("b", "p1"): "2"}


def test_that_a_cell_that_a_short_row_lacks_is_left_alone():
    assert placed((("1", "2"), ("3",))) == {("a", "p1"): "1", ("a", "p2"): "2", ("b", "p1"): "3"}


@pytest.mark.parametrize(
    ("block", "rows", "columns", "said"),
    [
        ((), 1, 1, "nothing on the clipboard"),
        ((("1",),) * 5, 1, 1, "The block has 5 rows and 1 column, but from here there are only 4 rows and 3 columns."),
        ((("1", "2", "3", "4"),), 1, 1, "only 4 rows and 3 columns"),
        ((("1",), ("2",), ("3",)), 2, 1, "but 2 rows and 1 column are chosen"),
    ],
)
def test_that_what_does_not_fit_is_refused_and_says_why(block, rows, columns, said):
    with pytest.raises(Refusal, match=said):
        spread(block, Target(ROWS, PERIODS, rows, columns))


def test_that_a_range_without_a_period_takes_no_figures():
    with pytest.raises(Refusal, match="in the columns of the periods"):
        spread((("1",),), Target((), ()))

"""Texts side by side stand on a grid of twelve columns, by their length."""

import pytest

from scorecard_desktop.exporting.document import para
from scorecard_desktop.exporting.sections.grid import GRID, grid_shares


def texts(*lengths):
    return [(para("x" * length),) for length in lengths]


@pytest.mark.parametrize(
    "lengths", [(0, 0, 0), (10, 5000, 10), (3000, 1200, 400), (1, 2, 3), (90000, 1, 1), (700, 700)]
)
def test_that_they_take_whole_columns_that_fill_the_grid_and_none_is_too_narrow(lengths):
    shares = grid_shares(texts(*lengths))
    assert sum(shares) == GRID
    assert all(share == int(share) and share >= 3 for share in shares)


def test_that_short_texts_are_alike_and_more_words_take_more_columns():
    assert grid_shares(texts(0, 100, 200)) == (4, 4, 4)
    assert grid_shares(texts(4000, 200, 200)) == (6, 3, 3)
    shares = grid_shares(texts(3000, 1500, 400))
    assert list(shares) == sorted(shares, reverse=True)
    assert shares[0] > shares[2]


def test_that_what_is_too_many_for_the_grid_is_of_one_width():
    assert grid_shares(texts(1, 1, 1, 1, 900)) == (1, 1, 1, 1, 1)

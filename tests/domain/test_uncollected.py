"""Python's collector is held while much is made, and goes on afterwards."""

import gc

import pytest

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.uncollected import uncollected


def refuse_while_nothing_is_collected() -> None:
    with uncollected():
        assert not gc.isenabled()
        raise Refusal("No.")


def test_that_python_collects_again_afterwards():
    assert gc.isenabled()
    with pytest.raises(Refusal):
        refuse_while_nothing_is_collected()
    assert gc.isenabled()


def test_that_one_inside_another_leaves_it_held():
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()

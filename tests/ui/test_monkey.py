"""A few hundred random actions; ``tests/campaigns/monkey.py`` does ten thousand."""

from __future__ import annotations

import random

import pytest

from scorecard_desktop.services.demo import build_sample
from support.monkey import play


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample council's store."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.mark.timeout(240)
def test_that_random_keys_clicks_and_edits_leave_window_ledger_and_store_in_agreement(qtbot, open_window, sample):
    window = open_window(sample)
    monkey = play(window, random.SystemRandom().randrange(10**6), 300)
    assert monkey.done == 300

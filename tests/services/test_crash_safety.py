"""A short form of the campaign of kills; ``make campaign`` runs the long one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the campaign forks, which this system cannot")
def test_that_a_kill_at_any_instant_loses_no_acknowledged_step():
    done = subprocess.run(
        [sys.executable, str(TESTS / "campaigns" / "kill_while_writing.py"), "20"],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 half there" in done.stdout
    steps = re.search(r"(\d+) steps", done.stdout)
    assert steps is not None
    assert int(steps[1]) > 0

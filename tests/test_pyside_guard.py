"""PySide6 6.12.0 gives away references to None on Python 3.11 until the interpreter aborts."""

import sys
from importlib.metadata import version

import pytest
from PySide6.QtCore import QObject


def test_that_the_installed_pyside_is_older_than_the_one_that_aborts():
    major, minor, patch = (int(part) for part in version("PySide6-Essentials").split(".")[:3])
    assert (6, 11, 3) <= (major, minor, patch) < (6, 12)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12: it has no count to lose")
def test_that_500_calls_do_not_give_away_references_to_none():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 50

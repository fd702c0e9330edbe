"""The guards of conftest.py, each shown a test that it must fail and one that it must not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent

CASES = """
import os, platformdirs, pytest, socket
from PySide6.QtCore import QSettings, qWarning
from PySide6.QtWidgets import QLabel

def test_plain(): pass

def test_swallowed_socket():
    try:
        socket.create_connection(("localhost", 9))
    except OSError:
        pass

def test_swallowed_lookup():
    try:
        socket.getaddrinfo("council.example", 80)
    except OSError:
        pass

def test_pair_within_the_machine():
    for end in socket.socketpair():
        end.close()

def test_first_writes_settings(user_folders):
    settings = QSettings("scorecard", "guard")
    settings.setValue("left", 1)
    settings.sync()
    assert settings.fileName().startswith(str(user_folders))

def test_second_reads_settings(user_folders):
    assert QSettings("scorecard", "guard").value("left") is None
    assert platformdirs.user_data_dir("scorecard").startswith(str(user_folders))

def test_window_left_open(qtbot):
    test_window_left_open.window = QLabel("left")
    test_window_left_open.window.show()

def test_window_given_to_qtbot(qtbot):
    window = QLabel("kept")
    qtbot.addWidget(window)
    window.show()

def test_qt_warning(qtbot):
    qWarning("loud")

def test_no_display():
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, set[str]]:
    """What became of each case, run by a pytest of its own."""
    folder = tmp_path_factory.mktemp("guards")
    shutil.copy(HERE / "conftest.py", folder)
    (folder / "test_cases.py").write_text(CASES, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "-p", "no:xdist", "--color=no", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)
    found: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        word, _, rest = line.partition(" test_cases.py::")
        if rest and word in {"PASSED", "FAILED", "ERROR"}:
            found.setdefault(rest.split()[0], set()).add(word)
    return found


@pytest.mark.parametrize(
    "case",
    [
        "test_plain",
        "test_pair_within_the_machine",
        "test_first_writes_settings",
        "test_second_reads_settings",
        "test_window_given_to_qtbot",
        "test_no_display",
    ],
)
def test_that_a_harmless_test_passes(outcomes, case):
    assert outcomes[case] == {"PASSED"}


@pytest.mark.parametrize("case", ["test_swallowed_socket", "test_swallowed_lookup", "test_window_left_open"])
def test_that_what_a_test_leaves_or_reaches_for_is_an_error_after_it(outcomes, case):
    assert "ERROR" in outcomes[case]


def test_that_a_warning_of_qt_fails_a_test(outcomes):
    assert outcomes["test_qt_warning"] == {"FAILED"}

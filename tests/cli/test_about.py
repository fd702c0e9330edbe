"""``scorecard about``: which version made the file, and which wrote it last."""

import json
import sqlite3

import pytest

from scorecard_desktop import __version__
from scorecard_desktop.cli import main
from scorecard_desktop.services.demo import build_demo


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return build_demo(tmp_path_factory.mktemp("demo")).store


def told(capsys, *words) -> dict:
    assert main(["about", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_that_a_file_says_which_version_made_it_and_which_wrote_it(store, capsys):
    assert main(["about", str(store)]) == 0
    said = capsys.readouterr().out
    assert f"by Scorecard Desktop {__version__}" in said
    assert f"last written by Scorecard Desktop {__version__}" in said


def test_that_what_another_version_wrote_is_told(store, capsys):
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE meta SET value = '0.0.9' WHERE name = 'written by'")
    connection.close()
    found = told(capsys, "--store", store)
    assert (found["written_by"], found["program"]) == ("0.0.9", __version__)


def test_that_asking_changes_nothing(store, capsys):
    before = store.read_bytes()
    told(capsys, store)
    assert store.read_bytes() == before


def test_that_a_file_that_is_not_there_is_refused(tmp_path, capsys):
    assert main(["about", str(tmp_path / "none.scorecard")]) == 2
    assert not (tmp_path / "none.scorecard").exists()
    assert "There is no scorecard file" in capsys.readouterr().err


def test_that_the_licences_are_told(capsys):
    assert main(["about", "--licences"]) == 0
    assert "MIT" in capsys.readouterr().out

"""``scorecard history``, and the figures of a day."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.session import Session


@pytest.fixture
def store(made_store, tmp_path):
    return shutil.copy(made_store, tmp_path / "council.scorecard")


def test_that_the_import_is_found_with_its_file_and_cells(run, store):
    said = run("--store", store, "history", "vital-signs", "--most", "3")
    assert said.code == 0
    assert "barchester-vital-signs-2025-04.xlsx" in said.out
    assert said.out.splitlines()[-1].startswith("The newest 3 changes")
    (found,) = json.loads(run("--store", store, "history", "vital-signs", "--most", "1", "--json").out)
    assert found["who"]
    assert "!" in found["source"] or found["source"] == ""


def test_that_there_was_nothing_before_the_file_was_made(run, store):
    assert run("--store", store, "history", "--at", "1990-01-01").out == "There was nothing of it then.\n"
    assert run("--store", store, "rate", "--at", "1990-01-01", "--json").out.strip() == "[]"


def test_that_tomorrow_it_stands_as_it_stands(run, store):
    tomorrow = date.today() + timedelta(days=1)
    assert run("--store", store, "rate", "--at", tomorrow).out == run("--store", store, "rate").out


def test_that_what_is_no_day_is_refused(refused, store):
    refused("--store", store, "history", "--since", "spring", about="is no day")
    refused("--store", store, "rate", "--at", "spring", about="is no day")


def test_that_for_a_damaged_file_the_command_names_its_newest_whole_backup_and_what_would_be_lost(run, store):
    with Session.open(store) as session:
        made = session.back_up("asked for")
        session.commit(ChangeSet("a note", (Change(None, Setting(Scope.COUNCIL, "", "note", "x")),)))
    assert made is not None
    Path(store).write_bytes(b"")
    said = run("--store", store, "rate")
    assert said.code == 2
    assert len(said.err.splitlines()) == 1
    assert str(made.path) in said.err
    assert "what was done since would be lost" in said.err


def test_that_for_a_file_that_is_gone_every_command_names_its_newest_backup_and_begins_none(run, store, tmp_path):
    with Session.open(store) as session:
        made = session.back_up("asked for")
    assert made is not None
    Path(store).unlink()
    workbook = str(next(path for path in sample_workbooks() if "vital-signs" in path.name))
    for command in (["rate"], ["import", workbook], ["import", "--dry-run", workbook], ["settings", "dead-band", "1"]):
        said = run("--store", store, *command)
        assert said.code == 2
        assert len(said.err.splitlines()) == 1
        assert str(made.path) in said.err
        assert "move the folder" in said.err
    assert not Path(store).exists()
    shutil.copy(made.path, store)
    assert run("--store", store, "rate").code == 0

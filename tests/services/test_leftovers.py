"""What a program that died leaves: half-written files go at the next start, and what faulthandler wrote is found."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scorecard_desktop.services.crashes import crashes_found
from scorecard_desktop.services.leftovers import clear_up, noted
from scorecard_desktop.services.places import log_folder, state_folder
from scorecard_desktop.services.session import Session
from scorecard_desktop.store import database, placing

DIES_WRITING = """
import os, sys
from pathlib import Path
from scorecard_desktop.exporting import writing
from scorecard_desktop.services.leftovers import noted
writing.os.fsync = lambda _: os._exit(9)
with noted(Path(sys.argv[1])):
    writing.write_whole(Path(sys.argv[1]), b"figures")
"""
LOSES_THE_DRIVE = """
import sys
from pathlib import Path
from scorecard_desktop.services.leftovers import noted
path = Path(sys.argv[1])
try:
    with noted(path):
        path.with_name(".pack.pdf.abc.part").touch()
        path.parent.rename(path.parent.with_name("elsewhere"))
        raise OSError
except OSError:
    pass
"""
CRASHES = """
import faulthandler
from scorecard_desktop.services.crashes import CrashWatch
watch = CrashWatch()
faulthandler._sigabrt()
"""
WAITS = """
from scorecard_desktop.services.crashes import CrashWatch
watch = CrashWatch()
print(flush=True)
input()
watch.end()
"""
ENDS_WELL = """
from scorecard_desktop.services.crashes import CrashWatch
CrashWatch().end()
"""


def run(script: str, *words: object) -> int:
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode


def test_that_a_pack_that_was_cut_off_is_private_and_goes_at_the_next_start(tmp_path):
    pack = tmp_path / "pack [1].pdf"
    pack.write_bytes(b"the one before")
    assert run(DIES_WRITING, pack) == 9
    (part,) = (file for file in tmp_path.iterdir() if file != pack)
    if os.name != "nt":
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert clear_up() == [part]
    assert list(tmp_path.iterdir()) == [pack]
    assert pack.read_bytes() == b"the one before"
    assert list(state_folder().iterdir()) == []


def test_that_what_is_being_written_now_stays(tmp_path):
    part = tmp_path / ".pack.pdf.abc.part"
    part.touch()
    with noted(tmp_path / "pack.pdf"):
        assert clear_up() == []
        assert part.exists()
        part.unlink()
    assert not state_folder().exists()


def test_that_what_was_left_on_a_drive_that_went_away_goes_once_it_is_back(tmp_path):
    drive = tmp_path / "drive"
    drive.mkdir()
    assert run(LOSES_THE_DRIVE, drive / "pack.pdf") == 0
    assert clear_up() == []  # nobody can look there now
    (tmp_path / "elsewhere").rename(drive)
    assert clear_up() == [drive / ".pack.pdf.abc.part"]
    assert list(drive.iterdir()) == list(state_folder().iterdir()) == []


def test_that_the_same_program_clears_it_up_when_it_writes_the_next_time(tmp_path):
    part = tmp_path / "drive" / ".pack.pdf.abc.part"
    part.parent.mkdir()
    gone = tmp_path / "elsewhere"
    with pytest.raises(OSError, match="gone"), noted(part.with_name("pack.pdf")):  # noqa: PT012 -- the drive goes within
        part.touch()
        part.parent.rename(gone)
        raise OSError("gone")
    gone.rename(part.parent)
    with noted(part.with_name("pack.pdf")):
        assert not part.exists()
    assert list(state_folder().iterdir()) == []


def test_that_a_drive_that_never_comes_back_is_forgotten_after_a_while(tmp_path):
    drive = tmp_path / "drive"
    drive.mkdir()
    assert run(LOSES_THE_DRIVE, drive / "pack.pdf") == 0
    (note,) = state_folder().iterdir()
    months_ago = time.time() - 100 * 24 * 3600
    os.utime(note, (months_ago, months_ago))
    assert clear_up() == []
    assert list(state_folder().iterdir()) == []


def test_that_what_is_left_beside_a_store_goes_when_it_is_opened(tmp_path):
    store = tmp_path / "council.scorecard"
    left = [tmp_path / f".{store.name}.{what}" for what in ("new", "new-journal", "restored", "drafts.new")]
    for file in left:
        file.touch()
    Session.open(store).close()
    assert [file.name for file in tmp_path.iterdir()] == [store.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_that_a_store_is_its_owner_s_alone_while_it_is_made_and_a_backup_has_the_store_s_rights(tmp_path, monkeypatch):
    rights = []
    put = placing.put_in_place

    def note(beside: Path, to: Path) -> None:
        rights.append(stat.S_IMODE(beside.stat().st_mode))
        put(beside, to)

    monkeypatch.setattr(database, "put_in_place", note)
    store = tmp_path / "council.scorecard"
    with Session.open(store) as session:
        session.backup(tmp_path / "copy.scorecard")
    assert rights == [0o600, 0o600]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(store.stat().st_mode) == 0o666 & ~mask


def test_that_a_crash_is_found_at_the_next_start_once():
    assert run(CRASHES) != 0
    (report,) = crashes_found()
    said = report.read_text("utf-8")
    assert "Fatal Python error: Aborted" in said
    assert "<module>" in said
    assert crashes_found() == []


def test_that_a_program_that_ended_well_leaves_no_record():
    assert run(ENDS_WELL) == 0
    assert list(log_folder().iterdir()) == []


def test_that_a_program_that_is_running_is_no_crash():
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE, stdin=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert crashes_found() == []
        assert [file.name for file in log_folder().iterdir()] == [f"crash-{other.pid}.txt"]
        other.communicate(b"\n")
    assert list(log_folder().iterdir()) == []

"""A paper is put in its place whole or not at all, and the officer is told what to do."""

import errno
import os
import shutil
import stat
import subprocess
import tempfile

import pytest

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.exporting.writing import write_whole


def failing(code):
    def fail(*_arguments, **_named):
        raise OSError(code, os.strerror(code))

    return fail


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"the old one")
    return path


def test_that_a_new_file_replaces_the_old_and_leaves_nothing_beside_it(old):
    write_whole(old, b"new")
    assert old.read_bytes() == b"new"
    assert list(old.parent.iterdir()) == [old]


def test_that_a_replaced_file_keeps_its_rights_and_a_new_one_has_the_usual(old):
    old.chmod(0o640)
    write_whole(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    fresh = old.with_name("fresh.pdf")
    write_whole(fresh, b"new")
    (old.parent / "plain").write_bytes(b"")
    assert fresh.stat().st_mode == (old.parent / "plain").stat().st_mode


@pytest.mark.parametrize(
    ("step", "code", "said"),
    [
        ("fsync", errno.ENOSPC, "no room left on the disk for pack.pdf \\(it needs about 1 MB\\)"),
        ("fsync", errno.EDQUOT, "no room left"),
        ("fsync", errno.EIO, "could not be written: Input/output error"),
        ("replace", errno.EACCES, "is open in another program"),
        ("replace", errno.EPERM, "is open in another program"),
        ("mkstemp", errno.EACCES, "Nothing may be written in"),
        ("mkstemp", errno.EROFS, "Nothing may be written in"),
    ],
)
def test_that_a_failure_is_refused_plainly_and_changes_nothing(old, monkeypatch, step, code, said):
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", failing(code))
    elif step == "replace":
        monkeypatch.setattr(type(old), "replace", failing(code))
    else:
        monkeypatch.setattr(tempfile, "mkstemp", failing(code))
    with pytest.raises(Refusal, match=said) as refusal:
        write_whole(old, b"new")
    assert refusal.value.message.endswith("Nothing was changed.")
    assert old.read_bytes() == b"the old one"
    assert list(old.parent.iterdir()) == [old]


def test_that_a_disk_that_is_truly_full_is_refused_and_keeps_the_old_paper(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [shutil.which("mount") or "false", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only an administrator of a Linux system can mount a small disk")
    try:
        path = disk / "pack.pdf"
        write_whole(path, b"the old one")
        with pytest.raises(Refusal, match="no room left on the disk"):
            write_whole(path, b"x" * 200_000)
        assert path.read_bytes() == b"the old one"
        assert list(disk.iterdir()) == [path]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_that_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Refusal, match=r"There is no folder .*missing"):
        write_whole(tmp_path / "missing" / "pack.pdf", b"x")


def test_that_a_folder_in_the_file_s_place_is_named(tmp_path):
    (tmp_path / "pack.pdf").mkdir()
    with pytest.raises(Refusal, match="is a folder"):
        write_whole(tmp_path / "pack.pdf", b"x")

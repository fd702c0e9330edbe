"""A scorecard file with a password, by the command."""

from __future__ import annotations

import json

import pytest

from scorecard_desktop.services.session import Key, Session


@pytest.fixture
def password(tmp_path):
    file = tmp_path / "password.txt"
    file.write_text("correct horse battery\n", "utf-8")
    return file


@pytest.fixture
def locked(run, store, password):
    """The store with that password."""
    done = run("--store", store, "password", "--new-password-file", password, "--json")
    assert done.code == 0
    assert json.loads(done.out)["password"] is True
    return store


def test_that_every_command_takes_the_password_from_a_file(run, locked, password, tmp_path):
    for words in (["check"], ["rate"], ["history"], ["about"], ["settings"]):
        assert run("--store", locked, "--password-file", password, *words).code in (0, 1), words
    assert run("--store", locked, "pack", "--password-file", password, "--out", tmp_path / "pack.pdf").code in (0, 1)
    assert run("--store", locked, "--password-file", password, "export", "--out", tmp_path / "all.xlsx").code == 0


def test_that_a_workbook_is_imported_into_a_file_with_a_password(run, locked, password, workbook):
    done = run("--store", locked, "--password-file", password, "import", workbook, "--json")
    assert done.code in (0, 1)


@pytest.mark.parametrize("words", [["check"], ["rate"], ["import", "x.xlsx"], ["password", "--remove"]])
def test_that_without_the_password_a_command_is_refused_in_one_line_that_says_what_to_do(refused, locked, words):
    assert "--password-file" in refused("--store", locked, *words)


def test_that_another_password_is_refused(refused, locked, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("battery horse correct", "utf-8")
    assert "not the password" in refused("--store", locked, "--password-file", other, "check")


def test_that_a_password_that_cannot_be_read_is_refused(refused, locked, tmp_path):
    assert "could not be read" in refused("--store", locked, "--password-file", tmp_path / "nowhere", "check")
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    assert "is empty" in refused("--store", locked, "--password-file", empty, "check")


def test_that_a_password_is_taken_off(run, locked, password):
    done = run("--store", locked, "--password-file", password, "password", "--remove")
    assert "has no password any more" in done.out
    assert run("--store", locked, "check").code in (0, 1)
    assert run("--store", locked, "password", "--remove").code == 2


def test_that_a_damaged_file_with_a_password_is_told_with_its_backup(refused, locked, password):
    with Session.open(locked, key=Key("correct horse battery")) as session:
        assert session.back_up("asked for") is not None
    content = bytearray(locked.read_bytes())
    content[5 * 4096 + 200] ^= 1
    locked.write_bytes(content)
    assert "newest whole backup is" in refused("--store", locked, "--password-file", password, "check")

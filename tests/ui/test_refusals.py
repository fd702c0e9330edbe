"""What an officer can mend is told in the window in one plain line, and nothing on the disk or in the book changes."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from scorecard_desktop.services.session import Session
from scorecard_desktop.store.migrations import MIGRATIONS
from support.files import damage, tree
from support.ole import encrypted_workbook
from ui.books import make_store
from ui.test_importing import drop


@pytest.fixture
def said(qtbot, window):
    """Waits for the one message that the window shows, and gives its text."""

    def read() -> str:
        def shown() -> list[QMessageBox]:
            return [box for box in window.findChildren(QMessageBox) if box.isVisible()]

        qtbot.waitUntil(lambda: bool(shown()), timeout=60000)
        (box,) = shown()
        text = box.informativeText()
        box.accept()
        assert text
        assert "\n" not in text
        assert "Traceback" not in text
        return text

    return read


def denied(monkeypatch, file: Path, **facts: int) -> None:
    """Have the system refuse to let a file be read."""
    read_bytes = Path.read_bytes

    def read(self: Path) -> bytes:
        if self.name != file.name:
            return read_bytes(self)
        error = PermissionError(errno.EACCES, "Permission denied", str(self))
        for name, value in facts.items():
            setattr(error, name, value)
        raise error

    monkeypatch.setattr(Path, "read_bytes", read)


def test_that_a_workbook_with_a_password_is_refused(window, said, tmp_path):
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(encrypted_workbook())
    before = set(window.workspace.store.book.records())
    drop(window, locked)
    assert "password" in said()
    assert set(window.workspace.store.book.records()) == before


@pytest.mark.parametrize(("facts", "words"), [({}, "may not read"), ({"winerror": 32}, "open in another program")])
def test_that_a_workbook_that_cannot_be_read_is_refused(window, said, tmp_path, monkeypatch, facts, words):
    file = tmp_path / "return.xlsx"
    file.write_bytes(b"PK")
    before = set(window.workspace.store.book.records())
    denied(monkeypatch, file, **facts)
    drop(window, file)
    assert words in said()
    assert set(window.workspace.store.book.records()) == before


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "room"), (errno.EACCES, "may not"), (errno.EROFS, "may not")],
    ids=["full disk", "no right to write", "read-only folder"],
)
def test_that_a_pack_that_cannot_be_written_leaves_the_one_before(
    window, workspace, said, tmp_path, monkeypatch, code, words
):
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "pack.pdf").write_bytes(b"%PDF the one before")
    before = tree(folder)

    def fail(*_args: object) -> None:
        raise OSError(code, "the system says no")

    workspace.go_to("pack")
    monkeypatch.setattr("os.fsync", fail)
    workspace.pages.pack.draw(folder / "pack.pdf")
    text = said()
    monkeypatch.undo()
    assert words in text
    assert tree(folder) == before
    assert workspace.pages.pack.result is None


def spoilt(path: Path, what: str) -> Path:
    if what == "a newer version":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
            connection.commit()
    elif what == "another program's":
        path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE bookmarks (address TEXT)")
            connection.commit()
    else:
        path.write_bytes({"a PDF": b"%PDF-1.7\n", "nothing": b"", "text": b"Ref,Indicator\n"}[what])
    return path


@pytest.mark.parametrize("what", ["a newer version", "another program's", "a PDF", "nothing", "text"])
def test_that_what_is_no_store_of_ours_is_refused_and_untouched(window, said, store_path, tmp_path, what):
    folder = tmp_path / "other"
    folder.mkdir()
    with Session.open(folder / "other.scorecard"):
        pass
    bad = spoilt(folder / "other.scorecard", what)
    before = bad.read_bytes()
    window.open(bad)
    assert "other.scorecard" in said()
    assert bad.read_bytes() == before
    assert window.workspace.store.path == store_path


def test_that_a_store_held_by_another_window_opens_to_be_read_and_says_by_whom(open_window, window, store_path):
    assert not window.workspace.store.read_only
    copy = Path(shutil.copy(store_path, store_path.with_name("held.scorecard")))
    with Session.open(copy, who="P. Merton"):
        second = open_window(copy)
        assert second.workspace.store.read_only
        assert "P. Merton" in second.workspace.store.session.held_by


def test_that_damage_found_after_the_first_rows_is_told_and_the_file_let_go(qtbot, window, said, tmp_path):
    bad = make_store(tmp_path / "bad.scorecard")
    damage(bad)
    before = bad.read_bytes()
    window.open(bad)
    assert "damaged" in said()
    assert window.workspace is None
    assert not window.actions_["import"].isEnabled()
    assert bad.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("bad")] == [bad.name]

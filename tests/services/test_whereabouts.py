"""Stores in places that other computers reach: told, refused or warned of, each with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorecard_desktop.services import whereabouts
from scorecard_desktop.services.session import Session, UnsafePlace
from scorecard_desktop.services.whereabouts import synced_by, warning
from scorecard_desktop.store.drives import Drive
from scorecard_desktop.store.lock import StoreLock


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("/home/pat/OneDrive/figures", "OneDrive"),
        ("/Users/pat/OneDrive - Barchester Council/figures", "OneDrive"),
        ("/Users/pat/Library/CloudStorage/OneDrive-BarchesterCouncil", "OneDrive"),
        ("/home/pat/Dropbox (Barchester)", "Dropbox"),
        ("/Users/pat/Library/CloudStorage/GoogleDrive-pat@barchester.example/My Drive", "Google Drive"),
        ("/Users/pat/Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("/home/pat/One Drive notes", ""),
        ("/home/pat/Boxes", ""),
        ("/home/pat/figures", ""),
    ],
)
def test_that_a_folder_that_is_copied_about_is_known_by_its_name(folder, program):
    assert synced_by(Path(folder) / "council.scorecard") == program


def test_that_the_warning_names_the_program_and_the_way_out(tmp_path):
    folder = tmp_path / "OneDrive - Barchester"
    folder.mkdir()
    said = warning(folder / "council.scorecard")
    assert "OneDrive copies" in said
    assert "To move it" in said
    assert warning(tmp_path / "council.scorecard") == ""


def test_that_a_store_on_a_drive_without_locks_is_refused_with_the_way_out_and_can_be_read(tmp_path, monkeypatch):
    store = tmp_path / "council.scorecard"
    Session.open(store).close()
    monkeypatch.setattr(whereabouts, "drive_of", lambda _: Drive.WITHOUT_LOCKS)
    with pytest.raises(UnsafePlace, match="Copy it to a folder of this computer"):
        Session.open(store)
    with Session.open(store, read_only=True) as reader:
        assert reader.read_only


def test_that_a_store_on_a_network_drive_is_written_without_a_write_ahead_log(tmp_path, monkeypatch):
    store = tmp_path / "council.scorecard"
    monkeypatch.setattr(whereabouts, "drive_of", lambda _: Drive.NETWORK)
    with Session.open(store) as session:
        assert session._call(lambda: session._database.select("PRAGMA journal_mode")) == [("delete",)]
        assert "That works" in warning(store)
    assert [path.name for path in tmp_path.iterdir()] == [store.name]


def test_that_a_network_drive_whose_locks_do_not_hold_is_refused_and_nothing_is_left(tmp_path, monkeypatch):
    store = tmp_path / "council.scorecard"
    monkeypatch.setattr(whereabouts, "drive_of", lambda _: Drive.NETWORK)
    monkeypatch.setattr(StoreLock, "holds", lambda _: False)
    with pytest.raises(UnsafePlace):
        Session.open(store)
    assert list(tmp_path.iterdir()) == []

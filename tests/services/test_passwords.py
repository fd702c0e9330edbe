"""A store with a password: nothing of it can be read without, wherever it lies; all that is done with one is done."""

from __future__ import annotations

import sqlite3

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.period import PeriodKind
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.services import backups, drafts, unwritten
from scorecard_desktop.services.drafts import Draft
from scorecard_desktop.services.passwords import SHORTEST, Key, PasswordNeeded, is_encrypted, new_key, set_password
from scorecard_desktop.services.saving_elsewhere import save_elsewhere
from scorecard_desktop.services.session import Held, Session
from ui.books import make_store

KEY, OTHER = Key("correct horse battery"), Key("correct horse bátt'ery\" 🔑")
NEW = ChangeSet("a scorecard", (Change(None, Scorecard("new", 9, "A new scorecard", PeriodKind.MONTH)),))
WORDS = b"Vital signs"


@pytest.fixture
def store(tmp_path):
    """The hand-made council, with a backup, under a password."""
    path = make_store(tmp_path / "council.scorecard")
    with Session.open(path) as session:
        session.back_up("asked for")
    assert len(on_disk(tmp_path)) == 2
    set_password(path, None, KEY)
    return path


def everything(path, key=None):
    with Session.open(path, read_only=True, key=key) as session:
        return set(session.book.records())


def on_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file() and WORDS in path.read_bytes()]


def test_that_a_store_and_its_backups_hold_nothing_that_can_be_read_without_the_password(tmp_path, store):
    files = [path for path in tmp_path.rglob("*.scorecard") if path.is_file()]
    assert len(files) == 2
    assert on_disk(tmp_path) == []
    assert all(is_encrypted(path) for path in files)
    for path in files:
        with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(path) as plain:
            plain.execute("SELECT * FROM sqlite_schema").fetchall()


def test_that_the_password_gives_back_all_that_was_there(tmp_path, store):
    assert everything(store, KEY) == everything(make_store(tmp_path / "plain.scorecard"))


@pytest.mark.parametrize(("key", "said"), [(None, "has a password"), (OTHER, "not the password"), (Key(""), "not the")])
@pytest.mark.parametrize("read_only", [False, True])
def test_that_without_the_password_the_store_is_refused_and_left_as_it_is(store, key, said, read_only):
    before = store.read_bytes()
    with pytest.raises(PasswordNeeded, match=said) as told:
        Session.open(store, key=key, read_only=read_only)
    assert told.value.path == store
    assert store.read_bytes() == before


def test_that_changes_undo_history_and_backups_are_as_in_any_other(tmp_path, store):
    with Session.open(store, key=KEY, who="Pat") as session:
        session.commit(NEW)
        session.undo()
        session.redo()
        assert session.history(NEW.changes[0].record)[0].who == "Pat"
        made = session.back_up("asked for")
        assert made is not None
        session.backup(tmp_path / "copy.scorecard")
    assert len(backups.listed(store)) == 2
    assert all(offer.contents is not None for offer in backups.offers(store, KEY))
    assert everything(made.path, KEY) == everything(tmp_path / "copy.scorecard", KEY) == everything(store, KEY)
    assert on_disk(tmp_path) == []


def test_that_a_backup_is_put_back_under_the_same_password(store):
    (backup,) = backups.listed(store)
    before = everything(store, KEY)
    with Session.open(store, key=KEY) as session:
        session.commit(NEW)
        session.need_no_backup()
    with pytest.raises(PasswordNeeded):
        backups.put_back(backup, store)
    backups.put_back(backup, store, KEY)
    assert everything(store, KEY) == before


def test_that_a_password_is_changed_and_taken_off_with_the_backups(tmp_path, store):
    before = everything(store, KEY)
    done = set_password(store, KEY, OTHER)
    assert (done.backups, done.left) == (1, ())
    with pytest.raises(PasswordNeeded):
        everything(store, KEY)
    assert everything(store, OTHER) == before
    set_password(store, OTHER, None)
    assert everything(store) == before
    assert not any(is_encrypted(path) for path in tmp_path.rglob("*.scorecard"))
    assert [path.name for path in tmp_path.rglob(".*.new*")] == []


def test_that_a_wrong_password_changes_nothing(tmp_path, store):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(PasswordNeeded):
        set_password(store, OTHER, None)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_that_a_backup_of_another_password_is_left_and_named(store):
    (backup,) = backups.listed(store)
    kept = backup.path.read_bytes()
    set_password(store, KEY, OTHER)
    changed = backup.path.read_bytes()
    backup.path.write_bytes(kept)
    done = set_password(store, OTHER, None)
    assert (done.backups, done.left) == (0, (backup.path.name,))
    assert backup.path.read_bytes() == kept != changed


def test_that_one_that_was_cut_off_between_two_files_is_finished_by_a_second_try(store):
    (backup,) = backups.listed(store)
    was = store.read_bytes()
    set_password(store, KEY, OTHER)
    store.write_bytes(was)  # the backup had been rewritten, and the store had not
    assert set_password(store, KEY, OTHER).left == ()
    assert everything(store, OTHER) == everything(backup.path, OTHER)


def test_that_a_store_that_is_open_keeps_its_password(store):
    with Session.open(store, key=KEY), pytest.raises(Held):
        set_password(store, KEY, None)


def test_that_a_power_cut_while_it_is_rewritten_leaves_the_file_as_it_was(tmp_path, store, monkeypatch):
    before = store.read_bytes()

    def cut(*_):
        raise OSError(5, "cut")

    monkeypatch.setattr("scorecard_desktop.store.rewriting.put_in_place", cut)
    with pytest.raises(Refusal):
        set_password(store, KEY, None)
    assert store.read_bytes() == before
    assert on_disk(tmp_path) == []


def test_that_drafts_are_sealed_and_given_back_to_whoever_has_the_password(tmp_path, store):
    typed = (Draft("5.4, comment", "Secret words", "2026-05-08T10:00:00+00:00"),)
    with Session.open(store, key=KEY) as session:
        session.keep_drafts(typed)
        session.settle()
        assert b"Secret" not in drafts.drafts_file(store).read_bytes()
    with Session.open(store, key=KEY) as again:
        assert again.drafts_left == typed
    assert drafts.left(store, OTHER) == drafts.left(store) == ()


def test_that_what_was_left_unstored_goes_with_the_password(tmp_path):
    path = make_store(tmp_path / "plain.scorecard")
    typed = (Draft("5.4, comment", "Secret words", "2026-05-08T10:00:00+00:00"),)
    drafts.keep(path, typed)
    unwritten.keep(path, [NEW])
    for now, new in ((None, KEY), (KEY, OTHER)):
        set_password(path, now, new)
        assert b"Secret" not in drafts.drafts_file(path).read_bytes()
        assert b"new scorecard" not in unwritten.file_of(path).read_bytes()
        with Session.open(path, key=new) as session:
            assert session.drafts_left == typed
            assert unwritten.left(path, session.key_beside) == (NEW,)
    set_password(path, OTHER, None)
    assert (drafts.left(path), unwritten.left(path)) == (typed, (NEW,))


def test_that_what_is_saved_elsewhere_has_the_password_too(tmp_path, store):
    with Session.open(store, key=KEY) as session:
        save_elsewhere(session, (), tmp_path / "elsewhere.scorecard")
    assert everything(tmp_path / "elsewhere.scorecard", KEY) == everything(store, KEY)
    assert on_disk(tmp_path) == []


def test_that_a_damaged_page_is_told_as_damage(store):
    content = bytearray(store.read_bytes())
    content[3 * 4096 + 100] ^= 1
    store.write_bytes(content)
    with pytest.raises(Refusal, match="damaged"):
        Session.open(store, key=KEY)


def test_that_a_key_is_not_told_by_what_is_printed_of_it():
    assert "horse" not in f"{KEY!r} {KEY}"


@pytest.mark.parametrize("password", ["", "short", "x" * (SHORTEST - 1)])
def test_that_a_password_that_protects_nothing_is_refused(password):
    with pytest.raises(Refusal, match="too short"):
        new_key(password)


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"PK\x03\x04" + b"a" * 8188, b"words, words " * 1000])
def test_that_no_other_file_is_taken_for_one_with_a_password(tmp_path, content):
    path = tmp_path / "other.scorecard"
    path.write_bytes(content)
    assert not is_encrypted(path)
    with pytest.raises(Refusal) as told:
        Session.open(path, key=KEY)
    assert not isinstance(told.value, PasswordNeeded)

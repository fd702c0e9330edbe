"""What was being typed when the program died: kept beside the store, its owner's alone, and gone when it is stored."""

from __future__ import annotations

import os
import stat

import pytest

from scorecard_desktop.services.drafts import Draft, drafts_file, keep, left
from scorecard_desktop.services.session import Session

NOTE = Draft("5.4 CIN with a plan, Apr 2018: Note", "“half a thought\nand", "2018-05-02T10:14:00+01:00", "scorecard")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "children’s services.scorecard"
    Session.open(path, who="Pat").close()
    return path


def test_that_a_draft_is_told_to_the_next_who_opens_the_file_to_write(store):
    with Session.open(store) as session:
        session.keep_drafts([NOTE])
        session.settle()
    with Session.open(store, read_only=True) as reader:
        assert reader.drafts_left == ()
    with Session.open(store) as session:
        assert session.drafts_left == (NOTE,)
        session.keep_drafts([])
    assert not drafts_file(store).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_that_a_draft_is_its_owner_s_alone(store):
    keep(store, [NOTE])
    assert stat.S_IMODE(drafts_file(store).stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'[{"where": "x"}]', b"\xff\xfe", b"null", b"[" * 100_000])
def test_that_a_draft_that_cannot_be_read_is_none(store, content):
    drafts_file(store).write_bytes(content)
    assert left(store) == ()


def test_that_a_draft_that_cannot_be_written_stops_nobody(store):
    drafts_file(store).mkdir()
    keep(store, [NOTE])
    keep(store, [])


def test_that_a_reader_keeps_no_draft(store):
    with Session.open(store, read_only=True) as reader:
        reader.keep_drafts([NOTE])
        reader.settle()
    assert not drafts_file(store).exists()

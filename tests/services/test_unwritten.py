"""Steps that a store would not take: kept until they are written, private, and never in the way."""

from __future__ import annotations

import os
import stat

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.services.unwritten import file_of, keep, left, stands
from support.records import one_of_each
from support.small_book import figure

APRIL, LATER = figure("2018-04", "81.7"), figure("2018-04", "82")
STEPS = (
    ChangeSet("all “of” them", tuple(Change(None, one) for one in one_of_each()), "a reason"),
    ChangeSet("change of 1.1 Apr 2018", (Change(APRIL, LATER),)),
    ChangeSet("removal", (Change(LATER, None),)),
)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "council é.scorecard"


def test_that_steps_come_back_as_they_were_and_go_when_there_are_none(store):
    keep(store, STEPS)
    assert left(store) == STEPS
    assert left(store.with_name("other.scorecard")) == ()
    keep(store, ())
    assert not file_of(store).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_that_they_are_their_owner_s_alone_and_not_beside_the_store(store):
    keep(store, STEPS)
    assert stat.S_IMODE(file_of(store).stat().st_mode) == 0o600
    assert list(store.parent.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"null", b'[{"label": "x", "why": "", "changes": [["risk", "{", null]]}]', b"\xff"]
)
def test_that_what_cannot_be_read_is_none(store, content):
    keep(store, STEPS)
    file_of(store).write_bytes(content)
    assert left(store) == ()


def test_that_where_nothing_can_be_kept_nobody_is_stopped(store):
    file_of(store).mkdir(parents=True)
    keep(store, STEPS)
    keep(store, ())
    assert left(store) == ()


def test_that_a_step_that_was_written_after_all_is_known():
    book = Book([LATER])
    assert stands(book, STEPS[1])
    assert not stands(book, STEPS[2])
    assert not stands(Book([APRIL]), STEPS[1])

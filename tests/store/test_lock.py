"""One writer at a time, and who it is."""

import json
import subprocess
import sys

import pytest

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.lock import Held, Holder, StoreLock, held_by, lock_file, read_holder

HOLD = """
import sys, time
from pathlib import Path
from scorecard_desktop.store.lock import StoreLock
lock = StoreLock(Path(sys.argv[1]), "Sam")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def store(tmp_path):
    return tmp_path / "council.scorecard"


@pytest.fixture
def other(store):
    """Another process that holds the store."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(store)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_that_a_lock_leaves_nothing_behind(store):
    StoreLock(store, "Pat").release()
    assert list(store.parent.iterdir()) == []


def test_that_a_lock_may_be_let_go_twice(store):
    lock = StoreLock(store, "Pat")
    lock.release()
    second = StoreLock(store, "Pat")
    lock.release()
    assert held_by(store) is not None
    second.release()


def test_that_a_second_writer_is_told_who_holds_the_store(store, other):
    with pytest.raises(Held, match=r"is held by Sam on .* since") as caught:
        StoreLock(store, "Pat")
    assert caught.value.holder is not None
    assert caught.value.holder.who == "Sam"
    assert caught.value.holder.process == other.pid
    assert held_by(store) == caught.value.holder


def test_that_a_second_writer_in_the_same_program_is_refused(store):
    lock = StoreLock(store, "Pat")
    with pytest.raises(Held, match="held by Pat"):
        StoreLock(store, "Pat")
    lock.release()


def test_that_nobody_holds_a_store_whose_holder_was_killed(store, other):
    other.kill()
    other.wait()
    assert lock_file(store).exists()  # it is left, and says nothing
    assert held_by(store) is None
    lock = StoreLock(store, "Pat")
    assert read_holder(store) is not None
    assert read_holder(store).who == "Pat"  # type: ignore[union-attr]
    lock.release()
    assert list(store.parent.iterdir()) == []


def test_that_asking_who_holds_a_store_makes_no_file(store):
    assert held_by(store) is None
    assert list(store.parent.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"who": "Sam"}', '{"who": "S", "host": "h", "process": "x", "since": ""}']
)
def test_that_a_holder_that_cannot_be_read_is_another_program(store, other, text):
    store.with_name(f"{store.name}.held-by").write_text(text, "utf-8")
    with pytest.raises(Held, match="held by another program"):
        StoreLock(store, "Pat")


def test_that_a_holder_is_told_in_words():
    holder = Holder("Sam", "PC-0417", 12, "2018-07-10T09:30:00+00:00")
    assert holder.words.startswith("Sam on PC-0417 since 10 Jul 2018 ")
    assert Holder("Sam", "PC-0417", 12, "soon").words == "Sam on PC-0417"


def test_that_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no folder"):
        StoreLock(tmp_path / "nowhere" / "council.scorecard", "Pat")


def test_that_the_holder_is_written_for_people_to_read(store):
    lock = StoreLock(store, "Pat")
    written = json.loads(store.with_name(f"{store.name}.held-by").read_text("utf-8"))
    assert written["who"] == "Pat"
    lock.release()

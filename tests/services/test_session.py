"""Sessions: steps applied at once and written behind, undone and redone, taken back where they cannot be written."""

import threading
from concurrent.futures import Future
from dataclasses import replace
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Conflict
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import ScorecardPeriod
from scorecard_desktop.domain.target import Scope, Tolerance, ToleranceKind
from scorecard_desktop.services.session import Held, Session
from scorecard_desktop.store.database import Database
from support.files import tree
from support.small_book import IND, figure, indicator, scorecard

APRIL = figure("2018-04", "81.7")
DEFAULT = Tolerance(Scope.COUNCIL, "", ToleranceKind.RELATIVE, margin=Decimal(10))


def step(*changes: Change, label: str = "a step") -> ChangeSet:
    return ChangeSet(label, changes)


def added(*records: Record, label: str = "a step") -> ChangeSet:
    return step(*(Change(None, record) for record in records), label=label)


def content(session: Session) -> set[Record]:
    return set(session.book.records())


def on_disk(session: Session) -> set[Record]:
    with Session.open(session.path, read_only=True) as reader:
        return content(reader)


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "council.scorecard", who="Pat") as opened:
        opened.commit(added(scorecard(), indicator(), APRIL, label="first figures"))
        yield opened


def test_that_a_new_store_holds_the_default_tolerance_and_nothing_else(tmp_path):
    with Session.open(tmp_path / "new.scorecard", who="Pat") as session:
        assert content(session) == {DEFAULT}
        assert session.undo_label == ""
        (entry,) = session.history(DEFAULT)
        assert (entry.who, entry.label) == ("Pat", "new scorecard file")


def test_that_a_commit_is_in_the_book_and_on_the_disk(session):
    assert content(session) == on_disk(session) == {DEFAULT, scorecard(), indicator(), APRIL}


def test_that_closing_leaves_one_file(tmp_path):
    Session.open(tmp_path / "new.scorecard").close()
    assert [path.name for path in tmp_path.iterdir()] == ["new.scorecard"]


def test_that_a_step_is_in_the_book_before_it_is_on_the_disk(session, monkeypatch):
    go_on = threading.Event()
    write = Database.apply

    def slowly(self, *args) -> None:
        assert go_on.wait(10)
        write(self, *args)

    monkeypatch.setattr(Database, "apply", slowly)
    may = figure("2018-05", "80")
    future = session.submit(added(may))
    assert session.book.observation(IND, "2018-05") == may
    assert session.unsaved
    assert may not in on_disk(session)
    go_on.set()
    future.result(10)
    assert not session.unsaved
    assert may in on_disk(session)


def test_that_closing_waits_for_what_is_being_written(tmp_path):
    session = Session.open(tmp_path / "council.scorecard")
    session.submit(added(scorecard()))
    for n in range(20):
        session.submit(added(ScorecardPeriod(scorecard().id, f"20{n + 10}-04")))
    session.close()
    with Session.open(session.path, read_only=True) as reader:
        assert len(reader.book.all(ScorecardPeriod)) == 20


def test_that_undo_and_redo_go_through_the_steps_one_by_one(session):
    before = content(session)
    altered = replace(APRIL, value=Decimal(82))
    session.commit(step(Change(APRIL, altered), label="change of 1.1 Apr 2018"))
    session.commit(added(figure("2018-05", "80"), label="change of 1.1 May 2018"))
    after = content(session)
    assert (session.undo_label, session.redo_label) == ("change of 1.1 May 2018", "")
    session.undo()
    assert (session.undo_label, session.redo_label) == ("change of 1.1 Apr 2018", "change of 1.1 May 2018")
    made = session.undo()
    assert made is not None
    assert made.changes == (Change(altered, APRIL),)
    assert content(session) == on_disk(session) == before
    assert session.redo_label == "change of 1.1 Apr 2018"
    session.redo()
    session.redo()
    assert content(session) == on_disk(session) == after
    assert (session.undo_label, session.redo_label) == ("change of 1.1 May 2018", "")


def test_that_there_may_be_nothing_to_undo_or_redo(session):
    session.undo()
    assert session.undo() is None
    session.redo()
    assert session.redo() is None


def test_that_a_new_step_forgets_what_could_be_redone(session):
    session.commit(added(figure("2018-05", "80")))
    session.undo()
    session.commit(added(figure("2018-06", "80")))
    assert session.redo_label == ""
    assert session.redo() is None


def test_that_undo_is_part_of_history(session):
    session.commit(step(Change(APRIL, None), label="change of 1.1 Apr 2018"))
    session.undo()
    assert [entry.label for entry in session.history(APRIL)] == [
        "undo of change of 1.1 Apr 2018",
        "change of 1.1 Apr 2018",
        "first figures",
    ]


def test_that_a_step_of_no_changes_is_no_step(session):
    future = session.submit(ChangeSet("nothing", ()))
    assert future.done()
    assert session.undo_label == "first figures"


def test_that_a_conflict_changes_nothing(session):
    before = content(session)
    with pytest.raises(Conflict):
        session.commit(step(Change(None, figure("2018-05", "80")), Change(replace(APRIL, note="other"), None)))
    assert content(session) == on_disk(session) == before
    assert session.undo_label == "first figures"


def failing(monkeypatch, times: int) -> threading.Event:
    """The next writes fail as on a full disk, once the event is set."""
    go_on = threading.Event()
    write = Database.apply
    left = [times]

    def apply(self, *args) -> None:
        assert go_on.wait(10)
        if left[0]:
            left[0] -= 1
            raise Refusal("The disk is full.")
        write(self, *args)

    monkeypatch.setattr(Database, "apply", apply)
    return go_on


def test_that_a_step_that_cannot_be_written_is_out_of_the_book_again(session, monkeypatch):
    before = content(session)
    failing(monkeypatch, 1).set()
    with pytest.raises(Refusal, match="disk is full"):
        session.commit(added(figure("2018-05", "80"), label="lost"))
    assert content(session) == on_disk(session) == before
    assert (session.undo_label, session.redo_label) == ("first figures", "")
    session.commit(added(figure("2018-05", "80"), label="kept"))
    assert session.undo_label == "kept"
    assert content(session) == on_disk(session)


def test_that_steps_made_upon_one_that_cannot_be_written_are_taken_back_with_it(session, monkeypatch):
    before = content(session)
    go_on = failing(monkeypatch, 1)
    may = figure("2018-05", "80")
    futures: list[Future[None]] = [
        session.submit(added(may)),
        session.submit(step(Change(may, replace(may, value=Decimal(81))))),
        session.submit(added(figure("2018-06", "80"))),
    ]
    go_on.set()
    assert [str(future.exception(10)) for future in futures] == ["The disk is full."] * 3
    assert content(session) == on_disk(session) == before
    assert session.undo_label == "first figures"
    assert not session.unsaved


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_that_an_undo_or_redo_that_cannot_be_written_can_be_asked_for_again(session, monkeypatch, verb):
    session.commit(added(figure("2018-05", "80"), label="a figure"))
    if verb == "redo":
        session.undo()
    before, labels = content(session), (session.undo_label, session.redo_label)
    failing(monkeypatch, 1).set()
    with pytest.raises(Refusal, match="disk is full"):
        getattr(session, verb)()
    assert content(session) == on_disk(session) == before
    assert (session.undo_label, session.redo_label) == labels
    assert getattr(session, verb)() is not None
    assert content(session) == on_disk(session) != before


def test_that_a_failed_step_gives_back_what_could_be_redone(session, monkeypatch):
    session.commit(added(figure("2018-05", "80"), label="a figure"))
    session.undo()
    failing(monkeypatch, 1).set()
    with pytest.raises(Refusal):
        session.commit(added(figure("2018-06", "80")))
    assert session.redo_label == "a figure"


def test_that_what_refers_to_nothing_is_taken_back(session):
    before = content(session)
    future = session.submit(added(ScorecardPeriod("no such scorecard", "2018-04")))
    assert future.exception(10) is not None
    assert content(session) == on_disk(session) == before


def test_that_a_second_writer_is_told_who_holds_the_store(session):
    with pytest.raises(Held, match="held by Pat"):
        Session.open(session.path, who="Sam")


def test_that_a_reader_beside_a_writer_is_told_who_holds_the_store_and_changes_nothing(session, tmp_path):
    with Session.open(session.path, read_only=True) as reader:
        assert reader.read_only
        assert reader.held_by.startswith("Pat on ")
        assert content(reader) == content(session)
        before = tree(tmp_path)
        for change in (reader.commit, reader.submit):
            with pytest.raises(Refusal, match="held by Pat"):
                change(added(figure("2018-05", "80")))
        assert content(reader) == content(session)
        assert tree(tmp_path) == before
        assert [entry.who for entry in reader.history(APRIL)] == ["Pat"]


def test_that_a_reader_of_a_store_that_nobody_holds_says_so(session):
    session.close()
    with Session.open(session.path, read_only=True) as reader:
        assert reader.held_by == ""
        with pytest.raises(Refusal, match="only to be read"):
            reader.submit(ChangeSet("nothing", ()))


def test_that_a_closed_session_refuses(session):
    session.close()
    session.close()
    with pytest.raises(Refusal, match="closed"):
        session.commit(added(figure("2018-05", "80")))
    with pytest.raises(Refusal, match="closed"):
        session.history(APRIL)


def test_that_a_store_is_free_again_after_a_refused_opening(tmp_path):
    place = tmp_path / "council.scorecard"
    place.write_text("Ref,Indicator\n")
    before = tree(tmp_path)
    with pytest.raises(Refusal, match="not a scorecard file"):
        Session.open(place)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("read_only", [True, False])
def test_that_a_store_in_a_folder_that_is_not_there_is_refused(tmp_path, read_only):
    with pytest.raises(Refusal, match="There is no"):
        Session.open(tmp_path / "nowhere" / "council.scorecard", read_only=read_only)
    assert list(tmp_path.iterdir()) == []


def test_that_a_missing_store_is_not_made_for_one_who_only_reads(tmp_path):
    with pytest.raises(Refusal, match="no scorecard file"):
        Session.open(tmp_path / "council.scorecard", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_that_a_backup_of_an_open_session_can_be_opened(session, tmp_path):
    session.backup(tmp_path / "copy.scorecard")
    with Session.open(tmp_path / "copy.scorecard") as copy:
        assert content(copy) == content(session)


def test_that_history_and_undo_agree_with_the_book_whatever_is_done():
    from hypothesis import given, settings
    from hypothesis import strategies as st

    acts = st.lists(
        st.one_of(
            st.just("undo"), st.just("redo"), st.tuples(st.integers(1, 3), st.one_of(st.none(), st.integers(0, 5)))
        ),
        max_size=12,
    )

    @settings(max_examples=15, deadline=None)
    @given(acts)
    def all_agree(doing) -> None:
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder, Session.open(Path(folder) / "a.scorecard") as session:
            session.commit(added(scorecard(), indicator()))
            past, future = [content(session)], []
            for act in doing:
                if act == "undo":
                    if len(past) > 1:
                        session.undo()
                        future.append(past.pop())
                elif act == "redo":
                    if future:
                        session.redo()
                        past.append(future.pop())
                else:
                    month, value = act
                    before = session.book.observation(IND, f"2018-0{month}")
                    after = None if value is None else figure(f"2018-0{month}", str(value))
                    if before != after:
                        session.commit(step(Change(before, after)))
                        past.append(content(session))
                        future.clear()
                assert content(session) == past[-1]
            assert on_disk(session) == past[-1]

    all_agree()


def test_that_undo_keeps_no_more_steps_than_are_ever_wanted(session, monkeypatch):
    monkeypatch.setattr("scorecard_desktop.services.session.MOST_UNDONE", 3)
    for month in range(5, 10):
        session.commit(added(figure(f"2018-{month:02}", "80"), label=f"step {month}"))
    labels = []
    while session.undo_label:
        labels.append(session.undo_label)
        session.undo()
    assert labels == ["step 9", "step 8", "step 7"]

"""Old and new versions of the schema, and files that are no store: refused plainly and left exactly as they were."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.budget import BudgetLine
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.pack_text import PackText
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.risk import RiskBudgetLine, RiskNote, RiskReview, RiskTask
from scorecard_desktop.domain.template import PackTemplate, TemplateItem
from scorecard_desktop.store.backup_names import folder_of
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.migrations import MIGRATIONS, Migration
from scorecard_desktop.store.shape import APPLICATION_ID
from support.files import tree
from support.records import one_of_each

KEPT = Path(__file__).parent / "files"
SINCE: dict[type[Record], int] = {
    Return: 2,
    Profile: 2,
    Recommendation: 3,
    RecommendationReview: 3,
    Publication: 6,
    RiskTask: 7,
    RiskNote: 7,
    RiskBudgetLine: 7,
    Programme: 7,
    Highlight: 7,
    Milestone: 7,
    ProgrammeMeasure: 7,
    Meeting: 7,
    AgendaItem: 7,
    MeetingAction: 7,
    PackTemplate: 10,
    TemplateItem: 10,
    PackText: 10,
}
"""The version in which a type of record came, where that is not the first."""

VERSIONS = range(1, len(MIGRATIONS) + 1)


@pytest.fixture
def old(tmp_path) -> Path:
    """A copy of the kept file of version 1, in a folder of its own."""
    return Path(shutil.copy(KEPT / "v1.scorecard", tmp_path / "council.scorecard"))


def of_version(version: int) -> set[Record]:
    """What the kept file of a version holds: the records that it knew, without the fields that came later."""
    known = [r for r in one_of_each() if SINCE.get(type(r), 1) <= version and (version >= 5 or not _of_forecast(r))]
    return {_as_of(record, version) for record in known}


def _of_forecast(record: Record) -> bool:
    return isinstance(record, Override) and record.rating is RatingOf.FORECAST


def _as_of(record: Record, version: int) -> Record:
    if isinstance(record, Observation) and version < 2:
        return replace(record, sheet_movement=None, sheet_merit=None)
    if isinstance(record, Indicator) and version < 5:
        return replace(record, starts=None, ends=None)
    if isinstance(record, Profile) and version < 4:
        return replace(record, benchmarks=())
    if isinstance(record, RiskReview) and version < 9:
        return replace(record, reason="")
    if isinstance(record, Publication) and version < 10:
        return replace(record, number=1, public=True, registers="", disclosed="")
    if isinstance(record, Publication) and version < 11:
        return replace(record, disclosed="")
    if isinstance(record, BudgetLine) and version < 8:
        return replace(record, rag=Rag.NONE)
    return record


@pytest.fixture
def current(tmp_path) -> Path:
    """A copy of the kept file of the newest version, in a folder of its own."""
    return Path(shutil.copy(KEPT / f"v{len(MIGRATIONS)}.scorecard", tmp_path / "council.scorecard"))


def of_version_1() -> set[Record]:
    """What the kept file of version 1 holds."""
    return of_version(1)


def test_that_an_override_of_a_forecast_becomes_the_forecasts_own_with_its_history(tmp_path):
    place = Path(shutil.copy(KEPT / "v3.scorecard", tmp_path))
    figure = (
        "INSERT INTO observation (indicator, period, area, value, flags, note, expected) VALUES (?, ?, '', ?, ?, '', 1)"
    )
    kept = {"2016-17": '["f"]', "2017-18": "[]", "2018-05": '["f"]', "2011-12 FY": '["f", "p"]'}
    with closing(sqlite3.connect(place)) as connection:
        for period, flags in kept.items():
            connection.execute(figure, ("vital/5.4", period, "80", flags))
            row = ("vital/5.4", period, "red", "A school closes.", "Pat")
            connection.execute("INSERT INTO override (indicator, period, rag, reason, who) VALUES (?, ?, ?, ?, ?)", row)
            record = json.dumps(dict(zip(("indicator", "period", "rag", "reason", "who"), row, strict=True)))
            key = json.dumps(["vital/5.4", period])
            connection.execute(
                "INSERT INTO history (step, record_kind, record_key, before, after) VALUES (1, 'override', ?, NULL, ?)",
                (key, record),
            )
        connection.commit()
    with closing(Database.open(place)) as database:
        found = {o.period: o for o in database.load().all(Override)}
        of = {period: override.rating for period, override in found.items() if period in kept}
        assert of == {
            "2016-17": RatingOf.FORECAST,
            "2017-18": RatingOf.CURRENT,
            "2018-05": RatingOf.CURRENT,
            "2011-12 FY": RatingOf.FORECAST,
        }
        for period in kept:
            (entry,) = database.history(found[period])
            assert entry.change.after == found[period]


def note_added(execute) -> None:
    execute("ALTER TABLE risk ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")


TOMORROW = (*MIGRATIONS, Migration("a column for the next version", note_added))


@pytest.mark.parametrize("version", VERSIONS)
def test_that_the_kept_file_of_every_version_opens_with_all_that_it_held(tmp_path, version):
    place = Path(shutil.copy(KEPT / f"v{version}.scorecard", tmp_path))
    with closing(Database.open(place)) as database:
        book = database.load()
        known = [each for each in RECORD_TYPES if SINCE.get(each, 1) <= version]
        assert all(book.all(record_type) for record_type in known)
        assert set(book.records()) == of_version(version)
        figure = next(r for r in one_of_each() if isinstance(r, Observation))
        labels = [(entry.label, entry.who) for entry in database.history(figure)]
    assert labels == [
        ("undo of change of 5.4 Apr 2018", "Sam"),
        ("change of 5.4 Apr 2018", "Pat"),
        ("first figures", "Pat"),
    ]


def test_that_there_is_a_kept_file_of_every_version():
    assert sorted(path.name for path in KEPT.glob("*.scorecard")) == sorted(f"v{v}.scorecard" for v in VERSIONS)


def test_that_an_older_file_is_backed_up_first_and_brought_up_to_date(old):
    before = old.read_bytes()
    Database.open(old, TOMORROW).close()
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(TOMORROW),)
        assert connection.execute("SELECT mood FROM risk").fetchall() == [("calm",)]
    (backup,) = (path for path in folder_of(old).iterdir())
    assert backup.stem.endswith(" before version 2")
    with closing(Database.open(backup)) as copy:
        assert set(copy.load().records()) == of_version_1()
    assert before != old.read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE no_such_table ADD COLUMN mood TEXT",
        "DELETE FROM indicator",  # leaves figures of no indicator
    ],
)
def test_that_a_migration_that_fails_leaves_the_file_at_its_version(old, statement):
    def broken(execute) -> None:
        note_added(execute)
        execute(statement)

    before = old.read_bytes()
    with pytest.raises((sqlite3.OperationalError, RuntimeError)):
        Database.open(old, (*MIGRATIONS, Migration("broken", broken)))
    assert old.read_bytes() == before
    Database.open(old).close()


def test_that_an_older_file_is_read_as_it_would_be_now_and_left_as_it_is(old):
    before = tree(old.parent)
    with closing(Database.open_to_read(old, TOMORROW)) as database:
        assert set(database.load().records()) == of_version_1()
        assert database.history(next(r for r in one_of_each() if isinstance(r, Observation)))
    assert tree(old.parent) == before


def refused(path: Path, what: str) -> None:
    """Both ways of opening refuse, in one plain line, and nothing in the folder is touched."""
    before = tree(path.parent)
    for open_it in (Database.open, Database.open_to_read):
        with pytest.raises(Refusal, match=what) as caught:
            open_it(path)
        assert "\n" not in caught.value.message
        assert path.name in caught.value.message
    assert tree(path.parent) == before


def test_that_a_file_of_a_newer_version_is_refused_and_untouched(old):
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE meta SET value = '9.1' WHERE name = 'written by'")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.commit()
    refused(old, r"newer Scorecard Desktop \(9\.1\)")


def test_that_a_newer_file_that_says_nothing_of_its_program_is_refused_too(old):
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("DROP TABLE meta")
        connection.execute("PRAGMA user_version = 4000")
        connection.commit()
    refused(old, "newer Scorecard Desktop. Install")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"Ref,Indicator,Apr 18\n5.4,Plans,81.7\n", "not a scorecard file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "looks like a PDF"),
        (b"PK\x03\x04\x14\x00", "looks like a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "looks like a workbook"),
        (b"SQLite format 3\x00", "damaged"),
        (b"SQLite format 3\x00" + bytes(84), "another program"),
    ],
)
def test_that_a_file_that_is_no_store_is_refused_and_untouched(tmp_path, content, what):
    place = tmp_path / "council.scorecard"
    place.write_bytes(content)
    refused(place, what)


def test_that_another_program_s_database_is_refused_and_untouched(tmp_path):
    place = tmp_path / "bookmarks.sqlite"
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE observation (id INTEGER)")
        connection.commit()
    refused(place, "another program")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_that_a_store_that_is_cut_short_is_refused_and_untouched(old, share):
    old.write_bytes(old.read_bytes()[: int(old.stat().st_size * share)])
    refused(old, "damaged")


def test_that_a_store_whose_pages_are_overwritten_is_refused_and_untouched(old):
    content = bytearray(old.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    old.write_bytes(content)
    refused(old, "damaged")


def test_that_a_store_with_something_planted_in_it_is_refused(old):
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON risk BEGIN DELETE FROM risk; END")
        connection.commit()
    refused(old, "does not make")


def test_that_a_folder_is_refused(tmp_path):
    (tmp_path / "figures").mkdir()
    refused(tmp_path / "figures", "is a folder")


def test_that_a_missing_store_is_refused(tmp_path):
    refused(tmp_path / "council.scorecard", "There is no scorecard file")


@pytest.mark.parametrize("open_it", [Database.open, Database.open_to_read])
def test_that_a_change_that_was_cut_off_half_way_is_taken_back(current, tmp_path, open_it):
    """What a kill leaves: pages of the change, the first of them ahead of the file's end, and the journal."""
    left = tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(current, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 5")
        connection.execute("BEGIN")
        connection.execute("PRAGMA user_version = 900")
        for number in range(2000):
            connection.execute("INSERT INTO setting VALUES ('council', '', ?, 'half')", (f"{number:01000}",))
        for path in (current, current.with_name(f"{current.name}-journal")):
            shutil.copy(path, left)
        connection.execute("ROLLBACK")
    place = left / current.name
    content = bytearray(place.read_bytes())
    content[28:32] = (10**6).to_bytes(4, "big")  # how many pages there would have been
    place.write_bytes(content)
    with closing(open_it(place)) as database:
        assert set(database.load().records()) == set(one_of_each())
    assert [path.name for path in left.iterdir()] == [current.name]


def test_that_a_half_made_database_with_our_mark_is_refused(tmp_path):
    place = tmp_path / "council.scorecard"
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    refused(place, "damaged")

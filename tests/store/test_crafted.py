"""Stores that somebody made to harm: none runs anything, and each is refused in one plain line and left as it is."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.connecting import connect, guard
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.troubles import Damaged
from support.files import tree
from support.records import one_of_each

PLANTED = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON risk BEGIN DELETE FROM risk; END",
    "a view": "CREATE VIEW v AS SELECT * FROM risk",
    "a table": "CREATE TABLE more (id INTEGER)",
    "a virtual table": "CREATE VIRTUAL TABLE v USING fts5(words)",
    "an index": "CREATE INDEX i ON risk (id)",
    "an index that counts": "CREATE INDEX i ON risk (length(id))",
    "a column": "ALTER TABLE risk ADD COLUMN more TEXT",
    "a column that is worked out": "ALTER TABLE risk ADD COLUMN more TEXT AS (hex(id))",
}
SPOILT = {
    "a word that is none": "UPDATE indicator SET polarity = 'sideways'",
    "a number that is none": "UPDATE observation SET value = 'much'",
    "a number without end": "UPDATE observation SET value = 'Infinity'",
    "a number that is said to be none": "UPDATE benchmark SET value = 'NaN'",
    "a day that is none": "UPDATE risk_review SET reviewed = 'yesterday'",
    "a part that is none": "UPDATE commentary SET part = 'spring'",
    "a period that is none": "UPDATE commentary SET period = '[]'",
}


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "council.scorecard"
    Database.create(path, ChangeSet("all", tuple(Change(None, one) for one in one_of_each())), "Pat").close()
    return path


def spoil(path, statement):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
    return path.read_bytes()


@pytest.mark.parametrize("statement", PLANTED.values(), ids=PLANTED)
@pytest.mark.parametrize("open_it", [Database.open, Database.open_to_read])
def test_that_a_store_with_a_part_that_is_not_ours_is_refused_and_left(store, open_it, statement):
    before = spoil(store, statement)
    with pytest.raises(Refusal, match="does not make"):
        open_it(store)
    assert store.read_bytes() == before


def test_that_a_store_without_a_table_is_damaged(store):
    spoil(store, "DROP TABLE risk_task")
    with pytest.raises(Damaged):
        Database.open(store)


def test_that_a_table_that_was_made_anew_without_its_rules_is_refused(store):
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'setting'")
    with pytest.raises(Refusal, match="does not make"):
        Database.open(store)


@pytest.mark.parametrize("statement", SPOILT.values(), ids=SPOILT)
def test_that_a_value_that_no_store_holds_is_damage_and_no_fault_of_ours(store, statement):
    spoil(store, statement)
    with closing(Database.open(store)) as database, pytest.raises(Damaged):
        database.load()


@pytest.mark.parametrize("content", [b"", bytes(4096), bytes(50)], ids=["empty", "zeros", "a few zeros"])
def test_that_what_a_power_cut_leaves_of_a_file_is_damage(store, content):
    store.write_bytes(content)
    with pytest.raises(Damaged):
        Database.open(store)


def test_that_a_connection_attaches_nothing_loads_nothing_and_takes_no_more_than_it_needs(store):
    with closing(connect(store, "ro")) as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert connection.execute("PRAGMA cell_size_check").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("ATTACH ':memory:' AS other")
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT load_extension('harm')")
        with pytest.raises(sqlite3.Error):
            connection.execute("SELECT zeroblob(600000000)")


def test_that_a_connection_is_defensive_where_python_can_say_so():
    asked = []

    class Connection(sqlite3.Connection):
        def setconfig(self, option, enable=True):
            asked.append((option, enable))

    names = ("DEFENSIVE", "ENABLE_TRIGGER", "ENABLE_VIEW")
    if not hasattr(sqlite3.Connection, "setconfig"):
        pytest.skip("this Python cannot")
    with closing(Connection(":memory:")) as connection:
        guard(connection)
    assert asked == [(getattr(sqlite3, f"SQLITE_DBCONFIG_{name}"), name == "DEFENSIVE") for name in names]


OF_VERSION_1 = Path(__file__).parent / "files" / "v1.scorecard"


@pytest.fixture
def old(tmp_path):
    return Path(shutil.copy(OF_VERSION_1, tmp_path / "old.scorecard"))


def both_refuse(path):
    before = tree(path.parent)
    for open_it in (Database.open, Database.open_to_read):
        with pytest.raises(Damaged):
            open_it(path)
    assert tree(path.parent) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM indicator",  # leaves figures of no indicator
        "UPDATE history SET after = '{' WHERE after IS NOT NULL",
        "UPDATE history SET record_kind = 'override', after = '[]' WHERE after IS NOT NULL",
        "UPDATE history SET after = CAST(x'ff' AS TEXT)",
        "UPDATE history SET after = '4.5' WHERE after IS NOT NULL",
    ],
)
def test_that_an_older_store_whose_content_no_migration_understands_is_damaged_and_left(old, statement):
    spoil(old, statement)
    before = tree(old.parent)
    for open_it in (Database.open, Database.open_to_read):
        try:
            with closing(open_it(old)) as database, pytest.raises(Damaged):
                database.at(datetime.min.replace(tzinfo=UTC))
        except Damaged:
            assert {name: one for name, one in tree(old.parent).items() if name in before} == before


def test_that_a_store_whose_records_refer_to_nothing_is_damaged(store):
    spoil(store, "DELETE FROM indicator")
    both_refuse(store)


def test_that_a_store_whose_index_misses_a_row_is_damaged(store):
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'history_of_record'").fetchone()[0]
        connection.execute(
            "UPDATE sqlite_schema SET sql = ? WHERE name = 'history_of_record'", (f"{sql} WHERE id < 0",)
        )
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("UPDATE history SET record_kind = 'other' WHERE id = 1")  # the index is not told
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'history_of_record'", (sql,))
    both_refuse(store)


@pytest.mark.parametrize(("place", "value"), [(56, 2), (56, 3), (56, 0x80000000), (44, 9)])
def test_that_a_header_that_no_store_of_ours_has_is_damage(store, place, value):
    content = bytearray(store.read_bytes())
    content[place : place + 4] = value.to_bytes(4, "big")
    store.write_bytes(content)
    both_refuse(store)


def test_that_a_store_that_another_program_set_to_a_write_ahead_log_is_set_back_only_where_it_is_whole(store, old):
    for path in (store, old):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    Database.open(store).close()
    assert store.read_bytes()[18:20] == b"\x01\x01"
    spoil(old, "DELETE FROM indicator")
    before = old.read_bytes()
    with pytest.raises(Damaged):
        Database.open(old)
    assert old.read_bytes() == before

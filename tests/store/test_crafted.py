"""Stores that somebody made to harm: none runs anything, and each is refused in one plain line and left as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.connecting import connect, guard
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.troubles import Damaged
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
    "a day that is none": "UPDATE risk_review SET reviewed = 'yesterday'",
    "a part that is none": "UPDATE commentary SET part = 'spring'",
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

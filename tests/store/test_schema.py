"""The tables: what the migrations make is what the program says that there is."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.change import Change
from scorecard_desktop.store import reading, rows
from scorecard_desktop.store.migrations import MIGRATIONS, run
from scorecard_desktop.store.schema import TABLES, metadata
from scorecard_desktop.store.shape import APPLICATION_ID, KEY_COLUMNS
from support.records import any_record, one_of_each


def made_by_migrations() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    run(connection, 0, MIGRATIONS)
    return connection


def made_by_schema() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    metadata.create_all(create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool))
    return connection


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Every table as the inspector sees it: columns, keys, references, uniqueness, indexes."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    seen = inspect(engine)
    found: dict[str, object] = {}
    for table in seen.get_table_names():
        # by name: a column that a later version added stands last in a file that it was added to
        columns = sorted(
            (c["name"], str(c["type"]), c["nullable"], c.get("primary_key")) for c in seen.get_columns(table)
        )
        references = sorted(
            (f["constrained_columns"], f["referred_table"], f["referred_columns"], f["options"].get("initially"))
            for f in seen.get_foreign_keys(table)
        )
        unique = sorted(u["column_names"] for u in seen.get_unique_constraints(table))
        indexes = sorted((str(i["name"]), i["column_names"]) for i in seen.get_indexes(table))
        found[table] = (columns, references, unique, indexes)
    return found


def test_that_the_migrations_make_the_tables_that_the_program_reads_and_writes():
    with closing(made_by_migrations()) as migrated, closing(made_by_schema()) as described:
        assert shape(migrated) == shape(described)


def test_that_every_table_holds_its_columns_to_their_types():
    with closing(made_by_migrations()) as connection:
        loose = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND NOT strict AND name NOT LIKE 'sqlite%'"
        ).fetchall()
    assert loose == []


def test_that_a_store_says_that_it_is_ours_and_which_version():
    with closing(made_by_migrations()) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_that_every_type_of_record_has_a_table():
    assert set(TABLES) == set(KEY_COLUMNS) == set(RECORD_TYPES)


@pytest.mark.parametrize("record", one_of_each(), ids=lambda r: r.record_kind)
def test_that_a_table_s_key_is_the_record_s_key(record):
    with closing(made_by_schema()) as driver:
        engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
        with engine.connect() as connection:
            rows.write(connection, [Change(None, record)])
            table = TABLES[type(record)]
            kept = connection.execute(table.select()).mappings().one()
            assert tuple(kept[name] for name in KEY_COLUMNS[type(record)]) == record.key


@given(any_record())
def test_that_any_record_comes_back_from_its_table(record):
    with closing(made_by_migrations()) as driver:
        driver.execute("PRAGMA foreign_keys = OFF")
        engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
        with engine.connect() as connection:
            rows.write(connection, [Change(None, record)])
            assert rows.find(connection, type(record), record.key) == record
            assert reading.read_all(driver, type(record)) == [record]
            rows.write(connection, [Change(record, None)])
            assert reading.read_all(driver, type(record)) == []

"""The tables: what the migrations make is what the program says that there is."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.store import reading, rows
from scorecard_desktop.store.genuine import FINGERPRINTS, fingerprint, schema_of
from scorecard_desktop.store.migrations import MIGRATIONS, run
from scorecard_desktop.store.shape import APPLICATION_ID, KEY_COLUMNS, REFERS_TO, table_name
from support.records import any_record, one_of_each

# the tables that hold no records: name, type, may be empty, place in the key
OTHERS = {
    "step": {
        ("id", "INTEGER", False, 1),
        ("made", "TEXT", False, 0),
        ("who", "TEXT", False, 0),
        ("label", "TEXT", False, 0),
        ("why", "TEXT", False, 0),
    },
    "history": {
        ("id", "INTEGER", False, 1),
        ("step", "INTEGER", False, 0),
        ("record_kind", "TEXT", False, 0),
        ("record_key", "TEXT", False, 0),
        ("before", "TEXT", True, 0),
        ("after", "TEXT", True, 0),
    },
    "meta": {("name", "TEXT", False, 1), ("value", "TEXT", False, 0)},
    "kept_file": {("hash", "TEXT", False, 1), ("content", "BLOB", False, 0)},
}


@pytest.fixture(scope="module")
def migrated():
    with closing(made_by_migrations()) as connection:
        yield connection


def made_by_migrations() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    run(connection, 0, MIGRATIONS)
    return connection


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def columns(connection: sqlite3.Connection, table: str) -> set[tuple[str, str, bool, int]]:
    """Those of a table that are written: name, type, may be empty, place in the key."""
    found = connection.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,))
    return {(name, kind, not filled, place) for name, kind, filled, place in found}


def references(connection: sqlite3.Connection, table: str) -> set[tuple[tuple[str, ...], str, tuple[str, ...], str]]:
    """What rows of a table refer to: their own columns, whose, which of its columns, and what goes with it unsaid."""
    found: dict[int, list[tuple[str, str, str, str]]] = {}
    listed = connection.execute(
        'SELECT id, "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq', (table,)
    )
    for number, *reference in listed:
        found.setdefault(number, []).append(tuple(reference))
    return {
        (tuple(own for _, own, _, _ in parts), parts[0][0], tuple(other for _, _, other, _ in parts), parts[0][3])
        for parts in found.values()
    }


def indexes(connection: sqlite3.Connection, table: str, origin: str) -> set[tuple[str, ...]]:
    """The columns of each index of a table that comes of a statement (c), of uniqueness (u) or of the key (pk)."""
    named = connection.execute("SELECT name FROM pragma_index_list(?) WHERE origin = ?", (table, origin)).fetchall()
    found = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
    return {tuple(column for (column,) in connection.execute(found, name)) for name in named}


def test_that_the_migrations_make_the_tables_that_the_program_reads_and_writes(migrated):
    assert tables(migrated) == {*OTHERS, *map(table_name, RECORD_TYPES)}


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.record_kind)
def test_that_a_table_holds_the_fields_of_its_record(migrated, kind):
    keys = () if kind is Finding else KEY_COLUMNS[kind]
    expected = {
        (
            column.name,
            "INTEGER" if column.whole_number else "TEXT",
            column.nullable,
            keys.index(column.name) + 1 if column.name in keys else 0,
        )
        for column in codec(kind).columns
    }
    assert columns(migrated, table_name(kind)) == expected


@pytest.mark.parametrize("table", OTHERS)
def test_that_a_table_of_the_store_s_own_is_as_it_is_written_to(migrated, table):
    assert columns(migrated, table) == OTHERS[table]


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.record_kind)
def test_that_a_record_refers_to_what_it_cannot_be_without_and_takes_nothing_with_it(migrated, kind):
    expected = {(own, table_name(of), KEY_COLUMNS[of], "NO ACTION") for own, of in REFERS_TO.get(kind, ())}
    assert references(migrated, table_name(kind)) == expected


def test_that_the_changes_of_a_step_may_come_in_any_order(migrated):
    """References between records are looked at when a step ends. SQLite tells that only by the statement."""
    statements = migrated.execute("SELECT name, sql FROM sqlite_schema WHERE sql LIKE '%REFERENCES%'").fetchall()
    told = {name: (sql.count("REFERENCES"), sql.count("DEFERRABLE INITIALLY DEFERRED")) for name, sql in statements}
    assert told == {"history": (1, 0)} | {table_name(kind): (len(of), len(of)) for kind, of in REFERS_TO.items()}


def test_that_the_history_of_a_record_and_of_a_step_are_found_by_an_index(migrated):
    assert references(migrated, "history") == {(("step",), "step", ("id",), "NO ACTION")}
    assert indexes(migrated, "history", "c") == {("record_kind", "record_key"), ("step",)}
    assert [table for table in tables(migrated) - {"history"} if indexes(migrated, table, "c")] == []


def test_that_a_finding_is_the_same_when_it_is_found_again_about_the_same_thing(migrated):
    unique = {table: indexes(migrated, table, "u") for table in tables(migrated)}
    assert {table: of for table, of in unique.items() if of} == {"finding": {KEY_COLUMNS[Finding]}}
    (made,) = migrated.execute("SELECT sql FROM sqlite_schema WHERE name = 'finding'").fetchone()
    assert "about TEXT GENERATED ALWAYS AS (CASE indicator WHEN '' THEN subject ELSE indicator END) STORED" in made


def test_that_every_table_holds_its_columns_to_their_types(migrated):
    loose = migrated.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND NOT strict AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    assert loose == []


def test_that_a_store_says_that_it_is_ours_and_which_version(migrated):
    assert migrated.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert migrated.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_that_the_schema_of_every_version_is_known_by_its_fingerprint():
    """What `refuse_what_is_not_ours` believes without making it anew. A new migration adds its own."""
    made = {}
    for version in range(1, len(MIGRATIONS) + 1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            run(connection, 0, MIGRATIONS[:version])
            made[version] = fingerprint(schema_of(connection))
    assert made == FINGERPRINTS


def test_that_every_type_of_record_has_a_key():
    assert set(KEY_COLUMNS) == set(RECORD_TYPES)


@pytest.mark.parametrize("record", one_of_each(), ids=lambda r: r.record_kind)
def test_that_a_table_s_key_is_the_record_s_key(record):
    names = ", ".join(f'"{name}"' for name in KEY_COLUMNS[type(record)])
    with closing(made_by_migrations()) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        rows.write(connection, [Change(None, record)])
        kept = connection.execute(f'SELECT {names} FROM "{table_name(type(record))}"').fetchall()
    assert kept == [record.key]


@given(any_record())
def test_that_any_record_comes_back_from_its_table(record):
    with closing(made_by_migrations()) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        rows.write(connection, [Change(None, record)])
        assert rows.find(connection, type(record), record.key) == record
        assert reading.read_all(connection, type(record)) == [record]
        rows.write(connection, [Change(record, None)])
        assert reading.read_all(connection, type(record)) == []

"""A large store, 2,000 indicators of 60 months: how long it takes to read into a book, and to keep one change.

Reading is told as a ratio to fetching the same rows by Python's own sqlite3 and doing nothing with them; a change as
a ratio to SQLite's smallest durable transaction on the same disk. ``--short`` makes a store of a tenth of it.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import month
from scorecard_desktop.services.session import Session
from scorecard_desktop.store.database import Database
from support.small_book import cell, indicator, scorecard

INDICATORS, MONTHS = 2000, 60
CHANGES = 200


def fill(place: Path, count: int) -> None:
    """A store with every figure different and each from a cell."""
    indicators = [indicator(ident=f"vital/{n}") for n in range(count)]
    periods = [month(2014 + n // 12, n % 12 + 1).code for n in range(MONTHS)]
    figures = [
        Observation(one.id, period, value=Decimal(n * MONTHS + m) / 100, source=cell(f"A{n}", "81.7%", "0.0%"))
        for n, one in enumerate(indicators)
        for m, period in enumerate(periods)
    ]
    records: list[Record] = [scorecard(), *indicators, *figures]
    with Session.open(place) as session:
        session.commit(ChangeSet("figures", tuple(Change(None, record) for record in records)))


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fetch(place: Path) -> None:
    """Every observation's row, by sqlite3 alone."""
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("SELECT * FROM observation").fetchall()


def read(place: Path) -> None:
    """The whole store into a book."""
    with closing(Database.open_to_read(place)) as database:
        database.load()


def changes(place: Path) -> list[float]:
    """The time of each of many one-figure steps, from asking to being on the disk."""
    with Session.open(place) as session:
        figures = session.book.all(Observation)[:CHANGES]
        steps = [ChangeSet("a figure", (Change(one, replace(one, value=Decimal(7))),)) for one in figures]
        return [seconds(lambda step=step: session.commit(step)) for step in steps]  # type: ignore[misc]


def plain_changes(folder: Path) -> list[float]:
    """The same number of one-row transactions of a plain SQLite file, as durable."""
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("CREATE TABLE t (n INTEGER)")
        return [seconds(lambda n=n: connection.execute("INSERT INTO t VALUES (?)", (n,))) for n in range(CHANGES)]  # type: ignore[misc]


def main() -> None:
    """Measure and print."""
    count = INDICATORS // 10 if "--short" in sys.argv[1:] else INDICATORS
    with tempfile.TemporaryDirectory() as made:
        place = Path(made) / "large.scorecard"
        print(f"{count * MONTHS:,} figures written in {seconds(lambda: fill(place, count)):.1f} s, ", end="")
        print(f"{place.stat().st_size / 1_048_576:.0f} MB with their history")
        fetched = min(seconds(lambda: fetch(place)) for _ in range(3))
        book = min(seconds(lambda: read(place)) for _ in range(3))
        print(
            f"opened and read into a book in {book:.2f} s: {book / fetched:.1f} × fetching the rows ({fetched:.2f} s)"
        )
        ours, plain = sorted(changes(place)), sorted(plain_changes(Path(made)))
        typical = statistics.median(ours)
        print(
            f"one change kept in {typical * 1000:.1f} ms (p99 {ours[int(len(ours) * 0.99)] * 1000:.1f} ms): "
            f"{typical / statistics.median(plain):.1f} × a plain transaction"
        )


if __name__ == "__main__":
    main()

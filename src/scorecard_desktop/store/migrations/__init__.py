"""The versions of the schema, each made from the one before by a file of its own that never changes again.

A migration imports nothing of the program: what it did to a file ten years ago it must still do. It is given
``execute`` and runs single statements; the transaction around them is the caller's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.store.migrations import (
    m0001_records_and_history,
    m0002_returns_and_arrows,
    m0003_recommendations,
    m0004_benchmark_choices,
    m0005_dates_and_overrides,
    m0006_publications,
    m0007_registers,
    m0008_ratings_of_budget_lines,
    m0009_reasons_of_risks,
    m0010_packs,
    m0011_public_packs,
)

Execute = Callable[..., "sqlite3.Cursor"]
"""Runs one statement with its parameters."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The step to one version: what it brings, and how."""

    info: str
    migrate: Callable[[Callable[..., Any]], None]


MIGRATIONS: Sequence[Migration] = (
    Migration(m0001_records_and_history.INFO, m0001_records_and_history.migrate),
    Migration(m0002_returns_and_arrows.INFO, m0002_returns_and_arrows.migrate),
    Migration(m0003_recommendations.INFO, m0003_recommendations.migrate),
    Migration(m0004_benchmark_choices.INFO, m0004_benchmark_choices.migrate),
    Migration(m0005_dates_and_overrides.INFO, m0005_dates_and_overrides.migrate),
    Migration(m0006_publications.INFO, m0006_publications.migrate),
    Migration(m0007_registers.INFO, m0007_registers.migrate),
    Migration(m0008_ratings_of_budget_lines.INFO, m0008_ratings_of_budget_lines.migrate),
    Migration(m0009_reasons_of_risks.INFO, m0009_reasons_of_risks.migrate),
    Migration(m0010_packs.INFO, m0010_packs.migrate),
    Migration(m0011_public_packs.INFO, m0011_public_packs.migrate),
)
"""Every step, in order: the first makes version 1 from nothing."""


def run(connection: sqlite3.Connection, version: int, migrations: Sequence[Migration]) -> None:
    """Take a store from ``version`` to the newest, wholly or not at all.

    Foreign keys are off meanwhile, because a table may have to be made anew under the ones that refer to it; they
    are checked before anything is final. Raises RuntimeError where one then refers to nothing.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number, migration in enumerate(migrations[version:], version + 1):
            migration.migrate(connection.execute)
            connection.execute(f"PRAGMA user_version = {number:d}")
        _check_references(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite takes it all back by itself where the disk is full or fails
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA foreign_keys = ON")


def _check_references(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration leaves {len(broken)} references to nothing, in {broken[0][0]} first")

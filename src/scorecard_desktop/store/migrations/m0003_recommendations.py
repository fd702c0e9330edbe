"""Version 3: recommendations of inspections and audits, and their reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Recommendations and their reviews"


def migrate(execute: Callable[..., Any]) -> None:
    """Make the tables of recommendations and of their reviews."""
    execute(
        """
        CREATE TABLE recommendation (
            id TEXT NOT NULL,
            body TEXT NOT NULL,
            "order" INTEGER NOT NULL,
            ref TEXT NOT NULL,
            text TEXT NOT NULL,
            source_file TEXT,
            source_file_hash TEXT,
            source_sheet TEXT,
            source_cell TEXT,
            source_text TEXT,
            source_number_format TEXT,
            PRIMARY KEY (id)
        ) STRICT
        """
    )
    execute(
        """
        CREATE TABLE recommendation_review (
            recommendation TEXT NOT NULL,
            reviewed TEXT NOT NULL,
            status TEXT NOT NULL,
            stated TEXT NOT NULL,
            evidence TEXT NOT NULL,
            monitored_through TEXT NOT NULL,
            supported_by TEXT NOT NULL,
            planned_actions TEXT NOT NULL,
            owner TEXT NOT NULL,
            due TEXT,
            source_file TEXT,
            source_file_hash TEXT,
            source_sheet TEXT,
            source_cell TEXT,
            source_text TEXT,
            source_number_format TEXT,
            PRIMARY KEY (recommendation, reviewed),
            FOREIGN KEY(recommendation) REFERENCES recommendation (id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT
        """
    )

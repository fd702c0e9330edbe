"""Version 2: returns of the services, remembered layouts, the travel that a sheet itself showed beside a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Returns of the services; remembered layouts; the arrows of a sheet"


def migrate(execute: Callable[..., Any]) -> None:
    """Make the tables of returns and layouts, and room for a sheet's own arrows."""
    execute(
        """
        CREATE TABLE "return" (
            service TEXT NOT NULL,
            period TEXT NOT NULL,
            due TEXT,
            issued TEXT,
            received TEXT,
            received_as TEXT NOT NULL,
            received_from TEXT NOT NULL,
            PRIMARY KEY (service, period)
        ) STRICT
        """
    )
    execute(
        """
        CREATE TABLE profile (
            name TEXT NOT NULL,
            file TEXT NOT NULL,
            tables TEXT NOT NULL,
            meanings TEXT NOT NULL,
            PRIMARY KEY (name)
        ) STRICT
        """
    )
    execute("ALTER TABLE observation ADD COLUMN sheet_movement TEXT")
    execute("ALTER TABLE observation ADD COLUMN sheet_merit TEXT")

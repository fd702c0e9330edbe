"""Version 2: which services owe which returns, when their forms went out and when the figures came back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Returns of the services"


def migrate(execute: Callable[..., Any]) -> None:
    """Make the table of returns."""
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

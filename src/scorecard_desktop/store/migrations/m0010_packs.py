"""Version 10: officers' own templates, the words of covering reports, and published packs kept whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Templates, covering reports and kept packs"

_STEPS = (
    """
    CREATE TABLE pack_template (
        id TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        title TEXT NOT NULL,
        purpose TEXT NOT NULL,
        PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE template_item (
        id TEXT NOT NULL,
        template TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        item_kind TEXT NOT NULL,
        item_scorecards TEXT NOT NULL,
        item_indicators TEXT NOT NULL,
        item_areas TEXT NOT NULL,
        item_grouping TEXT NOT NULL,
        item_appendix INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(template) REFERENCES pack_template (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE pack_text (
        meeting TEXT NOT NULL,
        part TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (meeting, part)
    ) STRICT
    """,
    "CREATE TABLE kept_file (hash TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (hash)) STRICT",
    "ALTER TABLE publication ADD COLUMN number INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE publication ADD COLUMN public INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE publication ADD COLUMN registers TEXT NOT NULL DEFAULT ''",
    """
    UPDATE publication SET number = (
        SELECT count(*) FROM publication AS other
        WHERE other.published < publication.published
           OR (other.published = publication.published AND other.id <= publication.id)
    )
    """,
)


def migrate(execute: Callable[..., Any]) -> None:
    """The packs that were published so far are numbered in their order; their files were not kept."""
    for step in _STEPS:
        execute(step)

"""Version 1: a table for each type of record, their history, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Records of every type, with their history"

_STATEMENTS = (
    "PRAGMA application_id = 0x53435244",
    """
    CREATE TABLE meta (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (name)
    ) STRICT
    """,
    """
    CREATE TABLE source_file (
        hash TEXT NOT NULL,
        name TEXT NOT NULL,
        imported TEXT NOT NULL,
        PRIMARY KEY (hash)
    ) STRICT
    """,
    """
    CREATE TABLE setting (
        scope TEXT NOT NULL,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (scope, owner, name)
    ) STRICT
    """,
    """
    CREATE TABLE scorecard (
        id TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        name TEXT NOT NULL,
        frequency TEXT NOT NULL,
        marking TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE scorecard_period (
        scorecard TEXT NOT NULL,
        period TEXT NOT NULL,
        heading TEXT NOT NULL,
        PRIMARY KEY (scorecard, period),
        FOREIGN KEY(scorecard) REFERENCES scorecard (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE indicator (
        id TEXT NOT NULL,
        scorecard TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        ref TEXT NOT NULL,
        name TEXT NOT NULL,
        section TEXT NOT NULL,
        unit TEXT NOT NULL,
        decimals INTEGER NOT NULL,
        polarity TEXT NOT NULL,
        frequency TEXT NOT NULL,
        service TEXT NOT NULL,
        measure TEXT NOT NULL,
        definition TEXT NOT NULL,
        importance TEXT NOT NULL,
        success TEXT NOT NULL,
        lead_officer TEXT NOT NULL,
        data_officer TEXT NOT NULL,
        priorities TEXT NOT NULL,
        affects_budget INTEGER NOT NULL,
        affects_risks TEXT NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (id),
        FOREIGN KEY(scorecard) REFERENCES scorecard (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE target (
        indicator TEXT NOT NULL,
        period TEXT NOT NULL,
        kind TEXT NOT NULL,
        low TEXT,
        high TEXT,
        text TEXT NOT NULL,
        version INTEGER NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (indicator, period),
        FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE tolerance (
        scope TEXT NOT NULL,
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        red TEXT,
        green TEXT,
        margin TEXT,
        floor TEXT,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (scope, owner)
    ) STRICT
    """,
    """
    CREATE TABLE benchmark (
        indicator TEXT NOT NULL,
        name TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        period TEXT NOT NULL,
        value TEXT,
        symbol TEXT,
        note TEXT NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (indicator, name, period),
        FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE observation (
        indicator TEXT NOT NULL,
        period TEXT NOT NULL,
        area TEXT NOT NULL,
        value TEXT,
        symbol TEXT,
        flags TEXT NOT NULL,
        numerator TEXT,
        denominator TEXT,
        note TEXT NOT NULL,
        expected INTEGER NOT NULL,
        sheet_rag TEXT,
        sheet_movement TEXT,
        sheet_merit TEXT,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (indicator, period, area),
        FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE override (
        indicator TEXT NOT NULL,
        period TEXT NOT NULL,
        rag TEXT NOT NULL,
        reason TEXT NOT NULL,
        who TEXT NOT NULL,
        PRIMARY KEY (indicator, period),
        FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE commentary (
        indicator TEXT NOT NULL,
        period TEXT NOT NULL,
        part TEXT NOT NULL,
        text TEXT NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (indicator, period, part),
        FOREIGN KEY(indicator) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE risk (
        id TEXT NOT NULL,
        register TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        number TEXT NOT NULL,
        entered TEXT,
        closed TEXT,
        closed_reason TEXT NOT NULL,
        PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE risk_review (
        risk TEXT NOT NULL,
        reviewed TEXT NOT NULL,
        title TEXT NOT NULL,
        description TEXT NOT NULL,
        owner TEXT NOT NULL,
        updated TEXT,
        original_likelihood INTEGER,
        original_impact INTEGER,
        original_stated INTEGER,
        current_likelihood INTEGER,
        current_impact INTEGER,
        current_stated INTEGER,
        target_likelihood INTEGER,
        target_impact INTEGER,
        target_stated INTEGER,
        target_date TEXT,
        prospects TEXT NOT NULL,
        mitigation TEXT NOT NULL,
        progress TEXT NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (risk, reviewed),
        FOREIGN KEY(risk) REFERENCES risk (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE budget_table (
        id TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        period TEXT NOT NULL,
        unit TEXT NOT NULL,
        decimals INTEGER NOT NULL,
        sign TEXT NOT NULL,
        columns TEXT NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE budget_line (
        "table" TEXT NOT NULL,
        line TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        number TEXT NOT NULL,
        description TEXT NOT NULL,
        role TEXT NOT NULL,
        "group" TEXT NOT NULL,
        reason TEXT NOT NULL,
        action TEXT NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY ("table", line),
        FOREIGN KEY("table") REFERENCES budget_table (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE budget_amount (
        "table" TEXT NOT NULL,
        line TEXT NOT NULL,
        "column" TEXT NOT NULL,
        amount TEXT NOT NULL,
        source_file TEXT,
        source_file_hash TEXT,
        source_sheet TEXT,
        source_cell TEXT,
        source_text TEXT,
        source_number_format TEXT,
        PRIMARY KEY ("table", line, "column"),
        FOREIGN KEY("table", line) REFERENCES budget_line ("table", line) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE finding (
        rule TEXT NOT NULL,
        severity TEXT NOT NULL,
        message TEXT NOT NULL,
        advice TEXT NOT NULL,
        indicator TEXT NOT NULL,
        period TEXT NOT NULL,
        subject TEXT NOT NULL,
        file TEXT NOT NULL,
        sheet TEXT NOT NULL,
        cell TEXT NOT NULL,
        about TEXT GENERATED ALWAYS AS (CASE indicator WHEN '' THEN subject ELSE indicator END) STORED,
        UNIQUE (rule, about, period, file, sheet, cell)
    ) STRICT
    """,
    """
    CREATE TABLE dismissal (
        finding TEXT NOT NULL,
        reason TEXT NOT NULL,
        who TEXT NOT NULL,
        "when" TEXT NOT NULL,
        PRIMARY KEY (finding)
    ) STRICT
    """,
    """
    CREATE TABLE step (
        id INTEGER NOT NULL,
        made TEXT NOT NULL,
        who TEXT NOT NULL,
        label TEXT NOT NULL,
        why TEXT NOT NULL,
        PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE history (
        id INTEGER NOT NULL,
        step INTEGER NOT NULL,
        record_kind TEXT NOT NULL,
        record_key TEXT NOT NULL,
        "before" TEXT,
        "after" TEXT,
        PRIMARY KEY (id),
        FOREIGN KEY(step) REFERENCES step (id)
    ) STRICT
    """,
    "CREATE INDEX history_of_record ON history (record_kind, record_key)",
    "CREATE INDEX history_of_step ON history (step)",
)


def migrate(execute: Callable[..., Any]) -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        execute(statement)

"""Version 7: a risk's tasks, notes and links; programmes and their reports; meetings and what is on their agendas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

INFO = "Risk tasks, programmes, meetings"

_TABLES = (
    """
    CREATE TABLE risk_task (
        id TEXT NOT NULL,
        risk TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        text TEXT NOT NULL,
        owner TEXT NOT NULL,
        due TEXT,
        progress TEXT NOT NULL,
        completed TEXT,
        PRIMARY KEY (id),
        FOREIGN KEY(risk) REFERENCES risk (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE risk_note (
        id TEXT NOT NULL,
        risk TEXT NOT NULL,
        dated TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(risk) REFERENCES risk (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE risk_budget_line (
        risk TEXT NOT NULL,
        budget_line TEXT NOT NULL,
        PRIMARY KEY (risk, budget_line),
        FOREIGN KEY(risk) REFERENCES risk (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE programme (
        id TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        name TEXT NOT NULL,
        sponsor TEXT NOT NULL,
        manager TEXT NOT NULL,
        purpose TEXT NOT NULL,
        closed TEXT,
        PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE highlight (
        programme TEXT NOT NULL,
        reported TEXT NOT NULL,
        status TEXT NOT NULL,
        trend TEXT NOT NULL,
        achievements TEXT NOT NULL,
        slippage TEXT NOT NULL,
        next_actions TEXT NOT NULL,
        risks TEXT NOT NULL,
        variances TEXT NOT NULL,
        decisions TEXT NOT NULL,
        PRIMARY KEY (programme, reported),
        FOREIGN KEY(programme) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE milestone (
        id TEXT NOT NULL,
        programme TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        text TEXT NOT NULL,
        planned TEXT,
        forecast TEXT,
        completed TEXT,
        progress TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(programme) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE programme_measure (
        programme TEXT NOT NULL,
        measure TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        PRIMARY KEY (programme, measure),
        FOREIGN KEY(programme) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE meeting (
        id TEXT NOT NULL,
        committee TEXT NOT NULL,
        held TEXT NOT NULL,
        time TEXT NOT NULL,
        place TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE agenda_item (
        id TEXT NOT NULL,
        meeting TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        title TEXT NOT NULL,
        number TEXT NOT NULL,
        lead_officer TEXT NOT NULL,
        requested_action TEXT NOT NULL,
        implications TEXT NOT NULL,
        exempt TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(meeting) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE meeting_action (
        id TEXT NOT NULL,
        meeting TEXT NOT NULL,
        "order" INTEGER NOT NULL,
        text TEXT NOT NULL,
        owner TEXT NOT NULL,
        due TEXT,
        follow_up TEXT NOT NULL,
        completed TEXT,
        PRIMARY KEY (id),
        FOREIGN KEY(meeting) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
)


def migrate(execute: Callable[..., Any]) -> None:
    """Make the tables."""
    for table in _TABLES:
        execute(table)

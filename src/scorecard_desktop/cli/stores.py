"""Which scorecard file a command is about."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from scorecard_desktop.domain.book import Book
    from scorecard_desktop.domain.ledger import Ledger


def store_of(asked: argparse.Namespace) -> Path:
    """The file that was asked for, else the one in the officer's own data folder."""
    if asked.store is not None:
        return Path(asked.store)
    from scorecard_desktop.services.places import default_store

    return default_store()


def existing(asked: argparse.Namespace) -> Path:
    """The same, which must be there."""
    store = store_of(asked)
    if not store.exists():
        raise Refusal(f"There is no scorecard file at “{store}”; import a workbook first.")
    return store


def book_of(asked: argparse.Namespace) -> Book:
    """What is in it, for a command that only reads."""
    return ledger_of(asked).book


def ledger_of(asked: argparse.Namespace) -> Ledger:
    """What is in it, with its rated rows and findings."""
    from scorecard_desktop.services.session import Session

    with Session.open(existing(asked), read_only=True) as session:
        if getattr(asked, "at", ""):
            from scorecard_desktop.domain.ledger import Ledger
            from scorecard_desktop.services.past import end_of

            return Ledger(session.at(end_of(asked.at)))
        return session.ledger

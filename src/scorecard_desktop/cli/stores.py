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
    from scorecard_desktop.services.backups import refuse_gone

    refuse_gone(store)
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


def backup_to_offer(refusal: Refusal) -> str:
    """For a file that is damaged or gone: its newest backup that is whole, and what to do with it."""
    from scorecard_desktop.services.backups import Damaged, Gone, newest_good

    if not isinstance(refusal, Damaged) or refusal.path is None:
        return ""
    offer = newest_good(refusal.path)
    if offer is None:
        return " It has no backup that is whole."
    if isinstance(refusal, Gone):
        return f" Its newest whole backup is “{offer.backup.path}”: copy it to that place."
    if offer.lost is None:
        lost = "what was done since would be lost"
    elif offer.lost:
        lost = f"{len(offer.lost)} later {'step' if len(offer.lost) == 1 else 'steps'} would be lost"
    else:
        lost = "nothing would be lost"
    return f" Its newest whole backup is “{offer.backup.path}”; {lost}. The window offers to put it back."

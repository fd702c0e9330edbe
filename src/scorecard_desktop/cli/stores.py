"""Which scorecard file a command is about."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from scorecard_desktop.domain.book import Book
    from scorecard_desktop.domain.ledger import Ledger
    from scorecard_desktop.services.passwords import Key
    from scorecard_desktop.services.session import Session


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


def key_of(asked: argparse.Namespace, store: Path) -> Key | None:
    """The password of a file that has one, from the file that was named or typed; None for any other file.

    Raises Refusal where neither can be had.
    """
    from scorecard_desktop.services.passwords import Key, is_encrypted

    if not store.exists() or not is_encrypted(store):
        return None
    if asked.password_file is not None:
        return _key_in(asked.password_file)
    if not sys.stdin.isatty():
        raise Refusal(f"“{store}” has a password. Name a file whose first line is it: --password-file FILE.")
    return Key(getpass.getpass(f"Password of {store.name}: "))


def first_line(file: Path) -> str:
    """The first line of a small text file. Raises Refusal where there is none."""
    try:
        with file.open(encoding="utf-8") as read:
            line = read.readline(4096).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            f"The password could not be read from “{file}”: check its place, and that it is plain text."
        ) from error
    if not line:
        raise Refusal(f"The first line of “{file}” is empty, and should be the password.")
    return line


def _key_in(file: Path) -> Key:
    from scorecard_desktop.services.passwords import Key

    return Key(first_line(file))


def session_of(asked: argparse.Namespace, *, read_only: bool = False) -> Session:
    """The file, opened. The caller closes it."""
    from scorecard_desktop.services.session import Session

    store = existing(asked)
    return Session.open(store, read_only=read_only, key=key_of(asked, store))


def book_of(asked: argparse.Namespace) -> Book:
    """What is in it, for a command that only reads."""
    return ledger_of(asked).book


def ledger_of(asked: argparse.Namespace) -> Ledger:
    """What is in it, with its rated rows and findings."""
    with session_of(asked, read_only=True) as session:
        if getattr(asked, "at", ""):
            from scorecard_desktop.domain.ledger import Ledger
            from scorecard_desktop.services.past import end_of

            return Ledger(session.at(end_of(asked.at)))
        return session.ledger


def backup_to_offer(refusal: Refusal, asked: argparse.Namespace | None) -> str:
    """For a file that is damaged or gone: its newest backup that is whole, and what to do with it."""
    from scorecard_desktop.services.backups import Damaged, Gone, newest_good

    if not isinstance(refusal, Damaged) or refusal.path is None:
        return ""
    file = asked.password_file if asked is not None else None
    offer = newest_good(refusal.path, _key_in(file) if file is not None else None)
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

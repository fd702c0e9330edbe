"""Steps that could not be written where the store is, written into a copy of it somewhere else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.session import Session


def save_elsewhere(session: Session, steps: Sequence[ChangeSet], path: Path) -> bool:
    """Copy the store to ``path`` and make there the steps that it would not take; True where its history came too.

    Where the store itself cannot be read any more (its drive is gone), what is in memory is written, without the
    history. Raises Refusal where ``path`` cannot be written, or is the store itself.
    """
    if path.exists() and (path.absolute() == session.path.absolute() or path.samefile(session.path)):
        raise Refusal(f"“{path.name}” is the file that could not be written. Choose another place.")
    held = session.book.copy()
    try:
        session.backup(path)
    except Refusal:
        path.unlink(missing_ok=True)
        with Session.open(path, who=session.who, key=session.key) as copy:
            copy.commit(_everything(held, copy.book))
        whole = False
    else:
        whole = True
    with Session.open(path, who=session.who, key=session.key) as copy:
        for step in steps:
            copy.commit(step)
    return whole


def _everything(held: Book, there: Book) -> ChangeSet:
    """What makes of the one book the other."""
    now = {(one.record_kind, one.key): one for one in there.records()}
    changes = [Change(now.pop((one.record_kind, one.key), None), one) for one in held.records()]
    gone = [Change(one, None) for one in now.values()]
    changed = tuple(change for change in (*changes, *gone) if change.before != change.after)
    return ChangeSet("saved elsewhere", changed, "the drive of the file could not be read any more")

"""The store that a window shows: its session, with signals for what changed and what is being saved."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetTable
from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.programme import Programme
from scorecard_desktop.domain.recommendation import Recommendation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk
from scorecard_desktop.domain.scorecard import Scorecard

if TYPE_CHECKING:
    from scorecard_desktop.services.session import Key, Session


_FILLED_BY: tuple[type[Record], ...] = (Scorecard, Risk, BudgetTable, Recommendation, Programme, Meeting)
"""A store that has one of these is not empty."""


def begin(path: Path, key: Key | None = None) -> tuple[Session, str]:
    """Open a store to write it; where that may not be, to read it, with the plain line that says why."""
    from scorecard_desktop.services.session import Held, Session, UnsafePlace

    try:
        return Session.begin(path, key=key), ""
    except Held:
        return Session.begin(path, read_only=True, key=key), ""
    except UnsafePlace as reason:
        if not path.exists():
            raise
        return Session.begin(path, read_only=True, key=key), reason.message


class OpenStore(QObject):
    """One open session. Every write of the window goes through ``submit``, so that undo knows it.

    ``changed`` gives the ChangeSet that was made, or None where everything may be different.
    """

    changed = Signal(object)
    saving = Signal(bool)
    unwritten = Signal(object, str)
    """A step that could not be written and is out of the book again, and the plain line that says why."""
    whole = Signal()
    """Everything in the store has been read."""
    unreadable = Signal(object)
    """The rest of the store cannot be read: the Refusal that says why."""
    _wrote = Signal(object, object)
    _has_read = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None, only_read: str = "") -> None:
        super().__init__(parent)
        self.session = session
        self.only_read = only_read
        """Why it is only read, where nobody else holds it; empty where somebody does or it can be written."""
        self._writing = 0
        self._closed = False
        self._wrote.connect(self._note_written)
        self._has_read.connect(self._note_read)

    @property
    def book(self) -> Book:
        """Everything in the store as it is now."""
        return self.session.book

    @property
    def ledger(self) -> Ledger:
        """Its rated rows and findings."""
        return self.session.ledger

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.session.path)

    @property
    def who(self) -> str:
        """Who is changing it."""
        return self.session.who

    @property
    def read_only(self) -> bool:
        """True where another window holds the file."""
        return self.session.read_only

    @property
    def empty(self) -> bool:
        """True where there is nothing yet to look at."""
        book = self.book
        return not any(book.all(kind) for kind in _FILLED_BY)

    def read_on(self) -> None:
        """Read the whole store, on its own thread; then make ready there for the first change."""
        self.session.read_on().add_done_callback(self._read)

    def _read(self, read: Future[Any]) -> None:
        """On the store's thread: only hand the outcome over."""
        self._has_read.emit(read.exception())

    @Slot(object)
    def _note_read(self, reason: BaseException | None) -> None:
        if self._closed:
            return
        if isinstance(reason, Refusal):
            self.unreadable.emit(reason)
        elif reason is not None:
            raise reason
        else:
            self.book.complete()
            if self.read_only:  # whoever writes may have changed what was read at first
                self.ledger.forget()
            self.session.prepare()
            self.whole.emit()

    def submit(self, change_set: ChangeSet) -> None:
        """Make a change now and write it on the store's own thread. A set that changes nothing is no step.

        Raises Refusal where nothing may be changed.
        """
        written = self.session.submit(change_set)
        if change_set.changes:
            self._follow(change_set, written)
            self.changed.emit(change_set)

    def undo(self) -> None:
        """Take the last step back."""
        self._step(self.session.submit_undo())

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        self._step(self.session.submit_redo())

    def reread(self) -> None:
        """Say that everything may be different, after work that wrote through the session itself."""
        self.changed.emit(None)

    def close(self) -> None:
        """Wait for what is being written, back up what has changed, and let the file go."""
        self._closed = True
        self.session.back_up_changes()
        self.session.close()

    def _step(self, made: tuple[ChangeSet, Future[None]] | None) -> None:
        if made is not None:
            change_set, written = made
            self._follow(change_set, written)
            self.changed.emit(change_set)

    def _follow(self, step: ChangeSet, written: Future[Any]) -> None:
        self._writing += 1
        self.saving.emit(True)
        written.add_done_callback(lambda done: self._wrote.emit(step, done.exception()))  # on the store's thread

    @Slot(object, object)
    def _note_written(self, step: ChangeSet, reason: BaseException | None) -> None:
        self._writing -= 1
        if self._writing == 0:
            self.saving.emit(False)
        if reason is None:
            return
        self.changed.emit(None)
        if isinstance(reason, Refusal):
            self.unwritten.emit(step, reason.message)
        else:
            raise reason

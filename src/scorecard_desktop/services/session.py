"""A session: one store open in one program, with its book, its ledger, its undo and its history.

The store belongs to one thread, the session's own; nothing else ever touches it. A step is applied to the book at
once, by whoever makes it, and written behind on that thread, in order. Where a step cannot be written, it and every
later step that is not yet written are taken back out of the book, and each one's Future says why.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Self, TypeVar

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.target import Scope, Tolerance, ToleranceKind
from scorecard_desktop.services import drafts, leftovers
from scorecard_desktop.services.backups import Backup, Keeping, refuse_gone
from scorecard_desktop.services.drafts import Draft
from scorecard_desktop.services.places import user_name
from scorecard_desktop.services.whereabouts import UnsafePlace, refuse_unsafe, unsafe
from scorecard_desktop.store.cipher import Key
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.drives import Drive
from scorecard_desktop.store.history import Asked, HistoryEntry
from scorecard_desktop.store.lock import Held, Holder, StoreLock, held_by

__all__ = ["Asked", "Held", "HistoryEntry", "Holder", "Key", "Session", "UnsafePlace", "first_change_set"]

T = TypeVar("T")

MOST_UNDONE = 2_000
"""Steps that can be taken back one after another: more than a day of work, and no more memory than that takes."""


def first_change_set() -> ChangeSet:
    """What a new store begins with: the council's tolerance, 10 % of the target (rules.md, tolerance b).

    It is the named default, held as a record so that an officer can see and change it.
    """
    tolerance = Tolerance(Scope.COUNCIL, "", ToleranceKind.RELATIVE, margin=Decimal(10))
    return ChangeSet("new scorecard file", (Change(None, tolerance),), "the default tolerance of the council")


@dataclass(eq=False, slots=True)
class _Step:
    """A change set on its way to the store, and how to mend the undo lists if it does not arrive.

    Taken back last first, so each mends the end of its list.
    """

    change_set: ChangeSet
    forget: Callable[[], None]
    unwritten: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A store, and the thread that it belongs to."""

    executor: ThreadPoolExecutor
    database: Database
    key_beside: Key | None


class Session:
    """A store that is open. ``open`` makes one; ``close`` lets it go. Its methods may be called on any thread.

    ``book`` is to be read on the thread that makes the changes. Rated rows and findings are read from ``ledger``, which
    follows every step.
    """

    def __init__(self, path: Path, who: str, opened: _Opened, lock: StoreLock | None, holder: Holder | None) -> None:
        self.path = path
        self.who = who
        self._database = opened.database
        self._executor = opened.executor
        self._keeping = Keeping(opened.database)
        self._look = opened.database.look(lambda: self.read_on().result())
        self.book = Book(unread=self._look)
        self.ledger = Ledger(self.book)
        self._lock = lock
        self._holder = holder
        self._guard = self.ledger.guard  # one for both: whoever waits for the one never holds the other
        self._waiting: list[_Step] = []
        self._undo: list[ChangeSet] = []
        self._redo: list[ChangeSet] = []
        self._reading: Future[Book] | None = None
        self._closed = False
        self.key_beside = opened.key_beside
        """The key of what is kept beside a store that has a password; read while its drive is there."""
        self.drafts_left: tuple[Draft, ...] = self._left() if lock is not None else ()
        """What was being typed when the program that had the store open last died."""

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, who: str = "", key: Key | None = None) -> Session:
        """Open the store at ``path``; a new one is made there where there is none and it is not only to be read.

        ``who`` is kept in history (the user of the system unless said). Raises Held, a Refusal that says by whom,
        where another program has it open for writing and ``read_only`` is not asked for; PasswordNeeded where it has a
        password that is not ``key``; UnsafePlace where the drive
        does not keep two writers apart; Gone where there is no store and backups of one are; Refusal where the file
        is not a store, is from a newer version, is damaged, or where the folder may not be written.
        """
        session = cls.begin(path, read_only=read_only, who=who, key=key)
        try:
            session.book.complete()
        except BaseException:
            session.close()
            raise
        return session

    @classmethod
    def begin(cls, path: Path | str, *, read_only: bool = False, who: str = "", key: Key | None = None) -> Session:
        """Open the store as ``open`` does, but with a book that reads from it what is asked for.

        The whole is read, and every page of the file looked through, when ``read_on`` is called or something needs
        it: the first change, a look at every figure. Where the file is damaged that raises the Refusal.
        """
        place = Path(path)
        refuse_gone(place)
        name = who or user_name()
        if read_only:
            return cls(place, name, _opened(lambda: Database.begin_to_read(place, key=key)), None, held_by(place))
        lock = _locked(place, name)
        try:
            leftovers.clear_up_beside(place)
            opened = _opened(lambda: _begin_or_create(place, name, key))
        except BaseException:
            lock.release()
            raise
        return cls(place, name, opened, lock, None)

    def read_on(self) -> Future[Book]:
        """Read the whole store on its own thread. When it is read, ``book.complete()`` need not wait for it."""
        with self._guard:
            if self._reading is None:
                self._reading = self._submit(self._read_whole)
            return self._reading

    def _read_whole(self) -> Book:
        self._database.check()
        return self._database.load()

    def prepare(self) -> None:
        """Load, on the store's own thread, what the checks need: the first is not slow then."""
        self._submit(_load_checks).add_done_callback(_tell_fault)

    @property
    def key(self) -> Key | None:
        """The password by which the store was opened; None where it has none."""
        return self._database.key

    @property
    def read_only(self) -> bool:
        """True where nothing can be changed."""
        return self._lock is None

    @property
    def held_by(self) -> str:
        """Who else had the store open for writing when this read-only session began; empty where nobody had."""
        return self._holder.words if self._holder is not None else ""

    @property
    def unsaved(self) -> bool:
        """True while a step is still on its way to the disk."""
        with self._guard:
            return bool(self._waiting)

    def commit(self, change_set: ChangeSet) -> None:
        """Apply a step to the book and write it; return when it is safely on the disk.

        Raises Conflict where a record is no longer as the step says, Refusal where it cannot be written; nothing
        is changed then.
        """
        self.submit(change_set).result()

    def submit(self, change_set: ChangeSet) -> Future[None]:
        """Apply a step to the book at once and write it behind.

        Raises Conflict or Refusal at once where the step does not fit the book or nothing may be changed. A failure
        to write comes by the Future, when the step is out of the book again. A step of no changes is done already.
        """
        with self._guard:
            if not change_set.changes:
                self._refuse_if_unwritable()
                return _done()

            redo = list(self._redo)

            def forget() -> None:
                self._undo.pop()
                self._redo[:] = redo

            future = self._send(change_set, forget)
            self._undo.append(change_set)
            del self._undo[:-MOST_UNDONE]
            self._redo.clear()
            return future

    @property
    def undo_label(self) -> str:
        """What ``undo`` would take back; empty where there is nothing."""
        with self._guard:
            return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """What ``redo`` would make again; empty where there is nothing."""
        with self._guard:
            return self._redo[-1].label if self._redo else ""

    def undo(self) -> ChangeSet | None:
        """Take back the last step of this session, wait until that is written, and give the changes made."""
        return _waited_for(self.submit_undo())

    def redo(self) -> ChangeSet | None:
        """Make the last step that was taken back again, wait until that is written, and give the changes made."""
        return _waited_for(self.submit_redo())

    def submit_undo(self) -> tuple[ChangeSet, Future[None]] | None:
        """As ``undo``, without waiting: the changes, made in the book already, and the Future of their writing."""
        with self._guard:
            return self._move(self._undo, self._redo, "undo") if self._undo else None

    def submit_redo(self) -> tuple[ChangeSet, Future[None]] | None:
        """As ``redo``, without waiting."""
        with self._guard:
            return self._move(self._redo, self._undo, "redo") if self._redo else None

    def _move(self, source: list[ChangeSet], target: list[ChangeSet], verb: str) -> tuple[ChangeSet, Future[None]]:
        step = source[-1]
        inverse = step.inverse

        def forget() -> None:
            target.pop()
            source.append(step)

        # history says what it was; the lists keep the plain label, which names the step and not its taking back
        future = self._send(replace(inverse, label=f"{verb} of {step.label}"), forget)
        source.pop()
        target.append(inverse)
        return inverse, future

    def history(self, record: Record) -> list[HistoryEntry]:
        """Every change of a record, newest first, those on their way to the disk included."""
        return self._call(lambda: self._database.history(record))

    def search(self, asked: Asked) -> list[HistoryEntry]:
        """The changes of any records that are asked for, newest first."""
        return self._call(lambda: self._database.search(asked))

    def at(self, moment: datetime) -> Book:
        """Everything as it stood at a moment, which has its zone; steps on their way to the disk included."""
        return self._call(lambda: self._database.at(moment))

    @property
    def last_changed(self) -> datetime:
        """When what is in the store was last changed, steps on their way to the disk included."""
        return self._call(self._database.last_changed)

    def of_itself(self) -> dict[str, str]:
        """What the file says of itself: when it was ``created``, ``created by`` and ``written by`` which version."""
        return self._call(self._database.of_itself)

    def keep_file(self, name: str, content: bytes) -> Future[None]:
        """Keep a file's content in the store under its SHA-256, written behind. Raises Refusal where nothing may be.

        It is no step: nothing of it is undone, and nothing refers to it but what names its hash.
        """
        with self._guard:
            self._refuse_if_unwritable()
        return self._submit(lambda: self._database.keep_file(name, content))

    def kept_file(self, name: str) -> bytes | None:
        """A file's content as it was kept; None where it was not."""
        return self._call(lambda: self._database.kept_file(name))

    def keep_drafts(self, typed: Sequence[Draft]) -> None:
        """Keep, beside the store, what is being typed, and nothing else; written behind.

        It comes after the steps made before it: a draft goes when what became of it is on the disk.
        """
        if not self.read_only:
            self._submit(lambda: drafts.keep(self.path, typed, self.key_beside)).add_done_callback(_tell_fault)

    def _left(self) -> tuple[Draft, ...]:
        return drafts.left(self.path, self.key_beside) if drafts.drafts_file(self.path).exists() else ()

    def backup(self, to: Path) -> None:
        """Write a copy of the store as it is now to ``to``. Raises Refusal where it cannot be written."""
        self._call(lambda: self._database.backup(to))

    def settle(self) -> None:
        """Wait until every step made so far is on the disk, or has been taken back."""
        self._call(lambda: None)

    def back_up(self, occasion: str) -> Backup | None:
        """Back the store up into its folder of backups, and wait for that; None where ``backup_trouble`` says why.

        A store that is only read is its writer's to back up: nothing is done then.
        """
        return None if self.read_only else self._call(lambda: self._keeping.make(occasion))

    def back_up_changes(self) -> None:
        """Back up what has been changed since the last backup, as when a window is closed."""
        if not self.read_only:
            self._call(self._keeping.at_close)

    def need_no_backup(self) -> None:
        """Back nothing up at closing: the file is about to be replaced, and is kept whole then."""
        self._call(self._keeping.need_none)

    @property
    def backup_trouble(self) -> str:
        """Why the last backup was not made, in one line; empty where it was."""
        return self._keeping.trouble

    def close(self) -> None:
        """Wait for what is on its way to the disk, then let the store go. Does nothing a second time."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
        self._look.close()
        try:
            self._executor.submit(self._database.close).result()
        finally:
            self._executor.shutdown()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _refuse_if_unwritable(self) -> None:
        if self._closed:
            raise Refusal(f"“{self.path.name}” has been closed.")
        if self._lock is None:
            held = f"It is held by {self.held_by}." if self._holder is not None else "It was opened only to be read."
            raise Refusal(f"“{self.path.name}” cannot be changed here. {held}")

    def _call(self, work: Callable[[], T]) -> T:
        return self._submit(work).result()

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        with self._guard:
            if self._closed:
                raise Refusal(f"“{self.path.name}” has been closed.")
            return self._executor.submit(work)

    def _send(self, change_set: ChangeSet, forget: Callable[[], None]) -> Future[None]:
        self._refuse_if_unwritable()
        self.ledger.apply(change_set.changes)
        step = _Step(change_set, forget)
        self._waiting.append(step)
        return self._executor.submit(self._write, step)

    def _write(self, step: _Step) -> None:
        """On the store's thread."""
        if step.unwritten is not None:
            raise step.unwritten
        try:
            self._keeping.before_change(step.change_set)
            self._database.apply(step.change_set, self.who)
        except BaseException as error:
            self._take_back(error)
            raise
        with self._guard:
            self._waiting.remove(step)

    def _take_back(self, error: BaseException) -> None:
        """Undo, in the book alone, the step that failed and those made after it, which may build upon it."""
        with self._guard:
            while self._waiting:
                step = self._waiting.pop()
                self.ledger.apply(step.change_set.inverse.changes)
                step.forget()
                step.unwritten = error


def _locked(place: Path, who: str) -> StoreLock:
    """The lock of a store that is to be written, on a drive where it keeps others out."""
    drive = refuse_unsafe(place)
    lock = StoreLock(place, who)
    if drive is Drive.NETWORK and not lock.holds():
        lock.release()
        raise unsafe(place)
    return lock


def _opened(make: Callable[[], Database]) -> _Opened:
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    try:
        database = executor.submit(make).result()
        return _Opened(executor, database, executor.submit(database.key_beside).result())
    except BaseException:
        executor.shutdown()
        raise


def _begin_or_create(path: Path, who: str, key: Key | None) -> Database:
    if path.exists():
        return Database.begin(path, key=key)
    return Database.create(path, first_change_set(), who)


def _load_checks() -> None:
    import scorecard_desktop.domain.checked  # noqa: F401


def _tell_fault(done: Future[None]) -> None:
    """A fault in work that nobody waits for goes where every fault goes that nothing caught."""
    fault = done.exception()
    if fault is not None:
        sys.excepthook(type(fault), fault, fault.__traceback__)


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future


def _waited_for(sent: tuple[ChangeSet, Future[None]] | None) -> ChangeSet | None:
    if sent is None:
        return None
    change_set, future = sent
    future.result()
    return change_set

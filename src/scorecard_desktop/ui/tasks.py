"""Long work off the window's thread, with progress and cancel.

The caller's callbacks run on the window's thread. What the pool's thread says last is said by ``Tasks``, which waits
for it: a task is let go of on the window's thread as soon as it has ended, and may be gone before its own signal is
quite sent. The pool is given a plain callable: a QRunnable that Qt is not to delete is never let go of by PySide, and
nor is whatever its work holds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from scorecard_desktop.domain.refusal import Cancelled, Refusal

Report = Callable[[int, int, str], None]
Work = Callable[[Report, Callable[[], bool]], Any]

_AT_MOST = 0.0005
"""Seconds for which the window's thread waits for Python while another thread has it. It asks for it some twenty times
for each key press, and Python's own five milliseconds each time, while a figure is written, would be felt."""


class Task(QObject):
    """One piece of long work. ``progressed`` gives what is done, the total (0: not known) and what is being done."""

    progressed = Signal(int, int, str)
    ended = Signal()

    def __init__(
        self,
        name: str,
        work: Work,
        then: Callable[[Any], None],
        otherwise: Callable[[BaseException], None],
        *,
        shown: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.shown = shown
        self._work = work
        self._then = then
        self._otherwise = otherwise
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to stop; it ends at its next look."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it has been asked to stop."""
        return self._cancelled.is_set()

    def work(self) -> Any:
        """Do the work and give what it returned; on the pool's thread."""
        return self._work(self.progressed.emit, self._cancelled.is_set)

    def deliver(self, result: object) -> None:
        """Hand over what the work returned, unless nobody wants it any more."""
        self.ended.emit()
        if not self.is_cancelled:
            self._then(result)
        self.deleteLater()

    def fail(self, reason: BaseException) -> None:
        """Hand over why it could not be done."""
        self.ended.emit()
        if not isinstance(reason, Cancelled):
            self._otherwise(reason)
        self.deleteLater()


class Tasks(QObject):
    """The long work of one window."""

    started = Signal(object)
    refused = Signal(str)
    _returned = Signal(int, object)
    _raised = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_AT_MOST)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: dict[int, Task] = {}
        self._numbers = count()
        self._returned.connect(self._deliver)
        self._raised.connect(self._fail)

    def run(
        self,
        name: str,
        work: Work,
        then: Callable[[Any], None],
        otherwise: Callable[[BaseException], None] | None = None,
        *,
        shown: bool = True,
    ) -> Task:
        """Do ``work(progress, cancelled)`` off the window's thread, then call ``then`` with what it returned.

        What it raises goes to ``otherwise``; without one, a Refusal is emitted as ``refused`` and anything else is
        raised again on the window's thread, as a fault of ours. ``shown`` work appears in the status bar.
        """
        task = Task(name, work, then, otherwise or self._tell, shown=shown, parent=self)
        number = next(self._numbers)
        self._running[number] = task
        self.started.emit(task)
        self._pool.start(partial(self._work, number))
        return task

    @property
    def running(self) -> list[Task]:
        """What is being done now, background work included."""
        return list(self._running.values())

    def stop(self) -> None:
        """Ask everything to stop and wait until it has."""
        for task in self._running.values():
            task.cancel()
        self._pool.waitForDone()

    def _work(self, number: int) -> None:
        """On the pool's thread, which holds the task no more when it tells: the last to let it go is the window's."""
        task = self._running[number]
        try:
            result = task.work()
        except Exception as reason:  # noqa: BLE001 -- handed to the window's thread, where it is told or reported
            del task
            self._raised.emit(number, reason)
        else:
            del task
            self._returned.emit(number, result)

    @Slot(int, object)
    def _deliver(self, number: int, result: object) -> None:
        self._running.pop(number).deliver(result)

    @Slot(int, object)
    def _fail(self, number: int, reason: BaseException) -> None:
        self._running.pop(number).fail(reason)

    def _tell(self, reason: BaseException) -> None:
        if isinstance(reason, Refusal):
            self.refused.emit(reason.message)
        else:
            raise reason

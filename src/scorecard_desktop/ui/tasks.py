"""Long work off the window's thread, with progress and cancel.

The caller's callbacks run on the window's thread. What the pool's thread says last is said by ``Tasks``, which waits
for it: a task is let go of on the window's thread as soon as it has ended, and may be gone before its own signal is
quite sent; a signals object that a runnable owns dies on the pool's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from scorecard_desktop.domain.refusal import Cancelled, Refusal

Report = Callable[[int, int, str], None]
Work = Callable[[Report, Callable[[], bool]], Any]


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


class _Runnable(QRunnable):
    def __init__(self, task: Task, tasks: Tasks) -> None:
        super().__init__()
        self._task = task
        self._tasks = tasks

    def run(self) -> None:
        task, tasks = self._task, self._tasks
        try:
            result = task.work()
        except Exception as reason:  # noqa: BLE001 -- handed to the window's thread, where it is told or reported
            tasks.raised.emit(task, reason)
        else:
            tasks.returned.emit(task, result)


class Tasks(QObject):
    """The long work of one window."""

    started = Signal(object)
    refused = Signal(str)
    returned = Signal(object, object)
    """A task's work has returned: the task, and what."""
    raised = Signal(object, object)
    """A task's work could not be done: the task, and why."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: dict[Task, _Runnable] = {}
        self.returned.connect(self._deliver)
        self.raised.connect(self._fail)

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
        runnable = _Runnable(task, self)
        runnable.setAutoDelete(False)
        self._running[task] = runnable
        self.started.emit(task)
        self._pool.start(runnable)
        return task

    @property
    def running(self) -> list[Task]:
        """What is being done now, background work included."""
        return list(self._running)

    def stop(self) -> None:
        """Ask everything to stop and wait until it has."""
        for task in self._running:
            task.cancel()
        self._pool.waitForDone()

    @Slot(object, object)
    def _deliver(self, task: Task, result: object) -> None:
        self._running.pop(task, None)
        task.deliver(result)

    @Slot(object, object)
    def _fail(self, task: Task, reason: BaseException) -> None:
        self._running.pop(task, None)
        task.fail(reason)

    def _tell(self, reason: BaseException) -> None:
        if isinstance(reason, Refusal):
            self.refused.emit(reason.message)
        else:
            raise reason

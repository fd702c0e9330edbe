"""Long work off the window's thread, with progress and cancel.

The caller's callbacks run on the window's thread. The task itself owns the signals, never the runnable: a signals
object that a runnable owns dies on the pool's thread.
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
    _returned = Signal(object)
    _raised = Signal(object)

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
        self._returned.connect(self._deliver)
        self._raised.connect(self._fail)

    def cancel(self) -> None:
        """Ask the work to stop; it ends at its next look."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it has been asked to stop."""
        return self._cancelled.is_set()

    def run(self) -> None:
        """Do the work; on the pool's thread."""
        try:
            result = self._work(self.progressed.emit, self._cancelled.is_set)
        except Exception as reason:  # noqa: BLE001 -- handed to the window's thread, where it is told or reported
            self._raised.emit(reason)
        else:
            self._returned.emit(result)

    @Slot(object)
    def _deliver(self, result: object) -> None:
        self.ended.emit()
        if not self.is_cancelled:
            self._then(result)
        self.deleteLater()

    @Slot(object)
    def _fail(self, reason: BaseException) -> None:
        self.ended.emit()
        if not isinstance(reason, Cancelled):
            self._otherwise(reason)
        self.deleteLater()


class _Runnable(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


class Tasks(QObject):
    """The long work of one window."""

    started = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: dict[Task, _Runnable] = {}

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
        runnable = _Runnable(task)
        runnable.setAutoDelete(False)
        self._running[task] = runnable
        task.ended.connect(self._forget)
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

    @Slot()
    def _forget(self) -> None:
        self._running.pop(self.sender(), None)  # type: ignore[call-overload]

    def _tell(self, reason: BaseException) -> None:
        if isinstance(reason, Refusal):
            self.refused.emit(reason.message)
        else:
            raise reason

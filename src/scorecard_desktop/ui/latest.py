"""Background work of which only the newest is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from scorecard_desktop.ui.tasks import Task, Tasks, Work


class Latest:
    """Stops what it began before, and hands over nothing of it. Ends with the widget that it works for."""

    def __init__(self, tasks: Tasks, name: str, owner: QWidget) -> None:
        self._tasks = tasks
        self._name = name
        self._task: Task | None = None
        owner.destroyed.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether something is being done."""
        return self._task is not None

    def run(
        self,
        work: Work,
        then: Callable[[Any], None],
        otherwise: Callable[[BaseException], None],
        progressed: Callable[[int, int, str], None] | None = None,
    ) -> None:
        """Do this instead of what was begun before."""
        self.stop()

        def done(result: object) -> None:
            if self._task is task:
                self._task = None
                then(result)

        def failed(reason: BaseException) -> None:
            if self._task is task:
                self._task = None
                otherwise(reason)

        task = self._task = self._tasks.run(self._name, work, done, failed, shown=False)
        if progressed is not None:
            told = progressed
            task.progressed.connect(lambda *said: told(*said) if self._task is task else None)

    def stop(self) -> None:
        """Stop what is being done; nothing of it is handed over."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

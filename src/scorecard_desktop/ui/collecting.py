"""Python's collector of what is no longer used, kept to the window's thread.

Left to itself it runs on whichever thread happens to be at work, and there takes widgets and drawings apart with the
rest, which Qt does not bear: the program dies. So it is switched off, and a timer of the window asks for what it would
have done.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY = 500
"""Milliseconds between two looks."""
_AT_FIRST = 3000
"""Milliseconds before the first: what is made until the first page is painted is all kept."""


class Collecting(QObject):
    """Collects while it lives, on the thread that made it; the collector is as it was when it ends."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_AT_FIRST)

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        self._timer.setInterval(_EVERY)
        due = [
            age
            for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(due[-1])

    def settle(self) -> None:
        """Take what is there now for lasting: a store's thousands of records are not looked through again and again.

        What was taken for lasting before is looked through once more: the file that it was of may be closed.
        """
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def end(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

"""Working out what needs attention after a change, in the turns that the window has to spare."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from scorecard_desktop.ui.open_store import OpenStore

if TYPE_CHECKING:
    from scorecard_desktop.ui.models.attention import Attention

_SETTLE = 250
"""Milliseconds after a change before it is worked out anew."""
_TURN = 0.008
"""Seconds for which it is worked on before the window has its turn."""


class WorkingOut(QObject):
    """``found`` gives an ``Attention``, after each change once nothing more has changed for a moment."""

    found = Signal(object)

    def __init__(self, store: OpenStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._parts: Iterator[Attention | None] = iter(())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE)
        self._soon.timeout.connect(self._begin)
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._work_on)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is left to be worked out."""
        return not (self._soon.isActive() or self._turns.isActive())

    def begin_soon(self) -> None:
        """Begin anew once nothing more changes; what had been begun is of no use any more."""
        self._turns.stop()
        self._soon.start()

    def stop(self) -> None:
        """Work nothing more out."""
        self._turns.stop()
        self._soon.stop()

    @Slot()
    def _begin(self) -> None:
        from scorecard_desktop.ui.models.attention import attention_in_parts

        self._parts = attention_in_parts(self._store.ledger)
        self._turns.start()

    @Slot()
    def _work_on(self) -> None:
        until = perf_counter() + _TURN
        for found in self._parts:
            if found is not None:
                self.found.emit(found)
                break
            if perf_counter() > until:
                return
        self._turns.stop()

"""Working out what needs attention after a change, in the turns that the window has to spare."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from scorecard_desktop.ui.open_store import OpenStore

if TYPE_CHECKING:
    from scorecard_desktop.ui.models.attention import Attention

_SETTLE = 500
"""Milliseconds after a change or a key press before it is worked out anew, or on: longer than between two of a
typist's keys."""
_TURN = 0.004
"""Seconds for which it is worked on before the window has its turn."""


class WorkingOut(QObject):
    """``found`` gives an ``Attention``, after each change once nothing more has changed for a moment."""

    found = Signal(object)

    def __init__(self, store: OpenStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._parts: Iterator[Attention | None] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE)
        self._soon.timeout.connect(self._go_on)
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
        self._parts = None
        self._soon.start()

    def hold_on(self) -> None:
        """A figure is being typed: go on once the keys rest."""
        if not self.at_rest:
            self._turns.stop()
            self._soon.start()

    def stop(self) -> None:
        """Work nothing more out."""
        self._turns.stop()
        self._soon.stop()

    @Slot()
    def _go_on(self) -> None:
        from scorecard_desktop.ui.models.attention import attention_in_parts

        if self._parts is None:
            self._parts = attention_in_parts(self._store.ledger)
        self._turns.start()

    @Slot()
    def _work_on(self) -> None:
        until = perf_counter() + _TURN
        for found in self._parts or ():
            if found is not None:
                self.found.emit(found)
                break
            if perf_counter() > until:
                return
        self._turns.stop()

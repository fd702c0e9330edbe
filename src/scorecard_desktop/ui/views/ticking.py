"""Asks which of many are meant: a list with ticks, searched by typing any part of a name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.widgets.tick_list import TickList

_ROWS = 14


class Ticking(Asking):
    """``offers`` are keys with what they are called; ``keep`` is given the keys that are ticked, in their order."""

    def __init__(
        self,
        title: str,
        offers: Sequence[tuple[str, str]],
        ticked: Collection[str],
        keep: Callable[[list[str]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(title, title, parent)
        self._keep = keep
        self._ticks = TickList(title, offers, ticked, _ROWS)
        self.find_box, self.list, self.said = self._ticks.find_box, self._ticks.list, self._ticks.said
        self.body.addWidget(self._ticks)
        self.close_with("Keep")
        self.find_box.setFocus()

    @property
    def ticked(self) -> list[str]:
        """The keys that are ticked."""
        return self._ticks.ticked

    def accept(self) -> None:
        """Keep what is ticked; stay where it is refused."""
        try:
            self._keep(self.ticked)
        except Refusal as refusal:
            self.said.setText(f"■  {refusal.message}")
            return
        super().accept()

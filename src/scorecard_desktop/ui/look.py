"""How the window looks, as the officer chooses it: its colours and the size of its text, remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from scorecard_desktop.ui.actions import Actions
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.theme import TEXT_SCALES, Scheme, Theme


class Look(QObject):
    """Follows the actions that choose it."""

    def __init__(self, theme: Theme, remembered: Remembered, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._remembered = remembered
        for name, step in (("larger", 1), ("smaller", -1), ("normal", 0)):
            actions[name].triggered.connect(lambda _=False, step=step: self._change_text(step))
        actions.schemes.triggered.connect(self._choose_scheme)
        for action in actions.schemes.actions():
            action.setChecked(action.data() is theme.scheme)

    @Slot(QAction)
    def _choose_scheme(self, action: QAction) -> None:
        if isinstance(action.data(), Scheme):
            self._theme.set_scheme(action.data())
            self._remembered.scheme = action.data()

    def _change_text(self, step: int) -> None:
        now = self._theme.text_scale
        nearest = min(range(len(TEXT_SCALES)), key=lambda i: abs(TEXT_SCALES[i] - now))
        scale = 1.0 if step == 0 else TEXT_SCALES[max(0, min(len(TEXT_SCALES) - 1, nearest + step))]
        self._theme.set_text_scale(scale)
        self._remembered.text_scale = scale

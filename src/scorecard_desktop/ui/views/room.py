"""How large a dialog is: so many letters and lines, so that it grows with the text, and never beyond its window."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from scorecard_desktop.ui.scale import SPACE_8


def give_room(dialog: QDialog, letters: int, lines: int) -> None:
    """Make a dialog ``letters`` wide and ``lines`` high, as far as the window that it stands over goes."""
    metrics, over = dialog.fontMetrics(), dialog.parentWidget()
    wanted = QSize(letters * metrics.averageCharWidth(), lines * metrics.lineSpacing())
    if over is not None:
        wanted = wanted.boundedTo(over.window().size() - QSize(SPACE_8, SPACE_8))
    dialog.resize(wanted)

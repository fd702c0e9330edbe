"""What an officer is told once of where a file is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from scorecard_desktop.ui.errors import tell
from scorecard_desktop.ui.settings import Remembered


def tell_of_place(window: QWidget, remembered: Remembered, store: Path) -> QMessageBox | None:
    """Warn of a file that is in a folder that is copied about or on a network drive: once for each such place."""
    from scorecard_desktop.services.whereabouts import warning

    words = warning(store)
    if not words or not remembered.first_time(store, "place"):
        return None
    return tell(window, "Where this file is kept", words)

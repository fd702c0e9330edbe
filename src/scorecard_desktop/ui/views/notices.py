"""What the workspace says when there is nothing to look at yet, or when nothing may be changed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from scorecard_desktop.ui.scale import SPACE_2, SPACE_4
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.empty_state import EmptyState


def welcome() -> EmptyState:
    """What stands where the store is empty; the caller adds what is offered."""
    return EmptyState(
        "Nothing here yet",
        "Import the workbooks that your services send: scorecards, the risk register, budget monitoring. "
        "You can also drop them on this window. Nothing is kept before you have seen what will change.",
    )


class SampleBanner(QFrame):
    """Across the window while the sample council is open: nothing there is real, and one click leads away."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        text = label(
            "▲ The sample council. It does not exist: try anything here, nothing of it touches your own figures."
        )
        self.setAccessibleName(text.text())
        self.own = QPushButton("Use my own workbook…")
        self.leave = QPushButton("Leave the sample")
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        across.setSpacing(SPACE_2)
        across.addWidget(text, 1)
        across.addWidget(self.own)
        across.addWidget(self.leave)


def read_only_banner(held_by: str, why: str = "") -> QFrame:
    """Across the window where the file is only read; ``held_by`` says by whom it is held, empty where not known.

    ``why`` is the reason where nobody holds it.
    """
    banner = QFrame()
    banner.setProperty("kind", "banner")
    words = f"Open read-only: held by {held_by}." if held_by else "Open read-only."
    text = label(f"Open read-only. {why}" if why else f"{words} You can look, and nothing can be changed here.")
    across = QHBoxLayout(banner)
    across.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
    across.addWidget(text)
    banner.setAccessibleName(text.text())
    return banner

"""Steps that could not be written: why, which, and what can be done about them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import counted, label

_MOST = 6


class UnwrittenDialog(Asking):
    """``again`` wants the steps tried again, ``elsewhere`` a copy of the file with them; rejected leaves them out.

    To leave them out is asked for twice.
    """

    again = Signal()
    elsewhere = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Not saved", "This is not saved", parent)
        self._sure = False
        self.why = label("")
        self.steps = label("", "meta")
        self.why.setAccessibleName("Why it is not saved")
        self.steps.setAccessibleName("What is not saved")
        self.body.addWidget(self.why)
        self.body.addWidget(self.steps)
        self.retry = self._buttons.addButton("&Try again", QDialogButtonBox.ButtonRole.ActionRole)
        self.retry.setProperty("kind", "primary")
        self.retry.setDefault(True)
        self.copy = self._buttons.addButton("&Save a copy elsewhere…", QDialogButtonBox.ButtonRole.ActionRole)
        self.leave = self._buttons.addButton("&Leave it out…", QDialogButtonBox.ButtonRole.RejectRole)
        self.retry.clicked.connect(self._try_again)
        self.copy.clicked.connect(self.elsewhere)
        self.foot.addWidget(self._buttons)
        self.retry.setFocus()

    def show_steps(self, why: str, steps: Sequence[ChangeSet]) -> None:
        """Show what is not saved now, and why."""
        self._sure = False
        self.leave.setText("&Leave it out…")
        self.why.setText(why)
        named = "\n".join(f"– {step.label}" for step in steps[:_MOST])
        more = f"\n– and {counted(len(steps) - _MOST, 'later step')}" if len(steps) > _MOST else ""
        self.steps.setText(f"The file is as it was before. What you did is kept here:\n{named}{more}")
        self.fit()

    @Slot()
    def _try_again(self) -> None:
        self.accept()
        self.again.emit()

    def reject(self) -> None:
        if self._sure:
            super().reject()
            return
        self._sure = True
        self.leave.setText("Yes, &leave it out")
        self.leave.setFocus()

"""What to look at before the pack goes out, gravest first; each line opens what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.ui.models.to_do import ToDo, ToDoList
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.to_do_lines import ToDoLines

if TYPE_CHECKING:
    from scorecard_desktop.services.checklist import ChecklistLine


class PackChecklist(QScrollArea):
    """``wanted`` gives the ``ToDo`` of the line that was opened; its page is one of the window's or a part of this."""

    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model = ToDoList(self)
        self.lines: list[ChecklistLine] = []
        self.list = ToDoLines(theme, self.model, "What to look at before the pack goes out")
        self.list.opened.connect(self.wanted)
        self.said = label("", "body")
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, SPACE_3, SPACE_4, SPACE_3)
        down.setSpacing(SPACE_2)
        down.addWidget(self.said)
        down.addWidget(self.list)
        down.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Checklist")
        self.show_lines(None)

    def show_lines(self, lines: Sequence[ChecklistLine] | None) -> None:
        """Show these; None while they are being worked out."""
        self.lines = list(lines or ())
        self.model.show([_to_do(line) for line in self.lines])
        self.list.setVisible(bool(self.lines))
        if lines is None:
            self.said.setText("Working out what to look at…")
        elif lines:
            self.said.setText("None of these keeps the pack from going out. Enter opens what a line is about.")
        else:
            self.said.setText("Nothing is left to look at: no finding stands, and everything is written and commented.")

    @property
    def counts(self) -> dict[Severity, int]:
        """How many lines of each severity there are."""
        return {one: sum(1 for line in self.lines if line.severity is one) for one in Severity}

    @property
    def words(self) -> str:
        """In one line, as it stands beside the export: ``■ 1  ▲ 3  – 1``."""
        return "  ".join(f"{one.shape} {many}" for one, many in self._gravest() if many)

    @property
    def spoken(self) -> str:
        """The same in words, for a screen reader."""
        many = [f"{count} {one.value}{'' if count == 1 else 's'}" for one, count in self._gravest() if count]
        return f"Checklist: {', '.join(many)}" if many else "Checklist: nothing is left to look at"

    def _gravest(self) -> list[tuple[Severity, int]]:
        return [(one, self.counts[one]) for one in sorted(Severity, key=lambda one: -one.rank)]

    def take_focus(self) -> None:
        """Put the keyboard on the first line."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _to_do(line: ChecklistLine) -> ToDo:
    only = line.severity if line.is_finding else None
    return ToDo(line.count, line.what, line.detail, line.part or line.page, line.severity, only)

"""The guide: a strip at the foot of the window that says the next step and never stands in the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from scorecard_desktop.ui.models.guide import LOOKING_ROUND, TOURS, Step
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label


class GuideStrip(QFrame):
    """``moved`` gives the number of the step that is shown now; ``wants`` the name of an action; ``closed`` no more."""

    moved = Signal(int)
    wants = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, keys: Mapping[str, str], offers: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "guide")
        # as high as its words are at their width
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._theme = theme
        self._keys = keys
        self._offers = offers
        self._tour = LOOKING_ROUND
        self._at = 0
        self._count = label("", "meta", wrap=False)
        self.title = label("", "heading", wrap=False)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.offer = QPushButton()
        self.offer.clicked.connect(lambda: self.wants.emit(self._steps[self._at].offer))
        self.back = QPushButton("Back")
        self.back.setProperty("kind", "quiet")
        self.back.clicked.connect(lambda: self.show_step(self._at - 1))
        self.next = QPushButton("Next")
        self.next.setProperty("kind", "quiet")
        self.next.clicked.connect(self._go_on)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Close the guide")
        self._close.setToolTip("Close the guide; it comes back from the Help menu")
        self._close.clicked.connect(self.closed)
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(SPACE_3)
        first.addWidget(self.title)
        first.addWidget(self._count)
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.text)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_2, SPACE_2, SPACE_2)
        across.setSpacing(SPACE_2)
        across.addLayout(words, 1)
        for button in (self.offer, self.back, self.next, self._close):
            across.addWidget(button)
        theme.changed.connect(self._new_look)
        self._new_look()

    @property
    def tour(self) -> str:
        """What is led through."""
        return self._tour

    def lead(self, tour: str, at: int) -> None:
        """Lead through something else, from a step on."""
        self._tour = tour if tour in TOURS else LOOKING_ROUND
        self.show_step(at)

    @property
    def _steps(self) -> tuple[Step, ...]:
        return TOURS[self._tour]

    @property
    def step(self) -> int:
        """The number of the step that is shown, from 0."""
        return self._at

    def show_step(self, at: int) -> None:
        """Show a step; one that there is not is the first or the last."""
        self._at = min(max(at, 0), len(self._steps) - 1)
        step = self._steps[self._at]
        self._count.setText(f"Step {self._at + 1} of {len(self._steps)}")
        self.title.setText(step.title)
        self.text.setText(re.sub(r"\{key:([^}]+)\}", lambda key: f"<b>{escape(self._keys[key[1]])}</b>", step.text))
        self.offer.setVisible(bool(step.offer))
        self.offer.setText(self._offers.get(step.offer, ""))
        self.back.setEnabled(self._at > 0)
        self.next.setText("Close" if self._at == len(self._steps) - 1 else "Next")
        plain = re.sub(r"\{key:([^}]+)\}", lambda key: self._keys[key[1]], step.text)
        self.setAccessibleName(f"Guide, step {self._at + 1} of {len(self._steps)}: {step.title}. {plain}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.moved.emit(self._at)

    def note(self, what: str) -> None:
        """Something was done: go on where it is what the step asks for."""
        if what and self._steps[self._at].done_by == what:
            self.show_step(self._at + 1)

    @Slot()
    def _go_on(self) -> None:
        if self._at == len(self._steps) - 1:
            self.closed.emit()
        else:
            self.show_step(self._at + 1)

    @Slot()
    def _new_look(self) -> None:
        self._close.setIcon(self._theme.icon("close"))

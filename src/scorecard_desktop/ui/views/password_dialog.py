"""Asks for the password of a file, and for the one that a file is to have."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.passwords import SHORTEST, Key, new_key
from scorecard_desktop.ui.scale import SPACE_1
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label

_LOST = (
    "Nobody can open the file without it, and nobody can find it out: not we, not your IT department. Keep it where it "
    "will not be lost. The backups get it too; packs and workbooks that you export are not encrypted."
)


class _Typed(QWidget):
    """A box for a password, with its name above."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.box = QLineEdit()
        self.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.box.setAccessibleName(name)
        heading = label(name, "heading", wrap=False)
        heading.setBuddy(self.box)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE_1)
        down.addWidget(heading)
        down.addWidget(self.box)


class _Passwords(Asking):
    """Boxes for passwords, which a tick shows."""

    def __init__(self, window_title: str, title: str, parent: QWidget) -> None:
        super().__init__(window_title, title, parent)
        self.show_it = QCheckBox("Show what is typed")
        self.show_it.toggled.connect(self._show)
        self.trouble = label("", "error")
        self.trouble.setVisible(False)
        self.foot.addWidget(self.trouble)

    @Slot(bool)
    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for typed in self.findChildren(_Typed):
            typed.box.setEchoMode(mode)

    def say(self, trouble: str) -> None:
        """Say what is wrong, in the dialog."""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.fit()


class AskPassword(_Passwords):
    """``given`` gives the key that was typed for a file that has one; ``trouble`` says why it is asked again."""

    given = Signal(object)

    def __init__(self, name: str, trouble: str, parent: QWidget) -> None:
        super().__init__("Password", f"“{name}” has a password", parent)
        self._typed = _Typed("Password")
        self.box = self._typed.box
        for part in (self._typed, self.show_it):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.open_it = self.close_with("Open")
        self.open_it.setEnabled(False)
        self.box.textChanged.connect(lambda text: self.open_it.setEnabled(bool(text)))
        self.box.setFocus()
        if trouble:
            self.trouble.setText(trouble)
            self.trouble.setVisible(True)

    def accept(self) -> None:
        """Give what was typed."""
        if self.box.text():
            self.given.emit(Key(self.box.text()))
            super().accept()


class SetPassword(_Passwords):
    """``chosen`` gives the key that a file is to have, None where it is to have none."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget, *, has_one: bool) -> None:
        super().__init__("Password", f"{'Another' if has_one else 'A'} password for “{name}”", parent)
        self.body.addWidget(label(_LOST, "meta"))
        first, second = _Typed("New password"), _Typed("Once more")
        self.box, self.again = first.box, second.box
        self.box.setPlaceholderText(f"{SHORTEST} characters or more; four words do well")
        for part in (first, second, self.show_it):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.close_with("Set password")
        self.remove = self.offer("Take it off") if has_one else None
        if self.remove is not None:
            self.remove.setToolTip("The file and its backups can then be read by whoever can open the folder")
            self.remove.clicked.connect(self._take_off)
        self.box.setFocus()

    def accept(self) -> None:
        """Give the key; stay where the two differ or it is too short."""
        if self.box.text() != self.again.text():
            self.say("The two are not the same.")
            self.again.setFocus()
            return
        try:
            key = new_key(self.box.text())
        except Refusal as refusal:
            self.say(refusal.message)
            self.box.setFocus()
            return
        self.chosen.emit(key)
        super().accept()

    @Slot()
    def _take_off(self) -> None:
        self.chosen.emit(None)
        super().accept()

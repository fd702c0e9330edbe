"""A monkey at the window: keys, clicks, edits, pages, dialogs and sizes at random, by a seed.

It acts as an officer might who has no idea: through the keyboard and the mouse alone. Files are not its business:
dialogs that ask for one are put away, and it neither quits nor makes packs.
"""

from __future__ import annotations

import random
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NoReturn

from PySide6.QtCore import QEvent, QMessageLogContext, QPoint, QPointF, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.services.session import Session
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop.ui.theme import Scheme
from scorecard_desktop.ui.views.workspace import Workspace
from support.steps import afresh, kept

KEY = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)

_PLAIN = (
    *(KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down) * 4,
    *(KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return, KEY.Key_Escape, KEY.Key_Space) * 2,
    KEY.Key_Home,
    KEY.Key_End,
    KEY.Key_PageUp,
    KEY.Key_PageDown,
    KEY.Key_F1,
    KEY.Key_F2,
    KEY.Key_F6,
    KEY.Key_F9,
    KEY.Key_Delete,
    KEY.Key_Backspace,
    KEY.Key_Plus,
    KEY.Key_Minus,
    KEY.Key_0,
    KEY.Key_N,
)
_CHORDS = (
    *((key, CTRL) for key in (KEY.Key_Z, KEY.Key_Z, KEY.Key_Z, KEY.Key_Y, KEY.Key_Y)),
    *((key, CTRL) for key in (KEY.Key_C, KEY.Key_V, KEY.Key_X, KEY.Key_D, KEY.Key_R, KEY.Key_A)),
    *((key, CTRL) for key in (KEY.Key_F, KEY.Key_M, KEY.Key_K, KEY.Key_Home, KEY.Key_End)),
    *((getattr(KEY, f"Key_{number}"), CTRL) for number in range(1, 9)),
    *((key, SHIFT) for key in (KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down, KEY.Key_F9, KEY.Key_F6)),
    *((key, ALT) for key in (KEY.Key_Home, KEY.Key_PageUp, KEY.Key_PageDown)),
    (KEY.Key_P, CTRL | SHIFT),
    (KEY.Key_S, CTRL | SHIFT),
    (KEY.Key_C, CTRL | SHIFT),
)
_TYPED = (
    *("81.7", "24/163", "90%", "[c]", "0", "-3", "1,204", "12.5 [p]", "100", "£4.20", "n/a"),
    *("abc", "plan", "5.4", "1e99", "24/0", "99999999999999999999", "=1+1", "“‘’”", "undo", "exc", " ", "ß€ 日本"),
)
_PASTED = ("1\t2\n3\t4", "81.7%", "", "a\tb\tc", "1\n2\n3\n4\n5\n6\n7\n8\n9", "[c]\t[x]\n\t5", "\t\t\n\n")
_LOOK_EVERY = 50
"""After so many actions every row of the ledger is compared, and is there for the next ones to leave stale."""
_PATIENCE = 30
"""Seconds in which a file is opened again."""
_LEFT_ALONE = frozenset({"quit", "new", "open", "sample", "first pack", "import", "export", "export workbook"})


class Trouble(AssertionError):
    """Something that must never happen, with what led to it."""


class Monkey:
    """``act`` does one thing; what it did lately is in ``lately``."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.seed = seed
        self.dice = random.Random(seed)
        self.done = 0
        self.lately: deque[str] = deque(maxlen=30)
        self.heard: list[str] = []
        self.first: dict[Key, Record] = {}
        """What the store held when the session that is open now began: another may have been opened by the menus."""
        self._session: Session | None = None
        self._note_session()
        # a button's menu waits in a loop of its own until it is closed, and only a timer acts meanwhile
        self._at_menus = QTimer()
        self._at_menus.setInterval(120)
        self._at_menus.timeout.connect(self._play_with_menu)
        self._ways: list[tuple[Callable[[], str], int]] = [
            (self._press, 34),
            (self._chord, 16),
            (self._type, 12),
            (self._click, 14),
            (self._double_click, 2),
            (self._wheel, 4),
            (self._do, 6),
            (self._wait, 6),
            (self._copy_from_elsewhere, 2),
            (self._look, 2),
            (self._resize, 1),
        ]

    def act(self) -> None:
        """Do one thing at random, see to what it opened, and raise Trouble where something went wrong."""
        way = self.dice.choices([way for way, _ in self._ways], [weight for _, weight in self._ways])[0]
        self.lately.append(way())
        self.done += 1
        QApplication.processEvents()
        self._note_session()
        self._see_to_dialogs()
        if self.heard:
            self._complain("; ".join(self.heard))
        if self.done % _LOOK_EVERY == 0 and self._session is not None:
            self._compare_ledger(self._session)

    def _play_with_menu(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup, self.dice.choice((KEY.Key_Down, KEY.Key_Down, KEY.Key_Return, KEY.Key_Escape)))

    def _note_session(self) -> None:
        workspace = self.window.workspace
        if workspace is not None and workspace.store.session is not self._session:
            self._session = workspace.store.session
            self.first = everything(self._session.book)

    # What it does

    @property
    def _target(self) -> QWidget:
        """Where a key goes: an open menu, else what has the keyboard."""
        popup = QApplication.activePopupWidget()
        modal = QApplication.activeModalWidget()
        owner = modal if modal is not None else self.window
        focus: QWidget | None = owner.focusWidget()  # Qt's stubs forget that there may be none
        return popup or focus or owner

    def _press(self) -> str:
        key = self.dice.choice(_PLAIN)
        QTest.keyClick(self._target, key)
        return f"press {key.name}"

    def _chord(self) -> str:
        key, modifiers = self.dice.choice(_CHORDS)
        QTest.keyClick(self._target, key, modifiers)
        return f"press {modifiers.name} {key.name}"

    def _type(self) -> str:
        text = self.dice.choice(_TYPED)
        for character in text:
            if character.isascii():
                QTest.keyClicks(self._target, character)
            else:  # QTest knows no key for it
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(self._target, QKeyEvent(kind, 0, NONE, character))
        if self.dice.random() < 0.7:
            QTest.keyClick(self._target, self.dice.choice((KEY.Key_Return, KEY.Key_Tab, KEY.Key_Escape)))
        return f"type {text!r}"

    def _somewhere(self, do: Callable[[QWidget, QPoint], None]) -> str:
        """Do something at a place of some widget that can be seen, in what is in front; the widget's name."""
        owner = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        # held until it is done: when the wrapper of one of Qt's own parts goes, so do those of its children
        every = owner.findChildren(QWidget)
        shown = [w for w in every if w.isVisible() and w.isEnabled() and not w.visibleRegion().isEmpty()]
        if not shown:
            return "nothing"
        widget = self.dice.choice(shown)
        name = type(widget).__name__
        seen = widget.visibleRegion().boundingRect()
        across = self.dice.randint(seen.left(), max(seen.left(), seen.right()))
        do(widget, QPoint(across, self.dice.randint(seen.top(), max(seen.top(), seen.bottom()))))
        return name

    def _click(self) -> str:
        modifiers = self.dice.choice((NONE, NONE, NONE, SHIFT, CTRL))
        left = Qt.MouseButton.LeftButton
        return f"click {self._somewhere(lambda widget, at: QTest.mouseClick(widget, left, modifiers, at))}"

    def _double_click(self) -> str:
        left = Qt.MouseButton.LeftButton
        return f"double-click {self._somewhere(lambda widget, at: QTest.mouseDClick(widget, left, NONE, at))}"

    def _wheel(self) -> str:
        turn = QPoint(0, self.dice.choice((-240, -120, 120, 240)))

        def turned(widget: QWidget, place: QPoint) -> None:
            at = QPointF(place)
            button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(at, widget.mapToGlobal(at), QPoint(), turn, button, NONE, phase, False)
            QApplication.sendEvent(widget, event)

        return f"wheel over {self._somewhere(turned)}"

    def _do(self) -> str:
        """An action of the menus, as its menu or the palette would do it."""
        if QApplication.activeModalWidget() is not None:
            return "do nothing"
        actions = self.window.actions_
        names = [name for name, action in actions.named().items() if action.isEnabled() and name not in _LEFT_ALONE]
        name = self.dice.choice(names)
        actions[name].trigger()
        return f"do {name}"

    def _wait(self) -> str:
        span = self.dice.choice((5, 20, 60, 120))
        QTest.qWait(span)
        return f"wait {span}"

    def _copy_from_elsewhere(self) -> str:
        text = self.dice.choice(_PASTED)
        QApplication.clipboard().setText(text)
        return f"copy {text!r}"

    def _look(self) -> str:
        if self.dice.random() < 0.5:
            scheme = self.dice.choice(list(Scheme))
            self.window._theme.set_scheme(scheme)
            return f"colours {scheme.value}"
        scale = self.dice.choice((0.9, 1.0, 1.0, 1.5, 2.0))
        self.window._theme.set_text_scale(scale)
        return f"text {scale}"

    def _resize(self) -> str:
        wide, tall = self.dice.choice(((1366, 768), (1024, 600), (1920, 1080), (1366, 768)))
        self.window.resize(wide, tall)
        return f"resize {wide}x{tall}"

    def _see_to_dialogs(self) -> None:
        """Files are not for monkeys; other dialogs are played with and put away before long."""
        modal = QApplication.activeModalWidget()
        if isinstance(modal, QFileDialog):
            modal.reject()
        elif isinstance(modal, QMessageBox):
            modal.close()
        elif isinstance(modal, QDialog) and self.dice.random() < 0.12:
            modal.reject()
        popup = QApplication.activePopupWidget()
        if popup is not None and self.dice.random() < 0.3:
            popup.close()

    # What must never happen

    def _complain(self, what: str) -> NoReturn:
        said = "\n  ".join(self.lately)
        raise Trouble(f"{what}\nseed {self.seed}, action {self.done}; lately:\n  {said}")

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear every exception that a slot lets out, and every warning of Qt's."""

        def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
            at = trace
            while at is not None and at.tb_next is not None:
                at = at.tb_next
            place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at is not None else ""
            self.heard.append(f"{kind.__name__} at {place}: {fault}")

        def told(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
            if (
                kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
                and "This plugin does not support" not in message
            ):
                self.heard.append(f"Qt: {message}")

        self._at_menus.start()
        hook, sys.excepthook = sys.excepthook, caught
        handler = qInstallMessageHandler(told)
        try:
            yield
        finally:
            self._at_menus.stop()
            sys.excepthook = hook
            qInstallMessageHandler(handler)

    def end(self) -> None:
        """Put everything away and see that window, ledger and store agree."""
        for _ in range(20):
            for widget in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
                if widget is not None:
                    widget.close()
            QApplication.processEvents()
        workspace = self._reopened()
        workspace.flush()
        QTest.qWait(50)
        if self.heard:
            self._complain("; ".join(self.heard))
        self._compare_ledger(workspace.store.session)

    def _reopened(self) -> Workspace:
        """What is open, once it is there: the monkey may have gone back to a backup just now."""
        until = perf_counter() + _PATIENCE
        while self.window.workspace is None or self.window.tasks.running:
            if perf_counter() > until:
                self._complain("; ".join(self.heard) or "no file is open any more")
            QTest.qWait(20)
        self._note_session()
        return self.window.workspace

    def _compare_ledger(self, session: Session) -> None:
        rows, fresh = kept(session.ledger), afresh(session.book)
        places = [place for place in {**rows, **fresh} if rows.get(place) != fresh.get(place)]
        if places:
            told_apart = [f"{at}: {_fields_apart(rows.get(at), fresh.get(at))}" for at in places[:3]]
            self._complain(f"{len(places)} rows of the ledger are not what they are afresh: {'; '.join(told_apart)}")
        if sorted(map(repr, session.ledger.findings())) != sorted(map(repr, check(session.book))):
            self._complain("the ledger's findings are not what they are afresh")


def _fields_apart(kept_row: RatedRow | None, fresh: RatedRow | None) -> str:
    if kept_row is None or fresh is None:
        return "only kept" if fresh is None else "only afresh"
    pairs = zip(kept_row._fields, kept_row, fresh, strict=True)
    return ", ".join(f"{name} {one!r} for {other!r}" for name, one, other in pairs if one != other)


Key = tuple[str, tuple[str, ...]]


def everything(book: Book) -> dict[Key, Record]:
    """Every record of a book, by its kind and key."""
    return {(record.record_kind, record.key): record for record in book.records()}


def difference(wanted: dict[Key, Record], found: dict[Key, Record]) -> str:
    """The first few records that differ, as they should be and as they are."""
    keys = [key for key in {**wanted, **found} if wanted.get(key) != found.get(key)]
    said = [f"\n  wanted {wanted.get(key)}\n  found  {found.get(key)}" for key in keys[:3]]
    return f"{len(keys)} records differ{''.join(said)}"


def play(window: MainWindow, seed: int, count: int, told: Callable[[int], None] = lambda _: None) -> Monkey:
    """Let a monkey act ``count`` times, then see that the store holds what the window showed.

    The window is closed at the end. Raises Trouble, with what led to it.
    """
    monkey = Monkey(window, seed)
    with monkey.listening():
        for number in range(count):
            monkey.act()
            told(number + 1)
        monkey.end()
        assert window.workspace is not None
        path, session = window.workspace.store.path, window.workspace.store.session
        last = everything(session.book)
        steps = 0
        while session.undo() is not None:
            steps += 1
        if (found := everything(session.book)) != monkey.first:
            told_apart = difference(monkey.first, found)
            monkey._complain(f"undoing every step does not give what there was at first: {told_apart}")
        for _ in range(steps):  # and not those that the monkey itself took back
            session.redo()
        if (found := everything(session.book)) != last:
            monkey._complain(f"making every step again does not give what was there at last: {difference(last, found)}")
        window.close()
        QApplication.processEvents()
        if (found := everything(session.book)) != last:
            monkey._complain(f"closing the window changed something: {difference(last, found)}")
    with Session.open(path, read_only=True) as reopened:
        if (found := everything(reopened.book)) != last:
            monkey._complain(f"the store holds something else than the window showed: {difference(last, found)}")
    return monkey

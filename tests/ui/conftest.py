"""A window on a store of its own, closed and its store let go when the test ends."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from scorecard_desktop.ui.collecting import Collecting
from scorecard_desktop.ui.errors import Faults
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.theme import Scheme, Theme
from scorecard_desktop.ui.views.workspace import Workspace
from ui.books import make_store


@pytest.fixture(scope="module", autouse=True)
def collecting(qapp) -> Iterator[Collecting]:
    """As the program has it: nothing of Qt's is taken apart on another thread."""
    made = Collecting(qapp)
    yield made
    made.end()


@pytest.fixture
def theme(qapp) -> Iterator[Theme]:
    made = Theme(qapp)
    made.set_scheme(Scheme.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture(scope="session")
def made_store(tmp_path_factory) -> Path:
    """A store that holds the hand-made council, of which each test has its own copy."""
    return make_store(tmp_path_factory.mktemp("made") / "barchester.scorecard")


@pytest.fixture
def store_path(tmp_path, made_store) -> Path:
    """A store that holds the hand-made council."""
    return Path(shutil.copyfile(made_store, tmp_path / "barchester.scorecard"))


@pytest.fixture
def open_window(qtbot, theme) -> Iterator[Callable[[Path], MainWindow]]:
    """Opens a window on a store and waits until everything is on the screen.

    A store that no one has been in is shown at its scorecard, unless ``page`` says another or "" for the first page.
    """
    opened: list[MainWindow] = []

    def open_(path: Path, **how) -> MainWindow:
        window = MainWindow(theme, Remembered(), Faults())
        window.resize(1366, 768)
        window.hold_size()
        opened.append(window)
        if not window.remembered.place(path).page:
            how.setdefault("page", "scorecard")
        window.open(path, **how)
        window.show()
        qtbot.waitUntil(lambda: window.workspace is not None and window.settled, timeout=20000)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)  # or its shortcuts are not heard
        return window

    yield open_
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def window(open_window, store_path) -> MainWindow:
    """A window on the hand-made council."""
    return open_window(store_path)


@pytest.fixture
def workspace(window) -> Workspace:
    assert window.workspace is not None
    return window.workspace

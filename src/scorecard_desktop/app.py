"""The window's composition root: reads the command line, puts the parts together, runs."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from scorecard_desktop import __version__
from scorecard_desktop.ui.collecting import Collecting
from scorecard_desktop.ui.errors import Faults
from scorecard_desktop.ui.file_flow import SUFFIX
from scorecard_desktop.ui.first_run import last_of_ones_own
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.theme import Scheme, Theme, program_icon

_STORE_SUFFIXES = (f".{SUFFIX}", ".db")
_LOOK_AGAIN = 50
_GIVE_UP = 60_000


def parser() -> argparse.ArgumentParser:
    """What the command line may say."""
    parser = argparse.ArgumentParser(
        prog="scorecard-desktop", description="Scorecards, ratings and accessible committee packs."
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="a scorecard file to open, workbooks to import"
    )
    parser.add_argument("--store", type=Path, help="the scorecard file to open; made where there is none")
    parser.add_argument("--page", default="", help="the page to show: overview, scorecard, exceptions, "
                        "risks, budget, findings, returns, pack, or a scorecard's name")  # fmt: skip
    parser.add_argument("--scheme", choices=[scheme.value for scheme in Scheme], help="colours")
    parser.add_argument("--size", type=_size, help="the window's size, such as 1366x768")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="write a picture of the window and end")
    parser.add_argument("--version", action="version", version=f"Scorecard Desktop {__version__}")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    try:
        return int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a size: write 1366x768") from None


def take_short_turns() -> None:
    """Have Python's threads give way to one another each millisecond, and not each five.

    While a figure is stored on the store's thread the window's would wait that long whenever it comes back from Qt.
    """
    sys.setswitchinterval(0.001)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; the exit code."""
    asked = parser().parse_args(sys.argv[1:] if argv is None else list(argv))
    if asked.screenshot is not None and not _has_display():
        import os

        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    take_short_turns()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Scorecard Desktop")
    application.setDesktopFileName("scorecard-desktop")
    application.setWindowIcon(program_icon())
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    faults = Faults(application)
    faults.install()
    from scorecard_desktop.services.crashes import CrashWatch, crashes_found
    from scorecard_desktop.services.leftovers import clear_up

    ended = crashes_found()
    watch = CrashWatch()
    collecting = Collecting(application)
    remembered = Remembered()
    theme = Theme(application)
    theme.set_scheme(Scheme(asked.scheme) if asked.scheme else remembered.scheme)
    theme.set_text_scale(remembered.text_scale)
    window = MainWindow(theme, remembered, faults)
    if asked.size is not None:
        window.resize(*asked.size)
        window.hold_size()
    store, workbooks = _to_open(asked, remembered)
    window.whole.connect(collecting.settle)
    if store is None:  # nothing of the officer's own yet
        window.begin()
    else:
        window.open(store, page=asked.page, files=workbooks)
    window.show()
    if sys.platform == "darwin":
        from scorecard_desktop.ui.given_files import GivenFiles

        GivenFiles(application, window)
    if asked.screenshot is not None:
        _Picture(window, asked.screenshot).wait()
    else:
        window.whole.connect(clear_up)
        if ended:
            QTimer.singleShot(0, window, lambda: faults.tell_ended(str(ended[-1])))
    code = application.exec()
    watch.end()
    return code


def _to_open(asked: argparse.Namespace, remembered: Remembered) -> tuple[Path | None, list[Path]]:
    """The store that is to be opened, None where there is none of the officer's own yet, and what to import into it."""
    stores = [file for file in asked.files if file.suffix in _STORE_SUFFIXES]
    workbooks = [file for file in asked.files if file not in stores]
    store = asked.store or (stores[0] if stores else last_of_ones_own(remembered))
    if store is None and workbooks:
        from scorecard_desktop.domain.refusal import Refusal
        from scorecard_desktop.services.places import default_store

        with contextlib.suppress(Refusal):  # no folder can be made for it: `begin` says so
            store = default_store()
    return store, workbooks


def _has_display() -> bool:
    import os

    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Picture(QObject):
    """Writes a picture of the window once everything is on the screen."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._waited = 0
        self._refused = False
        window.not_opened.connect(self._give_up)

    @Slot(str)
    def _give_up(self, why: str) -> None:
        self._refused = True
        sys.stderr.write(f"{why}\n")
        QApplication.exit(2)

    @Slot()
    def wait(self) -> None:
        """Look again until it is."""
        if self._refused:
            return
        self._waited += _LOOK_AGAIN
        if self._window.settled:
            QTimer.singleShot(8 * _LOOK_AGAIN, self._take)
        elif self._waited > _GIVE_UP:
            sys.stderr.write(f"The window was not ready after {_GIVE_UP // 1000} s.\n")
            QApplication.exit(1)
        else:
            QTimer.singleShot(_LOOK_AGAIN, self.wait)

    @Slot()
    def _take(self) -> None:
        written = self._window.grab().save(str(self._file))
        if not written:
            sys.stderr.write(f"The picture could not be written to {self._file}.\n")
        self._window.close()
        QApplication.exit(0 if written else 2)


if __name__ == "__main__":
    sys.exit(main())

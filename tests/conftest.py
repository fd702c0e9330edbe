"""What every test may rely on: no display, no network, folders of its own and nothing left behind."""

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

PROJECT = Path(__file__).resolve().parents[1]

# the same cases each time, and a failure is told at once: whether there is one is all that `make mutants` asks
# how long an example takes is the machine's affair, and how busy it is
settings.register_profile("unhurried", settings.get_profile("default"), deadline=None)
settings.load_profile("unhurried")
settings.register_profile("mutants", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate))

_sockets_opened: list[str] = []


def _note_network_use(event: str, arguments: tuple) -> None:
    """Refuse an internet socket wherever in the process it is opened. An audit hook cannot be imported around."""
    if event == "socket.__new__" and arguments[1] in {socket.AF_INET, socket.AF_INET6}:
        use = "a network socket"
    elif event == "socket.getaddrinfo":
        use = f"a look-up of the address of {arguments[0]}"
    else:
        return
    _sockets_opened.append(use)
    raise PermissionError(f"Tests run without a network, and this asks for {use}.")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="show the windows on the real display")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.addaudithook(_note_network_use)


@pytest.fixture(autouse=True)
def no_network():
    """Fail a test that opens a network socket, even if the program swallows the refusal."""
    _sockets_opened.clear()
    yield
    assert not _sockets_opened, f"the test used the network: {_sockets_opened}"


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory, monkeypatch) -> Path:
    """A home of the test's own, so that no test reads or writes the user's settings and stores."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for variable, folder in {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": "cache",
        "XDG_DOCUMENTS_DIR": "documents",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "WIN_PD_OVERRIDE_APPDATA": "roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
    }.items():
        monkeypatch.setenv(variable, str(home / folder))
    # Qt reads the variables once for a process, and then only setPath moves its settings
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(home / "config"))
    return home


@pytest.fixture(autouse=True)
def nothing_left_of_qt():
    """Deliver the deferred deletes, then fail a test that leaves a window open."""
    yield
    if QCoreApplication.instance() is None:
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in left:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not left, f"the test left open: {[type(window).__name__ for window in left]}"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real council workbooks, which is not part of the project."""
    named = os.environ.get("SCORECARD_CORPUS")
    folder = Path(named) if named else PROJECT.parent / "shared" / "corpus"
    if folder.is_dir():
        return folder
    if named:
        pytest.fail(f"SCORECARD_CORPUS names no folder: {named}")
    pytest.skip("the corpus of council workbooks is not beside this checkout (SCORECARD_CORPUS may name it)")


def _program(name: str, what_for: str) -> str:
    """Return where a program is. Without it, skip; where it must be (SCORECARD_REQUIRE_JAVA), fail."""
    found = shutil.which(name)
    if found is not None:
        return found
    reason = f"{name} is not on this machine: {what_for} is not checked"
    if os.environ.get("SCORECARD_REQUIRE_JAVA") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def java() -> str:
    """The Java runtime that veraPDF needs."""
    return _program("java", "PDF/UA conformance")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Poppler's pdftotext."""
    return _program("pdftotext", "the text of the pack")


@pytest.fixture(scope="session")
def pdfinfo() -> str:
    """Poppler's pdfinfo."""
    return _program("pdfinfo", "the structure of the pack")

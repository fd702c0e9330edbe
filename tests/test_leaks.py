"""Nothing leaves the computer, and what is written tells no more than it should."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.exporter import export_workbook
from scorecard_desktop.services.importer import import_into
from scorecard_desktop.services.packer import make_pack, request_from
from scorecard_desktop.services.returns import make_forms, next_period
from scorecard_desktop.services.session import Session

SOURCE = Path(__file__).resolve().parents[1] / "src"
_REACHES_OUT = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc", "QtNetwork", "QtWebEngineCore",
    "QtWebSockets",
}  # fmt: skip

THE_WHOLE_JOB = """
import sys
from scorecard_desktop import app, cli
store, workbook, folder = sys.argv[1:]
assert cli.main(["--store", store, "import", workbook]) in (0, 1)
assert app.main(["--store", store, "--page", "scorecard", "--size", "1366x768", "--screenshot", folder + "/w.png"]) == 0
for name in ("pack.pdf", "pack.html", "pack.xlsx"):
    assert cli.main(["--store", store, "pack", "--out", folder + "/" + name]) in (0, 1)
assert cli.main(["--store", store, "export", "--out", folder + "/all.xlsx"]) == 0
loaded = [name for name in sys.modules if name.split(".")[-1] in ("QtNetwork", "QtWebEngineCore")]
assert not loaded, loaded
if sys.platform == "linux":
    maps = open("/proc/self/maps").read()
    assert "Qt6Network" not in maps
print("done")
"""
_WATCH = """
import os, sys
def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto") or (
        event == "socket.__new__" and int(arguments[1]) in (2, 10, 23, 30)
    ):
        with open(os.environ["SOCKETS_SEEN"], "a") as seen:
            seen.write(f"{event} {arguments}\\n")
sys.addaudithook(note)
"""


@pytest.fixture
def workbook() -> Path:
    return next(path for path in sample_workbooks() if "vital-signs" in path.name)


def test_that_nothing_in_the_source_can_reach_a_network():
    found = []
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = getattr(node, "module", None) or ""
            parts = {part for name in (*names, module) for part in name.split(".")}
            if isinstance(node, ast.Import | ast.ImportFrom) and not module.startswith("scorecard_desktop"):
                found += [f"{file.name}: {part}" for part in sorted(parts & _REACHES_OUT)]
    assert found == []


@pytest.mark.timeout(240)
def test_that_no_socket_is_opened_by_the_window_an_import_or_a_pack_nor_by_what_they_start(tmp_path, workbook):
    """Python's own sockets by an audit hook in every process; those of libraries by the system's calls (strace)."""
    watched = tmp_path / "watched"
    watched.mkdir()
    (watched / "sitecustomize.py").write_text(_WATCH, "utf-8")
    seen, calls, out = tmp_path / "seen", tmp_path / "calls", tmp_path / "out"
    out.mkdir()
    path = os.pathsep.join([str(watched), str(SOURCE), os.environ.get("PYTHONPATH", "")])
    env = os.environ | {"PYTHONPATH": path, "SOCKETS_SEEN": str(seen), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", THE_WHOLE_JOB, str(tmp_path / "c.scorecard"), str(workbook), str(out)]
    traced = _strace(calls)
    done = subprocess.run([*traced, *command], env=env, capture_output=True, text=True, timeout=200, check=False)
    assert done.stdout.endswith("done\n"), done.stdout + done.stderr
    assert not seen.exists(), seen.read_text("utf-8")
    if traced:
        assert _reached(calls) == []


def _strace(calls: Path) -> list[str]:
    """The command that writes down every call for a socket; empty where the system has none or forbids it."""
    tracer = shutil.which("strace")
    if tracer is None:
        return []
    command = [tracer, "-f", "-qq", "-e", "trace=socket,connect,sendto,bind", "-o", str(calls)]
    tried = subprocess.run([*command, sys.executable, "-c", ""], capture_output=True, check=False)
    return command if tried.returncode == 0 else []


def _reached(calls: Path) -> list[str]:
    """The calls for a socket of the internet among those that were written down."""
    return [line for line in calls.read_text("utf-8", "replace").splitlines() if re.search(r"AF_INET6?\b", line)]


_OPENS_BY_C = "import ctypes; ctypes.CDLL(None).socket({family}, 2, 0)"
"""A socket that Python knows nothing of, as a library would open it."""


@pytest.mark.parametrize("family", [2, 10], ids=["IPv4", "IPv6"])
def test_that_what_watches_the_system_sees_a_socket_of_a_library_in_a_child_of_a_child(tmp_path, family):
    traced = _strace(tmp_path / "calls")
    if not traced:
        pytest.skip("the system has no strace, or forbids it")
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_OPENS_BY_C.format(family=family)!r}])"
    subprocess.run([*traced, sys.executable, "-c", child], check=True)
    (seen,) = _reached(tmp_path / "calls")
    assert "socket(" in seen
    assert ("AF_INET6" in seen) == (family == 10)


def test_that_the_watch_sees_a_socket(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(_WATCH, "utf-8")
    env = os.environ | {"PYTHONPATH": str(tmp_path), "SOCKETS_SEEN": str(tmp_path / "seen")}
    subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], env=env, check=True)
    assert "socket.__new__" in (tmp_path / "seen").read_text("utf-8")


def test_that_exported_workbooks_hide_nothing_and_name_nobody_unasked(tmp_path, workbook):
    store = tmp_path / "council.scorecard"
    import_into(store, [workbook])
    with Session.open(store, read_only=True) as session:
        book = session.book
    export_workbook(book, tmp_path / "all.xlsx")
    make_pack(book, tmp_path / "pack.xlsx", request_from(book))
    period = next_period(book)
    assert period is not None
    forms, _ = make_forms(book, tmp_path, period)
    for file in (tmp_path / "all.xlsx", tmp_path / "pack.xlsx", *(form.path for form in forms)):
        made = openpyxl.load_workbook(file)
        assert {sheet.sheet_state for sheet in made} == {"visible"}, file.name
        with ZipFile(file) as parts:  # openpyxl reads its own name where there is none
            said = parts.read("docProps/core.xml").decode()
        assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)[^>]*>([^<]+)", said) == [], file.name
        assert not [name for name, one in made.defined_names.items() if one.hidden], file.name

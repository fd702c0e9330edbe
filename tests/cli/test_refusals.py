"""Whatever is wrong with a file, a folder or a disk: exit 2, one plain line, and nothing changed."""

import errno
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scorecard_desktop.store.migrations import MIGRATIONS
from support.command import must_be_refused, run_as_ordinary_user
from support.files import tree
from support.ole import encrypted_workbook

NOT_WORKBOOKS = {
    "a renamed PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    "a text file": ("Dear all,\nthe plans cost £5 – see below.\n".encode(), "text"),
    "zero bytes": (b"", "empty"),
    "a password": (encrypted_workbook(), "password"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    "noise": (bytes(range(256)) * 20, "not a workbook"),
}


@pytest.fixture(params=["a new store", "a store"])
def target(request, tmp_path) -> Path:
    """A store that is there, or the place of one that is not."""
    if request.param == "a store":
        return request.getfixturevalue("store")
    return tmp_path / "new.scorecard"


@pytest.mark.parametrize("what", NOT_WORKBOOKS)
def test_that_what_is_no_workbook_is_refused(refused, tmp_path, target, what):
    content, about = NOT_WORKBOOKS[what]
    (tmp_path / "figures.xlsx").write_bytes(content)
    line = refused("--store", target, "import", tmp_path / "figures.xlsx", about=about)
    assert "figures.xlsx" in line
    refused("--store", target, "import", "--json", tmp_path / "figures.xlsx", about=about)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_that_a_truncated_workbook_is_refused(refused, workbook, target, share):
    whole = workbook.read_bytes()
    workbook.write_bytes(whole[: int(len(whole) * share)])
    refused("--store", target, "import", workbook, about=workbook.name)


def test_that_a_good_workbook_beside_a_bad_one_is_not_imported(refused, workbook, tmp_path, target):
    (tmp_path / "figures.xlsx").write_bytes(b"%PDF-1.7\n")
    refused("--store", target, "import", workbook, tmp_path / "figures.xlsx", about="figures.xlsx")


def test_that_a_missing_workbook_or_a_folder_is_refused(refused, tmp_path, target):
    refused("--store", target, "import", tmp_path / "nowhere.xlsx", about="is not there")
    (tmp_path / "papers").mkdir()
    refused("--store", target, "import", tmp_path / "papers", about="is a folder")


def test_that_a_workbook_with_nothing_in_it_is_refused(refused, tmp_path, target):
    from openpyxl import Workbook

    Workbook().save(tmp_path / "empty.xlsx")
    refused("--store", target, "import", tmp_path / "empty.xlsx", about="empty.xlsx")


def test_that_a_remembered_layout_that_there_is_not_is_refused(refused, workbook, target):
    refused("--store", target, "import", workbook, "--profile", "ours", about="ours")


def denied(monkeypatch, workbook: Path, **facts: int) -> None:
    """Have the system refuse to let the workbook be read."""
    read_bytes = Path.read_bytes

    def read(self: Path) -> bytes:
        if self.name != workbook.name:
            return read_bytes(self)
        error = PermissionError(errno.EACCES, "Permission denied", str(self))
        for name, value in facts.items():
            setattr(error, name, value)
        raise error

    monkeypatch.setattr(Path, "read_bytes", read)


def test_that_a_workbook_that_may_not_be_read_is_refused(run, workbook, target, monkeypatch):
    denied(monkeypatch, workbook)
    must_be_refused(run("--store", target, "import", workbook), about="may not read")


def test_that_a_workbook_that_another_program_holds_is_refused(run, workbook, target, monkeypatch):
    denied(monkeypatch, workbook, winerror=32)
    must_be_refused(run("--store", target, "import", workbook), about="open in another program")


def test_that_the_rights_of_a_workbook_are_respected(rights, workbook):
    mine = Path(shutil.copy(workbook, rights))
    mine.chmod(0o000)
    must_be_refused(run_as_ordinary_user(rights, "--store", "new.scorecard", "import", mine), about="may not read")
    assert [path.name for path in rights.iterdir()] == [mine.name]


@pytest.mark.parametrize("command", ["import", "pack", "demo"])
def test_that_a_folder_that_may_not_be_written_is_refused(rights, made_store, workbook, command):
    locked = rights / "locked"
    locked.mkdir()
    book = Path(shutil.copy(workbook, rights))
    store = Path(shutil.copy(made_store, rights))
    locked.chmod(0o555)
    before = tree(rights)
    words = {
        "import": ["--store", locked / "new.scorecard", "import", book],
        "pack": ["--store", store, "pack", "--out", locked / "pack.pdf"],
        "demo": ["demo", "--out", locked / "demo"],
    }[command]
    must_be_refused(run_as_ordinary_user(rights, *words), about="locked")
    assert tree(rights) == before


@pytest.mark.parametrize("file_mode", [0o444, 0o644])
def test_that_a_store_in_a_folder_that_may_not_be_written_can_be_read_and_not_imported_into(
    rights, made_store, workbook, file_mode
):
    locked = rights / "locked"
    locked.mkdir()
    store = Path(shutil.copy(made_store, locked))
    book = Path(shutil.copy(workbook, rights))
    store.chmod(file_mode)
    locked.chmod(0o555)
    before = tree(rights)
    assert run_as_ordinary_user(rights, "--store", store, "rate", "--json").code == 0
    must_be_refused(run_as_ordinary_user(rights, "--store", store, "import", book), about="may not be written")
    assert tree(rights) == before


def test_that_a_store_that_may_not_be_read_is_refused(rights, made_store):
    store = Path(shutil.copy(made_store, rights))
    store.chmod(0o000)
    must_be_refused(run_as_ordinary_user(rights, "--store", store, "rate"), about="may not be read")


def test_that_a_store_that_is_read_only_is_not_imported_into(rights, made_store, workbook):
    store = Path(shutil.copy(made_store, rights))
    book = Path(shutil.copy(workbook, rights))
    store.chmod(0o444)
    before = tree(rights)
    must_be_refused(run_as_ordinary_user(rights, "--store", store, "import", book), about="may not be written")
    assert tree(rights) == before


@pytest.mark.parametrize("folder", ["nowhere", "nowhere/deeper"])
def test_that_a_folder_that_is_not_there_is_refused(refused, tmp_path, workbook, store, folder):
    place = tmp_path / folder
    refused("--store", place / "new.scorecard", "import", workbook, about="no folder")
    refused("--store", place / "new.scorecard", "rate", about="no scorecard file")
    refused("--store", store, "pack", "--out", place / "pack.pdf", about="no folder")


def test_that_a_full_disk_under_the_pack_is_refused_and_the_old_pack_stays(run, small_disk, store):
    disk = small_disk(64)
    (disk / "pack.pdf").write_bytes(b"%PDF the one before")
    before = tree(disk)
    must_be_refused(run("--store", store, "pack", "--out", disk / "pack.pdf"), about="room")
    assert tree(disk) == before


def test_that_a_full_disk_under_a_new_store_is_refused_and_leaves_nothing(run, small_disk, workbook):
    disk = small_disk(256)
    must_be_refused(run("--store", disk / "new.scorecard", "import", workbook), about="full")
    assert tree(disk) == {}


def test_that_a_full_disk_under_a_store_is_refused_and_the_store_is_as_it_was(run, small_disk, made_store, workbook):
    disk = small_disk(made_store.stat().st_size // 1024 + 40)
    first = Path(shutil.copy(made_store, disk / "council.scorecard"))
    from openpyxl import load_workbook

    changed = load_workbook(workbook)
    for row in changed["Monthly"].iter_rows(min_row=7):
        for cell in row:
            if isinstance(cell.value, float):
                cell.value = round(cell.value * 0.97, 4)
    changed.save(workbook)
    before = run("--store", first, "rate", "--json").json
    content = tree(disk)
    must_be_refused(run("--store", first, "import", workbook), about="full")
    assert tree(disk).keys() == content.keys()
    assert run("--store", first, "rate", "--json").json == before


def test_that_a_disk_that_fills_while_the_pack_is_written_is_refused(run, store, tmp_path, monkeypatch):
    (tmp_path / "pack.pdf").write_bytes(b"%PDF the one before")
    before = tree(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    said = run("--store", store, "pack", "--out", tmp_path / "pack.pdf")
    monkeypatch.undo()
    must_be_refused(said, about="room")
    assert tree(tmp_path) == before


NOT_STORES = {
    "a PDF": b"%PDF-1.7\n",
    "text": b"Ref,Indicator\n",
    "nothing": b"",
    "a workbook": b"PK\x03\x04" + bytes(100),
    "half a header": b"SQLite format 3\x00",
}


@pytest.mark.parametrize("command", ["import", "rate", "check", "pack", "reconcile"])
@pytest.mark.parametrize("what", [*NOT_STORES, "another program's", "a newer version", "one cut short"])
def test_that_what_is_no_store_is_refused_by_every_command(refused, store, workbook, tmp_path, command, what):
    if what in NOT_STORES:
        store.write_bytes(NOT_STORES[what])
    elif what == "one cut short":
        store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])
    else:
        pragma = "user_version" if what == "a newer version" else "application_id"
        with closing(sqlite3.connect(store)) as connection:
            connection.execute(f"PRAGMA {pragma} = {len(MIGRATIONS) + 1}")
    words = {
        "import": [workbook],
        "pack": ["--out", tmp_path / "pack.pdf"],
        "reconcile": ["--from", "2025-05", "--to", "2025-07"],
    }.get(command, [])
    line = refused("--store", store, command, *words, about=store.name)
    if what == "a newer version":
        assert "newer Scorecard Desktop" in line


HOLD = """
import sys, time
from scorecard_desktop.services.session import Session
session = Session.open(sys.argv[1], who="Sam")
print("held", flush=True)
time.sleep(60)
"""


def test_that_a_store_held_by_another_process_is_refused_and_says_by_whom(refused, store, workbook):
    with subprocess.Popen([sys.executable, "-c", HOLD, str(store)], stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            refused("--store", store, "import", workbook, about="is held by Sam on")
        finally:
            other.kill()


@pytest.mark.parametrize("command", ["rate", "check", "pack", "reconcile"])
def test_that_a_missing_store_is_not_made_by_a_command_that_reads(refused, tmp_path, command):
    words = {"pack": ["--out", tmp_path / "p.pdf"], "reconcile": ["--from", "2025-05", "--to", "2025-07"]}.get(
        command, []
    )
    refused("--store", tmp_path / "new.scorecard", command, *words, about="import a workbook first")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["pack"], "--out"),
        (["import"], "PATH"),
        ([], "COMMAND"),
        (["paint"], "paint"),
        (["rate", "--colour"], "--colour"),
        (["reconcile", "--from", "2025-05"], "--to"),
        (["pack", "--out", "p.pdf", "--template", "poster"], "poster"),
        (["pack", "--out", "p.pdf", "--period", "2031-04"], "Apr 2031"),
        (["pack", "--out", "p.pdf", "--date", "soon"], "soon"),
        (["rate", "--period", "soon"], "soon"),
        (["rate", "--period", "2031-04"], "Apr 2031"),
        (["reconcile", "--from", "2025-07", "--to", "2025-05"], "before"),
        (["reconcile", "--from", "2019-07", "--to", "2025-07"], "2019-07"),
        (["spc", "nowhere.json"], "nowhere.json"),
    ],
)
def test_that_what_cannot_be_asked_is_refused(refused, store, words, about, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused("--store", store, *words, about=about)


def test_that_spc_refuses_what_is_no_series(refused, tmp_path):
    for text in ("{", "[1]", '{"values": "many"}'):
        (tmp_path / "series.json").write_text(text)
        refused("spc", "--json", tmp_path / "series.json")


def test_that_a_demo_beside_an_old_one_is_refused(run, tmp_path):
    assert run("demo", "--out", tmp_path).code == 0
    before = tree(tmp_path)
    must_be_refused(run("demo", "--out", tmp_path), about="there already")
    assert tree(tmp_path) == before


def test_that_a_fault_of_ours_is_one_line_and_a_report_without_figures(run, store, monkeypatch, user_folders):
    figures = f"{81}.{7}"

    def broken(*_: object) -> None:
        raise ZeroDivisionError(figures)

    monkeypatch.setattr("scorecard_desktop.services.rows.rating_rows", broken)
    said = run("--store", store, "rate")
    assert said.code == 3
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    (report,) = user_folders.rglob("fault-*.txt")
    assert str(report) in said.err
    written = report.read_text("utf-8")
    assert "ZeroDivisionError" in written
    assert "in broken" in written
    assert figures not in written


def test_that_a_fault_while_importing_leaves_no_store(run, workbook, tmp_path, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    before = tree(tmp_path)
    monkeypatch.setattr("scorecard_desktop.store.writing.write_history", broken)
    assert run("--store", tmp_path / "new.scorecard", "import", workbook).code == 3
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "variant", "about"),
    [
        ("pack.docx", "standard", ".pdf, .html or .xlsx"),
        ("pack.pdf", "huge", "standard, large, plain"),
        ("pack.html", "large", "end the name in .pdf"),
        ("pack.xlsx", "plain", "end the name in .pdf"),
    ],
)
def test_that_a_form_that_there_is_not_is_refused(refused, store, tmp_path, name, variant, about):
    refused("--store", store, "pack", "--out", tmp_path / name, "--variant", variant, about=about)

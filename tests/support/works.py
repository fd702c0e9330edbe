"""What officers do with a store, each to be broken off at any instant: what it begins with, does, and may leave."""

from __future__ import annotations

import contextlib
import io
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from scorecard_desktop.cli import main
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import SourceFile
from scorecard_desktop.services.backups import held, listed, put_back
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.session import Asked, Session, first_change_set
from scorecard_desktop.store.backup_names import folder_of

KEPT = Path(__file__).resolve().parents[1] / "store" / "files"
STORE = "council.scorecard"
OUTPUTS = ("all.xlsx", "pack.pdf", "pack.html", "pack.xlsx")
DATED = (SourceFile, Profile)
"""Records that say when they were made."""


@dataclass(frozen=True)
class Done:
    """How a work ended: the command's exit code, and the line that it said to an officer."""

    code: int
    said: str

    @property
    def refused(self) -> bool:
        return self.code == 2


@dataclass(frozen=True)
class State:
    """What a folder holds that counts: the store's records and steps (None where there is no store), the papers."""

    records: frozenset[object] | None
    steps: tuple[str, ...]
    papers: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Work:
    """One thing that is done with the store of a folder; done again once it is done it changes nothing, or is more."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path], Done]
    is_more: bool = False


def command(folder: Path, *arguments: str) -> Done:
    """The command on the folder's store, in this process."""
    said, printed = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
        code = main(["--store", str(folder / STORE), *arguments])
    return Done(code, said.getvalue().strip())


def state_of(folder: Path) -> State:
    """What is there now, read as any reader would."""
    papers = tuple((name, _content_of(folder / name)) for name in OUTPUTS if (folder / name).exists())
    place = folder / STORE
    if not place.exists():
        return State(None, (), papers)
    with Session.open(place, read_only=True) as session:
        records = frozenset(_told(record) for record in session.book.records())
        steps = tuple(dict.fromkeys(entry.label for entry in session.search(Asked(most=10**9))))
    return State(records, steps, papers)


def _content_of(paper: Path) -> bytes:
    """A paper's bytes; of an export those of its parts, but for what says when it was made. Raises where it is not whole."""
    if paper.name != "all.xlsx":
        return paper.read_bytes()
    with ZipFile(paper) as parts:
        return b"".join(name.encode() + parts.read(name) for name in parts.namelist() if name != "docProps/core.xml")


def _told(record: Record) -> object:
    if isinstance(record, Publication):  # its key is dated too
        return (record.record_kind, record.number)
    return (record.record_kind, record.key) if isinstance(record, DATED) else record


def is_between(now: State, before: State, after: State) -> bool:
    """Whether the store or a paper is neither as before nor as after. A new store that holds nothing yet is as before."""
    stored = (now.records, now.steps)
    whole = stored in ((before.records, before.steps), (after.records, after.steps))
    is_new = before.records is None and now.steps == (first_change_set().label,)
    return not (whole or is_new) or now.papers not in (before.papers, after.papers)


def trouble_of(place: Path) -> str:
    """What is wrong with a store's pages, indexes or references, or with a backup that is offered; empty where nothing."""
    try:
        if place.exists():
            held(place)
        for backup in listed(place):
            held(backup.path)
    except Refusal as refusal:
        return refusal.message
    return ""


def version_of(place: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def left_over(folder: Path) -> list[str]:
    """Files that should not be there once everybody has closed."""
    expected = {STORE, *OUTPUTS, folder_of(folder / STORE).name}
    found = [path.name for path in folder.iterdir() if path.name not in expected]
    backups = folder_of(folder / STORE)
    if backups.exists():
        good = {backup.path for backup in listed(folder / STORE)}
        found += [path.name for path in backups.iterdir() if path not in good]
    return sorted(found)


def sample(words: str) -> Path:
    return next(path for path in sample_workbooks() if words in path.name)


def _filled(folder: Path) -> None:
    assert command(folder, "import", str(sample("vital-signs"))).code in (0, 1)


def _old(version: int) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        shutil.copy(KEPT / f"v{version}.scorecard", folder / STORE)

    return prepare


def _with_papers(folder: Path) -> None:
    """Every paper is there already, made of what the store held before."""
    _filled(folder)
    assert command(folder, "export", "--out", str(folder / "all.xlsx")).code == 0
    for name in ("pack.pdf", "pack.html", "pack.xlsx"):
        assert _pack(name)(folder).code in (0, 1)
    # what the papers show, and not only the second in which it was changed
    assert command(folder, "settings", "exceptions.on", "deteriorating").code == 0


def _backed_up(folder: Path) -> None:
    _filled(folder)
    with Session.open(folder / STORE) as session:
        session.back_up("asked for")
    assert set_to("9")(folder).code == 0


def _export(folder: Path) -> Done:
    return command(folder, "export", "--out", str(folder / "all.xlsx"))


def _pack(name: str, *more: str) -> Callable[[Path], Done]:
    template = ("--template", "vital-signs")
    return lambda folder: command(folder, "pack", *template, "--out", str(folder / name), *more)


def set_to(value: str) -> Callable[[Path], Done]:
    """One edit, by the command."""
    return lambda folder: command(folder, "settings", "trajectory.points", value)


def _import(words: str) -> Callable[[Path], Done]:
    return lambda folder: command(folder, "import", str(sample(words)))


def _by_session(work: Callable[[Path], str]) -> Callable[[Path], Done]:
    def act(folder: Path) -> Done:
        try:
            trouble = work(folder / STORE)
        except Refusal as refusal:
            return Done(2, refusal.message)
        return Done(2 if trouble else 0, trouble)

    return act


def _back_up(store: Path) -> str:
    with Session.open(store) as session:
        session.back_up("asked for")
        return session.backup_trouble


def _restore(store: Path) -> str:
    asked_for = next(backup for backup in listed(store) if backup.occasion == "asked for")
    put_back(asked_for, store)
    return ""


WORKS = (
    Work("an edit", _filled, set_to("6")),
    Work("an import", _filled, _import("risk-register")),
    Work("an import into a new store", lambda _folder: None, _import("risk-register")),
    Work("a backup", _backed_up, _by_session(_back_up)),
    Work("a restore", _backed_up, _by_session(_restore)),
    Work("an export", _with_papers, _export),
    Work("a PDF", _with_papers, _pack("pack.pdf")),
    Work("a web page", _with_papers, _pack("pack.html")),
    Work("a pack as a workbook", _with_papers, _pack("pack.xlsx")),
    Work("a pack that goes out", _with_papers, _pack("pack.pdf", "--publish"), is_more=True),
    Work("a migration from version 1", _old(1), set_to("6")),
    Work("a migration from version 9", _old(9), set_to("6")),
)

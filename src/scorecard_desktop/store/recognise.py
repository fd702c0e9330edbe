"""Telling a store from any other file by its first bytes, before SQLite or anything else opens it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.cipher import looks_encrypted, password_needed, wrong_password
from scorecard_desktop.store.connecting import connect
from scorecard_desktop.store.shape import APPLICATION_ID
from scorecard_desktop.store.troubles import Damaged, damaged, of_file_system

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_UTF_8 = 1
_LOOKS_LIKE = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a workbook or another zipped file; a workbook is imported into a scorecard file"),
    (b"\xd0\xcf\x11\xe0", "a workbook or another Office file; a workbook is imported into a scorecard file"),
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of an SQLite file says. ``pages`` is None where the header does not vouch for it."""

    application: int
    version: int
    encoding: int
    page_size: int
    pages: int | None


def recognise(path: Path, newest: int) -> int:
    """The schema version that the header of the store at ``path`` states.

    Raises Refusal, the file untouched, where it is missing, may not be read, is no store of ours, is cut short, or
    is of a version after ``newest``; PasswordNeeded where it is encrypted.
    """
    content, size = _beginning(path)
    if size == 0:
        raise Damaged(f"“{path}” is empty: it is not a scorecard file.", path)
    if not content.strip(b"\x00"):
        raise Damaged(f"“{path}” holds nothing but zeros, as after a power cut. Open a backup of it instead.", path)
    if not content.startswith(_MAGIC):
        if is_encrypted(path):
            raise password_needed(path)
        looks = next((f": it looks like {words}" for magic, words in _LOOKS_LIKE if content.startswith(magic)), "")
        raise Refusal(f"“{path}” is not a scorecard file{looks}.")
    if len(content) < _HEADER_BYTES:
        raise damaged(path)
    header = read_header(content)
    if header.application != APPLICATION_ID:
        raise Refusal(f"“{path}” is a database of another program, not a scorecard file.")
    if header.version > newest:
        raise _newer(path, _written_by(path))
    short = header.pages is not None and size < header.pages * header.page_size
    if (header.version < 1 or short or header.encoding != _UTF_8) and not _cut_off(path):
        raise damaged(path)
    return header.version


def is_encrypted(path: Path) -> bool:
    """Whether the file at ``path`` may be a store that has a password. Raises Refusal where it cannot be read."""
    content, _ = _beginning(path)
    told = content.startswith(_MAGIC) or any(content.startswith(magic) for magic, _ in _LOOKS_LIKE)
    return not told and looks_encrypted(path)


def recognise_by(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The schema version of a store that was connected to with a key.

    Raises PasswordNeeded where that is not its, Refusal as ``recognise`` does.
    """
    try:
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        )
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise wrong_password(path) from error
        raise
    if application != APPLICATION_ID:
        raise Refusal(f"“{path}” is a database of another program, not a scorecard file.")
    if version > newest:
        raise _newer(path, "")
    if version < 1:
        raise damaged(path)
    return version


def _newer(path: Path, by: str) -> Refusal:
    return Refusal(
        f"“{path}” was written by a newer Scorecard Desktop{by}. "
        "Install the newer version to open it; the file has been left as it is."
    )


def _cut_off(path: Path) -> bool:
    """Whether a change was cut off half-way.

    The first page may be ahead of the rest then: SQLite takes the change back by its journal when it opens the file,
    and only after that does the header hold.
    """
    try:
        return path.with_name(f"{path.name}-journal").stat().st_size > 0
    except OSError:
        return False


def _beginning(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES), path.stat().st_size
    except FileNotFoundError as error:
        raise Refusal(f"There is no scorecard file at “{path}”.") from error
    except IsADirectoryError as error:
        raise Refusal(f"“{path}” is a folder, not a scorecard file.") from error
    except PermissionError as error:
        if path.is_dir():  # as Windows puts it
            raise Refusal(f"“{path}” is a folder, not a scorecard file.") from error
        raise Refusal(f"“{path}” may not be read: ask for permission, or close the program that holds it.") from error
    except OSError as error:
        refusal = of_file_system(path, error)
        if refusal is None:
            raise
        raise refusal from error


def read_header(content: bytes) -> Header:
    """The fields of an SQLite header that matter here (the file format's sections 1.3.2 to 1.3.18)."""

    def number(at: int, length: int = 4) -> int:
        return int.from_bytes(content[at : at + length], "big")

    page_size = number(16, 2)
    vouched_for = number(24) == number(92)
    return Header(
        application=number(68),
        version=number(60),
        encoding=number(56),
        page_size=65536 if page_size == 1 else page_size,
        pages=number(28) if vouched_for else None,
    )


def _written_by(path: Path) -> str:
    """The version of the program that wrote a newer file, where the file still tells it as this version would.

    ``immutable`` keeps SQLite from touching anything: no lock, no journal, no change of the file's time.
    """
    try:
        with closing(connect(path.resolve(), "ro", immutable=True)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE name = 'written by'").fetchone()
    except sqlite3.Error:
        return ""
    text = str(found[0])[:20] if found is not None else ""
    return f" ({text})" if text and all(c.isalnum() or c in ".+-" for c in text) else ""

"""From a path to bytes that are a workbook's, or a Refusal that says why not and what to do."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing.limits import Limits

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHARING_VIOLATION = (32, 33)
_UNLOCK = "remove the password (File, Info, Protect Workbook), save, and import again"


class FileFormat(Enum):
    """The family of file, told from its content and never from its name."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook's bytes, checked against the limits."""

    name: str
    hash: str
    content: bytes
    format: FileFormat


class WatchedBytes(io.BytesIO):
    """Bytes whose every reading asks whether to stop, so that a long parse is cancelled at once."""

    def __init__(self, content: bytes, cancelled: Callable[[], bool] | None) -> None:
        super().__init__(content)
        self._cancelled = cancelled

    def read(self, size: int | None = -1, /) -> bytes:
        """Raises Cancelled where the officer asked to stop."""
        stop_if(self._cancelled)
        return super().read(size)


def open_workbook_file(path: Path, limits: Limits, cancelled: Callable[[], bool] | None = None) -> Opened:
    """Read and check a file. Raises Refusal with one plain line where it cannot be imported."""
    content = _read(path, limits)
    name = path.name
    if content.startswith(_OLE):
        return Opened(name, _hash(content), content, _ole_format(name, content))
    if content.startswith(_ZIP):
        return Opened(name, _hash(content), content, _zip_format(name, content, limits, cancelled))
    instead = _what_instead(content)
    if instead is None:
        return Opened(name, _hash(content), content, FileFormat.TEXT)
    raise Refusal(f"{name} is not a workbook{instead}. {_CHOOSE}")


_CHOOSE = "Choose an Excel or OpenDocument workbook, or a CSV file (.xlsx, .xlsm, .xls, .ods or .csv)."


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: Path, limits: Limits) -> bytes:
    with said_plainly(path):
        if path.is_dir():
            raise Refusal(f"{path.name or path} is a folder. Choose a workbook inside it.")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise Refusal(
                f"{path.name} is {size / 1_048_576:,.0f} MB; workbooks up to {limits.file_bytes / 1_048_576:,.0f} MB "
                "are read. Save a copy with only the sheets that are needed, or raise the setting import.file-mb."
            )
        return path.read_bytes()


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Whatever keeps a file from being read becomes a Refusal that says what to do."""
    try:
        yield
    except FileNotFoundError:
        raise Refusal(f"{path.name} is not there (looked in {path.parent}). Check the name and the folder.") from None
    except PermissionError as error:
        if getattr(error, "winerror", None) in _SHARING_VIOLATION:
            raise Refusal(f"{path.name} is open in another program. Close it there and import again.") from None
        raise Refusal(
            f"You may not read {path.name}. Ask its owner for access, or copy it to a folder of your own."
        ) from None
    except OSError as error:
        raise Refusal(
            f"{path.name} could not be read ({error.strerror or error}). Check the drive, or copy the file first."
        ) from None


def _what_instead(content: bytes) -> str | None:
    """What a file is that is no workbook, or None where it may be a table in plain text."""
    if not content:
        return ": it is empty, zero bytes"
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF"):
        return ": it is a PDF"
    if start[:5].lower() == b"<html" or start[:9].lower() == b"<!doctype":
        return ": it is a web page"
    if start.startswith(b"<?xml"):
        return ": it is XML"
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return ": it is a picture"
    return None if _reads_as_text(content[:4096]) else ""


_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1a")


def _reads_as_text(start: bytes) -> bool:
    """True where the bytes are those of words: no control characters, or every second byte empty as in UTF-16."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not start.translate(None, bytes(set(range(256)) - set(_CONTROLS))):
        return True
    half = len(start) // 2
    return (
        max(start[::2].count(0), start[1::2].count(0)) > half * 0.8
        and min(start[::2].count(0), start[1::2].count(0)) < half * 0.05
    )


def _ole_format(name: str, content: bytes) -> FileFormat:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = {"/".join(parts).casefold() for parts in container.listdir()}
    except Exception as error:
        raise damaged(name) from error
    if "encryptedpackage" in streams:
        raise Refusal(f"{name} is protected by a password. In Excel, {_UNLOCK}.")
    if streams & {"workbook", "book"}:
        return FileFormat.XLS
    if "worddocument" in streams:
        raise Refusal(f"{name} is a Word document, not a workbook. {_CHOOSE}")
    raise Refusal(f"{name} is not a workbook. {_CHOOSE}")


def _zip_format(name: str, content: bytes, limits: Limits, cancelled: Callable[[], bool] | None) -> FileFormat:
    _check_directory(name, content, limits)
    try:
        with zipfile.ZipFile(WatchedBytes(content, cancelled)) as archive:
            _check_parts(name, archive, limits)
            form = _form(name, archive, set(archive.namelist()))
    except (Refusal, Cancelled):
        raise
    except Exception as error:  # whatever a damaged archive makes the reader raise
        raise damaged(name) from error
    return form


_DIRECTORY_END = b"PK\x05\x06"
_LARGE_DIRECTORY_END = b"PK\x06\x06"
_DIRECTORY_ENTRY = 1024
"""More bytes than the directory of an archive needs for one part."""


def _check_directory(name: str, content: bytes, limits: Limits) -> None:
    """Refuse an archive with more parts than any workbook has, before its directory is read."""
    tail = content[-(65_536 + 64) :]
    for mark, place, form in ((_DIRECTORY_END, 12, "<I"), (_LARGE_DIRECTORY_END, 40, "<Q")):
        found = tail.find(mark)
        while found >= 0:
            field = tail[found + place : found + place + struct.calcsize(form)]
            size = struct.unpack(form, field)[0] if len(field) == struct.calcsize(form) else 0
            if limits.parts * _DIRECTORY_ENTRY < size <= len(content):
                raise too_large(name, limits)
            found = tail.find(mark, found + 1)


def _check_parts(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise too_large(name, limits)
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal(f"{name} is protected by a password. In Excel, {_UNLOCK}.")


def _form(name: str, archive: zipfile.ZipFile, names: set[str]) -> FileFormat:
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        if b"manifest:encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refusal(f"{name} is protected by a password. Save a copy without one and import again.")
        return FileFormat.ODS
    if any(part.startswith("xl/workbook") and part.endswith(".bin") for part in names):
        return FileFormat.XLSB
    if any(part.startswith("xl/") for part in names) and "[Content_Types].xml" in names:
        return FileFormat.XLSX
    if any(part.startswith("word/") for part in names):
        raise Refusal(f"{name} is a Word document, not a workbook. {_CHOOSE}")
    raise Refusal(f"{name} is a zip archive, not a workbook. Unpack it and import the workbook inside.")


def damaged(name: str) -> Refusal:
    """The refusal for a file whose inside turns out to be broken."""
    return Refusal(
        f"{name} is damaged or not whole. Open it in Excel, let Excel repair it, save it under a new name, and import "
        "that; or ask for it to be sent again."
    )


def too_large(name: str, limits: Limits) -> Refusal:
    """The refusal for a file that is small on the disk and larger than any workbook inside."""
    return Refusal(
        f"{name} unpacks to more than {limits.unpacked_bytes / 1_048_576:,.0f} MB, which no scorecard "
        "needs. Save a copy with only the sheets that are needed, or raise the setting import.unpacked-mb."
    )


def too_many_cells(name: str, limits: Limits) -> Refusal:
    """The refusal for a workbook with more cells than can be read."""
    return Refusal(
        f"{name} has more than {limits.cells:,} cells, or {limits.blanks:,} that are empty but formatted. Copy the "
        "tables to a new workbook and import that, or raise the setting import.cells or import.blanks."
    )


def too_much_text(name: str, limits: Limits) -> Refusal:
    """The refusal for a workbook with more words than can be read."""
    return Refusal(
        f"{name} holds more than {limits.characters:,} characters of text. Copy the tables to a new workbook and "
        "import that, or raise the setting import.characters."
    )


def harmful(name: str) -> Refusal:
    """The refusal for a file that tries to make its reader open or build what is not in it."""
    return Refusal(
        f"{name} holds declarations that no spreadsheet program writes and that can harm. It is not opened; ask who "
        "sent it."
    )


def stop_if(cancelled: Callable[[], bool] | None) -> None:
    """Raises Cancelled where the officer asked to stop."""
    if cancelled is not None and cancelled():
        raise Cancelled

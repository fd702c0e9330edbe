"""How large a file may be before it is declined."""

from __future__ import annotations

from scorecard_desktop.domain import settings
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may hold. Beyond it the file is refused with a plain message that names the setting.

    ``file_bytes`` is the size on disk, ``unpacked_bytes`` that of all parts once decompressed and ``parts`` how many
    those may be. ``cells`` is how many cells that hold something, or are covered by a merge, and ``rows`` how many rows
    all sheets may have together, ``columns`` how many each, for their tables to be looked for; ``headings`` is how many
    different words may stand in rows that could be headings. The program's own workbooks, whose layout is known, may
    have ``own_cells``. ``published_bytes`` is the size on disk of a file of
    published figures, which is never held whole. ``blanks`` is how many cells may be only formatted.
    ``text`` is how long one cell's text may be: more is cut off, with a finding. ``characters`` is how long all texts
    may be together. ``depth`` is how deep elements may stand within one another.
    """

    file_bytes: int = 64 * _MEBIBYTE
    published_bytes: int = 4_096 * _MEBIBYTE
    unpacked_bytes: int = 256 * _MEBIBYTE
    parts: int = 5_000
    cells: int = 400_000
    own_cells: int = 400_000
    rows: int = 10_000
    columns: int = 1_000
    headings: int = 20_000
    blanks: int = 1_000_000
    text: int = 32_767
    characters: int = 5_000_000
    depth: int = 100


def limits_of(book: Book) -> Limits:
    """The limits that a council has chosen."""
    return Limits(
        file_bytes=settings.value_of(book, settings.IMPORT_FILE_MB) * _MEBIBYTE,
        published_bytes=settings.value_of(book, settings.IMPORT_PUBLISHED_MB) * _MEBIBYTE,
        unpacked_bytes=settings.value_of(book, settings.IMPORT_UNPACKED_MB) * _MEBIBYTE,
        cells=settings.value_of(book, settings.IMPORT_CELLS),
        own_cells=max(settings.value_of(book, settings.IMPORT_CELLS), Limits().own_cells),
        rows=settings.value_of(book, settings.IMPORT_ROWS),
        columns=settings.value_of(book, settings.IMPORT_COLUMNS),
        headings=settings.value_of(book, settings.IMPORT_HEADINGS),
        blanks=settings.value_of(book, settings.IMPORT_BLANKS),
        text=settings.value_of(book, settings.IMPORT_TEXT),
        characters=settings.value_of(book, settings.IMPORT_CHARACTERS),
    )

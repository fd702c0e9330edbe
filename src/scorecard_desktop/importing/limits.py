"""How large a file may be before it is declined."""

from __future__ import annotations

from dataclasses import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may hold. Each is a setting; beyond it the file is refused with a plain message.

    ``file_bytes`` is the size on disk, ``unpacked_bytes`` that of all parts once decompressed and ``parts`` how many
    those may be. ``cells`` is how many cells that hold something, or are covered by a merge, all sheets may have
    together; ``blanks`` how many that are only formatted. ``text`` is how long one cell's text may be: more is cut off,
    with a finding. ``depth`` is how deep elements may stand within one another.
    """

    file_bytes: int = 64 * _MEBIBYTE
    unpacked_bytes: int = 256 * _MEBIBYTE
    parts: int = 5_000
    cells: int = 500_000
    blanks: int = 1_000_000
    text: int = 32_767
    depth: int = 100

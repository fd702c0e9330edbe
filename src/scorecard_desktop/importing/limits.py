"""How large a file may be before it is declined."""

from __future__ import annotations

from dataclasses import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may hold. Each is a setting; beyond it the file is refused with a plain message.

    ``file_bytes`` is the size on disk, ``unpacked_bytes`` that of all parts once decompressed, ``cells`` how many
    cells all sheets may have together (styled and merged ones included), ``text`` how long one cell's text may be.
    """

    file_bytes: int = 64 * _MEBIBYTE
    unpacked_bytes: int = 256 * _MEBIBYTE
    parts: int = 5_000
    cells: int = 500_000
    text: int = 32_767

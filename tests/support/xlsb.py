"""A binary xlsx workbook, written record by record: nothing on a developer's machine writes one."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from support.workbooks import Look

_CONTENT_TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"""
_RELATIONS = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>
</Relationships>"""


def record(kind: int, data: bytes = b"") -> bytes:
    """One record: kind and length as numbers of seven bits a byte."""
    written = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    length = b""
    while size >= 0x80:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return written + length + bytes([size]) + data


def _words(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def save_xlsb(
    path: Path, rows: Sequence[Sequence[object]], sheet: str = "County", at: tuple[int, int] = (1, 1)
) -> Path:
    """Write a workbook of one sheet, its first cell at ``at``; numbers may have a look with a format."""
    formats: dict[str, int] = {}
    body = record(129) + record(148, struct.pack("<4I", 0, 4, 0, 4)) + record(145)  # a sheet that lies about its size
    for row, values in enumerate(rows, at[0] - 1):
        body += record(0, struct.pack("<II", row, 0) + bytes(9))
        for column, value in enumerate(values, at[1] - 1):
            look = value if isinstance(value, Look) else Look(value)
            style = formats.setdefault(look.number_format, len(formats) + 1) if look.number_format else 0
            where = struct.pack("<II", column, style)
            if isinstance(look.value, str):
                body += record(6, where + _words(look.value))
            elif look.value is not None:
                body += record(5, where + struct.pack("<d", look.value))
    body += record(146) + record(130)
    styles = record(278) + record(615, struct.pack("<I", len(formats)))
    styles += b"".join(record(44, struct.pack("<H", 164 + n) + _words(code)) for code, n in formats.items())
    styles += record(616) + record(617, struct.pack("<I", len(formats) + 1))
    for number in (0, *(164 + n for n in formats.values())):
        styles += record(47, struct.pack("<HH", 0, number) + bytes(12))
    styles += record(618) + record(279)
    listed = record(143) + record(156, struct.pack("<II", 0, 1) + _words("rId1") + _words(sheet)) + record(144)
    parts: Mapping[str, bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONS % (b"officeDocument", b"xl/workbook.bin"),
        "xl/workbook.bin": record(131) + listed + record(132),
        "xl/_rels/workbook.bin.rels": _RELATIONS % (b"worksheet", b"worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": body,
        "xl/styles.bin": styles,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path

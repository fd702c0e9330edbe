"""The bytes of a PDF file from reportlab's objects, packed in object streams (ISO 32000-1, 7.5.7 and 7.5.8).

A tagged paper has tens of thousands of small objects, most of them structure. reportlab would write each in the open;
packed and compressed together they take a fifth of the room and less time.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

_PER_STREAM = 200
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def file_bytes(document: Any, written: dict[int, bytes]) -> bytes:
    """The whole file of a reportlab ``PDFDocument`` whose pages are done.

    ``written`` are objects that are ready, by the numbers that were set aside for them.
    """
    document.encrypt.prepare(document)
    root = document.Reference(document.Catalog).format(document)
    info = document.Reference(document.info).format(document)
    file = _File()
    for number, body in written.items():
        file.add_packed(number, body)
    number = 0
    while number < document.objectcounter:  # formatting an object may register more
        number += 1
        if number in written:
            continue
        thing = document.idToObject[document.numberToId[number]]
        body = pdfdoc.format(thing, document, toplevel=1)
        if body.rstrip().endswith(b"endstream"):
            file.add_open(number, body)
        else:
            file.add_packed(number, body)
    file.next_number = number + 1
    digest = document.signature.hexdigest().encode()
    return file.finish(b"/Root %s/Info %s/ID[<%s><%s>]" % (root, info, digest, digest))


class _File:
    """A file as it grows: what is written, and where each object is."""

    def __init__(self) -> None:
        self._parts = [_HEADER]
        self._length = len(_HEADER)
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._packed: list[tuple[int, bytes]] = []
        self.next_number = 1

    def add_open(self, number: int, body: bytes) -> None:
        """An object that stands by itself, as streams must."""
        self._places[number] = (1, self._length, 0)
        written = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._parts.append(written)
        self._length += len(written)

    def add_packed(self, number: int, body: bytes) -> None:
        """An object that goes into a stream with others."""
        self._packed.append((number, body))

    def finish(self, trailer: bytes) -> bytes:
        """Write the packed objects and the table of where everything is, and hand over the file."""
        for first in range(0, len(self._packed), _PER_STREAM):
            self._write_packed(self._packed[first : first + _PER_STREAM])
        self._write_places(trailer)
        return b"".join(self._parts)

    def _new_number(self) -> int:
        self.next_number += 1
        return self.next_number - 1

    def _write_packed(self, objects: list[tuple[int, bytes]]) -> None:
        holder = self._new_number()
        offsets, offset = [], 0
        for index, (number, body) in enumerate(objects):
            offsets.append(b"%d %d" % (number, offset))
            offset += len(body) + 1
            self._places[number] = (2, holder, index)
        head = b" ".join(offsets) + b"\n"
        data = zlib.compress(head + b"\n".join(body for _, body in objects), 4)
        kind = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
        self.add_open(holder, b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (kind, len(data), data))

    def _write_places(self, trailer: bytes) -> None:
        number = self._new_number()
        start = self._length
        self._places[number] = (1, start, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(4, "big") + which.to_bytes(2, "big")
            for _, (kind, where, which) in sorted(self._places.items())
        )
        data = zlib.compress(rows)
        kind = b"/Type/XRef/W[1 4 2]/Size %d" % (number + 1)
        self.add_open(
            number, b"<<%s%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (kind, trailer, len(data), data)
        )
        self._parts.append(b"startxref\n%d\n%%%%EOF\n" % start)

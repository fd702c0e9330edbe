"""ICU's data without the world's languages: a smaller libicudata for the same ICU, made of the one that Qt brings.

Qt on Linux reads and compares text by ICU, whose data for every language and old character set are 32 MB. What is
taken out here is what ICU itself looks for by the name of a language, and does without where it is not there.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from pathlib import Path

_MAGIC = b"\xda\x27"
_KIND = b"CmnD"

_LOCALE = re.compile(r"(?:(?:curr|lang|region|zone|unit|coll|rbnf|brkitr)/)?(?P<locale>[a-z]{2,3}(?:_\w+)?)\.res")
_KEPT_LOCALES = ("en", "root")
_DROPPED = re.compile(r".*\.(?:cnv|spp)|(?:translit|brkitr|rbnf)/.*|unames\.icu|confusables\.cfu")


def is_wanted(name: str) -> bool:
    """Whether an item stays: what is of no language, and what is of English."""
    if _DROPPED.fullmatch(name):
        return False
    found = _LOCALE.fullmatch(name)
    return found is None or found["locale"].split("_")[0] in _KEPT_LOCALES


def smaller(content: bytes) -> bytes:
    """A package of ICU's data with the wanted items alone. Raises ValueError where it is no such package."""
    header = struct.unpack_from("<H", content)[0]
    if content[2:4] != _MAGIC or content[12:16] != _KIND:
        raise ValueError("These are not the data of ICU.")
    count = struct.unpack_from("<I", content, header)[0]
    places = [struct.unpack_from("<II", content, header + 4 + 8 * n) for n in range(count)]
    ends = [data for _, data in places[1:]] + [len(content) - header]
    kept = []
    for (name_at, data_at), end in zip(places, ends, strict=True):
        name = content[header + name_at : content.index(b"\0", header + name_at)]
        if is_wanted(name.decode().split("/", 1)[1]):
            kept.append((name, content[header + data_at : header + end]))
    names, table, data = b"", b"", b""
    data_begins = 4 + 8 * len(kept) + sum(len(name) + 1 for name, _ in kept)
    data_begins += -(header + data_begins) % 16
    for name, item in kept:
        table += struct.pack("<II", 4 + 8 * len(kept) + len(names), data_begins + len(data))
        names += name + b"\0"
        data += item + b"\0" * (-len(item) % 16)
    front = struct.pack("<I", len(kept)) + table + names
    return content[:header] + front + b"\0" * (data_begins - len(front)) + data


def shrink(library: Path) -> int:
    """Put a smaller library in the place of ``libicudata.so.NN``; how many bytes that saves."""
    before = library.read_bytes()
    version = library.name.rsplit(".", 1)[1]
    begins, size = _symbol(library, f"icudt{version}_dat")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "data").write_bytes(smaller(before[begins : begins + size]))
        (folder / "data.s").write_text(
            f".section .rodata\n.globl icudt{version}_dat\n.type icudt{version}_dat, %object\n.balign 16\n"
            f'icudt{version}_dat:\n.incbin "data"\n.size icudt{version}_dat, .-icudt{version}_dat\n'
            '.section .note.GNU-stack,"",%progbits\n',
            "ascii",
        )
        subprocess.run(["as", "data.s", "-o", "data.o"], cwd=folder, check=True)
        link = [
            "ld",
            "-shared",
            "-z",
            "noexecstack",
            "--build-id=sha1",
            f"-soname={library.name}",
            "data.o",
            "-o",
            "out",
        ]
        subprocess.run(link, cwd=folder, check=True)
        library.write_bytes((folder / "out").read_bytes())
    return len(before) - library.stat().st_size


def _symbol(library: Path, name: str) -> tuple[int, int]:
    """Where in the file a symbol's bytes begin, and how many they are."""
    content = library.read_bytes()
    sections_at, entry_size, count = (
        struct.unpack_from("<Q", content, 0x28)[0],
        *struct.unpack_from("<HH", content, 0x3A),
    )
    sections = [struct.unpack_from("<IIQQQQIIQQ", content, sections_at + n * entry_size) for n in range(count)]
    for section in sections:
        if section[1] != 11:  # the table of dynamic symbols
            continue
        strings = sections[section[6]][4]
        for at in range(section[4], section[4] + section[5], 24):
            name_at, _, _, index, value, size = struct.unpack_from("<IBBHQQ", content, at)
            end = content.index(b"\0", strings + name_at)
            if content[strings + name_at : end] == name.encode() and index:
                _, _, _, address, offset, *_ = sections[index]
                available = sections[index][5] - (value - address)
                return value - address + offset, size or available
    raise ValueError(f"{library.name} has no {name}.")

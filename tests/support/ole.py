"""A password-protected workbook as Excel saves one: an OLE2 file that holds an encrypted package."""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF
_STREAM_SECTORS = 8  # 4,096 bytes: just too many for the mini stream


def encrypted_workbook() -> bytes:
    """The bytes of one. What is inside is noise: nobody has the password."""
    streams = (b"\x04\x00\x04\x00" + bytes(4092), bytes(range(256)) * 16)
    chains = [_FAT, _END]
    for first in (2, 2 + _STREAM_SECTORS):
        chains += [*range(first + 1, first + _STREAM_SECTORS), _END]
    fat = struct.pack("<128I", *chains, *[_FREE] * (128 - len(chains)))
    directory = (
        _entry("Root Entry", kind=5, child=1, start=_END, size=0)
        + _entry("EncryptionInfo", kind=2, right=2, start=2, size=4096)
        + _entry("EncryptedPackage", kind=2, start=2 + _STREAM_SECTORS, size=4096)
        + _entry("", kind=0, start=0, size=0)
    )
    return _header() + fat + directory + b"".join(streams)


def _header() -> bytes:
    fixed = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E,  # minor version
        3,  # major version
        0xFFFE,  # byte order
        9,  # sectors of 2⁹ bytes
        6,  # mini sectors of 2⁶
        bytes(6),
        0,  # directory sectors: not told in version 3
        1,  # sectors of the allocation table
        1,  # the directory's first sector
        0,
        4096,  # below this, a stream is mini
        _END,
        0,
        _END,
        0,
    )
    return fixed + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, *, kind: int, start: int, size: int, right: int = _NOBODY, child: int = _NOBODY) -> bytes:
    written = f"{name}\0".encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBBIII16sIQQIQ", written, len(written), kind, 1, _NOBODY, right, child, bytes(16), 0, 0, 0, start, size
    )

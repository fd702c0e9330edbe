"""What may stand on a disk after its power was cut: from what was done to it, as ``faulty_disk.c`` wrote it down.

What a file was synced with is there. Of what was written since, any part may be: all, none, some of it in another
order, a page in half. A file that was made, renamed or removed is so for certain once its folder was synced; until then
either may hold, each for itself.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("<cQQII")
_SECTOR = 512


@dataclass(frozen=True)
class Deed:
    """One call that did something: its letter (``faulty_disk.KINDS``, or d for a folder synced, n for a note)."""

    kind: str
    one: int
    two: int
    first: str
    second: bytes


def deeds_of(record: bytes) -> list[Deed]:
    """What was done, in its order."""
    found, at = [], 0
    while at < len(record):
        kind, one, two, first, second = _HEAD.unpack_from(record, at)
        at += _HEAD.size
        name, data = record[at : at + first].decode(), record[at + first : at + first + second]
        at += first + second
        found.append(Deed(kind.decode(), one, two, name, data))
    return found


@dataclass
class _File:
    synced: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes at a place; None cuts the file off there."""

    def all_of(self, changes: list[tuple[int, bytes | None]]) -> bytes:
        content = bytearray(self.synced)
        for place, data in changes:
            if data is None:
                content[place:] = bytes(max(0, place - len(content)))
            else:
                content.extend(bytes(max(0, place - len(content))))
                content[place : place + len(data)] = data
        return bytes(content)

    def after_cut(self, chance: random.Random) -> bytes:
        manner = chance.choice(("none", "all", "first", "some", "some", "torn"))
        if manner == "none":
            return self.synced
        kept = list(self.since)
        if manner == "first":
            kept = kept[: chance.randint(0, len(kept))]
        elif manner in ("some", "torn"):
            kept = [change for change in kept if chance.random() < 0.5]
        if manner == "torn" and kept:
            place, data = kept.pop(chance.randrange(len(kept)))
            kept.append((place, data[: _SECTOR * chance.randint(0, len(data) // _SECTOR)] if data else data))
        return self.all_of(kept)


@dataclass(frozen=True)
class Held:
    """A file that was there at first, with the system's number of it, or a folder, which has no content."""

    name: str
    number: int
    content: bytes | None


def held_in(folder: Path) -> list[Held]:
    """What a folder holds."""
    return [
        Held(str(path), path.stat().st_ino, None if path.is_dir() else path.read_bytes())
        for path in sorted(folder.rglob("*"))
    ]


class Disk:
    """A folder's disk, from what it held at first; ``do`` each deed, then ``cut`` the power."""

    def __init__(self, folder: Path, held: Sequence[Held]) -> None:
        self._folder = folder
        self._names: dict[str, _File | None] = {}
        self._files: dict[int, _File] = {}
        for one in held:
            file = self._names[one.name] = _File(one.content) if one.content is not None else None
            if file is not None:
                self._files[one.number] = file
        self._live = dict(self._names)
        self._unsettled: list[tuple[str, str, _File | None, bool]] = []
        """Names that are given, taken away or handed on, of folders that are not synced: from, to, what, and whether
        it is a removal."""

    def do(self, deed: Deed) -> None:
        if deed.kind == "c":
            self._files[deed.one] = self._live[deed.first] = _File()
            self._unsettled.append(("", deed.first, self._live[deed.first], False))
        elif deed.kind == "m":
            self._live[deed.first] = None
            self._unsettled.append(("", deed.first, None, False))
        elif deed.kind in "uq":
            self._live.pop(deed.first, None)
            self._unsettled.append((deed.first, "", None, True))
        elif deed.kind == "v":
            moved = self._live.pop(deed.first)
            self._live[deed.second.decode()] = moved
            self._unsettled.append((deed.first, deed.second.decode(), moved, False))
        elif deed.kind == "w":
            self._files[deed.one].since.append((deed.two, deed.second))
        elif deed.kind == "t":
            self._files[deed.one].since.append((deed.two, None))
        elif deed.kind == "s" and deed.one in self._files:
            file = self._files[deed.one]
            file.synced, file.since = file.all_of(file.since), []
        elif deed.kind == "d":
            of_it = [each for each in self._unsettled if str(Path(each[1] or each[0]).parent) == deed.first]
            self._unsettled = [each for each in self._unsettled if each not in of_it]
            for each in of_it:
                _settle(self._names, each)

    def cut(self, to: Path, chance: random.Random) -> None:
        """Lay out below ``to`` what may be there when the power comes back."""
        names = dict(self._names)
        manner = chance.choice(("none", "all", "first", "some"))
        settled = {"none": 0, "all": len(self._unsettled)}.get(manner, chance.randint(0, len(self._unsettled)))
        for number, each in enumerate(self._unsettled):
            if chance.random() < 0.5 if manner == "some" else number < settled:
                _settle(names, each)
        contents: dict[int, bytes] = {}
        for name, file in sorted(names.items()):
            place = to / Path(name).relative_to(self._folder)
            if file is None:
                place.mkdir(parents=True, exist_ok=True)
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            content = contents.setdefault(id(file), file.after_cut(chance))
            place.write_bytes(content)


def _settle(names: dict[str, _File | None], change: tuple[str, str, _File | None, bool]) -> None:
    source, target, what, is_removal = change
    names.pop(source, None)
    if not is_removal:
        names[target] = what

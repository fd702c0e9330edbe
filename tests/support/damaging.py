"""Files damaged at random, and what reading one may take at most."""

import random
from collections.abc import Callable

SECONDS = 10
"""Of work."""
MEMORY = 1024 * 1024 * 1024
"""Bytes."""
SHORTEST = 64
TELLING = (
    b"0",
    b"-1",
    b"99999999999",
    b"1e999",
    b"nan",
    b"\x00",
    b"\xff\xff\xff\xff",
    b"\x80\x00\x00\x00",
    b"<",
    b'"',
    b"&#0;",
)


def flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def cut_off(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def leave_out(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    del content[start : start + chance.choice((1, 4, 64, 1024))]


def repeat(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.choice((1, 16, 256, 4096))]
    content[start:start] = piece * chance.choice((1, 2, 50))


def empty(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    size = min(chance.choice((1, 4, 512)), len(content) - start)
    content[start : start + size] = bytes([chance.choice((0, 255))]) * size


def swap(content: bytearray, chance: random.Random) -> None:
    size = chance.choice((4, 64, 512))
    one, other = (chance.randrange(max(1, len(content) - size)) for _ in range(2))
    content[one : one + size], content[other : other + size] = content[other : other + size], content[one : one + size]


def say_otherwise(content: bytearray, chance: random.Random) -> None:
    """Put a number or sign that breaks readers in place of digits."""
    digits = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
    place = chance.choice(digits) if digits else chance.randrange(len(content))
    content[place : place + chance.choice((1, 2, 4))] = chance.choice(TELLING)


MANNERS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip, cut_off, leave_out, repeat, empty, swap, say_otherwise, say_otherwise,
)  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content, damaged in one manner or a few."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if len(changed) >= SHORTEST:
            chance.choice(MANNERS)(changed, chance)
    return bytes(changed)


class TooLong(BaseException):
    """No reader may take it for a damaged file."""


def too_long(*_signal: object) -> None:
    raise TooLong

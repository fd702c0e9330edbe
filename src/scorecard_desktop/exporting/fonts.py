"""The typefaces of a paper: which face draws which character, and how wide words are.

Noto Sans carries the text. A character that it lacks is drawn from the symbol face by coverage; one that neither has
is written in words or refused by name, never printed as an empty box.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from scorecard_desktop import resources
from scorecard_desktop.domain.refusal import Refusal


class Face(Enum):
    """A typeface, by the name under which it is registered."""

    __hash__ = object.__hash__  # they are equal only to themselves, and are looked up for every word

    REGULAR = "Paper-Regular"
    ITALIC = "Paper-Italic"
    SEMIBOLD = "Paper-SemiBold"
    BOLD = "Paper-Bold"
    SYMBOL = "Paper-Symbol"


_FILES = {
    Face.REGULAR: "NotoSans-Regular.ttf",
    Face.ITALIC: "NotoSans-Italic.ttf",
    Face.SEMIBOLD: "NotoSans-SemiBold.ttf",
    Face.BOLD: "NotoSans-Bold.ttf",
    Face.SYMBOL: "DejaVuSans.ttf",
}
_UNSEEN = {0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF}


@cache
def font(face: Face) -> TTFont:
    """The registered font of ``face``."""
    made = TTFont(face.value, str(resources.path(f"fonts/{_FILES[face]}")))
    pdfmetrics.registerFont(made)
    return made


@lru_cache(maxsize=50_000)
def clean(words: str) -> str:
    """``words`` as the faces can draw them: composed (NFC), without what has no appearance, line ends kept.

    A sign that no face has is written as its plain equivalent (``3`` for a circled three) or as its name in square
    brackets. A letter that no face has is left for ``spans`` to refuse: its name would say nothing.
    """
    if words.isascii() and words.isprintable():
        return words
    composed = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(_drawable(c) for c in composed)


@cache
def _drawable(c: str) -> str:
    if ord(c) in _UNSEEN or (unicodedata.category(c) == "Cc" and c != "\n"):
        return ""
    if c == "\n" or _covered(c):
        return c
    plain = unicodedata.normalize("NFKC", c)
    if all(_covered(part) for part in plain):
        return plain
    name = unicodedata.name(c, "")
    return f"[{name.lower()}]" if name and unicodedata.category(c).startswith("S") else c


def _covered(c: str) -> bool:
    return c in _characters(Face.REGULAR) or c in _characters(Face.SYMBOL)


@cache
def _characters(face: Face) -> frozenset[str]:
    """What ``face`` can draw."""
    return frozenset(map(chr, font(face).face.charToGlyph))


class _Widths(dict[str, float]):
    """How wide each character of a face is, in thousandths of its size, found out when it is first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._metrics = font(face).face

    def __missing__(self, c: str) -> float:
        wide = self[c] = float(self._metrics.charWidths.get(ord(c), self._metrics.defaultWidth))
        return wide


_widths = cache(_Widths)


@lru_cache(maxsize=100_000)
def spans(words: str, face: Face) -> tuple[tuple[Face, str], ...]:
    """``words`` cut into stretches that one face can draw.

    Raises ``Refusal`` where neither ``face`` nor the symbol face has a character.
    """
    has = _characters(face)
    if has.issuperset(words):
        return ((face, words),)
    symbols = _characters(Face.SYMBOL)
    cut: list[tuple[Face, str]] = []
    for c in words:
        if c in has:
            chosen = face
        elif c in symbols:
            chosen = Face.SYMBOL
        else:
            name = unicodedata.name(c, "an unnamed character").lower()
            raise Refusal(
                f"The character “{c}” (U+{ord(c):04X}, {name}) in “{_around(words, c)}” cannot be printed: "
                "take it out or write it in words, then export again."
            )
        if cut and cut[-1][0] is chosen:
            cut[-1] = (chosen, cut[-1][1] + c)
        else:
            cut.append((chosen, c))
    return tuple(cut)


def _around(words: str, c: str) -> str:
    at = words.index(c)
    return words[max(0, at - 30) : at + 30].strip()


@lru_cache(maxsize=200_000)
def _unit_width(words: str, face: Face) -> float:
    return sum(sum(map(_widths(drawn).__getitem__, part)) for drawn, part in spans(words, face)) / 1000


def width(words: str, face: Face, size: float) -> float:
    """The width of ``words`` in points."""
    return _unit_width(words, face) * size


def text_face(*, strong: bool = False, emphasis: bool = False) -> Face:
    """The face of a run."""
    if strong:
        return Face.BOLD
    return Face.ITALIC if emphasis else Face.REGULAR


def label_width(words: str, size: float, *, strong: bool = False) -> float:
    """The width of a picture's label: what ``graphics.Measure`` asks for."""
    return width(clean(words), text_face(strong=strong), size)

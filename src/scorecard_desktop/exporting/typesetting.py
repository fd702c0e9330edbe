"""Breaking text into lines: at spaces, after slashes and dashes, and only in need within a word."""

from __future__ import annotations

import re
from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.exporting.document import Run, Text
from scorecard_desktop.exporting.fonts import Face, clean, text_face, width

_PIECE = re.compile(r"\n|[^\S\n\u00a0]+|(?:\S|\u00a0)+")
_BREAK = re.compile(
    r"(?<=[^\W\d]/)(?=\w)|(?<=/)(?=[^\W\d])"  # and/or
    r"|(?<!\d/\d/)(?<!\d/\d\d/)(?<=\d/)(?=\d{3})|(?<=\d{3}/)(?=\d)"  # 24/163, but no date
    r"|(?<=[–—])(?=[^\W\d])|(?<=[^\W\d]-)(?=[^\W\d])"
)
_BROKEN_AT = frozenset("/-–—")
CHIP_GAP = 0.28
CHIP_MARK = 0.72
CHIP_PAD = 0.55
FILLED = 0.74
"""How large the words of a filled chip are against the text that it stands in."""


@dataclass(frozen=True, slots=True)
class Item:
    """Words of one run on one line, ``x`` points in. ``joins`` says that the next line goes on without a space."""

    x: float
    words: str
    run: int
    width: float
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of items, left to right."""

    items: tuple[Item, ...]
    width: float


@dataclass(slots=True)
class _Atom:
    words: str
    run: int
    width: float
    space: float
    may_break: bool
    must_break: bool = False


def _words_apart(words: str) -> list[tuple[str, bool]]:
    """Pieces that no line end may part, each with whether a space stands before it; a line end is its own piece."""
    pieces: list[tuple[str, bool]] = []
    space = False
    for piece in _PIECE.findall(words):
        if piece == "\n":
            pieces.append(("\n", False))
            space = False
        elif piece.isspace() and "\u00a0" not in piece:
            space = True
        elif _BROKEN_AT.isdisjoint(piece):
            pieces.append((piece, space))
            space = False
        else:
            first, *others = _BREAK.split(piece)
            pieces += [(first, space), *((other, False) for other in others)]
            space = False
    if space:
        pieces.append(("", True))
    return pieces


def chip_width(rag: Rag, size: float, *, filled: bool = False) -> float:
    """The width of a rating's shape and word in a line of text, or of the chip that they make where it is filled."""
    bare = CHIP_MARK + CHIP_GAP + width(rag.word, Face.BOLD, 1)
    return size * FILLED * (bare + 2 * CHIP_PAD) if filled else size * bare


def run_face(run: Run, base: Face) -> Face:
    """The face of a run within text of the face ``base``."""
    return text_face(strong=run.strong, emphasis=run.emphasis) if run.strong or run.emphasis else base


def set_lines(runs: Text, base: Face, size: float, room: float) -> tuple[Line, ...]:
    """``runs`` as lines no wider than ``room`` points."""
    atoms: list[_Atom] = []
    pending = 0.0
    breakable = False
    for index, run in enumerate(runs):
        face = run_face(run, base)
        if run.rag is not None:
            atoms.append(
                _Atom("", index, chip_width(run.rag, size, filled=run.strong), pending, pending > 0 or breakable)
            )
            pending, breakable = 0.0, False
            continue
        blank = width(" ", face, size)
        for piece, spaced in _words_apart(clean(run.text)):
            if spaced:
                pending = blank
            if piece == "\n":
                atoms.append(_Atom("", index, 0, 0, may_break=True, must_break=True))
                pending, breakable = 0.0, False
            elif piece:
                may_break = pending > 0 or breakable
                atoms.append(_Atom(piece, index, width(piece, face, size), pending, may_break))
                pending, breakable = 0.0, True
        breakable = False
    return _fill_lines(atoms, runs, base, size, room)


def _fill_lines(atoms: list[_Atom], runs: Text, base: Face, size: float, room: float) -> tuple[Line, ...]:
    lines: list[Line] = []
    current: list[_Atom] = []
    used = 0.0
    position = 0
    while position < len(atoms):
        end = position + 1
        while end < len(atoms) and not atoms[end].may_break:
            end += 1
        cluster = atoms[position:end]
        position = end
        if cluster[0].must_break:
            lines.append(_line(current, joins=False))
            current, used = [], 0.0
            cluster = cluster[1:]
            if not cluster:
                continue
        wide = sum(atom.width for atom in cluster) + sum(atom.space for atom in cluster[1:])
        if current and used + cluster[0].space + wide > room + 0.01:
            lines.append(_line(current, joins=cluster[0].space == 0))
            current, used = [], 0.0
        if not current and wide > room + 0.01:
            cluster = _hack(cluster, runs, base, size, room, lines)
            wide = sum(atom.width for atom in cluster)
        used += wide + (cluster[0].space if current and cluster else 0)
        current.extend(cluster)
    if current or not lines:
        lines.append(_line(current, joins=False))
    return tuple(lines)


def _hack(cluster: list[_Atom], runs: Text, base: Face, size: float, room: float, lines: list[Line]) -> list[_Atom]:
    """Cut a cluster wider than the line within its words; full lines go to ``lines``, the rest is handed back."""
    current: list[_Atom] = []
    used = 0.0
    for atom in cluster:
        if runs[atom.run].rag is not None:
            current.append(atom)
            used += atom.width
            continue
        face = run_face(runs[atom.run], base)
        held, held_width = "", 0.0
        for c in atom.words:
            one = width(c, face, size)
            if used + held_width + one > room and (held or current):
                if held:
                    current.append(_Atom(held, atom.run, held_width, 0, may_break=False))
                lines.append(_line(current, joins=True))
                current, used, held, held_width = [], 0.0, "", 0.0
            held += c
            held_width += one
        if held:
            current.append(_Atom(held, atom.run, held_width, 0, may_break=False))
            used += held_width
    return current


def _line(atoms: list[_Atom], *, joins: bool) -> Line:
    items: list[Item] = []
    x = 0.0
    for index, atom in enumerate(atoms):
        gap = atom.space if index else 0.0
        last = items[-1] if items else None
        if last is not None and last.run == atom.run and atom.words and last.words:
            words = f"{last.words} {atom.words}" if gap else last.words + atom.words
            items[-1] = Item(last.x, words, last.run, x + gap + atom.width - last.x)
        else:
            start, words, wide = x + gap, atom.words, atom.width
            if last is not None and gap and last.words:
                items[-1] = Item(last.x, last.words + " ", last.run, last.width)
            elif last is not None and gap and words:
                start, words, wide = x, " " + words, gap + atom.width
            items.append(Item(start, words, atom.run, wide))
        x += gap + atom.width
    if items and joins:
        items[-1] = Item(items[-1].x, items[-1].words, items[-1].run, items[-1].width, joins=True)
    return Line(tuple(items), x)


@lru_cache(maxsize=50_000)
def plain_lines(words: str, face: Face, size: float, room: float) -> tuple[tuple[str, bool], ...]:
    """Words of one kind as lines, each with whether the next goes on without a space."""
    if "\n" not in words and width(words, face, size) <= room:
        return ((words, False),)
    return tuple(
        (line.items[0].words, line.items[-1].joins) if line.items else ("", False)
        for line in set_lines((Run(words),), face, size, room)
    )


@lru_cache(maxsize=50_000)
def longest_word(words: str, face: Face, size: float) -> float:
    """The width of the widest piece that a line end need not part."""
    return max((width(piece, face, size) for piece, _ in _words_apart(words) if piece != "\n"), default=0.0)

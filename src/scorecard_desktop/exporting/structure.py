"""The structure tree of a tagged PDF: what a screen reader follows, from headings down to cells.

It is built in reading order, before anything is drawn; drawing adds to each element the marked content that is its
text. It writes itself, because a long paper has tens of thousands of elements.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from scorecard_desktop.domain.frozen import dataclass

Content = tuple[int, str]
"""Marked content: its number on its page, and the page's name. A bare tuple, as there is one for every cell."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation, such as a link's, by its reference."""

    reference: bytes
    page: str


class Element:
    """One structure element: its type, its place in the tree and the marked content that is its text.

    ``attributes`` is a PDF dictionary as written, such as ``<</O/Table/Scope/Column>>``. ``expansion`` is what an
    abbreviation stands for.
    """

    __slots__ = ("actual", "alt", "attributes", "expansion", "is_placed", "kids", "kind", "reference")

    def __init__(self, kind: str, alt: str = "", actual: str = "", attributes: str = "", expansion: str = "") -> None:
        self.kind = kind
        self.expansion = expansion
        self.alt = alt
        self.actual = actual
        self.attributes = attributes
        self.kids: list[Element | Content | Annotation] = []
        self.is_placed = False
        self.reference = b""

    def add(self, kind: str, *, alt: str = "", actual: str = "", attributes: str = "") -> Element:
        """A new child at the end."""
        child = Element(kind, alt, actual, attributes)
        self.attach(child)
        return child

    def attach(self, child: Element) -> None:
        """Place ``child`` at the end, once: an inline element takes its place when its text is first drawn."""
        if not child.is_placed:
            child.is_placed = True
            self.kids.append(child)

    def write(self, parent: bytes, pages: _Pages) -> bytes:
        """The element as PDF, under the element that ``parent`` refers to."""
        kids = self.kids
        if len(kids) == 1 and isinstance(kids[0], tuple) and not (self.alt or self.actual or self.expansion):
            # nearly every cell: worth a path of its own
            number, page = kids[0]
            attributes = _attributes(self.attributes)
            return b"<</S/%b/P %b/Pg %b%b/K %d>>" % (_name(self.kind), parent, pages[page], attributes, number)
        first = next((kid[1] for kid in kids if isinstance(kid, tuple)), "")
        out = [b"<</S/", _name(self.kind), b"/P ", parent]
        if first:
            out += (b"/Pg ", pages[first])
        if self.alt:
            out += (b"/Alt ", _text(self.alt))
        if self.actual:
            out += (b"/ActualText ", _text(self.actual))
        if self.expansion:
            out += (b"/E ", _text(self.expansion))
        out += (_attributes(self.attributes), b"/K[")
        for kid in kids:
            if isinstance(kid, Element):
                out += (kid.reference, b" ")
            elif isinstance(kid, Annotation):
                out.append(b"<</Type/OBJR/Pg %s/Obj %s>>" % (pages[kid.page], kid.reference))
            elif kid[1] == first:
                out.append(b"%d " % kid[0])
            else:
                out.append(b"<</Type/MCR/Pg %s/MCID %d>>" % (pages[kid[1]], kid[0]))
        out.append(b"]>>")
        return b"".join(out)


class _Pages(dict[str, bytes]):
    """References to pages by name, made once."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self._document = document

    def __missing__(self, name: str) -> bytes:
        self[name] = b"%d %d R" % self._document.idToObjectNumberAndVersion[name]
        return self[name]


class StructureRoot:
    """The root of the tree, with the table that leads from marked content and annotations back to elements."""

    def __init__(self) -> None:
        self.document = Element("Document")
        self._owners: list[Element | list[Element]] = []

    def key(self, owner: Element | list[Element]) -> int:
        """A number by which a page or an annotation leads to its elements."""
        self._owners.append(owner)
        return len(self._owners) - 1

    def write(self, document: Any, first: int) -> list[bytes]:
        """The objects of the tree, the root first; they take the object numbers from ``first`` on."""
        elements: list[tuple[Element, Element | None]] = []
        waiting: list[tuple[Element, Element | None]] = [(self.document, None)]
        while waiting:
            element, parent = waiting.pop()
            elements.append((element, parent))
            element.reference = b"%d 0 R" % (first + len(elements))
            waiting.extend((kid, element) for kid in reversed(element.kids) if isinstance(kid, Element))
        root = b"%d 0 R" % first
        pages = _Pages(document)
        written = [element.write(parent.reference if parent else root, pages) for element, parent in elements]
        return [self._write_root(), *written]

    def _write_root(self) -> bytes:
        numbers = [
            b"%d %s" % (key, owner.reference)
            if isinstance(owner, Element)
            else b"%d [%s]" % (key, b" ".join([one.reference for one in owner]))
            for key, owner in enumerate(self._owners)
        ]
        return b"<</Type/StructTreeRoot/K[%s]/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>>>" % (
            self.document.reference,
            len(self._owners),
            b"\n".join(numbers),
        )


@cache
def _name(kind: str) -> bytes:
    return kind.encode()


@lru_cache(maxsize=4096)
def _attributes(written: str) -> bytes:
    return b"/A" + written.encode("latin-1") if written else b""


@lru_cache(maxsize=4096)
def _text(words: str) -> bytes:
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(%s)" % escaped.encode()
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().encode()


def attribute_text(words: str) -> str:
    """``words`` as a PDF string within an attribute dictionary."""
    return _text(words).decode("latin-1")

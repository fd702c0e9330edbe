"""Reads a paper's web page as a screen reader would, apart from what writes it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from scorecard_desktop.exporting.document import Document
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.exporting.web.page import html_bytes

_VOID = {"meta", "link", "br", "img", "input", "hr", "col"}
_LEAF = {"h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "p": "P", "li": "LBody"} | {
    "dt": "Lbl", "dd": "LBody", "caption": "Caption", "th": "TH", "td": "TD", "figcaption": "P", "a": "TOCI"
}  # fmt: skip


class PageReader(HTMLParser):
    """Reads the content as a screen reader does: what is hidden from it is passed over, pictures by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.leaves: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[tuple[str, bool]] = []
        self._words: list[str] = []
        self._hidden = 0
        self._role: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag in _VOID:
            return
        hides = attributes.get("aria-hidden") == "true" or str(attributes.get("id", "")).endswith("-how")
        self._open.append((tag, hides))
        self._hidden += hides
        if attributes.get("role") == "img":
            self.leaves.append(("Figure", str(attributes["aria-label"])))
        inside = [one for one, _ in self._open]
        if "main" not in inside or self._hidden:
            return
        leaf = tag == "a" if "nav" in inside else tag in _LEAF and tag != "a"
        if leaf:
            self._role, self._words = _LEAF[tag], []

    def handle_endtag(self, tag: str) -> None:
        name, hides = self._open.pop()
        assert name == tag, f"<{name}> is closed by </{tag}>"
        self._hidden -= hides
        if self._role is not None and _LEAF.get(tag) == self._role and not self._hidden:
            self.leaves.append((self._role, " ".join("".join(self._words).split())))
            self._role = None

    def handle_data(self, data: str) -> None:
        if self._role is not None and not self._hidden:
            self._words.append(data)


def read_page(document: Document) -> PageReader:
    """The page of a document, read."""
    reader = PageReader()
    reader.feed(html_bytes(document).decode())
    return reader


def text_of_page(document: Document) -> list[tuple[str, str]]:
    """The text of a document without the markers of lists, which the browser makes, and cells with nothing in them."""
    markers = re.compile(r"•|\d+\.|\([a-z]\)")
    return [
        (leaf.role, leaf.text)
        for leaf in reading_order(document)
        if leaf.text and not (leaf.role == "Lbl" and markers.fullmatch(leaf.text))
    ]


def said_by_page(document: Document) -> list[tuple[str, str]]:
    """What the page of a document says, leaf by leaf, with the role of each."""
    return [(role, words) for role, words in read_page(document).leaves if words]

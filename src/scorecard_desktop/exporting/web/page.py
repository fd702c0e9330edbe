"""A document as one HTML file: no script, nothing from outside, readable at any width and in the dark.

It says what ``reading_order`` says, in that order; what is decoration is passed over by a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from scorecard_desktop.domain.refusal import Cancelled
from scorecard_desktop.exporting.document import (
    AtFoot,
    Block,
    Callout,
    Columns,
    Contents,
    Document,
    Figure,
    Heading,
    ItemList,
    KeyFacts,
    Marker,
    Orientation,
    Para,
    Section,
    Table,
    Together,
    Voice,
)
from scorecard_desktop.exporting.reading import heading_keys, heading_text, keys_of, listed_headings
from scorecard_desktop.exporting.web.look import style_sheet
from scorecard_desktop.exporting.web.marks import attribute, chip, place, runs, words
from scorecard_desktop.exporting.web.pictures import figure
from scorecard_desktop.exporting.web.tables import TablePage
from scorecard_desktop.exporting.writing import write_whole

Progress = Callable[[int, int], None]
"""Called after each section with how many are written, and of how many."""

_LIST = {
    Marker.BULLET: ("<ul>", "</ul>"),
    Marker.NUMBER: ("<ol>", "</ol>"),
    Marker.LETTER: ('<ol class="letters">', "</ol>"),
}
_VOICE = {Voice.BODY: "", Voice.DISPLAY: ' class="display"', Voice.LEAD: ' class="lead"', Voice.NOTE: ' class="small"'}


def write_html(
    document: Document,
    path: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write ``document`` to ``path`` as one file.

    Raises ``Cancelled`` where ``cancelled`` answers yes before the file is in place, and ``Refusal`` where the file
    cannot be written; either way what stood at ``path`` before stands there still.
    """
    write_whole(path, html_bytes(document, progress, cancelled))


def html_bytes(
    document: Document, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> bytes:
    """The file's bytes. The same document gives the same bytes."""
    page = _Page(document)
    made: list[str] = []
    for number, section in enumerate(document.sections, 1):
        if cancelled is not None and cancelled():
            raise Cancelled
        made.append(page.section(section, is_cover=number == 1))
        if progress is not None:
            progress(number, len(document.sections))
    return page.whole("".join(made)).encode()


class _Page:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._keys = heading_keys(document)
        self._places = frozenset(place(key) for key in (*self._keys.values(), *keys_of(document)))
        self._tables = TablePage(self._places)
        self._under = document.meta.title

    def whole(self, body: str) -> str:
        meta = self._document.meta
        marking = f'<p class="marking">{words(meta.marking)}</p>' if meta.marking else ""
        footer = f"<p>{words(meta.footer)}</p>" if meta.footer else ""
        head = f"<header>{marking}</header>\n" if marking else ""
        foot = f"<footer>{footer}{marking}</footer>\n" if footer or marking else ""
        about = "".join(
            f'<meta name="{name}" content="{attribute(said)}">\n'
            for name, said in (
                ("author", meta.author),
                ("description", meta.subject),
                ("dcterms.created", meta.created.isoformat(timespec="seconds")),
            )
            if said
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{attribute(meta.language)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="color-scheme" content="light dark">\n{about}<title>{words(meta.title)}</title>\n'
            f"<style>\n{style_sheet(meta)}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#content">Skip to the content</a>\n{head}'
            f'<main id="content" tabindex="-1">\n{body}</main>\n{foot}</body>\n</html>\n'
        )

    def section(self, section: Section, *, is_cover: bool) -> str:
        """A part of the paper that begins a page where it is printed."""
        across = ' class="across"' if section.orientation is Orientation.LANDSCAPE else ""
        kind = ' class="cover"' if is_cover else across
        return f"<section{kind}>\n{self._blocks(section.blocks)}</section>\n"

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Para():
                return f"<p{_VOICE[block.voice]}>{runs(block.runs, self._places)}</p>\n"
            case ItemList():
                opening, closing = _LIST[block.marker]
                items = "".join(f"<li>{runs(item, self._places)}</li>\n" for item in block.items)
                return f"{opening}\n{items}{closing}\n"
            case KeyFacts():
                facts = "".join(
                    f"<div><dt>{words(fact.term)}</dt><dd>{runs(fact.value, self._places)}</dd></div>\n"
                    for fact in block.facts
                )
                return f"<dl>\n{facts}</dl>\n" if facts else ""
            case Table():
                return self._tables.table(block, self._under)
            case Figure():
                return figure(block)
            case Callout():
                return f'<div class="callout">\n{self._blocks(block.blocks)}</div>\n'
            case Columns():
                return self._columns(block)
            case Together():
                return f'<div class="together">\n{self._blocks(block.blocks)}</div>\n'
            case AtFoot():
                return f'<div class="foot">\n{self._blocks(block.blocks)}</div>\n'
            case Contents():
                return self._contents(block)

    def _heading(self, block: Heading) -> str:
        self._under = heading_text(block)
        kind = ' class="title"' if block.is_title else ""
        rating = f" {chip(block.rag)}" if block.rag is not None else ""
        name = attribute(place(self._keys[id(block)]))
        return f'<h{block.level} id="{name}"{kind}>{words(block.words)}{rating}</h{block.level}>\n'

    def _columns(self, block: Columns) -> str:
        shares = block.shares or (1.0,) * len(block.columns)
        grid = " ".join(f"minmax(0,{share:.3g}fr)" for share in shares)
        made = "".join(f"<div>\n{self._blocks(column)}</div>\n" for column in block.columns)
        return f'<div class="columns" style="--shares:{grid}">\n{made}</div>\n'

    def _contents(self, block: Contents) -> str:
        """The headings as links, those of the second level with what stands under them."""
        listed = listed_headings(self._document, block.depth)
        if not listed:
            return ""
        return f'<nav aria-label="Contents">\n{self._entries(listed, min(one.level for one in listed))}</nav>\n'

    def _entries(self, headings: Sequence[Heading], level: int) -> str:
        parts: list[list[Heading]] = []
        for starts, group in groupby(headings, key=lambda one: one.level <= level):
            found = list(group)
            if starts:
                parts += [[one] for one in found]
            elif parts:
                parts[-1] += found
            else:
                parts.append(found)
        made = []
        for first, *under in parts:
            inner = f"\n{self._entries(under, min(one.level for one in under))}" if under else ""
            name = attribute(place(self._keys[id(first)]))
            made.append(f'<li><a href="#{name}">{words(first.words)}</a>{inner}</li>\n')
        return f"<ul>\n{''.join(made)}</ul>\n"

"""Links within a paper: each place is named once, and a link whose place is not in the paper is plain words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scorecard_desktop.exporting.document import Cell, Document, Figure, Heading, Row, Run
from scorecard_desktop.exporting.reading import keys_of
from scorecard_desktop.exporting.rebuilding import rebuilt


def with_sound_links(document: Document) -> Document:
    """The paper, where a link to a place that it does not have is plain words: an item may stand without another.

    Where two items show the same thing, the first of its places is the one that links lead to.
    """
    sections = rebuilt(document.sections, _Naming().once)
    keys = keys_of(document)
    return replace(document, sections=rebuilt(sections, lambda part: _linked(part, keys)))


class _Naming:
    """Takes the name of a place from every part but the first that has it."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._headings: set[int] = set()

    def once(self, part: object) -> object:
        """A part with its name, or without where another has it."""
        if isinstance(part, Figure):
            return part
        if not isinstance(part, Heading | Row):
            return None
        again = isinstance(part, Heading) and id(part) in self._headings
        self._headings.add(id(part))
        if again or (part.key and part.key in self._seen):
            return replace(part, key="")  # a heading of its own: what has no name is numbered by which one it is
        self._seen.add(part.key)
        return part


def _linked(part: object, keys: Collection[str]) -> object:
    if isinstance(part, Figure):
        return part
    if isinstance(part, Run):
        return replace(part, link="") if _is_dead(part.link, keys) else part
    if isinstance(part, Cell):
        link, why = "" if _is_dead(part.link, keys) else part.link, _explained(part.why, keys)
        return part if (link, why) == (part.link, part.why) else replace(part, link=link, why=why)
    return None


def _is_dead(link: str, keys: Collection[str]) -> bool:
    return link.startswith("#") and link[1:] not in keys


def _explained(why: str, keys: Collection[str]) -> str:
    """Where a figure is explained: the evidence where the paper has it, else what the indicator measures."""
    places = (why, why.replace("#evidence-", "#definition-", 1))
    return next((place for place in places if place and not _is_dead(place, keys)), "")

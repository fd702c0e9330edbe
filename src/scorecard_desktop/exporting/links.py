"""Links within a paper: those whose place is not in it are taken away, the words stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from scorecard_desktop.exporting.document import Cell, Document, Figure, Run
from scorecard_desktop.exporting.reading import keys_of

T = TypeVar("T")


def without_dead_links(document: Document) -> Document:
    """The paper, where a link to a heading that it does not have is plain words: an item may stand without another."""
    return replace(document, sections=_mended(document.sections, keys_of(document)))


def _mended(part: T, keys: Collection[str]) -> T:
    """A part with its links mended; itself where there was nothing to mend."""
    if isinstance(part, tuple):
        made = [_mended(one, keys) for one in part]
        return part if all(a is b for a, b in zip(made, part, strict=True)) else type(part)(made)
    if isinstance(part, Run):
        return replace(part, link="") if _is_dead(part.link, keys) else part
    if isinstance(part, Cell):
        link, why = "" if _is_dead(part.link, keys) else part.link, _explained(part.why, keys)
        return part if (link, why) == (part.link, part.why) else replace(part, link=link, why=why)
    if not is_dataclass(part) or isinstance(part, type | Figure):
        return part
    changed: dict[str, Any] = {}
    for field in fields(part):
        held = getattr(part, field.name)
        if isinstance(held, tuple) or is_dataclass(held):
            new = _mended(held, keys)
            if new is not held:
                changed[field.name] = new
    return replace(part, **changed) if changed else part


def _is_dead(link: str, keys: Collection[str]) -> bool:
    return link.startswith("#") and link[1:] not in keys


def _explained(why: str, keys: Collection[str]) -> str:
    """Where a figure is explained: the evidence where the paper has it, else what the indicator measures."""
    places = (why, why.replace("#evidence-", "#definition-", 1))
    return next((place for place in places if place and not _is_dead(place, keys)), "")

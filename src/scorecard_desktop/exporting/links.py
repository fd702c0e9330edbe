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
    if isinstance(part, Run | Cell):
        dead = part.link.startswith("#") and part.link[1:] not in keys
        return replace(part, link="") if dead else part
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

"""A paper made anew where something in it is to be otherwise: one walk through its parts, for whatever is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")

Change = Callable[[object], object]
"""Gives a part as it is to be, the part itself where it is to stay, or None where its own parts are to be looked at."""


def rebuilt(part: T, change: Change) -> T:
    """A part of a document with everything in it as ``change`` gives it; itself where nothing is otherwise."""
    made = change(part)
    if made is not None:
        return cast("T", made)
    if isinstance(part, tuple):
        several = [rebuilt(one, change) for one in part]
        return part if all(a is b for a, b in zip(several, part, strict=True)) else type(part)(several)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed: dict[str, Any] = {}
    for field in fields(part):
        held = getattr(part, field.name)
        if isinstance(held, tuple) or is_dataclass(held):
            new = rebuilt(held, change)
            if new is not held:
                changed[field.name] = new
    return replace(part, **changed) if changed else part

"""What is being typed and not yet stored, kept beside the store so that it outlives a program that dies.

A draft is offered at the next start and never applied by itself. The file is its owner's alone to read, and is there
only while something is being typed or waits to be answered for.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.services.private_file import read_private, write_private
from scorecard_desktop.store.cipher import Key

_MOST = 40
"""Drafts that are kept: the boxes of the largest form, and some that wait to be answered for."""
_MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was typed and not stored: where, in words; when (ISO, with its zone); and the way back there.

    ``page`` is the page's name; ``indicator`` and ``period`` are empty where it was about none.
    """

    where: str
    text: str
    typed: str
    page: str = ""
    indicator: str = ""
    period: str = ""

    @property
    def moment(self) -> datetime | None:
        """When it was typed; None where that cannot be read."""
        try:
            return datetime.fromisoformat(self.typed)
        except ValueError:
            return None


def drafts_file(store: Path) -> Path:
    """Where a store's drafts are kept: a hidden file beside it."""
    return store.with_name(f".{store.name}.drafts")


def keep(store: Path, drafts: Sequence[Draft], key: Key | None = None) -> None:
    """Keep these and no others, under a key where the store has a password; without any, the file goes.

    Where they cannot be written nothing is: a draft is help, and must stop nobody.
    """
    file = drafts_file(store)
    with contextlib.suppress(OSError):
        if not drafts:
            file.unlink(missing_ok=True)
            return
        content = json.dumps([asdict(draft) for draft in drafts[-_MOST:]], ensure_ascii=False)
        write_private(file, content, key)


def left(store: Path, key: Key | None = None) -> tuple[Draft, ...]:
    """What was being typed when the program that had the store open last died; none where it ended well."""
    file = drafts_file(store)
    names = {field.name for field in fields(Draft)}
    try:
        found = json.loads(read_private(file, _MOST_BYTES, key))
        drafts = [Draft(**{name: str(one[name]) for name in names}) for one in found]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    return tuple(draft for draft in drafts if draft.text)

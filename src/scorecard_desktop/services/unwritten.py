"""Steps that a store would not take, kept in a file until they are written or left out: a crash costs none of them.

The store's own folder may be what is full or gone, so they are kept where the program keeps its notes. The file is its
owner's alone, and there only while there is such a step.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from scorecard_desktop.domain.book import RECORD_TYPES, Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.services.places import state_folder
from scorecard_desktop.services.private_file import read_private, write_private
from scorecard_desktop.store.cipher import Key

_TYPE_OF = {record_type.record_kind: record_type for record_type in RECORD_TYPES}
_MOST_BYTES = 64_000_000


def file_of(store: Path) -> Path:
    """Where the steps of a store are kept, by its place."""
    return state_folder() / f"unwritten-{sha256(os.fsencode(store.absolute())).hexdigest()[:20]}.json"


def keep(store: Path, steps: Sequence[ChangeSet], key: Key | None = None) -> None:
    """Keep these and no others, under a key where the store has a password; without any, the file goes.

    Where they cannot be kept, nothing else is stopped.
    """
    file = file_of(store)
    with contextlib.suppress(OSError):
        if not steps:
            file.unlink(missing_ok=True)
            return
        content = json.dumps([_written(step) for step in steps], ensure_ascii=False)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_private(file, content, key)


def left(store: Path, key: Key | None = None) -> tuple[ChangeSet, ...]:
    """The steps that were never written to a store; none where there are none, or where they cannot be read."""
    file = file_of(store)
    try:
        return tuple(_read(one) for one in json.loads(read_private(file, _MOST_BYTES, key)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return ()


def stands(book: Book, step: ChangeSet) -> bool:
    """Whether a book is already as a step would make it."""
    return all(book.get(type(change.record), *change.record.key) == change.after for change in step.changes)


def _written(step: ChangeSet) -> dict[str, Any]:
    changes = [
        [change.record.record_kind, _record_written(change.before), _record_written(change.after)]
        for change in step.changes
    ]
    return {"label": step.label, "why": step.why, "changes": changes}


def _record_written(record: Record | None) -> str | None:
    return None if record is None else codec(type(record)).to_json(record)


def _read(one: dict[str, Any]) -> ChangeSet:
    changes = [Change(_record_read(kind, before), _record_read(kind, after)) for kind, before, after in one["changes"]]
    return ChangeSet(str(one["label"]), tuple(changes), str(one["why"]))


def _record_read(kind: str, text: str | None) -> Record | None:
    return None if text is None else codec(_TYPE_OF[kind]).from_json(text)

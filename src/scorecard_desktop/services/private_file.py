"""Small files of an officer's own words and figures: their owner's alone, whole or absent, sealed under a key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorecard_desktop.store.cipher import Key


def write_private(file: Path, text: str, key: Key | None) -> None:
    """Write a file that replaces the former when it is whole. Raises OSError where it cannot."""
    content = text.encode("utf-8", "surrogatepass")
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        if key is None:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    if key is not None:
        from scorecard_desktop.store.cipher import seal

        seal(beside, content, key)
    beside.replace(file)


def read_private(file: Path, most: int, key: Key | None) -> str:
    """What was written. Raises OSError where there is none, it is beyond ``most`` bytes or the key is another."""
    if file.stat().st_size > most:
        raise OSError(f"{file.name} is too large")
    if key is None:
        return file.read_bytes().decode("utf-8", "surrogatepass")
    from scorecard_desktop.store.cipher import unsealed

    return unsealed(file, key).decode("utf-8", "surrogatepass")

"""What is on the disk, to compare before and after."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path


def tree(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file below a folder with a hash of its content and its time of change; folders by name alone."""
    found: dict[str, tuple[str, int]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            found[f"{name}/"] = ("", 0)
        else:
            found[name] = (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
    return found


def damage(place: Path) -> None:
    """Overwrite a page of the history, which no page of the window needs for its first rows."""
    with closing(sqlite3.connect(place)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'history'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(place.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    place.write_bytes(content)

"""What is on the disk, to compare before and after."""

import hashlib
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

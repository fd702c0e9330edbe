"""Reports of our own faults: where in the program, and nothing of what was in the store."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from scorecard_desktop import __version__
from scorecard_desktop.services.places import log_folder

_KEPT_REPORTS = 20


def write_report(fault: BaseException) -> Path:
    """Write where ``fault`` came from to a file of its own and return that; only the newest reports are kept.

    What an exception says may quote a figure or a comment, so its message is left out: type and place remain.
    Raises OSError where the folder cannot be written.
    """
    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now().astimezone()
    file = folder / f"fault-{now:%Y-%m-%d-%H%M%S-%f}.txt"
    head = (
        f"Scorecard Desktop {__version__}\n"
        f"Python {platform.python_version()} on {platform.platform()}\n"
        f"{now:%Y-%m-%d %H:%M:%S}\n"
    )
    file.touch(0o600)
    file.write_text(head + "".join(_trace(fault)), "utf-8")
    for old in sorted(folder.glob("fault-*.txt"))[:-_KEPT_REPORTS]:
        old.unlink(missing_ok=True)
    return file


_WORDS = "\nIn its own words, which may quote what was in the store\n"


def words_of(fault: BaseException) -> str:
    """What a fault and those that led to it say of themselves, the first first. It may quote figures and comments."""
    earlier = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    before = f"{words_of(earlier)}\n" if earlier is not None else ""
    return f"{before}{type(fault).__qualname__}: {fault}"


def put_words(report: Path, words: str) -> None:
    """Have a report end with these words, or with none where they are empty; the officer alone decides that.

    Raises OSError where it cannot be written.
    """
    kept = report.read_text("utf-8").partition(_WORDS)[0]
    report.write_text(f"{kept}{_WORDS}{words}\n" if words else kept, "utf-8")


def _trace(fault: BaseException) -> Iterator[str]:
    earlier = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if earlier is not None:
        yield from _trace(earlier)
        yield "\nwhich led to\n"
    yield "\n"
    yield from traceback.format_tb(fault.__traceback__)
    yield f"{type(fault).__module__}.{type(fault).__qualname__}\n"

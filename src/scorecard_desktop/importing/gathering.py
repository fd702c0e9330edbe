"""Gather: one file read, its tables found, and everything in them turned into records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from scorecard_desktop.importing.gathered import Gathered
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.meanings import Meaning, given
from scorecard_desktop.importing.opening import FileFormat, open_workbook_file
from scorecard_desktop.importing.own_workbook import is_own, read_own
from scorecard_desktop.importing.understanding import understand
from scorecard_desktop.importing.workbook import Workbook


def read_workbook(
    path: Path,
    limits: Limits | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The cells of a file. Raises Refusal where it cannot be read, Cancelled where asked to stop."""
    within = limits if limits is not None else Limits()
    opened = open_workbook_file(path, within, cancelled)
    if opened.format is FileFormat.XLSX:
        from scorecard_desktop.importing.xlsx import read_xlsx

        return read_xlsx(opened, within, progress, cancelled)
    from scorecard_desktop.importing.other_formats import read_by_calamine

    return read_by_calamine(opened, within, progress, cancelled)


def gather(
    path: Path,
    limits: Limits | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    meanings: Sequence[Meaning] = (),
) -> Gathered:
    """Everything that one file gives, its columns meaning what ``meanings`` say.

    Raises Refusal where it cannot be read, Cancelled where asked to stop.
    """
    workbook = read_workbook(Path(path), limits, progress, cancelled)
    return read_own(workbook) if is_own(workbook) else understand(workbook, given(meanings))

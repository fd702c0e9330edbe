"""Gather: one file read, its tables found, and everything in them turned into records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.importing.gathered import Gathered
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.meanings import Meaning
from scorecard_desktop.importing.opening import FileFormat, open_workbook_file
from scorecard_desktop.importing.own_workbook import is_own, read_own
from scorecard_desktop.importing.profile import understand_by_profile
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
    profiles: Sequence[Profile] = (),
    profile: str = "",
) -> Gathered:
    """Everything that one file gives, its columns meaning what ``meanings`` say.

    It is read by the one of ``profiles`` that is called ``profile``, else by the one that remembers its shape. Raises
    Refusal where it cannot be read or no layout has that name, Cancelled where asked to stop.
    """
    workbook = read_workbook(Path(path), limits, progress, cancelled)
    return read_own(workbook) if is_own(workbook) else understand_by_profile(workbook, profiles, profile, meanings)

"""Gather: one file read, its tables found, and everything in them turned into records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing.benchmarks_wanted import BenchmarksWanted
from scorecard_desktop.importing.gathered import Gathered
from scorecard_desktop.importing.layout import words_of_headings
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.meanings import NOT_SAID, Meanings
from scorecard_desktop.importing.opening import FileFormat, Opened, open_workbook_file, too_many_cells
from scorecard_desktop.importing.own_workbook import is_own, read_own
from scorecard_desktop.importing.profile import understand_by_profile
from scorecard_desktop.importing.published_header import describes_published, is_published
from scorecard_desktop.importing.workbook import CellKind, Workbook

Reader = Callable[[Opened, Limits, Callable[[int, int, str], None] | None, Callable[[], bool] | None], Workbook]


def read_workbook(
    path: Path,
    limits: Limits | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """The cells of a file. Raises Refusal where it cannot be read, Cancelled where asked to stop."""
    within = limits if limits is not None else Limits()
    opened = open_workbook_file(path, within, cancelled)
    return _reader(opened.format)(opened, within, progress, cancelled)


def _reader(form: FileFormat) -> Reader:
    """What reads a format; loaded when first used."""
    if form is FileFormat.XLSX:
        from scorecard_desktop.importing.xlsx import read_xlsx

        return read_xlsx
    if form is FileFormat.XLS:
        from scorecard_desktop.importing.xls import read_xls

        return read_xls
    if form is FileFormat.ODS:
        from scorecard_desktop.importing.ods import read_ods

        return read_ods
    if form is FileFormat.TEXT:
        from scorecard_desktop.importing.delimited import read_delimited

        return read_delimited
    from scorecard_desktop.importing.xlsb import read_xlsb

    return read_xlsb


_NOTHING_CHOSEN = BenchmarksWanted()


def gather(
    path: Path,
    limits: Limits | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    meanings: Meanings = NOT_SAID,
    profiles: Sequence[Profile] = (),
    profile: str = "",
    benchmarks: BenchmarksWanted = _NOTHING_CHOSEN,
) -> Gathered:
    """Everything that one file gives, its columns and its words meaning what ``meanings`` say.

    It is read by the one of ``profiles`` that is called ``profile``, else by the one that remembers its shape. Of a
    file of published figures only that is taken which ``benchmarks`` say, or which the layout remembers. Raises Refusal
    where it cannot be read or no layout has that name, Cancelled where asked to stop.
    """
    within = limits if limits is not None else Limits()
    if is_published(Path(path)):
        from scorecard_desktop.importing.published import gather_published

        return gather_published(Path(path), within, benchmarks, profiles, profile, progress, cancelled)
    if describes_published(Path(path)):
        opened = open_workbook_file(Path(path), within, cancelled)
        return Gathered(opened.name, opened.hash, findings=(_describes(opened.name),))
    workbook = read_workbook(Path(path), within, progress, cancelled)
    if is_own(workbook):
        return read_own(workbook, meanings.words)
    _small_enough(workbook, within)
    found = understand_by_profile(workbook, profiles, profile, meanings.given, meanings.words)
    return replace(found, findings=(*workbook.findings, *_never_calculated(workbook, found), *found.findings))


def _describes(name: str) -> Finding:
    return Finding(
        "published-format",
        Severity.NOTE,
        f"{name} only says what the columns of a file of published figures hold; there are no figures in it.",
        "Import the file of figures: this one is read with it where both are in one folder.",
        subject=name,
        file=name,
    )


def _small_enough(workbook: Workbook, limits: Limits) -> None:
    """Raises Refusal where there is too much to look for tables in."""
    if sum(len(sheet.cells) for sheet in workbook.sheets) > limits.cells:
        raise too_many_cells(workbook.name, limits)
    if sum(len(sheet.rows) for sheet in workbook.sheets) > limits.rows:
        raise Refusal(
            f"{workbook.name} has more than {limits.rows:,} rows that hold something. Copy the tables to a new "
            "workbook and import that, or raise the setting import.rows."
        )
    if _has_more_words(workbook, limits.headings):
        raise Refusal(
            f"{workbook.name} has more than {limits.headings:,} different words in rows that could be headings. Copy "
            "the tables to a new workbook and import that, or raise the setting import.headings."
        )
    wide = next((sheet.name for sheet in workbook.sheets if len(sheet.columns) > limits.columns), None)
    if wide is not None:
        raise Refusal(
            f"The sheet “{wide}” of {workbook.name} has more than {limits.columns:,} columns that hold something. Copy "
            "the tables to a new workbook and import that, or raise the setting import.columns."
        )


def _has_more_words(workbook: Workbook, most: int) -> bool:
    """Whether more than so many different words stand in rows that could be headings."""
    texts = (cell.text for sheet in workbook.sheets for cell in sheet.cells.values() if cell.kind is CellKind.TEXT)
    if len(set(texts)) <= most:
        return False
    return sum(len(words_of_headings(sheet)) for sheet in workbook.sheets) > most


_MOST_NAMED = 12


def _never_calculated(workbook: Workbook, found: Gathered) -> Iterator[Finding]:
    """For each sheet, the formulae without a result that stand where nothing else has said so."""
    said = {(finding.sheet, finding.cell) for finding in found.findings if finding.rule == "uncalculated"}
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        cells = [c.address for c in sheet.cells.values() if c.uncalculated and (sheet.name, c.address) not in said]
        if cells:
            more = f" and {len(cells) - _MOST_NAMED:,} more" if len(cells) > _MOST_NAMED else ""
            yield Finding(
                "uncalculated",
                Severity.WARNING,
                f"Formulae that were never calculated, so that the file has nothing for their cells: "
                f"{', '.join(cells[:_MOST_NAMED])}{more}.",
                "Open the workbook in Excel, let it calculate, save it, and import it again.",
                file=workbook.name,
                sheet=sheet.name,
                cell=cells[0],
            )

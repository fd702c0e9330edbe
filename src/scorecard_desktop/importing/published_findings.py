"""What is wrong with a published file as a whole: its columns, its periods, its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.published import mixed_year_types, published_period
from scorecard_desktop.importing.published_contents import PublishedFile
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import address

_MOST_NAMED = 12


def findings_of_file(contents: PublishedFile, odd_rows: Sequence[int], *, guessed: bool) -> Iterator[Finding]:
    """Each thing that does not keep the DfE's rules, with its cell; ``guessed`` says that its letters are not UTF-8."""
    header = contents.header
    for column, remark in header.remarks:
        yield _finding(contents, remark, address(1, column + 1) if column >= 0 else "")
    if guessed:
        yield _finding(contents, _NOT_UTF8)
    if odd_rows:
        yield _finding(contents, _odd(odd_rows), f"A{odd_rows[0]}")
    at = header.at("time_period")
    letter = (at if at is not None else 0) + 1
    for time in contents.times:
        if time.period is None and (time.time_period or time.time_identifier):
            try:
                published_period(time.time_period, time.time_identifier)
            except ValueError as error:
                yield _finding(contents, _not_a_period(str(error)), address(time.first_row, letter))
    mixed = mixed_year_types(time.time_identifier for time in contents.times)
    if mixed:
        yield _finding(contents, _mixed(mixed))


def _finding(contents: PublishedFile, remark: Remark, cell: str = "") -> Finding:
    return Finding(
        remark.rule,
        remark.severity,
        remark.message,
        remark.advice,
        subject=contents.name,
        file=contents.name,
        sheet=Path(contents.name).stem,
        cell=cell,
    )


_NOT_UTF8 = Remark(
    "encoding-guessed",
    Severity.NOTE,
    "The file is not written in UTF-8, as published files are. Its letters are read as those of Windows.",
    "Look at names with accents; if they are wrong, take the file from its source again.",
)


def _odd(rows: Sequence[int]) -> Remark:
    more = f" and {len(rows) - _MOST_NAMED:,} more" if len(rows) > _MOST_NAMED else ""
    named = ", ".join(f"{row:,}" for row in rows[:_MOST_NAMED])
    return Remark(
        "published-format",
        Severity.WARNING,
        f"Rows with more or fewer cells than there are headings, of which nothing is read: {named}{more}.",
        "Take the file from its source again; a name with a comma in it must stand in quotation marks.",
    )


def _not_a_period(why: str) -> Remark:
    return Remark(
        "published-period",
        Severity.WARNING,
        f"{why} Nothing is taken from its rows.",
        "Take the file from its source again, or correct the period.",
    )


def _mixed(types: Sequence[str]) -> Remark:
    return Remark(
        "published-period",
        Severity.WARNING,
        f"The file has figures by {' and by '.join(types)}, which one file may not mix. Each is read as what it is.",
        "Check that figures of unlike years are not compared.",
    )

"""Files of published figures (Explore Education Statistics): read once in blocks, listed, and only the chosen kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.profile import Profile, ProfileColumn, ProfileTable
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing.benchmarks_wanted import BenchmarksWanted
from scorecard_desktop.importing.gathered import ColumnFound, Gathered, TableFound, TableKind
from scorecard_desktop.importing.identity import same_name, unique
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.noticing import counted
from scorecard_desktop.importing.opening import said_plainly
from scorecard_desktop.importing.profile import layout_name, profile_called
from scorecard_desktop.importing.published_benchmarks import Made, benchmarks_of, settled_choices, wanted_of
from scorecard_desktop.importing.published_blocks import BLOCK, LongFile, NotThisEncoding
from scorecard_desktop.importing.published_contents import PublishedFile
from scorecard_desktop.importing.published_findings import findings_of_file
from scorecard_desktop.importing.published_header import (
    Holds,
    PublishedColumn,
    PublishedHeader,
    begun,
    meta_beside,
    read_header,
)
from scorecard_desktop.importing.published_scan import Scan
from scorecard_desktop.importing.workbook import address

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

_ALIKE = 0.5
_BITS = 20


def gather_published(
    path: Path,
    limits: Limits,
    wanted: BenchmarksWanted,
    profiles: Sequence[Profile] = (),
    profile: str = "",
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Gathered:
    """What a published file holds, and the benchmarks that are chosen from it.

    Raises Refusal where it cannot be read or no layout is called ``profile``, Cancelled where asked to stop.
    """
    with said_plainly(path):
        _small_enough(path, limits)
        with path.open("rb") as file:
            start = file.read(BLOCK)
        opened = begun(start)
        assert opened is not None  # is_published was asked
        header = read_header(opened.rows[0], opened.rows[1:], meta_beside(path))
        known = _known(profiles, profile, header)
        choices = wanted.of_file(path.name, known.benchmarks if known is not None else ())
        for written in (opened.encoding, "cp1252"):
            file_read = LongFile(path, written, opened.separator, progress, cancelled)
            scan = Scan(header, [wanted_of(choice, header) for choice in choices])
            try:
                for block in file_read.blocks(len(header.columns), scan.keys, scan.texts):
                    scan.take(block)
            except NotThisEncoding:
                continue
            break
    contents = scan.contents(path.name, file_read.rows)
    made = benchmarks_of(contents, choices, scan.selected, wanted.indicators, file_read.hash)
    contents = replace(contents, choices=settled_choices(choices, made))
    name = known.name if known is not None else unique(layout_name(path.name), {each.name for each in profiles})
    findings = [*findings_of_file(contents, file_read.odd_rows, guessed=written != opened.encoding), *made.findings]
    return Gathered(
        path.name,
        file_read.hash,
        tuple(made.records),
        (_table(contents, made),),
        tuple(findings),
        profile=_remembered(name, contents) if contents.choices else None,
        read_by=known.name if known is not None and path.name not in wanted.chosen else "",
        published=contents,
    )


def _small_enough(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size > limits.published_bytes:
        raise Refusal(
            f"{path.name} is {size / 1_048_576:,.0f} MB; files of published figures up to "
            f"{limits.published_bytes / 1_048_576:,.0f} MB are read. Take a file of fewer years or breakdowns, or "
            "raise the setting import.published-mb."
        )


def _known(profiles: Sequence[Profile], wanted: str, header: PublishedHeader) -> Profile | None:
    """The remembered choices for such a file: those by a name, else of the layout whose own columns are most alike."""
    if wanted:
        return profile_called(profiles, wanted)
    own = {same_name(column.name) for column in (*header.of(Holds.FILTER), *header.of(Holds.INDICATOR))}
    scored = [(_likeness(each, own), each) for each in profiles if each.benchmarks]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _ALIKE else None


def _likeness(profile: Profile, own: set[str]) -> float:
    """How much of a layout's breakdowns and indicators a file has, and it of the layout: 0 to 1."""
    old = {same_name(column.heading) for table in profile.tables for column in table.columns}
    return len(old & own) / len(old | own) if old | own else 0.0


def _remembered(name: str, contents: PublishedFile) -> Profile:
    columns = tuple(
        ProfileColumn(column.name, column.holds.value)
        for column in contents.header.columns
        if column.holds in (Holds.FILTER, Holds.INDICATOR)
    )
    return Profile(name, contents.name, (ProfileTable("", TableKind.PUBLISHED.value, columns),), (), contents.choices)


def _table(contents: PublishedFile, made: Made) -> TableFound:
    periods = contents.periods
    span = f" from {periods[0].label} to {periods[-1].label}" if len(periods) > 1 else ""
    levels = contents.places_by_level()
    places = counted(sum(map(len, levels.values())), "place") + (f" at {len(levels)} levels" if len(levels) > 1 else "")
    taken = counted(len(made.records), "benchmark figure")
    what = (
        f"{counted(len(contents.indicators), 'indicator')}, {places}, {counted(len(periods), 'period')}{span}: {taken}"
    )
    described = contents.header.described
    return TableFound(
        contents.name,
        Path(contents.name).stem,
        f"A1:{address(max(1, contents.rows), len(contents.header.columns))}",
        TableKind.PUBLISHED,
        what,
        1.0 if described else 0.9,
        "The file beside it says what each column holds."
        if described
        else "No file beside it says which columns are breakdowns: they are told by what stands in them.",
        tuple(_column(column, contents) for column in contents.header.columns),
    )


def _column(column: PublishedColumn, contents: PublishedFile) -> ColumnFound:
    heading = f"{column.name} ({column.label})" if column.label and column.label != column.name else column.name
    return ColumnFound(
        heading, address(1, column.index + 1), column.holds.value, "", contents.values.get(column.name, ())[:3]
    )

"""The head of a file of published figures: which columns are periods, places, breakdowns and indicators.

Such a file is known by its headings. What its columns mean says the ``.meta.csv`` beside it; where there is none, the
first rows tell breakdowns, which hold words, from indicators, which hold numbers and symbols.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path

from scorecard_desktop.domain import published
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.reading import read_number
from scorecard_desktop.importing.delimited import starts_as
from scorecard_desktop.importing.values import Remark

_MARKS = ("time_period", "time_identifier", "geographic_level")
_LARGEST_META = 8 * 1024 * 1024
_LOOKED_INTO = 64 * 1024
_MOST_ROWS = 1_000

LEVELS: Mapping[str, tuple[str, str]] = {
    "national": ("country_code", "country_name"),
    "regional": ("region_code", "region_name"),
    "local authority": ("new_la_code", "la_name"),
    "rsc region": ("rsc_region_lead_name", "rsc_region_lead_name"),
    "parliamentary constituency": ("pcon_code", "pcon_name"),
    "local authority district": ("lad_code", "lad_name"),
    "local enterprise partnership": ("local_enterprise_partnership_code", "local_enterprise_partnership_name"),
    "english devolved area": ("english_devolved_area_code", "english_devolved_area_name"),
    "mayoral combined authority": ("mayoral_combined_authority_code", "mayoral_combined_authority_name"),
    "opportunity area": ("opportunity_area_code", "opportunity_area_name"),
    "local skills improvement plan area": ("lsip_code", "lsip_name"),
    "police force area": ("pfa_code", "pfa_name"),
    "planning area": ("planning_area_code", "planning_area_name"),
    "ward": ("ward_code", "ward_name"),
    "mat": ("trust_id", "trust_name"),
    "mat (summary)": ("trust_id", "trust_name"),
    "sponsor": ("sponsor_id", "sponsor_name"),
    "school": ("school_urn", "school_name"),
    "institution": ("institution_id", "institution_name"),
    "provider": ("provider_ukprn", "provider_name"),
}
"""The columns of code and name that tell the places of a geographic level apart."""

_OTHER_PLACES = ("old_la_code", "school_laestab")


class Holds(Enum):
    """What a column of a published file holds."""

    TIME = "period"
    GEOGRAPHY = "geography"
    FILTER = "breakdown"
    INDICATOR = "published figures"


@dataclass(frozen=True, slots=True)
class PublishedColumn:
    """A column: its place (from 0) and name, what it holds, and what the file beside it says of it.

    ``unit`` is as the DfE writes it (``%``, ``£``, ``pp`` …) and empty where nothing is said. ``groups`` is the
    breakdown whose values this one puts into groups.
    """

    index: int
    name: str
    holds: Holds
    label: str = ""
    unit: str = ""
    groups: str = ""

    @property
    def title(self) -> str:
        """What it is called: its label, else its name."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class PublishedHeader:
    """The columns of a published file, left to right; ``described`` says whether a file beside it tells what they are.

    ``remarks`` are what is wrong with them, each with the column that it is about, or -1.
    """

    columns: tuple[PublishedColumn, ...]
    described: bool
    remarks: tuple[tuple[int, Remark], ...] = ()

    def at(self, name: str) -> int | None:
        """Where a column stands, by its name; None where there is none."""
        wanted = name.strip().casefold()
        return next((column.index for column in self.columns if column.name.casefold() == wanted), None)

    def column(self, name: str) -> PublishedColumn | None:
        """A column by its name, or by its label where only one has it."""
        place = self.at(name)
        if place is not None:
            return self.columns[place]
        labelled = [column for column in self.columns if column.label.casefold() == name.strip().casefold()]
        return labelled[0] if len(labelled) == 1 else None

    def of(self, holds: Holds) -> tuple[PublishedColumn, ...]:
        """The columns that hold one thing."""
        return tuple(column for column in self.columns if column.holds is holds)


def is_published_heading(headings: Sequence[str]) -> bool:
    """Whether a row of headings is that of a published file: it has the columns of period and geographic level."""
    known = {heading.strip().casefold() for heading in headings}
    return sum(mark in known for mark in _MARKS) >= 2


def is_published(path: Path) -> bool:
    """Whether a file is one of published figures, by its first line; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            return begun(file.read(_LOOKED_INTO)) is not None
    except OSError:
        return False


def describes_published(path: Path) -> bool:
    """Whether a file is the one that says what the columns of a published file hold, by its first line."""
    try:
        with path.open("rb") as file:
            first = file.readline(_LOOKED_INTO).decode("utf-8-sig", "ignore").casefold()
    except OSError:
        return False
    headings = {heading.strip(' "\r\n') for heading in first.split(",")}
    return {"col_name", "col_type"} <= headings


@dataclass(frozen=True, slots=True)
class Begun:
    """How a published file is written, and its first rows as far as they are whole, headings first."""

    encoding: str
    separator: str
    rows: tuple[tuple[str, ...], ...]


def begun(start: bytes) -> Begun | None:
    """What the first bytes of a file tell; None where it is no published file."""
    head = start[:_LOOKED_INTO].replace(b"\x00", b"").lower()
    if sum(mark.encode() in head for mark in _MARKS) < 2:
        return None
    encoding, told = starts_as(start)
    separator = told or ","  # a quotation mark that is never closed hides what parts the cells
    rows = _first_rows(start.decode(encoding, "ignore").removeprefix("\ufeff"), separator)
    if not rows or not is_published_heading(rows[0]):
        return None
    return Begun(encoding, separator, tuple(map(tuple, rows)))


def _first_rows(text: str, separator: str) -> list[list[str]]:
    """The first rows of a text, without the last one, which may be cut off."""
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # what was read before tells enough
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) > _MOST_ROWS:
                break
    return rows[:-1] if len(rows) > 2 else rows


def read_header(headings: Sequence[str], first_rows: Sequence[Sequence[str]], beside: Path | None) -> PublishedHeader:
    """The columns understood; ``beside`` is the file that describes them, where there is one."""
    names = [heading.strip() for heading in headings]
    meta, remarks = _meta(beside) if beside is not None else ({}, [])
    columns = [_column(index, name, meta, first_rows) for index, name in enumerate(names)]
    return PublishedHeader(tuple(columns), bool(meta), (*remarks, *_missing(names, meta)))


def _column(
    index: int, name: str, meta: Mapping[str, PublishedColumn], first_rows: Sequence[Sequence[str]]
) -> PublishedColumn:
    lowered = name.casefold()
    if lowered in ("time_period", "time_identifier"):
        return PublishedColumn(index, name, Holds.TIME)
    if lowered == "geographic_level" or lowered in _PLACES:
        return PublishedColumn(index, name, Holds.GEOGRAPHY)
    if lowered in meta:
        return replace(meta[lowered], index=index, name=name)
    grouped = next((each.name for each in meta.values() if each.groups.casefold() == lowered), "")
    if grouped:
        return PublishedColumn(index, name, Holds.FILTER, groups=grouped)
    cells = [row[index].strip() for row in first_rows if index < len(row)]
    holds = Holds.INDICATOR if all(map(_a_figure, cells)) else Holds.FILTER
    return PublishedColumn(index, name, holds)


_PLACES = frozenset({*_OTHER_PLACES, *(name for pair in LEVELS.values() for name in pair)})


def _a_figure(text: str) -> bool:
    known = text in published.SYMBOLS or text in published.REJECTED or text in published.LEGACY
    return known or read_number(text.rstrip("%")) is not None


def _missing(names: Sequence[str], meta: Mapping[str, PublishedColumn]) -> Iterator[tuple[int, Remark]]:
    lowered = [name.casefold() for name in names]
    gone = [name for name in published.REQUIRED_COLUMNS if name not in lowered]
    if gone:
        yield (
            -1,
            Remark(
                "published-format",
                Severity.WARNING,
                f"The file has no column {_listed(gone)}, which every published file must have.",
                "Take the file from Explore Education Statistics again.",
            ),
        )
    absent = [column.name for name, column in meta.items() if name not in lowered]
    if absent:
        yield (
            -1,
            Remark(
                "published-format",
                Severity.WARNING,
                f"The file beside it describes {_listed(absent)}, which is not in the data.",
                "Take both files from Explore Education Statistics again, so that they are of one release.",
            ),
        )
    twice = sorted({name for name in lowered if name and lowered.count(name) > 1})
    if twice:
        yield (
            lowered.index(twice[0]),
            Remark(
                "published-format",
                Severity.WARNING,
                f"More than one column is headed {_listed(twice)}; the first of them is read.",
                "Take the file from Explore Education Statistics again.",
            ),
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def meta_beside(path: Path) -> Path | None:
    """The file that describes a published file: ``absence.meta.csv`` beside ``absence.csv``."""
    found = path.with_name(f"{path.stem}.meta.csv")
    return found if found.is_file() else None


def _meta(path: Path) -> tuple[dict[str, PublishedColumn], list[tuple[int, Remark]]]:
    """What the describing file says of each column, by its name in lower case."""
    try:
        if path.stat().st_size > _LARGEST_META:
            return {}, [(-1, _not_described(path, "it is larger than any such file"))]
        text = path.read_bytes().decode("utf-8-sig", "replace")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (OSError, csv.Error) as error:
        return {}, [(-1, _not_described(path, str(error)))]
    found: dict[str, PublishedColumn] = {}
    remarks: list[tuple[int, Remark]] = []
    have = {(name or "").strip().casefold() for name in (rows[0] if rows else {})}
    gone = [name for name in published.REQUIRED_META_COLUMNS if name not in have]
    if not {"col_name", "col_type"} <= have:
        return {}, [(-1, _not_described(path, f"it has no column {_listed(gone)}"))]
    if gone:
        remarks.append((-1, _incomplete(path, f"it has no column {_listed(gone)}")))
    odd: list[str] = []
    for row in rows:
        cells = {(k or "").strip().casefold(): (v or "").strip() for k, v in row.items() if isinstance(v, str)}
        name = cells.get("col_name", "")
        holds = {"filter": Holds.FILTER, "indicator": Holds.INDICATOR}.get(cells.get("col_type", "").casefold())
        if not name or holds is None:
            odd.append(name or "a row without a name")
            continue
        unit = cells.get("indicator_unit", "")
        if unit not in published.META_UNITS:
            odd.append(f"{name}, unit {unit}")
        found[name.casefold()] = PublishedColumn(
            -1, name, holds, cells.get("label", ""), unit, cells.get("filter_grouping_column", "")
        )
    if odd:
        remarks.append((-1, _incomplete(path, f"it says what may not be said of {_listed(odd[:6])}")))
    return found, remarks


def _not_described(path: Path, why: str) -> Remark:
    return Remark(
        "published-format",
        Severity.WARNING,
        f"{path.name} could not be used to tell what the columns hold: {why}.",
        "Breakdowns and indicators are told apart by what stands in them. Check them in the list of columns.",
    )


def _incomplete(path: Path, why: str) -> Remark:
    return Remark(
        "published-format",
        Severity.NOTE,
        f"{path.name} does not keep the rules for such files: {why}.",
        "Nothing, if the columns are read as what they hold.",
    )

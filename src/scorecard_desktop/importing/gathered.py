"""What one file gave: records with provisional ids, the tables they came from, findings and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.profile import Profile

if TYPE_CHECKING:
    from scorecard_desktop.importing.published_contents import PublishedFile


class TableKind(Enum):
    """What a table on a sheet was taken for."""

    SCORECARD = "scorecard"
    RISK_REGISTER = "risk register"
    BUDGET = "budget table"
    NARRATIVE = "narrative"
    RECOMMENDATIONS = "recommendations"
    FORWARD_PLAN = "forward plan"
    HIGHLIGHTS = "highlight report"
    MILESTONES = "milestones"
    OWN = "from this program"
    PUBLISHED = "published figures"
    UNKNOWN = "not recognised"


_SURE = 0.85
_LIKELY = 0.6


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column of a table: its heading as written and the cell that it stands in, what it was taken for, some cells.

    ``means`` is empty where nobody knows: then the column is left out until an officer gives it a ``Meaning``.
    ``period`` is the code of the period that it is for, where it is for one. Where periods run down, what is said here
    of a column holds for a row.
    """

    heading: str
    cell: str
    means: str
    period: str = ""
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table on a sheet: where, as what, how sure that is (0 to 1) and why, and its columns."""

    file: str
    sheet: str
    range: str
    kind: TableKind
    what: str
    confidence: float
    reason: str = ""
    columns: tuple[ColumnFound, ...] = ()

    @property
    def unmapped(self) -> tuple[ColumnFound, ...]:
        """The columns that hold something which nobody knows what it is."""
        return tuple(column for column in self.columns if not column.means and column.samples)

    @property
    def confidence_words(self) -> str:
        """How sure, for the officer: ``sure``, ``likely`` or ``unsure``."""
        if self.confidence >= _SURE:
            return "sure"
        return "likely" if self.confidence >= _LIKELY else "unsure"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something on a sheet that gave no record, and why: a note, a legend, a column that is computed here."""

    file: str
    sheet: str
    cell: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnCome:
    """A return form that has come home: whose it is, for which period, and who completed it, where that is said."""

    service: str
    period: str
    completed_by: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """One file, read. The ids in ``records`` and ``findings`` hold within this file; ``decide`` settles them.

    ``aliases`` gives other names under which a scorecard (by provisional id) may already be known; ``unit_guessed``
    holds the indicators for which nothing on the sheet tells the unit, so that a known one is kept; ``words_only`` the
    scorecards that have words and no figures, whose indicators are those of a scorecard that knows them. ``exact``
    marks the program's own workbooks: their ids are the book's, and what their lists leave blank is meant to be. Fields
    that a list has no column for, ``unstated`` by the kind of its records, are as they are held.
    ``seen`` says by kind and key what a return form was made upon (``exchange.seen``), ``returns`` which forms the file
    holds. ``profile`` is the layout as it is to be remembered, ``read_by`` the name of the one that it was read by.
    ``places`` are the cells of facts whose records keep only their row's, by sheet, what a finding would be about, and
    period; an empty period where the records keep no place at all.
    ``published`` is what a file of published figures holds, of which only what was chosen is among the records.
    """

    name: str
    hash: str
    records: tuple[Record, ...] = ()
    tables: tuple[TableFound, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit_guessed: frozenset[str] = frozenset()
    words_only: frozenset[str] = frozenset()
    exact: bool = False
    unstated: Mapping[str, frozenset[str]] = field(default_factory=dict)
    seen: Mapping[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    returns: tuple[ReturnCome, ...] = ()
    profile: Profile | None = None
    read_by: str = ""
    places: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    published: PublishedFile | None = None

"""What an import would change, as an officer reads it before anything changes: a plan, entry by entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from scorecard_desktop.domain.book import RECORD_TYPES, Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record, change_set
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.scorecard import ScorecardPeriod
from scorecard_desktop.importing.gathered import LeftOut, TableFound
from scorecard_desktop.importing.wording import entry_line

if TYPE_CHECKING:
    from scorecard_desktop.importing.published_contents import PublishedFile


class Action(Enum):
    """What a plan would do with one record."""

    ADD = "add"
    ALTER = "alter"
    UNCHANGED = "unchanged"
    REJECT = "reject"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One record of a plan: what would happen to it, a line that says so, and the cell it came from.

    ``change`` of an unchanged or rejected entry is what the file says; it is not part of what is committed. That of a
    conflict is what taking it would do: a return form and the store have both changed since the form was made, and an
    officer has to choose. ``known`` is the book that knows what the record belongs to.
    """

    action: Action
    change: Change
    source: Source | None
    known: Book = field(repr=False, compare=False)
    remark: str = ""

    @property
    def record(self) -> Record:
        """The record as it would be."""
        return self.change.record

    @property
    def line(self) -> str:
        """What would happen, in words; made when it is read, as a plan has thousands."""
        return f"{entry_line(self.known, self.change)}{self.remark}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries of each action a plan has."""

    added: int = 0
    altered: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import found and would do.

    ``entries`` are all records that an officer would know by sight: scorecards, indicators, targets, tolerances,
    benchmarks, figures, commentary, risks and their reviews, budget tables, lines and amounts. ``bookkeeping`` is what
    goes with them unasked: the source file, the columns that a scorecard has, the layout to remember, findings new or
    gone. ``read_by`` pairs each file that was read by a remembered layout with that layout's name. ``published`` is
    what the files of published figures hold, to choose from.
    """

    label: str
    tables: tuple[TableFound, ...] = ()
    entries: tuple[PlanEntry, ...] = ()
    bookkeeping: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    read_by: tuple[tuple[str, str], ...] = ()
    published: tuple[PublishedFile, ...] = ()

    @property
    def counts(self) -> Counts:
        """Entries by action. Bookkeeping is not counted: a file imported again has nothing added and none altered."""
        actions = [Action.REJECT if e.action is Action.CONFLICT else e.action for e in self.entries]
        return Counts(
            *(actions.count(action) for action in (Action.ADD, Action.ALTER, Action.UNCHANGED, Action.REJECT))
        )

    def change_set(self, accepted: Collection[int] | None = None) -> ChangeSet:
        """What to commit: every addition and alteration, or those at the ``accepted`` positions of ``entries``.

        A conflict is taken only where its position is among the accepted.
        What an accepted entry belongs to (the indicator of a figure, the scorecard of an indicator) comes with it.
        """
        wanted = [
            entry
            for position, entry in enumerate(self.entries)
            if (entry.action in (Action.ADD, Action.ALTER) and (accepted is None or position in accepted))
            or (entry.action is Action.CONFLICT and accepted is not None and position in accepted)
        ]
        changes = [entry.change for entry in wanted]
        if accepted is not None:
            changes = [*self._owners(changes), *changes]
        keeping = [c for c in self.bookkeeping if accepted is None or self._belongs(c, changes)]
        return change_set(self.label, _in_order([*changes, *keeping]))

    def _owners(self, changes: Sequence[Change]) -> list[Change]:
        """The additions without which the changes would hang in the air, that are not among them."""
        added = {(e.record.record_kind, e.record.key): e.change for e in self.entries if e.action is Action.ADD}
        have = {(c.record.record_kind, c.record.key) for c in changes}
        found: dict[tuple[str, tuple[str, ...]], Change] = {}
        todo = list(changes)
        while todo:
            for owner in owner_places(todo.pop().record):
                if owner in added and owner not in have and owner not in found:
                    found[owner] = added[owner]
                    todo.append(added[owner])
        return list(found.values())

    def _belongs(self, keeping: Change, changes: Sequence[Change]) -> bool:
        """Whether bookkeeping goes with the part that was accepted: not with a scorecard that was left out."""
        if not changes:
            return False
        record = keeping.record
        if isinstance(record, ScorecardPeriod):
            left = {
                e.record.key for e in self.entries if e.action is Action.ADD and e.record.record_kind == "scorecard"
            }
            left -= {c.record.key for c in changes if c.record.record_kind == "scorecard"}
            return (record.scorecard,) not in left
        return True


def owner_places(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    """Where the records are that a record refers to."""
    places: list[tuple[str, tuple[str, ...]]] = []
    for name, kind in (
        ("indicator", "indicator"),
        ("scorecard", "scorecard"),
        ("risk", "risk"),
        ("table", "budget table"),
        ("recommendation", "recommendation"),
        ("programme", "programme"),
        ("meeting", "meeting"),
    ):
        owner = getattr(record, name, None)
        if isinstance(owner, str) and owner:
            places.append((kind, (owner,)))
    if record.record_kind == "budget amount":
        places.append(("budget line", record.key[:2]))
    if record.record_kind == "tolerance":
        places.append((record.key[0], (record.key[1],)))
    return places


_RANK = {record_type.record_kind: rank for rank, record_type in enumerate(RECORD_TYPES)}


def _in_order(changes: Iterable[Change]) -> list[Change]:
    """Owners before what they own, so that a store may insert as it goes; removals as they come."""
    return sorted(changes, key=lambda change: _RANK[change.record.record_kind])

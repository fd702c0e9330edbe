"""Decide: what an import would change, before anything changes. Pure: a book and what was gathered in, a plan out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.exchange import seen
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.frozen import made_at_once
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.observation import Observation, Source
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.programme import Programme
from scorecard_desktop.domain.recommendation import Recommendation
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.risk import Risk
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, SourceFile
from scorecard_desktop.domain.target import Benchmark, Target
from scorecard_desktop.importing.gathered import Gathered
from scorecard_desktop.importing.matching import Settled, latest_period, settled
from scorecard_desktop.importing.merging import merged, merged_exactly, worded
from scorecard_desktop.importing.plan import Action, ImportPlan, PlanEntry, owner_places
from scorecard_desktop.importing.profile import DRIFT
from scorecard_desktop.importing.wording import figure_words

_new_entry = made_at_once(PlanEntry)
_new_change = made_at_once(Change)

_BOOKKEEPING = (SourceFile, ScorecardPeriod, Finding)


def _nobody(_: Record) -> str:
    return ""


def decide(
    book: Book, gathered: Sequence[Gathered], when: str = "", changed_by: Callable[[Record], str] = _nobody
) -> ImportPlan:
    """What importing the files would do to the book.

    What the book knows is found again by name: scorecards by theirs, indicators by reference (by name where there is
    none), risks by number, budget tables by title and month. A blank in a sheet never wipes what the book holds.
    Where two of the files give one figure two values, the file with the later figures is taken, the other is rejected,
    and a finding says so. ``when`` is noted as the time of import. ``changed_by`` tells who changed a record last, and
    when (``Pat on 3 Jun 2018``), for a conflict to name.
    """
    return _Deciding(book, when, changed_by).plan(gathered)


Place = tuple[str, tuple[str, ...]]
"""Where a record is: its kind and key."""

_OWNERS: dict[str, type[Record]] = {
    kind.record_kind: kind
    for kind in (Scorecard, Indicator, Risk, BudgetTable, BudgetLine, Recommendation, Programme, Meeting)
}
"""The records that others belong to, by kind."""

_NOBODY_ASKS_ABOUT = (Observation, Target, Benchmark, Commentary, ScorecardPeriod)
"""Records that are looked up by nothing but their own key: most of a plan."""


class _Given(NamedTuple):
    """A record that a file gives, the book's own in its place, and what would be there."""

    record: Record
    file: Gathered
    before: Record | None
    after: Record


class _Deciding:
    """The state of one decision: the book as it would be after the files so far.

    ``_working`` is that book as far as records are asked about by others; ``_held`` is the rest of what differs.
    """

    def __init__(self, book: Book, when: str, changed_by: Callable[[Record], str]) -> None:
        self._book = book
        self._when = when
        self._changed_by = changed_by
        self._working = book.copy()
        self._held: dict[Place, Record] = {}
        self._given: dict[Place, _Given] = {}
        self._rejected: list[PlanEntry] = []
        self._conflicts: list[PlanEntry] = []
        self._findings: dict[tuple[str, ...], Finding] = {}
        self._latest: dict[str, date] = {}
        self._waiting: list[tuple[Record, Gathered]] = []

    def plan(self, gathered: Sequence[Gathered]) -> ImportPlan:
        once = list({file.hash: file for file in reversed(gathered)}.values())[::-1]  # a copy under another name
        self._latest = {file.hash: latest_period(file) for file in once}
        for file in sorted(once, key=lambda file: self._latest[file.hash]):
            self._take(file)
        self._take_waiting()
        self._place(once)
        entries = self._entries()
        names = ", ".join(file.name for file in gathered[:3])
        return ImportPlan(
            label=f"import of {names if len(gathered) < 4 else f'{len(gathered)} workbooks'}",
            tables=tuple(table for file in once for table in file.tables),
            entries=tuple(entries),
            bookkeeping=tuple(self._bookkeeping(once, entries)),
            findings=tuple(sorted(self._findings.values(), key=_by_gravity)),
            left_out=tuple(note for file in once for note in file.left_out),
            read_by=tuple((file.name, file.read_by) for file in once if file.read_by),
            published=tuple(file.published for file in once if file.published is not None),
        )

    def _take(self, file: Gathered) -> None:
        names = settled(self._working, file) if not file.exact else Settled(file.records, file.findings, frozenset())
        for finding in names.findings:
            self._findings.setdefault(finding.key, finding)
        for record in names.records:
            if file.exact and self._lacks(record) is not None:
                self._waiting.append((record, file))
                continue
            if isinstance(record, ScorecardPeriod) and self._is_no_column(record, names):
                continue
            self._put(record, file, names)
            if file.returns and isinstance(record, Observation):
                self._put_column(record, file)

    def _place(self, gathered: Sequence[Gathered]) -> None:
        """What the rules find of registers, at the very cell: their records know only their row's, or no place."""
        places = {(file.name, *place): cell for file in gathered for place, cell in file.places.items()}
        if not places:
            return
        from scorecard_desktop.domain.rules.overdue import milestone_overdue
        from scorecard_desktop.domain.rules.recommendations import recommendation_overdue
        from scorecard_desktop.domain.rules.risks import REGISTER_RULES

        alone = {about: (file, sheet, cell) for (file, sheet, about, period), cell in places.items() if not period}
        for rule in (*REGISTER_RULES, recommendation_overdue, milestone_overdue):
            for finding in rule(self._working):
                cell = places.get((finding.file, finding.sheet, finding.subject, finding.period), "")
                file, sheet, cell = alone.get(finding.subject, (finding.file, finding.sheet, cell))
                if cell:
                    placed = replace(finding, file=file, sheet=sheet, cell=cell)
                    self._findings.setdefault(placed.key, placed)

    def _lacks(self, record: Record) -> Place | None:
        """What a row of the program's own workbook is about that the book does not know; None where it knows all."""
        for kind, key in owner_places(record):
            owner = _OWNERS.get(kind)
            if owner is not None and self._working.get(owner, *key) is None:
                return kind, key
        return None

    def _take_waiting(self) -> None:
        """The rows whose owners came with another file, or further down; those without are said and left out."""
        waiting: list[tuple[Record, Gathered]] = []
        while len(waiting) != len(self._waiting):
            waiting, self._waiting = self._waiting, []
            for record, file in waiting:
                if self._lacks(record) is None:
                    self._put(record, file, Settled((), (), frozenset()))
                else:
                    self._waiting.append((record, file))
        for record, file in self._waiting:
            lacking = self._lacks(record)
            assert lacking is not None
            self._not_of_this_book(record, file, lacking)

    def _not_of_this_book(self, record: Record, file: Gathered, lacking: Place) -> None:
        source: Source | None = getattr(record, "source", None)
        kind, key = lacking
        owner = "/".join(key)
        finding = Finding(
            "not-recognised",
            Severity.ERROR,
            f"No {kind} here has the key “{owner}”. The row is not taken.",
            "Check that the workbook is of this council, and that its key was not changed.",
            subject=owner,
            file=file.name,
            sheet=source.sheet if source is not None else "",
            cell=source.cell if source is not None else "",
        )
        self._findings.setdefault(finding.key, finding)

    def _put_column(self, record: Observation, file: Gathered) -> None:
        """A figure for a period that its scorecard has no column for yet gives it one."""
        indicator = self._working.get(Indicator, record.indicator)
        if indicator is None:
            return
        column = ScorecardPeriod(indicator.scorecard, record.period)
        known = self._working.get(ScorecardPeriod, *column.key)
        if known is None and (column.record_kind, column.key) not in self._held:
            self._put(column, file, Settled((), (), frozenset()))

    def _is_no_column(self, column: ScorecardPeriod, names: Settled) -> bool:
        """Words about a year give a monthly scorecard that is there no column of that year."""
        card = self._working.get(Scorecard, column.scorecard) if column.scorecard in names.words_only else None
        return card is not None and period_from_code(column.period).kind is not card.frequency

    def _put(self, record: Record, file: Gathered, names: Settled) -> None:
        place = (record.record_kind, record.key)
        existing = self._held.get(place)
        if existing is None:
            existing = self._working.get(type(record), *place[1])
        if existing is None:
            after = record
        elif file.exact:
            after = merged_exactly(existing, record, file.unstated.get(record.record_kind, frozenset()))
        elif isinstance(record, (Scorecard, Indicator)) and record.id in names.words_only:
            after = worded(existing, record)
        else:
            after = merged(existing, record, names.unit_guessed)
        if existing is not None and file.seen and after != existing and self._has_moved_on(place, existing, file):
            self._conflicts.append(self._both_changed(Change(existing, after), file))
            return
        earlier = self._given.get(place)
        if earlier is not None and after != existing and self._conflict(record, file, earlier):
            return
        before = earlier.before if earlier is not None else existing
        if existing is not None and (after is existing or after == existing):
            self._given[place] = _Given(record, file, before, existing)
            return
        self._given[place] = _Given(record, file, before, after)
        if isinstance(after, _NOBODY_ASKS_ABOUT):
            self._held[place] = after
        else:
            self._working.apply([Change(existing, after)])

    def _has_moved_on(self, place: tuple[str, tuple[str, ...]], existing: Record | None, file: Gathered) -> bool:
        """Whether the store holds another thing than the return form was made upon."""
        was = file.seen.get(place)
        if was is None or existing is None:
            return False
        assert isinstance(existing, Observation | Commentary)
        return seen(existing) != was

    def _both_changed(self, change: Change, file: Gathered) -> PlanEntry:
        come = next((each for each in file.returns), None)
        by = f" by {come.completed_by}" if come is not None and come.completed_by else ""
        source = getattr(change.after, "source", None)
        finding = self._moved_on_finding(change, by, source)
        self._findings.setdefault(finding.key, finding)
        return PlanEntry(Action.CONFLICT, change, source, self._working, f" (changed here and in the form{by})")

    def _moved_on_finding(self, change: Change, by: str, source: Source | None) -> Finding:
        record = change.record
        assert isinstance(record, Observation | Commentary)
        indicator = self._working.get(Indicator, record.indicator)
        period = period_from_code(record.period).label
        who = self._changed_by(change.before) if change.before is not None else ""
        changed = f"changed by {who}" if who else "changed"
        if isinstance(change.before, Observation) and isinstance(record, Observation):
            ours, theirs = figure_words(change.before, indicator), figure_words(record, indicator)
            said = f"{period} is {ours} here, {changed} since the form was made, and {theirs} in the form{by}."
        else:
            said = f"The comment for {period} was {changed} here since the form was made, and also in the form{by}."
        return Finding(
            "conflicting-values",
            Severity.WARNING,
            f"{said} What stands here is kept unless you take the form’s.",
            "Ask which is right; to take the form’s, tick it in the import review.",
            record.indicator,
            record.period,
            indicator.title if indicator is not None else "",
            source.file if source is not None else "",
            source.sheet if source is not None else "",
            source.cell if source is not None else "",
        )

    def _conflict(self, record: Record, file: Gathered, earlier: _Given) -> bool:
        """Two places give one figure. Says so, and whether the earlier one stands."""
        other = earlier.record
        if not isinstance(record, Observation) or not isinstance(other, Observation):
            return False
        if _content(record) == _content(other) or not _says(record) or not _says(other):
            return False
        newer = self._latest[file.hash] > self._latest[earlier.file.hash]
        taken, left = (record, other) if newer else (other, record)
        self._rejected.append(self._reject(left, taken))
        if not self._is_of_a_column_said(left):
            finding = self._conflict_finding(taken, left)
            self._findings.setdefault(finding.key, finding)
        return not newer

    def _is_of_a_column_said(self, left: Observation) -> bool:
        """Whether its column is known to be headed like another: that is said once, of the column."""
        source = left.source
        if source is None:
            return False
        column = (source.file, source.sheet, source.cell.rstrip(_DIGITS))
        return any(
            (finding.file, finding.sheet, finding.cell.rstrip(_DIGITS)) == column
            for finding in self._findings.values()
            if finding.rule == "period-order"
        )

    def _reject(self, left: Observation, taken: Observation) -> PlanEntry:
        place = taken.source.place if taken.source is not None else "the other"
        remark = f" (not taken: {place} says otherwise)"
        return PlanEntry(Action.REJECT, Change(None, left), left.source, self._working, remark)

    def _conflict_finding(self, taken: Observation, left: Observation) -> Finding:
        indicator = self._working.get(Indicator, left.indicator)
        period = period_from_code(left.period).label
        here, there = left.source, taken.source
        return Finding(
            "conflicting-values",
            Severity.WARNING,
            f"{period} is {figure_words(left, indicator)} here and {figure_words(taken, indicator)} in "
            f"{there.place if there is not None else 'the book'}, which is taken.",
            "Find out which is right, and correct the other.",
            left.indicator,
            left.period,
            indicator.title if indicator is not None else "",
            here.file if here is not None else "",
            here.sheet if here is not None else "",
            here.cell if here is not None else "",
        )

    def _entries(self) -> list[PlanEntry]:
        entries = []
        for given, _, before, after in self._given.values():
            if isinstance(given, _BOOKKEEPING):
                continue
            action = Action.ADD if before is None else Action.UNCHANGED if before == after else Action.ALTER
            source = getattr(after if action is not Action.UNCHANGED else given, "source", None)
            entries.append(_new_entry(action, _new_change(before, after), source, self._working))
        return [*entries, *self._conflicts, *self._rejected]

    def _bookkeeping(self, gathered: Sequence[Gathered], entries: Sequence[PlanEntry]) -> Iterable[Change]:
        for file in gathered:
            if self._book.get(SourceFile, file.hash) is None:
                yield Change(None, SourceFile(file.hash, file.name, self._when))
        for given, _, before, after in self._given.values():
            if isinstance(given, ScorecardPeriod) and before != after:
                yield Change(before, after)
        yield from self._returns_come(gathered)
        yield from self._layouts(gathered)
        yield from self._finding_changes(gathered, entries)

    def _returns_come(self, gathered: Sequence[Gathered]) -> Iterable[Change]:
        day = date.fromisoformat(self._when[:10]) if self._when else None
        for file in gathered:
            for come in file.returns:
                before = self._book.get(Return, come.service, come.period)
                known = before if before is not None else Return(come.service, come.period)
                if known.received_as == file.name and known.received is not None:
                    continue
                after = replace(known, received=day, received_as=file.name, received_from=come.completed_by)
                yield Change(before, after)

    def _layouts(self, gathered: Sequence[Gathered]) -> Iterable[Change]:
        """Each layout as it is to be remembered; where two of the files have one, as the later of them has it."""
        for profile in {file.profile.name: file.profile for file in gathered if file.profile is not None}.values():
            before = self._book.get(Profile, profile.name)
            same = before is not None and replace(before, file=profile.file) == profile
            if not same:
                yield Change(before, profile)

    def _finding_changes(self, gathered: Sequence[Gathered], entries: Sequence[PlanEntry]) -> Iterable[Change]:
        """New findings in; those gone that a corrected file, or a figure from another cell, has settled."""
        names = {file.name for file in gathered}
        altered = {
            entry.record.key[:2]
            for entry in entries
            if entry.action is Action.ALTER and isinstance(entry.record, Observation)
        }
        for old in self._book.all(Finding):
            if old.key not in self._findings and (old.file in names or (old.indicator, old.period) in altered):
                yield Change(old, None)
        for finding in self._findings.values():
            if finding.rule == DRIFT:  # of this reading only: the layout is remembered as it is now
                continue
            before = self._book.get(Finding, *finding.key)
            if before != finding:
                yield Change(before, finding)


_DIGITS = "0123456789"


def _content(observation: Observation) -> tuple[object, ...]:
    return (observation.value, observation.symbol, observation.flags)


def _says(observation: Observation) -> bool:
    return observation.value is not None or observation.symbol is not None


def _by_gravity(finding: Finding) -> tuple[object, ...]:
    letters, digits = finding.cell.rstrip(_DIGITS), finding.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (-finding.severity.rank, finding.file, finding.sheet, int(digits or 0), len(letters), letters, finding.rule)

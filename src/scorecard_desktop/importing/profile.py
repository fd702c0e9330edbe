"""Remembered layouts: known again next month, and where they have drifted, said and mapped anew instead of misread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from string import ascii_uppercase

from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.profile import Profile, ProfileColumn, ProfileMeaning, ProfileTable
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.standing_title import without_period
from scorecard_desktop.importing.gathered import ColumnFound, Gathered, TableFound
from scorecard_desktop.importing.identity import same_name, unique
from scorecard_desktop.importing.known_words import SEEN_ANYWHERE, KnownWords
from scorecard_desktop.importing.meanings import LEFT_OUT, Meaning, given
from scorecard_desktop.importing.noticing import counted
from scorecard_desktop.importing.titles import file_title
from scorecard_desktop.importing.understanding import understand
from scorecard_desktop.importing.workbook import Workbook

DRIFT = "layout-drift"
"""The rule of a finding that says how a layout has changed since it was remembered."""

_ALIKE = 0.5
"""How much of its headings a workbook must share with a remembered layout to be read by it."""

_SAME_WORD = 0.75
"""How alike two headings are that are one heading, misspelt or put in other words."""

_OF_A_PERIOD = ("figures", "numerators", "denominators")


def understand_by_profile(
    workbook: Workbook,
    profiles: Sequence[Profile],
    wanted: str = "",
    meanings: Sequence[Meaning] = (),
    words: KnownWords = SEEN_ANYWHERE,
) -> Gathered:
    """A workbook read by the layout that is remembered for its shape, or by the one that is ``wanted`` by name.

    What ``meanings`` say goes before what is remembered. ``Gathered.profile`` is the layout as it is to be remembered
    now. Raises Refusal where no layout has the wanted name.
    """
    found = understand(workbook, given(meanings, words))
    known = _chosen(profiles, wanted, found)
    if known is None:
        name = unique(layout_name(workbook.name), {profile.name for profile in profiles})
        return replace(found, profile=_remembered(name, found, meanings))
    said = [*(Meaning(m.heading, m.means, m.sheet) for m in known.meanings), *meanings]
    if known.meanings:
        found = understand(workbook, given(said, words))
    drifted = drift(known, found)
    if drifted.meanings:
        said += drifted.meanings
        found = understand(workbook, given(said, words))
    return replace(
        found,
        findings=(*found.findings, *drifted.findings),
        profile=_remembered(known.name, found, said),
        read_by=known.name,
    )


def _chosen(profiles: Sequence[Profile], wanted: str, found: Gathered) -> Profile | None:
    if wanted:
        return profile_called(profiles, wanted)
    if not found.tables:
        return None
    scored = [(likeness(each, found), each) for each in profiles]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _ALIKE else None


def profile_called(profiles: Sequence[Profile], name: str) -> Profile:
    """The remembered layout of a name. Raises Refusal, naming those that there are, where there is none."""
    named = next((each for each in profiles if same_name(each.name) == same_name(name)), None)
    if named is None:
        known = ", ".join(f"“{each.name}”" for each in profiles)
        there = f"There is {known}." if known else "None is remembered yet: the first import of a workbook does it."
        raise Refusal(f"No layout is remembered by the name “{name}”. {there}")
    return named


def likeness(profile: Profile, found: Gathered) -> float:
    """How much of a remembered layout a workbook shares, and it of the layout: 0 to 1."""
    old = {(table.kind, _last(column.heading)) for table in profile.tables for column in table.columns}
    new = {(table.kind.value, _last(column.heading)) for table in found.tables for column in _lasting(table)}
    return len(old & new) / len(old | new) if old | new else 0.0


def _last(heading: str) -> str:
    """A heading without those above it: ``Target`` of ``Current year: Target``."""
    return same_name(heading.rpartition(": ")[2])


def _lasting(table: TableFound) -> list[ColumnFound]:
    """The columns that a layout is known by: all but the figures of a period, each without the period that it names."""
    return [
        replace(column, heading=_without_period(column)) for column in table.columns if column.means not in _OF_A_PERIOD
    ]


def _without_period(column: ColumnFound) -> str:
    read = read_label(column.heading) if column.period else None
    return read.rest if read is not None and read.rest else column.heading


def layout_name(file: str) -> str:
    """What the layout of a file is called unless an officer says: its name without the date."""
    title = re.sub(r"\b(?:19|20)\d\d[-_ ](?:[01]\d|\d\d)(?:[-_ ][0-3]\d)?\b", " ", without_period(file_title(file)))
    return " ".join(title.split()) or file_title(file)


def _remembered(name: str, found: Gathered, said: Iterable[Meaning]) -> Profile | None:
    tables = tuple(
        ProfileTable(
            table.sheet,
            table.kind.value,
            tuple(ProfileColumn(c.heading, c.means) for c in _lasting(table)),
            _header_rows(table),
        )
        for table in found.tables
        if table.columns
    )
    # what was said of one period's column says nothing of the next month's
    lasting = {(m.sheet, same_name(m.heading)): ProfileMeaning(m.heading, m.means, m.sheet) for m in said}
    kept = tuple(m for m in lasting.values() if " for " not in m.means)
    return Profile(name, found.name, tables, kept) if tables else None


def _header_rows(table: TableFound) -> int:
    return max(1, len({column.cell.lstrip(ascii_uppercase) for column in table.columns if column.heading}))


@dataclass(frozen=True, slots=True)
class Drift:
    """How a workbook differs from its remembered layout, and what its new headings mean on the strength of that."""

    findings: tuple[Finding, ...] = ()
    meanings: tuple[Meaning, ...] = ()


def drift(profile: Profile, found: Gathered) -> Drift:
    """What has changed in the layout since it was remembered: columns added, gone, renamed, moved, headed deeper."""
    findings: list[Finding] = []
    meanings: list[Meaning] = []
    for old, new in _pairs(profile, found.tables):
        for each in _table_drift(old, new):
            findings.append(each.finding(new))
            if each.meaning is not None:
                meanings.append(each.meaning)
    return Drift(tuple(findings), tuple(meanings))


def _pairs(profile: Profile, tables: Sequence[TableFound]) -> list[tuple[ProfileTable, TableFound]]:
    """Each table with the remembered one of its kind that it is: on the same sheet, else the most like it."""
    left = list(profile.tables)
    pairs = []
    for table in tables:
        same_kind = [old for old in left if old.kind == table.kind.value]
        if same_kind and table.columns:
            old = max(same_kind, key=lambda each: (each.sheet == table.sheet, _shared(each, table)))
            left.remove(old)
            pairs.append((old, table))
    return pairs


def _shared(old: ProfileTable, new: TableFound) -> int:
    names = {same_name(column.heading) for column in new.columns}
    return sum(1 for column in old.columns if same_name(column.heading) in names)


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that has drifted: its words, where, how grave, and what the new heading is to mean."""

    message: str
    advice: str
    severity: Severity
    cell: str = ""
    meaning: Meaning | None = None

    def finding(self, table: TableFound) -> Finding:
        return Finding(
            DRIFT,
            self.severity,
            self.message,
            self.advice,
            subject=table.sheet,
            file=table.file,
            sheet=table.sheet,
            cell=self.cell,
        )


def _table_drift(old: ProfileTable, new: TableFound) -> list[_Change]:
    columns = _lasting(new)
    before = [column for column in old.columns if column.heading]
    names_new = {same_name(column.heading) for column in columns}
    names_old = {same_name(column.heading) for column in before}
    gone = [column for column in before if same_name(column.heading) not in names_new]
    added = [column for column in columns if column.heading and same_name(column.heading) not in names_old]
    changes: list[_Change] = []
    for lost in gone:
        match = _successor(lost, added, old, columns)
        if match is None:
            changes.append(_gone(lost))
            continue
        added.remove(match)
        changes.append(_renamed(lost, match, new.sheet))
    changes += [_added(column) for column in added]
    if _header_rows(new) != old.header_rows:
        changes.append(_deeper(old.header_rows, _header_rows(new)))
    stayed_old = [same_name(c.heading) for c in before if same_name(c.heading) in names_new]
    stayed_new = [same_name(c.heading) for c in columns if same_name(c.heading) in names_old]
    if stayed_old != stayed_new and sorted(stayed_old) == sorted(stayed_new):
        changes.append(_MOVED)
    return changes


def _successor(
    lost: ProfileColumn, added: Sequence[ColumnFound], old: ProfileTable, columns: Sequence[ColumnFound]
) -> ColumnFound | None:
    """The new column that a vanished one has become: under a deeper heading, in other words, or in its place."""
    name = same_name(lost.heading)
    for column in added:
        if _last(column.heading) == _last(lost.heading) and column.means in ("", lost.means):
            return column
    alike = [
        (SequenceMatcher(None, name, same_name(column.heading)).ratio(), column)
        for column in added
        if column.means in ("", lost.means)
    ]
    best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] >= _SAME_WORD:
        return best[1]
    between = _neighbours([c.heading for c in old.columns], lost.heading)
    return next(
        (
            column
            for column in added
            if column.means == "" and _neighbours([c.heading for c in columns], column.heading) == between
        ),
        None,
    )


def _neighbours(headings: Sequence[str], heading: str) -> tuple[str, str]:
    place = headings.index(heading)
    left = same_name(headings[place - 1]) if place else ""
    right = same_name(headings[place + 1]) if place + 1 < len(headings) else ""
    return left, right


def _renamed(lost: ProfileColumn, now: ColumnFound, sheet: str) -> _Change:
    if not lost.means or lost.means == LEFT_OUT:
        said = f"“{lost.heading}” is headed “{now.heading}” now. It is left out, as before."
        meaning = Meaning(now.heading, lost.means, sheet) if lost.means else None
        return _Change(said, "Map it in the review if it is wanted.", Severity.NOTE, now.cell, meaning)
    deeper = _last(now.heading) == _last(lost.heading)
    meaning = Meaning(now.heading, lost.means, sheet) if now.means != lost.means else None
    return _Change(
        f"“{lost.heading}” is headed “{now.heading}” now. It is still read as the {lost.means}.",
        "Check that it is the same column; if it is not, say in the review what it holds.",
        Severity.NOTE if deeper and meaning is None else Severity.WARNING,
        now.cell,
        meaning,
    )


def _gone(lost: ProfileColumn) -> _Change:
    if not lost.means or lost.means == LEFT_OUT:
        return _Change(f"The column “{lost.heading}” is gone; nothing was taken from it.", "Nothing.", Severity.NOTE)
    return _Change(
        f"The column “{lost.heading}” ({lost.means}) is gone. What is held of it stays as it is.",
        "Check that it was left out on purpose; if another column holds it now, say so in the review.",
        Severity.WARNING,
    )


def _added(column: ColumnFound) -> _Change:
    if column.means:
        said = f"The column “{column.heading}” is new. It is read as the {column.means}."
        return _Change(said, "Check that this is what it holds.", Severity.NOTE, column.cell)
    return _Change(
        f"The column “{column.heading}” is new, and nobody has said what it holds. It is left out.",
        "Say in the review what it holds, if it is wanted.",
        Severity.WARNING if column.samples else Severity.NOTE,
        column.cell,
    )


def _deeper(before: int, now: int) -> _Change:
    return _Change(
        f"The headings stand in {counted(now, 'row')} now; last time they stood in {counted(before, 'row')}.",
        "Nothing, if each column is still read as what it holds.",
        Severity.NOTE,
    )


_MOVED = _Change(
    "The columns stand in another order than last time. Each is read by its heading.",
    "Nothing, if the headings stand over their own columns.",
    Severity.NOTE,
)

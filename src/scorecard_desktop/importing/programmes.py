"""Highlight reports and lists of milestones: how programmes stand, what they achieved, and what they are to reach."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, due_date_of
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.importing.colours import rag_of_words
from scorecard_desktop.importing.identity import same_name, slug, unique
from scorecard_desktop.importing.layout import Block, is_repeated_header
from scorecard_desktop.importing.list_read import ListRead
from scorecard_desktop.importing.meant_columns import columns_by_meaning
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.programme_headings import DATES, PARTS, highlight_field, milestone_field
from scorecard_desktop.importing.risks import read_date
from scorecard_desktop.importing.titles import Surroundings, is_marking
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell

_NIL = re.compile(r"(?:nil(?: return)?|none|nothing(?: to report)?|n/?a|not applicable|no|-|–)\.?", re.IGNORECASE)
_DONE = re.compile(r"(?:complete[d]?|done|achieved|delivered|met|closed|reached|b|blue)\b.*", re.IGNORECASE)
_BETTER = re.compile(r"[↑▲⬆⇧].*|(?:improv\w*|better|up)\b.*", re.IGNORECASE)
_WORSE = re.compile(r"[↓▼⬇⇩].*|(?:worse\w*|deteriorat\w*|declin\w*|down)\b.*", re.IGNORECASE)
_SAME = re.compile(r"[→↔➔=⇨].*|(?:same|the same|no change|unchanged|static|stable)\b.*", re.IGNORECASE)


def _trend_of(words: str) -> Merit | None:
    for pattern, merit in ((_BETTER, Merit.BETTER), (_WORSE, Merit.WORSE), (_SAME, Merit.SAME)):
        if pattern.fullmatch(words.strip()):
            return merit
    return None


@dataclass
class ProgrammeReading:
    """Reads the highlight reports and milestones of one workbook; a programme is one by its name."""

    notices: Notices
    _programmes: dict[str, Programme] = field(default_factory=dict)
    _on_sheet: dict[str, list[str]] = field(default_factory=dict)
    _milestones: set[str] = field(default_factory=set)

    def read_highlights(self, block: Block, around: Surroundings, reported: date | None) -> ListRead:
        """The programmes of one table with their reports; ``reported`` is the day that its title states."""
        columns = columns_by_meaning(block, self.notices, highlight_field, "a highlight report")
        records: list[Record] = []
        count = 0
        for row in block.body:
            cells = {name: c for name, at in columns.items() if not (c := block.sheet.at(row, at)).blank}
            if is_repeated_header(block, row):
                continue
            if "programme" not in cells:
                self._leave(block, row, "no programme")
                continue
            own = read_date(cells["reported"]) if "reported" in cells else reported
            if own is None:
                self._say(block, cells["programme"], "Nothing says when this programme was reported. It is left out.",
                          "Write the date in the title (Highlight reports, June 2018), and import again.",
                          _line(cells, "programme"))  # fmt: skip
                continue
            count += 1
            programme, is_new = self._programme(block, cells)
            records += [programme] if is_new else []
            records.append(self._highlight(block, programme, own, cells))
        for note in around.notes:
            self.notices.leave(block.sheet, note, "note")
        return ListRead(records, count, {index: (name, "") for name, index in columns.items()})

    def _programme(self, block: Block, cells: dict[str, Cell]) -> tuple[Programme, bool]:
        name = _line(cells, "programme")
        self._on_sheet.setdefault(block.sheet.name, []).append(name)
        known = self._programmes.get(same_name(name))
        if known is not None:
            return known, False
        order = len(self._programmes) + 1
        made = Programme(
            slug(name), order, name, _line(cells, "sponsor"), _line(cells, "manager"), _words(cells, "purpose")
        )
        self._programmes[same_name(name)] = made
        return made, True

    def _highlight(self, block: Block, programme: Programme, day: date, cells: dict[str, Cell]) -> Highlight:
        status = self._status(block, cells, "status", programme.name)
        trend = Merit.NONE
        if "trend" in cells:
            found = _trend_of(cells["trend"].text)
            if found is None:
                self._say_word(block, cells["trend"], "which way it moves: better, the same or worse", programme.name)
            trend = found or Merit.NONE
        elif "previous status" in cells:
            before = self._status(block, cells, "previous status", programme.name)
            if Rag.NONE not in (before, status):
                worse, better = status.severity > before.severity, status.severity < before.severity
                trend = Merit.WORSE if worse else Merit.BETTER if better else Merit.SAME
        parts = {name: "" if _NIL.fullmatch(_words(cells, name)) else _words(cells, name) for name in PARTS}
        return Highlight(
            programme.id,
            day,
            status,
            trend,
            parts["achievements"],
            parts["slippage"],
            parts["next actions"],
            parts["risks"],
            parts["variances"],
            parts["decisions"],
        )

    def _status(self, block: Block, cells: dict[str, Cell], name: str, subject: str) -> Rag:
        if name not in cells:
            return Rag.NONE
        found = rag_of_words(cells[name].text)
        if found is None:
            self._say_word(block, cells[name], "red, amber or green", subject)
        return found or Rag.NONE

    def read_milestones(self, block: Block, around: Surroundings, name: str) -> ListRead:
        """The milestones of one table, of the programme that a column, the sheet or its title (``name``) says."""
        columns = columns_by_meaning(block, self.notices, milestone_field, "a list of milestones")
        of_sheet = set(self._on_sheet.get(block.sheet.name, ()))
        programme = next(iter(of_sheet)) if len(of_sheet) == 1 else _MILESTONES.sub("", name).strip(" -–:,") or name
        records: list[Record] = []
        places: dict[tuple[str, str, str], str] = {}
        count = 0
        for row in block.body:
            cells = {key: c for key, at in columns.items() if not (c := block.sheet.at(row, at)).blank}
            if is_repeated_header(block, row):
                continue
            merged = block.sheet.shown_at(row, columns["programme"]) if "programme" in columns else None
            if merged is not None and not merged.blank:
                programme = " ".join(merged.text.split())
            own = [cell for cell in block.sheet.by_row[row] if not cell.blank]
            if "milestone" in cells and len(own) == 1 and own[0].bold:
                programme = " ".join(own[0].text.split())  # a heading over those that follow
                continue
            if "milestone" not in cells:
                self._leave(block, row, "no milestone")
                continue
            count += 1
            owner, is_new = self._named(programme)
            made = self._milestone(block, owner, count, cells)
            records += [owner, made] if is_new else [made]
            dated = cells.get("forecast") or cells.get("planned")
            if dated is not None:
                places[block.sheet.name, due_date_of(owner.name, made.text), ""] = dated.address
        for note in around.notes:
            self.notices.leave(block.sheet, note, "note")
        return ListRead(records, count, {index: (key, "") for key, index in columns.items()}, places)

    def _named(self, name: str) -> tuple[Programme, bool]:
        known = self._programmes.get(same_name(name))
        if known is not None:
            return known, False
        made = Programme(slug(name), len(self._programmes) + 1, name)
        self._programmes[same_name(name)] = made
        return made, True

    def _milestone(self, block: Block, programme: Programme, order: int, cells: dict[str, Cell]) -> Milestone:
        text = " ".join(cells["milestone"].text.split())
        days = {name: self._day(block, cells, name, text) for name in sorted(DATES)}
        progress = _words(cells, "progress")
        said = _line(cells, "status")
        if _DONE.fullmatch(said) and days["completed"] is None:
            progress = f"{said}. {progress}".strip() if progress else said
            self._say(block, cells["status"], f"“{said}” says that it was reached, but no date says when. It is kept "
                      "in words, and the milestone stays open.",
                      "Enter the date on which it was reached.", text)  # fmt: skip
        elif said:
            self.notices.leave(block.sheet, cells["status"], "where it stands follows from its dates")
        key = unique(f"{programme.id}/{slug(text)}", self._milestones)
        self._milestones.add(key)
        return Milestone(key, programme.id, order, text, days["planned"], days["forecast"], days["completed"], progress)

    def _day(self, block: Block, cells: dict[str, Cell], name: str, subject: str) -> date | None:
        if name not in cells:
            return None
        found = read_date(cells[name])
        if found is None and not _NIL.fullmatch(_line(cells, name)):
            self._say_word(block, cells[name], "a date", subject)
        return found

    def _leave(self, block: Block, row: int, reason: str) -> None:
        for cell in block.sheet.by_row[row]:
            if not is_marking(cell):
                self.notices.leave(block.sheet, cell, reason)

    def _say_word(self, block: Block, cell: Cell, due: str, subject: str) -> None:
        self._say(block, cell, f"“{' '.join(cell.text.split())}” stands where {due} is due. It is left out.",
                  f"Say {due} in the sheet, or enter it here.", subject)  # fmt: skip

    def _say(self, block: Block, cell: Cell, message: str, advice: str, subject: str) -> None:
        remark = Remark("unmapped-text", Severity.WARNING, message, advice)
        self.notices.remark(block.sheet, cell, remark, subject=subject)


_MILESTONES = re.compile(
    r"\b(?:key )?(?:milestones?|highlight reports?)(?: plan| tracker| list)?\b(?: (?:of|for))?", re.IGNORECASE
)


def _line(cells: dict[str, Cell], name: str) -> str:
    return " ".join(cells[name].text.split()) if name in cells else ""


def _words(cells: dict[str, Cell], name: str) -> str:
    return cells[name].text.strip() if name in cells else ""

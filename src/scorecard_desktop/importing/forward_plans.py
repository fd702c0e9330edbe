"""A committee's forward plan or work programme kept as a list: which report goes to which meeting, and why.

The meeting of an item is what a column of dates says, or the line over it that is a date (Norfolk's work programme);
an item with several dates goes to several meetings (Cheshire East's).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.meeting import AgendaItem, Meeting
from scorecard_desktop.importing.identity import slug, unique
from scorecard_desktop.importing.layout import Block, HeaderCell, is_repeated_header
from scorecard_desktop.importing.list_read import ListRead
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.meant_columns import columns_by_meaning
from scorecard_desktop.importing.meeting_lines import (
    PLAN,
    committee_in,
    days_in,
    names_a_time,
    only_says_when,
    place_in,
    time_in,
)
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.phrases import Phrases
from scorecard_desktop.importing.scorecard_headings import plain_words
from scorecard_desktop.importing.titles import Surroundings, is_marking
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell

_FIELDS = (
    ("number", r"(?:agenda |item )*(?:no|number|ref|reference|#)"),
    (
        "meeting",
        (
            r"(?:(?:committee|meeting|scrutiny|cabinet|decision|board|panel|key) )*"
            r"(?:dates?(?: of (?:the )?(?:meeting|decision|committee))?|meeting)(?: / deadlines?)?"
            r"|(?:for|to) (?:which )?(?:meeting|committee) (?:on|of)?|date .{1,30}|deadlines?|meeting / date"
        ),
    ),
    (
        "requested action",
        (
            r"(?:requested|required|recommended|proposed) (?:committee |member )?(?:action|decision)(?: .{1,30})?"
            r"|(?:action|decision) (?:requested|required|sought|needed|expected)(?: .{1,40})?"
            r"|(?:description / )?purpose(?: .{1,40})?|description(?: .{1,40})?|what .{1,40} (?:asked|sought) .{1,20}"
            r"|reason for (?:the )?(?:report|item|inclusion)|recommendations?(?: .{1,30})?|type of decision"
        ),
    ),
    ("implications", r"implications?(?: .{1,60})?"),
    (
        "lead officer",
        (
            r"(?:(?:lead|responsible|report|contact|accountable) )*(?:officer|author|director|owner|head of service)"
            r"(?: / .{1,60}| \(?.{1,30})?|lead|presented by|report(?:ing)? by|contact(?: .{1,30})?"
        ),
    ),
    (
        "exempt",
        (
            r"(?:(?:is it |likely to be |reason for )?(?:exempt|exemption|private|part (?:ii|2)|confidential)"
            r"|(?:open|public) (?:/|or) (?:exempt|private|part (?:ii|2)|confidential))(?: .{1,40})?"
        ),
    ),
    ("committee", r"(?:committee|board|panel|decision (?:maker|taker)|decision making body|body)(?: name)?"),
    ("time", r"(?:start )?time(?: of (?:the )?meeting)?"),
    ("place", r"venue|place|location|room"),
    (
        "item",
        (
            r"(?:(?:agenda|report|committee|work programme|plan) )*(?:item|issue|topic|subject|matter|report|title)"
            r"(?: / (?:decision|title|report|topic|issue|subject))?(?: (?:title|description|name|of report))?"
            r"|(?:title|subject|name) of (?:the )?(?:report|item|decision)"
        ),
    ),
)
_PHRASES = Phrases(_FIELDS)
FIELDS = tuple(name for name, _ in _FIELDS)
_TELLING = frozenset({"requested action", "implications", "meeting", "exempt"})
_FEWEST = 3
_PLAINLY = 1.5
_OF_A_MEETING = frozenset({"meeting", "committee", "time", "place"})


def field_of_heading(cell: HeaderCell) -> str | None:
    """What a column of a forward plan holds: as officers have said, else by its heading."""
    return cell.meaning or _field_of_words(cell.text)


@lru_cache(maxsize=4096)
def _field_of_words(text: str) -> str | None:
    words = plain_words(text)
    return _PHRASES.meaning(words) if words else None


def recognise_forward_plan(header: Sequence[HeaderCell]) -> float:
    """How many headings of a forward plan a row has; 0 where it cannot be one.

    More where they tell an item, its meeting and its officer: with the row beneath, in which the date of a meeting
    stands, they would be a scorecard of one period.
    """
    found = {name for cell in header if (name := field_of_heading(cell)) is not None} - {LEFT_OUT}
    is_one = "item" in found and len(found) >= _FEWEST and found & _TELLING and found & {"lead officer", "meeting"}
    return len(found) + _PLAINLY * ({"item", "meeting"} <= found) if is_one else 0


@dataclass(frozen=True, slots=True)
class _At:
    """The meeting that a row is for, as far as it is known."""

    committee: str
    days: tuple[date, ...] = ()
    time: str = ""
    place: str = ""
    stated: Cell | None = None
    """The line over the items that names no day: ``Spring 2026, to be agreed``."""


@dataclass
class ForwardPlanReading:
    """Reads the forward plans of one workbook; a meeting is one by its committee and day."""

    notices: Notices
    _meetings: dict[str, Meeting] = field(default_factory=dict)
    _orders: dict[str, int] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def read(self, block: Block, around: Surroundings, name: str) -> ListRead:
        """The meetings of one table and what is planned for them; ``name`` is what it is called."""
        columns = columns_by_meaning(block, self.notices, field_of_heading, "a forward plan")
        lines = [*([around.title] if around.title else []), *(note.text for note in around.notes), block.sheet.name]
        known = committee_in(lines) or PLAN.sub("", name).strip(" -–:,") or name
        at = _At(known)
        records: list[Meeting | AgendaItem] = []
        count = 0
        carried = _is_grouped(block, columns)
        for row in block.body:
            cells = self._cells(block, columns, row)
            own = [cell for cell in block.sheet.by_row[row] if not cell.blank]
            if is_repeated_header(block, row) or not own:
                continue
            heading = self._heading(own, at, known)
            if heading is not None:
                at = heading
                continue
            if len(own) == 1 and own[0].bold:
                self._leave(block, own, "a heading")
                continue
            if "item" not in cells:
                self._leave(block, own, "no item of a forward plan")
                continue
            here = self._at(cells, at)
            if carried and here.days:
                at = replace(here, committee=at.committee)
            if not here.days:
                self._say_no_day(block, here.stated, cells["item"])
                continue
            count += 1
            for day in here.days:
                records += self._item(replace(here, days=(day,)), cells)
        for note in around.notes:
            if " ".join(note.text.split()) != known:
                self.notices.leave(block.sheet, note, "note")
        return ListRead(list(records), count, {index: (name, "") for name, index in columns.items()})

    def _cells(self, block: Block, columns: dict[str, int], row: int) -> dict[str, Cell]:
        """What stands in a row; a meeting that is merged over several rows is that of each."""
        found = {}
        for name, column in columns.items():
            cell = block.sheet.shown_at(row, column) if name in _OF_A_MEETING else block.sheet.at(row, column)
            if not cell.blank:
                found[name] = cell
        return found

    def _heading(self, own: Sequence[Cell], before: _At, known: str) -> _At | None:
        """A line over the items that follow: the day of their meeting, or the committee."""
        if len(own) != 1:
            return None
        text = " ".join(own[0].text.split())
        days = list(days_in(own[0]))
        if len(days) == 1 and only_says_when(text):
            named = committee_in([text])
            return _At(named or before.committee, tuple(days), time_in(text), place_in(text))
        if not days and names_a_time(text):
            return _At(before.committee, stated=own[0])
        named = committee_in([text])
        return _At(named) if named and named == text and named != known and own[0].bold else None

    def _at(self, cells: dict[str, Cell], before: _At) -> _At:
        days = tuple(days_in(cells["meeting"])) if "meeting" in cells else before.days
        return _At(
            _line(cells, "committee") or before.committee,
            days,
            _line(cells, "time") or before.time,
            _line(cells, "place") or before.place,
            cells.get("meeting", before.stated),
        )

    def _item(self, at: _At, cells: dict[str, Cell]) -> Iterator[Meeting | AgendaItem]:
        (day,) = at.days
        identity = f"{slug(at.committee)}/{day.isoformat()}"
        if identity not in self._meetings:
            self._meetings[identity] = Meeting(identity, at.committee, day, at.time, at.place)
            yield self._meetings[identity]
        order = self._orders[identity] = self._orders.get(identity, 0) + 1
        title = " ".join(cells["item"].text.split())
        key = unique(f"{identity}/{slug(title)}", self._taken)
        self._taken.add(key)
        yield AgendaItem(
            key,
            identity,
            order,
            title,
            _line(cells, "number"),
            _line(cells, "lead officer"),
            _words(cells, "requested action"),
            _words(cells, "implications"),
            _why_exempt(_words(cells, "exempt")),
        )

    def _leave(self, block: Block, cells: Iterable[Cell], reason: str) -> None:
        for cell in cells:
            if not is_marking(cell):
                self.notices.leave(block.sheet, cell, reason)

    def _say_no_day(self, block: Block, stated: Cell | None, item: Cell) -> None:
        title = " ".join(item.text.split())
        said = f"“{' '.join(stated.text.split())}” names no day on which" if stated is not None else "Nothing says when"
        remark = Remark(
            "unmapped-text",
            Severity.WARNING,
            f"{said} a committee meets, so that “{title}” is planned for no meeting. It is left out.",
            "Write the date of the meeting in the sheet, or enter the item here.",
        )
        at = stated if stated is not None and stated.row == item.row else item
        self.notices.remark(block.sheet, at, remark, subject=title)


def _is_grouped(block: Block, columns: dict[str, int]) -> bool:
    """Whether a date stands for the rows beneath it that have none: no date comes twice, and each is later."""
    if "meeting" not in columns:
        return False
    cells = [block.sheet.shown_at(row, columns["meeting"]) for row in block.body]
    days = [next(days_in(cell), None) for cell in cells if not cell.blank]
    known = [day for day in days if day is not None]
    rising = all(earlier < later for earlier, later in pairwise(known))
    return len(known) == len(days) > 0 and rising and len(days) < len(cells) and not cells[0].blank


_OPEN = re.compile(r"(?:no|n|open|public|part (?:i|1)|not exempt|-|–|n/?a|none)\b.*", re.IGNORECASE | re.DOTALL)
_YES = re.compile(r"(?:yes|y|exempt|private|confidential|part (?:ii|2)|x|✓|✔)\.?", re.IGNORECASE)
_NOT_SAID = "The forward plan does not say why."


def _why_exempt(words: str) -> str:
    if _OPEN.fullmatch(words):
        return ""
    return _NOT_SAID if _YES.fullmatch(words) else words


def _line(cells: dict[str, Cell], name: str) -> str:
    return " ".join(cells[name].text.split()) if name in cells else ""


def _words(cells: dict[str, Cell], name: str) -> str:
    return cells[name].text.strip() if name in cells else ""

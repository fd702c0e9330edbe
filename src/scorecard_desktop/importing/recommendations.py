"""A tracker of recommendations kept as a list: what was recommended, whether it is met, and what is done about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.recommendation import (
    Recommendation,
    RecommendationReview,
    RecommendationStatus,
    due_date_of,
)
from scorecard_desktop.importing.identity import slug, unique
from scorecard_desktop.importing.layout import Block, HeaderCell, is_repeated_header
from scorecard_desktop.importing.list_read import ListRead
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.meant_columns import columns_by_meaning
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.phrases import Phrases
from scorecard_desktop.importing.risks import read_date
from scorecard_desktop.importing.scorecard_headings import plain_words
from scorecard_desktop.importing.titles import Surroundings, is_marking
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell, Workbook

_FIELDS = (
    ("ref", r"(?:rec(?:ommendation)?\.? ?)?(?:no|number|ref|reference|id|#)"),
    (
        "recommendation",
        (
            r"(?:(?:audit|inspection|ofsted|cqc|agreed|full) )*recommendations?(?: made| text)?"
            r"(?: / areas? for improvement)?|areas? for improvement(?: / recommendations?)?"
        ),
    ),
    (
        "status",
        r"(?:current |overall )?(?:status|b?rag|rating|position)(?: rating)?|(?:is it )?met(?: / not met)?|evaluation",
    ),
    ("evidence", r"(?:evidence|impact|progress|what we have done)(?: .{1,40})?|.*\bevidence\b.*"),
    ("monitored through", r"monitor(?:ed|ing)(?: through| by| arrangements| at)?|reported to|governance|overseen by"),
    ("supported by", r"supported by|supporting (?:documents?|evidence|reports?)|sources? of assurance|assurance"),
    (
        "planned actions",
        r"(?:planned |agreed |next |further |management |key )*(?:actions?|steps|response)(?: .{1,30})?",
    ),
    (
        "owner",
        (
            r"(?:action |lead |responsible |accountable |risk )*(?:owner|lead|officer|manager)(?: .{1,20})?"
            r"|responsible(?: person)?|who"
        ),
    ),
    (
        "due",
        (
            r"(?:revised|current|new) (?:due|target|completion|implementation) date"
            r"|(?:due|target|completion|implementation|agreed)(?: completion| implementation)? date"
            r"|due|deadline|by when|timescale"
        ),
    ),
    ("original due", r"original (?:due|target|completion|implementation) date"),
    ("body", r"(?:inspection|audit|inspectorate|review|source|report|body)(?: body| name| report| title)?"),
    ("reviewed", r"(?:date of |last |date )(?:update|updated|review|reviewed)"),
)
_PHRASES = Phrases(_FIELDS)
_STATUS: tuple[tuple[RecommendationStatus, str], ...] = (
    (RecommendationStatus.SUPERSEDED, r"\bsuperseded\b|\bno longer (?:relevant|required|applicable)\b|\bwithdrawn\b"),
    (RecommendationStatus.PARTLY, r"\bpart(?:ly|ially)?\b|\bsubstantially\b|^amber$|^a$|\bin progress\b|\bon track\b"),
    (
        RecommendationStatus.NOT_YET,
        (
            r"\bnot (?:yet )?(?:been )?(?:met|started|complete|implemented)\b|\bwill be met\b|\boutstanding\b"
            r"|\boverdue\b|^red$|^r$|\bopen\b|^no$|\bnot (?:yet )?due\b"
        ),
    ),
    (
        RecommendationStatus.MET,
        r"\bmet\b|\bcompleted?\b|\bimplemented\b|\bclosed\b|\bachieved\b|^green$|^g$|^blue$|^b$|^yes$|\bdone\b",
    ),
)
_LEADING_REF = re.compile(
    r"^(?:rec(?:ommendation)?\.?\s*)?(?:no\.?\s*)?(\d{1,3}[a-z]?|[A-Z]{1,3}\d{1,3})\s*[:.)–-]\s*(?=\S)", re.IGNORECASE
)


def field_of_heading(cell: HeaderCell) -> str | None:
    """What a column of a tracker holds: as officers have said, else by its heading."""
    return cell.meaning or _field_of_words(cell.text)


@lru_cache(maxsize=4096)
def _field_of_words(text: str) -> str | None:
    words = plain_words(text)
    return _PHRASES.meaning(words) if words else None


def recognise_tracker(header: Sequence[HeaderCell]) -> int:
    """How many headings of a tracker a row has; 0 where it cannot be one."""
    found = {name for cell in header if (name := field_of_heading(cell)) is not None} - {LEFT_OUT}
    return len(found) if "recommendation" in found and len(found) >= 3 else 0


def read_status(text: str) -> RecommendationStatus:
    """Whether words say that a recommendation is met: ``Will be met once …`` is not yet."""
    words = " ".join(text.casefold().split())
    return next((status for status, pattern in _STATUS if re.search(pattern, words)), RecommendationStatus.NOT_STATED)


@dataclass
class TrackerReading:
    """Reads the trackers of one workbook; a recommendation is one by its reference within its body."""

    workbook: Workbook
    notices: Notices
    taken: set[str]
    _known: dict[str, Recommendation] = field(default_factory=dict)
    _reviewed: set[tuple[str, date]] = field(default_factory=set)

    def read(self, block: Block, around: Surroundings, name: str, reviewed: date) -> ListRead:
        """The recommendations of one table, as reviewed on a date."""
        columns = columns_by_meaning(block, self.notices, field_of_heading, "a tracker")
        records: list[Record] = []
        places: dict[tuple[str, str, str], str] = {}
        count = 0
        for row in block.body:
            cells = {field: c for field, index in columns.items() if not (c := block.sheet.at(row, index)).blank}
            if is_repeated_header(block, row):
                continue
            if "due" not in cells and "original due" in cells:
                cells["due"] = cells["original due"]  # never put off
            if "recommendation" not in cells:
                for cell in block.sheet.by_row[row]:
                    if not is_marking(cell):
                        self.notices.leave(block.sheet, cell, "not a recommendation")
                continue
            count += 1
            one, review = self._recommendation(block, cells, name, reviewed, count)
            known = self._known.setdefault(one.id, one)
            records += [one, review] if known is one else [review]
            self._reviewed.add((one.id, review.reviewed))
            if "due" in cells:
                about = due_date_of(one.ref, one.text)
                places[block.sheet.name, about, review.reviewed.isoformat()] = cells["due"].address
        for note in around.notes:
            self.notices.leave(block.sheet, note, "note")
        return ListRead(records, count, {index: (field, "") for field, index in columns.items()}, places)

    def _recommendation(
        self, block: Block, cells: dict[str, Cell], name: str, reviewed: date, order: int
    ) -> tuple[Recommendation, RecommendationReview]:
        def lines(field: str) -> str:
            return cells[field].text.strip() if field in cells else ""

        text, ref = lines("recommendation"), " ".join(lines("ref").split())
        leading = _LEADING_REF.match(text)
        if not ref and leading is not None:
            ref, text = leading[1], text[leading.end() :]
        text, _, aside = text.partition("\n")
        body = " ".join(lines("body").split()) or name
        own = read_date(cells["reviewed"]) if "reviewed" in cells else None
        when = own or reviewed
        identity = self._identity(f"{slug(body)}/{slug(ref or text)}", when)
        self.taken.add(identity)
        stated = lines("status") or aside.strip()
        status = read_status(stated)
        subject = f"Recommendation {ref or text[:40]}"
        if "status" in cells and status is RecommendationStatus.NOT_STATED:
            self._not_understood(block, cells["status"], subject, "whether it is met")
        due = read_date(cells["due"]) if "due" in cells else None
        if "due" in cells and due is None:
            self._not_understood(block, cells["due"], subject, "a date")
        source = self.workbook.source(block.sheet, cells["recommendation"])
        return (
            Recommendation(identity, body, order, ref, " ".join(text.split()), source),
            RecommendationReview(
                identity,
                when,
                status,
                stated,
                lines("evidence"),
                lines("monitored through"),
                lines("supported by"),
                lines("planned actions"),
                lines("owner"),
                due,
                source,
            ),
        )

    def _identity(self, wanted: str, when: date) -> str:
        """The recommendation of that name, or another of the name where that one is there for the same day already.

        A workbook with a sheet for each review tells of the same recommendations on each.
        """
        if wanted in self._known and (wanted, when) not in self._reviewed:
            return wanted
        return unique(wanted, self.taken)

    def _not_understood(self, block: Block, cell: Cell, subject: str, due: str) -> None:
        remark = Remark(
            "unmapped-text",
            Severity.WARNING,
            f"“{cell.text}” stands where {due} is due. It is kept in words.",
            f"Say {due} in the sheet, or enter it here.",
        )
        self.notices.remark(block.sheet, cell, remark, subject=subject)

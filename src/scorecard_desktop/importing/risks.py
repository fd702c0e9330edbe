"""A risk register kept as a list, into risks and what one review said of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from functools import lru_cache

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import month_end
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.reading import SYMBOL_WORDS
from scorecard_desktop.domain.risk import Risk, RiskReview, Score, subject_of
from scorecard_desktop.importing.colours import rag_of_fill, rag_of_words
from scorecard_desktop.importing.identity import slug, unique
from scorecard_desktop.importing.known_words import Words
from scorecard_desktop.importing.layout import Block, HeaderCell, is_repeated_header
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.meant_columns import columns_by_meaning
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.phrases import Phrases
from scorecard_desktop.importing.risk_scores import read_score, whole_number
from scorecard_desktop.importing.scorecard_headings import plain_words
from scorecard_desktop.importing.titles import Surroundings, is_marking
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell, Workbook

_STAGES = (
    (
        "original",
        (
            r"\b(?:original|inherent|initial|gross|untreated|raw|uncontrolled|unmitigated)\b"
            r"|\b(?:before|without|pre)[ -](?:controls?|mitigation)\b"
        ),
    ),
    ("target", r"\b(?:target|tolerated|appetite)\b"),
    (
        "current",
        (
            r"\b(?:current|residual|net|latest|mitigated|controlled|managed)\b"
            r"|\b(?:after|with|post)[ -](?:controls?|mitigation)\b"
        ),
    ),
)
_MEASURES = (
    ("likelihood", r"\b(?:likelihood|probability|prob|l)\b"),
    ("impact", r"(?<!causes / )(?<!cause / )(?<!causes and )(?<!cause and )\b(?:impact|severity|consequence|i)\b"),
    ("score", r"\b(?:score|rating|total|rag score|level|risk)\b"),
)
_FIELDS = (
    ("number", r"(?:risk )?(?:no|number|ref|reference|id|code|#)(?: no)?|risk (?:no|number|ref|reference|id)"),
    ("target date", r"target date|(?:target )?(?:completion|due) date|date (?:target|due)|by when|target date for .*"),
    ("updated", r"(?:date of |last |date )(?:update|updated|review|reviewed)|updated|last updated|review date"),
    (
        "entered",
        r"(?:date )?(?:entered|raised|identified|added|opened)(?: on)?(?: register)?|date (?:entered|raised).*",
    ),
    ("prospects", r"prospects?(?: of meeting.*)?|.*prospects.*|outlook|confidence"),
    ("owner", r"(?:risk )?(?:owner|lead|manager)|(?:responsible|accountable|lead) officer|owned by"),
    ("reason", r"(?:reasons?|rationale) for (?:the )?(?:change|movement)(?: .{1,30})?|what (?:has )?changed.*"),
    (
        "planned mitigation",
        (
            r"(?:further|additional|planned|future|proposed|new|next|outstanding) (?:\w+ ){0,2}"
            r"(?:actions?|controls?|mitigations?|measures|steps)(?: .{1,30})?|action plan"
        ),
    ),
    ("mitigation", r".*\bmitigat\w*.*|(?:existing |key |risk )?(?:controls?|treatment|tasks|actions?)(?: .{1,30})?"),
    ("progress", r"progress(?: (?:update|report|notes?|to date))?|(?:latest )?updates?|comments?|commentary"),
    (
        "description",
        (
            r"(?:risk )?(?:description|details?|causes?(?:(?: and| /) (?:effects?|consequences?|impacts?))?|event"
            r"|definition).*"
        ),
    ),
    (
        "title",
        (
            r"(?:risk )?(?:name|title)|risk(?: and (?:its )?(?:effects?|consequences?|impacts?))?|short (?:name|title)"
            r"|risk (?:summary|area|headline)"
        ),
    ),
)
_PHRASES = Phrases(_FIELDS)
_PRODUCT = re.compile(r"[lp] ?[x×] ?i|i ?[x×] ?[lp]|likelihood ?[x×] ?impact|impact ?[x×] ?likelihood")


FIELDS = (
    *(name for name, _ in _FIELDS),
    *(f"{stage} {measure}" for stage, _ in _STAGES for measure, _ in _MEASURES),
)
"""Everything that a column of a register may hold."""


@lru_cache(maxsize=2048)
def field_of(text: str, group: str = "") -> str | None:
    """What a heading of a register means: ``owner``, ``current likelihood`` and so on; None where it is not known."""
    words = plain_words(text)
    if not words or len(words) > 80:
        return None
    measure = next((name for name, pattern in _MEASURES if re.search(pattern, words)), None)
    both = f"{plain_words(group)} {words}"
    stage = next((name for name, pattern in _STAGES if re.search(pattern, both)), None)
    if _PRODUCT.fullmatch(words):
        return f"{stage or 'current'} score"
    if (
        measure is not None
        and not re.search(r"\bdate\b|\bprospects?\b", words)
        and (stage is not None or measure != "score")
    ):
        return f"{stage or 'current'} {measure}"
    found = _PHRASES.meaning(words)
    if found is None and words in ("score", "risk score", "rating", "risk rating"):
        return "current score"
    return found


def stage_alone(text: str) -> str:
    """The stage that a label of a form names alone: ``Current``, ``Inherent risk score``; empty for others."""
    words = plain_words(text)
    rest = re.sub(r"\b(?:risk|score|scores|rating|assessment|position|level)\b", "", words).strip()
    return next((name for name, pattern in _STAGES if re.fullmatch(pattern, rest)), "")


def measure_alone(text: str) -> str:
    """The measure that a label of a form names and nothing else: ``Likelihood (1-5)``; empty for others."""
    words = re.sub(r"\(.*$", "", plain_words(text)).strip()
    if re.fullmatch(r"(?:risk )?(?:score|rating|total)", words):
        return "score"
    words = re.sub(r"\s*(?:score|rating)$", "", words)
    return next((name for name, pattern in _MEASURES if re.fullmatch(pattern, words) and words != "risk"), "")


def field_of_heading(cell: HeaderCell) -> str | None:
    """What a column of a register holds: as officers have said, ``left out`` among it, else by its heading."""
    return cell.meaning or field_of(cell.text, cell.group)


def recognise_register(header: Sequence[HeaderCell]) -> int:
    """How many headings of a risk register a row has; 0 where it cannot be one."""
    fields = {field for cell in header if (field := field_of_heading(cell)) is not None} - {LEFT_OUT}
    said = " ".join(cell.whole.casefold() for cell in header)
    scored = any(field.rpartition(" ")[2] in ("likelihood", "impact") for field in fields)
    if len(fields) < 3 or not fields & {"number", "title", "description"} or not (scored or "risk" in said):
        return 0
    if not (scored or fields & {"prospects", "mitigation", "current score"}):
        return 0
    return len(fields)


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """One table of a register: its reviews with the risks that they are of, as this table states them.

    ``places`` are the cells of each fact, by sheet, what a finding about it would be about, and the date of the review.
    """

    reviewed: date
    rows: tuple[tuple[Risk, RiskReview], ...]
    columns: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[tuple[str, str, str], str] = field(default_factory=dict)


@dataclass
class RegisterReading:
    """Reads the tables of a register in one workbook; a risk is one by its number, in whichever table.

    ``words`` are those that stand for a symbol: where one stands, nothing was left unsaid.
    """

    workbook: Workbook
    notices: Notices
    words: Words = field(default_factory=lambda: SYMBOL_WORDS)

    def read(self, block: Block, around: Surroundings, register: str, reviewed: date) -> RegisterTable:
        """The risks of one table, as reviewed on a date."""
        columns = columns_by_meaning(block, self.notices, field_of_heading, "a risk register", _holds_what_it_means)
        rows: list[tuple[Risk, RiskReview]] = []
        taken: set[str] = set()
        places: dict[tuple[str, str, str], str] = {}
        for row in block.body:
            cells = {name: block.sheet.at(row, column) for name, column in columns.items()}
            found = {name: cell for name, cell in cells.items() if not cell.blank}
            if is_repeated_header(block, row):
                continue
            if not found.keys() & {"number", "title"} or len(found) < 2:
                for cell in block.sheet.by_row[row]:
                    if not is_marking(cell):
                        self.notices.leave(block.sheet, cell, "not a risk")
                continue
            rows.append(self._risk(block, found, register, reviewed, len(rows) + 1, taken))
            places.update(
                ((block.sheet.name, subject_of(_called(found), name), reviewed.isoformat()), cell.address)
                for name, cell in found.items()
            )
        for note in around.notes:
            self.notices.leave(block.sheet, note, "note")
        return RegisterTable(reviewed, tuple(rows), columns, places)

    def _risk(
        self,
        block: Block,
        found: dict[str, Cell],
        register: str,
        reviewed: date,
        order: int,
        taken: set[str],
    ) -> tuple[Risk, RiskReview]:
        number = _words(found.get("number"))
        title = _words(found.get("title")) or _words(found.get("description"))
        first = found.get("number") or found["title"]
        identity = unique(f"{slug(register)}/{slug(number or title)}", taken)
        taken.add(identity)
        subject = f"Risk {_called(found)}"

        def day(field: str) -> date | None:
            return self._date(block, found.get(field), f"{subject}, {field}")

        risk = Risk(identity, register, order, number, day("entered"))
        review = RiskReview(
            identity,
            reviewed,
            title,
            _words(found.get("description")),
            _words(found.get("owner")),
            day("updated"),
            self._score(block, found, "original", subject),
            self._score(block, found, "current", subject),
            self._score(block, found, "target", subject),
            day("target date"),
            self._prospects(block, found.get("prospects"), subject),
            "\n".join(filter(None, (_lines(found.get("mitigation")), _lines(found.get("planned mitigation"))))),
            _lines(found.get("progress")),
            self.workbook.source(block.sheet, first),
            _words(found.get("reason")),
        )
        return risk, review

    def _score(self, block: Block, found: dict[str, Cell], stage: str, subject: str) -> Score:
        likelihood, impact = (
            self._whole(block, found.get(f"{stage} {measure}"), f"{subject}, {stage} {measure}")
            for measure in ("likelihood", "impact")
        )
        cell = found.get(f"{stage} score")
        if cell is None or cell.text.casefold().strip() in self.words:
            return Score(likelihood, impact, None)
        heading = next((h.whole for h in block.header if h.column == cell.column), "")
        said = read_score(cell.text, heading)
        if said is None:
            self._not_understood(block, cell, f"{subject}, {stage} score", "a score")
            return Score(likelihood, impact, None)
        return Score(
            likelihood if likelihood is not None else said.likelihood,
            impact if impact is not None else said.impact,
            said.total,
        )

    def _whole(self, block: Block, cell: Cell | None, subject: str) -> int | None:
        if cell is None or cell.text.casefold().strip() in self.words:
            return None
        number = whole_number(cell.text)
        if number is None:
            self._not_understood(block, cell, subject, "a whole number")
        return number

    def _date(self, block: Block, cell: Cell | None, subject: str) -> date | None:
        if cell is None or cell.text.casefold().strip() in self.words:
            return None
        day = read_date(cell)
        if day is None:
            self._not_understood(block, cell, subject, "a date")
        return day

    def _prospects(self, block: Block, cell: Cell | None, subject: str) -> Rag:
        if cell is None:
            return Rag.NONE
        rag = rag_of_words(cell.text) or rag_of_fill(cell.fill)
        if rag is None and cell.text.casefold().strip() not in self.words:
            self._not_understood(block, cell, f"{subject}, prospects", "red, amber or green")
        return rag or Rag.NONE

    def _not_understood(self, block: Block, cell: Cell, subject: str, due: str) -> None:
        remark = Remark(
            "unmapped-text",
            Severity.WARNING,
            f"“{cell.text}” stands where {due} is due, so it is left out.",
            f"Enter {due} in the sheet, or type it in here.",
        )
        self.notices.remark(block.sheet, cell, remark, subject=subject)


def _holds_what_it_means(field: str, cells: Sequence[Cell]) -> bool:
    """Whether a column holds what its heading seems to mean: a likelihood or an impact is a number, not a story."""
    if field.rpartition(" ")[2] not in ("likelihood", "impact"):
        return True
    return sum(whole_number(cell.text) is not None for cell in cells) * 2 >= len(cells)


def read_date(cell: Cell) -> date | None:
    """A date, or a month, which is its last day: ``Mar-19`` is 31 March 2019."""
    if isinstance(cell.value, datetime | date):
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        return day if re.search(r"d", cell.number_format, re.IGNORECASE) else month_end(day.year, day.month)
    heading = read_label(cell.text)
    return heading.period.end if heading is not None else None


def review_date(block: Block, around: Surroundings) -> date | None:
    """When a register was reviewed: as its title says; else the latest date of update in it."""
    if around.position is not None:
        return around.position.end
    column = next((h.column for h in block.header if field_of_heading(h) == "updated"), None)
    if column is None:
        return None
    days = (read_date(block.sheet.at(row, column)) for row in block.body)
    return max((day for day in days if day is not None), default=None)


def joined(tables: Sequence[RegisterTable]) -> list[Risk | RiskReview]:
    """The risks of all tables, each once and with what any table states of it, then every review.

    The latest review gives the order.
    """
    risks: dict[str, Risk] = {}
    latest_first = sorted(tables, key=lambda table: table.reviewed, reverse=True)
    for table in latest_first:
        for risk, _ in table.rows:
            known = risks.get(risk.id)
            if known is None:
                last = max((r.order for r in risks.values()), default=0) if table is not latest_first[0] else 0
                risks[risk.id] = risk if not last else Risk(risk.id, risk.register, last + 1, risk.number, risk.entered)
            elif known.entered is None and risk.entered is not None:
                risks[risk.id] = Risk(known.id, known.register, known.order, known.number, risk.entered)
    return [*risks.values(), *(review for table in latest_first for _, review in table.rows)]


def _called(found: Mapping[str, Cell]) -> str:
    """What a risk is called in findings: its number, else its title."""
    return _words(found.get("number")) or _words(found.get("title")) or _words(found.get("description"))


def _words(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell is not None else ""


def _lines(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None else ""

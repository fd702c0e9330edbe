"""Words by outcome and indicator: the three parts of a narrative, or the sections of a report card.

A narrative has no figures. Its indicators are those of the scorecard that knows them; where none does, the narrative is
a scorecard of its own. A row of words on an outcome as a whole goes under the outcome's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.importing.identity import slug, unique
from scorecard_desktop.importing.layout import Block, HeaderCell, is_repeated_header
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.phrases import Phrases
from scorecard_desktop.importing.scorecard_headings import Role, plain_words, role_of
from scorecard_desktop.importing.titles import Surroundings, is_marking, marking_of
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import Cell, Workbook

_ASKED_FOR = Phrases(
    (
        (
            CommentaryPart.WORKING_WELL.value,
            r".*\b(?:working|going|gone) well\b.*|strengths?|(?:key )?(?:achievements?|successes)|good news",
        ),
        (
            CommentaryPart.WORRIES.value,
            r".*\bworr(?:y|ies|ied)\b.*|.*\bnot (?:working|going)\b.*|concerns?|challenges?|risks and issues|issues",
        ),
        (
            CommentaryPart.NEEDS_TO_HAPPEN.value,
            (
                r".*\bneeds? to (?:happen|change|be done)\b.*|(?:our )?next steps|.*\bwill we do\b.*|what next"
                r"|way forward"
            ),
        ),
        (CommentaryPart.BACKGROUND.value, r".*\bbackground\b.*|.*\bstory behind\b.*|.*\bperformance analysis\b.*"),
        (
            CommentaryPart.ACTION.value,
            r"(?:what )?actions? (?:is |are )?(?:required|needed|planned|taken)\b.*|actions?",
        ),
        (CommentaryPart.COMMENT.value, r"comments?|commentary|narrative"),
        ("importance", r".*\bwhy (?:is|does) (?:this|it) (?:important|matter)\b.*|.*\bimportance\b.*"),
        ("success", r".*\bsuccess (?:will )?looks? like\b.*|.*\bwhat will success\b.*|.*\bwhat does good look\b.*"),
    )
)
_OTHERS = Phrases(
    (
        (Role.LEAD_OFFICER.value, r"lead|responsible officers?"),
        (Role.DATA_OFFICER.value, r"data"),
        ("outcome", r"(?:outcomes?|priority|priorities|theme|objective|aim|goal|section|area|domain)(?: .{1,20})?"),
    )
)


def part_of(cell: HeaderCell) -> str | None:
    """What a heading of a narrative asks for: a part of the commentary by its name, or a field of the indicator."""
    return cell.meaning or _part_of_words(cell.text)


@lru_cache(maxsize=4096)
def _part_of_words(text: str) -> str | None:
    words = plain_words(text.rstrip("?"))
    if not words or len(words) > 80:
        return None
    asked = _ASKED_FOR.meaning(words)
    if asked is not None:
        return asked
    role = role_of(text)
    if role in (Role.REF, Role.NAME, Role.SERVICE, Role.LEAD_OFFICER, Role.DATA_OFFICER):
        return str(role.value)
    return _OTHERS.meaning(words) or ("outcome" if role is Role.SECTION else None)


_OF_NARRATIVES = {part.value for part in CommentaryPart} - {"comment", "action"} | {"importance", "success"}


def recognise_narrative(header: Sequence[HeaderCell]) -> int:
    """How many headings of a narrative a row has; 0 where it cannot be one."""
    found = {part for cell in header if (part := part_of(cell)) is not None}
    return len(found) if len(found & _OF_NARRATIVES) >= 2 else 0


@dataclass(frozen=True, slots=True)
class NarrativeRead:
    """A narrative's records, the id of its scorecard, and what each column was taken for."""

    records: list[Record]
    card: str
    rows: int
    columns: dict[int, tuple[str, str]]


@dataclass
class NarrativeReading:
    """Reads the narratives of one workbook, under ids that hold within it."""

    workbook: Workbook
    notices: Notices
    cards: set[str]

    def read(self, block: Block, around: Surroundings, name: str, period: Period | None) -> NarrativeRead:
        """One table's records. ``period`` is the one that the words are about, where the sheet states it."""
        columns = self._columns(block)
        identity = unique(slug(name), self.cards)
        self.cards.add(identity)
        code = period.code if period is not None else ""
        frequency = period.kind if period is not None else PeriodKind.FINANCIAL_YEAR
        notes = tuple(" ".join(note.text.split()) for note in around.notes)
        records: list[Record] = [Scorecard(identity, len(self.cards), name, frequency, marking_of(block.sheet), notes)]
        if code:
            records.append(ScorecardPeriod(identity, code))
        taken: set[str] = set()
        outcome = ""
        rows = 0
        for row in block.body:
            cells = {part: c for part, index in columns.items() if not (c := block.sheet.at(row, index)).blank}
            over = self._outcome(block, row, columns)
            outcome = over or outcome
            words = {part: cell for part, cell in cells.items() if part in _PART_NAMES}
            if is_repeated_header(block, row) or (over and not words):
                continue
            if not words and not cells.keys() & {Role.REF.value, Role.NAME.value}:
                self._leave(block, row)
                continue
            rows += 1
            records.extend(self._row(block, cells, (identity, rows, outcome, frequency), code, taken))
        for note in around.notes:
            self.notices.leave(block.sheet, note, "note")
        taken_for = {index: (part, code if part in _PART_NAMES else "") for part, index in columns.items()}
        return NarrativeRead(records, identity, rows, taken_for)

    def _columns(self, block: Block) -> dict[str, int]:
        columns: dict[str, int] = {}
        for heading in block.header:
            part = part_of(heading)
            if part == LEFT_OUT:
                self.notices.leave(block.sheet, heading.cell, "a column that was left out")
            elif part is not None and part not in columns:
                columns[part] = heading.column
            elif any(not block.sheet.at(row, heading.column).blank for row in block.body):
                remark = Remark(
                    "unmapped-column",
                    Severity.NOTE,
                    f"The column “{heading.whole}” is not one that a narrative is known to have; it is left out.",
                    "Nothing, if it is not needed.",
                )
                self.notices.remark(block.sheet, heading.cell, remark)
        return columns

    def _outcome(self, block: Block, row: int, columns: dict[str, int]) -> str:
        """The outcome by its column, which a merge carries down, or by a line of its own."""
        if "outcome" in columns:
            return " ".join(block.sheet.shown_at(row, columns["outcome"]).text.split())
        cells = block.sheet.by_row[row]
        alone = len(cells) == 1 and cells[0].column <= min(columns.values()) and not is_marking(cells[0])
        return " ".join(cells[0].text.split()) if alone and len(cells[0].text) <= 160 else ""

    def _row(
        self, block: Block, cells: dict[str, Cell], place: tuple[str, int, str, PeriodKind], code: str, taken: set[str]
    ) -> Iterator[Record]:
        card, order, outcome, frequency = place

        def said(part: str) -> str:
            return " ".join(cells[part].text.split()) if part in cells else ""

        name = said(Role.NAME.value) or said(Role.REF.value) or outcome or "All of it"
        identity = unique(f"{card}/{slug(said(Role.REF.value) or name)}", taken)
        taken.add(identity)
        first = next(iter(sorted(cells.values(), key=lambda cell: cell.column)))
        yield Indicator(
            identity,
            card,
            order,
            said(Role.REF.value) if Role.NAME.value in cells else "",
            name,
            section=outcome,
            frequency=frequency,
            service=said(Role.SERVICE.value),
            importance=_lines(cells.get("importance")),
            success=_lines(cells.get("success")),
            lead_officer=said(Role.LEAD_OFFICER.value),
            data_officer=said(Role.DATA_OFFICER.value),
            source=self.workbook.source(block.sheet, first),
        )
        for part in CommentaryPart:
            cell = cells.get(part.value)
            if cell is not None:
                yield Commentary(identity, code, part, _lines(cell), self.workbook.source(block.sheet, cell))

    def _leave(self, block: Block, row: int) -> None:
        for cell in block.sheet.by_row[row]:
            if not is_marking(cell):
                self.notices.leave(block.sheet, cell, "note")


_PART_NAMES = {part.value for part in CommentaryPart}


def _lines(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None else ""

"""What is otherwise than in the pack that was published last: ratings, indicators, risks and the budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import MoneyUnit, show_money
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.pack_state import (
    BudgetDifference,
    BudgetStood,
    IndicatorChange,
    IndicatorStood,
    Otherwise,
    PackDifferences,
    RiskDifference,
    RiskStood,
    differences,
    last_pack,
    state_now,
    state_of,
)
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Row,
    Section,
    Table,
    Together,
    Voice,
    para,
)
from scorecard_desktop.exporting.wording import full_date, signed, true_minus, unbroken

_NOT_KEPT = "How {what} stood in that pack was not kept, so it cannot be compared."
_HOW = {
    Otherwise.NEW: "New on the register",
    Otherwise.GONE: "No longer on the register",
    Otherwise.SCORE: "Score",
    Otherwise.PROSPECTS: "Prospects",
}


def changes(book: Book, rows: Sequence[RatedRow]) -> list[Section]:
    """The changes since the last published pack; nothing where none has been published."""
    earlier = last_pack(book)
    if earlier is None:
        return []
    found = differences(state_of(book, earlier), state_now(book, rows))
    blocks: list[Block] = [
        Heading(2, "Changes since last time", key="changes"),
        para(f"Compared with {_named(earlier)}."),
        *_indicators(book, found),
        *_risks(found),
        *_budget(found),
    ]
    return [Section(tuple(blocks))]


def _named(pack: Publication) -> str:
    number = f"number {pack.number}, " if pack.number else ""
    return f"the pack of {full_date(pack.day)} ({number}{pack.title})" if pack.title else pack.name


# Ratings


def _indicators(book: Book, found: PackDifferences) -> list[Block]:
    heading = Heading(3, "Ratings", listed=False)
    same = (
        f"{found.unchanged} {'indicator has' if found.unchanged == 1 else 'indicators have'} the same rating as then."
    )
    if not found.indicators:
        return [heading, para(f"No rating has changed. {same}" if found.unchanged else "No rating has changed.")]
    columns = (
        Column("Indicator", row_header=True, weight=2),
        Column("Then", Align.RIGHT, group="Last time", weight=0.4),
        Column("Rating", Align.CENTRE, group="Last time", weight=0.2, spoken="Rating last time"),
        Column("Now", Align.RIGHT, group="This time", weight=0.4),
        Column("Rating", Align.CENTRE, group="This time", weight=0.2, spoken="Rating this time"),
        Column("Change", weight=0.6),
    )
    table = Table(
        columns,
        tuple(_indicator(book, change) for change in found.indicators),
        summary="One row for each indicator that is rated otherwise than last time, is new, or is no longer reported.",
    )
    return [heading, *([para(same)] if found.unchanged else []), table]


def _indicator(book: Book, change: IndicatorChange) -> Row:
    held = book.get(Indicator, change.indicator)
    title = held.title if held is not None else "An indicator that is no longer kept"
    return Row((Cell(title), *_stood(change.before), *_stood(change.after), Cell(_turn(change))))


def _stood(stood: IndicatorStood | None) -> tuple[Cell, Cell]:
    if stood is None:
        return Cell("–", spoken="not reported"), Cell("–", spoken="not reported")
    at = period_from_code(stood.period)
    rating = Cell("–", spoken="not rated") if stood.rag is Rag.NONE else Cell(rag=stood.rag)
    return Cell(signed(stood.text) or "Awaited", note=unbroken(at.heading)), rating


def _turn(change: IndicatorChange) -> str:
    if change.before is None:
        return "New"
    if change.after is None:
        return "No longer reported"
    before, after = change.before.rag, change.after.rag
    if Rag.NONE in (before, after):
        return "Rated now" if before is Rag.NONE else "Not rated now"
    return "Worse rating" if after.severity > before.severity else "Better rating"


# Risks and budget


def _risks(found: PackDifferences) -> list[Block]:
    heading = Heading(3, "Risks", listed=False)
    if found.risks is None:
        return [Together((heading, para(_NOT_KEPT.format(what="the risk register"), voice=Voice.NOTE)))]
    if not found.risks:
        return [Together((heading, para("No risk has joined or left the register, and none is scored otherwise.")))]
    columns = (
        Column("Risk", row_header=True, weight=2),
        Column("Change", weight=0.8),
        Column("Then", weight=0.4),
        Column("Now", weight=0.4),
    )
    summary = "One row for each change: risks that are new or gone, scores and prospects that are otherwise."
    return [Together((heading, Table(columns, tuple(_risk(one) for one in found.risks), summary=summary)))]


def _risk(change: RiskDifference) -> Row:
    stood = change.after or change.before
    assert stood is not None
    return Row(
        (
            Cell(f"{stood.number} {stood.title}".strip()),
            Cell(_HOW[change.what]),
            _risk_cell(change.before, change.what),
            _risk_cell(change.after, change.what),
        )
    )


def _risk_cell(stood: RiskStood | None, what: Otherwise) -> Cell:
    if stood is None:
        return Cell("–", spoken="not on the register")
    if what is Otherwise.PROSPECTS:
        return Cell("–", spoken="not stated") if stood.prospects is Rag.NONE else Cell(rag=stood.prospects)
    return Cell("–", spoken="not scored") if stood.score is None else Cell(f"Score {stood.score}")


def _budget(found: PackDifferences) -> list[Block]:
    heading = Heading(3, "Budget", listed=False)
    if found.budget is None:
        return [Together((heading, para(_NOT_KEPT.format(what="the budget"), voice=Voice.NOTE)))]
    if not found.budget:
        return [Together((heading, para("No table’s budget or forecast is otherwise.")))]
    columns = (
        Column("Table", row_header=True, weight=1.6),
        Column("Budget", Align.RIGHT, group="Last time", weight=0.5),
        Column("Over or under", Align.RIGHT, group="Last time", weight=0.5),
        Column("Budget", Align.RIGHT, group="This time", weight=0.5),
        Column("Over or under", Align.RIGHT, group="This time", weight=0.5),
    )
    rows = tuple(_table(one) for one in found.budget)
    note = para("Over the budget is more than it, whatever sign the table itself uses.", voice=Voice.NOTE)
    summary = "One row for each budget table whose total budget or forecast is otherwise than last time."
    return [Together((heading, note, Table(columns, rows, summary=summary)))]


def _table(change: BudgetDifference) -> Row:
    shown = change.after or change.before
    assert shown is not None
    return Row((Cell(shown.title), *_position(change.before), *_position(change.after)))


def _position(stood: BudgetStood | None) -> tuple[Cell, Cell]:
    if stood is None:
        return Cell("–", spoken="not reported"), Cell("–", spoken="not reported")
    over = stood.over
    if over is None:
        return Cell(_pounds(stood.budget)), Cell("–", spoken="not stated")
    word = "on budget" if over == 0 else f"{_pounds(abs(over))} {'over' if over > 0 else 'under'}"
    return Cell(_pounds(stood.budget)), Cell(word)


def _pounds(amount: Decimal | None) -> str:
    return "–" if amount is None else true_minus(show_money(amount / 1_000_000, MoneyUnit.MILLIONS, 3))

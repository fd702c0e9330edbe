"""The summary: how many indicators stand where, which are gravest, and where the risks and the budget stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget_months import reported_tables
from scorecard_desktop.domain.exceptions import Criterion
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rated import RatedRow, shortfall
from scorecard_desktop.domain.risk import is_exception
from scorecard_desktop.domain.settings import risk_settings
from scorecard_desktop.domain.template import ItemKind
from scorecard_desktop.exporting.appendices.budget import budget_key, differences, total_words
from scorecard_desktop.exporting.appendices.risks import latest_reviews, risk_key
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    ItemList,
    Marker,
    Row,
    RowKind,
    Run,
    Section,
    Table,
    Text,
    Together,
    chip,
    para,
    text,
)
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.sections.dashboard import dashboard_key
from scorecard_desktop.exporting.sections.exceptions import card_key
from scorecard_desktop.exporting.wording import signed, unbroken

_RATINGS = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE)
_MERITS = (Merit.WORSE, Merit.SAME, Merit.BETTER, Merit.NONE)
_MERIT_HEADERS = {Merit.WORSE: "Worse", Merit.SAME: "Same", Merit.BETTER: "Better", Merit.NONE: "Not compared"}
_GRAVEST = 5


def summary(book: Book, cards: Sequence[ReportedScorecard], kinds: Collection[ItemKind]) -> list[Section]:
    """Counts of ratings and of directions, then what stands out; nothing where there is nothing to report.

    Risks and budget are summed up where they are among the ``kinds`` of item that the pack has.
    """
    rows = [row for card in cards for row in card.rows]
    blocks: list[Block] = []
    if cards:
        blocks += [para(_sentence(rows)), _table(cards), _listed("Scorecards", map(_standing, cards))]
    blocks += _gravest(rows)
    if ItemKind.RISKS in kinds:
        blocks += _risks(book)
    if ItemKind.BUDGET in kinds:
        blocks += _budget(book)
    return [Section((Heading(2, "Summary"), *blocks))] if blocks else []


def _sentence(rows: Sequence[RatedRow]) -> str:
    rated = [row for row in rows if row.rating.rag is not Rag.NONE]
    flagged = [row for row in rows if row.exceptions]
    indicators = _count(len(rows), "indicator")
    if not rated:
        return f"This report covers {indicators}, none of them rated."
    return (
        f"This report covers {indicators}, of which {len(rated)} are rated: {_rated(rows)}. "
        f"{_count(len(flagged), 'indicator').capitalize()} {'meets' if len(flagged) == 1 else 'meet'} the criteria "
        "for reporting by exception."
    )


def _rated(rows: Sequence[RatedRow]) -> str:
    counts = Counter(row.rating.rag for row in rows)
    return f"{counts[Rag.RED]} red, {counts[Rag.AMBER]} amber and {counts[Rag.GREEN]} green"


def _count(many: int, thing: str) -> str:
    return f"{many or 'no'} {thing}{'' if many == 1 else 's'}"


def _listed(heading: str, items: Sequence[Text] | map[Text], marker: Marker = Marker.BULLET) -> Block:
    return Together((Heading(3, heading, listed=False), ItemList(tuple(items), marker)))


def _standing(card: ReportedScorecard) -> Text:
    """One scorecard's ratings and exceptions, with the way to its dashboard."""
    flagged = sum(bool(row.exceptions) for row in card.rows)
    return text(
        Run(card.scorecard.name, link=f"#{dashboard_key(card.scorecard)}"),
        f": {_rated(card.rows)}; {_count(flagged, 'exception')}.",
    )


def _gravest(rows: Sequence[RatedRow]) -> list[Block]:
    """The exceptions that are rated worst and are furthest from their targets, with the way to their cards."""
    flagged = [row for row in rows if row.exceptions and row.rating.rag in (Rag.RED, Rag.AMBER)]
    if not flagged:
        return []
    worst = sorted(flagged, key=lambda row: (-row.rating.rag.severity, -_behind(row)))[:_GRAVEST]
    heading = "Furthest from their targets" if len(flagged) > 1 else "Furthest from its target"
    return [_listed(heading, [_grave(row) for row in worst], Marker.NUMBER)]


def _behind(row: RatedRow) -> Decimal:
    """How far a row is from its target for ordering, in percent of the target; least where that cannot be said."""
    gap = None if row.rating.refused else shortfall(row.value, row.target, row.indicator.polarity)
    return gap if gap is not None else Decimal(-1)


def _grave(row: RatedRow) -> Text:
    target = f" against a target of {signed(row.target_text)}" if row.target_text else ""
    how_far = next((f" {reason.sentence}" for reason in row.exceptions if reason.criterion is Criterion.VARIANCE), "")
    return text(
        Run(row.indicator.title, link=f"#{card_key(row)}"),
        ": ",
        chip(row.rating.rag),
        f", {signed(row.text)}{target}.{how_far}",
    )


def _risks(book: Book) -> list[Block]:
    latest = latest_reviews(book)
    if not latest:
        return []
    settings = risk_settings(book)
    flagged = [(risk, review) for risk, review in latest if is_exception(review, settings)]
    said = (
        f"{len(flagged) or 'None'} of the {_count(len(latest), 'risk')} on the register "
        f"{'has' if len(flagged) == 1 else 'have'} a current score of {settings.exception_score} or more and red or "
        "amber prospects."
    )
    blocks: list[Block] = [Heading(3, "Risks", listed=False), para(said)]
    if flagged:
        blocks.append(
            ItemList(
                tuple(
                    text(
                        Run(f"{risk.number} {review.title}".strip(), link=f"#{risk_key(risk)}"),
                        f": score {review.current.value}, prospects ",
                        chip(review.prospects),
                        ".",
                    )
                    for risk, review in sorted(flagged, key=lambda pair: -(pair[1].current.value or 0))
                )
            )
        )
    return [Together(tuple(blocks))]


def _budget(book: Book) -> list[Block]:
    """The total of each table that forecasts a variance, and of each that does not add up."""
    items = []
    out = differences(book)
    for table in reported_tables(book):
        words = total_words(book, table)
        is_out = bool(out[table.id])
        if not (words or is_out):
            continue
        note = " Its figures do not add up: see the officer’s note beside it." if is_out else ""
        link = Run(table.title, link=f"#{budget_key(table)}")
        items.append(text(link, f": {words}.{note}" if words else f".{note}"))
    return [_listed("Budget", items)] if items else []


def _table(cards: Sequence[ReportedScorecard]) -> Table:
    columns = (
        Column("Scorecard", row_header=True, weight=2),
        Column("Period"),
        *(Column(rag.word, Align.RIGHT, group="Rating", weight=0.2) for rag in _RATINGS),
        *(Column(_MERIT_HEADERS[merit], Align.RIGHT, group="Direction", weight=0.2) for merit in _MERITS),
        Column("All", Align.RIGHT, weight=0.2),
    )
    rows = []
    totals: Counter[Rag | Merit] = Counter()
    for card in cards:
        counts: Counter[Rag | Merit] = Counter()
        for row in card.rows:
            counts[row.rating.rag] += 1
            counts[row.direction.merit] += 1
        totals += counts
        rows.append(_row(card.scorecard.name, card.period.label, counts, len(card.rows), RowKind.BODY))
    if len(cards) > 1:
        rows.append(_row("All", "", totals, sum(len(card.rows) for card in cards), RowKind.TOTAL))
    return Table(
        columns,
        tuple(rows),
        "Ratings and direction of travel",
        "One row for each scorecard: how many indicators have each rating, and how many moved which way.",
    )


def _row(name: str, period: str, counts: Counter[Rag | Merit], total: int, kind: RowKind) -> Row:
    ratings = (_tally(counts[rag], rag) for rag in _RATINGS)
    merits = (Cell(str(counts[merit])) for merit in _MERITS)
    return Row((Cell(name), Cell(unbroken(period)), *ratings, *merits, Cell(str(total), strong=True)), kind)


def _tally(many: int, rag: Rag) -> Cell:
    return Cell(str(many), strong=many > 0 and rag is Rag.RED)

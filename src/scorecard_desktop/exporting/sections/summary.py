"""The summary: how many indicators stand where, and which way they moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.exporting.document import Align, Block, Cell, Column, Heading, Row, RowKind, Table, para
from scorecard_desktop.exporting.reported import ReportedScorecard

_RATINGS = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE)
_MERITS = (Merit.WORSE, Merit.SAME, Merit.BETTER, Merit.NONE)
_MERIT_HEADERS = {Merit.WORSE: "Worse", Merit.SAME: "Same", Merit.BETTER: "Better", Merit.NONE: "Not compared"}


def summary(book: Book, cards: Sequence[ReportedScorecard]) -> tuple[Block, ...]:
    """Counts of ratings and of directions by scorecard; nothing where there is no scorecard."""
    del book
    if not cards:
        return ()
    return (Heading(2, "Summary"), para(_sentence(cards)), _table(cards))


def _sentence(cards: Sequence[ReportedScorecard]) -> str:
    rows = [row for card in cards for row in card.rows]
    rated = [row for row in rows if row.rating.rag is not Rag.NONE]
    flagged = [row for row in rows if row.exceptions]
    counts = Counter(row.rating.rag for row in rows)
    indicators = _count(len(rows), "indicator")
    if not rated:
        return f"This report covers {indicators}, none of them rated."
    return (
        f"This report covers {indicators}, of which {len(rated)} are rated: {counts[Rag.RED]} red, "
        f"{counts[Rag.AMBER]} amber and {counts[Rag.GREEN]} green. "
        f"{_count(len(flagged), 'indicator').capitalize()} {'meets' if len(flagged) == 1 else 'meet'} the criteria "
        "for reporting by exception."
    )


def _count(many: int, thing: str) -> str:
    return f"{many or 'no'} {thing}{'' if many == 1 else 's'}"


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
    return Row((Cell(name), Cell(period), *ratings, *merits, Cell(str(total), strong=True)), kind)


def _tally(many: int, rag: Rag) -> Cell:
    return Cell(str(many), strong=many > 0 and rag is Rag.RED)

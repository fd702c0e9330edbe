"""The exceptions: the indicators that go before the committee, each with every reason why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, exception_settings
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Row,
    Section,
    Table,
    Voice,
    para,
    section_row,
)
from scorecard_desktop.exporting.sections.notes import NOTED, fits_a_cell, only_words
from scorecard_desktop.exporting.wording import direction_cell, rating_cell, signed, target_with_unit, unbroken


def card_key(row: RatedRow) -> str:
    """The place of an indicator's report card, for links to it."""
    return f"card-{row.indicator.id}"


def exceptions(book: Book, rows: Sequence[RatedRow], with_card: Collection[str]) -> Section:
    """What makes an exception, said once, and the list of those among ``rows``, gravest first within a scorecard.

    ``with_card`` are the ids of the indicators that have a report card in the same pack.
    """
    flagged = [row for row in rows if row.exceptions]
    blocks: list[Block] = [Heading(2, "Exceptions", key="exceptions")]
    if not flagged:
        blocks += [para("No indicator meets the criteria for reporting by exception."), *_criteria(book, rows)]
        return Section(tuple(blocks))
    carded = [row for row in flagged if row.indicator.id in with_card]
    lead = f"{len(flagged)} {'indicator meets' if len(flagged) == 1 else 'indicators meet'} the criteria for "
    lead += "reporting by exception."
    if carded:
        lead += f" {_which(carded)} has a report card: follow its name."
    blocks += [para(lead), *_criteria(book, rows), _table(flagged, with_card)]
    return Section(tuple(blocks))


def _which(carded: Sequence[RatedRow]) -> str:
    rated = " rated red" if all(row.rating.rag is Rag.RED for row in carded) else ""
    return f"The one{rated}" if len(carded) == 1 and rated else f"Each of {len(carded)}{rated}"


def _criteria(book: Book, rows: Sequence[RatedRow]) -> list[Block]:
    """What makes an indicator an exception, as the settings of most have it."""
    settings = Counter(exception_settings(book, row.indicator) for row in rows)
    if not settings:
        return []
    words = settings.most_common(1)[0][0].words
    if not words:
        return []
    own = " Some indicators have criteria of their own." if len(settings) > 1 else ""
    return [para(f"An exception meets one of these criteria or more: {'; '.join(words)}.{own}", voice=Voice.NOTE)]


def _table(flagged: Sequence[RatedRow], with_card: Collection[str]) -> Table:
    columns = (
        Column("Indicator", row_header=True, weight=1.2),
        Column("Period", weight=0.2),
        Column("Figure", Align.RIGHT, weight=0.2),
        Column("Target", Align.RIGHT, weight=0.2),
        Column("Rating", Align.CENTRE, weight=0.2),
        Column("Travel", Align.CENTRE, weight=0.2, spoken="Direction of travel"),
        Column("Why it is reported", weight=3),
    )
    rows: list[Row] = []
    for name, group in groupby(flagged, key=lambda row: row.scorecard.name):
        rows.append(section_row(name, len(columns)))
        rows += [_row(row, with_card) for row in sorted(group, key=lambda row: -row.rating.rag.severity)]
    return Table(
        columns,
        tuple(rows),
        summary="One row for each indicator reported by exception, by scorecard, with the reasons in the last column.",
    )


def _row(row: RatedRow, with_card: Collection[str]) -> Row:
    return Row(
        (
            Cell(row.indicator.title, link=f"#{card_key(row)}" if row.indicator.id in with_card else ""),
            Cell(unbroken(row.period.heading)),
            _figure(row),
            target_with_unit(row.target, row.indicator),
            rating_cell(row.rating.rag),
            direction_cell(row.direction.movement, row.direction.merit),
            Cell("\n".join((*(reason.sentence for reason in row.exceptions), *_instead(row)))),
        )
    )


def _figure(row: RatedRow) -> Cell:
    return (
        NOTED
        if _instead(row)
        else Cell(signed(row.text) or "Awaited", why=f"#evidence-{row.indicator.id}", exact=row.value)
    )


def _instead(row: RatedRow) -> tuple[str, ...]:
    """What stands in place of a figure, where it is too long for the figure's column."""
    words = only_words(row.observation)
    return () if fits_a_cell(words) else (f"In place of a figure: {words}",)

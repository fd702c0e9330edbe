"""The glossary: the terms, abbreviations and symbols that the paper uses, and what its indicators measure."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard_desktop.domain.glossary import Term
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.exporting.content import rows_of
from scorecard_desktop.exporting.document import Block, Cell, Column, Heading, Row, Section, Table, section_row
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.wording import UNIT_WORDS, target_with_unit


def glossary(terms: Sequence[Term], cards: Sequence[ReportedScorecard]) -> list[Section]:
    """Terms by the alphabet, then what each of the indicators measures; nothing where there is neither."""
    blocks: list[Block] = []
    if terms:
        rows = tuple(Row((Cell(term.word), Cell(term.meaning))) for term in terms)
        columns = (Column("Term", row_header=True, weight=0.3), Column("What it means", weight=1))
        summary = "One row for each term, abbreviation and symbol that this paper uses."
        blocks += [Heading(3, "Terms and symbols", listed=False), Table(columns, rows, summary=summary)]
    blocks += _indicators(cards)
    return [Section((Heading(2, "Glossary", key="glossary"), *blocks))] if blocks else []


def definition_key(row: RatedRow) -> str:
    """The place of an indicator's definition, for links to it."""
    return f"definition-{row.indicator.id}"


def _indicators(cards: Sequence[ReportedScorecard]) -> list[Block]:
    if not rows_of(cards):
        return []
    columns = (
        Column("Indicator", row_header=True, weight=1),
        Column("Good is", weight=0.4),
        Column("Unit", weight=0),
        Column("Target", weight=0.3),
        Column("What is measured", weight=1.6),
    )
    rows: list[Row] = []
    for card in cards:
        if len(cards) > 1:
            rows.append(section_row(card.scorecard.name, len(columns)))
        rows += [_indicator(row) for row in card.rows]
    summary = "One row for each indicator: which way is good, what it is counted in, its target and its definition."
    return [Heading(3, "What the indicators measure", listed=False), Table(columns, tuple(rows), summary=summary)]


def _indicator(row: RatedRow) -> Row:
    of = row.indicator
    measured = "\n".join(part for part in (of.definition, of.importance) if part)
    return Row(
        (
            Cell(of.title),
            Cell(of.polarity.words),
            Cell(UNIT_WORDS[of.unit] or "Number"),
            target_with_unit(row.target, of),
            Cell(measured or "No definition has been written."),
        ),
        key=definition_key(row),
    )

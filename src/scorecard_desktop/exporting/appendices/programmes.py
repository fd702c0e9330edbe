"""Highlight reports: one programme a page, with its milestones and the measures of its outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.highlight_reports import measures_of, milestones_of, programmes
from scorecard_desktop.domain.programme import (
    Highlight,
    Milestone,
    Programme,
    latest_highlight,
)
from scorecard_desktop.domain.rag import Merit, Rag
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
    chip,
    key_facts,
    para,
    text,
)
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.wording import direction_cell, full_date, rating_cell, unbroken, written

_TREND = {Merit.BETTER: "better", Merit.SAME: "the same", Merit.WORSE: "worse", Merit.NONE: ""}


def programmes_appendix(book: Book, cards: Sequence[ReportedScorecard], day: date) -> list[Section]:
    """The newest report of each programme that is still reported on the day of the meeting; nothing where none is."""
    every = (one.programme for one in programmes(book))
    reported = [one for one in every if one.closed is None or one.closed >= day]
    if not reported:
        return []
    rows = {row.indicator.id: row for card in cards for row in card.rows}
    sections: list[Section] = []
    for number, programme in enumerate(reported):
        opening: tuple[Block, ...] = (Heading(2, "Highlight reports", key="programmes"),) if number == 0 else ()
        sections.append(Section((*opening, *_report(book, programme, rows, day))))
    return sections


def _report(book: Book, programme: Programme, rows: dict[str, RatedRow], day: date) -> list[Block]:
    report = latest_highlight(one for one in book.of(Highlight, programme.id) if one.reported <= day)
    facts = key_facts(
        ("Overall status", text(chip(report.status)) if report is not None and report.status is not Rag.NONE else ""),
        ("Since the last report", _TREND[report.trend] if report is not None else ""),
        ("Reported", full_date(report.reported) if report is not None else ""),
        ("Sponsor", programme.sponsor),
        ("Manager", programme.manager),
    )
    opening: list[Block] = [Heading(3, programme.name, key=f"programme-{programme.id}")]
    if programme.purpose:
        opening += written(programme.purpose)
    if facts.facts:
        opening.append(facts)
    blocks: list[Block] = [Together(tuple(opening))]
    if report is None:
        blocks.append(para("No report has been received.", voice=Voice.NOTE))
    else:
        for heading, words in report.parts:
            blocks.append(Together((Heading(4, heading, listed=False), *written(words))))
    milestones = milestones_of(book, programme)
    if milestones:
        blocks.append(Together((Heading(4, "Milestones", listed=False), _milestones(programme, milestones, day))))
    measured = [rows[one.id] for one in measures_of(book, programme) if one.id in rows]
    if measured:
        blocks.append(Together((Heading(4, "Outcome measures", listed=False), _measures(programme, measured))))
    return blocks


def _milestones(programme: Programme, milestones: Sequence[Milestone], day: date) -> Table:
    columns = (
        Column("Milestone", row_header=True, weight=2),
        Column("Planned", weight=0, minimum=6.0),
        Column("Now expected", weight=0, minimum=6.0),
        Column("State", Align.CENTRE, weight=0, minimum=6.0),
        Column("Progress", weight=1.5),
    )
    rows = tuple(
        Row(
            (
                Cell(one.text),
                _date(one.planned),
                _date(one.completed or one.forecast or one.planned),
                Cell(one.state(day).value.capitalize(), rag=one.state(day).rag),
                Cell(one.progress),
            )
        )
        for one in milestones
    )
    summary = f"One row for each milestone of {programme.name}, with its planned and expected dates and its state."
    return Table(columns, rows, summary=summary)


def _measures(programme: Programme, rows: Sequence[RatedRow]) -> Table:
    columns = (
        Column("Outcome measure", row_header=True, weight=3),
        Column("Period", weight=0, minimum=5.0),
        Column("Figure", Align.RIGHT, weight=0.6, minimum=6.0),
        Column("Target", Align.RIGHT, weight=0, minimum=5.0),
        Column("Rating", Align.CENTRE, weight=0),
        Column("Direction", Align.CENTRE, weight=0),
    )
    drawn = tuple(
        Row(
            (
                Cell(row.indicator.title),
                Cell(unbroken(row.period.label)),
                Cell(row.text or "–", spoken="" if row.text else "no figure"),
                Cell(row.target_text or "–", spoken="" if row.target_text else "no target"),
                rating_cell(row.rating.rag),
                direction_cell(row.direction.movement, row.direction.merit),
            )
        )
        for row in rows
    )
    summary = f"One row for each indicator that measures the outcomes of {programme.name}, as the scorecards report it."
    return Table(columns, drawn, summary=summary)


def _date(day: date | None) -> Cell:
    return Cell("–", spoken="no date") if day is None else Cell(unbroken(f"{day.day} {day:%b %Y}"))

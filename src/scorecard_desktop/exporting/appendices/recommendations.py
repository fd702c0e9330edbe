"""The recommendations of inspections and audits: where each stands, and what changed since the last meeting."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.tracker import changes_between, is_overdue, recommendations, review_dates, status_words
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Orientation,
    Row,
    RowKind,
    Section,
    Table,
    Voice,
    para,
)
from scorecard_desktop.exporting.wording import month_and_year, short_month, unbroken

Line = tuple[Recommendation, RecommendationReview | None]

_AFTER = (
    ("Evidence", "evidence"),
    ("Monitored through", "monitored_through"),
    ("Supported by", "supported_by"),
    ("Planned actions", "planned_actions"),
)


def recommendations_appendix(book: Book, day: date) -> list[Section]:
    """The tracker as its latest reviews have it, on the day of the meeting; nothing where there is none."""
    lines = recommendations(book)
    if not lines:
        return []
    blocks: list[Block] = [Heading(2, "Recommendations", key="recommendations"), para(_said(lines, day))]
    for body, group in groupby(lines, key=lambda line: line[0].body):
        blocks += [Heading(3, body), _tracker(body, list(group), day)]
    return [Section((*blocks, *_changes(book)), Orientation.LANDSCAPE)]


def _said(lines: list[Line], day: date) -> str:
    """How many there are by status: ``16 recommendations: 9 met, 7 partly met. 1 is overdue.``."""
    statuses = [review.status for _, review in lines if review is not None]
    counted = [f"{statuses.count(status)} {status.value}" for status in RecommendationStatus if status in statuses]
    said = f"{len(lines)} {'recommendation' if len(lines) == 1 else 'recommendations'}"
    said += f": {', '.join(counted)}." if counted else "."
    late = sum(1 for _, review in lines if review is not None and is_overdue(review, day))
    return f"{said} {late} {'is' if late == 1 else 'are'} overdue." if late else said


def _tracker(body: str, lines: list[Line], day: date) -> Table:
    shown = [(heading, field) for heading, field in _AFTER if any(getattr(r, field, "") for _, r in lines)]
    has_due = any(review is not None and review.due is not None for _, review in lines)
    has_owner = any(review is not None and review.owner for _, review in lines)
    columns = [
        Column("No.", row_header=True, weight=0),
        Column("Recommendation", weight=2, minimum=14.0),
        Column("Status", Align.CENTRE, weight=0, minimum=6.0),
        *([Column("Owner", weight=0.5, minimum=5.0)] if has_owner else []),
        *([Column("Due", weight=0, minimum=5.0)] if has_due else []),
        *(Column(heading, weight=1.5, minimum=8.0) for heading, _ in shown),
    ]
    rows = []
    for one, review in lines:
        cells = [Cell(one.ref or "–"), Cell(one.text), _status(review)]
        if has_owner:
            cells.append(Cell(review.owner if review is not None else ""))
        if has_due:
            cells.append(_due(review, day))
        cells += [Cell(str(getattr(review, field, ""))) for _, field in shown]
        rows.append(Row(tuple(cells), RowKind.BODY))
    return Table(
        tuple(columns),
        tuple(rows),
        summary=f"One row for each recommendation of {body}, with its status, evidence and planned actions.",
        compact=True,
    )


def _status(review: RecommendationReview | None) -> Cell:
    if review is None:
        return Cell("Not reviewed")
    return Cell(status_words(review), rag=None if review.status.rag is Rag.NONE else review.status.rag)


def _due(review: RecommendationReview | None, day: date) -> Cell:
    if review is None or review.due is None:
        return Cell()
    when = unbroken(short_month(review.due))
    return Cell(when, note="overdue", strong=True) if is_overdue(review, day) else Cell(when)


def _changes(book: Book) -> list[Block]:
    """What moved between the two latest reviews."""
    days = review_dates(book)
    if len(days) < 2:
        return []
    heading = Heading(3, f"Changes since {month_and_year(days[-2])}")
    changes = changes_between(book, days[-2], days[-1])
    if not changes:
        return [heading, para("Nothing that both reviews state has changed.")]
    columns = (
        Column("No.", row_header=True, weight=0),
        Column("What changed", weight=0.6),
        Column("Before", weight=1.5),
        Column("After", weight=1.5),
    )
    rows = tuple(
        Row(
            (
                Cell(change.recommendation.ref or "–"),
                Cell("New" if change.aspect == "new" else change.aspect.capitalize()),
                Cell(change.before),
                Cell(change.after),
            )
        )
        for change in changes
    )
    summary = "One row for each change of a recommendation between the two reviews, with what stood before and after."
    return [heading, para(_COMPARED, voice=Voice.NOTE), Table(columns, rows, summary=summary)]


_COMPARED = "Only what both reviews state is compared."

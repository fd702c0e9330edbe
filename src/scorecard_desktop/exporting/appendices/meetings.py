"""The forward plan: the meetings to come with their items, and what earlier meetings asked for."""

from __future__ import annotations

from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.forward_plan import actions_of, items_of, meetings
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Orientation,
    Row,
    Section,
    Table,
    para,
    section_row,
)
from scorecard_desktop.exporting.wording import full_date, unbroken


def forward_plan(book: Book, committee: str, day: date) -> list[Section]:
    """The plan of a committee from the day of its meeting on, and the actions that its earlier meetings asked for.

    Of every committee where none is named or it has no meetings of its own. Nothing where there is nothing to tell.
    """
    every = meetings(book)
    own = [one for one in every if one.committee.strip().casefold() == committee.strip().casefold()]
    shown = own or every
    coming = [one for one in shown if one.held >= day]
    actions = [
        (one, action)
        for one in shown
        if one.held < day
        for action in actions_of(book, one)
        if action.completed is None or action.completed >= _last_before(shown, day)
    ]
    if not coming and not actions:
        return []
    blocks: list[Block] = [Heading(2, "Forward plan and actions", key="forward-plan")]
    if coming:
        named = len({one.committee for one in coming}) > 1
        blocks += [Heading(3, "Forward plan"), _plan(book, coming, named=named)]
    if actions:
        blocks += [
            Heading(3, "Actions arising"),
            para("Those that are open, and those done since the last meeting."),
            _actions(actions, day),
        ]
    return [Section(tuple(blocks), Orientation.LANDSCAPE)]


def _last_before(shown: list[Meeting], day: date) -> date:
    return max((one.held for one in shown if one.held < day), default=day)


def _plan(book: Book, coming: list[Meeting], *, named: bool) -> Table:
    implied = any(item.implications for one in coming for item in items_of(book, one))
    columns = (
        Column("Item", row_header=True, weight=2),
        Column("Requested action", weight=2),
        *([Column("Implications for other committees", weight=1)] if implied else []),
        Column("Lead officer", weight=0.8),
    )
    rows: list[Row] = []
    for one in coming:
        where = ", ".join(part for part in (full_date(one.held), one.time, one.place) if part)
        rows.append(section_row(f"{one.committee}, {where}" if named else where, len(columns)))
        items = items_of(book, one)
        rows += [_item(item, implied=implied) for item in items]
        if not items:
            rows.append(Row((Cell("No items yet", span=len(columns)),)))
    summary = "The meetings to come in order of date, each with a row for every item that is planned for it."
    return Table(columns, tuple(rows), summary=summary)


def _item(item: AgendaItem, *, implied: bool) -> Row:
    note = f"Exempt: {item.exempt}" if item.exempt else ""
    return Row(
        (
            Cell(item.title, note=note),
            Cell(item.requested_action),
            *([Cell(item.implications)] if implied else []),
            Cell(item.lead_officer),
        )
    )


def _actions(actions: list[tuple[Meeting, MeetingAction]], day: date) -> Table:
    columns = (
        Column("Action", row_header=True, weight=2),
        Column("Asked for", weight=0, minimum=6.0),
        Column("Owner", weight=0.8),
        Column("Due", weight=0, minimum=6.0),
        Column("State", Align.CENTRE, weight=0, minimum=5.0),
        Column("What came of it", weight=1.5),
    )
    rows = tuple(
        Row(
            (
                Cell(action.text),
                Cell(unbroken(_short(one.held))),
                Cell(action.owner),
                Cell(unbroken(_short(action.due)) if action.due is not None else ""),
                Cell(action.state(day).value, rag=action.state(day).rag),
                Cell(action.follow_up),
            )
        )
        for one, action in actions
    )
    return Table(columns, rows, summary="One row for each action that a meeting asked for, with its owner and state.")


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"

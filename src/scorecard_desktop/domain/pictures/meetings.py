"""What the charts of meetings show: how full each agenda of the year is, and what became of what was asked for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.following import Following, following
from scorecard_desktop.domain.forecast import year_of
from scorecard_desktop.domain.forward_plan import actions_of, items_of, meetings
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.pictures.picture import Bar, BarKind, Line, LineKind, Picture, Spot

_ITEMS = "Items by meeting"
_ASKED = "Actions asked for and done"
_LATE = Following.OVERDUE


def agendas_picture(book: Book, meeting: Meeting, today: date) -> Picture:
    """How many items each agenda has, of the committee's meetings in the financial year of one of them."""
    year = year_of(snapshot(meeting.held))
    shown = [one for one in _of_committee(book, meeting) if year_of(snapshot(one.held)) == year]
    counts = [len(items_of(book, one)) for one in shown]
    labels = [snapshot(one.held).label for one in shown]
    words = [f"{count} {_held(one, today)}" for one, count in zip(shown, counts, strict=True)]
    if not any(counts):
        return Picture(_ITEMS, meeting.committee, f"No meeting of {meeting.committee} in {year.label} has an item yet.")
    coming = [at for at, one in enumerate(shown) if one.held >= today]
    most = max(range(len(shown)), key=lambda at: counts[at])
    said = (
        f"{meeting.committee}, {year.label}: {_many(len(shown), 'meeting')} with {_many(sum(counts), 'item')}, most of "
        f"all {labels[most]} with {counts[most]}."
    )
    empty = [labels[at] for at in coming if not counts[at]]
    if empty:
        said += f" Nothing is planned yet for {', '.join(empty)}."
    return Picture(
        _ITEMS,
        meeting.committee,
        said,
        tuple(labels),
        ("",) * len(shown),
        tuple(Spot(at, Decimal(count), f"{labels[at]}: {words[at]}") for at, count in enumerate(counts)),
        bars=tuple(
            Bar(at, Decimal(0), Decimal(count), BarKind.MORE if at in coming else BarKind.LESS, words[at])
            for at, count in enumerate(counts)
        ),
        columns=("Meeting", "Items", "Exempt", "Actions asked for", "Done", "Overdue", "Open"),
        rows=tuple(_row(book, one, today) for one in reversed(shown)),
    )


def asked_picture(book: Book, meeting: Meeting, today: date) -> Picture:
    """How many actions a committee had asked for by each of its meetings so far and how many were done by then."""
    held = [one for one in _of_committee(book, meeting) if one.held <= today]
    days = [one.held for one in held]
    if not days or days[-1] < today:
        days.append(today)  # where it stands now
    actions = [(one.held, action) for one in held for action in actions_of(book, one)]
    if not actions:
        return Picture(_ASKED, meeting.committee, f"No action was asked for by {meeting.committee}.")
    asked = [sum(1 for since, _ in actions if since <= day) for day in days]
    done = [sum(1 for _, one in actions if one.completed is not None and one.completed <= day) for day in days]
    late = [
        sum(1 for since, one in actions if since <= day and following(_by(one.completed, day), one.due, day) is _LATE)
        for day in days
    ]
    labels = tuple("Today" if at == len(held) else snapshot(day).label for at, day in enumerate(days))
    said = f"{meeting.committee}: {done[-1]} of {_many(asked[-1], 'action')} done"
    said += f", {late[-1]} overdue" if late[-1] else ", none overdue"
    return Picture(
        _ASKED,
        meeting.committee,
        f"{said}.",
        labels,
        ("",) * len(days),
        tuple(
            Spot(at, Decimal(done[at]), f"{label}: {done[at]} of {asked[at]} done, {late[at]} overdue")
            for at, label in enumerate(labels)
        ),
        (
            Line(LineKind.FIGURES, "Done", tuple(Decimal(count) for count in done)),
            Line(LineKind.TARGET, "Asked for", tuple(Decimal(count) for count in asked)),
        ),
        columns=("By", "Asked for", "Done", "Overdue", "Open"),
        rows=tuple(
            (labels[at], str(asked[at]), str(done[at]), str(late[at]), str(asked[at] - done[at] - late[at]))
            for at in reversed(range(len(days)))
        ),
    )


def _of_committee(book: Book, meeting: Meeting) -> list[Meeting]:
    name = meeting.committee.strip().casefold()
    return [one for one in meetings(book) if one.committee.strip().casefold() == name]


def _by(completed: date | None, day: date) -> date | None:
    """The day on which something was done, as far as it was known on another."""
    return completed if completed is not None and completed <= day else None


def _row(book: Book, meeting: Meeting, today: date) -> tuple[str, ...]:
    items, actions = items_of(book, meeting), actions_of(book, meeting)
    states = Counter(action.state(today) for action in actions)
    counts = (len(items), sum(1 for item in items if item.exempt), len(actions), *(states[one] for one in Following))
    return (f"{snapshot(meeting.held).label}, {_held(meeting, today)}", *(str(count) for count in counts))


def _held(meeting: Meeting, today: date) -> str:
    return "planned" if meeting.held >= today else "held"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"

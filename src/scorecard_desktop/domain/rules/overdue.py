"""Checks on what is followed: tasks of risks, milestones and actions of meetings that are late.

Each is held against the day on which its register, programme or committee was last heard of, and not against the
clock: the same book has the same findings on any day, and what falls due tomorrow is no slip of what was reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.following import Following
from scorecard_desktop.domain.forward_plan import actions_of, meetings, packs_for
from scorecard_desktop.domain.highlight_reports import programmes
from scorecard_desktop.domain.meeting import Meeting, MeetingAction
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.programme import Highlight, Milestone, MilestoneState, Programme, due_date_of
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.risk import Risk, RiskReview, RiskTask, subject_of
from scorecard_desktop.domain.risk_register import registers, review_dates, tasks_of
from scorecard_desktop.domain.rules.rule import reading
from scorecard_desktop.domain.shortened import shortened


@reading(Risk, RiskReview, RiskTask)
def task_overdue(book: Book) -> Iterator[Finding]:
    """A task of an open risk that was due, and not done, when its register was last reviewed."""
    for risks in registers(book).values():
        days = review_dates(book, risks)
        for risk in risks if days else ():
            for task in tasks_of(book, risk) if risk.closed is None else ():
                if task.state(days[-1]) is Following.OVERDUE and task.due is not None:
                    yield _overdue(
                        subject_of(risk.number or risk.id, f"task “{shortened(task.text)}”"),
                        days[-1],
                        f"The task was due on {snapshot(task.due).label} and was not done when the register was "
                        f"reviewed on {snapshot(days[-1]).label}.",
                        _advice(task.owner),
                    )


@reading(Programme, Highlight, Milestone)
def milestone_overdue(book: Book) -> Iterator[Finding]:
    """A milestone that was to be reached before its programme was last reported, and had not been."""
    for one in programmes(book):
        if one.report is None or one.programme.closed is not None:
            continue
        day = one.report.reported
        for milestone in one.milestones:
            expected = milestone.forecast or milestone.planned
            if milestone.state(day) is MilestoneState.OVERDUE and expected is not None:
                how = "expected" if milestone.forecast is not None else "planned"
                yield _overdue(
                    due_date_of(one.programme.name, milestone.text),
                    day,
                    f"The milestone was {how} for {snapshot(expected).label} and had not been reached at the report of "
                    f"{snapshot(day).label}.",
                    _advice(one.programme.manager),
                )


@reading(Meeting, MeetingAction, Publication)
def action_overdue(book: Book) -> Iterator[Finding]:
    """An action that was due, and not done, when its committee last met.

    A committee has met where its meeting asked for something, or a pack was published for it: a date alone is a plan.
    """
    met: dict[str, date] = {}
    for one in meetings(book):  # oldest first
        if actions_of(book, one) or packs_for(book, one):
            met[_name(one)] = one.held
    for one in meetings(book):
        for action in actions_of(book, one):
            day = met[_name(one)]
            if action.state(day) is Following.OVERDUE and action.due is not None:
                yield _overdue(
                    f"Meeting of {snapshot(one.held).label}, action “{shortened(action.text)}”",
                    day,
                    f"The action was due on {snapshot(action.due).label} and was not done when {one.committee} met on "
                    f"{snapshot(day).label}.",
                    _advice(action.owner),
                )


def _name(meeting: Meeting) -> str:
    return meeting.committee.strip().casefold()


def _advice(owner: str) -> str:
    return f"Say when it was done, or agree a new date with {owner or 'its owner'}."


def _overdue(subject: str, day: date, message: str, advice: str) -> Finding:
    return Finding("target-date-passed", Severity.WARNING, message, advice, period=day.isoformat(), subject=subject)

"""What the program says of tasks, milestones and actions in docs/rules.md."""

from __future__ import annotations

from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.meeting import Meeting, MeetingAction
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme
from scorecard_desktop.domain.risk import Risk, RiskReview, RiskTask
from support.guide_figures import NOTHING, Said
from support.officers_words import period_of
from support.worked_examples import Example, Facts

_MAY = date(2018, 5, 8)
_COMMITTEE = "Children’s Services Committee"


def followed(facts: Facts) -> Said:
    """Where something stands on the day on which it was last heard of, and the finding about it."""

    def on(name: str) -> date | None:
        words = facts.get(name)
        return None if words == NOTHING else period_of(words).end

    heard, due, expected, done = (on(name) for name in ("heard of last", "due", "now expected", "done"))
    assert heard is not None
    made: list[Record]
    if facts.get("what") == "task":
        task = RiskTask("t", "r", 1, "Appoint", due=due, completed=done)
        made, state = [Risk("r", "children", 1, "RM1"), RiskReview("r", heard), task], task.state(heard).value
    elif facts.get("what") == "milestone":
        milestone = Milestone("m", "p", 1, "Open", due, expected, done)
        made, state = [Programme("p", 1, "Homes"), Highlight("p", heard), milestone], milestone.state(heard).value
    else:
        action = MeetingAction("a", "may", 1, "Write", due=due, completed=done)
        held = [Meeting("may", _COMMITTEE, _MAY), Meeting("july", _COMMITTEE, heard)]
        asked = MeetingAction("b", "july", 1, "Look")  # the committee has met
        made, state = [*held, action, asked], action.state(heard).value
    found = check(Book(made))
    assert len(found) <= 1
    said = (found[0].rule, found[0].message) if found else ("none", NOTHING)
    return {"state": state, "finding": said[0], "message": said[1]}


def register(example: Example) -> list[Said]:
    """What is found in a register that was reviewed twice, risk by risk."""
    first, latest = (period_of(example.facts[name]).end for name in ("first review", "latest review"))
    made: list[Record] = []
    for at in range(len(example.rows)):
        row = example.row(at)
        closed = None if row["Closed"] == NOTHING else period_of(row["Closed"]).end
        made.append(Risk(row["Risk"], "children", at, row["Risk"], closed=closed))
        days = {"In the first review?": first, "In the latest review?": latest}
        made += [RiskReview(row["Risk"], day, row["Risk"]) for name, day in days.items() if row[name] == "yes"]
    found = {one.subject: f"{one.rule}: {one.message}" for one in check(Book(made))}
    return [{"finding": found.get(f"Risk {row[0]}, review", NOTHING)} for row in example.rows]

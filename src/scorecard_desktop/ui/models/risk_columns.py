"""The columns of the lists of a risk register: risks, tasks, notes, closed risks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from scorecard_desktop.domain.meeting import MeetingAction
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import (
    Risk,
    RiskChange,
    RiskChangeKind,
    RiskNote,
    RiskReview,
    RiskSettings,
    RiskTask,
    Score,
    beyond_appetite,
    is_exception,
    score_band,
)
from scorecard_desktop.domain.risk_gaps import RiskGap
from scorecard_desktop.ui.models.listing import Field

Line = tuple[Risk, RiskReview | None]

Settings = Callable[[], RiskSettings]


def day(when: date | None) -> str:
    """A date as officers write it."""
    return snapshot(when).label if when is not None else ""


def followed(one: RiskTask | MeetingAction, today: date) -> str:
    """Where a task or an action stands, with the day on which it was done."""
    word = one.state(today).value
    return f"{word} {day(one.completed)}" if one.completed is not None else word


def risk_columns(settings: Settings) -> list[Field[Line]]:
    """What the register says of each risk."""

    def exception(line: Line) -> bool:
        return line[1] is not None and is_exception(line[1], settings())

    def standing(line: Line) -> str:
        beyond = line[1] is not None and beyond_appetite(line[1], settings())
        words = ["Exception"] if exception(line) else []
        return ", ".join([*words, "beyond appetite"] if beyond else words)

    return [
        Field("No.", lambda line: line[0].number, width=10, quiet=True),
        Field("Risk", _of(lambda review: review.title), wrap=True, strong=exception),
        _score(lambda review: review.original, "Original", settings),
        _score(lambda review: review.current, "Current", settings),
        _score(lambda review: review.target, "Target", settings),
        Field("Target date", _of(lambda review: day(review.target_date)), width=12),
        Field(
            "Prospects",
            _of(lambda review: review.prospects.word),
            width=12,
            chip=lambda line: line[1].prospects if line[1] is not None else None,
        ),
        Field("Exception", standing, width=16, wrap=True, strong=exception),
        Field("Owner", _of(lambda review: review.owner), width=20, quiet=True, wrap=True),
    ]


def closed_columns() -> list[Field[Line]]:
    """What is kept of each risk that has left the register."""
    return [
        Field("No.", lambda line: line[0].number, width=10, quiet=True),
        Field("Risk", _of(lambda review: review.title), wrap=True),
        Field("Closed", lambda line: day(line[0].closed), width=12),
        Field("Why", lambda line: line[0].closed_reason, wrap=True),
        Field("Last score", _of(lambda review: review.current.words), width=16, quiet=True),
    ]


def task_columns(today: Callable[[], date]) -> list[Field[RiskTask]]:
    """What is said of each task; one that is late says so."""
    return [
        Field("Task", lambda task: task.text, wrap=True, share=2),
        Field("Owner", lambda task: task.owner, width=20, quiet=True, wrap=True),
        Field("Due", lambda task: day(task.due), width=12),
        Field("State", lambda task: followed(task, today()), width=18, chip=lambda task: task.state(today()).rag),
        Field("Progress", lambda task: task.progress, wrap=True),
    ]


_WORDS = {
    "new": "New risk",
    "closed": "Closed",
    "score": "Score changed",
    "prospects": "Prospects changed",
    "text": "Wording changed",
    "target-date": "Target date moved",
    "owner": "Owner changed",
}


Told = RiskChange | RiskGap


def change_columns() -> list[Field[Told]]:
    """What changed on the register, a line for each change; and one for each risk that could not be compared."""
    return [
        Field("No.", lambda one: one.number, width=10, quiet=True),
        Field("What", lambda one: _WORDS[one.change.value] if isinstance(one, RiskChange) else "Not known", width=18),
        Field("Of", lambda one: one.aspect if isinstance(one, RiskChange) else "", width=18),
        Field("Before", lambda one: _side(one, one.before), wrap=True, quiet=True),
        Field("After", lambda one: _side(one, one.after), wrap=True),
        Field("Why", lambda one: one.reason if isinstance(one, RiskChange) else "", wrap=True),
    ]


def not_compared(one: Told) -> str:
    """The heading over what is no change."""
    return "" if isinstance(one, RiskChange) else "Not compared, since one of the two reviews does not say"


def _side(one: Told, words: str) -> str:
    """What stood on one side, a date as dates are shown; what a review lacks as a sentence of it."""
    if isinstance(one, RiskGap):
        return words[:1].upper() + words[1:]
    return day(date.fromisoformat(words)) if one.change is RiskChangeKind.TARGET_DATE else words


def note_columns() -> list[Field[RiskNote]]:
    """The notes by date."""
    return [
        Field("Date", lambda note: day(note.dated), width=14, quiet=True),
        Field("Note", lambda note: note.text, wrap=True),
    ]


def _of(read: Callable[[RiskReview], str]) -> Callable[[Line], str]:
    return lambda line: read(line[1]) if line[1] is not None else ""


def _score(which: Callable[[RiskReview], Score], heading: str, settings: Settings) -> Field[Line]:
    def words(line: Line) -> str:
        score = which(line[1]) if line[1] is not None else Score()
        return "–" if score.value is None else str(score.value)

    def band(line: Line) -> Rag | None:
        value = which(line[1]).value if line[1] is not None else None
        return None if value is None else score_band(value, settings())

    def tip(line: Line) -> str:
        return f"{heading}: {which(line[1]).words}" if line[1] is not None else ""

    return Field(heading, words, width=7, chip=band, tip=tip)

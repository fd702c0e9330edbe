"""The chasing list: which service owes which figures for a period, and whether they have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import Enum

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.due import Presence, Schedule
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.returned import Return


class ReturnState(Enum):
    """Where a return stands on a day."""

    NOT_SENT = "form not sent"
    AWAITED = "awaited"
    LATE = "late"
    PART = "received in part"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of the chasing list: the return, how many figures are due in it, how many are still missing."""

    service: str
    period: Period
    state: ReturnState
    due: date | None
    issued: date | None
    received: date | None
    expected: int
    missing: tuple[Indicator, ...]

    @property
    def title(self) -> str:
        """``Early Help, Apr 2018``."""
        return f"{self.service or 'No service named'}, {self.period.label}"


def services(book: Book) -> list[str]:
    """The services that the indicators name, in alphabetical order; an empty name last, where some name none."""
    named = {indicator.service for indicator in book.all(Indicator)}
    return sorted(named, key=_named_first)


def due_lines(book: Book, service: str, period: Period) -> list[Indicator]:
    """The indicators that a service reports for a period, in the order of the scorecards: those due in it.

    A period is of the scorecard's own step, or of the indicator's where the scorecard has columns of that.
    """
    return [
        indicator
        for card in book.scorecards()
        for indicator in book.indicators(card.id)
        if indicator.service == service and _is_reported(book, indicator, period)
    ]


def _is_reported(book: Book, indicator: Indicator, period: Period) -> bool:
    schedule = Schedule(book, indicator)
    if schedule.home is not period.kind:
        return False
    return schedule.presence(period, book.observation(indicator.id, period.code)) is not Presence.NOT_EXPECTED


def chasing_list(book: Book, period: Period, today: date) -> list[ReturnLine]:
    """Every service that owes figures for a period, the latest and the emptiest first."""
    lines = [line for line in chasing_lines(book, period, today) if line is not None]
    return sorted(lines, key=lambda line: (_GRAVITY[line.state], -len(line.missing), line.service.casefold()))


_GRAVITY = {
    state: rank
    for rank, state in enumerate(
        (ReturnState.LATE, ReturnState.PART, ReturnState.AWAITED, ReturnState.NOT_SENT, ReturnState.RECEIVED)
    )
}


def chasing_lines(book: Book, period: Period, today: date) -> Iterator[ReturnLine | None]:
    """The same lines by service, in parts that each take a millisecond or so: None while there is more to do."""
    due: dict[str, list[Indicator]] = defaultdict(list)
    for card in book.scorecards():
        for number, indicator in enumerate(book.indicators(card.id)):
            if _is_reported(book, indicator, period):
                due[indicator.service].append(indicator)
            if number % _AT_ONCE == 0:
                yield None
    for service in sorted(due, key=_named_first):
        yield _line(book, service, due[service], period, today)


_AT_ONCE = 200


def _line(book: Book, service: str, due: list[Indicator], period: Period, today: date) -> ReturnLine:
    kept = book.get(Return, service, period.code) or Return(service, period.code)
    missing = tuple(indicator for indicator in due if not _has_come(book, indicator, period))
    state = _state(kept, len(due), len(missing), today)
    return ReturnLine(service, period, state, kept.due, kept.issued, kept.received, len(due), missing)


def _named_first(service: str) -> tuple[bool, str]:
    return not service, service.casefold()


def _has_come(book: Book, indicator: Indicator, period: Period) -> bool:
    held = book.observation(indicator.id, period.code)
    return held is not None and held.says_something


def _state(kept: Return, expected: int, missing: int, today: date) -> ReturnState:
    if not missing:
        return ReturnState.RECEIVED
    if kept.due is not None and today > kept.due:
        return ReturnState.LATE
    if missing < expected:
        return ReturnState.PART
    return ReturnState.AWAITED if kept.issued is not None else ReturnState.NOT_SENT

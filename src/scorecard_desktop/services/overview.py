"""What an officer wants to know first: how each scorecard stands, what moved, who owes figures, when the meeting is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.chasing import ReturnLine, ReturnState, chasing_lines
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.publishing import publications
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.restatements import restated_of
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.services.packer import request_from

_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How a scorecard stands at its current period; ``period`` is None where no figure has come.

    ``ratings`` and ``travel`` count its indicators; ``since`` is the period that most of them are compared with.
    """

    scorecard: Scorecard
    period: Period | None
    ratings: Mapping[Rag, int]
    travel: Mapping[Merit, int]
    since: Period | None


@dataclass(frozen=True, slots=True)
class Move:
    """An indicator with another colour than at the period before, or than the one that it is compared with."""

    row: RatedRow
    before: RatedRow

    @property
    def merit(self) -> Merit:
        """Whether the colour is a better or a worse one."""
        return Merit.WORSE if self.row.rating.rag.severity > self.before.rating.rag.severity else Merit.BETTER


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that the next pack is for, as far as an officer has said: no ``day`` where none has."""

    committee: str
    day: date | None


@dataclass(frozen=True, slots=True)
class SincePack:
    """What is other than the pack that was published last has it.

    ``restated`` are published figures that were changed since, ``unexplained`` those of them without a reason, ``new``
    the figures that have come for periods after those that it reported.
    """

    pack: str
    restated: int
    unexplained: int
    new: int

    @property
    def words(self) -> str:
        """``3 published figures changed (1 without a reason), 24 new since the pack of 12 June 2018``."""
        changed = f"{self.restated} published figure{'' if self.restated == 1 else 's'} changed"
        reason = f" ({self.unexplained} without a reason)" if self.unexplained else ""
        said = [f"{changed}{reason}"] if self.restated else []
        said += [f"{self.new} new"] if self.new else []
        return f"{', '.join(said) or 'Nothing changed'} since {self.pack}"


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the first page says besides findings and exceptions.

    ``moves`` are in the order of the scorecards, in each those for the worse first; ``owed`` the returns of which
    figures are missing, the late ones first; ``to_ask`` those of periods that have ended and for which no form has gone
    out and no figure has come. ``since_pack`` is None where no pack has been published.
    """

    standings: tuple[Standing, ...]
    moves: tuple[Move, ...]
    owed: tuple[ReturnLine, ...]
    to_ask: tuple[ReturnLine, ...]
    meeting: Meeting
    since_pack: SincePack | None = None


def overview(ledger: Ledger, today: date) -> Overview:
    """The overview of the ledger's book on a day."""
    return next(found for found in overview_in_parts(ledger, today) if found is not None)


def overview_in_parts(ledger: Ledger, today: date) -> Iterator[Overview | None]:
    """The same, in parts that each take a millisecond or so: None while there is more to do.

    No use once the book has changed: it is begun anew then.
    """
    book = ledger.book
    standings, moves = [], []
    for card in book.scorecards():
        rows, moved = ledger.rows(card.id), []
        standings.append(_standing(ledger, card, rows))
        for number, row in enumerate(rows):
            if (move := _move(ledger, row)) is not None:
                moved.append(move)
            if number % _AT_ONCE == 0:
                yield None
        moves += sorted(moved, key=lambda move: (move.merit is not Merit.WORSE, -move.row.rating.rag.severity))
    lines = []
    for line in _outstanding(book, today):
        if line is None:
            yield None
        else:
            lines.append(line)
    lines.sort(key=_urgency)
    since = None
    for since in _since_pack(book):
        if since is None:
            yield None
    request = request_from(book)
    yield Overview(
        tuple(standings),
        tuple(moves),
        tuple(line for line in lines if line.state is not ReturnState.NOT_SENT),
        tuple(line for line in lines if line.state is ReturnState.NOT_SENT),
        Meeting(request.committee, request.date),
        since,
    )


def _since_pack(book: Book) -> Iterator[SincePack | None]:
    """What has changed since the last pack, in parts: None while there is more to do; nothing where there is none."""
    packs = publications(book)
    if not packs:
        return
    reported = {card: period_from_code(code) for card, code in packs[-1].periods}
    restated, new = [], 0
    for card in book.scorecards():
        upto = reported.get(card.id)
        for number, indicator in enumerate(book.indicators(card.id)):
            restated += restated_of(book, card, indicator)
            if upto is not None:
                new += sum(1 for figure in book.of(Observation, indicator.id) if _came_after(figure, upto))
            if number % _AT_ONCE == 0:
                yield None
    yield SincePack(packs[-1].name, len(restated), sum(1 for one in restated if one.reason is None), new)


def _came_after(figure: Observation, reported: Period) -> bool:
    has_come = figure.value is not None or figure.symbol is not None
    return has_come and not figure.area and period_from_code(figure.period).end > reported.end


def outstanding(book: Book, today: date) -> list[ReturnLine]:
    """The returns that a service still owes: of the scorecards' latest periods, and of those that were asked for.

    The period after the latest counts once it has ended.
    """
    return sorted((line for line in _outstanding(book, today) if line is not None), key=_urgency)


def _outstanding(book: Book, today: date) -> Iterator[ReturnLine | None]:
    for period in _periods_in_hand(book, today):
        for line in chasing_lines(book, period, today):
            if line is None or line.missing:
                yield line


def _urgency(line: ReturnLine) -> tuple[bool, Period, str]:
    return line.state is not ReturnState.LATE, line.period, line.service.casefold()


def _periods_in_hand(book: Book, today: date) -> list[Period]:
    found = {period_from_code(kept.period) for kept in book.all(Return) if kept.issued is not None or kept.due}
    for card in book.scorecards():
        current = book.current_period(card.id)
        if current is not None:
            found.add(current)
            if current.next().end < today:
                found.add(current.next())
    return sorted(found)


def _standing(ledger: Ledger, card: Scorecard, rows: Sequence[RatedRow]) -> Standing:
    period = ledger.book.current_period(card.id)
    against = Counter(row.direction.against for row in rows if row.direction.against)
    since = period_from_code(against.most_common(1)[0][0]) if against else None
    ratings = Counter(row.rating.rag for row in rows)
    if period is None:
        ratings[Rag.NONE] = len(ledger.book.indicators(card.id))
    return Standing(
        card,
        period,
        ratings,
        Counter(row.direction.merit for row in rows),
        since,
    )


def _move(ledger: Ledger, row: RatedRow) -> Move | None:
    if row.rating.rag is Rag.NONE or not row.direction.against:
        return None
    before = ledger.row(row.indicator.id, period_from_code(row.direction.against))
    if before is None or before.rating.rag in (Rag.NONE, row.rating.rag):
        return None
    return Move(row, before)

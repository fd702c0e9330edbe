"""A pack that was published: what it was, and every figure as it showed it, frozen (rules.md, Published pack)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, NamedTuple

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal

_AS_MANY_AS_A_COUNCIL_PUBLISHES = 64


@contextmanager
def understood() -> Iterator[None]:
    """Raise a Refusal where what is kept of a pack, which is read only when it is asked for, is not as we write it."""
    try:
        yield
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise Refusal(
            "What was kept of a published pack cannot be read: the file is damaged. Open a backup of it instead."
        ) from error


class PublishedFigure(NamedTuple):
    """One figure as a pack showed it: unrounded, as text, and with its colour, which is kept nowhere else."""

    indicator: str
    period: str
    area: str
    value: Decimal | None
    symbol: Symbol | None
    rag: Rag
    text: str

    @property
    def observation(self) -> Observation:
        """The figure by itself, for what reads figures."""
        return Observation(self.indicator, self.period, self.area, self.value, self.symbol)


class Disclosed(NamedTuple):
    """A figure as officers held it when a public pack went out, and what that pack made of it.

    Its counts were rounded to multiples of ``base``, 1 where they were not; or it was ``withheld`` altogether.
    """

    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    base: int
    withheld: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """A pack as it went to its committee. It is never altered, only withdrawn.

    ``published`` is the moment at which an officer, ``who``, said so. ``file`` and ``file_hash`` (SHA-256) tell which
    PDF it was, ``template`` its shape, ``periods`` the scorecards by id with the period that was reported of each.
    ``figures`` holds every figure that it showed, a line for each indicator (``keeping``). ``number`` counts the packs
    of the store from 1. ``registers`` is how risks and budget stood in it (``pack_state``).

    ``public`` says that it went to the public: what such a pack told can never be held back again. ``disclosed`` holds
    the figures that it was drawn from, those that it withheld among them (``keeping_disclosed``): for officers alone,
    so that no later pack gives away with it what neither does by itself. It is empty for a pack that was published
    before there were public versions.
    """

    record_kind: ClassVar[str] = "publication"

    id: str
    published: str
    who: str = ""
    title: str = ""
    committee: str = ""
    meeting: date | None = None
    template: str = ""
    file: str = ""
    file_hash: str = ""
    pages: int = 0
    periods: tuple[tuple[str, str], ...] = ()
    figures: str = ""
    number: int = 0
    public: bool = False
    registers: str = ""
    disclosed: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)

    @property
    def day(self) -> date:
        """The day that it is known by: the meeting's, else the one on which it was published."""
        return self.meeting or datetime.fromisoformat(self.published).date()

    @property
    def name(self) -> str:
        """What officers call it: ``the pack of 12 June 2018``."""
        return f"the pack of {self.day.day} {self.day:%B %Y}"

    @property
    def indicators(self) -> Iterable[str]:
        """The ids of the indicators of which it showed a figure."""
        with understood():
            return _lines(self.figures).keys()

    def shown(self, indicator: str) -> Mapping[tuple[str, str], PublishedFigure]:
        """What it showed of an indicator, by period and area."""
        with understood():
            line = _lines(self.figures).get(indicator)
            found = (_figure(indicator, *kept) for kept in json.loads(line)) if line is not None else ()
            return {(figure.period, figure.area): figure for figure in found}

    def told(self, indicator: str) -> Mapping[tuple[str, str], Disclosed]:
        """What a public pack made of an indicator's figures, by period and area."""
        with understood():
            line = _lines(self.disclosed).get(indicator)
            return {(period, area): _disclosed(*kept) for period, area, *kept in json.loads(line)} if line else {}

    @property
    def told_of(self) -> Iterable[str]:
        """The ids of the indicators of whose figures it told the public, or withheld them."""
        with understood():
            return _lines(self.disclosed).keys()

    @property
    def count(self) -> int:
        """How many figures it showed."""
        with understood():
            return sum(len(json.loads(line)) for line in _lines(self.figures).values())


def keeping(figures: Iterable[PublishedFigure]) -> str:
    """Figures as the text that a publication keeps: a line for each indicator, its id and then a list as JSON."""
    by_indicator: dict[str, list[list[str]]] = {}
    for each in figures:
        by_indicator.setdefault(each.indicator, []).append(
            [
                each.period,
                each.area,
                "" if each.value is None else str(each.value),
                "" if each.symbol is None else each.symbol.value,
                each.rag.value,
                each.text,
            ]
        )
    return "\n".join(f"{_written(indicator)}\t{_written(kept)}" for indicator, kept in by_indicator.items())


def keeping_disclosed(figures: Iterable[tuple[Observation, int, bool]]) -> str:
    """What a public pack made of figures as the text that a publication keeps.

    Each comes with what its counts were rounded to multiples of, and whether it was withheld.
    """
    by_indicator: dict[str, list[list[str]]] = {}
    for each, base, withheld in figures:
        if each.value is not None:
            counts = ("" if count is None else str(count) for count in (each.numerator, each.denominator))
            kept = [each.period, each.area, str(each.value), *counts, str(base), *(["withheld"] if withheld else [])]
            by_indicator.setdefault(each.indicator, []).append(kept)
    return "\n".join(f"{_written(indicator)}\t{_written(kept)}" for indicator, kept in by_indicator.items())


def _disclosed(value: str, numerator: str, denominator: str, base: str, withheld: str = "") -> Disclosed:
    over, under = (Decimal(count) if count else None for count in (numerator, denominator))
    return Disclosed(Decimal(value), over, under, int(base), bool(withheld))


def _written(content: object) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"))


@lru_cache(_AS_MANY_AS_A_COUNCIL_PUBLISHES)
def _lines(figures: str) -> Mapping[str, str]:
    """What is kept of each indicator, unread: a pack shows tens of thousands of figures, and few are asked for."""
    pairs = (line.split("\t", 1) for line in figures.split("\n") if line)
    return {json.loads(indicator): kept for indicator, kept in pairs}


def _figure(indicator: str, period: str, area: str, value: str, symbol: str, rag: str, text: str) -> PublishedFigure:
    return PublishedFigure(
        indicator, period, area, Decimal(value) if value else None, Symbol(symbol) if symbol else None, Rag(rag), text
    )

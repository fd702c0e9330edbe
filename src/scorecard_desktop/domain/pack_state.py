"""How things stood in a pack, and what is otherwise in a later one: indicators, ratings, risks, budget.

A published pack keeps its figures (``publication``) and, in ``registers``, its risks and budget tables; so two packs
can be compared whatever has become of the store since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import ColumnRole
from scorecard_desktop.domain.budget_months import reported_tables, standing_title
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.monitoring import monitored
from scorecard_desktop.domain.publication import Publication, understood
from scorecard_desktop.domain.publishing import publications
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.risk_register import open_risks


@dataclass(frozen=True, slots=True)
class IndicatorStood:
    """An indicator at the period that a pack reported: its figure as shown, and its colour."""

    indicator: str
    period: str
    text: str
    rag: Rag
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RiskStood:
    """A risk that was on the register: its current score and prospects."""

    risk: str
    number: str
    title: str
    score: int | None
    prospects: Rag


@dataclass(frozen=True, slots=True)
class BudgetStood:
    """A budget table as it was last reported: what its total amounts to, in pounds; ``over`` is the overspend."""

    kind: str
    title: str
    period: str
    budget: Decimal | None
    forecast: Decimal | None

    @property
    def over(self) -> Decimal | None:
        """How much more than the budget is forecast; negative where it is less."""
        return None if self.budget is None or self.forecast is None else self.forecast - self.budget


@dataclass(frozen=True, slots=True)
class PackState:
    """``risks`` and ``budget`` are None where the pack was published before they were kept."""

    indicators: Mapping[str, IndicatorStood]
    risks: tuple[RiskStood, ...] | None
    budget: tuple[BudgetStood, ...] | None


def registers_now(book: Book) -> str:
    """The risks and budget tables of a book, as a publication keeps them: JSON."""
    risks = [
        [risk.id, risk.number, review.title, review.current.value, review.prospects.value]
        for risk, review in open_risks(book)
        if review is not None
    ]
    budget = [
        [one.kind, one.title, one.period, _written(one.budget), _written(one.forecast)] for one in _budget_now(book)
    ]
    return json.dumps({"risks": risks, "budget": budget}, ensure_ascii=True, separators=(",", ":"))


def state_now(book: Book, rows: Sequence[RatedRow]) -> PackState:
    """How a book stands, with the rows that a pack of it reports."""
    indicators = {
        row.indicator.id: IndicatorStood(row.indicator.id, row.period.code, row.text, row.rating.rag, row.value)
        for row in rows
    }
    risks, budget = _registers(registers_now(book))
    return PackState(indicators, risks, budget)


def state_of(book: Book, pack: Publication) -> PackState:
    """How things stood in a published pack: each indicator at the period that it reported of its scorecard."""
    reported = dict(pack.periods)
    found = {}
    for identity in pack.indicators:
        shown = {period: figure for (period, area), figure in pack.shown(identity).items() if not area}
        period = reported.get(_scorecard_of(book, pack, identity), "")
        figure = shown.get(period)
        if figure is not None:
            found[identity] = IndicatorStood(identity, period, figure.text, figure.rag, figure.value)
    risks, budget = _registers(pack.registers) if pack.registers else (None, None)
    return PackState(found, risks, budget)


def _scorecard_of(book: Book, pack: Publication, indicator: str) -> str:
    """The scorecard that an indicator was reported on; of one that is gone, the one that its id begins with."""
    held = book.get(Indicator, indicator)
    if held is not None:
        return held.scorecard
    return next((card for card, _ in pack.periods if indicator.startswith(f"{card}/")), "")


def last_pack(book: Book, *, before: Publication | None = None) -> Publication | None:
    """The pack that was published last, or last before another; versions for the public aside."""
    packs = [pack for pack in publications(book) if not pack.public]
    if before is not None:
        packs = [pack for pack in packs if (pack.published, pack.id) < (before.published, before.id)]
    return packs[-1] if packs else None


# What is otherwise


class Otherwise(Enum):
    """How something is otherwise in the later of two packs."""

    NEW = "new"
    GONE = "gone"
    RATING = "rating"
    SCORE = "score"
    PROSPECTS = "prospects"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator that is new, gone, or rated otherwise; ``before`` or ``after`` is None where it was not there."""

    what: Otherwise
    before: IndicatorStood | None
    after: IndicatorStood | None

    @property
    def indicator(self) -> str:
        """Its id."""
        stood = self.after or self.before
        assert stood is not None
        return stood.indicator


@dataclass(frozen=True, slots=True)
class RiskDifference:
    """A risk that is new, gone, or stands otherwise; one whose score and prospects both moved is told twice."""

    what: Otherwise
    before: RiskStood | None
    after: RiskStood | None


@dataclass(frozen=True, slots=True)
class BudgetDifference:
    """A budget table that is new, gone, or forecasts otherwise."""

    what: Otherwise
    before: BudgetStood | None
    after: BudgetStood | None


@dataclass(frozen=True, slots=True)
class PackDifferences:
    """What parts two packs. ``risks`` and ``budget`` are None where one of the two did not keep them."""

    indicators: tuple[IndicatorChange, ...]
    unchanged: int
    risks: tuple[RiskDifference, ...] | None
    budget: tuple[BudgetDifference, ...] | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known to be otherwise."""
        return not (self.indicators or self.risks or self.budget)


def differences(before: PackState, after: PackState) -> PackDifferences:
    """What is otherwise in ``after``. Indicators stand in the order of ``after``, those that are gone last."""
    indicators = tuple(_indicators(before.indicators, after.indicators))
    kept = set(before.indicators) & set(after.indicators)
    moved = sum(1 for change in indicators if change.what is Otherwise.RATING)
    risks = None if before.risks is None or after.risks is None else _risks(before.risks, after.risks)
    budget = None if before.budget is None or after.budget is None else _budget(before.budget, after.budget)
    return PackDifferences(indicators, len(kept) - moved, risks, budget)


def _indicators(before: Mapping[str, IndicatorStood], after: Mapping[str, IndicatorStood]) -> Sequence[IndicatorChange]:
    found = []
    for identity, now in after.items():
        then = before.get(identity)
        if then is None:
            found.append(IndicatorChange(Otherwise.NEW, None, now))
        elif then.rag is not now.rag:
            found.append(IndicatorChange(Otherwise.RATING, then, now))
    gone = (stood for identity, stood in before.items() if identity not in after)
    return [*found, *(IndicatorChange(Otherwise.GONE, stood, None) for stood in gone)]


def _risks(before: Sequence[RiskStood], after: Sequence[RiskStood]) -> tuple[RiskDifference, ...]:
    then, now = {one.risk: one for one in before}, {one.risk: one for one in after}
    found = []
    for identity, stands in now.items():
        stood = then.get(identity)
        if stood is None:
            found.append(RiskDifference(Otherwise.NEW, None, stands))
            continue
        if stood.score != stands.score:
            found.append(RiskDifference(Otherwise.SCORE, stood, stands))
        if stood.prospects is not stands.prospects:
            found.append(RiskDifference(Otherwise.PROSPECTS, stood, stands))
    gone = (stood for identity, stood in then.items() if identity not in now)
    return (*found, *(RiskDifference(Otherwise.GONE, stood, None) for stood in gone))


def _budget(before: Sequence[BudgetStood], after: Sequence[BudgetStood]) -> tuple[BudgetDifference, ...]:
    then, now = {(one.kind, one.title): one for one in before}, {(one.kind, one.title): one for one in after}
    found = []
    for key, stands in now.items():
        stood = then.get(key)
        if stood is None:
            found.append(BudgetDifference(Otherwise.NEW, None, stands))
        elif (stood.budget, stood.forecast) != (stands.budget, stands.forecast):
            found.append(BudgetDifference(Otherwise.POSITION, stood, stands))
    gone = (stood for key, stood in then.items() if key not in now)
    return (*found, *(BudgetDifference(Otherwise.GONE, stood, None) for stood in gone))


def _budget_now(book: Book) -> list[BudgetStood]:
    found = []
    for table in reported_tables(book):
        held = monitored(book, table)
        total = held.total
        budget = held.summed(held.base)
        forecast = held.forecast(total) if total is not None else held.summed(ColumnRole.FORECAST)
        pounds = [None if amount is None else table.unit.pounds(amount) for amount in (budget, forecast)]
        found.append(BudgetStood(table.kind.value, standing_title(table), table.period, *pounds))
    return found


def _registers(kept: str) -> tuple[tuple[RiskStood, ...], tuple[BudgetStood, ...]]:
    with understood():
        held = json.loads(kept)
        risks = tuple(RiskStood(a, b, c, score, Rag(prospects)) for a, b, c, score, prospects in held["risks"])
        budget = tuple(BudgetStood(a, b, c, _amount(d), _amount(e)) for a, b, c, d, e in held["budget"])
        return risks, budget


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _amount(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)

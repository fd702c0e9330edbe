"""A scorecard as large as the largest: 2,000 indicators by 60 months."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import PeriodKind, month
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.services.session import Session

INDICATORS, PERIODS = 2000, 60


def large_records(indicators: int = INDICATORS) -> list[Record]:
    """The scorecard ``s``, but for the tolerance that every store begins with."""
    periods = [month(2013, 5).shifted(step) for step in range(PERIODS)]
    made: list[Record] = [Scorecard("s", 1, "Large", PeriodKind.MONTH)]
    made += [ScorecardPeriod("s", period.code) for period in periods]
    for number in range(indicators):
        name = f"Percentage of cases of kind {number} that were seen in time" + " by the service" * (number % 3)
        key, ref, section = f"i{number}", f"{number // 20 + 1}.{number % 20 + 1}", f"Section {number // 20 + 1}"
        made.append(Indicator(key, "s", number, ref, name, section, Unit.PERCENT, 1, Polarity.HIGH))
        made.append(Target(key, "", TargetKind.VALUE, Decimal(80)))
        made += [
            Observation(key, period.code, value=Decimal(600 + (number * 7 + step * 13) % 380) / 10)
            for step, period in enumerate(periods)
        ]
    return made


def large_book() -> Book:
    """It in memory."""
    tolerance = Tolerance(Scope.COUNCIL, "", ToleranceKind.RELATIVE, margin=Decimal(10))
    return Book([tolerance, *large_records()])


def large_store(path: Path, indicators: int = INDICATORS) -> Path:
    """It in a store."""
    with Session.open(path) as session:
        session.commit(ChangeSet("figures", tuple(Change(None, record) for record in large_records(indicators))))
    return path

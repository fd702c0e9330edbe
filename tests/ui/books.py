"""A small council made by hand, with every kind of cell, for the window's tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    MoneyUnit,
    SignConvention,
)
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Source, Symbol
from scorecard_desktop.domain.period import PeriodKind, month
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Risk, RiskReview, Score
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.services.session import Session

D = Decimal
CARD = "vital-signs"
PERIODS = [month(2017, 4).shifted(step) for step in range(14)]

# 5.4 is amber and worse at Apr 2018, 6.4 red and better, 7.1 green
SERIES = {
    "5.4": ("Children in need with an up-to-date plan", "Child in need", Polarity.HIGH, "90", "79.5 82.7 81.7"),
    "5.5": (
        "Section 17 children in need who have a plan in place",
        "Child in need",
        Polarity.HIGH,
        "90",
        "59.1 65.8 65.4",
    ),
    "6.4": ("Conferences held within 15 days", "Child protection", Polarity.HIGH, "90", "79.8 66.3 76.6"),
    "6.5": ("Second or later plans", "Child protection", Polarity.LOW, "20", "26.0 25.1 24.2"),
    "7.1": ("Reviews held in time", "Looked after children", Polarity.HIGH, "85", "88.2 90.1 91.0"),
    "7.2": ("Placements of more than two years", "Looked after children", Polarity.UNKNOWN, "", "61 62 63"),
}


def records() -> list[Record]:
    """Every record of the council."""
    made: list[Record] = [
        Scorecard(CARD, 1, "Vital signs", PeriodKind.MONTH, "OFFICIAL"),
        Scorecard("yearly", 2, "Yearly measures", PeriodKind.FINANCIAL_YEAR),
        Tolerance(Scope.SCORECARD, CARD, ToleranceKind.RELATIVE, margin=D(10)),
    ]
    made += [ScorecardPeriod(CARD, period.code, period.heading) for period in PERIODS]
    for order, (ref, (name, section, polarity, target, last)) in enumerate(SERIES.items()):
        made.append(
            Indicator(
                ref,
                CARD,
                order,
                ref,
                name,
                section,
                Unit.PERCENT,
                1,
                polarity,
                PeriodKind.MONTH,
                definition="Counted at the end of the month." if ref == "5.4" else "",
            )
        )
        if target:
            made.append(Target(ref, "", TargetKind.VALUE, D(target)))
        values = [str(60 + (order * 7 + step * 5) % 30) for step in range(10)] + last.split()
        for period, value in zip(PERIODS, values, strict=False):
            made.append(
                Observation(
                    ref,
                    period.code,
                    value=D(value),
                    source=Source("MI-April.xlsx", "0" * 64, "County", f"I{48 + order}", f"{value}%"),
                )
            )
        made.append(Benchmark(ref, "Statistical neighbours", 1, "", D("84.2")))
    made.append(Indicator("8.1", CARD, 9, "8.1", "School places", "Schools", Unit.COUNT, 0, Polarity.HIGH))
    made += [
        Observation("8.1", PERIODS[12].code, symbol=Symbol.CONFIDENTIAL),
        Observation("8.1", PERIODS[11].code, note="see the note"),
        Observation("8.1", PERIODS[10].code, expected=False),
        Commentary("5.4", PERIODS[12].code, CommentaryPart.COMMENT, "Fewer plans were reviewed in time."),
        Finding(
            "unmapped-text",
            Severity.WARNING,
            "The cell holds “see the note”.",
            "Type the figure, or a symbol such as [x].",
            "8.1",
            PERIODS[11].code,
            "8.1 School places",
            "MI-April.xlsx",
            "County",
            "H60",
        ),
        Finding("casting", Severity.ERROR, "A total does not add up.", "Correct the total.", subject="Reserves"),
    ]
    return made + _risks() + _budget()


def _risks() -> list[Record]:
    made: list[Record] = []
    for order, (number, title) in enumerate(
        [("RM1", "Placements cost more than planned"), ("RM2", "Too few social workers")]
    ):
        made.append(Risk(number, "children", order, number, date(2017, 5, 1)))
        for when, likelihood, prospects in ((date(2018, 4, 1), 3, Rag.GREEN), (date(2018, 7, 1), 4 - order, Rag.AMBER)):
            made.append(
                RiskReview(
                    number,
                    when,
                    title,
                    "What may happen, and what it would mean.",
                    "Director",
                    original=Score(4, 4),
                    current=Score(likelihood, 4),
                    target=Score(2, 3),
                    target_date=date(2019, 3, 31),
                    prospects=prospects,
                    mitigation="Recruit.",
                    progress="Under way.",
                )
            )
    return made


def _budget() -> list[Record]:
    columns = (
        BudgetColumn("open", "Opening balance", ColumnRole.OPENING),
        BudgetColumn("use", "Use", ColumnRole.USE),
        BudgetColumn("close", "Closing balance", ColumnRole.CLOSING),
    )
    made: list[Record] = [
        BudgetTable(
            "reserves",
            1,
            "Reserves",
            BudgetTableKind.RESERVES,
            "2018-05",
            MoneyUnit.MILLIONS,
            3,
            SignConvention.NOT_STATED,
            columns,
        )
    ]
    rows = [
        ("a", "Schools reserve", LineRole.LINE, "5.000 1.000 4.000"),
        ("b", "Other", LineRole.LINE, "2.000 0.500 1.500"),
        ("t", "Total", LineRole.TOTAL, "7.000 1.500 5.700"),
    ]
    for order, (key, words, role, amounts) in enumerate(rows):
        made.append(
            BudgetLine("reserves", key, order, str(order + 1), words, role, reason="Planned use" if order == 0 else "")
        )
        for column, amount in zip(columns, amounts.split(), strict=True):
            made.append(BudgetAmount("reserves", key, column.key, D(amount)))
    return made


def make_store(path: Path) -> Path:
    """Write the council into a store."""
    with Session.open(path, who="A. Officer") as session:
        session.commit(ChangeSet("the council", tuple(Change(None, record) for record in records())))
    return path

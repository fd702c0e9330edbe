"""A small book with every matter of a pack in it: ratings of each colour, gaps, risks in part, a table that is out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.book import Book
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
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Source, Symbol
from scorecard_desktop.domain.period import PeriodKind, month
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Risk, RiskReview, Score
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, SourceFile
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind

MONTHS = [month(2017, n) for n in range(4, 13)] + [month(2018, n) for n in range(1, 5)]
SOURCE = Source("vital-signs.xlsx", "0" * 64, "Monthly", "O9", "76.3%", "0.0%")


def pack_book() -> Book:
    """The book."""
    return Book([*_scorecard(), *_risks(), *_budget()])


def _scorecard() -> list[Record]:
    records: list[Record] = [
        SourceFile("0" * 64, "vital-signs.xlsx", "2018-06-01"),
        Scorecard("vs", 0, "Vital signs", PeriodKind.MONTH),
        Tolerance(Scope.SCORECARD, "vs", ToleranceKind.RELATIVE, margin=Decimal(10)),
    ]
    records += [ScorecardPeriod("vs", period.code) for period in MONTHS]
    red = Indicator(
        "red", "vs", 0, "1.1", "Care leavers with a pathway plan in date", "Care leavers", Unit.PERCENT, 1, Polarity.HIGH,
        importance="A plan in date is how a young person knows what help is coming.", success="Every plan in date.",
        lead_officer="P. Quiverful", data_officer="S. Harding",
    )  # fmt: skip
    amber = Indicator("amber", "vs", 1, "1.2", "Care leavers in work", "Care leavers", Unit.PERCENT, 1, Polarity.HIGH)
    green = Indicator("green", "vs", 2, "2.1", "Repeat referrals", "Referrals", Unit.PERCENT, 1, Polarity.LOW)
    banded = Indicator("banded", "vs", 3, "2.2", "Referrals a month", "Referrals", Unit.COUNT, 0, Polarity.RANGE)
    plain = Indicator("plain", "vs", 4, "2.3", "Contacts", "Referrals", Unit.COUNT, 0, Polarity.NONE)
    records += [red, amber, green, banded, plain]
    records += [
        Target("red", "", TargetKind.VALUE, Decimal(100)),
        Target("amber", "", TargetKind.AT_LEAST, Decimal(60)),
        Target("green", "", TargetKind.AT_MOST, None, Decimal(20)),
        Target("banded", "", TargetKind.RANGE, Decimal(260), Decimal(300)),
        Benchmark("red", "England", 0, "", Decimal(83)),
    ]
    for index, period in enumerate(MONTHS):
        down = Decimal("86.9") - Decimal(index) * Decimal("0.9")
        records.append(
            Observation(
                "red", period.code, value=down, numerator=Decimal(180), denominator=Decimal(207 + index), source=SOURCE
            )
        )
        if index != 5:
            records.append(Observation("amber", period.code, value=Decimal(58)))
        records.append(Observation("green", period.code, value=Decimal(15 + index % 3)))
        if index % 2 == 0:
            records.append(Observation("banded", period.code, value=Decimal(280 + index)))
        else:
            records.append(Observation("banded", period.code, expected=False))
        symbol = Symbol.CONFIDENTIAL if index == 12 else None
        records.append(
            Observation("plain", period.code, value=None if symbol else Decimal(1000 + index), symbol=symbol)
        )
    records += [
        Commentary(
            "red", "2018-04", CommentaryPart.BACKGROUND, "Two posts are vacant.\n- One since May.\n- One since June."
        ),
        Commentary("red", "2018-04", CommentaryPart.ACTION, "- Weekly meetings ✓"),
    ]
    return records


def _risks() -> list[Record]:
    score = Score
    return [
        Risk("r1", "register", 0, "R1", date(2015, 11, 4)),
        RiskReview(
            "r1", date(2018, 7, 1), "Transport costs", "Costs rise with need.", "C. Snell", date(2018, 6, 6),
            score(3, 3, 9), score(4, 3, 12), score(2, 2, 4), date(2019, 3, 31), Rag.AMBER, "- Retender.", "Under way.",
        ),
        RiskReview("r1", date(2018, 5, 1), "Transport costs", current=score(3, 3, 9), prospects=Rag.GREEN),
        Risk("r2", "register", 1, "R2"),
        RiskReview("r2", date(2018, 7, 1), "Agency staff"),
    ]  # fmt: skip


def _budget() -> list[Record]:
    columns = (BudgetColumn("b", "Budget", ColumnRole.BUDGET), BudgetColumn("v", "Variance", ColumnRole.VARIANCE))
    table = BudgetTable(
        "gf", 0, "General Fund", BudgetTableKind.REVENUE, "2018-05", MoneyUnit.MILLIONS, 3,
        SignConvention.OVER_IS_POSITIVE, columns, SOURCE,
    )  # fmt: skip
    records: list[Record] = [table]
    for order, (name, budget, variance, role) in enumerate(
        (
            ("Leaving care", "5.443", "0.644", LineRole.LINE),
            ("Grant", "-2.248", "0.328", LineRole.LINE),
            ("Total", "3.835", "0.972", LineRole.TOTAL),
        )
    ):
        line = f"l{order}"
        records.append(BudgetLine("gf", line, order, str(order + 1), name, role))
        records.append(BudgetAmount("gf", line, "b", Decimal(budget), SOURCE))
        records.append(BudgetAmount("gf", line, "v", Decimal(variance), SOURCE))
    return records

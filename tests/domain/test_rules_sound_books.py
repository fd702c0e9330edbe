"""Books with nothing wrong in them, as unlike each other as councils are: no check finds anything."""

import random
from dataclasses import replace
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit, round_half_up, show
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, month, quarter
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind

THINGS = ("visits", "plans", "reviews", "families", "carers", "requests", "meetings")
KINDS = ("joint", "first", "early", "weekly", "outside", "new")
AREAS = ("North", "South", "West")


class Council:
    """A sound book made from one seed: shares from counts, counts with categories and areas, rates, averages."""

    def __init__(self, seed: int, months: int, *, quarterly: bool) -> None:
        self.chance = random.Random(seed)
        first = quarter(2015, 1) if quarterly else month(2015, 4)
        self.periods = [first.shifted(step) for step in range(months)]
        frequency = PeriodKind.QUARTER if quarterly else PeriodKind.MONTH
        self.records: list[Record] = [Scorecard("card", 0, "Scorecard", frequency)]
        self.records += [ScorecardPeriod("card", period.code) for period in self.periods]
        self.rows = 0

    def row(self, name: str, unit: Unit, section: str = "Main", decimals: int = 0) -> Indicator:
        self.rows += 1
        polarity = self.chance.choice([Polarity.HIGH, Polarity.LOW, Polarity.NONE])
        made = Indicator(
            f"card/{self.rows}", "card", self.rows, str(self.rows), name,
            section=section, unit=unit, decimals=decimals, polarity=polarity, frequency=self.periods[0].kind,
        )  # fmt: skip
        self.records.append(made)
        return made

    def share(self, number: int) -> None:
        of = self.row(f"% of {self.chance.choice(THINGS)} done by team {number}", Unit.PERCENT, decimals=1)
        level, size = self.chance.random(), self.chance.choice([4, 30, 700])
        self.judged(of, Decimal(round(level * 100)))
        before: Decimal | None = None
        for period in self.periods:
            among = self.chance.randint(max(1, size // 2), size)
            met = sum(1 for _ in range(among) if self.chance.random() < level)
            shown = round_half_up(Decimal(met * 100) / among, 1)
            self.records.append(
                Observation(of.id, period.code, value=shown, numerator=Decimal(met), denominator=Decimal(among))
            )
            self.comment(of, period.code, shown, before)
            before = shown

    def judged(self, of: Indicator, level: Decimal) -> None:
        """A target and a tolerance that can be meant."""
        if of.polarity is Polarity.NONE:
            return
        target = max(level, Decimal(1))
        self.records.append(Target(of.id, "", TargetKind.VALUE, target))
        worse = -1 if of.polarity is Polarity.HIGH else 1
        kind = self.chance.choice(list(ToleranceKind))
        thresholds = kind is ToleranceKind.THRESHOLDS
        self.records.append(
            Tolerance(
                Scope.INDICATOR, of.id, kind,
                red=target + 5 * worse if thresholds else None,
                green=target if thresholds else None,
                margin=Decimal(10) if kind not in (ToleranceKind.THRESHOLDS, ToleranceKind.FLOOR) else None,
                floor=target + 3 * worse if kind is ToleranceKind.FLOOR else None,
            )
        )  # fmt: skip

    def comment(self, of: Indicator, code: str, now: Decimal, before: Decimal | None) -> None:
        """True words, of the kinds that the checks read."""
        said = [f"Performance is {show(now, Unit.PERCENT, 1)}.", "Two workers have started."]
        said.append(f"In the north {show(now / 2, Unit.PERCENT, 1)} were done, and the rest will follow.")
        if before is not None and now != before and of.polarity is not Polarity.NONE:
            better = (now > before) == (of.polarity is Polarity.HIGH)
            said.append("Performance has improved this month." if better else "Performance has worsened this month.")
            said.append(f"Performance was {show(before, Unit.PERCENT, 1)} last month.")
        text = " ".join(self.chance.sample(said, 2))
        self.records.append(Commentary(of.id, code, CommentaryPart.COMMENT, text))

    def categories(self, number: int) -> None:
        section = f"Section {number}"
        what = f"{self.chance.choice(THINGS)} of kind {number}"
        kinds = self.chance.sample(KINDS, self.chance.randint(2, 4))
        parts = [self.row(f"{kind.capitalize()} {what}", Unit.COUNT, section) for kind in kinds]
        total = self.row(self.chance.choice([f"Total {what}", "Total", f"Overall total {what}"]), Unit.COUNT, section)
        self.row(f"Total hours of {what}", Unit.COUNT, section)
        size = self.chance.choice([3, 60, 2000])
        for period in self.periods:
            figures = [Decimal(self.chance.randint(size // 3, size)) for _ in parts]
            hidden = self.chance.random() < 0.1
            for part, figure in zip(parts, figures, strict=True):
                suppress = hidden and part is parts[0]
                self.records.append(
                    Observation(
                        part.id, period.code,
                        value=None if suppress else figure, symbol=Symbol.CONFIDENTIAL if suppress else None,
                    )
                )  # fmt: skip
            self.records.append(Observation(total.id, period.code, value=sum(figures, Decimal(0))))

    def by_area(self, number: int) -> None:
        of = self.row(f"Number of {self.chance.choice(THINGS)} by area {number}", Unit.COUNT)
        elsewhere = self.chance.choice([0, 0, 7])
        for period in self.periods:
            figures = [Decimal(self.chance.randint(40, 90)) for _ in AREAS]
            self.records += [
                Observation(of.id, period.code, area, figure) for area, figure in zip(AREAS, figures, strict=True)
            ]
            beyond = self.chance.randint(1, elsewhere) if elsewhere else 0
            self.records.append(Observation(of.id, period.code, value=sum(figures, Decimal(beyond))))

    def plain_series(self, number: int) -> None:
        unit = self.chance.choice([Unit.COUNT, Unit.RATE, Unit.NUMBER, Unit.MONEY])
        of = self.row(f"Caseload of team {number}", unit, decimals=0 if unit is Unit.COUNT else 1)
        at = self.chance.choice([2.0, 25.0, 400.0, 90000.0])
        for period in self.periods:
            at = max(0.0, at * self.chance.uniform(0.7, 1.4))
            due = self.chance.random() > 0.1
            value = round_half_up(Decimal(str(at)), of.decimals)
            self.records.append(Observation(of.id, period.code, value=value if due else None, expected=due))

    def elsewhere(self) -> None:
        """The same indicators on a second scorecard, some with fewer decimals, others only named alike.

        Counts that are small go with their percentage there too: without them chance would look like a slip.
        """
        self.records.append(Scorecard("second", 1, "Second", self.periods[0].kind))
        self.records += [ScorecardPeriod("second", period.code) for period in self.periods]
        for of in [r for r in self.records if isinstance(r, Indicator) and r.unit is Unit.PERCENT][:2]:
            again = replace(of, id=f"second/{of.ref}", scorecard="second", ref=f"A{of.ref}")
            self.records.append(again)
            if again.polarity is Polarity.NONE or self.chance.random() < 0.5:
                self.records += [
                    _rounded(one, again.id)
                    for one in self.records
                    if isinstance(one, Observation) and one.indicator == of.id and one.value is not None
                ]


_FEW = 100


def _rounded(one: Observation, ident: str) -> Observation:
    """The figure on another scorecard, without decimals and, unless they are few, without its counts."""
    assert one.value is not None
    if one.numerator is not None and one.denominator is not None and one.denominator < _FEW:
        return replace(one, indicator=ident, value=round_half_up(one.numerator * 100 / one.denominator, 0))
    return Observation(ident, one.period, value=round_half_up(one.value, 0))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 26), st.booleans())
@example(583738, 6, False)  # one of 26, where one in four is usual
@example(1072717040, 16, True)  # one of some four hundred, where one in sixty is
@example(2930002056, 2, True)  # a council's figure and its areas', each five times something by chance
@example(2774910070, 10, True)  # a small share on a second scorecard
def test_that_nothing_is_found_in_a_sound_book(seed, months, quarterly):
    council = Council(seed, months, quarterly=quarterly)
    for number in range(3):
        council.share(number)
        council.categories(number)
        council.by_area(number)
        council.plain_series(number)
    council.elsewhere()
    found = check(Book(council.records))
    assert not found, "\n".join(f"{finding.rule} {finding.subject}: {finding.message}" for finding in found)

"""What rating and checking cost: a large book against only reading its figures, and one cell against the whole book.

The plain loop asks the book for the figures that a rating needs, and does nothing with them: the figure itself, those
of the period before and of a year before, the target and the tolerance.

Times are those of the processor, the least of several turns, each turn on a copy of the book of which nothing has been
worked out yet. A typed cell is timed until all that it made the ledger forget has been made anew.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind, month, period_from_code
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind

INDICATORS, PERIODS, SCORECARDS = 2000, 60, 10
WHOLE_GOAL = 4.0
CELL_GOAL = 0.002
CELLS = 25
TURNS = 3

_TOLERANCES = (
    (ToleranceKind.RELATIVE, Polarity.HIGH),
    (ToleranceKind.THRESHOLDS, Polarity.LOW),
    (ToleranceKind.ABSOLUTE, Polarity.HIGH),
    (ToleranceKind.LAST_YEAR, Polarity.LOW),
)


def large_book(indicators: int) -> Book:
    """Scorecards of a county, each indicator with a target, a tolerance, and a figure with its counts each month."""
    chance = random.Random(2018)
    months = [month(2013, 4).shifted(step) for step in range(PERIODS)]
    records: list[Record] = []
    for card in range(SCORECARDS):
        records.append(Scorecard(f"card-{card}", card, f"Scorecard {card}", PeriodKind.MONTH))
        records += [ScorecardPeriod(f"card-{card}", period.code) for period in months]
    for number in range(indicators):
        records += _an_indicator(number, months, chance)
    return Book(records)


def _an_indicator(number: int, months: Sequence[Period], chance: random.Random) -> list[Record]:
    kind, polarity = _TOLERANCES[number % len(_TOLERANCES)]
    card = number % SCORECARDS
    identifier = f"card-{card}/{number}"
    level = chance.randint(20, 90)
    red, green = (level - 5, level + 5) if polarity is Polarity.HIGH else (level + 5, level - 5)
    thresholds = kind is ToleranceKind.THRESHOLDS
    records: list[Record] = [
        Indicator(
            identifier, f"card-{card}", number, f"{card}.{number}", f"Children seen in time by team {number}",
            section=f"Area {number % 7}", unit=Unit.PERCENT, decimals=1, polarity=polarity,
        ),
        Target(identifier, "", TargetKind.VALUE, Decimal(level)),
        Tolerance(
            Scope.INDICATOR, identifier, kind, Decimal(red) if thresholds else None,
            Decimal(green) if thresholds else None, None if thresholds else Decimal(5),
        ),
    ]  # fmt: skip
    for period in months:
        of = chance.randint(80, 400)
        counted = of * min(100, max(0, level + chance.randint(-10, 10))) // 100
        value = round(Decimal(counted * 100) / of, 1)
        records.append(
            Observation(identifier, period.code, value=value, numerator=Decimal(counted), denominator=Decimal(of))
        )
    return records


def only_read(book: Book) -> Decimal:
    """The plain loop."""
    total = Decimal(0)
    for card in book.scorecards():
        periods = [(p.code, p.previous().code, p.year_earlier().code) for p in book.periods(card.id)]
        for indicator in book.indicators(card.id):
            for codes in periods:
                for code in codes:
                    found = book.observation(indicator.id, code)
                    if found is not None and found.value is not None:
                        total = found.value
                target = book.target(indicator.id, codes[0])
                if target is not None and target.value is not None:
                    total = target.value
                tolerance = book.tolerance(indicator)
                if tolerance is not None and tolerance.margin is not None:
                    total = tolerance.margin
    return total


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    started = time.process_time()
    work()
    return time.process_time() - started


def rate_all(ledger: Ledger) -> int:
    """Every row; how many there are."""
    return sum(1 for _ in ledger.all_rows())


def a_step(book: Book, chance: random.Random) -> tuple[Change, ...]:
    """One typed figure, anywhere in the book."""
    indicator = chance.choice(book.all(Indicator))
    before = chance.choice(book.of(Observation, indicator.id))
    assert before.value is not None
    return (Change(before, replace(before, value=before.value + 1, numerator=None, denominator=None)),)


def rate_anew(ledger: Ledger, step: tuple[Change, ...]) -> None:
    """Make a change and every row that depends on it."""
    for place in ledger.apply(step):
        ledger.row(place.indicator, period_from_code(place.period))


def check_anew(ledger: Ledger, step: tuple[Change, ...]) -> None:
    """The same, and the findings."""
    rate_anew(ledger, step)
    ledger.findings()


def main() -> None:
    """Measure and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    parser.add_argument(
        "--short", action="store_const", dest="indicators", const=INDICATORS // 10, help="a tenth of them"
    )
    book = large_book(parser.parse_args().indicators)
    cells = len(book.all(Observation))
    plains, ratings, checkings = [], [], []
    for _ in range(TURNS):
        fresh = book.copy()
        plains.append(seconds(partial(only_read, fresh)))
        ratings.append(seconds(partial(rate_all, Ledger(fresh))))
        checkings.append(seconds(partial(check, fresh)))
    plain, rating, checking = min(plains), min(ratings), min(checkings)
    ledger = Ledger(book)
    made = rate_all(ledger)
    first = seconds(ledger.findings)
    steps = [a_step(book, random.Random(turn)) for turn in range(2 * CELLS)]
    one = statistics.median(seconds(partial(rate_anew, ledger, step)) for step in steps[:CELLS])
    ledger.findings()
    checked = statistics.median(seconds(partial(check_anew, ledger, step)) for step in steps[CELLS:])
    print(f"{made:,} of {cells:,} figures: read {plain:.2f} s, rated {rating:.2f} s, checked {checking:.2f} s")
    print(f"rated and checked against only read: {(rating + checking) / plain:.1f} times (goal at most {WHOLE_GOAL})")
    print(f"  rated {rating / plain:.1f} times, checked {checking / plain:.1f} times")
    print(f"one cell {one * 1e3:.2f} ms against rating everything: {one / rating:.5f} (goal at most {CELL_GOAL})")
    print(
        f"one cell with the findings {checked * 1e3:.2f} ms against rating and checking everything: "
        f"{checked / (rating + checking):.5f} (goal at most {CELL_GOAL}); the first findings {first:.2f} s"
    )


if __name__ == "__main__":
    main()

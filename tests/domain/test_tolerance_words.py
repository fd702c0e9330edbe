"""What is green, amber and red, in words: each end that they name is where the rating changes."""

from decimal import Decimal
from typing import Any

import pytest

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.domain.tolerance_words import tolerance_words
from scorecard_desktop.domain.yardstick import yardstick

D = Decimal


def held(polarity, target, kind=None, unit=Unit.PERCENT, scope=Scope.INDICATOR, **ends):
    given: dict[str, Any] = {name: D(str(end)) for name, end in ends.items()}
    tolerance = Tolerance(scope, "i", kind, **given) if kind else None
    low, high = target if isinstance(target, tuple) else (target, None)
    if target is None:
        aim = None
    elif high is not None:
        aim = Target("i", "", TargetKind.RANGE, D(low), D(high))
    else:
        aim = Target("i", "", TargetKind.VALUE, D(low))
    return yardstick(Measure(unit, 0, polarity), aim, tolerance)


CASES = [
    (held(Polarity.HIGH, 90), "Green at 90% or more; red otherwise, as no tolerance is set."),
    (
        held(Polarity.HIGH, 90, ToleranceKind.RELATIVE, margin=10),
        "Green at 90% or more; amber down to 81% (within 10% of the target); red beyond that.",
    ),
    (
        held(Polarity.LOW, 20, ToleranceKind.ABSOLUTE, margin=5),
        "Green at 20% or less; amber up to 25% (within 5 percentage points of the target); red beyond that.",
    ),
    (
        held(Polarity.LOW, None, ToleranceKind.THRESHOLDS, red=30, green=20),
        "Green at 20% or less, red above 30%, amber between.",
    ),
    (
        held(Polarity.HIGH, 90, ToleranceKind.FLOOR, floor=70),
        "Green at 90% or more; amber down to 70% (the floor); red beyond that.",
    ),
    (
        held(Polarity.RANGE, (260, 300), ToleranceKind.RELATIVE, Unit.COUNT, margin=10),
        "Green from 260 to 300; amber down to 234 and up to 330 (within 10% of the target); red beyond that.",
    ),
    (
        held(Polarity.HIGH, 90, ToleranceKind.LAST_YEAR, margin=10, scope=Scope.COUNCIL),
        (
            "Green at 81% or more (within 10% of the target); beyond that amber where no worse than a year before, "
            "else red. The tolerance is the council’s default."
        ),
    ),
    (
        held(Polarity.HIGH, 0, ToleranceKind.RELATIVE, margin=10),
        "Green at 0% or more; what is beyond cannot be rated, as its tolerance has no end.",
    ),
    (held(Polarity.NONE, 90), "For information only: this indicator is never rated."),
]


@pytest.mark.parametrize(("by", "words"), CASES)
def test_that_the_words_say_where_each_colour_ends(by, words):
    assert tolerance_words(by) == words


@pytest.mark.parametrize("by", [by for by, _ in CASES])
def test_that_the_ends_are_where_the_rating_changes(by):
    step = D("0.01")
    (green_low, green_high), (red_low, red_high) = by.green, by.red
    for end, inside, outside in ((green_low, 0, -step), (green_high, 0, step)):
        if end is not None:
            assert by.rag(end + inside) is Rag.GREEN
            assert by.rag(end + outside) is not Rag.GREEN
    for end, beyond in ((red_low, -step), (red_high, step)):
        if end is not None:
            assert by.rag(end) is not Rag.RED
            assert by.rag(end + beyond) is Rag.RED

"""What is green, amber and red for an indicator, in words that an officer or a councillor can check a figure by."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.figures import Unit, plain
from scorecard_desktop.domain.target import Scope, Tolerance, ToleranceKind
from scorecard_desktop.domain.yardstick import Ends, Yardstick

_INHERITED = {
    Scope.COUNCIL: " The tolerance is the council’s default.",
    Scope.SCORECARD: " The tolerance is the scorecard’s.",
    Scope.INDICATOR: "",
}


def tolerance_words(held: Yardstick) -> str:
    """``Green at 90% or more; amber down to 81% (within 10% of the target); red beyond that.``.

    Where nothing is rated, why.
    """
    if held.why_not is not None:
        return held.why_not.sentence
    green = f"Green {_within(held, held.green)}"
    tolerance = held.tolerance
    if tolerance is None:
        return f"{green}; red otherwise, as no tolerance is set."
    if held.red == (None, None):
        return f"{green}; what is beyond cannot be rated, as its tolerance has no end."
    if tolerance.kind is ToleranceKind.LAST_YEAR:
        how = f"{green} ({_by(held, tolerance)}); beyond that amber where no worse than a year before, else red."
    elif tolerance.kind is ToleranceKind.THRESHOLDS:
        how = f"{green}, red {_beyond(held, held.red)}, amber between."
    else:
        how = f"{green}; amber {_reach(held, tolerance)}; red beyond that."
    return how + _INHERITED[tolerance.scope]


def _line(held: Yardstick, value: Decimal) -> str:
    return held.measure.line(value)


def _within(held: Yardstick, ends: Ends) -> str:
    """``at 90% or more``, ``at 20% or less``, ``from 260 to 300``."""
    low, high = ends
    if low is not None and high is not None:
        return f"from {_line(held, low)} to {_line(held, high)}"
    if low is not None:
        return f"at {_line(held, low)} or more"
    return f"at {_line(held, high)} or less" if high is not None else "always"


def _beyond(held: Yardstick, ends: Ends) -> str:
    """``below 81%``, ``above 22%``, ``below 234 and above 330``."""
    said = [f"{word} {_line(held, end)}" for word, end in zip(("below", "above"), ends, strict=True) if end is not None]
    return " and ".join(said)


def _reach(held: Yardstick, tolerance: Tolerance) -> str:
    """``down to 81% (within 10% of the target)``."""
    said = [
        f"{way} {_line(held, end)}" for way, end in zip(("down to", "up to"), held.red, strict=True) if end is not None
    ]
    return f"{' and '.join(said)} ({_by(held, tolerance)})"


def _by(held: Yardstick, tolerance: Tolerance) -> str:
    if tolerance.kind is ToleranceKind.FLOOR or tolerance.margin is None:
        return "the floor"
    margin = plain(tolerance.margin)
    if tolerance.kind is ToleranceKind.ABSOLUTE:
        return f"within {margin}{' percentage points' if held.measure.unit is Unit.PERCENT else ''} of the target"
    return f"within {margin}% of the target"

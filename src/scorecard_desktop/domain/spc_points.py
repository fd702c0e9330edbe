"""What each point of a control chart tells (rules.md, Statistical process control: precedence and merit).

The rules work on one segment at a time: the caller cuts a series at its rebases, so nothing here crosses one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.rag import Merit


class Cause(Enum):
    """Why a point is, or is not, out of the ordinary. The value is how it is said to officers."""

    COMMON = "common cause"
    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    RISING = "part of a rising trend"
    FALLING = "part of a falling trend"
    NEAR_UPPER = "one of two in three near the upper limit"
    NEAR_LOWER = "one of two in three near the lower limit"
    RUN_ABOVE = "part of a run above the mean"
    RUN_BELOW = "part of a run below the mean"

    @property
    def side(self) -> int:
        """+1 where it points high, -1 low, 0 for common cause. A trend points where it slopes."""
        return _SIDE.get(self, 0)


_SIDE = {
    Cause.ABOVE_LIMIT: 1,
    Cause.RISING: 1,
    Cause.NEAR_UPPER: 1,
    Cause.RUN_ABOVE: 1,
    Cause.BELOW_LIMIT: -1,
    Cause.FALLING: -1,
    Cause.NEAR_LOWER: -1,
    Cause.RUN_BELOW: -1,
}


class Variation(Enum):
    """A cause with its merit: what the variation icon shows. Neutral is special cause without a better side."""

    COMMON_CAUSE = "common cause"
    IMPROVEMENT_HIGH = "improvement high"
    IMPROVEMENT_LOW = "improvement low"
    CONCERN_HIGH = "concern high"
    CONCERN_LOW = "concern low"
    NEUTRAL_HIGH = "neutral high"
    NEUTRAL_LOW = "neutral low"

    @property
    def merit(self) -> Merit:
        """Better, worse, the same (common cause) or not rated (neutral)."""
        return {
            "common": Merit.SAME,
            "improvement": Merit.BETTER,
            "concern": Merit.WORSE,
            "neutral": Merit.NONE,
        }[self.value.split()[0]]

    @property
    def letter(self) -> str:
        """``H`` or ``L`` as in the icon; empty for common cause."""
        return "" if self is Variation.COMMON_CAUSE else self.value.split()[1][0].upper()

    @property
    def words(self) -> str:
        """How it is read out beside the icon."""
        if self is Variation.COMMON_CAUSE:
            return "Common cause: no significant change"
        kind = {
            Merit.BETTER: "improving",
            Merit.WORSE: "of concern",
            Merit.NONE: "neither better nor worse",
        }[self.merit]
        return f"Special cause, {kind}: {'higher' if self.letter == 'H' else 'lower'} figures"


def variation_of(cause: Cause, polarity: Polarity) -> Variation:
    """Direction × polarity. Where neither high nor low is better (in range, none, unknown) it is neutral."""
    if cause is Cause.COMMON:
        return Variation.COMMON_CAUSE
    good = {Polarity.HIGH: 1, Polarity.LOW: -1}.get(polarity, 0)
    side = "high" if cause.side > 0 else "low"
    kind = "neutral" if good == 0 else "improvement" if good == cause.side else "concern"
    return Variation(f"{kind} {side}")


def run_ends(sides: Sequence[int], length: int) -> list[int]:
    """The side (+1, -1) at each point where the last ``length`` points are on it, else 0.

    A point on the mean is on neither side and breaks a run.
    """
    ends = []
    run = 0
    for at, side in enumerate(sides):
        run = run + 1 if at and side == sides[at - 1] else 1
        ends.append(side if run >= length else 0)
    return ends


def trend_ends(values: Sequence[Decimal], length: int) -> list[int]:
    """+1 (-1) at each point that ends ``length`` points each strictly above (below) the one before, else 0."""
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(values)]
    return [0, *run_ends(steps, length - 1)] if values else []


def reach_back(ends: Sequence[int], length: int) -> list[int]:
    """Spread each end over the ``length`` points that it ends. Where two overlap, the later wins."""
    spread = [0] * len(ends)
    for at, end in enumerate(ends):
        if end:
            first = max(0, at - length + 1)
            spread[first : at + 1] = [end] * (at + 1 - first)
    return spread


def in_threes(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """Whether each point is in some three successive points, all on one side, of which two or more are ``near``."""
    members = [False] * len(near)
    for at in range(len(near) - 2):
        three = slice(at, at + 3)
        if abs(sum(sides[three])) == 3 and sum(near[three]) >= 2:
            members[three] = [True] * 3
    return members


def two_of_three(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """Whether each point is one of the near ones that ``in_threes`` found; the third point is not."""
    return [member and own for member, own in zip(in_threes(near, sides), near, strict=True)]


def causes_of(
    values: Sequence[Decimal],
    sides: Sequence[int],
    outside: Sequence[bool],
    near: Sequence[bool],
    trend_length: int,
    run_length: int,
) -> list[Cause]:
    """One segment's points by precedence: outside the limits, a trend, two of three, a run, else common cause.

    ``sides`` are +1 above the mean, -1 below it, 0 on it. ``near`` says which points count for two of three; the
    presets differ in it.
    """
    trends = reach_back(trend_ends(values, trend_length), trend_length)
    pairs = two_of_three(near, sides)
    runs = reach_back(run_ends(sides, run_length), run_length)
    causes = []
    for side, out, trend, pair, run in zip(sides, outside, trends, pairs, runs, strict=True):
        if out:
            cause = Cause.ABOVE_LIMIT if side > 0 else Cause.BELOW_LIMIT
        elif trend:
            cause = Cause.RISING if trend > 0 else Cause.FALLING
        elif pair:
            cause = Cause.NEAR_UPPER if side > 0 else Cause.NEAR_LOWER
        elif run:
            cause = Cause.RUN_ABOVE if run > 0 else Cause.RUN_BELOW
        else:
            cause = Cause.COMMON
        causes.append(cause)
    return causes

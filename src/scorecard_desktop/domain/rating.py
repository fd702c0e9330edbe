"""RAG ratings, each with its proof (rules.md, Polarity, target, tolerance → RAG).

The colour is told by a ``Yardstick`` at once; the proof's sentence is written when it is asked for.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import ClassVar, NamedTuple

from scorecard_desktop.domain.aim import aim_of
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.proof import Compared
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Target, Tolerance
from scorecard_desktop.domain.yardstick import WhyNot, Yardstick, yardstick


class RatingOf(Enum):
    """Which of a period's two ratings: that of its figure, or that of the forecast for a year."""

    CURRENT = "current"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Override:
    """An officer's own rating of one figure, with the reason; it is always shown as one.

    ``set_on`` is the day on which it was set, None where that was not kept.
    """

    record_kind: ClassVar[str] = "override"

    indicator: str
    period: str
    rag: Rag
    reason: str
    who: str = ""
    rating: RatingOf = RatingOf.CURRENT
    set_on: date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.indicator, self.period, self.rating.value)


class Overruled(NamedTuple):
    """An officer's rating, and the computed one that it stands in place of."""

    override: Override
    computed: Rating

    @property
    def sentence(self) -> str:
        """Both of them: ``Set to green by J. Grantly on 3 May 2018: The return was late. (Computed: …)``."""
        override = self.override
        who = f" by {override.who}" if override.who else ""
        when = f" on {override.set_on.day} {override.set_on:%b %Y}" if override.set_on is not None else ""
        return f"Set to {override.rag.word.lower()}{who}{when}: {override.reason} (Computed: {self.computed.proof})"


class Rating(NamedTuple):
    """A colour and why: equal to another where both are. A tuple, since a large store has hundreds of thousands."""

    rag: Rag
    why: Compared | WhyNot | Overruled

    @property
    def proof(self) -> str:
        """The arithmetic in one sentence, or the reason why there is no rating."""
        return self.why.sentence

    @property
    def rule(self) -> str:
        """The tolerance that decided, ``target`` where there is none, ``override``; empty where nothing is rated."""
        why = self.why
        if isinstance(why, Overruled):
            return "override"
        if self.rag is Rag.NONE or not isinstance(why, Compared):
            return ""
        tolerance = why.yardstick.tolerance
        return tolerance.kind.value if tolerance is not None else "target"

    @property
    def target_version(self) -> int:
        """The version of the target that was used; 0 where none was: thresholds rate without one."""
        why = self.why
        if isinstance(why, Overruled):
            return why.computed.target_version
        if not isinstance(why, Compared) or why.yardstick.by_thresholds or why.yardstick.target is None:
            return 0
        return why.yardstick.target.version

    @property
    def overridden(self) -> bool:
        """Whether an officer has set it."""
        return isinstance(self.why, Overruled)

    @property
    def override(self) -> Override | None:
        """What an officer has set; None where the rating is the computed one."""
        return self.why.override if isinstance(self.why, Overruled) else None

    @property
    def computed(self) -> Rating:
        """What the rules make of the figure, whether or not an officer has set another."""
        return self.why.computed if isinstance(self.why, Overruled) else self

    @property
    def refused(self) -> bool:
        """Whether a rating was wanted and the settings forbid it: the checks make a finding of each."""
        if isinstance(self.why, WhyNot):
            return self.why.refused
        return isinstance(self.why, Compared) and self.rag is Rag.NONE


Reason = WhyNot | Overruled | None
"""Why a figure has the colour that it has, where it is not that it was held against a yardstick."""


def rating_of(rag: Rag, why: Reason, held: Yardstick, value: Decimal | None, last_year: Decimal | None) -> Rating:
    """A colour with its proof: the reason given, or else that the figure was compared."""
    if why is not None:
        return Rating(rag, why)
    assert value is not None  # without one there is a reason
    return Rating(rag, Compared(held, value, last_year if held.reads_last_year else None))


def not_rated(reason: str) -> Rating:
    """No colour, and the reason."""
    return Rating(Rag.NONE, WhyNot(reason))


def rate(
    observation: Observation | None,
    measure: Measure,
    target: Target | None,
    tolerance: Tolerance | None,
    last_year: Decimal | None = None,
) -> Rating:
    """Rate one figure against its target.

    ``last_year`` is the same period's figure a year earlier; only Havering's tolerance reads it.
    """
    return rate_by(yardstick(measure, target, tolerance), observation, last_year)


def rate_by(held: Yardstick, observation: Observation | None, last_year: Decimal | None = None) -> Rating:
    """Rate one figure by a yardstick that is at hand, as ``rate`` does."""
    rag, why = colour(held, observation, last_year)
    return rating_of(rag, why, held, observation.value if observation is not None else None, last_year)


def colour(held: Yardstick, observation: Observation | None, last_year: Decimal | None) -> tuple[Rag, WhyNot | None]:
    """The colour of a figure, and why it has none where it was not compared with anything."""
    if observation is None:
        return _NONE, _AWAITED
    value = observation.value
    if value is None:
        return _NONE, _without_a_value(observation)
    if held.why_not is not None:
        return _NONE, held.why_not
    return held.rag(value, last_year), None


_NONE = Rag.NONE
_AWAITED = WhyNot("No figure has come yet.")


def not_expected(why: str = "") -> WhyNot:
    """Why there is no colour where no figure is due; ``why`` follows a colon."""
    return WhyNot(f"No figure is expected for this period{f': {why}' if why else ''}.")


def _without_a_value(observation: Observation) -> WhyNot:
    if observation.symbol is not None:
        return WhyNot(f"{observation.symbol.shorthand} {observation.symbol.meaning}: there is nothing to rate.")
    if not observation.expected:
        return not_expected()
    return WhyNot("The cell holds words, not a figure.") if observation.note else _AWAITED


def target_lines(polarity: Polarity, target: Target) -> tuple[tuple[Decimal, int], ...]:
    """The lines that a figure must not be on the wrong side of: each with +1 where larger is better, else -1.

    Empty where the target cannot be judged: in words, without its figures, or one figure where a range is best.
    """
    aim = aim_of(target, polarity)
    return aim.lines if aim is not None else ()


def overridden(rating: Rating, override: Override) -> Rating:
    """The officer's rating in place of the computed one; the proof keeps both."""
    return Rating(override.rag, Overruled(override, rating))


def other_rating(observation: Observation, ours: Rag) -> Rag | None:
    """The rating that the sheet itself showed for a figure where it is another than ours; None where the two agree."""
    shown = observation.sheet_rag
    if observation.value is None or shown in (None, Rag.NONE) or ours in (Rag.NONE, shown):
        return None
    return shown

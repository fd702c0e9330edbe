"""Which indicators go before the committee, and why (rules.md, Exceptions)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.figures import plain, round_half_up
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Rag

RED_BY_TARGET = "Rated red against its target."


class Criterion(Enum):
    """Why an indicator is an exception."""

    RED = "red"
    VARIANCE = "variance"
    DETERIORATING = "deteriorating"
    BUDGET = "budget"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class ExceptionSettings:
    """Which criteria are on, and their thresholds: Norfolk's 1.2.3 by default."""

    on: frozenset[Criterion] = frozenset(Criterion)
    variance: Decimal = Decimal(5)
    periods: int = 3

    @property
    def words(self) -> tuple[str, ...]:
        """What makes an indicator an exception, one criterion each, for a report to say once: ``rated red`` …."""
        said = {
            Criterion.RED: "rated red",
            Criterion.VARIANCE: f"{plain(self.variance)}% or more worse than its target",
            Criterion.DETERIORATING: f"worse in each of the last {self.periods} periods",
            Criterion.BUDGET: "affects the council’s ability to achieve its budget",
            Criterion.RISK: "affects a corporate risk",
        }
        return tuple(said[criterion] for criterion in Criterion if criterion in self.on)


@dataclass(frozen=True, slots=True)
class ExceptionReason:
    """One criterion that is met, in a sentence for the report."""

    criterion: Criterion
    sentence: str


def exception_reasons(
    rag: Rag,
    shortfall: Decimal | None,
    worse_running: int,
    settings: ExceptionSettings,
    *,
    frequency: str,
    affects_budget: bool,
    affects_risks: Sequence[str],
    why_red: str = RED_BY_TARGET,
) -> tuple[ExceptionReason, ...]:
    """The criteria that an indicator meets; empty where it is no exception.

    ``shortfall`` is how far the figure is on the wrong side of its target, in percent of the target (None where
    that cannot be said, 0 or less where the target is met). ``worse_running`` is how many of the latest moves, one
    after another, were for the worse. ``frequency`` names one period in the sentence: ``months``. ``why_red``
    says why a red is one.
    """
    reasons: list[ExceptionReason] = []
    if Criterion.RED in settings.on and rag is Rag.RED:
        reasons.append(ExceptionReason(Criterion.RED, why_red))
    if Criterion.VARIANCE in settings.on and shortfall is not None and shortfall >= settings.variance:
        share = round_half_up(shortfall, 1)
        reasons.append(ExceptionReason(Criterion.VARIANCE, f"{plain(share)}% worse than its target."))
    if Criterion.DETERIORATING in settings.on and worse_running >= settings.periods > 0:
        reasons.append(
            ExceptionReason(Criterion.DETERIORATING, f"Worse in each of the last {settings.periods} {frequency}.")
        )
    if Criterion.BUDGET in settings.on and affects_budget:
        reasons.append(ExceptionReason(Criterion.BUDGET, "Affects the council’s ability to achieve its budget."))
    if Criterion.RISK in settings.on and affects_risks:
        reasons.append(ExceptionReason(Criterion.RISK, f"Affects corporate risk {', '.join(affects_risks)}."))
    return tuple(reasons)

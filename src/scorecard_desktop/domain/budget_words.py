"""What is said of a budget, in the same words wherever it is said: signs, percentages, reserves, the grant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.budget import ColumnRole, SignConvention
from scorecard_desktop.domain.dsg import DsgPosition, DsgWay
from scorecard_desktop.domain.figures import Unit, show
from scorecard_desktop.domain.money import Showing
from scorecard_desktop.domain.monitoring import Financing, Monitored, Step
from scorecard_desktop.domain.savings import SavingsPosition


def sign_words(found: Monitored) -> str:
    """What a positive variance of a table says, as a sentence; one that is worked out here says so itself."""
    sign = found.table.sign
    if sign is not SignConvention.NOT_STATED:
        return f"Sign of a variance: {sign.value.replace('-', '−')}."
    if found.has(ColumnRole.VARIANCE):
        return "The source does not state what the sign of a variance means."
    return "A variance is the forecast less the budget: + is more than the budget, − is less."


def percent_words(percent: Decimal | None) -> str:
    """``+11.8%``; empty where there is no percentage."""
    if percent is None:
        return ""
    words = show(percent, Unit.PERCENT, 1)
    return f"+{words}" if percent > 0 and words != "0.0%" else words


def waterfall_words(steps: Sequence[Step], shown: Showing) -> str:
    """``from £3.752m to £2.504m; £1.248m is used between them``, of the steps of a table that has them."""
    changes = [step.change for step in steps if step.line is not None]
    used = sum((change for change in changes if change < 0), Decimal(0))
    added = sum((change for change in changes if change > 0), Decimal(0))
    parts = [f"{shown.words(-used)} is used" if used else "", f"{shown.words(added)} is added" if added else ""]
    between = " and ".join(part for part in parts if part) or "nothing changes"
    return f"from {shown.words(steps[0].after)} to {shown.words(steps[-1].after)}; {between} between them"


def deficit_words(cumulative: Decimal, shown: Showing) -> str:
    """``£6.200m deficit``, ``£0.100m surplus``, of an amount that is positive where it is a deficit."""
    kind = " deficit" if cumulative > 0 else " surplus" if cumulative < 0 else ""
    return f"{shown.words(abs(cumulative))}{kind}"


def grant_words(found: DsgPosition, shown: Showing) -> str:
    """Where the grant stands in the last of the years that are known; ``shown`` is of pounds."""
    said = f"{shown.words(abs(found.years[-1].cumulative))}: {found.sentence}"
    if found.way is DsgWay.ADDED:
        said += ". What was brought forward before the first year held here is not known"
    return said


def savings_words(found: SavingsPosition, shown: Showing) -> str:
    """``£1.300m (37.1%) of £3.500m planned is delivered, and £1.400m (40.0%) is at risk``."""

    def share(percent: Decimal | None) -> str:
        return "" if percent is None else f" ({show(percent, Unit.PERCENT, 1)})"

    return (
        f"{shown.words(found.delivered)}{share(found.delivered_percent)} of {shown.words(found.planned)} planned is "
        f"delivered, and {shown.words(found.at_risk)}{share(found.at_risk_percent)} is at risk"
    )


def financing_words(found: Sequence[Financing], shown: Showing) -> str:
    """``2018-19: £87.764m is financed in full. 2019-21: £0.500m of £45.424m is not financed.``."""
    said = []
    for one in found:
        of = f"{_without_unit(one.column.heading)}: "
        if not one.gap:
            said.append(f"{of}{shown.words(one.programme)} is financed in full.")
        elif one.gap > 0:
            said.append(f"{of}{shown.words(one.gap)} of {shown.words(one.programme)} is not financed.")
        else:
            said.append(f"{of}the financing is {shown.words(-one.gap)} more than the {shown.words(one.programme)}.")
    return " ".join(said)


def _without_unit(heading: str) -> str:
    return re.sub(r"\s*\(?£\s*(?:['’]?000s?|k|m)?\)?\s*$", "", heading) or heading

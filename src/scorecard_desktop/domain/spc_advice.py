"""What a colour and a control chart mean together, where either alone would mislead."""

from __future__ import annotations

from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.spc import Assurance, ControlChart
from scorecard_desktop.domain.spc_points import Variation

_TO_DO = {
    Assurance.FAILS: "The target lies beyond what the process gives as it stands; only changing the process can be "
    "expected to meet it.",
    Assurance.HIT_OR_MISS: "As it stands the process meets and misses the target by chance; to meet it reliably, "
    "change the process.",
    Assurance.PASSES: "The process as it stands is expected to meet the target; see whether the rating and the "
    "target agree.",
    Assurance.NONE: "To do better lastingly, change the process.",
}


def advice(rag: Rag, chart: ControlChart) -> str:
    """A sentence or two for the officer; empty where the colour says enough or there are no limits.

    Red by common cause asks for a change of the process, not for a reason for one figure. Green while the target is
    beyond the limits will not last of itself.
    """
    if not chart.points or chart.segments[-1].limits is None:
        return ""
    said = ""
    if rag is Rag.RED:
        said = _red(chart)
    elif rag is Rag.GREEN:
        said = _green(chart)
    if said and chart.provisional:
        said += " The chart has few points yet, so take this as provisional."
    return said


def _red(chart: ControlChart) -> str:
    if chart.variation is Variation.COMMON_CAUSE:
        return (
            "Red, but common cause: the figure is within the usual variation, so look for no special reason. "
            f"{_TO_DO[chart.assurance]}"
        )
    if _merit(chart) is Merit.BETTER:
        return "Red, but improving by special cause: find out what is working and keep it."
    return ""


def _green(chart: ControlChart) -> str:
    if chart.assurance is Assurance.FAILS:
        return (
            "Green, but failing assurance: the target lies beyond the limits of the process, so this figure is not "
            "expected to last unless the process has changed. If it has, rebase the chart."
        )
    if _merit(chart) is Merit.WORSE:
        return "Green, but worsening by special cause: find the reason before the target is missed."
    return ""


def _merit(chart: ControlChart) -> Merit:
    return chart.variation.merit if chart.variation is not None else Merit.NONE

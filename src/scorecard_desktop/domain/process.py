"""What a control chart tells of a figure, short enough for a column."""

from __future__ import annotations

from scorecard_desktop.domain.analysis import IndicatorChart, indicator_chart
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Merit
from scorecard_desktop.domain.spc import Assurance
from scorecard_desktop.domain.spc_points import Cause, Variation

_VARIATION = {Merit.SAME: "Ordinary", Merit.BETTER: "Improving", Merit.WORSE: "Concern", Merit.NONE: "Unusual"}
_ASSURANCE = {
    Assurance.PASSES: "Passes",
    Assurance.FAILS: "Fails",
    Assurance.HIT_OR_MISS: "Hit or miss",
    Assurance.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Process:
    """The two icons of a control chart: whether the last figure is out of the ordinary, and whether the target is met.

    ``provisional`` where the limits rest on few figures.
    """

    variation: Variation
    cause: Cause
    assurance: Assurance
    provisional: bool

    @property
    def variation_word(self) -> str:
        """Beside the icon."""
        return _VARIATION[self.variation.merit]

    @property
    def assurance_word(self) -> str:
        """Beside the icon; empty where there is none."""
        return _ASSURANCE[self.assurance]

    @property
    def assurance_merit(self) -> Merit:
        """Better where the target is passed, worse where it is failed."""
        return {Assurance.PASSES: Merit.BETTER, Assurance.FAILS: Merit.WORSE}.get(self.assurance, Merit.NONE)

    @property
    def variation_sentence(self) -> str:
        """For tips and screen readers."""
        why = "" if self.cause is Cause.COMMON else f": the last figure is {self.cause.value}"
        return f"{self.variation.words}{why}.{self._caution}"

    @property
    def assurance_sentence(self) -> str:
        """For tips and screen readers."""
        if self.assurance is Assurance.NONE:
            return "No assurance: there is no target, or there are no limits."
        return f"As it runs, the process {self.assurance.value}.{self._caution}"

    @property
    def _caution(self) -> str:
        return " Provisional: the limits rest on few figures." if self.provisional else ""


def process_of(book: Book, indicator: Indicator, current: Period) -> Process | None:
    """What the chart tells at the current period; None where there are no limits yet, or no figure for the period."""
    found = indicator_chart(book, indicator, current)
    return process_in(found) if found.periods and found.periods[-1] == current else None


def process_in(found: IndicatorChart) -> Process | None:
    """What a chart tells of its last figure; None where there are no limits yet."""
    chart, variation = found.chart, found.chart.variation
    if variation is None or chart.points[-1].segment.limits is None:
        return None
    return Process(variation, chart.points[-1].cause, chart.assurance, chart.provisional)

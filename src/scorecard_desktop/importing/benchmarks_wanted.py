"""What is wanted of files of published figures: nothing of how they are read, since most imports have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.profile import BenchmarkChoice


@dataclass(frozen=True, slots=True)
class BenchmarksWanted:
    """What an officer wants of published files, and the indicators (by id) that it may be for.

    ``chosen`` stands, by the name of a file, in place of what the layout remembers; where a file is not among them that
    holds, with ``added`` beside it, or in its place where it is of the same benchmark. A choice of ``added`` may leave
    its level empty and call its places by name.
    """

    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    chosen: Mapping[str, tuple[BenchmarkChoice, ...]] = field(default_factory=dict)
    added: tuple[BenchmarkChoice, ...] = ()

    def of_file(self, name: str, remembered: Sequence[BenchmarkChoice]) -> tuple[BenchmarkChoice, ...]:
        """Every choice that holds for a file whose layout remembers some."""
        if name in self.chosen:
            return self.chosen[name]
        new = {(choice.indicator, choice.name) for choice in self.added}
        return (*(c for c in remembered if (c.indicator, c.name) not in new), *self.added)

"""What an officer asks of files of published figures, in the words of a command: which column, whose figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.profile import BenchmarkChoice
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.importing.published_header import LEVELS

NEIGHBOURS = "Statistical neighbours"
"""What the mean of a council's statistical neighbours is called unless an officer says."""


@dataclass(frozen=True, slots=True)
class AskedBenchmarks:
    """Columns of the file for indicators, each for every one of the places, in one breakdown.

    ``columns`` pair an indicator (by reference, name or id) with a column (by name or label). ``places`` pair a place
    (its name or code, ``Regional: London`` where the name is that of several) with what its benchmark is to be called,
    empty for its own name. ``neighbours`` are places whose mean is taken. ``chosen`` is what stands, by the
    name of a file, in place of all that its layout remembers.
    """

    columns: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    neighbours: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    chosen: Mapping[str, tuple[BenchmarkChoice, ...]] = field(default_factory=dict)


NOTHING_ASKED = AskedBenchmarks()


def choices_of(book: Book, asked: AskedBenchmarks) -> tuple[BenchmarkChoice, ...]:
    """What is asked beside what is remembered. Raises Refusal where an indicator is not known, or nobody's figures."""
    if not asked.columns:
        if asked.places or asked.neighbours or asked.filters:
            raise Refusal("Say for which indicator, and which column of the file: --benchmark 5.4=column.")
        return ()
    if not asked.places and not asked.neighbours:
        raise Refusal("Say whose figures are meant: --geography England, or --neighbours with the names of councils.")
    found: list[BenchmarkChoice] = []
    for called, column in asked.columns:
        indicator = indicator_called(book, called)
        for place, name in asked.places:
            level, own = _level_and_name(place)
            found.append(BenchmarkChoice(indicator.id, name, column, level, (own,), asked.filters))
        if asked.neighbours:
            found.append(BenchmarkChoice(indicator.id, NEIGHBOURS, column, "", asked.neighbours, asked.filters))
    return tuple(found)


def _level_and_name(place: str) -> tuple[str, str]:
    level, colon, name = place.partition(":")
    known = colon and " ".join(level.casefold().split()) in LEVELS
    return (level.strip(), name.strip()) if known else ("", place.strip())


def indicator_called(book: Book, called: str) -> Indicator:
    """The indicator of an id, a reference or a name. Raises Refusal where there is none, or more than one."""
    wanted = " ".join(called.casefold().split())
    indicators = book.all(Indicator)
    for known in (_by_id, _by_ref, _by_name):
        found = [indicator for indicator in indicators if known(indicator) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refusal(f"“{called}” is {len(found)} indicators. Say which: {_ids(found)}.")
    near = [i for i in indicators if wanted and wanted in i.name.casefold()][:3]
    like = f" Did you mean {_ids(near)}?" if near else ""
    raise Refusal(f"No indicator is called “{called}”.{like}")


def _ids(indicators: Iterable[Indicator]) -> str:
    return ", ".join(f"{indicator.id} ({indicator.name})" for indicator in indicators)


def _by_id(indicator: Indicator) -> str:
    return indicator.id.casefold()


def _by_ref(indicator: Indicator) -> str:
    return " ".join(indicator.ref.casefold().split())


def _by_name(indicator: Indicator) -> str:
    return " ".join(indicator.name.casefold().split())

"""Words where a figure is due, and what is noted of a figure: marked in the cell, said once beneath the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rated import RatedRow, rate_at
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.target import Benchmark, Target, TargetKind
from scorecard_desktop.exporting.document import Cell

_LONGEST_IN_A_CELL = 9
_RUN = 3

NOTED = Cell("note", spoken="see note")
"""Stands where the words themselves would not fit."""


def fits_a_cell(words: str) -> bool:
    """Whether words are as short as a figure, such as ``97%-99%``."""
    return len(words) <= _LONGEST_IN_A_CELL and " " not in words


def only_words(observation: Observation | None) -> str:
    """The words that stand in place of a figure or symbol; empty where there is one, or nothing."""
    if observation is None or observation.value is not None or observation.symbol is not None:
        return ""
    return observation.note


def target_words(target: Target | None) -> str:
    """The words of a target that is none to measure against; empty where it is."""
    return target.text if target is not None and target.kind is TargetKind.TEXT else ""


def benchmark_words(benchmark: Benchmark | None) -> str:
    """The words that stand in place of a comparator's figure; empty where there is one."""
    if benchmark is None or benchmark.value is not None or benchmark.symbol is not None:
        return ""
    return benchmark.note


def row_notes(book: Book, row: RatedRow, periods: Sequence[Period], benchmarks: Sequence[str]) -> tuple[str, ...]:
    """What is said beneath a row: each note once, after the columns that it holds for."""
    return (*_of_periods(book, row, periods), *_of_target(row), *_of_benchmarks(row, benchmarks))


def _of_periods(book: Book, row: RatedRow, periods: Sequence[Period]) -> Iterator[str]:
    found: dict[str, list[int]] = {}
    for index, period in enumerate(periods):
        observation = book.observation(row.indicator.id, period.code)
        if observation is None or not observation.note:
            continue
        if only_words(observation) and fits_a_cell(observation.note):
            continue
        found.setdefault(observation.note, []).append(index)
    for note, places in found.items():
        yield f"{_named(places, periods)}: {note}"


def _of_target(row: RatedRow) -> Iterator[str]:
    words = target_words(row.target)
    if not fits_a_cell(words):
        yield f"Target: {words}"


def _of_benchmarks(row: RatedRow, names: Sequence[str]) -> Iterator[str]:
    for benchmark in row.benchmarks:
        words = benchmark_words(benchmark)
        if benchmark.name in names and not fits_a_cell(words):
            yield f"{benchmark.name}: {words}"


def overrides(book: Book, row: RatedRow, periods: Sequence[Period]) -> tuple[str, ...]:
    """Who set a rating by hand in one of the columns, when and why, with what was computed."""
    by_hand = {override.period for override in book.of(Override, row.indicator.id)}
    ratings = [(p.label, rate_at(book, row.indicator, p)) for p in periods if p.code in by_hand]
    return tuple(f"{label}: {rating.proof}" for label, rating in ratings if rating.overridden)


def _named(places: Sequence[int], periods: Sequence[Period]) -> str:
    """The periods at ``places``, three or more side by side as a span: ``Q4 2016-17 and Q2 2017-18 to Q4 2017-18``."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    said: list[str] = []
    for run in runs:
        labels = [periods[place].label for place in run]
        said += [f"{labels[0]} to {labels[-1]}"] if len(run) >= _RUN else labels
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"

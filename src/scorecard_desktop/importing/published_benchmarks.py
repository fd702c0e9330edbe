"""Benchmarks from the chosen rows of a published file: each figure with its cell, means of neighbours, what is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from scorecard_desktop.domain.benchmarks import mean_of_others
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Source, Symbol
from scorecard_desktop.domain.profile import BenchmarkChoice
from scorecard_desktop.domain.target import Benchmark
from scorecard_desktop.importing.noticing import counted
from scorecard_desktop.importing.profile import DRIFT
from scorecard_desktop.importing.published_cells import PublishedFigure, read_published, unit_remark
from scorecard_desktop.importing.published_contents import PublishedFile
from scorecard_desktop.importing.published_header import PublishedColumn, PublishedHeader
from scorecard_desktop.importing.published_rows import Key, Place, RowFound, Selection, Undecided, Wanted
from scorecard_desktop.importing.values import Remark
from scorecard_desktop.importing.workbook import address

_ORDER = 100
"""After the benchmarks that a scorecard's own sheet has."""

_MOST_NAMED = 6


def wanted_of(choice: BenchmarkChoice, header: PublishedHeader) -> Wanted | None:
    """The rows that a choice asks for; None where the file lacks a column that it needs."""
    if header.column(choice.column) is None:
        return None
    filters: list[tuple[int, str]] = []
    for name, value in choice.filters:
        column = header.column(name)
        if column is None:
            return None
        filters.append((column.index, value))
    return Wanted(choice.level, choice.places, tuple(sorted(filters)))


@dataclass
class Made:
    """What the choices gave. ``places`` are those that each choice, by its position, was found to mean.

    ``doubted`` are the pairs of indicator and column whose units were found unlike, which is said once.
    """

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    doubted: set[tuple[str, str]] = field(default_factory=set)


def benchmarks_of(
    contents: PublishedFile,
    choices: Sequence[BenchmarkChoice],
    selected: Mapping[Wanted, Selection],
    indicators: Mapping[str, Indicator],
    file_hash: str,
) -> Made:
    """The benchmarks of every choice, those of one name in one order whatever their indicator."""
    made = Made()
    found = {wanted: selection.found() for wanted, selection in selected.items()}
    ready: dict[tuple[str, str], tuple[_Maker, Wanted]] = {}
    orders: dict[str, int] = {}
    for position, choice in enumerate(choices):
        maker = _Maker(contents, choice, indicators.get(choice.indicator), file_hash, made)
        wanted = wanted_of(choice, contents.header)
        places = maker.places(wanted)
        name = choice.name or (places[0].name if places else "")
        if name:
            orders.setdefault(name, _ORDER + 1 + len(orders))
        if places is not None and wanted is not None:
            made.places[position] = places
            ready[choice.indicator, name] = (maker, wanted)  # the later choice of a name holds
    for (_, name), (maker, wanted) in ready.items():
        maker.make(*found[wanted], name=name, order=orders[name])
    return made


def settled_choices(choices: Sequence[BenchmarkChoice], made: Made) -> tuple[BenchmarkChoice, ...]:
    """The choices to be remembered, each by level and code; one that no place was ever found for is not."""
    kept: dict[tuple[str, str], BenchmarkChoice] = {}
    for position, choice in enumerate(choices):
        settled = _settled(choice, made.places.get(position))
        if settled is not None:
            kept[settled.indicator, settled.name] = settled
    return tuple(kept.values())


def _settled(choice: BenchmarkChoice, places: tuple[Place, ...] | None) -> BenchmarkChoice | None:
    if places is None:
        return choice if choice.level else None
    codes = tuple(place.code or place.name for place in places)
    if len(codes) < len(choice.places):  # one that is missing this time may be there the next
        codes = choice.places
    return replace(choice, name=choice.name or places[0].name, level=places[0].level, places=codes)


class _Maker:
    """Makes the benchmarks of one choice."""

    def __init__(
        self,
        contents: PublishedFile,
        choice: BenchmarkChoice,
        indicator: Indicator | None,
        file_hash: str,
        made: Made,
    ) -> None:
        self._contents = contents
        self._choice = choice
        self._indicator = indicator
        self._hash = file_hash
        self._made = made
        self._sheet = Path(contents.name).stem

    def _say(self, remark: Remark, period: str = "", cell: str = "") -> None:
        title = self._indicator.title if self._indicator is not None else self._choice.indicator
        called = self._choice.name or ", ".join(self._choice.places[:3])
        self._made.findings.append(
            Finding(
                remark.rule,
                remark.severity,
                remark.message,
                remark.advice,
                self._choice.indicator if self._indicator is not None and cell else "",
                period,
                title if cell else f"{title}, {called}",
                self._contents.name,
                self._sheet,
                cell,
            )
        )

    def places(self, wanted: Wanted | None) -> tuple[Place, ...] | None:
        """The places that the choice means, in its order; None, and said, where nothing can be taken."""
        if self._indicator is None:
            self._say(_NO_INDICATOR)
            return None
        if wanted is None:
            self._say(_gone(self._missing_columns()))
            return None
        absent = [f"{n} = “{v}”" for n, v in self._choice.filters if not self._has_value(n, v)]
        if absent:
            self._say(_no_value(absent))
            return None
        found: list[Place] = []
        for at, name in enumerate(wanted.places):
            called = [place for place in self._contents.places if wanted.which(place) == at]
            levels = {place.level for place in called}
            if len(levels) > 1:
                self._say(_several_levels(name, sorted(levels)))
                return None
            if not called and len(wanted.places) == 1:
                self._say(_no_place(name, wanted.level, self._contents.places))
                return None
            found.extend(called[-1:])
        missing = len(wanted.places) - len(found)
        if missing:
            self._say(_places_missing([n for n in wanted.places if not any(p.is_called(n) for p in found)]))
        return tuple(found) or None

    def _missing_columns(self) -> list[str]:
        header = self._contents.header
        names = [self._choice.column, *(name for name, _ in self._choice.filters)]
        return [name for name in names if header.column(name) is None]

    def _has_value(self, name: str, value: str) -> bool:
        column = self._contents.header.column(name)
        assert column is not None  # wanted_of saw to it
        values = self._contents.values.get(column.name)
        return values is None or any(each.strip().casefold() == value.strip().casefold() for each in values)

    def make(
        self, rows: Mapping[Key, list[RowFound]], undecided: Sequence[Undecided], *, name: str, order: int
    ) -> None:
        """The benchmarks of every period that the rows have."""
        column = self._contents.header.column(self._choice.column)
        assert column is not None  # wanted_of saw to it
        assert self._indicator is not None
        values: list[Decimal] = []
        taken: set[str] = set()
        times = sorted(
            (time.period, number, time) for number, time in enumerate(self._contents.times) if time.period is not None
        )
        for period, number, _ in times:
            if period.code in taken:
                continue
            own = [
                self._figure(rows.get((number, at), []), column, period.code) for at in range(len(self._choice.places))
            ]
            benchmark = self._mean(own, period.code) if len(own) > 1 else self._single(own[0], period.code)
            if benchmark is None:
                continue
            taken.add(period.code)
            if benchmark.value is not None:
                values.append(benchmark.value)
            self._made.records.append(replace(benchmark, name=name, order=order))
        for each in undecided:
            self._say(self._undecided(each))
        doubt = unit_remark(column, self._indicator, values)
        if doubt is not None and (self._indicator.id, column.name) not in self._made.doubted:
            self._made.doubted.add((self._indicator.id, column.name))
            self._say(doubt)

    def _figure(
        self, rows: Sequence[RowFound], column: PublishedColumn, period: str
    ) -> tuple[RowFound, PublishedFigure, Source] | None:
        """The figure of one place and period; None where there is none, or rows disagree."""
        if not rows:
            return None
        cells = {row.cells[column.index].strip() for row in rows}
        row = rows[0]
        at = address(row.number, column.index + 1)
        if len(cells) > 1:
            others = ", ".join(f"{r.cells[column.index]} in row {r.number:,}" for r in rows)
            self._say(_disagree(others), period, at)
            return None
        text = row.cells[column.index].strip()
        figure = read_published(text)
        if figure.remark is not None:
            self._say(figure.remark, period, at)
        return row, figure, Source(self._contents.name, self._hash, self._sheet, at, text)

    def _single(self, own: tuple[RowFound, PublishedFigure, Source] | None, period: str) -> Benchmark | None:
        if own is None or own[1].nothing:
            return None
        _, figure, source = own
        return Benchmark(self._choice.indicator, "", 0, period, figure.value, figure.symbol, source=source)

    def _mean(self, own: Sequence[tuple[RowFound, PublishedFigure, Source] | None], period: str) -> Benchmark | None:
        """The mean of several places; a symbol where too few have a figure."""
        found = [each for each in own if each is not None]
        if not found:
            return None
        value = mean_of_others([each[1].value if each is not None else None for each in own])
        without = [
            f"{self._contents.places[row.place].name}{f' {figure.symbol.shorthand}' if figure.symbol else ''}"
            for row, figure, _ in found
            if figure.value is None
        ]
        count = sum(1 for _, figure, _ in found if figure.value is not None)
        note = ""
        if count < len(own):
            left = f": without {', '.join(without)}" if without else ""
            note = f"Mean of {count} of {len(own)}{left}."
        parts = "; ".join(f"{source.text} ({source.cell})" for _, _, source in found)
        source = replace(found[0][2], text=f"Mean of {parts}")
        symbol = Symbol.NOT_AVAILABLE if value is None else None
        return Benchmark(self._choice.indicator, "", 0, period, value, symbol, note, source)

    def _undecided(self, each: Undecided) -> Remark:
        header = self._contents.header
        names = [header.columns[index].name for index in each.columns]
        values = "; ".join(f"{name}: {_listed(self._contents.values.get(name, ()))}" for name in names)
        periods = sorted({p.label for number, _ in each.keys if (p := self._contents.times[number].period) is not None})
        shown = _listed(periods)
        return Remark(
            "published-choice",
            Severity.WARNING,
            f"There is more than one figure for {shown}, and none of them is the total ({values}). Nothing is taken "
            "for them.",
            f"Choose a value of {' and '.join(names)} for this benchmark.",
        )


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MOST_NAMED:,} more" if len(words) > _MOST_NAMED else ""
    return f"{', '.join(words[:_MOST_NAMED])}{more}"


_NO_INDICATOR = Remark(
    "published-choice",
    Severity.WARNING,
    "The indicator that this benchmark was chosen for is not here any more. Nothing is taken for it.",
    "Choose the benchmark again for the indicator that has taken its place.",
)


def _gone(names: Sequence[str]) -> Remark:
    return Remark(
        DRIFT,
        Severity.WARNING,
        f"The file has no column {_listed([f'“{name}”' for name in names])}. Nothing is taken for this benchmark, and "
        "what is held of it stays as it is.",
        "Choose the column that holds it now.",
    )


def _no_value(absent: Sequence[str]) -> Remark:
    return Remark(
        DRIFT,
        Severity.WARNING,
        f"No row of the file has {_listed(absent)}. Nothing is taken for this benchmark.",
        "Choose among the values that the file has now.",
    )


def _several_levels(name: str, levels: Sequence[str]) -> Remark:
    return Remark(
        "published-choice",
        Severity.ERROR,
        f"“{name}” is a place at more than one level: {_listed(levels)}. Nothing is taken for it.",
        f"Say which is meant: “{levels[0]}: {name}”.",
    )


def _no_place(name: str, level: str, places: Sequence[Place]) -> Remark:
    names = {place.name for place in places}
    near = get_close_matches(name, sorted(names), 3, 0.7)
    like = f" It has {_listed(near)}." if near else ""
    at = f" at the level {level}" if level else ""
    return Remark(
        "published-choice",
        Severity.ERROR,
        f"The file has no place “{name}”{at}.{like} Nothing is taken for it.",
        "Write the place as the file does, by its name or its code.",
    )


def _places_missing(names: Sequence[str]) -> Remark:
    return Remark(
        "published-choice",
        Severity.WARNING,
        f"{counted(len(names), 'place')} of this mean {'is' if len(names) == 1 else 'are'} not in the file: "
        f"{_listed(names)}.",
        "Check the names; a place that was reorganised may have another code now.",
    )


def _disagree(others: str) -> Remark:
    return Remark(
        "conflicting-values",
        Severity.WARNING,
        f"The file gives this figure more than once, and not alike: {others}. Nothing is taken.",
        "Look the figure up where it was published, or choose a breakdown that tells the rows apart.",
    )

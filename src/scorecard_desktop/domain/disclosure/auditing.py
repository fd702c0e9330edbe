"""How far each figure that is held back can be narrowed down from all that is published.

What was found once is kept: a table of whole numbers that agrees with everything published proves something of every
number in it, and still does when more is held back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field

from scorecard_desktop.domain.disclosure.counted import Place
from scorecard_desktop.domain.disclosure.solving import Programme, Solver, renumbered, solved
from scorecard_desktop.domain.disclosure.system import Constraint, System, groups
from scorecard_desktop.domain.frozen import dataclass

SECONDS = 10.0
"""How long the solver may search for one end of a range. What is not proven by then is not proven."""
_ROOM = 1000
_WIDER = 4

Table = Mapping[int, int]
"""Numbers for some variables; the others are what they are in truth."""


@dataclass(frozen=True, slots=True)
class Exposed:
    """A number that is held back and can be worked out too nearly, as ``low`` to ``high``.

    Both are None where the search did not come to its end. ``why`` says from what.
    """

    place: Place
    variable: int
    low: int | None
    high: int | None
    why: tuple[str, ...]


def required(system: System, hidden: Collection[Place]) -> Iterator[tuple[int, Place, int]]:
    """The variables that must not be narrowed down, each with a figure it stands in and its threshold.

    They are those for whose sake figures are held back, and every other number of such a figure that nothing shows;
    none is where nobody is.
    """
    seen: set[int] = set()
    for place in sorted(hidden):
        figure = system.figures[place]
        for variable in figure.variables.values():
            told = any(other not in hidden for other in system.showing.get(variable, ()))
            is_nobody = system.variables[variable].truth == 0
            if variable in seen or ((told or is_nobody) and variable not in figure.sensitive):
                continue
            seen.add(variable)
            yield variable, place, figure.threshold


@dataclass(slots=True)
class Audit:
    """Looks for what is exposed in one system, and keeps the tables that prove what is not."""

    system: System
    solver: Solver
    _tables: list[Table] = field(default_factory=list)

    def keep(self, table: Table) -> None:
        """A table that may prove something."""
        self._tables.append(table)

    def exposed(self, hidden: Collection[Place], besides: Collection[int] = ()) -> Iterator[Exposed]:
        """Every number that is held back and can be narrowed down to its threshold or less, but for those ``besides``.

        For each of the others two tables agree with everything published and differ in it by more than the threshold.
        """
        wanted = {v: (place, threshold) for v, place, threshold in required(self.system, hidden) if v not in besides}
        ranges = {each: self.system.range_of(each, hidden) for each in range(len(self.system.variables))}
        fixed = {each: low for each, (low, high) in ranges.items() if low == high}
        for each in wanted:
            if each in fixed:
                yield _known(self.system, each, wanted[each][0], fixed[each])
        in_force = self.system.in_force(hidden)
        spans = self._spans(ranges, in_force)
        open_still = {each for each in wanted if each not in fixed and not _is_wide(spans.get(each), wanted[each][1])}
        if not open_still:
            return
        free = [each for each in ranges if each not in fixed]
        for members, constraints in groups(free, in_force):
            targets = [each for each in members if each in open_still]
            if targets:
                group = _Group(self, ranges, fixed, members, constraints)
                yield from group.exposed(targets, wanted, spans)

    def _spans(
        self, ranges: Mapping[int, tuple[int, int | None]], in_force: Collection[Constraint]
    ) -> dict[int, tuple[int, int]]:
        """The least and the greatest that each number is in the tables that agree with what is published now."""
        truths = {at: one.truth for at, one in enumerate(self.system.variables) if one.truth is not None}
        spans = {at: (truth, truth) for at, truth in truths.items()}
        for table in self._tables:
            numbers = {**truths, **table}
            if all(_within(number, ranges[at]) for at, number in table.items()) and all(
                _holds_with(constraint, numbers, table) for constraint in in_force
            ):
                for at, number in table.items():
                    low, high = spans.get(at, (number, number))
                    spans[at] = (min(low, number), max(high, number))
        return spans


def _within(number: int, span: tuple[int, int | None]) -> bool:
    return span[0] <= number and (span[1] is None or number <= span[1])


def _holds_with(constraint: Constraint, numbers: Mapping[int, int], table: Table) -> bool:
    """Whether a table satisfies a constraint, with the truth for what is not in it; one it does not touch holds."""
    if not any(variable in table for _, variable in constraint.terms):
        return True
    return all(variable in numbers for _, variable in constraint.terms) and constraint.holds(numbers)


def _is_wide(span: tuple[int, int] | None, threshold: int) -> bool:
    return span is not None and span[1] - span[0] > threshold


def _known(system: System, variable: int, place: Place, value: int) -> Exposed:
    told = [each for each in system.variables[variable].known if each.low == each.high]
    why = tuple(f"{each.pack}, which showed it" for each in told[:1]) or ("a figure that shows the same number",)
    return Exposed(place, variable, value, value, why)


@dataclass(frozen=True, slots=True)
class _Group:
    """Numbers that nobody was told and that constraints tie together."""

    audit: Audit
    ranges: Mapping[int, tuple[int, int | None]]
    fixed: Mapping[int, int]
    members: list[int]
    constraints: list[Constraint]

    def exposed(
        self, targets: list[int], wanted: Mapping[int, tuple[Place, int]], spans: dict[int, tuple[int, int]]
    ) -> Iterator[Exposed]:
        """Those of ``targets`` that can be narrowed down; ``spans`` grow with each table that is found."""
        at = {variable: index for index, variable in enumerate(self.members)}
        tied = [renumbered(each, at, self.fixed) for each in self.constraints]
        reach = self._reach()
        ranges = [(low, reach if high is None else high) for low, high in (self.ranges[each] for each in self.members)]
        for variable in targets:
            place, threshold = wanted[variable]
            ends: list[int | None] = []
            settled = True
            for sign in (-1, 1):
                if _is_wide(spans.get(variable), threshold):
                    break
                programme = Programme(ranges, tied, {at[variable]: sign})
                numbers, done = solved(self.audit.solver, programme, SECONDS)
                settled = settled and done
                ends.append(None if numbers is None else numbers[at[variable]])
                if numbers is not None:
                    self._note(numbers, spans)
            if not _is_wide(spans.get(variable), threshold):
                high, low = ends if settled and None not in ends else (None, None)
                why = dict.fromkeys(each.why for each in self.constraints if _is_in(each, variable))
                yield Exposed(place, variable, low, high, tuple(why))

    def _reach(self) -> int:
        """How large a number may be that nothing limits: a table with larger ones proves no more."""
        truths = [truth for each in self.audit.system.variables if (truth := each.truth) is not None]
        limits = [high for each in self.members if (high := self.ranges[each][1]) is not None]
        return _WIDER * max([*truths, *limits, 1]) + _ROOM

    def _note(self, numbers: tuple[int, ...], spans: dict[int, tuple[int, int]]) -> None:
        table = dict(zip(self.members, numbers, strict=True))
        self.audit.keep(table)
        for each, number in table.items():
            truth = self.audit.system.variables[each].truth
            low, high = spans.get(each, (number, number) if truth is None else (truth, truth))
            spans[each] = (min(low, number), max(high, number))


def _is_in(constraint: Constraint, variable: int) -> bool:
    return any(each == variable for _, each in constraint.terms)

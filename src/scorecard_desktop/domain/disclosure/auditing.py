"""How far each figure that is held back can be narrowed down from all that is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from scorecard_desktop.domain.disclosure.counted import Place
from scorecard_desktop.domain.disclosure.solving import Programme, Solver, renumbered, solved
from scorecard_desktop.domain.disclosure.system import Constraint, System, groups

SECONDS = 10.0
"""How long the solver may search for one end of a range. What is not proven by then is not proven."""
_ROOM = 1000
_WIDER = 4


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

    They are those for whose sake figures are held back, and every other number of such a figure that nothing shows.
    """
    seen: set[int] = set()
    for place in sorted(hidden):
        figure = system.figures[place]
        for variable in figure.variables.values():
            told = any(other not in hidden for other in system.showing.get(variable, ()))
            if variable in seen or (told and variable not in figure.sensitive):
                continue
            seen.add(variable)
            yield variable, place, figure.threshold


def exposed(
    system: System, hidden: Collection[Place], solver: Solver, only: Collection[int] | None = None
) -> list[Exposed]:
    """Every number that is held back and can be narrowed down to its threshold or less.

    For each of the others two tables of whole numbers were found that agree with everything published and differ in
    that number by more than the threshold.
    """
    wanted = {v: (place, threshold) for v, place, threshold in required(system, hidden) if only is None or v in only}
    if not wanted:
        return []
    ranges = {each: system.range_of(each, hidden) for each in range(len(system.variables))}
    fixed = {each: low for each, (low, high) in ranges.items() if low == high}
    found = [_known(system, each, wanted[each][0], fixed[each]) for each in wanted if each in fixed]
    free = [each for each in ranges if each not in fixed]
    for members, constraints in groups(free, system.in_force(hidden)):
        targets = [each for each in members if each in wanted]
        if targets:
            found += _in_group(_Group(system, ranges, fixed, members, constraints, solver), targets, wanted)
    return sorted(found, key=lambda each: (each.place, each.variable))


def _known(system: System, variable: int, place: Place, value: int) -> Exposed:
    told = [each for each in system.variables[variable].known if each.low == each.high]
    why = tuple(f"{each.pack}, which showed it" for each in told[:1]) or ("a figure that shows the same number",)
    return Exposed(place, variable, value, value, why)


@dataclass(frozen=True, slots=True)
class _Group:
    system: System
    ranges: dict[int, tuple[int, int | None]]
    fixed: dict[int, int]
    members: list[int]
    constraints: list[Constraint]
    solver: Solver


def _in_group(group: _Group, targets: list[int], wanted: dict[int, tuple[Place, int]]) -> Iterator[Exposed]:
    at = {variable: index for index, variable in enumerate(group.members)}
    tied = [renumbered(each, at, group.fixed) for each in group.constraints]
    known = [truth for each in group.system.variables if (truth := each.truth) is not None]
    bounds = [high for each in group.members if (high := group.ranges[each][1]) is not None]
    reach = _WIDER * max([*known, *bounds, 1]) + _ROOM
    ranges = [(group.ranges[e][0], reach if group.ranges[e][1] is None else group.ranges[e][1] or 0) for e in at]
    seen: dict[int, tuple[int, int]] = {}
    for variable in targets:
        place, threshold = wanted[variable]
        ends_found: list[int | None] = []
        settled = True
        for sign in (1, -1):
            span = seen.get(at[variable])
            if span is not None and span[1] - span[0] > threshold:
                break
            numbers, done = solved(group.solver, Programme(ranges, tied, {at[variable]: sign}), SECONDS)
            settled = settled and done
            ends_found.append(None if numbers is None else numbers[at[variable]])
            for index, number in enumerate(numbers or ()):
                low, high = seen.get(index, (number, number))
                seen[index] = (min(low, number), max(high, number))
        span = seen.get(at[variable])
        if span is None or span[1] - span[0] <= threshold:
            least, most = ends_found if settled and span is not None else [None, None]
            why = tuple(dict.fromkeys(each.why for each in group.constraints if _holds(each, variable)))
            yield Exposed(place, variable, least, most, why)


def _holds(constraint: Constraint, variable: int) -> bool:
    return any(each == variable for _, each in constraint.terms)

"""Asking a solver about whole numbers, and believing it only as far as its answers can be checked.

The solver works with floating point; whatever table it finds is rounded to whole numbers and held against every
constraint exactly, so that a proof rests on two tables that anyone can add up, and never on the solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from scorecard_desktop.domain.disclosure.system import Constraint
from scorecard_desktop.domain.frozen import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Programme:
    """Whole numbers within ``ranges``, tied by constraints whose variables count from 0, and what is to be least.

    ``aim`` are variables with their weights.
    """

    ranges: Sequence[Range]
    constraints: Sequence[Constraint]
    aim: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers that were found, None where there are none or none were found.

    ``settled`` is whether the search came to its end: they are the best, or there are none. Where it was stopped by
    the clock it is false.
    """

    numbers: tuple[float, ...] | None
    settled: bool


class Solver(Protocol):
    """Finds whole numbers that satisfy a programme and make its aim least."""

    def solve(self, programme: Programme, seconds: float) -> Answer:
        """An answer within so many seconds."""
        ...


def solved(solver: Solver, programme: Programme, seconds: float) -> tuple[tuple[int, ...] | None, bool]:
    """Whole numbers that satisfy the programme exactly, and whether the search was settled.

    What a solver offers and does not satisfy it exactly is no answer, and settles nothing.
    """
    answer = solver.solve(programme, seconds)
    if answer.numbers is None:
        return None, answer.settled
    numbers = tuple(round(number) for number in answer.numbers)
    within = all(low <= number <= high for number, (low, high) in zip(numbers, programme.ranges, strict=True))
    if within and all(constraint.holds(numbers) for constraint in programme.constraints):
        return numbers, answer.settled
    return None, False


def renumbered(constraint: Constraint, at: Mapping[int, int], fixed: Mapping[int, int] | None = None) -> Constraint:
    """A constraint in the variables of a programme, those that are ``fixed`` taken to the other side."""
    terms: dict[int, int] = {}
    constant = 0
    for coefficient, variable in constraint.terms:
        if fixed is not None and variable in fixed:
            constant += coefficient * fixed[variable]
        else:
            terms[at[variable]] = terms.get(at[variable], 0) + coefficient
    low = None if constraint.low is None else constraint.low - constant
    high = None if constraint.high is None else constraint.high - constant
    return Constraint(tuple((each, one) for one, each in terms.items() if each), low, high, constraint.why)

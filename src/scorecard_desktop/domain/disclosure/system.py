"""What a reader of everything published knows: whole numbers, what is shown of them, and what ties them together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from scorecard_desktop.domain.disclosure.counted import Name, Place, Role
from scorecard_desktop.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier pack told of a number: it lies from ``low`` to ``high``."""

    low: int
    high: int
    pack: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A whole number, whatever figures it stands in.

    ``truth`` is None where the source held it back. ``least`` is what any reader knows that it is not below.
    """

    truth: int | None
    names: tuple[Name, ...]
    least: int = 0
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """A sum of ``terms`` (coefficient and variable) that lies from ``low`` to ``high``, None where that end is open.

    ``shown_by`` is the figure that tells it, which may be held back; None where everyone knows it. ``why`` says it in
    words that go after “from”.
    """

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None
    why: str
    shown_by: Place | None = None

    def holds(self, values: Mapping[int, int] | Sequence[int]) -> bool:
        """Whether numbers satisfy it, exactly."""
        total = sum(coefficient * values[variable] for coefficient, variable in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the public version: its variables, and the range that each is shown to lie in where it is shown.

    ``withheld`` says that it is held back for its own sake; ``sensitive`` are the variables for whose sake. One that
    is not ``movable`` cannot be held back for the sake of others. ``loss`` is how much is lost with it. The range that
    its numbers must be left when it is held back is wider than ``threshold``.
    """

    place: Place
    variables: Mapping[Role, int]
    shown: Mapping[int, tuple[int, int]]
    withheld: bool
    sensitive: frozenset[int]
    movable: bool
    loss: int
    threshold: int


@dataclass(frozen=True, slots=True)
class System:
    """All of it. ``figures`` are those of the public version; other variables stand in nothing that it shows."""

    variables: tuple[Variable, ...]
    constraints: tuple[Constraint, ...]
    figures: Mapping[Place, Figure]
    showing: Mapping[int, tuple[Place, ...]] = field(default_factory=dict)

    def range_of(self, variable: int, hidden: Collection[Place]) -> tuple[int, int | None]:
        """What is told of one number by itself, where some figures are held back."""
        one = self.variables[variable]
        low: int = one.least
        high: int | None = None
        told = [(each.low, each.high) for each in one.known]
        told += [self.figures[place].shown[variable] for place in self.showing.get(variable, ()) if place not in hidden]
        for least, most in told:
            low, high = max(low, least), most if high is None else min(high, most)
        return low, high

    def in_force(self, hidden: Collection[Place]) -> list[Constraint]:
        """The constraints that a reader knows, where some figures are held back."""
        return [each for each in self.constraints if each.shown_by is None or each.shown_by not in hidden]

    @property
    def withheld(self) -> frozenset[Place]:
        """The figures that are held back for their own sake."""
        return frozenset(place for place, figure in self.figures.items() if figure.withheld)


def groups(variables: Iterable[int], constraints: Iterable[Constraint]) -> list[tuple[list[int], list[Constraint]]]:
    """Variables that constraints tie together, apart from those that nothing ties to them, each with its constraints.

    A variable that is not among ``variables`` ties nothing.
    """
    wanted = set(variables)
    parent = {each: each for each in wanted}

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    kept = []
    for constraint in constraints:
        own = [variable for _, variable in constraint.terms if variable in wanted]
        if own:
            kept.append((own[0], constraint))
            for other in own[1:]:
                parent[root(other)] = root(own[0])
    found: dict[int, tuple[list[int], list[Constraint]]] = {}
    for one in sorted(wanted):
        found.setdefault(root(one), ([], []))[0].append(one)
    for first, constraint in kept:
        found[root(first)][1].append(constraint)
    return list(found.values())

"""Which further figures are held back, so that none that must be can be worked out and as little as may be is lost.

For a number that is exposed the solver looks for two tables that agree with what stays shown and differ in it by more
than the threshold; what the tables change must be held back, and the tables are chosen so that this loses least. What
turns out not to have been needed is shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from scorecard_desktop.domain.disclosure.auditing import Audit, Exposed, Table
from scorecard_desktop.domain.disclosure.counted import Place
from scorecard_desktop.domain.disclosure.solving import Programme, Solver, renumbered, solved
from scorecard_desktop.domain.disclosure.system import Constraint, Figure, System, groups
from scorecard_desktop.domain.frozen import dataclass

SECONDS = 5.0
"""How long the solver may look for what loses least; what it has found by then is taken."""
_STEPS_AWAY = (2, 40)
_TURNS = 200
_FAR = 10


@dataclass(frozen=True, slots=True)
class Unprotected:
    """A number that cannot be kept from being worked out.

    ``also`` are figures that could be held back as well, were that not left to officers; ``packs`` the earlier packs
    that told numbers tied to it.
    """

    exposed: Exposed
    also: tuple[Place, ...] = ()
    packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppression:
    """The figures that are held back: for their own sake, and for the sake of those.

    ``unprotected`` is what it lacks: where there is any, nothing may be published.
    """

    withheld: frozenset[Place]
    further: frozenset[Place]
    unprotected: tuple[Unprotected, ...]

    @property
    def hidden(self) -> frozenset[Place]:
        """All of them."""
        return self.withheld | self.further


def suppressed(system: System, solver: Solver, turn: Callable[[int, int], None] | None = None) -> Suppression:
    """Hold back what must be, and prove it. ``turn`` is told before each part how many are done, and of how many."""
    further: set[Place] = set()
    unprotected: list[Unprotected] = []
    every = list(parts(system))
    for done, part in enumerate(every):
        if turn is not None:
            turn(done, len(every))
        found = _suppressed(part, solver)
        further |= found.further
        unprotected += found.unprotected
    return Suppression(system.withheld, frozenset(further), tuple(unprotected))


def parts(system: System) -> Iterator[System]:
    """The system in parts that have nothing to do with one another; only those in which anything is held back."""
    together = [
        Constraint(tuple((1, v) for v in f.variables.values()), None, None, "") for f in system.figures.values()
    ]
    figures: dict[int, list[Figure]] = {}
    for figure in system.figures.values():
        for variable in figure.variables.values():
            figures.setdefault(variable, []).append(figure)
    for members, constraints in groups(range(len(system.variables)), [*system.constraints, *together]):
        own = {f.place: f for each in members for f in figures.get(each, ())}
        if any(figure.withheld for figure in own.values()):
            yield _part(system, members, [c for c in constraints if c.low is not None or c.high is not None], own)


def _part(system: System, members: list[int], constraints: list[Constraint], own: dict[Place, Figure]) -> System:
    at = {variable: index for index, variable in enumerate(members)}
    figures = {
        place: Figure(
            place,
            {role: at[each] for role, each in figure.variables.items()},
            {at[each]: span for each, span in figure.shown.items()},
            figure.withheld,
            frozenset(at[each] for each in figure.sensitive),
            figure.movable,
            figure.loss,
            figure.threshold,
        )
        for place, figure in own.items()
    }
    ties = tuple(
        Constraint(tuple((n, at[v]) for n, v in each.terms), each.low, each.high, each.why, each.shown_by)
        for each in constraints
    )
    return System(tuple(system.variables[each] for each in members), ties, figures, showing(figures.values()))


def showing(figures: Collection[Figure]) -> dict[int, tuple[Place, ...]]:
    """Which figures show each variable where they are not held back."""
    found: dict[int, list[Place]] = {}
    for figure in figures:
        for variable in figure.shown:
            found.setdefault(variable, []).append(figure.place)
    return {variable: tuple(places) for variable, places in found.items()}


def _possible(system: System, solver: Solver) -> System:
    """The system without what was only believed of numbers that the source held back, where all of it cannot be."""
    doubtful = [each for each in system.constraints if any(system.variables[v].truth is None for _, v in each.terms)]
    if not doubtful:
        return system
    known = {at: one.truth for at, one in enumerate(system.variables) if one.truth is not None}
    members = [at for at in range(len(system.variables)) if at not in known]
    at = {variable: index for index, variable in enumerate(members)}
    most = _FAR * max([*known.values(), 1]) + _FAR
    ranges = [(system.variables[each].least, most) for each in members]
    tied = [renumbered(each, at, known) for each in doubtful]
    numbers, _ = solved(solver, Programme(ranges, tied, {}), SECONDS)
    if numbers is not None:
        return system
    kept = tuple(each for each in system.constraints if each not in doubtful)
    return System(system.variables, kept, system.figures, system.showing)


def _suppressed(system: System, solver: Solver) -> Suppression:
    system = _possible(system, solver)
    withheld, audit = system.withheld, Audit(system, solver)
    hidden = set(withheld)
    lost: dict[int, Unprotected] = {}
    for _ in range(_TURNS):
        worst = next(audit.exposed(hidden, lost), None)
        if worst is None:
            break
        more = _least_more(system, hidden, worst, solver, audit)
        if more:
            hidden |= more
        else:
            also = _by_hand(system, hidden, worst, solver)
            lost[worst.variable] = Unprotected(worst, also, packs_that_tell(system, worst.variable))
    else:
        lost |= {each.variable: Unprotected(each) for each in audit.exposed(hidden, lost)}
    if not lost:
        for place in sorted(hidden - withheld, key=lambda each: (-system.figures[each].loss, each)):
            if next(audit.exposed(hidden - {place}), None) is None:  # it turned out not to be needed
                hidden.discard(place)
    return Suppression(withheld, frozenset(hidden - withheld), tuple(lost.values()))


def packs_that_tell(system: System, variable: int) -> tuple[str, ...]:
    """The earlier packs that told numbers tied to one, oldest first."""
    tied = {variable}
    while True:
        more = {v for c in system.constraints if any(w in tied for _, w in c.terms) for _, v in c.terms}
        if more <= tied:
            break
        tied |= more
    return tuple(dict.fromkeys(known.pack for each in sorted(tied) for known in system.variables[each].known))


def _by_hand(system: System, hidden: set[Place], exposed_one: Exposed, solver: Solver) -> tuple[Place, ...]:
    """What would protect a number, were it not that only an officer may hold it back."""
    figures = {
        place: Figure(
            f.place, f.variables, f.shown, f.withheld, f.sensitive, movable=True, loss=f.loss, threshold=f.threshold
        )
        for place, f in system.figures.items()
    }
    freed = System(system.variables, system.constraints, figures, system.showing)
    return tuple(sorted(_least_more(freed, hidden, exposed_one, solver)))


def _least_more(
    system: System, hidden: set[Place], target: Exposed, solver: Solver, audit: Audit | None = None
) -> set[Place]:
    """The figures to hold back that lose least and let a number range beyond its threshold; empty for none.

    ``audit`` is told of the two tables that show it.
    """
    stopped = False
    for steps in _STEPS_AWAY:
        found, tables, settled = _Search(system, hidden, target, steps).run(solver)
        if found:
            if audit is not None:
                for table in tables:
                    audit.keep(table)
            return found
        stopped = stopped or not settled
    return _nearest(system, hidden, target.variable) if stopped else set()


def _nearest(system: System, hidden: set[Place], variable: int) -> set[Place]:
    """The figure that loses least among the nearest to a number: for where the search was stopped by the clock."""
    reached = {variable}
    while True:
        tied = {v for c in system.constraints if any(w in reached for _, w in c.terms) for _, v in c.terms} | reached
        shown = [
            figure
            for figure in system.figures.values()
            if figure.movable and figure.place not in hidden and not tied.isdisjoint(figure.variables.values())
        ]
        if shown:
            return {min(shown, key=lambda figure: (figure.loss, figure.place)).place}
        if tied == reached:
            return set()
        reached = tied


class _Search:
    """The programme of two tables, and of what must be held back for both to be possible.

    Its variables are those of the first table, those of the second, and for each figure that may be held back whether
    it is. ``steps`` is how many thresholds a number may lie from its truth: the nearer, the sooner it is solved.
    """

    def __init__(self, system: System, hidden: set[Place], target: Exposed, steps: int) -> None:
        self._system = system
        self._hidden = hidden
        self._target = target
        self._size = len(system.variables)
        self._threshold = system.figures[target.place].threshold
        self._reach = steps * (self._threshold + 1)
        choices = [f for f in system.figures.values() if f.movable and f.place not in hidden]
        self._choice = {figure.place: 2 * self._size + index for index, figure in enumerate(choices)}

    def run(self, solver: Solver) -> tuple[set[Place], list[Table], bool]:
        """What to hold back, the two tables, and whether the search came to its end; nothing where no way was found."""
        ranges = [*self._ranges(), *self._ranges(), *[(0, 1)] * len(self._choice)]
        if any(low > high for low, high in ranges):
            return set(), [], True
        ties = [tie for first in (0, self._size) for tie in self._ties(first, ranges)]
        own = self._target.variable
        ties.append(Constraint(((1, own), (-1, own + self._size)), self._threshold + 1, None, "difference"))
        aim = {index: self._system.figures[place].loss for place, index in self._choice.items()}
        numbers, settled = solved(solver, Programme(ranges, ties, aim), SECONDS)
        if numbers is None:
            return set(), [], settled
        tables: list[Table] = [dict(enumerate(numbers[at : at + self._size])) for at in (0, self._size)]
        return {place for place, index in self._choice.items() if numbers[index]}, tables, settled

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """What each number may be at most: what is told of it whatever is held back, and not too far from its truth."""
        every = frozenset(self._system.figures)
        fixed = frozenset(p for p, f in self._system.figures.items() if not f.movable and p not in self._hidden)
        for index, variable in enumerate(self._system.variables):
            low, high = self._system.range_of(index, every - fixed)
            if variable.truth is None:
                widest = max((v.truth for v in self._system.variables if v.truth is not None), default=0)
                yield low, max(low, widest + self._reach) if high is None else high
            else:
                nearest, furthest = variable.truth - self._reach, variable.truth + self._reach
                yield max(low, nearest), furthest if high is None else min(high, furthest)

    def _ties(self, first: int, ranges: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
        at = {each: each + first for each in range(self._size)}
        for each in self._system.constraints:
            if each.shown_by is None:
                yield renumbered(each, at)
            elif each.shown_by in self._choice:
                yield from _where_shown(renumbered(each, at), self._choice[each.shown_by], ranges)
            elif each.shown_by not in self._hidden:
                yield renumbered(each, at)
        for place, choice in self._choice.items():
            for variable, (low, high) in self._system.figures[place].shown.items():
                shown = Constraint(((1, at[variable]),), low, high, "")
                yield from _where_shown(shown, choice, ranges)


def _where_shown(constraint: Constraint, choice: int, ranges: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    """A constraint that holds unless its figure is held back."""
    ends = [sorted((n * ranges[v][0], n * ranges[v][1])) for n, v in constraint.terms]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    if constraint.high is not None and most > constraint.high:
        yield Constraint((*constraint.terms, (constraint.high - most, choice)), None, constraint.high, constraint.why)
    if constraint.low is not None and least < constraint.low:
        yield Constraint((*constraint.terms, (constraint.low - least, choice)), constraint.low, None, constraint.why)

"""The system of a public version: every number that a reader might learn, from this pack and from earlier ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.disclosure.alike import (
    Proportion,
    Share,
    complements,
    of_one_whole,
    proportions,
    same_numbers,
    series_of,
    shares,
    told,
)
from scorecard_desktop.domain.disclosure.counted import (
    Counted,
    Name,
    Place,
    Policy,
    Role,
    figures_in,
    is_small,
    policy_of,
)
from scorecard_desktop.domain.disclosure.earlier import Earlier, told_before, with_what_was_told
from scorecard_desktop.domain.disclosure.rounding import behind, rounded_to_base
from scorecard_desktop.domain.disclosure.sums import Sense, Tie, believed, ties_of
from scorecard_desktop.domain.disclosure.suppression import showing
from scorecard_desktop.domain.disclosure.system import Constraint, Figure, System, Variable
from scorecard_desktop.domain.disclosure_settings import DISCLOSURE_THRESHOLD
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import order_of
from scorecard_desktop.domain.settings import value_of

_AREA_LOSS = 1_000
_WHOLE_LOSS = 3_000
_LATEST_LOSS = 500
_LARGEST = 400


def system_of(book: Book, is_public: Callable[[Observation], bool]) -> System:
    """What a reader knows of a book of which the figures that ``is_public`` are published, and of earlier packs."""
    before = told_before(book)
    return _Building(with_what_was_told(book, before), book, is_public, Earlier(book, before)).system()


class _Building:
    def __init__(self, book: Book, now: Book, is_public: Callable[[Observation], bool], earlier: Earlier) -> None:
        """``book`` is everything that anyone was ever told, ``now`` what there is now."""
        self._book = book
        self._earlier = earlier
        self._figures = figures_in(book)
        self._policies = {indicator.id: policy_of(book, indicator) for indicator in book.all(Indicator)}
        self._public = {
            figure.key for figure in now.all(Observation) if figure.key in self._figures and is_public(figure)
        }
        self._now = {figure.key for figure in now.all(Observation)}
        self._numbers = _Numbers(self._figures)
        for one, other in same_numbers(book, self._figures):
            self._numbers.join_series(one, other)
        self._series = series_of(self._figures)
        self._wholes = list(complements(self._series))
        for area, first, *rest in self._wholes:
            for each in rest:
                self._numbers.join_series((first, area, Role.UNDER), (each, area, Role.UNDER))
        self._default = max([*(policy.threshold for policy in self._policies.values()), self._council_threshold()])

    def _council_threshold(self) -> int:
        return value_of(self._book, DISCLOSURE_THRESHOLD)

    def system(self) -> System:
        """All of it."""
        numbers = self._numbers
        thresholds = self._sensitive()
        ties = list(ties_of(self._book, self._figures))
        near = {name[0][0] for variable in thresholds for name in numbers.names[variable]}
        near |= {
            name[0][0]
            for tie in ties
            for name in (tie.total, *tie.parts)
            if any(other[0][0] in near for other in (tie.total, *tie.parts))
        }
        found = list(shares(self._book, self._figures, near)) if thresholds else []
        places = {share.place for share in found}
        rates = list(proportions(self._book, self._figures, near, places)) if thresholds else []
        rates = [rate for rate in rates if rate.place not in places]
        constraints = [*self._of_ties(ties), *self._within(), *self._of_shares(found), *self._of_rates(rates)]
        figures = self._shown(thresholds, found) | self._rated(thresholds, rates)
        standing = {variable for figure in figures.values() for variable in figure.variables.values()}
        variables = [self._variable(at, in_public=at in standing) for at in range(len(numbers.names))]
        constraints += self._earlier.as_they_were(constraints, numbers.find, variables)
        return System(tuple(variables), tuple(constraints), figures, showing(figures.values()))

    def _sensitive(self) -> dict[int, int]:
        """The variables that are held back for their own sake, with the threshold of each."""
        found: dict[int, int] = {}

        def note(place: Place, role: Role, threshold: int) -> None:
            variable = self._numbers.at[place, role]
            found[variable] = max(found.get(variable, 0), threshold)

        for place, figure in self._figures.items():
            policy = self._policies[place[0]]
            own = policy.threshold or self._default
            by_hand = (place[1], place[2]) in policy.by_hand
            asked = by_hand or (policy.rest and is_small(figure.numbers, policy))
            for role, number in figure.numbers.items():
                small = policy.threshold > 0 if number is None else 1 <= number <= policy.threshold
                if small or (asked and role is not Role.UNDER):
                    note(place, role, own)
        return found

    def _of_ties(self, ties: Collection[Tie]) -> Iterator[Constraint]:
        every = [*ties, *of_one_whole(self._series, self._wholes)]
        for tie, sense in believed(every, self._numbers.truth):
            total = self._numbers.at[tie.total]
            parts = [self._numbers.at[part] for part in tie.parts]
            if sense is Sense.EACH_AT_MOST:
                yield from (_at_most([part], total, tie.words) for part in parts if part != total)
            elif sense is Sense.AT_MOST:
                yield _at_most(parts, total, tie.words)
            else:
                yield Constraint((*((1, part) for part in parts), (-1, total)), 0, 0, tie.words)

    def _within(self) -> Iterator[Constraint]:
        """A share is no more than its whole, where it is not."""
        for place, figure in self._figures.items():
            indicator = self._book.get(Indicator, place[0])
            if indicator is None or indicator.unit is not Unit.PERCENT:
                continue
            over, under = figure.numbers.get(Role.OVER), figure.numbers.get(Role.UNDER)
            both = Role.OVER in figure.numbers and Role.UNDER in figure.numbers
            if both and (over is None or under is None or over <= under):
                names = ((place, Role.OVER), (place, Role.UNDER))
                yield _at_most([self._numbers.at[names[0]]], self._numbers.at[names[1]], "the whole that it is part of")

    def _of_shares(self, found: Collection[Share]) -> Iterator[Constraint]:
        """A percentage that two counts give ties them, until it is held back."""
        for share in found:
            low, high = told(share.value)
            over, under = self._numbers.at[share.over], self._numbers.at[share.under]
            for value, sign in ((low, 1), (high, -1)):
                scale, times = _whole_terms(value)
                terms = ((sign * 100 * scale, over), (-sign * times, under))
                for_ever = self._earlier.was_told(share.place, share.value)
                yield Constraint(terms, 0, None, "the percentage that it gives", None if for_ever else share.place)

    def _of_rates(self, rates: Collection[Proportion]) -> Iterator[Constraint]:
        """A rate of a steady population narrows its count down, until it is held back."""
        for rate in rates:
            terms = ((1, self._numbers.at[rate.counted]),)
            value = self._value_at(rate.place)
            for_ever = value is not None and self._earlier.was_told(rate.place, value)
            why = "the rate that it gives, as in other periods"
            yield Constraint(terms, rate.low, rate.high, why, None if for_ever else rate.place)

    def _value_at(self, place: Place) -> Decimal | None:
        figure = self._book.get(Observation, *place)
        return figure.value if figure is not None else None

    def _rated(self, thresholds: Mapping[int, int], rates: Collection[Proportion]) -> dict[Place, Figure]:
        made: dict[Place, Figure] = {}
        for rate in rates:
            count = self._numbers.at[rate.counted]
            figure = self._share(rate.place, {Role.OVER: count}, thresholds)
            before = made.get(rate.place)
            if before is not None:  # it goes with several counts
                sensitive = before.sensitive | figure.sensitive
                figure = replace(figure, sensitive=sensitive, withheld=bool(sensitive))
            made[rate.place] = figure
        return made

    def _shown(self, thresholds: Mapping[int, int], found: Collection[Share]) -> dict[Place, Figure]:
        latest: dict[str, str] = {}
        for place in self._public:
            if order_of(place[1]) > order_of(latest.get(place[0], place[1])):
                latest[place[0]] = place[1]
            latest.setdefault(place[0], place[1])
        made = {
            place: self._figure(place, thresholds, is_latest=latest[place[0]] == place[1]) for place in self._public
        }
        for place in self._earlier.withheld - self._now:
            if place in self._figures:
                gone = self._figure(place, thresholds, is_latest=False)
                made[place] = replace(gone, shown={}, movable=False, withheld=True)
        for share in found:
            over, under = self._numbers.at[share.over], self._numbers.at[share.under]
            made[share.place] = self._share(share.place, {Role.OVER: over, Role.UNDER: under}, thresholds)
        return made

    def _figure(self, place: Place, thresholds: Mapping[int, int], *, is_latest: bool) -> Figure:
        policy, numbers = self._policies[place[0]], self._figures[place].numbers
        variables = {role: self._numbers.at[place, role] for role in numbers}
        sensitive = frozenset(variable for variable in variables.values() if variable in thresholds)
        shown = {
            variables[role]: behind(rounded_to_base(number, policy.base), policy.base)
            for role, number in numbers.items()
            if number is not None
        }
        is_zero = numbers.get(Role.COUNT) == 0
        size = min(max((number or 0) for number in numbers.values()), _LARGEST)
        loss = (_AREA_LOSS if place[2] else _WHOLE_LOSS) + _LATEST_LOSS * is_latest + size
        return Figure(
            place,
            variables,
            {} if None in numbers.values() else shown,
            bool(sensitive),
            sensitive,
            policy.chosen and not is_zero,
            loss,
            max([policy.threshold or self._default, *(thresholds[each] for each in sensitive)]),
        )

    def _share(self, place: Place, variables: Mapping[Role, int], thresholds: Mapping[int, int]) -> Figure:
        """A figure without counts that tells something of them."""
        sensitive = frozenset(each for each in (variables[Role.OVER],) if each in thresholds)
        policy: Policy = self._policies[place[0]]
        return Figure(
            place,
            variables,
            {},
            bool(sensitive),
            sensitive,
            policy.chosen,
            _AREA_LOSS if place[2] else _WHOLE_LOSS,
            max([policy.threshold or self._default, *(thresholds[each] for each in sensitive)]),
        )

    def _variable(self, at: int, *, in_public: bool) -> Variable:
        truth, names = self._numbers.truths[at], tuple(self._numbers.names[at])
        is_count = any(role is Role.COUNT for _, role in names)
        told_of = tuple(dict.fromkeys(known for name in names for known in self._earlier.known(name, truth)))
        return Variable(truth, names, 1 if is_count and in_public and truth != 0 else 0, told_of)


def _at_most(parts: list[int], total: int, words: str) -> Constraint:
    return Constraint((*((1, part) for part in parts), (-1, total)), None, 0, words)


def _whole_terms(value: Decimal) -> tuple[int, int]:
    """A scale and a whole number that are to one another as 1 to ``value``."""
    over, under = value.as_integer_ratio()
    return under, over


class _Numbers:
    """Names of numbers, and which of them are one and the same."""

    def __init__(self, figures: Mapping[Place, Counted]) -> None:
        self._parent: dict[Name, Name] = {}
        self._held: dict[Name, int | None] = {}
        self._series: dict[tuple[str, str, Role], list[str]] = defaultdict(list)
        for place, figure in figures.items():
            for role, number in figure.numbers.items():
                self._parent[place, role] = (place, role)
                self._held[place, role] = number
                self._series[place[0], place[2], role].append(place[1])
        self._settled = False
        self._at: dict[Name, int] = {}
        self._names: list[list[Name]] = []
        self._truths: list[int | None] = []

    def join_series(self, one: tuple[str, str, Role], other: tuple[str, str, Role]) -> None:
        """Two series are one, in every period that both have."""
        for period in set(self._series[one]) & set(self._series[other]):
            first, second = (((each[0], period, each[1]), each[2]) for each in (one, other))
            self._parent[self._root(second)] = self._root(first)
        self._settled = False

    def _root(self, name: Name) -> Name:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def _settle(self) -> None:
        if self._settled:
            return
        at: dict[Name, int] = {}
        self._names = []
        for name in self._parent:
            root = self._root(name)
            if root not in at:
                at[root] = len(self._names)
                self._names.append([])
            self._names[at[root]].append(name)
        self._at = {name: index for index, names in enumerate(self._names) for name in names}
        self._truths = [
            next((n for name in names if (n := self._held[name]) is not None), None) for names in self._names
        ]
        self._settled = True

    @property
    def at(self) -> Mapping[Name, int]:
        """The variable of each name."""
        self._settle()
        return self._at

    @property
    def names(self) -> list[list[Name]]:
        """The names of each variable."""
        self._settle()
        return self._names

    def find(self, name: Name) -> int | None:
        """The same, None where it is no name of now."""
        return self.at.get(name)

    @property
    def truths(self) -> list[int | None]:
        """What each variable is, as far as the book knows."""
        self._settle()
        return self._truths

    def truth(self, name: Name) -> int | None:
        """What a number is."""
        return self.truths[self.at[name]]

"""What earlier public packs told, which can never be held back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.disclosure.counted import Counted, Name, Place, Role, counted
from scorecard_desktop.domain.disclosure.rounding import behind, rounded_to_base
from scorecard_desktop.domain.disclosure.system import Constraint, Known, Variable
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.publishing import publications


class Told(NamedTuple):
    """A figure as officers held it when a pack went out, and what that made of it: see ``publication.Disclosed``."""

    pack: Publication
    figure: Observation
    base: int
    withheld: bool


def told_before(book: Book) -> list[Told]:
    """Every figure that a public pack told or withheld, oldest pack first."""
    return [told for pack in publications(book) if pack.public for told in _told_by(book, pack)]


def _told_by(book: Book, pack: Publication) -> Iterator[Told]:
    if pack.disclosed:
        for indicator in pack.told_of:
            for (period, area), one in pack.told(indicator).items():
                over, under = one.numerator, one.denominator
                figure = Observation(indicator, period, area, one.value, numerator=over, denominator=under)
                yield Told(pack, figure, one.base, one.withheld)
        return
    for indicator in pack.indicators:
        for (period, area), shown in pack.shown(indicator).items():
            if shown.value is not None:
                # its counts stood beside it, and are not known to have been others
                now = book.observation(indicator, period, area)
                same = now is not None and now.value == shown.value
                yield Told(pack, now if same and now is not None else shown.observation, 1, withheld=False)


def with_what_was_told(book: Book, told: list[Told]) -> Book:
    """The book with the figures that an earlier pack told or withheld and that are no longer in it."""
    missing = {
        each.figure.key: each.figure
        for each in told
        if book.get(Observation, *each.figure.key) is None and book.get(Indicator, each.figure.indicator) is not None
    }
    if not missing:
        return book
    made = book.copy()
    made.apply(Change(None, figure) for figure in missing.values())
    return made


class Earlier:
    """The numbers of earlier packs beside those of now."""

    def __init__(self, book: Book, told: list[Told]) -> None:
        self._numbers: list[tuple[Told, Counted]] = []
        self._by_place: dict[Place, list[tuple[Told, Counted]]] = {}
        self._values: dict[Place, set[Decimal | None]] = {}
        self.withheld: set[Place] = set()
        """The figures that the latest pack which has them withheld."""
        for each in told:
            self.withheld.discard(each.figure.key)
            if each.withheld:
                self.withheld.add(each.figure.key)
            else:
                self._values.setdefault(each.figure.key, set()).add(each.figure.value)
            indicator = book.get(Indicator, each.figure.indicator)
            found = counted(indicator, each.figure, has_counts=False) if indicator is not None else None
            if found is not None:
                self._numbers.append((each, found))
                self._by_place.setdefault(found.place, []).append((each, found))

    def was_told(self, place: Place, value: Decimal) -> bool:
        """Whether a pack told a figure as it is."""
        return value in self._values.get(place, ())

    def known(self, name: Name, truth: int | None) -> Iterator[Known]:
        """What was told of a number that is still the same, or that the source has held back since."""
        for told, found in self._by_place.get(name[0], ()):
            number = found.numbers.get(name[1])
            if number is not None and not told.withheld:
                low, high = behind(rounded_to_base(number, told.base), told.base)
                if truth is None or low <= truth <= high:
                    yield Known(low, high, told.pack.name)

    def as_they_were(
        self, constraints: list[Constraint], one_number: Callable[[Name], int | None], variables: list[Variable]
    ) -> list[Constraint]:
        """What ties numbers that were restated, with those numbers as they were when a pack went out.

        A total and a part that were both restated still narrow the other parts down by their old figures. An old
        number that was told stands in it as it was; one that was withheld is a variable of its own, added to
        ``variables``.
        """
        tied: dict[int, list[Constraint]] = {}
        for constraint in constraints:
            for _, variable in constraint.terms:
                tied.setdefault(variable, []).append(constraint)
        old = _Old(variables)
        made: list[Constraint] = []
        for pack, figures in self._by_pack():
            changed = set()
            for name, (number, told) in figures.items():
                at = one_number(name)
                if at is not None and old.note(at, number, told):
                    changed.add(at)
            for constraint in {id(c): c for variable in changed for c in tied.get(variable, ())}.values():
                was = old.of(constraint, pack) if constraint.shown_by is None else None
                if was is not None:
                    made.append(was)
        return made

    def _by_pack(self) -> list[tuple[Publication, dict[Name, tuple[int, Told]]]]:
        found: dict[str, tuple[Publication, dict[Name, tuple[int, Told]]]] = {}
        for told, numbers in self._numbers:
            _, own = found.setdefault(told.pack.id, (told.pack, {}))
            own |= {(numbers.place, role): (n, told) for role, n in numbers.numbers.items() if n is not None}
        return list(found.values())


class _Old:
    """The numbers as the packs so far had them."""

    def __init__(self, variables: list[Variable]) -> None:
        self._variables = variables
        self._numbers: dict[int, tuple[int, Told]] = {}
        self._made: dict[tuple[int, int], int] = {}

    def note(self, at: int, number: int, told: Told) -> bool:
        """Keep what a variable was; whether that is another number than now."""
        self._numbers[at] = (number, told)
        truth = self._variables[at].truth
        return truth is not None and truth != number

    def of(self, constraint: Constraint, pack: Publication) -> Constraint | None:
        """A constraint with the old numbers in it; None where nothing is left to tell, or it did not hold."""
        terms: list[tuple[int, int]] = []
        constant = 0
        for n, at in constraint.terms:
            number, told = self._numbers.get(at, (None, None))
            if number is None or told is None or number == self._variables[at].truth:
                terms.append((n, at))
            elif not told.withheld and told.base == 1:
                constant += n * number
            else:
                terms.append((n, self._variable(at, number, told)))
        low = None if constraint.low is None else constraint.low - constant
        high = None if constraint.high is None else constraint.high - constant
        was = Constraint(tuple(terms), low, high, f"{pack.name}, before figures were restated")
        truths = [variable.truth or 0 for variable in self._variables]
        return was if terms and was.holds(truths) else None

    def _variable(self, at: int, number: int, told: Told) -> int:
        """The variable of an old number that nobody was told exactly."""
        if (at, number) not in self._made:
            self._made[at, number] = len(self._variables)
            shown = behind(rounded_to_base(number, told.base), told.base)
            known = () if told.withheld else (Known(*shown, told.pack.name),)
            is_count = any(role is Role.COUNT for _, role in self._variables[at].names)
            self._variables.append(Variable(number, (), 1 if is_count and number else 0, known))
        return self._made[at, number]

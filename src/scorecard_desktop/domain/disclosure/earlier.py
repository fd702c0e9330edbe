"""What earlier public packs told, which can never be held back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.disclosure.counted import Counted, Name, Place, counted
from scorecard_desktop.domain.disclosure.rounding import behind
from scorecard_desktop.domain.disclosure.system import Constraint, Known
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.publication import Disclosed, Publication
from scorecard_desktop.domain.publishing import publications


class Told(NamedTuple):
    """A figure as one pack told it."""

    pack: Publication
    figure: Observation
    base: int


def told_before(book: Book) -> list[Told]:
    """Every figure that a public pack told, oldest pack first."""
    return [told for pack in publications(book) if pack.public for told in _told_by(book, pack)]


def _told_by(book: Book, pack: Publication) -> Iterator[Told]:
    if pack.disclosed:
        for indicator in pack.told_of:
            for (period, area), one in pack.told(indicator).items():
                yield Told(pack, _figure(indicator, period, area, one), one.base)
        return
    for indicator in pack.indicators:
        for (period, area), shown in pack.shown(indicator).items():
            if shown.value is not None:
                # its counts stood beside it, and are not known to have been others
                now = book.observation(indicator, period, area)
                same = now is not None and now.value == shown.value
                yield Told(pack, now if same and now is not None else shown.observation, 1)


def _figure(indicator: str, period: str, area: str, one: Disclosed) -> Observation:
    return Observation(indicator, period, area, one.value, numerator=one.numerator, denominator=one.denominator)


def with_what_was_told(book: Book, told: list[Told]) -> Book:
    """The book with the figures that an earlier pack told and that are no longer in it."""
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
        for each in told:
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
            if number is not None:
                low, high = behind(number, told.base)
                if truth is None or low <= truth <= high:
                    yield Known(low, high, told.pack.name)

    def as_they_were(
        self, constraints: list[Constraint], one_number: Callable[[Name], int | None], truths: list[int | None]
    ) -> Iterator[Constraint]:
        """What ties numbers that were restated, as it was with those that a pack showed before.

        A total and a part that were both restated still give the other parts away by their old figures.
        """
        tied: dict[int, list[Constraint]] = {}
        for constraint in constraints:
            for _, variable in constraint.terms:
                tied.setdefault(variable, []).append(constraint)
        old: dict[int, int] = {}
        for pack, numbers in self._by_pack():
            changed = set()
            for name, number in numbers.items():
                at = one_number(name)
                truth = None if at is None else truths[at]
                if at is not None and truth is not None and truth != number:
                    old[at] = number
                    changed.add(at)
            for constraint in {id(c): c for variable in changed for c in tied.get(variable, ())}.values():
                was = _with(constraint, old, truths, pack)
                if was is not None:
                    yield was

    def _by_pack(self) -> list[tuple[Publication, dict[Name, int]]]:
        found: dict[str, tuple[Publication, dict[Name, int]]] = {}
        for told, numbers in self._numbers:
            _, own = found.setdefault(told.pack.id, (told.pack, {}))
            if told.base == 1:
                own |= {(numbers.place, role): n for role, n in numbers.numbers.items() if n is not None}
        return list(found.values())


def _with(
    constraint: Constraint, old: Mapping[int, int], truths: list[int | None], pack: Publication
) -> Constraint | None:
    """A constraint with the old numbers in it; None where nothing is left to tell, or it does not hold."""
    terms = tuple((n, variable) for n, variable in constraint.terms if variable not in old)
    constant = sum(n * old[variable] for n, variable in constraint.terms if variable in old)
    if not terms or any(truths[variable] is None for _, variable in terms):
        return None
    low = None if constraint.low is None else constraint.low - constant
    high = None if constraint.high is None else constraint.high - constant
    was = Constraint(terms, low, high, f"{pack.name}, before figures were restated")
    return was if was.holds([truth or 0 for truth in truths]) else None

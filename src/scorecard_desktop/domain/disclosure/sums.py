"""What adds up to what: localities to the council, months to a year, categories to their total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from scorecard_desktop.domain.adding_up import Method
from scorecard_desktop.domain.aggregation import areas_of, derived_at
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.disclosure.counted import Counted, Name, Place, Role
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.pieces import pieces
from scorecard_desktop.domain.rules.categories import tables_of
from scorecard_desktop.domain.rules.duplicates import bare_name
from scorecard_desktop.domain.settings import AGGREGATE_FROM, AGGREGATE_LOCALITIES, AGGREGATE_METHOD, value_of

Figures = Mapping[Place, Counted]


class Tie(NamedTuple):
    """A number that may be the sum of others. ``family`` is shared by what is tied alike in every period.

    ``whole`` is whether all the parts are there; ``stated`` whether the settings say that it is their sum, and
    ``doubted`` whether nobody would think so unless other periods show it.
    """

    family: tuple[str, ...]
    total: Name
    parts: tuple[Name, ...]
    words: str
    whole: bool = True
    stated: bool = False
    doubted: bool = False


class Sense(Enum):
    """How the parts stand to the total."""

    EQUAL = "equal"
    AT_MOST = "at most"
    EACH_AT_MOST = "each at most"


def believed(ties: Iterable[Tie], truth: Callable[[Name], int | None]) -> Iterator[tuple[Tie, Sense]]:
    """The ties that a reader would believe, each as far as the figures bear it out.

    Where all numbers are known, the sum holds or it does not; where it does not, the parts are at most the total if
    that is so in every period. Where the source held numbers back, the sum is believed if it holds elsewhere as often
    as not, or if there is nothing else to tell by and it is possible at all.
    """
    families: dict[tuple[str, ...], list[Tie]] = defaultdict(list)
    for tie in ties:
        families[tie.family].append(tie)
    for family in families.values():
        yield from _of_family(family, truth)


def _of_family(family: Sequence[Tie], truth: Callable[[Name], int | None]) -> Iterator[tuple[Tie, Sense]]:
    known = [tie for tie in family if tie.whole and _residual(tie, truth) is not None]
    holding = sum(_residual(tie, truth) == 0 for tie in known)
    never_above = all((_residual(tie, truth) or 0) >= 0 for tie in known)
    none_above = all(_each_within(tie, truth) for tie in family)
    for tie in family:
        residual = _residual(tie, truth)
        unheard_of = residual is None and _possible(tie, truth)
        told = tie.stated or (holding == len(known) > 0 if tie.doubted else 2 * holding >= len(known))
        borne_out = unheard_of and tie.whole and told
        if (tie.whole and residual == 0) or borne_out:
            yield tie, Sense.EQUAL
        elif never_above and _possible(tie, truth) and (known or not tie.doubted):
            yield tie, Sense.AT_MOST
        elif none_above:
            yield tie, Sense.EACH_AT_MOST


def _residual(tie: Tie, truth: Callable[[Name], int | None]) -> int | None:
    """The total less its parts; None where one of them is not known."""
    total, parts = truth(tie.total), [truth(part) for part in tie.parts]
    if total is None or any(part is None for part in parts):
        return None
    return total - sum(part for part in parts if part is not None)


def _possible(tie: Tie, truth: Callable[[Name], int | None]) -> bool:
    total = truth(tie.total)
    if total is None:
        return True
    parts = [truth(part) for part in tie.parts]
    return total >= sum(1 if part is None else part for part in parts)


def _each_within(tie: Tie, truth: Callable[[Name], int | None]) -> bool:
    total = truth(tie.total)
    return total is None or all((truth(part) or 0) <= total for part in tie.parts)


def ties_of(book: Book, figures: Figures) -> Iterator[Tie]:
    """Everything in a book that may be a sum of other figures of it."""
    by_indicator: dict[str, list[Counted]] = defaultdict(list)
    for each in figures.values():
        by_indicator[each.place[0]].append(each)
    for indicator in book.all(Indicator):
        own = by_indicator.get(indicator.id, [])
        yield from _over_areas(book, indicator, own, figures)
        yield from _as_set(book, indicator, own, figures)
    yield from _as_named(book, by_indicator, figures)
    yield from _over_categories(book, by_indicator, figures)
    yield from _over_time(_alike(book, by_indicator))


def _over_areas(book: Book, indicator: Indicator, own: Sequence[Counted], figures: Figures) -> Iterator[Tie]:
    areas = areas_of(book, indicator)
    if not areas:
        return
    stated = value_of(book, AGGREGATE_LOCALITIES, indicator)
    for whole in own:
        _, period, area = whole.place
        if area:
            continue
        there = [found for name in areas if (found := figures.get((indicator.id, period, name))) is not None]
        for role in whole.numbers:
            parts = tuple((each.place, role) for each in there if role in each.numbers)
            if parts:
                yield Tie(
                    ("areas", indicator.id, role.value),
                    (whole.place, role),
                    parts,
                    "the localities and their total",
                    len(parts) == len(areas),
                    stated,
                )


def _as_set(book: Book, indicator: Indicator, own: Sequence[Counted], figures: Figures) -> Iterator[Tie]:
    """Figures that the settings make of another indicator's."""
    method = value_of(book, AGGREGATE_METHOD, indicator)
    if method is None or not value_of(book, AGGREGATE_FROM, indicator):
        return
    for total in own:
        derived = derived_at(book, indicator, period_from_code(total.place[1]), total.place[2])
        if derived is None:
            continue
        keys = derived.parts[-1:] if method is Method.SNAPSHOT else derived.parts
        there = [figures[key] for key in keys if key in figures]
        for role in total.numbers:
            parts = tuple((each.place, role) for each in there if role in each.numbers)
            if parts:
                family = ("set", indicator.id, total.place[2], role.value)
                yield Tie(family, (total.place, role), parts, "the periods that make it up", len(parts) == len(keys))


_SO_FAR = re.compile(r"\W*\b(?:ytd|year[ -]to[ -]date|cumulative|so far this year)\b\W*", re.IGNORECASE)
_TWELVE = re.compile(
    r"\W*\b(?:rolling (?:12|twelve)(?:[ -]months?)?|(?:last|past) (?:12|twelve) months)\b\W*", re.IGNORECASE
)
_IN_PERIOD = re.compile(r"\W*\b(?:in|during|for) (?:the |this )?(?:month|quarter|period)\b\W*", re.IGNORECASE)


def _as_named(book: Book, by_indicator: Mapping[str, Sequence[Counted]], figures: Figures) -> Iterator[Tie]:
    """Figures whose name says that they are another's for the year so far, or for twelve months."""
    for card in book.scorecards():
        own = book.indicators(card.id)
        named = {(_plain(each.name), each.unit): each for each in own}
        for total in own:
            for words, method in ((_SO_FAR, Method.YEAR_TO_DATE), (_TWELVE, Method.ROLLING_12)):
                part = named.get((_plain(words.sub(" ", total.name)), total.unit))
                if words.search(total.name) and part is not None and part is not total:
                    yield from _up_to(method, by_indicator.get(total.id, ()), part, figures)


def _plain(name: str) -> str:
    return bare_name(_IN_PERIOD.sub(" ", name))


def _up_to(method: Method, totals: Sequence[Counted], part: Indicator, figures: Figures) -> Iterator[Tie]:
    for total in totals:
        period, area = period_from_code(total.place[1]), total.place[2]
        made_of = pieces(method, period, period.kind)
        there = [figures.get((part.id, piece.code, area)) for piece in made_of or ()]
        for role in total.numbers:
            parts = tuple((each.place, role) for each in there if each is not None and role in each.numbers)
            if parts:
                family = ("named", total.place[0], area, role.value)
                words = "the periods that add up to it"
                yield Tie(family, (total.place, role), parts, words, len(parts) == len(there), doubted=True)


def _over_categories(book: Book, by_indicator: Mapping[str, Sequence[Counted]], figures: Figures) -> Iterator[Tie]:
    for table in tables_of(book):
        for total in by_indicator.get(table.total.id, ()):
            _, period, area = total.place
            there = [figures.get((part.id, period, area)) for part in table.parts]
            parts = tuple((each.place, Role.COUNT) for each in there if each is not None and Role.COUNT in each.numbers)
            if parts and Role.COUNT in total.numbers:
                family = ("categories", table.total.id, area)
                whole = len(parts) == len(table.parts)
                yield Tie(family, (total.place, Role.COUNT), parts, "the rows that are totalled", whole)


def _alike(book: Book, by_indicator: Mapping[str, Sequence[Counted]]) -> Iterator[tuple[str, list[Counted]]]:
    """Figures of one thing, in whichever scorecards it is kept."""
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for indicator in book.all(Indicator):
        name = bare_name(indicator.name)
        named[(name, indicator.unit.value) if " " in name else (indicator.id, "")].append(indicator.id)
    for same in named.values():
        one_card = len(same) == 1
        groups = [same] if one_card or _in_different_scorecards(book, same) else [[each] for each in same]
        for group in groups:
            found = [figure for each in group for figure in by_indicator.get(each, ())]
            if found:
                yield group[0], found


def _in_different_scorecards(book: Book, indicators: Sequence[str]) -> bool:
    cards = [found.scorecard for each in indicators if (found := book.get(Indicator, each)) is not None]
    return len(set(cards)) == len(cards)


def _over_time(groups: Iterable[tuple[str, list[Counted]]]) -> Iterator[Tie]:
    for name, figures in groups:
        kinds = {period_from_code(each.place[1]).kind for each in figures}
        if len(kinds) < 2:
            continue
        held: dict[tuple[str, str, Role], list[Place]] = defaultdict(list)
        for each in figures:
            for role in each.numbers:
                held[each.place[1], each.place[2], role].append(each.place)
        for each in figures:
            for role in each.numbers:
                for kind in kinds:
                    yield from _of_shorter(name, each.place, role, kind, held)


def _of_shorter(
    name: str, place: Place, role: Role, kind: PeriodKind, held: Mapping[tuple[str, str, Role], Sequence[Place]]
) -> Iterator[Tie]:
    period = period_from_code(place[1])
    if kind is period.kind:
        return
    family = (name, place[0], place[2], role.value, period.kind.value, kind.value)
    last = pieces(Method.SNAPSHOT, period, kind)
    for one in held.get((last[0].code, place[2], role), ()) if last else ():
        if one != place and kind.months <= period.kind.months:
            yield Tie(
                (*family, "last"), (place, role), ((one, role),), "the same figure for a shorter period", doubted=True
            )
    made_of = pieces(Method.IN_PERIOD, period, kind)
    if made_of is None or len(made_of) < 2:
        return
    found = [held.get((piece.code, place[2], role), ()) for piece in made_of]
    parts = tuple((there[0], role) for there in found if there)
    if parts:
        words = "the shorter periods that add up to it"
        yield Tie((*family, "sum"), (place, role), parts, words, len(parts) == len(made_of))

"""Who is who: the ids of a file's records, settled against what the book already knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Any, TypeVar

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetTable
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.risk import Risk
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark, Scope, Target, Tolerance
from scorecard_desktop.importing.gathered import Gathered
from scorecard_desktop.importing.identity import same_name, unique
from scorecard_desktop.importing.matching_registers import settled_registers

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Settled:
    """A file's records and findings under the ids that they have, or will have, in the book.

    ``words_only`` are the scorecards and indicators about which the file has words alone, and nothing to correct.
    """

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    unit_guessed: frozenset[str]
    words_only: frozenset[str] = frozenset()


def latest_period(file: Gathered) -> date:
    """The end of the latest period for which a file has a figure; a file without any comes first."""
    codes = {
        record.period
        for record in file.records
        if isinstance(record, Observation) and (record.value is not None or record.symbol is not None)
    }
    return max((period_from_code(code).end for code in codes), default=date.min)


def settled(book: Book, file: Gathered) -> Settled:
    """The file's records as the book would name them."""
    cards = _cards(book, file)
    indicators = _indicators(book, file, cards)
    orders = _orders(book, file, cards)
    records = tuple(_renamed(each, cards, indicators, orders) for each in settled_registers(book, file.records))
    findings = tuple(
        finding
        if (own := indicators.get(finding.indicator, finding.indicator)) == finding.indicator
        else replace(finding, indicator=own)
        for finding in file.findings
    )
    guessed = frozenset(indicators.get(identity, identity) for identity in file.unit_guessed)
    only = {cards[card] for card in file.words_only}
    only |= {indicators[i.id] for i in _of(file, Indicator) if i.scorecard in file.words_only}
    return Settled(records, findings, guessed, frozenset(only))


def _of(file: Gathered, record_type: type[R]) -> list[R]:
    return [record for record in file.records if isinstance(record, record_type)]


def _cards(book: Book, file: Gathered) -> dict[str, str]:
    """Provisional → settled ids of scorecards: by name, then by another name that only one of them goes by."""
    known = {same_name(card.name): card.id for card in book.all(Scorecard)}
    incoming = _of(file, Scorecard)
    taken = {card.id for card in book.all(Scorecard)}
    found: dict[str, str] = {}
    for card in incoming:
        found_by_name = known.get(same_name(card.name))
        if found_by_name is not None:
            found[card.id] = found_by_name
    frequency = {card.id: card.frequency for card in book.all(Scorecard)}
    for card in incoming:
        if card.id in found:
            continue
        if card.id in file.words_only and (shared := _shares_most(book, file, card.id)):
            found[card.id] = shared
            continue
        for alias in file.aliases.get(card.id, ()):
            other = known.get(same_name(alias))
            if other is not None and other not in found.values() and frequency[other] is card.frequency:
                found[card.id] = other
                break
        else:
            found[card.id] = unique(card.id, taken | set(found.values()))
    return found


def _shares_most(book: Book, file: Gathered, card: str) -> str:
    """The scorecard that knows most of a narrative's indicators, and at least half; empty where there is none."""
    own = [indicator for indicator in _of(file, Indicator) if indicator.scorecard == card]
    shared = {known.id: len(_match(own, book.indicators(known.id))) for known in book.scorecards()}
    best = max(shared, key=lambda identity: shared[identity], default="")
    return best if best and shared[best] * 2 >= len(own) else ""


def _indicators(book: Book, file: Gathered, cards: Mapping[str, str]) -> dict[str, str]:
    """Provisional → settled ids of indicators, within each scorecard."""
    found: dict[str, str] = {}
    taken = _Taken(book)
    incoming = _of(file, Indicator)
    for card in dict.fromkeys(indicator.scorecard for indicator in incoming):
        own = [indicator for indicator in incoming if indicator.scorecard == card]
        known = book.indicators(cards.get(card, card))
        matched = _match(own, known)
        for indicator in own:
            if indicator.id in matched:
                found[indicator.id] = matched[indicator.id]
                continue
            settled_card = cards.get(card, card)
            _, _, rest = indicator.id.rpartition("/")
            identity = unique(f"{settled_card}/{rest}", taken)
            taken.here.add(identity)
            found[indicator.id] = identity
    return found


@dataclass(slots=True)
class _Taken:
    """The ids that indicators of a book have, and those given ``here``. A book of thousands is not gone through."""

    book: Book
    here: set[str] = field(default_factory=set)

    def __contains__(self, identity: object) -> bool:
        return identity in self.here or self.book.get(Indicator, str(identity)) is not None


def _match(incoming: Sequence[Indicator], known: Sequence[Indicator]) -> dict[str, str]:
    """Pairs of the same indicator, the surest first.

    By reference and name, in turn where several share both; by reference alone where it is the only one; by name alone
    where one side has no reference, or where the reference is new and the known one has gone (renumbered).
    """
    found: dict[str, str] = {}
    for _, new, old in _alike(incoming, known, found, lambda i: f"{_ref(i)}/{same_name(i.name)}"):
        found.update((one.id, other.id) for one, other in zip(new, old, strict=False))
    for ref, new, old in _alike(incoming, known, found, _ref):
        if ref and len(new) == len(old) == 1:
            found[new[0].id] = old[0].id
    refs_new, refs_known = ({_ref(indicator) for indicator in side} for side in (incoming, known))
    for _, new, old in _alike(incoming, known, found, lambda i: same_name(i.name)):
        before, now = _ref(old[0]), _ref(new[0])
        renumbered = now not in refs_known and before not in refs_new
        if len(new) == len(old) == 1 and (not now or not before or renumbered):
            found[new[0].id] = old[0].id
    return found


def _alike(
    incoming: Sequence[Indicator],
    known: Sequence[Indicator],
    found: Mapping[str, str],
    key: Callable[[Indicator], str],
) -> list[tuple[str, list[Indicator], list[Indicator]]]:
    """Those of both sides, not yet paired, that share a key."""
    taken = set(found.values())
    new: dict[str, list[Indicator]] = {}
    old: dict[str, list[Indicator]] = {}
    for indicator in incoming:
        if indicator.id not in found:
            new.setdefault(key(indicator), []).append(indicator)
    for indicator in known:
        if indicator.id not in taken:
            old.setdefault(key(indicator), []).append(indicator)
    return [(shared, new[shared], old[shared]) for shared in new if shared in old]


def _ref(indicator: Indicator) -> str:
    return indicator.ref.casefold().strip()


def _orders(book: Book, file: Gathered, cards: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Where a scorecard or budget table that is new goes: after those that are there."""
    orders: dict[tuple[str, str], int] = {}
    last = max((card.order for card in book.all(Scorecard)), default=0)
    for card in _of(file, Scorecard):
        known = book.get(Scorecard, cards[card.id])
        if known is not None:
            orders["scorecard", card.id] = known.order
        elif ("scorecard", card.id) not in orders:
            last += 1
            orders["scorecard", card.id] = last
    last = max((table.order for table in book.all(BudgetTable)), default=0)
    for table in _of(file, BudgetTable):
        same = book.get(BudgetTable, table.id)
        if same is None:
            last += 1
        orders["budget table", table.id] = same.order if same is not None else last
    return orders


_OF_AN_INDICATOR = (Observation, Target, Benchmark, Commentary)


def _renamed(
    record: Record, cards: Mapping[str, str], indicators: Mapping[str, str], orders: Mapping[tuple[str, str], int]
) -> Record:
    if isinstance(record, _OF_AN_INDICATOR):  # most of a file
        settled_id = indicators.get(record.indicator, record.indicator)
        return record if settled_id == record.indicator else replace(record, indicator=settled_id)
    if isinstance(record, Scorecard):
        return replace(record, id=cards[record.id], order=orders["scorecard", record.id])
    if isinstance(record, Indicator):
        settled_id, card = indicators[record.id], cards.get(record.scorecard, record.scorecard)
        same = settled_id == record.id and card == record.scorecard
        return record if same else replace(record, id=settled_id, scorecard=card)
    if isinstance(record, BudgetTable):
        return replace(record, order=orders["budget table", record.id])
    if isinstance(record, Tolerance):
        names = {Scope.INDICATOR: indicators, Scope.SCORECARD: cards}.get(record.scope, {})
        return replace(record, owner=names.get(record.owner, record.owner))
    if isinstance(record, Risk):
        return record
    renamed: Any = record
    if hasattr(record, "indicator"):
        renamed = replace(renamed, indicator=indicators.get(renamed.indicator, renamed.indicator))
    elif hasattr(record, "scorecard"):
        renamed = replace(renamed, scorecard=cards.get(renamed.scorecard, renamed.scorecard))
    found: Record = renamed
    return found

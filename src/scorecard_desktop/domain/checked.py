"""What the checks have found in a book, kept by what it was found about, so that a change checks anew only that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.checks import standing
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.finding import Dismissal, Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.reach import scorecards_of
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.listed import RULES
from scorecard_desktop.domain.rules.rule import AnyGroupRule, BookRule, GroupRule, IndicatorRule, Rule, ScorecardRule
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod

_Piece = tuple[Rule | None, str]
"""A check and what it is made of: a scorecard, a group, the book (``""``). No check: all those of an indicator."""

_BELONGING = frozenset({Scorecard.record_kind, Indicator.record_kind})
_MOVING = _BELONGING | {ScorecardPeriod.record_kind, Observation.record_kind}
_LEFT_AND_DISMISSED = frozenset({Finding.record_kind, Dismissal.record_kind})


class Checked:
    """The findings in a book. ``check_on`` makes a few of the checks that wait, ``findings`` all of them."""

    def __init__(self, book: Book, rules: tuple[Rule, ...] = RULES) -> None:
        self._book = book
        self._rules = rules
        self._of_indicators = [rule for rule in rules if isinstance(rule, IndicatorRule)]
        self._found: dict[Rule, dict[str, tuple[Finding, ...]]] = {rule: {} for rule in rules}
        self._groups: dict[Rule, Mapping[str, Any]] = {}
        self._current: dict[str, Period | None] = {}
        self._moving: set[str] = {card.id for card in book.scorecards()}
        self._waiting: dict[_Piece, None] = dict.fromkeys((None, each.id) for each in book.all(Indicator))
        self._standing: list[Finding] | None = None
        for rule in rules:
            if not isinstance(rule, IndicatorRule):
                self._wait_for_all(rule)

    def note(self, records: Collection[Record], indicators: Iterable[str]) -> None:
        """Let what changed records have a part in wait to be checked anew: those ``indicators``, and what else."""
        kinds = {record.record_kind for record in records}
        scorecards = {card for record in records for card in scorecards_of(self._book, record)}
        self._waiting.update(dict.fromkeys((None, identifier) for identifier in indicators))
        for rule in self._rules:
            if isinstance(rule, ScorecardRule):
                if kinds & rule.reads:
                    self._waiting.update(dict.fromkeys((rule, card) for card in scorecards))
            elif isinstance(rule, GroupRule):
                if kinds & _BELONGING:
                    self._wait_for_all(rule)
                elif Observation.record_kind in kinds:
                    self._wait_for_groups(rule, {r.indicator for r in records if isinstance(r, Observation)})
            elif not isinstance(rule, IndicatorRule) and not (isinstance(rule, BookRule) and not kinds & rule.reads):
                self._wait_for_all(rule)
        if kinds & _MOVING:
            self._moving |= scorecards
        if kinds & (_LEFT_AND_DISMISSED | _BELONGING):
            self._standing = None

    def check_on(self, at_most: int) -> bool:
        """Make at most so many of the checks that wait; whether none is left."""
        self._follow_current_periods()
        for _ in range(at_most):
            if not self._waiting:
                break
            piece = next(iter(self._waiting))
            del self._waiting[piece]
            self._make(*piece)
        return not self._waiting

    def findings(self) -> list[Finding]:
        """Every finding that stands, as ``check`` gives them."""
        while not self.check_on(len(self._waiting)):
            pass
        if self._standing is None:
            self._standing = standing(self._book, self._in_order())
        return list(self._standing)

    def _make(self, rule: Rule | None, owner: str) -> None:
        book = self._book
        if rule is None:
            indicator = book.get(Indicator, owner)
            examined = Examined(book, indicator) if indicator is not None else None
            for each in self._of_indicators:
                self._keep(each, owner, each.of(examined) if examined is not None else ())
        elif isinstance(rule, ScorecardRule):
            card = book.get(Scorecard, owner)
            self._keep(rule, owner, rule.of(book, card) if card is not None else ())
        elif isinstance(rule, GroupRule):
            if rule not in self._groups:
                self._part(rule)
            elif owner in self._groups[rule]:
                self._keep(rule, owner, rule.of(book, self._groups[rule][owner]))
        else:
            self._keep(rule, owner, rule(book))

    def _keep(self, rule: Rule, owner: str, made: Iterable[Finding]) -> None:
        kept, found = self._found[rule], tuple(made)
        if kept.get(owner, ()) == found:
            return
        self._standing = None
        if found:
            kept[owner] = found
        else:
            del kept[owner]

    def _wait_for_all(self, rule: Rule) -> None:
        if isinstance(rule, ScorecardRule):
            self._waiting.update(dict.fromkeys((rule, card.id) for card in self._book.scorecards()))
        else:
            self._groups.pop(rule, None)
            self._waiting[rule, ""] = None

    def _wait_for_groups(self, rule: AnyGroupRule, indicators: set[str]) -> None:
        for name, group in self._groups.get(rule, {}).items():
            if not indicators.isdisjoint(group.members):
                self._waiting[rule, name] = None

    def _part(self, rule: AnyGroupRule) -> None:
        """Tell the groups of a rule anew: nothing that was found of the old ones holds."""
        if self._found[rule]:
            self._found[rule].clear()
            self._standing = None
        self._groups[rule] = {str(number): group for number, group in enumerate(rule.groups(self._book))}
        self._waiting.update(dict.fromkeys((rule, name) for name in self._groups[rule]))

    def _follow_current_periods(self) -> None:
        """A comment without a period is about the current one, which may move with another indicator's figure."""
        book = self._book
        for card in self._moving:
            current = book.current_period(card)
            if self._current.get(card, current) != current:
                said = (i.id for i in book.of(Indicator, card) if any(not c.period for c in book.of(Commentary, i.id)))
                self._waiting.update(dict.fromkeys((None, identifier) for identifier in said))
            self._current[card] = current
        self._moving.clear()

    def _in_order(self) -> Iterator[Finding]:
        """What was found, in the order in which ``check`` finds it."""
        indicators = {indicator.id: place for place, indicator in enumerate(self._book.all(Indicator))}
        scorecards = {card.id: place for place, card in enumerate(self._book.scorecards())}
        for rule in self._rules:
            found = self._found[rule]
            if isinstance(rule, IndicatorRule):
                owners = sorted(found, key=indicators.__getitem__)
            elif isinstance(rule, ScorecardRule):
                owners = sorted(found, key=scorecards.__getitem__)
            else:
                owners = sorted(found, key=lambda owner: int(owner or 0))
            for owner in owners:
                yield from found[owner]

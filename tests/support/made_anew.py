"""What a ledger makes: the rows that are rated and the checks that are made, as they are."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.checked import Checked
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Place
from scorecard_desktop.domain.neighbours import Neighbours
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rated import RatedRow, RowMaker
from scorecard_desktop.domain.rules.listed import RULES
from scorecard_desktop.domain.rules.rule import BookRule, GroupRule, Rule, ScorecardRule


class MadeAnew(NamedTuple):
    """The places of the rows; and of the checks an indicator, or a rule with its scorecard or group."""

    rows: list[Place]
    checks: list[str]

    def clear(self) -> None:
        """Forget what was made so far."""
        self.rows.clear()
        self.checks.clear()


def watched(monkeypatch: pytest.MonkeyPatch) -> MadeAnew:
    """What is made from now on."""
    noted = MadeAnew([], [])
    row, check_one = RowMaker.row, Checked._make

    def note_row(maker: RowMaker, at: Neighbours) -> RatedRow:
        made = row(maker, at)
        noted.rows.append(Place(made.indicator.id, at.code))
        return made

    def note_check(checked: Checked, rule: Rule | None, owner: str) -> None:
        noted.checks.append(owner if rule is None else f"{rule.__name__} {owner}".strip())
        check_one(checked, rule, owner)

    monkeypatch.setattr(RowMaker, "row", note_row)
    monkeypatch.setattr(Checked, "_make", note_check)
    return noted


def checks_of_a_figure(book: Book, indicator: str) -> set[str]:
    """What must be checked again when one figure of an indicator changes, and nothing moves that others hang on.

    The indicator itself; its scorecard, by what reads the figures of one; the groups that it belongs to.
    """
    found = book.get(Indicator, indicator)
    assert found is not None
    needed = {indicator}
    for rule in RULES:
        if isinstance(rule, GroupRule):
            groups = enumerate(rule.groups(book))
            needed |= {f"{rule.__name__} {number}" for number, group in groups if indicator in group.members}
        elif isinstance(rule, ScorecardRule | BookRule) and Observation.record_kind in rule.reads:
            of = found.scorecard if isinstance(rule, ScorecardRule) else ""
            needed.add(f"{rule.__name__} {of}".strip())
    return needed

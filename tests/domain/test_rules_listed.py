"""Every check is in the list, and is known by how much of the book it reads."""

from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.rules.listed import RULES
from scorecard_desktop.domain.rules.rule import BookRule, GroupRule, IndicatorRule, ScorecardRule
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from support.books import pack_book

KINDS_OF_RULE = IndicatorRule | ScorecardRule | GroupRule | BookRule


def test_that_every_rule_says_what_it_reads():
    kinds = {record_type.record_kind for record_type in RECORD_TYPES}
    for rule in RULES:
        assert isinstance(rule, KINDS_OF_RULE)
        assert rule.__doc__
        assert not isinstance(rule, BookRule | ScorecardRule) or rule.reads <= kinds


def test_that_no_rule_is_listed_twice():
    assert len({rule.__name__ for rule in RULES if isinstance(rule, KINDS_OF_RULE)}) == len(RULES)


def test_that_a_setting_that_cannot_be_used_is_found_with_the_rest():
    book = pack_book()
    before = check(book)
    book.apply([Change(None, Setting(Scope.COUNCIL, "", "dead-band", "five"))])
    (new,) = [finding for finding in check(book) if finding not in before]
    assert (new.rule, new.subject) == ("setting", "Council: dead-band")

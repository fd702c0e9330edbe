"""The registry of settings: each read, inherited, refused, and never passed over in silence."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.adding_up import Method
from scorecard_desktop.domain.exceptions import Criterion, ExceptionSettings
from scorecard_desktop.domain.intervals import CONFIDENCE
from scorecard_desktop.domain.named_setting import ANYWHERE
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rated import exception_settings, rated_row
from scorecard_desktop.domain.risk import RiskSettings
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.setting_problems import setting_problems
from scorecard_desktop.domain.settings import (
    DEAD_BAND,
    LONG_DIRECTION,
    RISK_SIZE,
    SETTINGS,
    SYMBOL_WORDS,
    risk_settings,
    symbol_words,
    text_in_force,
    value_of,
)
from scorecard_desktop.domain.spc import NHS_R, NearRule
from scorecard_desktop.domain.target import Scope
from support.small_book import CARD, IND, book, columns, figure, indicator, scorecard

OWNER = {Scope.INDICATOR: IND, Scope.SCORECARD: CARD, Scope.COUNCIL: ""}


def held(name, value, scope=Scope.INDICATOR):
    return Setting(scope, OWNER[scope], name, value)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda s: s.name)
def test_that_every_setting_has_a_meaning_an_entry_and_a_default_that_can_be_read(setting):
    setting.read(setting.default)
    assert setting.meaning.endswith(".")
    assert setting.title
    assert setting.group
    assert setting.entry.words
    assert setting.scopes


def test_that_no_two_settings_go_by_one_title():
    titles = [setting.title for setting in SETTINGS.values()]
    assert len(set(titles)) == len(titles)


def test_that_the_defaults_are_those_of_the_rules():
    held_by_none = book(indicator())
    assert value_of(held_by_none, DEAD_BAND, indicator()) == 0
    assert value_of(held_by_none, LONG_DIRECTION, indicator()) is None
    assert exception_settings(held_by_none, indicator()) == ExceptionSettings(frozenset(Criterion), Decimal(5), 3)
    assert value_of(held_by_none, SETTINGS["intervals.confidence"], indicator()) == CONFIDENCE
    assert value_of(held_by_none, SETTINGS["spc.preset"], indicator()) == NHS_R
    assert value_of(held_by_none, SETTINGS["aggregate.method"], indicator()) is None
    assert risk_settings(held_by_none) == RiskSettings(5, 12, None, None)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("dead-band", " 0.5 ", Decimal("0.5")),
        ("direction.long", "Last year", None),
        ("direction.long", "mean of 4", 4),
        ("direction.long", "mean of the last 12", 12),
        ("exceptions.on", "red, risk", frozenset({Criterion.RED, Criterion.RISK})),
        ("exceptions.on", "none", frozenset()),
        ("exceptions.variance", "7.5%", Decimal("7.5")),
        ("exceptions.periods", "2", 2),
        ("spc.screening", "Off", False),
        ("spc.two-of-three", "beyond", NearRule.BEYOND),
        ("spc.trend", "", None),
        ("spc.rebase", "2017-07, 2017-18 Q2,", frozenset({"2017-07", "2017-18 Q2"})),
        ("trajectory.confidence", "99.8", Decimal("99.8")),
        ("aggregate.method", "Rolling 12 months", Method.ROLLING_12),
        ("aggregate.localities", "on", True),
        ("aggregate.areas", "North, South ,North", ("North", "South")),
        ("risk.size", "4", 4),
        ("symbols.words", "Withheld = [c]; not  due=z", {"withheld": Symbol.CONFIDENTIAL, "not due": Symbol.NOT_APPLICABLE}),
    ],
)  # fmt: skip
def test_that_a_setting_reads_what_an_officer_enters(name, text, value):
    assert SETTINGS[name].read(text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dead-band", "-1"),
        ("dead-band", "NaN"),
        ("dead-band", "Infinity"),
        ("dead-band", "a little"),
        ("dead-band", ""),
        ("direction.long", "mean of 1"),
        ("direction.long", "mean"),
        ("exceptions.on", "red orange"),
        ("exceptions.periods", "0"),
        ("exceptions.periods", "2.5"),
        ("exceptions.periods", "³"),
        ("spc.preset", "Lean"),
        ("spc.trend", "5"),
        ("spc.baseline", "11"),
        ("spc.rebase", "last spring"),
        ("trajectory.confidence", "100"),
        ("trajectory.points", "2"),
        ("aggregate.method", "average"),
        ("symbols.words", "withheld"),
        ("symbols.words", "withheld = [q]"),
        ("symbols.words", "guess = [e]"),
    ],
)
def test_that_what_cannot_be_used_is_refused_with_what_can(name, text):
    with pytest.raises(ValueError, match=r"^“.*” cannot be used for .*: it must be .*\.$") as refused:
        SETTINGS[name].read(text)
    assert SETTINGS[name].entry.words in str(refused.value)


@given(st.sampled_from(list(SETTINGS.values())), st.text(max_size=12))
def test_that_any_text_is_read_or_refused(setting, text):
    with suppress(ValueError):
        setting.read(text)
    kept = book(indicator(), held(setting.name, text, setting.scopes[0]))
    value_of(kept, setting, indicator())
    for finding in setting_problems(kept):
        assert finding.message.endswith(".")


def test_that_the_narrower_scope_wins_and_what_cannot_be_read_is_passed_over():
    records = [indicator(), held("dead-band", "1", Scope.COUNCIL), held("dead-band", "2", Scope.SCORECARD)]
    assert value_of(book(*records), DEAD_BAND, indicator()) == 2
    assert value_of(book(*records), DEAD_BAND, scorecard=CARD) == 2
    assert value_of(book(*records), DEAD_BAND, scorecard="another") == 1
    assert value_of(book(*records), DEAD_BAND) == 1
    assert value_of(book(*records, held("dead-band", "3")), DEAD_BAND, indicator()) == 3
    bad = book(*records, held("dead-band", "much"))
    assert value_of(bad, DEAD_BAND, indicator()) == 2
    assert text_in_force(bad, DEAD_BAND, indicator()) == "2"
    assert text_in_force(book(indicator()), DEAD_BAND, indicator()) == "0"


def test_that_a_setting_is_not_read_where_it_may_not_be_held():
    misplaced = book(indicator(), held("risk.size", "4"))
    assert value_of(misplaced, RISK_SIZE, indicator()) == 5
    assert value_of(book(held("risk.size", "4", Scope.COUNCIL)), RISK_SIZE) == 4
    assert ANYWHERE == (Scope.INDICATOR, Scope.SCORECARD, Scope.COUNCIL)


def test_that_the_councils_own_words_are_added_to_those_known():
    words = symbol_words(book(held(SYMBOL_WORDS.name, "withheld = [c]; tbc = [z]", Scope.COUNCIL)))
    assert (words["withheld"], words["tbc"], words["n/a"]) == (
        Symbol.CONFIDENTIAL,
        Symbol.NOT_APPLICABLE,
        Symbol.NOT_APPLICABLE,
    )


def problems(*records):
    return [(f.subject, f.message) for f in setting_problems(book(indicator(), *records))]


def test_that_text_that_cannot_be_read_is_found_with_what_is_used_instead():
    assert problems(held("dead-band", "much"), held("dead-band", "0.5", Scope.SCORECARD)) == [
        (
            "1.1 Plans agreed: dead-band",
            "“much” cannot be used for dead-band: it must be a number, 0 or more. Until then “0.5” is used instead.",
        )
    ]
    ((subject, message),) = problems(held("spc.run", "1", Scope.COUNCIL))
    assert subject == "Council: spc.run"
    assert message.endswith("Until then it is taken as not set.")
    assert problems(held("dead-band", "3", Scope.COUNCIL)) == []


def test_that_two_bad_settings_of_one_indicator_are_two_findings():
    found = list(setting_problems(book(indicator(), held("dead-band", "much"), held("spc.run", "x"))))
    assert len({f.key for f in found}) == 2


def test_that_a_misspelt_name_is_found_and_another_rooms_is_left_alone():
    ((_, message),) = problems(held("exceptions.varience", "9"))
    assert message == "There is no setting called exceptions.varience, so “9” is not used."
    (finding,) = setting_problems(book(held("exceptions.varience", "9", Scope.SCORECARD)))
    assert (finding.advice, finding.subject) == (
        "Enter it as exceptions.variance, or take it out.",
        "Vital signs: exceptions.varience",
    )
    assert problems(held("pack.council", "Norborough", Scope.COUNCIL)) == []


def test_that_a_setting_held_where_it_is_not_read_is_found():
    ((_, message),) = problems(held("risk.size", "4"))
    assert message == "The setting risk.size is held for an indicator, but it is read only for the whole council."


def test_that_a_trend_that_needs_more_figures_than_it_uses_is_found():
    ((_, message),) = problems(held("trajectory.points", "4"))
    assert message.startswith("A trend is to be drawn through the last 4 figures but to need 6")
    assert problems(held("trajectory.points", "6")) == []


def test_that_an_indicator_made_of_none_or_of_itself_is_found():
    ((_, message),) = problems(held("aggregate.from", "vital/9"))
    assert message == "Its figures are to be made of those of “vital/9”, but there is no such indicator."
    other = indicator(ident="vital/2.2", name="Plans in date")
    circle = [other, held("aggregate.from", other.id), Setting(Scope.INDICATOR, other.id, "aggregate.from", IND)]
    assert [message for _, message in problems(*circle)] == [
        "Its figures are to be made of those of 2.2 Plans in date, which are made of its own.",
        "Its figures are to be made of those of 1.1 Plans agreed, which are made of its own.",
    ]
    assert problems(other, held("aggregate.from", other.id)) == []


def test_that_a_rating_stands_although_a_setting_is_bad():
    kept = book(indicator(), columns("2018-04"), figure("2018-04", "5"), held("exceptions.variance", "NaN"))
    assert rated_row(kept, scorecard(), indicator(), period_from_code("2018-04")).text == "5.0%"


@pytest.mark.parametrize(
    ("red", "amber", "found"),
    [("", "", False), ("15", "8", False), ("", "8", False), ("15", "15", True), ("", "16", True), ("5", "", True)],
)
def test_that_a_risk_matrix_without_amber_is_found(red, amber, found):
    held = [
        Setting(Scope.COUNCIL, "", name, text)
        for name, text in (("risk.red-from", red), ("risk.amber-from", amber))
        if text
    ]
    problems = list(setting_problems(book(*held)))
    assert [p.rule for p in problems] == (["setting"] if found else [])
    assert all("nothing is amber" in p.message for p in problems)

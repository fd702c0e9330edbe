"""Settings as officers see and set them."""

from dataclasses import replace

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import DEAD_BAND, RISK_SIZE, SETTINGS, SPC_TREND, value_of
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.session import Session
from scorecard_desktop.services.settings import (
    COUNCIL,
    SettingsOf,
    change_setting,
    place_named,
    place_words,
    problem,
    setting_line,
    setting_lines,
)
from support.small_book import CARD, IND, book, columns, indicator

CARD_S, IND_S = SettingsOf(Scope.SCORECARD, CARD), SettingsOf(Scope.INDICATOR, IND)
OTHER = replace(indicator(), id="vital/1.2", ref="1.2", name="Plans reviewed")


@pytest.fixture
def held():
    return book(indicator(), OTHER, columns("2018-04"))


def test_that_a_place_lists_the_settings_that_are_read_there(held):
    assert [line.setting for line in setting_lines(held)] == [s for s in SETTINGS.values() if Scope.COUNCIL in s.scopes]
    of_one = {line.setting.name for line in setting_lines(held, IND_S)}
    assert "aggregate.method" in of_one
    assert "risk.size" not in of_one


def test_that_a_line_says_what_holds_and_where_it_is_from(held):
    assert (setting_line(held, "dead-band").in_force, setting_line(held, "dead-band").comes_from) == (
        "0",
        "the default",
    )
    held.apply(change_setting(held, COUNCIL, "dead-band", "1").changes)
    held.apply(change_setting(held, CARD_S, "dead-band", " 0.5 ").changes)
    here = setting_line(held, "dead-band", IND_S)
    assert (here.in_force, here.comes_from, here.held) == ("0.5", "Vital signs", None)
    own = setting_line(held, "dead-band", CARD_S)
    assert (own.in_force, own.held, own.is_own) == ("0.5", "0.5", True)
    assert setting_line(held, "dead-band").comes_from == "the council"
    held.apply(change_setting(held, IND_S, "dead-band", "0.2").changes)
    assert setting_line(held, "dead-band", IND_S).comes_from == "1.1 Plans agreed"
    assert value_of(held, DEAD_BAND, OTHER) == value_of(held, DEAD_BAND, None, CARD)


def test_that_an_entry_that_cannot_be_used_is_shown_and_passed_over(held):
    held.apply([Change(None, Setting(Scope.INDICATOR, IND, "dead-band", "much"))])
    here = setting_line(held, "dead-band", IND_S)
    assert (here.held, here.in_force, here.comes_from, here.is_own) == ("much", "0", "the default", False)


@pytest.mark.parametrize(
    ("place", "name", "text", "why"),
    [
        (COUNCIL, "dead-band", "-1", "it must be a number, 0 or more"),
        (COUNCIL, "dead-bend", "1", "Perhaps dead-band is meant"),
        (COUNCIL, "zzz", "1", "There is no setting called zzz. scorecard settings lists"),
        (IND_S, "risk.size", "4", "not held for an indicator, only for the whole council"),
        (SettingsOf(Scope.SCORECARD, "gone"), "dead-band", "1", "no longer there"),
        (COUNCIL, "aggregate.method", "none", "only for an indicator"),
        (COUNCIL, "due.months", "Jan", "only for a scorecard or an indicator"),
    ],
)
def test_that_what_cannot_be_entered_is_refused(held, place, name, text, why):
    with pytest.raises(Refusal, match=why):
        change_setting(held, place, name, text)


def test_that_a_problem_is_told_as_it_is_typed():
    assert problem(SPC_TREND, "6") == ""
    assert problem(SPC_TREND, "") == ""
    assert problem(SPC_TREND, "9") == "“9” cannot be used for spc.trend: it must be 6 or 7, or empty."
    assert problem(RISK_SIZE, "") == "“” cannot be used for risk.size: it must be a whole number, 2 or more."


def test_that_a_setting_taken_out_is_inherited_again_and_each_step_can_be_undone(tmp_path, held):
    with Session.open(tmp_path / "s.scorecard") as session:
        session.commit(ChangeSet("first", tuple(Change(None, r) for r in held.records())))
        step = change_setting(session.book, COUNCIL, "risk.size", "4")
        assert step.label == "setting Size of the risk matrix"
        session.commit(step)
        session.commit(change_setting(session.book, COUNCIL, "risk.size", None))
        assert setting_line(session.book, "risk.size").in_force == "5"
        session.undo()
        assert setting_line(session.book, "risk.size").in_force == "4"
        session.undo()
        assert setting_line(session.book, "risk.size").held is None
    assert change_setting(held, COUNCIL, "risk.size", None).changes == ()


def test_that_a_place_is_found_by_id_reference_or_name(held):
    assert place_named(held) == COUNCIL
    assert place_named(held, "vital signs") == place_named(held, CARD) == CARD_S
    assert place_named(held, indicator="1.1") == place_named(held, indicator="plans  agreed") == IND_S
    assert place_named(held, CARD, IND) == IND_S
    assert [place_words(held, place) for place in (COUNCIL, CARD_S, IND_S)] == [
        "The whole council",
        "Vital signs",
        "1.1 Plans agreed",
    ]


def test_that_a_name_of_none_or_of_several_is_refused(held):
    with pytest.raises(Refusal, match=r"no scorecard “Monthly”\. There is Vital signs\."):
        place_named(held, "Monthly")
    with pytest.raises(Refusal, match=r"no indicator “9\.9”"):
        place_named(held, indicator="9.9")
    held.apply([Change(None, replace(OTHER, id="vital/again", name="Again"))])
    with pytest.raises(Refusal, match=r"“1.2” is 2 indicators: vital/1.2, vital/again"):
        place_named(held, indicator="1.2")

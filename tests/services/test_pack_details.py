"""What officers choose and write for a pack is kept as steps that can be undone, and the next pack goes by it."""

from datetime import date

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.covering import texts_for
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.pack_text import PackPart
from scorecard_desktop.domain.period import month
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.domain.template import BUILT_IN, built_in
from scorecard_desktop.domain.templates import own_templates
from scorecard_desktop.services import pack_details
from scorecard_desktop.services.checklist import checklist
from scorecard_desktop.services.packer import request_from
from scorecard_desktop.services.periods import chosen_period, chosen_periods
from scorecard_desktop.services.templating import remove_template
from support.small_book import CARD, book, columns, figure, indicator, target

JULY, SEPTEMBER = date(2018, 7, 10), date(2018, 9, 11)


@pytest.fixture
def held():
    return book(
        indicator(), columns("2018-03", "2018-04"), figure("2018-03", "80"), figure("2018-04", "81"), target("90")
    )


def done(held, step: ChangeSet) -> ChangeSet:
    held.apply(step.changes)
    return step


def test_that_details_are_kept_and_taken_away_and_what_is_the_same_is_no_step(held):
    step = done(held, pack_details.change_detail(held, "committee", " People Committee "))
    assert step.label == "committee of the pack"
    assert request_from(held).committee == "People Committee"
    assert pack_details.change_detail(held, "committee", "People Committee").changes == ()
    done(held, pack_details.change_detail(held, "committee", ""))
    assert request_from(held).committee == ""


def test_that_a_meeting_that_is_kept_gives_its_day_and_committee_in_one_step(held):
    step = done(held, pack_details.choose_meeting(held, Meeting("m", "People Committee", JULY)))
    assert (request_from(held).date, request_from(held).committee) == (JULY, "People Committee")
    done(held, step.inverse)
    assert request_from(held).date is None


def test_that_a_chosen_template_holds_and_a_removed_one_is_chosen_no_longer(held):
    done(held, pack_details.choose_template(held, BUILT_IN[2]))
    assert request_from(held).template == "quarterly"
    made = done(held, pack_details.make_own_template(held, "Ours", BUILT_IN[2]))
    (own,) = own_templates(held)
    assert made.label == "template Ours"
    assert request_from(held).template == own.name
    gone = done(held, remove_template(held, own.name))
    assert request_from(held).template == "full"
    done(held, gone.inverse)
    assert request_from(held).template == own.name


def test_that_a_chosen_period_is_reported_until_the_current_one_is_chosen_again(held):
    assert chosen_periods(held) is None
    step = done(held, pack_details.choose_period(held, CARD, "2018-03"))
    assert step.label == "period of Vital signs"
    assert request_from(held).periods == ((CARD, month(2018, 3)),)
    with pytest.raises(Refusal, match="There is no column for Dec 2017"):
        pack_details.choose_period(held, CARD, "2017-12")
    done(held, pack_details.choose_period(held, CARD, ""))
    assert request_from(held).periods is None


def test_that_a_chosen_period_without_a_column_any_more_does_not_count(held):
    held.apply([Change(None, Setting(Scope.SCORECARD, CARD, "pack.period", "2016-01"))])
    assert chosen_period(held, CARD) is None
    assert chosen_periods(held) is None


def test_that_the_checklist_says_where_a_choice_holds_that_is_no_longer_the_last(held):
    full = built_in("full")
    assert full is not None
    assert "not at the current" not in str(checklist(Ledger(held), request_from(held), full, JULY))
    done(held, pack_details.choose_period(held, CARD, "2018-03"))
    (line,) = [one for one in checklist(Ledger(held), request_from(held), full, JULY) if "not at the cu" in one.what]
    assert line.words == "1 scorecard not at the current period"
    assert line.detail == "Vital signs: Mar 2018, while figures have come for Apr 2018"


def test_that_a_text_is_kept_for_its_meeting_and_chooses_the_day_where_none_was(held):
    step = done(held, pack_details.write_part(held, JULY, PackPart.SUMMARY, "A quiet month."))
    assert (request_from(held).date, request_from(held).summary) == (JULY, "A quiet month.")
    assert pack_details.write_part(held, JULY, PackPart.SUMMARY, "A quiet month. ").changes == ()
    done(held, step.inverse)
    assert request_from(held).summary == ""
    assert request_from(held).date is None


def test_that_a_text_of_an_earlier_version_makes_room_for_the_meeting_s_own(held):
    held.apply([Change(None, Setting(Scope.COUNCIL, "", "pack.item", "7"))])
    assert pack_details.said_for(held, JULY) == {PackPart.ITEM: "7"}
    done(held, pack_details.write_part(held, JULY, PackPart.ITEM, ""))
    assert request_from(held, JULY).item == ""


def test_that_texts_as_for_the_last_meeting_fill_only_what_is_empty(held):
    with pytest.raises(Refusal, match="earlier meeting"):
        pack_details.write_as_before(held, JULY)
    for part, text in (
        (PackPart.ITEM, "7"),
        (PackPart.LEGAL, "None arise."),
        (PackPart.FINANCIAL, "Within budget."),
    ):
        done(held, pack_details.write_part(held, JULY, part, text))
    done(held, pack_details.write_part(held, SEPTEMBER, PackPart.FINANCIAL, "Over by £1m."))
    step = done(held, pack_details.write_as_before(held, SEPTEMBER))
    assert step.label == "texts as for 10 Jul 2018"
    assert texts_for(held, SEPTEMBER) == {PackPart.FINANCIAL: "Over by £1m.", PackPart.LEGAL: "None arise."}

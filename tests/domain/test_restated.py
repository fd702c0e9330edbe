"""Figures that a published pack showed otherwise: found, explained, and forgotten when the next pack has gone out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.dismissals import dismissed_before
from scorecard_desktop.domain.finding import Dismissal, dismissal_key
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.publication import Publication, PublishedFigure, keeping
from scorecard_desktop.domain.publishing import published, restatements
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.restatements import restated_figures
from scorecard_desktop.domain.rules.restated import restated
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from support.small_book import CARD, IND, book, columns, figure, indicator

AREA = Observation(IND, "2018-03", "North", value=Decimal(60))


def shown(period, text, value=None, symbol=None, area=""):
    return PublishedFigure(IND, period, area, None if value is None else Decimal(value), symbol, Rag.NONE, text)


MARCH = shown("2018-03", "82.7%", "82.7")
APRIL = shown("2018-04", "[c]", symbol=Symbol.CONFIDENTIAL)
KEPT = (figure("2018-03", "82.7"), Observation(IND, "2018-04", symbol=Symbol.CONFIDENTIAL))


def pack(*figures, when="2018-05-08T10:00:00+00:00", meeting=date(2018, 5, 8)):
    return Publication(f"{when} {len(figures)}", when, meeting=meeting, figures=keeping(figures))


MAY = pack(MARCH, APRIL)


def found(*records):
    return list(restated(book(indicator(), columns("2018-03", "2018-04"), *records)))


def test_that_what_stands_as_it_was_published_is_no_finding():
    assert found(MAY, KEPT) == []
    assert found(KEPT) == []


def test_that_a_figure_that_a_pack_showed_otherwise_is_found():
    (finding,) = found(MAY, figure("2018-03", "83.9"), KEPT[1], figure("2018-05", "80"))
    assert finding.rule == "restated"
    assert finding.message == "Mar 2018 is 83.9%, but the pack of 8 May 2018 showed 82.7%."
    assert finding.period == "2018-03"


def test_that_a_figure_that_is_gone_or_shown_where_it_was_not_is_restated_too():
    gone, now_shown = found(MAY, figure("2018-04", "12"))
    assert gone.message == "Mar 2018 is no figure, but the pack of 8 May 2018 showed 82.7%."
    assert now_shown.message == "Apr 2018 is 12.0%, but the pack of 8 May 2018 showed [c]."
    (words,) = found(MAY, Observation(IND, "2018-03", note="see below"), KEPT[1])
    assert words.message.startswith("Mar 2018 is no figure")


def test_that_what_was_awaited_then_or_belongs_to_no_indicator_now_is_not_restated():
    assert found(pack(), KEPT) == []
    assert list(restated(Book([MAY]))) == []


@pytest.mark.parametrize("value", ["82.70", "82.704", "82.65"])
def test_that_what_looks_as_it_did_is_no_restatement(value):
    assert found(MAY, figure("2018-03", value), KEPT[1]) == []


def test_that_the_latest_pack_that_showed_a_figure_counts():
    june = pack(shown("2018-03", "83.9%", "83.9"), when="2018-06-12T10:00:00+00:00", meeting=None)
    assert found(june, MAY, figure("2018-03", "83.9"), KEPT[1]) == []
    (finding,) = found(june, MAY, KEPT)
    assert finding.message == "Mar 2018 is 82.7%, but the pack of 12 June 2018 showed 83.9%."


def test_that_an_area_s_figure_and_a_derived_one_are_restated_too():
    (finding,) = found(pack(shown("2018-03", "61.0%", "61", area="North")), AREA)
    assert finding.message == "Mar 2018, North, is 60.0%, but the pack of 8 May 2018 showed 61.0%."
    local = [
        replace(AREA, area=a, numerator=Decimal(n), denominator=Decimal(10)) for a, n in (("North", 6), ("South", 8))
    ]
    derived = Setting(Scope.INDICATOR, IND, "aggregate.localities", "on")
    (finding,) = found(pack(MARCH), local, derived)
    assert finding.message == "Mar 2018 is 70.0%, but the pack of 8 May 2018 showed 82.7%."


def test_that_a_step_that_would_change_a_published_figure_is_told_beforehand():
    held = book(indicator(), MAY, KEPT, figure("2018-05", "80"))
    assert published(held, [(IND, "2018-03", ""), (IND, "2018-05", "")]) == {(IND, "2018-03", "")}
    changes = [
        Change(KEPT[0], replace(KEPT[0], value=Decimal(84))),
        Change(KEPT[1], None),
        Change(figure("2018-05", "80"), figure("2018-05", "81")),
    ]
    told = restatements(held, ChangeSet("change", tuple(changes)))
    assert [(each.before.period, each.after is None) for each in told] == [("2018-03", False), ("2018-04", True)]


def test_that_the_reason_given_settles_the_finding_until_the_figure_changes_again():
    held = book(indicator(), MAY, figure("2018-03", "83.9"), KEPT[1])
    (finding,) = check(held)
    reason = Dismissal(dismissal_key(finding), "Two late returns.", "Pat", "2018-06-01T09:00:00+00:00")
    held.apply([Change(None, reason)])
    assert check(held) == []
    (told,) = restated_figures(held)
    assert told.now is not None
    assert (told.shown.text, told.now.value, told.reason, told.pack) == ("82.7%", Decimal("83.9"), reason, MAY)
    held.apply([Change(figure("2018-03", "83.9"), figure("2018-03", "84.2"))])
    (back,) = check(held)
    assert [before.reason for before in dismissed_before(held, back)] == ["Two late returns."]
    (told,) = restated_figures(held)
    assert told.reason is None


def test_that_restated_figures_are_told_in_the_officers_order():
    held = book(indicator(), MAY)
    assert [each.shown.period for each in restated_figures(held)] == ["2018-03", "2018-04"]
    assert restated_figures(held, {"other"}) == []
    assert restated_figures(book(indicator(), KEPT)) == []
    assert restated_figures(held, {CARD})[0].scorecard.id == CARD


def test_that_the_ledger_finds_what_publishing_and_withdrawing_make_restated():
    held = book(indicator(), columns("2018-03", "2018-04"), figure("2018-03", "83.9"))
    ledger = Ledger(held)
    assert ledger.findings() == []
    ledger.apply([Change(None, MAY)])
    assert [f.rule for f in ledger.findings()] == ["restated", "restated"]
    ledger.apply([Change(figure("2018-03", "83.9"), KEPT[0])])
    assert [f.period for f in ledger.findings()] == ["2018-04"]
    ledger.apply([Change(MAY, None)])
    assert ledger.findings() == []


@given(
    st.lists(
        st.builds(
            PublishedFigure,
            st.sampled_from(["a", "b\tc", "d\ne", "é/“ü”"]),
            st.sampled_from(["2018-03", "2017-18 Q1"]),
            st.sampled_from(["", "North"]),
            st.none() | st.decimals(allow_nan=False, allow_infinity=False),
            st.none() | st.sampled_from(Symbol),
            st.sampled_from(Rag),
            st.text(),
        ),
        max_size=8,
        unique_by=lambda f: f[:3],
    )
)
def test_that_every_figure_comes_back_from_what_a_publication_keeps(figures):
    kept = pack(*figures)
    back = [figure for indicator in kept.indicators for figure in kept.shown(indicator).values()]
    assert sorted(back, key=repr) == sorted(figures, key=repr)
    assert kept.count == len(figures)
    assert kept.shown("nobody") == {}


@pytest.mark.parametrize(
    "kept", ['"vital/1.1"\t[["2018-04","","x7","","g",""]]', '"vital/1.1"\t[[', "[\t", '"vital/1.1"\t[[1]]']
)
def test_that_what_is_kept_of_a_pack_and_cannot_be_read_is_one_plain_line(kept):
    pack = Publication("p", "2018-06-12T10:00:00+00:00", figures=kept)
    with pytest.raises(Refusal, match="the file is damaged"):
        pack.shown(IND)

"""The ledger: after any steps it holds what would be rated and checked afresh, and makes no more anew than it must."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Dismissal, Finding, Severity, dismissal_key
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.ledger import Ledger, Place
from scorecard_desktop.domain.observation import Symbol
from scorecard_desktop.domain.period import PeriodKind, month
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.target import Scope, Tolerance, ToleranceKind
from support.made_anew import watched
from support.small_book import columns, figure, indicator, relative, risk, scorecard
from support.steps import CARDS, IDS, LONGER, MONTHS, a_book, afresh, kept, step_of, steps

looks = st.sampled_from([None, None, 0, 1, 5, 50])
"""How much of the checks is made after a step: all, with a look at every row, or so many."""
actions = st.lists(st.tuples(steps | st.just("undo"), looks), min_size=1, max_size=6)


@settings(max_examples=120, deadline=None)
@given(actions)
def test_that_after_any_steps_and_undos_the_ledger_is_what_would_be_made_afresh(wanted):
    book = a_book(*LONGER)
    ledger = Ledger(book)
    before = kept(ledger)
    done: list[ChangeSet] = []
    forgotten: set[Place] = set()
    for action, look in (*wanted, ([], None)):
        if action == "undo":
            if not done:
                continue
            step = done.pop().inverse
        else:
            step = step_of(book, action)
            done.append(step)
        forgotten |= ledger.apply(step.changes)
        if look is not None:
            ledger.check_on(look)
            continue
        fresh = afresh(book)
        assert kept(ledger) == fresh
        assert ledger.findings() == check(book)
        both = before.keys() & fresh.keys()
        assert {place for place in both if before[place] != fresh[place]} <= forgotten
        before, forgotten = fresh, set()


@settings(deadline=None)
@given(st.lists(steps, min_size=1, max_size=5))
def test_that_undoing_every_step_restores_every_row(wanted):
    book = a_book(*LONGER)
    ledger = Ledger(book)
    before = kept(ledger)
    done = []
    for action in wanted:
        done.append(step_of(book, action))
        ledger.apply(done[-1].changes)
    for step in reversed(done):
        ledger.apply(step.inverse.changes)
    assert kept(ledger) == before


# How much is made anew


@pytest.fixture
def made(monkeypatch):
    """The places that are rated, as they are rated."""
    return watched(monkeypatch).rows


def changed_by(made, *records):
    """The places that a step makes a full ledger forget, all of which and no others are then made anew."""
    book = a_book()
    ledger = Ledger(book)
    kept(ledger)
    made.clear()
    forgotten = ledger.apply([Change(book.get(type(record), *record.key), record) for record in records])
    assert made == []
    kept(ledger)
    assert len(made) == len(set(made))
    assert set(made) == forgotten
    return forgotten


def test_that_a_figure_rates_its_own_row_and_later_ones_of_its_indicator_only(made):
    changed = changed_by(made, figure(MONTHS[13], "1", of="vital/1"))
    assert changed == {Place("vital/1", code) for code in MONTHS[13:]}


def test_that_a_year_end_forecast_reaches_every_row_of_its_year(made):
    forecast = replace(figure("2017-18", "10", of="vital/1"), flags=frozenset({Symbol.FORECAST}))
    assert changed_by(made, forecast) == {Place("vital/1", code) for code in MONTHS[3:]}


def test_that_the_first_columns_of_a_kind_are_seen_though_they_come_in_one_step():
    quarterly = replace(indicator(Polarity.HIGH, ident="vital/1"), frequency=PeriodKind.QUARTER)
    book = Book([scorecard(), quarterly, *columns("2018-02", "2018-03")])
    ledger = Ledger(book)
    before = kept(ledger)
    new = ChangeSet("columns", tuple(Change(None, each) for each in columns("2017-18 Q3", "2017-18 Q4")))
    for step in (new, new.inverse):
        ledger.apply(step.changes)
        assert kept(ledger) == afresh(book)
    assert kept(ledger) == before


def test_that_what_is_made_of_an_indicator_is_rated_with_it(made):
    made_of = Setting(Scope.INDICATOR, "vital/2", "aggregate.from", "vital/1")
    further = Setting(Scope.INDICATOR, "other/1", "aggregate.from", "vital/2")
    book = a_book()
    book.apply([Change(None, made_of), Change(None, further)])
    ledger = Ledger(book)
    kept(ledger)
    made.clear()
    step = [Change(book.observation("vital/1", MONTHS[15]), figure(MONTHS[15], "1", of="vital/1"))]
    ledger.apply(step)
    assert ledger.affected(step) == set(IDS[:3])
    kept(ledger)
    assert {place.indicator for place in made} == set(IDS[:3])


def test_that_the_row_of_the_same_month_next_year_changes_with_a_figure(made):
    assert Place("vital/1", MONTHS[12]) in changed_by(made, figure(MONTHS[0], "1", of="vital/1"))


def test_that_a_tolerance_reaches_as_far_as_its_scope(made):
    changed_by(made, relative("20", of="vital/2"))
    assert {place.indicator for place in made} == {"vital/2"}
    changed_by(made, Tolerance(Scope.SCORECARD, "vital", ToleranceKind.RELATIVE, margin=Decimal(2)))
    assert {place.indicator for place in made} == {"vital/1", "vital/2"}


def test_that_an_override_and_a_comment_reach_their_own_period_only(made):
    changed = changed_by(made, Override("vital/1", MONTHS[5], Rag.RED, "Late."))
    assert made == [Place("vital/1", MONTHS[5])]
    assert changed == {Place("vital/1", MONTHS[5])}
    changed_by(made, Commentary("vital/1", MONTHS[5], CommentaryPart.COMMENT, "Late."))
    assert made == [Place("vital/1", MONTHS[5])]


def test_that_what_no_row_reads_rates_nothing(made):
    assert changed_by(made, Finding("unmapped-text", Severity.NOTE, "Words.", "None."), risk()) == frozenset()
    assert made == []


def test_that_rows_are_made_when_they_are_asked_for_and_once(made):
    ledger = Ledger(a_book())
    assert made == []
    first = ledger.rows("vital")
    assert [row.period.code for row in first] == [MONTHS[-1]] * 2
    assert ledger.rows("vital") == first
    assert len(made) == 2
    assert ledger.row("vital/9", month(2018, 1)) is None
    assert ledger.rows("nothing") == []


def test_that_an_indicator_that_is_gone_takes_its_rows_with_it():
    book = a_book()
    ledger = Ledger(book)
    kept(ledger)
    gone = [Change(book.get(Indicator, "vital/2"), None)]
    assert ledger.apply(gone) == {Place("vital/2", code) for code in MONTHS}
    assert ledger.row("vital/2", month(2018, 1)) is None


# What is checked anew


@pytest.fixture
def checks(monkeypatch):
    """What is checked, as it is: an indicator, or a rule with its scorecard or group."""
    return watched(monkeypatch).checks


def a_table():
    """A book whose first scorecard has a total row and its two parts, and whose second has one of them too."""
    names = {
        "vital/1": "Visits, North",
        "vital/2": "Visits, South",
        "vital/3": "Total visits",
        "other/1": "Visits, North",
    }
    months = MONTHS[:3]
    records: list[Record] = [scorecard(), Scorecard("other", 2, "Other", PeriodKind.MONTH)]
    records += [ScorecardPeriod(card, code) for card in CARDS for code in months]
    for order, (identifier, name) in enumerate(names.items()):
        made = replace(indicator(Polarity.HIGH, unit=Unit.COUNT, ident=identifier), name=name, ref="", order=order)
        records.append(replace(made, scorecard=identifier.partition("/")[0], section="Visits"))
        value = 40 if identifier == "vital/3" else 20
        records += [figure(code, str(value + at * (value // 20)), of=identifier) for at, code in enumerate(months)]
    return Book(records)


def test_that_a_figure_is_checked_with_its_scorecards_columns_and_what_it_belongs_together_with(checks):
    book = a_table()
    ledger = Ledger(book)
    assert ledger.findings() == []
    checks.clear()
    ledger.apply([Change(book.observation("vital/2", MONTHS[1]), figure(MONTHS[1], "31", of="vital/2"))])
    assert [finding.rule for finding in ledger.findings()] == ["casting"]
    assert checks == ["vital/2", "category_casting 0", "period_casting vital", "period_order vital"]
    checks.clear()
    ledger.apply([Change(book.observation("vital/1", MONTHS[1]), figure(MONTHS[1], "11", of="vital/1"))])
    assert [finding.rule for finding in ledger.findings()] == ["conflicting-values"]
    assert checks == [
        "vital/1",
        "category_casting 0",
        "period_casting vital",
        "conflicting_values 0",
        "period_order vital",
    ]
    assert ledger.findings() == check(book)


def test_that_a_setting_is_checked_with_the_scorecards_that_it_has_a_part_in():
    quarter, months = "2017-18 Q1", ("2017-04", "2017-05", "2017-06")
    records: list[Record] = [scorecard(), *columns(*months, quarter)]
    for number in range(4):
        identifier = f"vital/{number}"
        records.append(replace(indicator(Polarity.HIGH, unit=Unit.COUNT, ident=identifier), ref=str(number)))
        records += [figure(code, str(20 + number + at), of=identifier) for at, code in enumerate(months)]
        records.append(figure(quarter, str(63 + number * 3 + (10 if number == 0 else 0)), of=identifier))
    book = Book(records)
    ledger = Ledger(book)
    assert ledger.findings() == check(book)
    assert "vital/0" in {finding.indicator for finding in ledger.findings() if finding.rule == "casting"}
    made_of_another = (("aggregate.method", "in period"), ("aggregate.from", "one that is not there"))
    ledger.apply([Change(None, Setting(Scope.INDICATOR, "vital/0", name, value)) for name, value in made_of_another])
    assert ledger.findings() == check(book)
    assert "casting" not in {finding.rule for finding in ledger.findings()}


def test_that_what_belongs_together_is_told_anew_when_an_indicator_changes(checks):
    book = a_table()
    ledger = Ledger(book)
    ledger.apply([Change(book.observation("vital/2", MONTHS[1]), figure(MONTHS[1], "31", of="vital/2"))])
    assert [finding.rule for finding in ledger.findings()] == ["casting"]
    total = book.get(Indicator, "vital/3")
    assert total is not None
    ledger.apply([Change(total, replace(total, name="Visits in all"))])
    assert ledger.findings() == check(book) == []


def test_that_what_was_dismissed_or_left_by_an_import_checks_no_figure_anew(checks):
    book = a_table()
    ledger = Ledger(book)
    ledger.findings()
    checks.clear()
    ledger.apply([Change(None, Finding("unmapped-text", Severity.WARNING, "Words.", "Type one.", "vital/1"))])
    (left,) = ledger.findings()
    assert left.rule == "unmapped-text"
    assert checks == ["casting"]  # which is told what of the budget could not be read
    checks.clear()
    ledger.apply([Change(None, Dismissal(dismissal_key(left), "So it is.", "", ""))])
    assert ledger.findings() == []
    assert checks == []


def test_that_checks_can_be_made_a_few_at_a_time(checks):
    ledger = Ledger(a_table())
    assert not ledger.check_on(2)
    assert checks == ["vital/1", "vital/2"]
    for turn in range(100):
        if ledger.check_on(1):
            break
        assert len(checks) == 3 + turn
    made = len(checks)
    ledger.findings()
    assert len(checks) == made


def test_that_everything_is_made_anew_once_it_was_forgotten(made, checks):
    ledger = Ledger(a_book())
    ledger.rows("vital")
    ledger.findings()
    made.clear()
    checks.clear()
    ledger.forget()
    ledger.rows("vital")
    ledger.findings()
    assert len(made) == 2
    assert len(checks) > len(IDS)


def test_that_a_comment_without_a_period_is_checked_again_when_the_current_one_moves():
    book = a_book()
    book.apply([Change(None, Commentary("vital/1", "", CommentaryPart.COMMENT, "Performance is above target."))])
    book.apply([Change(None, record) for record in columns("2018-05")])
    ledger = Ledger(book)
    assert ledger.findings() == check(book)
    new = [Change(None, figure("2018-05", "10", of="vital/2"))]
    ledger.apply(new)
    assert ledger.findings() == check(book)
    new = [Change(None, figure("2018-05", "10", of="vital/1"))]
    ledger.apply(new)
    assert "commentary-contradiction" in {finding.rule for finding in ledger.findings()}


def test_that_a_dismissal_takes_a_finding_out_of_the_ledger():
    book = a_book()
    high = [Change(book.observation("vital/1", MONTHS[3]), figure(MONTHS[3], "120", of="vital/1"))]
    book.apply(high)
    ledger = Ledger(book)
    found = next(finding for finding in ledger.findings() if finding.rule == "scale")
    dismissed = [Change(None, Dismissal(dismissal_key(found), "So it is.", "", ""))]
    ledger.apply(dismissed)
    assert found not in ledger.findings()

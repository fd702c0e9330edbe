"""Return forms: out to the services, home again whatever became of them, and who still owes what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, change_set
from scorecard_desktop.domain.chasing import ReturnState, chasing_list
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, month, quarter
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.services.importer import Action, plan_import
from scorecard_desktop.services.returns import make_forms, next_period
from scorecard_desktop.services.session import Session

MAY = month(2018, 5)
PLANS, CHILDREN, VISITS = "vital/5.4", "vital/5.1", "vital/7.1"


def indicator(identity: str, name: str, service: str, unit: Unit = Unit.PERCENT) -> Indicator:
    return Indicator(
        identity, "vital", int(identity[-1]), identity[6:], name, unit=unit, decimals=1 if unit is Unit.PERCENT else 0,
        polarity=Polarity.HIGH, service=service,
    )  # fmt: skip


@pytest.fixture
def book() -> Book:
    """Two services, three indicators, figures for April."""
    return Book(
        [
            Scorecard("vital", 1, "Vital signs", PeriodKind.MONTH),
            ScorecardPeriod("vital", "2018-04", "Apr 18"),
            indicator(PLANS, "Plans up to date", "Social Work"),
            indicator(CHILDREN, "Children with a plan", "Social Work", Unit.COUNT),
            indicator(VISITS, "Visits in time", "Early Help"),
            Observation(PLANS, "2018-04", value=Decimal("81.7"), numerator=Decimal(49), denominator=Decimal(60)),
            Observation(CHILDREN, "2018-04", value=Decimal(412)),
            Observation(VISITS, "2018-04", value=Decimal(90)),
        ]
    )


@pytest.fixture
def form(book, tmp_path) -> Path:
    """The form of Social Work for May, sent."""
    forms, noted = make_forms(book, tmp_path, MAY, only=["social work"], due=date(2018, 6, 8), today=date(2018, 6, 1))
    book.apply(noted.changes)
    (made,) = forms
    return made.path


Fill = Callable[[str, str, object], None]


def filled(path: Path, *entries: tuple[str, str, Any], by: str = "") -> Path:
    """The form with cells typed into: the indicator's key, the column's heading, what is typed."""
    workbook = openpyxl.load_workbook(path)
    for key, heading, content in entries:
        for sheet in workbook.worksheets:
            places = headings(sheet)
            if heading in places:
                row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == key)
                sheet.cell(row, places[heading]).value = content
    if by:
        sheet = workbook["Figures"]
        label = next(c for row in sheet.iter_rows() for c in row if c.value == "Completed by")
        sheet.cell(label.row, label.column + 1).value = by
    came = path.with_name("came back by e-mail.xlsx")
    workbook.save(came)
    return came


def headings(sheet: Worksheet) -> dict[str, int]:
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == "Key")
    return {str(cell.value): cell.column for cell in row if cell.value}


def taken(book: Book, came: Path, when: str = "") -> None:
    book.apply(plan_import(book, [came]).change_set().changes)


def test_that_a_form_has_only_its_services_indicators_with_what_was_last_said(form):
    sheet = openpyxl.load_workbook(form)["Figures"]
    places = headings(sheet)
    keys = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    assert keys[-2:] == [CHILDREN, PLANS] or keys[-2:] == [PLANS, CHILDREN]
    assert VISITS not in keys
    row = keys.index(PLANS) + 1
    assert sheet.cell(row, places["Apr 2018"]).value == pytest.approx(0.817)
    assert sheet.cell(row, places["Unit"]).value == "%"


def test_that_only_the_cells_to_fill_in_are_unlocked(form):
    workbook = openpyxl.load_workbook(form)
    for sheet in workbook.worksheets:
        assert sheet.protection.sheet
    sheet = workbook["Figures"]
    places = headings(sheet)
    unlocked = {c.column for c in list(sheet.iter_rows())[-1] if not c.protection.locked}
    named = ("Figure", "Numerator", "Denominator", "If there is no figure, why", "Note")
    assert unlocked == {places[name] for name in named}
    assert sheet.data_validations.count >= 4


def test_that_a_form_that_comes_back_renamed_fills_in_its_period(book, form):
    came = filled(form, (PLANS, "Figure", 0.842), (CHILDREN, "Figure", 415), (PLANS, "Comment", "Two plans were late."))
    taken(book, came)
    held = book.observation(PLANS, "2018-05")
    assert held is not None
    assert held.value == Decimal("84.2")
    assert held.source is not None
    assert held.source.file == came.name
    assert book.observation(CHILDREN, "2018-05") is not None
    said = book.get(Commentary, PLANS, "2018-05", "comment")
    assert said is not None
    assert said.text == "Two plans were late."


def test_that_a_new_period_gets_its_column(book, form):
    taken(book, filled(form, (PLANS, "Figure", 0.842)))
    assert book.periods("vital") == [month(2018, 4), MAY]
    assert book.current_period("vital") == MAY


def test_that_a_form_of_another_council_is_said_and_changes_nothing(form):
    came = filled(form, (PLANS, "Figure", 0.842), (PLANS, "Comment", "Ours"))
    plan = plan_import(Book(), [came])
    assert {finding.rule for finding in plan.findings} == {"not-recognised"}
    assert PLANS in plan.findings[0].message
    assert plan.entries == ()


def test_that_counts_without_a_percentage_give_it(book, form):
    taken(book, filled(form, (PLANS, "Numerator", 3), (PLANS, "Denominator", 4)))
    held = book.observation(PLANS, "2018-05")
    assert held is not None
    assert (held.value, held.numerator, held.denominator) == (Decimal(75), Decimal(3), Decimal(4))


def test_that_a_chosen_reason_stands_in_place_of_a_figure(book, form):
    taken(book, filled(form, (PLANS, "If there is no figure, why", "[x] not available")))
    held = book.observation(PLANS, "2018-05")
    assert held is not None
    assert (held.value, held.symbol) == (None, Symbol.NOT_AVAILABLE)


def test_that_a_figure_with_a_reason_for_none_is_taken_and_said(book, form):
    came = filled(form, (PLANS, "Figure", 0.5), (PLANS, "If there is no figure, why", "[z] not applicable"))
    plan = plan_import(book, [came])
    assert [finding.rule for finding in plan.findings] == ["unmapped-text"]
    assert "The figure is taken" in plan.findings[0].message


def test_that_importing_a_form_again_changes_nothing(book, form):
    came = filled(form, (PLANS, "Figure", 0.842), (PLANS, "Action required", "- Chase them"))
    taken(book, came)
    plan = plan_import(book, [came])
    assert {entry.action for entry in plan.entries} == {Action.UNCHANGED}
    assert plan.change_set().changes == ()


def test_that_rows_in_another_order_and_hidden_columns_come_home_the_same(book, form):
    came = filled(form, (PLANS, "Figure", 0.842), (CHILDREN, "Figure", 415))
    workbook = openpyxl.load_workbook(came)
    sheet = workbook["Figures"]
    first, last = sheet.max_row - 1, sheet.max_row
    for column in range(1, sheet.max_column + 1):
        above, below = sheet.cell(first, column), sheet.cell(last, column)
        above.value, below.value = below.value, above.value
        above.number_format, below.number_format = below.number_format, above.number_format
    sheet.column_dimensions["A"].hidden = True
    sheet.insert_rows(1)
    workbook.save(came)
    taken(book, came)
    plans, children = book.observation(PLANS, "2018-05"), book.observation(CHILDREN, "2018-05")
    assert plans is not None
    assert children is not None
    assert (plans.value, children.value) == (Decimal("84.2"), Decimal(415))


def changed_here(book: Book, value: str) -> None:
    before = book.observation(PLANS, "2018-05")
    book.apply([Change(before, Observation(PLANS, "2018-05", value=Decimal(value)))])


def test_that_a_figure_changed_on_both_sides_is_a_conflict_that_an_officer_settles(book, form):
    changed_here(book, "80")
    plan = plan_import(book, [filled(form, (PLANS, "Figure", 0.842), by="Sam Hill")])
    (conflict,) = [entry for entry in plan.entries if entry.action is Action.CONFLICT]
    (finding,) = plan.findings
    assert finding.rule == "conflicting-values"
    assert "80.0%" in finding.message
    assert "84.2%" in finding.message
    assert "Sam Hill" in finding.message
    assert plan.counts.rejected == 1

    kept = book.copy()
    kept.apply(plan.change_set().changes)
    held = kept.observation(PLANS, "2018-05")
    assert held is not None
    assert held.value == Decimal(80)

    book.apply(plan.change_set({plan.entries.index(conflict)}).changes)
    held = book.observation(PLANS, "2018-05")
    assert held is not None
    assert held.value == Decimal("84.2")


def test_that_a_conflict_says_who_changed_the_figure_here_and_when(book, form, tmp_path):
    with Session.open(tmp_path / "s.scorecard", who="Pat Lee") as session:
        session.commit(change_set("all", [Change(None, record) for record in book.records()]))
        session.commit(change_value(session.book, PLANS, "2018-05", "80%"))
        plan = plan_import(session.book, [filled(form, (PLANS, "Figure", 0.842))], history=session.history)
    today = date.today()
    assert f"changed by Pat Lee on {today.day} {today:%b %Y} since the form was made" in plan.findings[0].message


def test_that_the_same_figure_on_both_sides_is_no_conflict(book, form):
    changed_here(book, "84.2")
    plan = plan_import(book, [filled(form, (PLANS, "Figure", 0.842))])
    assert plan.findings == ()
    assert plan.counts.rejected == 0


def test_that_a_comment_written_on_both_sides_is_a_conflict(book, form):
    book.apply([Change(None, Commentary(PLANS, "2018-05", CommentaryPart.COMMENT, "Ours."))])
    plan = plan_import(book, [filled(form, (PLANS, "Comment", "Theirs."))])
    assert [entry.action for entry in plan.entries] == [Action.CONFLICT]


def test_that_a_held_comment_is_shown_in_the_form_and_may_be_changed(book, tmp_path):
    book.apply([Change(None, Commentary(PLANS, "2018-05", CommentaryPart.COMMENT, "First draft."))])
    forms, _ = make_forms(book, tmp_path, MAY, only=["Social Work"])
    taken(book, filled(forms[0].path, (PLANS, "Comment", "Second draft.")))
    said = book.get(Commentary, PLANS, "2018-05", "comment")
    assert said is not None
    assert said.text == "Second draft."


@pytest.mark.parametrize(
    ("heading", "content", "rule"),
    [
        ("Figure", "lots", "unmapped-text"),
        ("Numerator", "a few", "unmapped-text"),
        ("If there is no figure, why", "because", "unmapped-text"),
    ],
)
def test_that_what_cannot_be_read_is_a_finding_at_its_cell(book, form, heading, content, rule):
    came = filled(form, (PLANS, heading, content))
    sheet = openpyxl.load_workbook(came)["Figures"]
    cell = next(c.coordinate for row in sheet.iter_rows() for c in row if c.value == content)
    came2 = filled(came, (CHILDREN, "Figure", 415))
    plan = plan_import(book, [came2])
    assert [(f.rule, f.cell, f.indicator) for f in plan.findings] == [(rule, cell, PLANS)]


def test_that_a_form_with_nothing_filled_in_is_refused_as_such(book, form):
    with pytest.raises(Refusal, match="is a return form, and nothing is filled in yet"):
        plan_import(book, [form])


def test_that_the_chasing_list_follows_a_return_from_not_sent_to_received(book, tmp_path):
    def state(day: int) -> dict[str, ReturnState]:
        return {line.service: line.state for line in chasing_list(book, MAY, date(2018, 6, day))}

    assert state(1) == {"Social Work": ReturnState.NOT_SENT, "Early Help": ReturnState.NOT_SENT}
    forms, noted = make_forms(book, tmp_path, MAY, due=date(2018, 6, 8), today=date(2018, 6, 1))
    book.apply(noted.changes)
    assert set(state(8).values()) == {ReturnState.AWAITED}
    assert set(state(9).values()) == {ReturnState.LATE}
    early_help = next(made.path for made in forms if made.service == "Early Help")
    taken(book, filled(early_help, (VISITS, "Figure", 0.9), by="Lee"))
    assert state(8) == {"Social Work": ReturnState.AWAITED, "Early Help": ReturnState.RECEIVED}
    kept = book.get(Return, "Early Help", "2018-05")
    assert kept is not None
    assert (kept.received_as, kept.received_from, kept.due) == ("came back by e-mail.xlsx", "Lee", date(2018, 6, 8))
    social = next(made.path for made in forms if made.service == "Social Work")
    taken(book, filled(social, (PLANS, "Figure", 0.9)))
    assert state(8)["Social Work"] is ReturnState.PART
    missing = next(line.missing for line in chasing_list(book, MAY, date(2018, 6, 8)) if line.service == "Social Work")
    assert [each.id for each in missing] == [CHILDREN]


def test_that_a_figure_that_is_not_due_is_not_asked_for(book, tmp_path):
    book.apply([Change(None, Observation(PLANS, "2018-05", expected=False))])
    forms, _ = make_forms(book, tmp_path, MAY)
    assert {made.service: made.lines for made in forms} == {"Social Work": 1, "Early Help": 1}


def test_that_the_next_period_is_the_one_after_the_latest_reported(book):
    assert next_period(book) == MAY
    assert next_period(Book()) is None


def test_that_a_period_that_nobody_reports_and_an_unknown_service_are_refused(book, tmp_path):
    with pytest.raises(Refusal, match="No indicator is due"):
        make_forms(book, tmp_path / "forms", quarter(2018, 1))
    with pytest.raises(Refusal, match="names the service “Highways”"):
        make_forms(book, tmp_path / "forms", MAY, only=["Highways"])
    assert not (tmp_path / "forms").exists()


def test_that_a_service_name_that_no_file_may_have_still_gives_a_form(book, tmp_path):
    known = book.get(Indicator, VISITS)
    assert known is not None
    book.apply([Change(known, replace(known, service="Early Help: 0/5 <North>"))])
    forms, _ = make_forms(book, tmp_path, MAY, only=["Early Help: 0/5 <North>"])
    assert forms[0].path.name == "Return Early Help 0 5 North 2018-05.xlsx"
    taken(book, filled(forms[0].path, (VISITS, "Figure", 0.5)))
    assert book.observation(VISITS, "2018-05") is not None

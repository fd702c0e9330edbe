"""The registers' pages: what officers enter, change, review, link and close, by keys, each undone as one step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme
from scorecard_desktop.domain.recommendation import RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.risk import RiskNote, RiskTask, is_exception
from scorecard_desktop.domain.risk_register import indicators_of, open_risks
from scorecard_desktop.domain.settings import risk_settings
from scorecard_desktop.services.recording import change_record
from scorecard_desktop.ui.views.record_form import RecordForm
from scorecard_desktop.ui.views.ticking import Ticking
from scorecard_desktop.ui.widgets.comment_box import WritingBox

KEY = Qt.Key
TODAY = snapshot(date.today()).label
REGISTERS = ("risks", "recommendations", "programmes", "meetings")


def form_of(window) -> RecordForm:
    return window.findChildren(RecordForm)[-1]


def fill(form: RecordForm, **texts: str) -> None:
    for column, text in texts.items():
        box = form.boxes[column]
        if isinstance(box, QComboBox):
            box.setCurrentText(text)
        elif isinstance(box, WritingBox):
            box.setPlainText(text)
        else:
            assert isinstance(box, QLineEdit)
            box.setText(text)


def keep(qtbot, window, **texts: str) -> None:
    form = form_of(window)
    fill(form, **texts)
    qtbot.keyClick(next(iter(form.boxes.values())), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible(), form.trouble.text()


@pytest.fixture
def risks(window, workspace):
    workspace.go_to("risks")
    workspace.page.take_focus()
    return workspace.page


@pytest.mark.parametrize("page", REGISTERS)
def test_that_a_register_can_be_begun_by_hand_in_an_empty_store(qtbot, open_window, tmp_path, page):
    window = open_window(tmp_path / "empty.scorecard")
    window.actions_[f"go {page}"].trigger()
    shown = window.workspace.page
    assert shown.empty_state.isVisible()
    shown.empty_state.buttons[0].click()
    typed = {
        "risks": {"number": "R1", "title": "Placements"},
        "recommendations": {"body": "Ofsted", "ref": "4", "text": "Offer help early"},
        "programmes": {"name": "Homes"},
        "meetings": {"committee": "Children", "held": "10 July 2018"},
    }[page]
    keep(qtbot, window, **typed)
    assert shown.summary.text().startswith("1 ")
    assert not window.workspace.store.empty
    window.actions_["undo"].trigger()
    assert window.workspace.store.empty


def test_that_enter_changes_a_risk_s_newest_review_and_undo_takes_it_back(qtbot, window, workspace, risks):
    risk, review = open_risks(workspace.store.book)[0]
    qtbot.keyClick(risks.table, KEY.Key_Return)
    form = form_of(window)
    fill(form, current_likelihood="5", current_impact="5")
    assert "current 5 × 5 = 25" in form.comes_to.text()
    keep(qtbot, window)
    assert workspace.store.book.reviews(risk.id)[-1].current.value == 25
    assert risks.listing.at(0)[0].id == risk.id
    window.actions_["undo"].trigger()
    assert workspace.store.book.reviews(risk.id)[-1] == review


def test_that_what_a_form_refuses_is_said_at_its_box_and_nothing_is_lost(qtbot, window, workspace, risks):
    qtbot.keyClick(risks.table, KEY.Key_Return)
    form = form_of(window)
    fill(form, target_date="soon", progress="Half done")
    form.accept()
    assert form.isVisible()
    assert "Target date: “soon” is not a date" in form.trouble.text()
    assert form.focusWidget() is form.boxes["target_date"]
    assert form.texts["progress"] == "Half done"
    form.reject()


def test_that_tasks_and_notes_are_added_by_insert_and_taken_out_by_delete(qtbot, window, workspace, risks):
    risk = risks.listing.at(0)[0]
    for part, kind, typed in (
        (risks.tasks, RiskTask, {"text": "Recruit", "due": "1 Jan 2018"}),
        (risks.notes, RiskNote, {"text": "Begun"}),
    ):
        risks.tabs.setCurrentWidget(part)
        part.table.setFocus()
        qtbot.keyClick(part.table, KEY.Key_Insert)
        keep(qtbot, window, **typed)
        assert len(workspace.store.book.of(kind, risk.id)) == 1
    risks.tabs.setCurrentWidget(risks.tasks)
    assert risks.tasks.listing.index(0, 3).data() == "Overdue"
    qtbot.keyClick(risks.tasks.table, KEY.Key_Delete)
    assert workspace.store.book.of(RiskTask, risk.id) == []


def test_that_a_new_review_carries_every_open_risk_over(qtbot, window, workspace, risks):
    count = len(open_risks(workspace.store.book))
    risks.new_review.click()
    keep(qtbot, window, reviewed=TODAY)
    reviews = [review for _, review in open_risks(workspace.store.book) if review is not None]
    assert {review.reviewed for review in reviews} == {date.today()}
    assert len(reviews) == count


def test_that_a_risk_is_closed_with_a_reason_and_kept_among_the_closed(qtbot, window, workspace, risks):
    risk = risks.listing.at(0)[0]
    risks.close_it.click()
    form = form_of(window)
    form.accept()
    assert "Say why the risk is closed" in form.trouble.text()
    keep(qtbot, window, closed_reason="Merged")
    assert risk.id not in {one.id for one, _ in open_risks(workspace.store.book)}
    assert risks.closed.at(0)[0].closed_reason == "Merged"
    risks.tabs.setCurrentWidget(risks.closed_table)
    risks.closed_table.choose(0)
    qtbot.keyClick(risks.closed_table, KEY.Key_Return)
    keep(qtbot, window, closed="", closed_reason="")
    assert risk.id in {one.id for one, _ in open_risks(workspace.store.book)}


def test_that_a_cell_of_the_matrix_shows_its_risks_alone(qtbot, workspace, risks):
    placed = [(risk, review) for risk, review in open_risks(workspace.store.book) if review and review.current.impact]
    risk, review = placed[0]
    risks.tabs.setCurrentIndex(6)
    cell = risks.matrix.button(review.current.likelihood, review.current.impact)
    assert risk.number in cell.accessibleName()
    cell.setFocus()
    qtbot.keyClick(cell, KEY.Key_Space)
    shown = [risks.listing.at(row)[0].number for row in range(risks.listing.rowCount())]
    assert risk.number in shown
    assert len(shown) < len(open_risks(workspace.store.book))
    risks.all.click()
    assert risks.listing.rowCount() == len(open_risks(workspace.store.book))


def test_that_the_exceptions_are_shown_alone(qtbot, workspace, risks):
    book = workspace.store.book
    review = open_risks(book)[0][1]
    assert review is not None
    workspace.store.submit(change_record(book, review, {"prospects": "Green"}))
    wanted = [r.number for r, review in open_risks(book) if review and is_exception(review, risk_settings(book))]
    assert 0 < len(wanted) < len(open_risks(book))
    risks.exceptions_only.setFocus()
    qtbot.keyClick(risks.exceptions_only, KEY.Key_Space)
    assert [risks.listing.at(row)[0].number for row in range(risks.listing.rowCount())] == wanted
    qtbot.keyClick(risks.exceptions_only, KEY.Key_Space)
    assert risks.listing.rowCount() == len(open_risks(book))


def test_that_every_cell_of_the_matrix_says_its_score_and_its_risks(risks):
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            said = risks.matrix.button(likelihood, impact).accessibleName()
            assert said.startswith(f"Likelihood {likelihood}, impact {impact}, score {likelihood * impact}, ")


def test_that_an_indicator_is_linked_by_a_tick_and_gone_to_by_enter(qtbot, window, workspace, risks):
    risk = risks.listing.at(0)[0]
    risks.tabs.setCurrentWidget(risks.links)
    risks.links.indicators.click()
    ticking = window.findChildren(Ticking)[-1]
    qtbot.keyClicks(ticking.find_box, "plan in place")
    shown = [row for row in range(ticking.list.count()) if not ticking.list.isRowHidden(row)]
    ticking.list.item(shown[0]).setCheckState(Qt.CheckState.Checked)
    ticking.accept()
    (linked,) = indicators_of(workspace.store.book, risk)
    assert linked.ref == "5.5"
    risks.links.table.choose(0)
    qtbot.keyClick(risks.links.table, KEY.Key_Return)
    assert workspace.page_name == "scorecard"


def test_that_the_history_of_a_risk_says_what_was_changed(qtbot, window, workspace, risks):
    qtbot.keyClick(risks.table, KEY.Key_Return)
    keep(qtbot, window, owner="Head of Placements")
    risks.tabs.setCurrentWidget(risks.history)
    said = [risks.history.listing.at(row).what for row in range(risks.history.listing.rowCount())]
    assert any("Owner: " in what and "→ Head of Placements" in what for what in said)


def begin(qtbot, window, workspace, page: str, **typed: str):
    workspace.go_to(page)
    workspace.page.new.click()
    keep(qtbot, window, **typed)
    return workspace.page


def test_that_a_recommendation_is_reviewed_and_the_change_is_listed(qtbot, window, workspace):
    page = begin(
        qtbot,
        window,
        workspace,
        "recommendations",
        body="Ofsted",
        ref="4",
        text="Offer help early",
        status="Not yet met",
        due="1 Mar 2018",
        reviewed="1 Jan 2018",
    )
    assert "1 overdue" in page.summary.text()
    page.review.click()
    keep(qtbot, window, reviewed="1 Apr 2018")
    qtbot.keyClick(page.table, KEY.Key_Return)
    keep(qtbot, window, status="Met", evidence="Audit")
    (first, second) = sorted(workspace.store.book.all(RecommendationReview), key=lambda r: r.reviewed)
    assert (first.status, second.status) == (RecommendationStatus.NOT_YET, RecommendationStatus.MET)
    (change,) = page.changes.changes.things
    assert (change.aspect, change.before, change.after) == ("status", "not yet met", "met")
    assert "overdue" not in page.summary.text()


def test_that_a_programme_has_reports_milestones_and_outcome_measures(qtbot, window, workspace):
    page = begin(qtbot, window, workspace, "programmes", name="Homes", manager="A. Manager")
    page.new_report.click()
    keep(qtbot, window, status="Amber", trend="Worse", achievements="Opened the first home", reported=TODAY)
    page.tabs.setCurrentWidget(page.milestones)
    page.milestones.table.setFocus()
    for text, planned in (("First home", "1 Jan 2018"), ("Second home", "1 Jan 2090")):
        qtbot.keyClick(page.milestones.table, KEY.Key_Insert)
        keep(qtbot, window, text=text, planned=planned)
    assert [one.text for one in page.milestones.listing.things] == ["First home", "Second home"]
    page.milestones.table.choose(1)
    qtbot.keyClick(page.milestones.table, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.text for one in page.milestones.listing.things] == ["Second home", "First home"]
    assert "1 milestone is overdue" in page.summary.text()
    ticking = page.ask_measures()
    ticking.list.item(0).setCheckState(Qt.CheckState.Checked)
    ticking.accept()
    assert page.measures.rowCount() == 1
    assert "Nil return" in page.report.text
    assert "Opened the first home" in page.report.text
    book = workspace.store.book
    assert (len(book.all(Programme)), len(book.all(Highlight)), len(book.all(Milestone))) == (1, 1, 2)
    page.take_out.click()
    assert book.all(Milestone) == []
    window.actions_["undo"].trigger()
    assert len(book.all(Milestone)) == 2


def test_that_a_meeting_has_items_that_can_be_postponed_and_actions_that_are_followed(qtbot, window, workspace):
    page = begin(qtbot, window, workspace, "meetings", committee="Children", held="10 July 2018")
    page.new.click()
    keep(qtbot, window, held="11 September 2090")
    page.table.choose(page.listing.row_of(workspace.store.book.all(Meeting)[0]))
    page.table.setFocus()
    page.tabs.setCurrentWidget(page.agenda)
    qtbot.keyClick(page.agenda.table, KEY.Key_Insert)
    keep(qtbot, window, title="Budget", requested_action="To note")
    page.tabs.setCurrentWidget(page.arising)
    qtbot.keyClick(page.arising.table, KEY.Key_Insert)
    keep(qtbot, window, text="Write to the minister", due="1 Aug 2018")
    assert "1 overdue" in page.summary.text()
    assert page.packs_said.text().startswith("No pack has been published for this meeting.")
    assert page.asked_said.text() == ""
    assert page.full.sentence.text().startswith("Children, 2018-19: 1 meeting with 1 item")
    assert page.asked_chart.sentence.text() == "Children: 0 of 1 action done, 1 overdue."
    page.tabs.setCurrentWidget(page.agenda)
    page.postpone.click()
    keep(qtbot, window)
    (item,) = workspace.store.book.all(AgendaItem)
    later = next(one for one in workspace.store.book.all(Meeting) if one.held.year == 2090)
    assert item.meeting == later.id
    (action,) = workspace.store.book.all(MeetingAction)
    page.asked_table.opened.emit(page.asked.at(0))
    keep(qtbot, window, completed=TODAY, follow_up="Answered")
    assert workspace.store.book.get(MeetingAction, action.id).completed == date.today()
    assert page.asked.rowCount() == 0
    assert page.asked_said.text() == "Everything that the meetings asked for is done."


def test_that_a_form_of_a_store_open_for_reading_only_does_not_open(qtbot, window, workspace, risks, monkeypatch):
    monkeypatch.setattr(type(workspace.store), "read_only", property(lambda _: True))
    said: list[str] = []
    workspace.refused.connect(said.append)
    before = len(window.findChildren(RecordForm))
    qtbot.keyClick(risks.table, KEY.Key_Return)
    assert len(window.findChildren(RecordForm)) == before
    assert said == ["This store is open for reading only."]


def test_that_the_panel_of_an_indicator_names_the_risks_that_it_affects(qtbot, window, workspace, risks):
    from scorecard_desktop.services.risks import link_indicators

    risk = risks.listing.at(0)[0]
    workspace.store.submit(link_indicators(workspace.store.book, risk, ["5.4"]))
    workspace.open_at_present("5.4")
    said = "\n".join(part.text() for part in workspace.panel.findChildren(QLabel))
    assert f"Affects the risk: {risk.number} " in said


def test_that_what_is_overdue_in_a_register_is_among_the_things_to_do(qtbot, window, workspace):
    begin(qtbot, window, workspace, "programmes", name="Homes")
    page = workspace.page
    page.tabs.setCurrentWidget(page.milestones)
    page.milestones.ask_new()
    keep(qtbot, window, text="First home", planned="1 Jan 2018")
    workspace.go_to("overview")
    qtbot.waitUntil(lambda: any("overdue" in line.words for line in workspace.page.lines.lines), timeout=5000)


def test_that_what_two_reviews_do_not_say_is_told_under_a_heading_of_its_own(qtbot, window, workspace, risks):
    found = risks.reconciliation.changes
    qtbot.keyClick(risks.table, KEY.Key_Return)
    keep(qtbot, window, target_date="")
    said = [[found.index(row, column).data() for column in range(5)] for row in range(found.rowCount())]
    spoken = [found.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(found.rowCount())]
    assert said[-1][:3] == ["RM1", "Not known", ""]
    assert "oes not give the target date" in said[-1][4]
    assert spoken.count("Not compared, since one of the two reviews does not say") == 1
    assert "1 risk not compared, or only in part" in risks.reconciliation._said.text()


def test_that_a_finding_of_a_register_leads_to_its_line_whatever_was_shown_there(qtbot, window, workspace, risks):
    page = workspace.page
    other = page.listing.rowCount() - 1
    risk = page.listing.at(other)[0]
    page.table.choose(other)
    page.tabs.setCurrentWidget(page.tasks)
    page.tasks.ask_new()
    keep(qtbot, window, text="Recruit", due="1 Jan 2017")
    page.exceptions_only.setChecked(True)
    workspace.go_to("findings")
    found = workspace.page
    qtbot.waitUntil(lambda: any("task “Recruit”" in one.subject for one in found.listing.things), timeout=5000)
    found.find_box.setText("recruit")
    assert found.go.text() == "Go to the risk"
    qtbot.keyClick(found.table, KEY.Key_Return)
    assert workspace.page is page
    assert page.listing.at(page.table.currentIndex().row())[0] == risk

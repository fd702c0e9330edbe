"""Imports into a session: planned, cancelled, taken in part, one step of undo, findings kept and replaced."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scorecard_desktop.domain.book import Conflict
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.domain.scorecard import SourceFile
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import Action, apply_plan, plan_import
from scorecard_desktop.services.session import Session


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "council.scorecard") as opened:
        yield opened


@pytest.fixture
def workbook(tmp_path) -> Path:
    found = next(path for path in sample_workbooks() if "vital-signs" in path.name)
    return Path(shutil.copy(found, tmp_path / "vital signs.xlsx"))


def records(session: Session) -> set[object]:
    return set(session.book.records())


def test_that_an_import_is_one_step_of_undo(session):
    before = records(session)
    result = apply_plan(session, plan_import(session.book, sample_workbooks()))
    assert result.added > 500
    after = records(session)
    assert session.undo_label.startswith("import of ")
    session.undo()
    assert records(session) == before
    session.redo()
    assert records(session) == after
    with Session.open(session.path, read_only=True) as reader:
        assert records(reader) == after


def test_that_planning_changes_nothing(session):
    before = records(session)
    plan_import(session.book, sample_workbooks())
    assert records(session) == before
    assert session.undo_label == ""


def test_that_a_file_imported_again_makes_no_step(session, workbook):
    first = apply_plan(session, plan_import(session.book, [workbook]))
    session.undo()
    session.redo()
    label = session.undo_label
    again = apply_plan(session, plan_import(session.book, [workbook]))
    assert (again.added, again.altered, again.rejected, again.unchanged) == (0, 0, 0, first.added)
    assert session.undo_label == label


def test_that_one_file_named_twice_is_read_once(session, workbook):
    once = plan_import(session.book, [workbook])
    assert plan_import(session.book, [workbook, workbook]).counts == once.counts


def test_that_what_was_taken_in_part_brings_what_it_needs(session, workbook):
    plan = plan_import(session.book, [workbook])
    position, figure = next(
        (n, entry.record) for n, entry in enumerate(plan.entries) if isinstance(entry.record, Observation)
    )
    result = apply_plan(session, plan, {position})
    assert session.book.all(Observation) == [figure]
    assert [indicator.id for indicator in session.book.all(Indicator)] == [figure.indicator]
    assert (result.added, result.altered) == (3, 0)  # the figure, its indicator, its scorecard
    assert result.rejected == plan.counts.added - 3
    assert len(session.book.all(SourceFile)) == 1


def test_that_the_findings_of_a_corrected_file_replace_those_of_the_former(session, workbook):
    apply_plan(session, plan_import(session.book, [workbook]))
    scale = [finding for finding in session.book.all(Finding) if finding.rule == "scale"]
    assert scale
    corrected = load_workbook(workbook)
    corrected[scale[0].sheet][scale[0].cell].number_format = "0"
    corrected.save(workbook)
    apply_plan(session, plan_import(session.book, [workbook]))
    assert not [finding for finding in session.book.all(Finding) if finding.rule == "scale"]


def test_that_a_changed_figure_is_an_alteration_that_names_its_cell(session, workbook):
    apply_plan(session, plan_import(session.book, [workbook]))
    figure = next(o for o in session.book.all(Observation) if o.value is not None and o.source is not None)
    assert figure.source is not None
    assert figure.value is not None
    changed = load_workbook(workbook)
    cell = changed[figure.source.sheet][figure.source.cell]
    cell.value = cell.value + 0.01
    changed.save(workbook)
    plan = plan_import(session.book, [workbook])
    altered = [e for e in plan.entries if e.action is Action.ALTER and isinstance(e.record, Observation)]
    assert [e.source.cell for e in altered if e.source is not None] == [figure.source.cell]


def test_that_a_plan_that_the_book_has_moved_on_from_is_a_conflict(session, workbook):
    plan = plan_import(session.book, [workbook])
    first = plan.change_set().changes[0]
    session.commit(ChangeSet("meanwhile", (first,)))
    before = records(session)
    with pytest.raises(Conflict):
        apply_plan(session, plan)
    assert records(session) == before


def test_that_progress_only_goes_forward_and_reaches_the_end(session):
    told: list[tuple[int, int, str]] = []
    plan_import(session.book, sample_workbooks(), progress=lambda *said: told.append(said))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert {total for _, total, _ in told} == {told[-1][0]}
    for path in sample_workbooks():
        assert any(path.name in what for _, _, what in told)


def test_that_an_import_can_be_cancelled_between_any_two_questions(session, workbook):
    asked = [0]

    def count() -> bool:
        asked[0] += 1
        return False

    plan_import(session.book, [workbook], cancelled=count)
    assert asked[0] > 3
    for limit in {1, 2, asked[0] // 2, asked[0]}:
        left = [limit]

        def stop(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] <= 0

        with pytest.raises(Cancelled):
            plan_import(session.book, [workbook], cancelled=stop)


def test_that_a_workbook_of_which_nothing_is_known_is_refused_alone_and_told_of_among_others(
    session, workbook, tmp_path
):
    from openpyxl import Workbook

    other = tmp_path / "rota.xlsx"
    Workbook().save(other)
    with pytest.raises(Refusal, match=r"rota\.xlsx"):
        plan_import(session.book, [other])
    plan = plan_import(session.book, [other, workbook])
    assert any("rota.xlsx" in (finding.file, finding.subject) for finding in plan.findings)


def test_that_every_figure_of_an_import_tells_its_history(session, workbook):
    apply_plan(session, plan_import(session.book, [workbook]))
    figure = session.book.all(Observation)[0]
    (entry,) = session.history(figure)
    assert entry.change == Change(None, figure)
    assert "vital signs.xlsx" in entry.label

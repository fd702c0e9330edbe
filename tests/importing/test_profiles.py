"""Remembered layouts: next month's file is known, and what has drifted is said and mapped anew, never misread."""

from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.target import Target
from scorecard_desktop.importing import Meaning
from scorecard_desktop.importing.plan import ImportPlan
from scorecard_desktop.importing.profile import DRIFT
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import plan_import

COLUMNS = ("Ref", "Indicator", "Good is", "Target", "Jan 18", "Feb 18", "Mar 18", "Comment")
ROWS = (
    ("1.1", "% of plans that are up to date", "High", 0.9, 0.81, 0.82, 0.84, "Two teams were short."),
    ("1.2", "% of visits held in time", "High", 0.85, 0.88, 0.9, 0.91, ""),
    ("1.3", "Number of children with a plan", "Info", "", 410, 415, 402, ""),
)


@dataclass
class Maker:
    """Writes a month's return."""

    folder: Path

    def __call__(self, name: str, columns=COLUMNS, rows=ROWS, above=()) -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "Social work"
        sheet.append(["Social work performance"])
        sheet.append([])
        for line in (*above, columns):
            sheet.append(list(line))
        for row in rows:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, float):
                    cell.number_format = "0.0%"
        place = self.folder / name
        workbook.save(place)
        return place


@pytest.fixture
def make(tmp_path) -> Maker:
    return Maker(tmp_path)


def take(book: Book, *paths: Path, **how) -> ImportPlan:
    plan = plan_import(book, paths, **how)
    book.apply(plan.change_set().changes)
    return plan


def drifted(plan: ImportPlan) -> list[Finding]:
    return [finding for finding in plan.findings if finding.rule == DRIFT]


def targets(book: Book) -> list[object]:
    return [target.value for target in sorted(book.all(Target), key=lambda t: t.indicator)]


def swapped(rows, first: int, second: int):
    def swap(row):
        cells = list(row)
        cells[first], cells[second] = cells[second], cells[first]
        return tuple(cells)

    return tuple(swap(row) for row in rows)


def inserted(row, place: int, cell):
    return (*row[:place], cell, *row[place:])


@pytest.fixture
def book(make) -> Book:
    """A book after March's return was accepted."""
    made = Book()
    take(made, make("social work Mar 18.xlsx"))
    return made


def next_month(columns=COLUMNS, rows=ROWS):
    return tuple({"Jan 18": "Feb 18", "Feb 18": "Mar 18", "Mar 18": "Apr 18"}.get(c, c) for c in columns), rows


def test_that_an_accepted_layout_is_remembered_under_the_name_of_its_file_without_the_month(book):
    (profile,) = book.all(Profile)
    assert profile.name == "social work"
    (table,) = profile.tables
    assert [(column.heading, column.means) for column in table.columns] == [
        ("Ref", "reference"),
        ("Indicator", "indicator"),
        ("Good is", "polarity"),
        ("Target", "target"),
        ("Comment", "comment"),
    ]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("norfolk-mi-county-2018-04.xlsx", "norfolk mi county"),
        ("Vital signs April 2018.xlsx", "Vital signs"),
        ("Q2 2017-18 scorecard.xlsx", "scorecard"),
        ("MI_2018_04_30.xlsx", "MI"),
        ("2018-04.xlsx", "2018-04"),
    ],
)
def test_that_a_layout_is_named_for_its_file_without_the_date(make, file, name):
    book = Book()
    take(book, make(file))
    assert [profile.name for profile in book.all(Profile)] == [name]


def test_that_a_unit_that_is_known_outlives_the_column_that_told_it(make):
    columns = inserted(COLUMNS, 4, "Data note")
    named = (*ROWS[:2], ("1.3", "Children with a plan", *ROWS[2][2:]))
    rows = tuple(inserted(row, 4, note) for row, note in zip(named, ("Percentage", "Percentage", "Rate"), strict=True))
    book = Book()
    take(book, make("a Mar 18.xlsx", columns, rows))
    before = [indicator.unit for indicator in book.all(Indicator)]
    take(book, make("a Apr 18.xlsx", next_month()[0], named))
    assert [indicator.unit for indicator in book.all(Indicator)] == before


def test_that_next_months_file_is_read_by_it_without_a_word(book, make):
    plan = plan_import(book, [make("social work Apr 18.xlsx", *next_month())])
    assert plan.read_by == (("social work Apr 18.xlsx", "social work"),)
    assert drifted(plan) == []
    assert not any(isinstance(change.record, Profile) for change in plan.change_set().changes)


def test_that_another_kind_of_workbook_gets_a_layout_of_its_own(book, tmp_path):
    plan = take(book, sample_workbooks()[0])
    assert plan.read_by == ()
    assert len(book.all(Profile)) == 2


@pytest.mark.parametrize("renamed", ["Traget", "Aim for the year"])
def test_that_a_renamed_column_is_said_and_still_read_as_what_it_was(book, make, renamed):
    columns, rows = next_month(tuple(renamed if c == "Target" else c for c in COLUMNS))
    changed = tuple(replace_at(row, 3, 0.5 if isinstance(row[3], float) else row[3]) for row in rows)
    plan = take(book, make("social work Apr 18.xlsx", columns, changed))
    (finding,) = drifted(plan)
    assert finding.severity in (Severity.WARNING, Severity.NOTE)
    assert "“Target”" in finding.message
    assert renamed in finding.message
    assert (finding.sheet, finding.cell) == ("Social work", "D3")
    assert targets(book) == [50, 50]


def test_that_a_target_headed_for_its_year_has_not_drifted(book, make):
    columns, rows = next_month(tuple("Target 18-19" if c == "Target" else c for c in COLUMNS))
    assert drifted(plan_import(book, [make("social work Apr 18.xlsx", columns, rows)])) == []


def replace_at(row, place: int, cell):
    return (*row[:place], cell, *row[place + 1 :])


def test_that_the_new_name_is_remembered_so_that_it_is_said_once(book, make):
    columns, rows = next_month(tuple("Aim for the year" if c == "Target" else c for c in COLUMNS))
    take(book, make("social work Apr 18.xlsx", columns, rows))
    again = plan_import(book, [make("social work May 18.xlsx", columns, rows)])
    assert drifted(again) == []
    assert again.counts.rejected == 0


def test_that_an_added_column_that_nobody_knows_is_said_and_left_out(book, make):
    columns, rows = next_month()
    columns = inserted(columns, 4, "Widgets")
    rows = tuple(inserted(row, 4, 7) for row in rows)
    plan = take(book, make("social work Apr 18.xlsx", columns, rows))
    (finding,) = drifted(plan)
    assert finding.severity is Severity.WARNING
    assert "“Widgets” is new" in finding.message
    assert finding.cell == "E3"
    assert targets(book) == [90, 85]


def test_that_a_column_that_is_gone_is_said_and_what_is_held_stays(book, make):
    columns, rows = next_month()
    plan = take(book, make("social work Apr 18.xlsx", columns[:3] + columns[4:], [r[:3] + r[4:] for r in rows]))
    (finding,) = drifted(plan)
    assert "“Target” (target) is gone" in finding.message
    assert targets(book) == [90, 85]


def test_that_moved_columns_are_said_and_each_read_by_its_heading(book, make):
    columns, rows = next_month()
    (columns,) = swapped([columns], 2, 3)
    plan = take(book, make("social work Apr 18.xlsx", columns, swapped(rows, 2, 3)))
    (finding,) = drifted(plan)
    assert (finding.severity, "another order" in finding.message) == (Severity.NOTE, True)
    assert targets(book) == [90, 85]


def test_that_a_header_that_has_become_deeper_is_said_and_read_as_before(book, make):
    columns, rows = next_month()
    above = [("Ref", "Indicator", "Aims", "Aims", "Last three months", "Last three months", "Last three months", None)]
    plan = take(book, make("social work Apr 18.xlsx", (None, None, *columns[2:]), rows, above))
    assert {finding.severity for finding in drifted(plan)} <= {Severity.NOTE}
    said = [finding.message for finding in drifted(plan)]
    assert "“Target” is headed “Aims: Target” now. It is still read as the target." in said
    assert "The headings stand in 2 rows now; last time they stood in 1 row." in said
    assert targets(book) == [90, 85]
    assert len(book.all(Indicator)) == 3


def test_that_what_an_officer_says_of_a_column_is_remembered_for_the_next_file(make):
    columns = inserted(COLUMNS, 4, "Yardstick")
    rows = tuple(inserted(row, 4, 0.7 if isinstance(row[3], float) else "") for row in ROWS)
    book = Book()
    take(book, make("visits Mar 18.xlsx", columns, rows), meanings=[Meaning("Yardstick", "benchmark")])
    (profile,) = book.all(Profile)
    assert [(m.heading, m.means) for m in profile.meanings] == [("Yardstick", "benchmark")]
    later, later_rows = next_month(columns, rows)
    plan = take(book, make("visits Apr 18.xlsx", later, later_rows))
    assert drifted(plan) == []
    assert plan.tables[0].unmapped == ()


def test_that_what_is_said_of_one_months_column_is_not_remembered(make):
    columns = tuple("This month" if c == "Mar 18" else c for c in COLUMNS)
    book = Book()
    take(book, make("visits Mar 18.xlsx", columns), meanings=[Meaning("This month", "figures for 2018-03")])
    assert [profile.meanings for profile in book.all(Profile)] == [()]


def test_that_a_layout_is_asked_for_by_name_or_refused(book, make):
    path = make("from Sam.xlsx", *next_month())
    plan = plan_import(book, [path], profile="Social Work")
    assert plan.read_by == (("from Sam.xlsx", "social work"),)
    with pytest.raises(Refusal, match=r"“highways”\. There is “social work”"):
        plan_import(book, [path], profile="highways")
    with pytest.raises(Refusal, match="None is remembered yet"):
        plan_import(Book(), [path], profile="highways")


def test_that_an_import_that_is_undone_takes_its_layout_with_it(make):
    book = Book()
    plan = plan_import(book, [make("social work Mar 18.xlsx")])
    book.apply(plan.change_set().changes)
    book.apply(plan.change_set().inverse.changes)
    assert list(book.records()) == []


def test_that_drift_is_not_kept_as_a_finding_of_the_book(book, make):
    columns, rows = next_month(tuple("Traget" if c == "Target" else c for c in COLUMNS))
    plan = take(book, make("social work Apr 18.xlsx", columns, rows))
    assert drifted(plan)
    assert not any(finding.rule == DRIFT for finding in book.all(Finding))


def test_that_the_same_file_again_changes_nothing(book, make):
    plan = plan_import(book, [make("social work Mar 18.xlsx")])
    assert (plan.counts.added, plan.counts.altered, plan.counts.rejected) == (0, 0, 0)
    assert not any(isinstance(change.record, Profile) for change in plan.change_set().changes)


def test_that_every_sample_read_again_by_its_own_layout_has_not_drifted():
    for path in sample_workbooks():
        book = Book()
        take(book, path)
        plan = plan_import(book, [path])
        assert drifted(plan) == [], path.name
        assert {name for _, name in plan.read_by} == {profile.name for profile in book.all(Profile)}


def test_that_a_profile_with_other_columns_is_another_record_than_before(book):
    (profile,) = book.all(Profile)
    assert replace(profile, file="x").key == profile.key

"""What goes out in a workbook and what comes home, for texts and figures of every kind that may be typed."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import PeriodKind, month
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.exporting.workbook.store import write_store
from scorecard_desktop.services.exporter import export_workbook
from scorecard_desktop.services.importer import Action, apply_plan, plan_import
from scorecard_desktop.services.returns import make_forms
from scorecard_desktop.services.session import Session
from support.records import one_of_each

MAY = month(2018, 5)
UNITS = {"vital/1": Unit.PERCENT, "vital/2": Unit.COUNT, "vital/3": Unit.MONEY, "vital/4": Unit.RATE}
COMMENTS = {
    part.heading: part.value for part in (CommentaryPart.COMMENT, CommentaryPart.ACTION, CommentaryPart.BACKGROUND)
}
SYMBOLS = [symbol for symbol in Symbol if not symbol.goes_with_a_value]
EXACTLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\ufffe\uffff")
written = st.builds(
    lambda first, words: f"{first}{' '.join(words)}",
    st.sampled_from(["", "=", "+", "-", "@", "=1+", "'=", "£", "#"]),
    st.lists(st.text(letters, min_size=1, max_size=8), min_size=1, max_size=4),
)


@st.composite
def filled_lines(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """What a service types into its form, by indicator and heading."""
    lines: dict[str, dict[str, Any]] = {}
    for key in UNITS:
        line: dict[str, Any] = {}
        if draw(st.booleans()):
            line["Figure"] = draw(st.decimals(min_value=0, max_value=100_000, places=2))
        elif draw(st.booleans()):
            line["If there is no figure, why"] = draw(st.sampled_from(SYMBOLS))
        if draw(st.booleans()):
            line["Numerator"] = draw(st.integers(0, 10_000))
        if draw(st.booleans()):
            line["Denominator"] = draw(st.integers(1, 10_000))
        for heading in ("Note", *COMMENTS):
            if draw(st.integers(0, 3)) == 0:
                line[heading] = draw(written)
        lines[key] = line
    return lines


def council() -> Book:
    """A service with an indicator of each unit."""
    indicators = [
        Indicator(key, "vital", n, str(n), f"Indicator {n}", unit=unit, polarity=Polarity.HIGH, service="Care")
        for n, (key, unit) in enumerate(UNITS.items(), 1)
    ]
    card = Scorecard("vital", 1, "Vital signs", PeriodKind.MONTH)
    return Book([card, ScorecardPeriod("vital", "2018-04", "Apr 18"), *indicators])


def typed(key: str, heading: str, content: Any) -> str | int | float:
    """What is in the cell once it is typed."""
    if isinstance(content, Symbol):
        return f"{content.shorthand} {content.meaning}"
    if isinstance(content, Decimal):
        return float(content / 100 if UNITS[key] is Unit.PERCENT and heading == "Figure" else content)
    assert isinstance(content, str | int)
    return content


def fill(form: Path, lines: dict[str, dict[str, Any]]) -> Path:
    workbook = openpyxl.load_workbook(form)
    for sheet in workbook.worksheets:
        top = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Key")
        places = {str(sheet.cell(top, n).value): n for n in range(1, sheet.max_column + 1)}
        for row in range(top + 1, sheet.max_row + 1):
            key = str(sheet.cell(row, 1).value)
            for heading, content in lines.get(key, {}).items():
                if heading in places:
                    cell = sheet.cell(row, places[heading])
                    cell.value = typed(key, heading, content)
                    if isinstance(content, str):
                        cell.data_type = "s"  # as Excel keeps text that looks like a formula
    came = form.with_name("home.xlsx")
    workbook.save(came)
    return came


def meant(key: str, line: dict[str, Any]) -> Observation | None:
    """The figure that a line says; None where it says none."""
    figure, reason = line.get("Figure"), line.get("If there is no figure, why")
    above, below = (Decimal(line[name]) if name in line else None for name in ("Numerator", "Denominator"))
    note = " ".join(line.get("Note", "").split())
    if figure is None and reason is None and above is not None and below is not None:
        figure = above / below * (100 if UNITS[key] is Unit.PERCENT else 1)
    if figure is None and reason is None and not note:
        return None
    return Observation(key, MAY.code, "", figure, reason, numerator=above, denominator=below, note=note)


@EXACTLY
@given(filled_lines())
def test_that_a_form_brings_home_just_what_was_typed_into_it(tmp_path, lines):
    book = council()
    (form,), noted = make_forms(book, tmp_path, MAY, today=date(2018, 6, 1))
    book.apply(noted.changes)
    plan = plan_import(book, [fill(form.path, lines)])
    book.apply(plan.change_set().changes)
    for key, line in lines.items():
        held, expected = book.observation(key, MAY.code), meant(key, line)
        assert (None if held is None else replace(held, source=None)) == expected
        if expected is None and ({"Numerator", "Denominator"} & line.keys()):
            assert key in {finding.indicator for finding in plan.findings}  # half of the counts is said, not lost
        comments = {c.part.value: c.text for c in book.all(Commentary) if c.indicator == key}
        assert comments == {part: line[heading] for heading, part in COMMENTS.items() if heading in line}
    if not any(lines.values()):
        assert not plan.change_set().changes or not any(
            isinstance(c.record, Observation) for c in plan.change_set().changes
        )
    again = plan_import(book, [form.path.with_name("home.xlsx")])
    assert {entry.action for entry in again.entries} <= {Action.UNCHANGED}


WORDS = (
    "name",
    "title",
    "text",
    "description",
    "note",
    "owner",
    "definition",
    "section",
    "service",
    "reason",
    "action",
)


def as_formula(record: Record, first: str) -> Record:
    """The record with every field of words, but those that make its key, beginning like a formula."""
    own = {field.name for field in fields(record)} & set(WORDS)
    texts = {name: getattr(record, name) for name in own if isinstance(getattr(record, name), str)}
    changed = replace(record, **{name: f"{first}{text or 'HYPERLINK'}" for name, text in texts.items()})
    return changed if changed.key == record.key else record


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "=cmd|' /C calc'!A0 "])
def test_that_no_text_becomes_a_formula_in_any_workbook_that_goes_out(tmp_path, first):
    book = Book(as_formula(record, first) for record in one_of_each())
    export_workbook(book, tmp_path / "Everything.xlsx")
    forms, _ = make_forms(book, tmp_path / "forms", next(book.periods(card.id)[-1] for card in book.scorecards()))
    paths = [tmp_path / "Everything.xlsx", *(form.path for form in forms)]
    assert len(paths) > 1
    seen = 0
    for path in paths:
        cells = [c for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.iter_rows() for c in row]
        texts = [cell for cell in cells if isinstance(cell.value, str)]
        assert {cell.data_type for cell in texts} == {"s"}
        seen += sum(str(cell.value).strip().startswith(first.strip()) for cell in texts)
    assert seen > len(paths)


def test_that_rows_about_what_is_not_kept_here_are_said_and_left_out(tmp_path):
    records = [record for record in one_of_each() if record.record_kind in ("programme", "milestone", "risk task")]
    path = tmp_path / "registers.xlsx"
    write_store(Book(records), path)
    with Session.open(tmp_path / "s.scorecard") as session:
        result = apply_plan(session, plan_import(session.book, [path]))
        assert {r.record_kind for r in session.book.records()} >= {"programme", "milestone"}
        assert "risk task" not in {r.record_kind for r in session.book.records()}
    (finding,) = [one for one in result.findings if one.rule == "not-recognised"]
    assert finding.message == "No risk here has the key “children/R1”. The row is not taken."

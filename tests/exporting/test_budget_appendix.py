"""The budget on paper: what is stated, what follows from it, what members may ask, and the same read aloud."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.exporting.appendices.budget import budget_appendix
from scorecard_desktop.exporting.document import (
    Columns,
    Document,
    Figure,
    Heading,
    ItemList,
    Meta,
    RowKind,
    Section,
    Table,
)
from scorecard_desktop.exporting.fonts import clean, label_width
from scorecard_desktop.exporting.graphics import Label
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import import_into
from support.structure import read_structure
from support.verapdf import validate


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    store = tmp_path_factory.mktemp("store") / "budget.scorecard"
    return import_into(store, [path for path in sample_workbooks() if "budget" in path.name])[0]


def paper(book) -> Document:
    meta = Meta("Budget", "S. Harding", created=datetime(2025, 7, 1, tzinfo=UTC))
    return Document(meta, (Section((Heading(1, "Budget"),)), *budget_appendix(book, ())))


def blocks(document, kind):
    def within(found):
        for block in found:
            if isinstance(block, kind):
                yield block
            yield from within(getattr(block, "blocks", ()))
            for column in block.columns if isinstance(block, Columns) else ():
                yield from within(column)

    return [block for section in document.sections for block in within(section.blocks)]


def said(document):
    return [leaf.text for leaf in reading_order(document)]


def table_of(document, words):
    return next(table for table in blocks(document, Table) if table.summary.startswith(words))


def texts(row):
    return [cell.text or (cell.rag.word if cell.rag is not None else "") for cell in row.cells]


FUND = "One row for each line of Forecast revenue outturn: general fund"


def test_that_each_table_is_printed_once_as_it_was_last_reported(book):
    headings = [heading.words for heading in blocks(paper(book), Heading) if heading.level == 3]
    assert headings.count("Forecast revenue outturn: general fund, Children’s Services") == 1
    assert headings[0].startswith("Forecast revenue outturn: general fund")
    assert "Projected school balances at March 2026" in headings  # reported at month 2 alone
    assert (
        "Jun 2025. All amounts are in millions of pounds. Sign of a variance: + is an overspend, − an underspend."
        in said(paper(book))
    )


def test_that_variance_in_percent_and_movement_stand_beside_what_is_stated(book):
    table = table_of(paper(book), FUND)
    assert [column.header for column in table.columns][-2:] == ["Variance %", "Movement since May 25"]
    assert texts(table.rows[2])[-3:] == ["+0.700", "+21.1%", "+0.100"]
    assert texts(table.rows[0])[-3:] == ["+0.550", "+10.1%", "−0.094"]


def test_that_reasons_and_actions_have_a_table_of_their_own(book):
    table = next(one for one in blocks(paper(book), Table) if one.caption == "Reasons and management action")
    assert [column.header for column in table.columns] == ["Line", "Reason", "Management action"]
    assert texts(table.rows[0])[1] == "More young people stay in supported homes after they turn 18."


def test_that_the_forecasts_that_matter_are_drawn_with_words_and_a_table_that_say_the_same(book):
    drawn = [one for one in blocks(paper(book), Figure) if one.alt.startswith("Forecast through the year")]
    assert [one.caption for one in drawn[:4]] == ["Costs of young people leaving care", "Legal costs", "Staff", "Total"]
    assert drawn[1].alt == (
        "Forecast through the year of Legal costs. Legal costs: £4.010m forecast in Jun 2025, against a budget of "
        "£3.310m. The variance has moved by +£0.100m since May 2025. Budget £3.310m, below the last figure. The scale "
        "starts at £3.2m, not at 0."
    )
    words = {shape.words for shape in drawn[1].graphic.shapes(230, 100, label_width) if isinstance(shape, Label)}
    assert {"Budget £3.310m", "May 25", "Jun 25"} <= words
    assert {"Forecast", "£4.010m"} <= words  # on two lines, as there is room for no more
    table = table_of(paper(book), "One row for each report of Forecast revenue outturn: general fund")
    assert [column.group for column in table.columns[1::2]] == [one.caption for one in drawn[:4]]
    assert texts(table.rows[1])[:5] == ["Jun 25", "5.443", "5.993", "3.310", "4.010"]


def test_that_the_charts_of_forecasts_are_in_the_unit_that_is_chosen(book):
    other = book.copy()
    other.apply([Change(None, Setting(Scope.COUNCIL, "", "budget.unit", "£k"))])
    drawn = [one for one in blocks(paper(other), Figure) if "the year of Legal costs" in one.alt]
    assert "Legal costs: £4,010k forecast in Jun 2025, against a budget of £3,310k." in drawn[0].alt


def test_that_no_forecast_is_drawn_of_a_single_report(tmp_path):
    june = [path for path in sample_workbooks() if "budget" in path.name and "m3" in path.name]
    assert june
    alone = import_into(tmp_path / "june.scorecard", june)[0]
    assert not any(one.alt.startswith("Forecast through the year") for one in blocks(paper(alone), Figure))


def test_that_the_reserves_are_a_picture_whose_words_and_table_say_the_same(book):
    figure = next(one for one in blocks(paper(book), Figure) if "reserves and provisions" in one.alt)
    assert figure.alt.startswith(
        "Bar chart of Forecast reserves and provisions: general fund, Children’s Services, from the opening to the "
        "closing balance: Opening balance £3.752m; Levelling of transport days -£0.081m; "
    )
    drawn = {shape.words for shape in figure.graphic.shapes(480, 150, label_width)
             if isinstance(shape, Label)}  # fmt: skip
    assert {"£3.752m", "−£0.081m", "+£0.050m", "£2.336m"} <= drawn
    table = next(
        one for one in blocks(paper(book), Table) if "£2.336m" in [c.text for row in one.rows for c in row.cells]
    )
    assert texts(table.rows[0]) == ["Opening balance", "", "£3.752m"]
    assert texts(table.rows[-1]) == ["Closing balance", "", "£2.336m"]


def test_that_the_grants_cumulative_deficit_is_said_drawn_and_listed(book):
    words = said(paper(book))
    assert any("£12.985m: a cumulative deficit forecast for 2025-26." in one for one in words)
    figure = next(one for one in blocks(paper(book), Figure) if "Dedicated Schools Grant" in one.alt)
    assert "2024-25 £9.537m deficit" in figure.alt
    assert "£9.537m deficit" in words


def test_that_the_programme_is_printed_with_whether_it_is_financed(book):
    assert any("2025-26: £86.264m is financed in full." in one for one in said(paper(book)))


def test_that_savings_are_printed_with_their_ratings_and_by_them(book):
    table = table_of(paper(book), "One row for each line of Savings")
    assert [texts(row)[-1] for row in table.rows] == ["Amber", "Red", "Green", "Green", ""]
    by = table_of(paper(book), "One row for each rating")
    assert texts(by.rows[0]) == ["Red", "1", "£1.500m", "£0.120m", "£1.100m"]


def test_that_contributions_are_printed_with_their_sub_totals_and_the_variance_that_follows(book):
    table = table_of(paper(book), "One row for each line of What partners contribute")
    assert [column.header for column in table.columns][-2:] == ["Variance £m", "Variance %"]
    assert [texts(row)[1:3] for row in table.rows if row.kind is RowKind.TOTAL] == [
        ["Sub-total health", "2.490"], ["Sub-total others", "0.335"], ["Total", "2.825"],
    ]  # fmt: skip
    assert texts(table.rows[4])[-2:] == ["−0.025", "−11.6%"]


def test_that_members_are_offered_questions_that_the_figures_raise(book):
    asked = [item[0].text for block in blocks(paper(book), ItemList) for item in block.items]
    assert (
        "Legal costs is forecast £0.700m over its budget. By when will the action show in the forecast, and by how much?"
        in asked
    )
    assert "Legal costs has worsened by £0.100m since May 2025. What has changed, and will it go on?" in asked
    assert any(one.startswith("£1.400m of savings is at risk, among them Homes nearer to Barchester.") for one in asked)


def test_that_the_signs_and_words_are_explained_once(book):
    headings = [heading.words for heading in blocks(paper(book), Heading)]
    assert headings.count("What the budget tables say") == 1
    assert "Stated over each table. Where + is an overspend, a minus sign is an underspend." in said(paper(book))


def test_that_the_paper_is_in_the_unit_that_is_chosen(book):
    other = book.copy()
    other.apply([Change(None, Setting(Scope.COUNCIL, "", "budget.unit", "£k"))])
    table = table_of(paper(other), FUND)
    assert table.columns[2].header == "Budget £k"
    assert texts(table.rows[2])[2] == "3,310"
    assert texts(table.rows[2])[-2:] == ["+21.1%", "+100"]


def test_that_what_is_not_financed_is_found_and_asked_about(book):
    other = book.copy()
    place = next(
        one
        for one in other.budget_amounts("childrens-services-capital-programme/2025-06")
        if one.line == "approved-budget"
    )
    other.apply([Change(place, replace(place, amount=place.amount + 1))])
    words = " ".join(said(paper(other)))
    assert "2025-26: £1.000m of £87.264m is not financed." in words
    assert "£1.000m of £87.264m is not financed. How will it be paid for?" in words
    assert "figures that do not add up" in words


def test_that_its_structure_reads_as_its_content_and_conforms(book, tmp_path, java):
    document = paper(book)
    write_pdf(document, tmp_path / "budget.pdf")
    read = read_structure(tmp_path / "budget.pdf")
    assert read.stray == []
    assert read.leaves == [(leaf.role, " ".join(clean(leaf.text).split())) for leaf in reading_order(document)]
    verdict = validate(tmp_path / "budget.pdf")
    assert verdict.compliant, str(verdict)


def test_that_what_goes_into_reserves_and_what_is_used_are_printed_apart(book):
    figure = next(one for one in blocks(paper(book), Figure) if "Schools’ reserves and provisions" in one.alt)
    assert "Shared fund for buildings: in +£0.350m; Shared fund for buildings: out -£0.810m" in figure.alt
    assert "The balances go from £3.362m to £2.866m; £1.026m is used and £0.530m is added between them." in said(
        paper(book)
    )

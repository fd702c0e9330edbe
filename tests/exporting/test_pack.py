"""The pack holds what the book holds, in its order, with the domain's own ratings."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetTable, SignConvention
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import month
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.target import Target, TargetKind
from scorecard_desktop.exporting.appendices.budget import total_words
from scorecard_desktop.exporting.document import (
    Cell,
    Document,
    Figure,
    Heading,
    ItemList,
    Marker,
    Orientation,
    Table,
    Voice,
    para,
    text,
)
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import plain_text, reading_order
from support.books import pack_book
from support.structure import read_structure
from support.verapdf import validate

MEETING = Meeting(
    committee="Children’s Services Committee",
    date=date(2018, 7, 10),
    title="Performance, risk and budget",
    council="Barchester County Council",
    report_author="S. Harding",
    marking="OFFICIAL",
    recommendations=("notes the figures;", "agrees the actions."),
)
CREATED = datetime(2018, 7, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def book():
    return pack_book()


@pytest.fixture(scope="module")
def pack(book):
    return build_pack(book, MEETING, created=CREATED)


def headings(document, level=2):
    return [leaf.text for leaf in reading_order(document) if leaf.role == f"H{level}"]


def blocks(document, kind):
    found = []

    def walk(some):
        for block in some:
            if isinstance(block, kind):
                found.append(block)
            walk(getattr(block, "blocks", ()))
            for column in getattr(block, "columns", ()):
                if isinstance(column, tuple):
                    walk(column)

    for section in document.sections:
        walk(section.blocks)
    return found


def test_that_the_items_stand_in_their_order(pack):
    assert headings(pack) == [
        "Recommendations",
        "What is reported",
        "Contents",
        "Summary",
        "Vital signs",
        "Exceptions",
        "Report cards",
        "Appendix A. Risk register",
        "Appendix B. Budget monitoring",
        "Appendix C. Glossary",
        "Appendix D. Ratings and sources",
        "Appendix E. Evidence for each figure",
    ]


def test_that_the_cover_states_the_meeting(pack):
    said = plain_text(pack)
    for words in ("10 July 2018", "Children’s Services Committee", "S. Harding", "notes the figures;"):
        assert words in said
    assert pack.meta.marking == "OFFICIAL"
    assert pack.meta.created == CREATED


def test_that_the_summary_counts_the_ratings_that_the_domain_gives(pack, book):
    counts = [
        sum(row.rating.rag is rag for row in rated_rows(book, "vs"))
        for rag in (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE)
    ]
    table = next(table for table in blocks(pack, Table) if table.caption == "Ratings and direction of travel")
    assert [int(cell.text) for cell in table.rows[0].cells[2:6]] == counts == [1, 1, 2, 1]


def test_that_the_dashboard_is_landscape_with_thirteen_periods_and_numerators(pack):
    section = pack.sections[3]
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert section.orientation is Orientation.LANDSCAPE
    assert [column.spoken for column in table.columns[4:17]] == [
        *(f"{m} 2017" for m in ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")),
        *(f"{m} 2018" for m in ("Jan", "Feb", "Mar", "Apr")),
    ]
    first = table.rows[1]
    assert first.cells[16].text == "76.1"
    assert first.cells[16].note == "180/219"
    assert first.cells[16].rag is Rag.RED


def test_that_an_awaited_figure_differs_from_one_not_expected_and_a_symbol_is_explained(pack):
    said = plain_text(pack)
    assert "awaited" in said.splitlines()
    assert "not expected" in said.splitlines()
    assert "[c] confidential (suppressed)" in said


def test_that_every_exception_is_listed_with_the_domain_s_reasons(pack, book):
    said = " ".join(plain_text(pack).split())
    flagged = [row for row in rated_rows(book, "vs") if row.exceptions]
    assert flagged
    for row in flagged:
        assert " ".join(reason.sentence for reason in row.exceptions) in said


def test_that_each_red_exception_has_a_card_with_chart_proof_and_officers(pack, book):
    red = next(row for row in rated_rows(book, "vs") if row.rating.rag is Rag.RED)
    said = plain_text(pack)
    assert "1.1 Care leavers with a pathway plan in date Red" in headings(pack, 3)
    assert red.rating.proof in said
    alt = blocks(pack, Figure)[0].alt
    assert "lowest 76.1% in Apr 2018, highest 86.9% in Apr 2017, latest 76.1%, red" in alt
    assert "Target 100%, above the last figure; England 83.0%, above the last figure." in alt
    assert {"P. Quiverful", "S. Harding", "One since May.", "Every plan in date."} <= set(said.splitlines())


def test_that_a_card_says_its_figures_without_the_chart_and_why_it_matters(pack):
    table = next(table for table in blocks(pack, Table) if table.summary.startswith("The figures of the chart"))
    figures, numerators, denominators = table.rows
    assert [column.spoken for column in table.columns[1:]][-1] == "Apr 2018"
    assert figures.cells[-1] == Cell("76.1", rag=Rag.RED, exact=Decimal("76.1"))
    assert figures.cells[0].text == "Figure (%)"
    assert (numerators.cells[-1].note, denominators.cells[-1].note) == ("180", "219")
    card = headings(pack, 4)
    assert {"Why is it important", "What success looks like"} <= set(card)
    caption = next(figure.caption for figure in blocks(pack, Figure) if figure.least is not None)
    assert caption == "Per cent, by month; the scale starts at 75%, not at 0"


def test_that_the_cover_names_the_council_large_and_each_scorecard_on_its_own(pack):
    council, title, *_ = pack.sections[0].blocks
    assert (council, title) == (
        para("Barchester County Council", voice=Voice.DISPLAY),
        Heading(1, MEETING.title, listed=False),
    )
    reported = next(block for block in reversed(pack.sections[0].blocks) if isinstance(block, ItemList))
    assert reported.items == (text("Vital signs, Apr 2018"),)


def test_that_the_summary_tells_the_gravest_exceptions_the_risks_and_the_budget(pack, book):
    summary = plain_text(Document(pack.meta, (pack.sections[2],)))
    assert "Vital signs: 1 red, 1 amber and 2 green; 1 exception." in summary
    assert (
        "1.1 Care leavers with a pathway plan in date: Red, 76.1% against a target of 100%. 23.9% worse than its target."
        in summary
    )
    assert "1 of the 2 risks on the register has a current score of 12 or more" in summary
    assert "R1 Transport costs: score 12, prospects Amber." in summary
    assert "General Fund: an overspend of £0.972m on a budget of £3.835m. Its figures do not add up" in summary
    keys = {block.key for block in blocks(pack, Heading)}
    links = {
        run.link.removeprefix("#") for some in blocks(pack, ItemList) for item in some.items for run in item if run.link
    }
    assert {"scorecard-vs", "card-red", "risk-r1", "budget-gf"} <= links <= keys


def test_that_the_gravest_come_first_and_are_five_at_most(pack, book):
    records = list(book.records())
    for number in range(8):
        one = replace(book.get(Indicator, "red"), id=f"r{number}", order=10 + number, ref=f"9.{number}")
        records += [one, Target(one.id, "", TargetKind.VALUE, Decimal(100))]
        records.append(Observation(one.id, "2018-04", value=Decimal(70 - 5 * number)))
    made = build_pack(Book(records), MEETING, created=CREATED)
    worst = next(block for block in blocks(made, ItemList) if block.marker is Marker.NUMBER)
    assert [item[0].text[:3] for item in worst.items] == ["9.7", "9.6", "9.5", "9.4", "9.3"]


@pytest.mark.parametrize(
    ("sign", "variance", "said"),
    [
        (SignConvention.OVER_IS_POSITIVE, "0.9", "an overspend of £0.900m"),
        (SignConvention.OVER_IS_POSITIVE, "-0.9", "an underspend of £0.900m"),
        (SignConvention.UNDER_IS_POSITIVE, "0.9", "an underspend of £0.900m"),
        (SignConvention.NOT_STATED, "-0.9", "a variance of −£0.900m on a budget of £3.835m, whose sign the source"),
        (SignConvention.OVER_IS_POSITIVE, "0", "no variance on a budget of £3.835m"),
    ],
)
def test_that_the_budget_s_total_is_told_by_the_sign_of_its_own_table(book, sign, variance, said):
    table = replace(book.get(BudgetTable, "gf"), sign=sign)
    records = [
        replace(record, amount=Decimal(variance))
        if isinstance(record, BudgetAmount) and (record.line, record.column) == ("l2", "v")
        else record
        for record in book.records()
        if not isinstance(record, BudgetTable)
    ]
    assert total_words(Book([table, *records]), table).startswith(said)


def test_that_what_officers_have_not_written_is_said(book):
    records = [record for record in book.records() if record.record_kind != "commentary"]
    assert plain_text(build_pack(Book(records), MEETING, created=CREATED)).count("Not yet written.") == 2


def test_that_the_risk_register_gives_matrix_exceptions_and_changes(pack):
    said = plain_text(pack)
    assert "R1 at likelihood 4, impact 3, score 12 (medium)" in blocks(pack, Figure)[1].alt
    assert "red or amber prospects: R1." in said
    assert "The register gives this risk only in part at this review." in said
    changes = next(table for table in blocks(pack, Table) if table.summary.startswith("One row for each change"))
    assert [(row.cells[1].text, row.cells[2].text or row.cells[2].rag) for row in changes.rows] == [
        ("Current likelihood", "3"),
        ("Prospects", Rag.GREEN),
    ]


def test_that_a_budget_table_states_its_sign_and_what_does_not_add_up(pack):
    said = plain_text(pack)
    assert "May 2018. All amounts are in millions of pounds. Sign of a variance: + is an overspend" in said
    assert "\n−2.248\n" in said
    assert "\n+0.644\n" in said
    assert "£3.835m is stated, the lines add £3.195m" in said
    assert "vital-signs.xlsx, Monthly!O9" in said


def test_that_an_item_with_nothing_in_it_is_left_out():
    assert headings(build_pack(Book(), MEETING, created=CREATED)) == ["Recommendations", "Contents"]


def test_that_a_pack_can_report_an_earlier_period(book):
    earlier = build_pack(book, MEETING, created=CREATED, periods=[("vs", month(2017, 9))])
    assert "Vital signs, Sep 2017" in plain_text(earlier)
    assert "Apr 2018" not in plain_text(earlier)


def test_that_the_pack_conforms_to_pdfua(pack, tmp_path, java):
    path = tmp_path / "pack.pdf"
    write_pdf(pack, path)
    verdict = validate(path)
    assert verdict.compliant, str(verdict)


def test_that_the_structure_of_the_pack_reads_as_its_content(pack, tmp_path):
    path = tmp_path / "pack.pdf"
    write_pdf(pack, path)
    read = [
        (role, text.rstrip("0123456789 ") if role == "TOCI" else text) for role, text in read_structure(path).leaves
    ]
    expected = [
        (leaf.role, leaf.text.rstrip("0123456789 ") if leaf.role == "TOCI" else leaf.text)
        for leaf in reading_order(pack)
    ]
    assert read == expected

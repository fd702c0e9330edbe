"""The pack of the Norfolk workbooks against the papers that were put before the committee in July 2018, figure by figure.

What parts the two is listed here with its reason: each is a slip of the paper, told by a finding, or another way to
write the same. A difference that is not listed fails.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scorecard_desktop.domain.checks import check
from scorecard_desktop.exporting.document import AtFoot, Callout, Columns, Heading, Row, RowKind, Table, Together
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.services.importer import import_into

CANNOT_BE = "71 children were excluded: the sheet's format makes it 7100.0%, which no count is"


@pytest.fixture(scope="module")
def papers(corpus):
    folder = corpus.parent / "papers"
    if not folder.is_dir():
        pytest.skip("the papers are not here")
    return folder


@pytest.fixture(scope="module")
def book(corpus, tmp_path_factory):
    place = tmp_path_factory.mktemp("replay") / "norfolk.scorecard"
    return import_into(place, sorted(corpus.glob("norfolk-*.xlsx")))[0]


@pytest.fixture(scope="module")
def tables(book):
    """The pack's tables, each with the headings that it stands under."""
    pack = build_pack(book, Meeting("", date(2018, 7, 10)), created=datetime(2018, 7, 2, tzinfo=UTC))
    found: list[tuple[str, Table]] = []
    under = [""] * 6

    def walk(blocks):
        for block in blocks:
            if isinstance(block, Heading):
                under[block.level - 1 :] = [block.words, *[""] * (6 - block.level)]
            elif isinstance(block, Table):
                found.append((" / ".join(word for word in under if word), block))
            elif isinstance(block, Callout | Together | AtFoot):
                walk(block.blocks)
            elif isinstance(block, Columns):
                for column in block.columns:
                    walk(column)

    for section in pack.sections:
        walk(section.blocks)
    return found


def tabbed(path, start="", end=""):
    """The rows of a paper's tables, between two lines of it, as lists of their cells."""
    text = path.read_text("utf-8")
    text = text[text.index(start) if start else 0 :]
    text = text[: text.index(end)] if end else text
    return [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if "\t" in line]


def amount(words):
    """A figure as a number, whatever its sign, unit and commas look like; None where there is none."""
    bare = re.sub(r"[£m%,+<>≤≥ \u2212-]|\[.*?\]", lambda found: "-" if found[0] in "\u2212-" else "", words)
    return Decimal(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else None


def body(rows):
    return [row for row in rows if isinstance(row, Row) and row.kind in (RowKind.BODY, RowKind.TOTAL)]


# The budget


def test_that_every_amount_of_the_budget_paper_is_in_the_appendix(tables, papers):
    """101 amounts of six tables; not one differs."""
    ours = [
        [cell.text for cell in row.cells]
        for under, table in tables
        if "Budget monitoring" in under and table.columns[0].header == "No."
        for row in body(table.rows)
    ]
    left, compared = list(ours), 0
    for printed in tabbed(
        papers / "norfolk-budget-monitoring.txt", "Forecast Revenue Outturn General Fund", "7. Risks"
    ):
        if not re.fullmatch(r"\d+", printed[0]):
            continue
        same = [row for row in left if row[0] == printed[0] and row[1].startswith(printed[1])]
        amounts = [amount(cell) for cell in printed[2:]]
        match = next((row for row in same if [amount(cell) for cell in row[2 : 2 + len(amounts)]] == amounts), None)
        assert match is not None, f"{printed} is not in the appendix: {same}"
        left.remove(match)
        compared += sum(value is not None for value in amounts)
    assert left == [], "the appendix has lines that the paper has not"
    assert compared == 101


def test_that_the_papers_total_that_its_lines_do_not_make_is_told_beside_it(book):
    (found,) = [one for one in check(book) if one.rule == "casting"]
    assert "185.948" in found.message
    assert "185.308" in found.message


# Performance


def dashboard_rows(tables):
    return {
        cells[1 if table.columns[0].header == "Ref" else 0].text: (table, cells)
        for under, table in tables
        if "Vital Signs" in under
        for cells in (row.cells for row in body(table.rows))
    }


def test_that_every_figure_of_the_performance_paper_is_in_the_dashboards(tables, papers):
    """Sixteen indicators by thirteen periods with numerators: what differs is listed, each the paper's own slip."""
    ours = dashboard_rows(tables)
    rows = tabbed(papers / "norfolk-performance-report.txt", "Monthly\tBigger", "1.2 Report cards")
    differs: dict[tuple[str, int], str] = {}
    figures = ratios = 0
    name = ""
    for printed in rows:
        if printed[0].startswith("{ChS}"):
            name = printed[0].removeprefix("{ChS}").strip()
            table, cells = ours[name]
            first = next(at for at, column in enumerate(table.columns) if "\n" in column.header)
            good = cells[first - 2 if table.columns[first - 1].header == "Unit" else first - 1].text
            assert good == {"Bigger": "High", "Smaller": "Low"}[printed[1]], name
            for at, cell in enumerate(printed[2:15]):
                shown = cells[first + at].text
                if cell and amount(cell) != amount(shown):
                    differs[name, at] = f"{cell} / {shown}"
                elif cell:
                    figures += 1
                else:
                    assert amount(shown) is None, f"{name}, {at}: {shown} where the paper has nothing"
            if len(printed) > 15 and printed[15]:
                target = cells[first + 13].text
                assert amount(printed[15]) == amount(target), f"{name}: target {printed[15]} / {target}"
        elif printed[0] == "" and any("/" in cell for cell in printed[2:15]):
            table, cells = ours[name]
            first = next(at for at, column in enumerate(table.columns) if "\n" in column.header)
            for at, cell in enumerate(printed[2:15]):
                if re.search(r"\d", cell):
                    assert cells[first + at].note == cell.replace(" ", ""), f"{name}, {at}"
                    ratios += 1
    assert differs == {("Number of children subject to a Permanent Exclusion", 12): "7100.0% / 71"}, CANNOT_BE
    assert figures == 180
    assert ratios == 114


def test_that_the_papers_own_slips_are_findings(book):
    """Fourteen percentages that their counts do not make, and the count that was printed as a percentage."""
    found = check(book)
    vital = [one for one in found if one.rule == "ratio-mismatch"]
    assert len(vital) == 14
    assert [one.cell for one in found if one.rule == "scale"] == ["O14"]


# Risks


def test_that_the_risks_printed_in_full_are_so_in_the_appendix(tables, papers):
    """Scores, prospects and dates of the two risks that the paper prints; the two others it only names."""
    printed = tabbed(papers / "norfolk-risk-management.txt", "Risk Number\t", "Appendix B")
    numbers = [row[1] for row in printed if row[0] == "Risk Number"]
    scores = [row for row in printed if re.fullmatch(r"\d+", row[0])]
    assert numbers == ["RM14284", "RM13906"]
    overview = next(table for under, table in tables if table.caption == "Risks and their scores")
    for number, row in zip(numbers, scores, strict=True):
        (table,) = [t for under, t in tables if f"/ {number} " in under and t.columns[-1].header == "Score"]
        assert [[cell.text for cell in line.cells[1:]] for line in table.rows] == [row[0:3], row[3:6], row[6:9]]
        (line,) = [line.cells for line in overview.rows if line.cells[0].text == number]
        assert line[5].text == row[5]
        month, year = row[9].split("-")
        assert " ".join(line[7].text.split()) == f"{month} 20{year}"
        assert line[8].rag is not None
        assert line[8].rag.word == row[10]


def test_that_the_reconciliation_is_the_papers(tables):
    (table,) = [table for under, table in tables if under.endswith("Changes since May 2018")]
    said = [[cell.text or (cell.rag.word if cell.rag else "") for cell in row.cells] for row in table.rows]
    assert [row[0].split()[0] for row in said] == ["RM14157", "RM14157"]
    assert any("likelihood" in row[1].lower() and row[2:] == ["2", "3"] for row in said), said
    assert any("prospects" in row[1].lower() and row[2:] == ["Green", "Amber"] for row in said), said

"""Large print and plain: the same words as the standard paper, set for whoever needs them so."""

import re
import subprocess
from decimal import Decimal

import pikepdf
import pytest

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import RiskSettings
from scorecard_desktop.exporting.bar import Bar, BarKind
from scorecard_desktop.exporting.bars import BarChart
from scorecard_desktop.exporting.composing import Composer
from scorecard_desktop.exporting.document import (
    Align,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    Orientation,
    Row,
    RowKind,
    Section,
    Table,
    para,
    section_row,
)
from scorecard_desktop.exporting.fonts import label_width
from scorecard_desktop.exporting.graphics import Label, rag_mark
from scorecard_desktop.exporting.matrix import PlacedRisk, RiskMatrix
from scorecard_desktop.exporting.pdf import pdf_bytes, write_pdf
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import CHIPS, LARGE, PAPER, PLAIN, STANDARD, inner_width
from scorecard_desktop.exporting.table_blocks import parted
from scorecard_desktop.exporting.table_content import TableContent
from scorecard_desktop.exporting.tables import TableBox
from support.papers import dashboard, meta, pages_of, trend
from support.structure import read_structure
from support.verapdf import validate

STYLES = {"standard": STANDARD, "large": LARGE, "plain": PLAIN}
UPRIGHT, ACROSS = (inner_width(way, LARGE) for way in (Orientation.PORTRAIT, Orientation.LANDSCAPE))


@pytest.fixture(scope="session", params=["large", "plain"])
def variant(request, paper, tmp_path_factory):
    """The paper with every block in a variant, as a file."""
    path = tmp_path_factory.mktemp("variant") / f"{request.param}.pdf"
    write_pdf(paper, path, style=STYLES[request.param])
    return path


def test_that_a_variant_conforms_to_pdfua(variant, java):
    verdict = validate(variant)
    assert verdict.compliant, str(verdict)


def test_that_a_variant_s_structure_reads_as_the_content_does(variant, paper):
    read = read_structure(variant)
    assert read.stray == []
    found = [(role, re.sub(r" \d+$", "", text) if role == "TOCI" else text) for role, text in read.leaves]
    assert found == [(leaf.role, leaf.text) for leaf in reading_order(paper)]


def test_that_no_word_of_a_variant_stands_outside_its_page(variant, pdftotext):
    boxes = subprocess.run([pdftotext, "-bbox", variant, "-"], capture_output=True, text=True, check=True).stdout
    page, seen = (0.0, 0.0), 0
    for kind, *numbers in re.findall(
        r'<(page|word) (?:width|xMin)="([\d.-]+)" (?:height|yMin)="([\d.-]+)"(?: xMax="([\d.-]+)" yMax="([\d.-]+)")?',
        boxes,
    ):
        if kind == "page":
            page = float(numbers[0]), float(numbers[1])
            continue
        left, top, right, bottom = map(float, numbers)
        seen += 1
        assert 20 <= left < right <= page[0] - 20
        assert 0 <= top < bottom <= page[1]
    assert seen > 4000


def painted(path):
    """The sizes of visible text, and the colours in which areas are filled."""
    sizes, fills = set(), set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            mode, fill = 0, ""
            for instruction in pikepdf.parse_content_stream(page):
                operands, name = instruction.operands, str(instruction.operator)
                if name == "Tr":
                    mode = int(operands[0])
                elif name == "Tf" and mode == 0:
                    sizes.add(round(float(operands[1]), 1))
                elif name == "rg":
                    fill = "#" + "".join(f"{round(float(one) * 255):02X}" for one in operands)
                elif name in ("f", "B"):
                    fills.add(fill)
    return sizes, fills


def test_that_large_print_has_nothing_smaller_than_18_points(paper, tmp_path):
    write_pdf(paper, tmp_path / "large.pdf", style=LARGE)
    assert min(painted(tmp_path / "large.pdf")[0]) >= 18


def test_that_the_plain_paper_fills_nothing_but_the_shapes_of_ratings(paper, tmp_path):
    write_pdf(paper, tmp_path / "plain.pdf", style=PLAIN)
    write_pdf(paper, tmp_path / "standard.pdf")
    shapes = {chip.fill for chip in CHIPS.values()} | {PAPER}
    ink = {"#12436D"}  # the bar beside a callout, the points of a line, the band over the title
    assert painted(tmp_path / "plain.pdf")[1] <= shapes | ink
    assert painted(tmp_path / "standard.pdf")[1] > shapes | ink


def test_that_the_plain_paper_writes_a_rating_after_its_figure(tmp_path, pdftotext):
    columns = (Column("Name", row_header=True), Column("Figure", Align.DECIMAL))
    write_pdf(
        pages_of(Table(columns, (Row((Cell("One"), Cell("81.7", rag=Rag.RED))),))), tmp_path / "p.pdf", style=PLAIN
    )
    boxes = subprocess.run([pdftotext, "-bbox", tmp_path / "p.pdf", "-"], capture_output=True, text=True, check=True)
    heights = {
        word: float(bottom) - float(top)
        for top, bottom, word in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<', boxes.stdout)
    }
    assert heights["red"] == pytest.approx(heights["81.7"], rel=0.2)


@pytest.mark.parametrize("name", STYLES)
def test_that_the_same_paper_in_the_same_variant_gives_the_same_bytes(paper, name):
    assert pdf_bytes(paper, STYLES[name]) == pdf_bytes(paper, STYLES[name])


def wide(columns, rows=3, group=""):
    heads = (
        Column("Name", row_header=True, minimum=14),
        *(Column(f"Period {n}", Align.DECIMAL, group=group) for n in range(columns)),
    )
    lines = [section_row("Area", columns + 1)]
    lines += [Row((Cell(f"Indicator {n}"), *(Cell(f"{n}.{k}") for k in range(columns)))) for n in range(rows)]
    lines.append(Row((Cell("A remark on the line before", span=columns + 1),), RowKind.REMARK))
    return Table(heads, tuple(lines), "Wide")


def test_that_a_table_that_fits_is_not_parted():
    assert parted(TableContent(wide(3), STANDARD), STANDARD, inner_width(Orientation.PORTRAIT, STANDARD)) == (
        (0, 1, 2, 3),
    )


@pytest.mark.parametrize("columns", range(6, 20))
def test_that_each_block_begins_with_the_names_and_every_other_column_stands_once(columns):
    blocks = parted(TableContent(wide(columns), LARGE), LARGE, UPRIGHT)
    assert len(blocks) > 1
    assert all(block[0] == 0 for block in blocks)
    assert [index for block in blocks for index in block[1:]] == list(range(1, columns + 1))


@pytest.mark.parametrize("style", [LARGE, PLAIN], ids=["large", "plain"])
@pytest.mark.parametrize("columns", [6, 14, 18])
def test_that_no_word_or_figure_of_a_block_is_broken(columns, style):
    document = pages_of(wide(columns, rows=4), orientation=Orientation.LANDSCAPE)
    composer = Composer(document, style)
    way = composer.orientation(document.sections[0])
    boxes = [box for box in composer.section(document.sections[0], Element("Document")) if isinstance(box, TableBox)]
    assert boxes
    for box in boxes:
        box.height(inner_width(way, style))
        for need, taken in zip(box.content.least_needs(), box.content.widths, strict=True):
            assert taken >= need.least - 0.02


def test_that_blocks_are_of_one_size():
    sizes = [len(block) for block in parted(TableContent(wide(13), LARGE), LARGE, UPRIGHT)]
    assert max(sizes) - 1 == -(-13 // len(sizes))


def test_that_columns_of_one_group_stay_together_where_a_block_holds_them():
    heads = (Column("Name", row_header=True), *(Column(f"P{n}", group="AB"[n // 3], minimum=4) for n in range(6)))
    table = Table(heads, (Row(tuple(Cell("x") for _ in heads)),))
    assert parted(TableContent(table, LARGE), LARGE, UPRIGHT) == ((0, 1, 2, 3), (0, 4, 5, 6))


def test_that_a_parted_table_reads_as_one_and_draws_its_names_again(tmp_path):
    document = pages_of(wide(13, group="All periods"))
    write_pdf(document, tmp_path / "p.pdf", style=LARGE)
    read = read_structure(tmp_path / "p.pdf")
    assert read.kinds.count("Table") == 1
    assert [leaf for leaf in read.leaves if leaf[1]] == [
        (leaf.role, leaf.text) for leaf in reading_order(document) if leaf.text
    ]
    again = [words for page in read.artifacts.values() for words in page]
    assert (
        again.count("Indicator 0") == len(parted(TableContent(wide(13, group="All periods"), LARGE), LARGE, ACROSS)) - 1
        or again.count("Indicator 0") >= 1
    )
    assert "A remark on the line before" not in again
    assert again.count("Area") == again.count("Indicator 0")


def test_that_a_section_turns_only_where_that_parts_its_tables_much_less():
    document = pages_of(para("x"))
    composer = Composer(document, LARGE)
    assert composer.orientation(Section((wide(4),))) is Orientation.PORTRAIT
    assert composer.orientation(Section((wide(9, rows=20),))) is Orientation.LANDSCAPE
    assert composer.orientation(Section((wide(9, rows=2),))) is Orientation.PORTRAIT
    assert composer.orientation(Section((para("Words alone"),), Orientation.LANDSCAPE)) is Orientation.PORTRAIT
    assert (
        Composer(document, STANDARD).orientation(Section((para("x"),), Orientation.LANDSCAPE)) is Orientation.LANDSCAPE
    )


@pytest.mark.parametrize("style", [LARGE, PLAIN], ids=["large", "plain"])
def test_that_nothing_stands_side_by_side(style):
    side_by_side = Columns(((Heading(3, "One"), para("a")), (Heading(3, "Two"), para("b"))))
    document = pages_of(side_by_side)
    boxes = Composer(document, style).section(document.sections[0], Element("Document"))
    assert len(boxes) == 5


@pytest.mark.parametrize("style", [STANDARD, LARGE, PLAIN], ids=list(STYLES))
def test_that_long_words_at_the_edges_of_a_page_take_lines_and_not_each_other_s_place(style, tmp_path, pdftotext):
    words = {
        "marking": "OFFICIAL SENSITIVE: contains the personal details of children who are looked after by the council",
        "short_title": "Barchester County Council and its partners: performance, risk, budget and recommendations report",
        "footer": "Children’s Services Overview and Scrutiny Committee meeting jointly with the Cabinet, 10 July 2018",
    }
    document = pages_of(*(para(f"Paragraph {n}.") for n in range(80)))
    document = type(document)(meta(**words), (Section((Heading(1, "Cover"),)), *document.sections))
    write_pdf(document, tmp_path / "p.pdf", style=style)
    text = subprocess.run([pdftotext, "-layout", tmp_path / "p.pdf", "-"], capture_output=True, text=True, check=True)
    for one in words.values():
        assert one in " ".join(text.stdout.split())
    boxes = subprocess.run(
        [pdftotext, "-bbox", "-f", "2", "-l", "2", tmp_path / "p.pdf", "-"], capture_output=True, text=True, check=True
    )
    found = [
        tuple(map(float, one))
        for one in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', boxes.stdout)
    ]
    middles = [((a + c) / 2, (b + d) / 2) for a, b, c, d in found]
    for number, (left, top, right, bottom) in enumerate(found):
        inside = [k for k, (x, y) in enumerate(middles) if left < x < right and top < y < bottom]
        assert inside == [number]


def bars(*names):
    return BarChart(
        tuple(Bar(name, Decimal(0), Decimal(n + 1), f"£{n + 1}m", BarKind.BALANCE) for n, name in enumerate(names))
    )


@pytest.mark.parametrize("width", [120, 255, 493])
def test_that_no_name_of_a_bar_is_cut(width):
    chart = bars(
        "Opening balance", "Unaccompanied asylum seeking children grant", "Provision for redundancies", "Closing"
    )
    height = max(150, chart.least_height(width, label_width))
    labels = [shape for shape in chart.shapes(width, height, label_width) if isinstance(shape, Label)]
    drawn = "".join(label.words for label in labels).replace(" ", "")
    for bar in chart.bars:
        assert bar.name.replace(" ", "") in drawn
        assert bar.words in drawn
    for label in labels:
        assert 0 <= label.at[1] <= height


def test_that_ratings_are_told_apart_by_their_outlines_where_ink_has_no_colour():
    drawn = [rag_mark(rag, (0, 0), 10, "#000000", "#000000") for rag in Rag]
    assert len({(type(shape), getattr(shape, "points", ())) for shape in drawn}) == len(Rag)
    assert len({rag.word for rag in Rag}) == len(Rag)


def test_that_bars_with_short_names_stand_upright_at_any_height():
    assert bars("One", "Two").least_height(493, label_width) == 0


def test_that_a_matrix_is_high_enough_for_the_risks_of_its_cells():
    matrix = RiskMatrix(tuple(PlacedRisk(f"RM{n}", 3, 3) for n in range(6)), RiskSettings())
    height = matrix.least_height(493, label_width)
    said = " ".join(shape.words for shape in matrix.shapes(493, height, label_width) if isinstance(shape, Label))
    assert all(f"RM{n}" in said for n in range(6))


@pytest.mark.parametrize("orientation", list(Orientation))
def test_that_a_picture_is_never_higher_than_its_page(orientation, tmp_path, pdftotext):
    names = [f"What the council set aside for purpose number {n}" for n in range(16)]
    document = pages_of(Figure(bars(*names), "Bars."), para("After."), orientation=orientation)
    write_pdf(document, tmp_path / "p.pdf", style=LARGE)
    boxes = subprocess.run([pdftotext, "-bbox", tmp_path / "p.pdf", "-"], capture_output=True, text=True, check=True)
    tops = [float(one) for one in re.findall(r'<word xMin="[\d.]+" yMin="(-?[\d.]+)"', boxes.stdout)]
    feet = [float(one) for one in re.findall(r'yMax="(-?[\d.]+)"', boxes.stdout)]
    assert min(tops) >= 0
    assert max(feet) <= 842
    assert "purpose" in boxes.stdout


def test_that_pictures_keep_their_shares_of_type(tmp_path):
    write_pdf(
        pages_of(Figure(trend("75", "80"), "It rose.", "Per cent"), dashboard(2)), tmp_path / "p.pdf", style=LARGE
    )
    assert min(painted(tmp_path / "p.pdf")[0]) >= 18

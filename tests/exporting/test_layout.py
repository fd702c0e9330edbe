"""Pages break where a reader would have them break."""

from itertools import pairwise

import pikepdf
import pytest

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Cancelled
from scorecard_desktop.exporting.boxes import HeadingBox
from scorecard_desktop.exporting.composing import Composer
from scorecard_desktop.exporting.document import (
    Align,
    AtFoot,
    Cell,
    Column,
    Columns,
    Heading,
    Orientation,
    Row,
    RowKind,
    Table,
    Together,
    para,
    section_row,
)
from scorecard_desktop.exporting.flow import FlowBox
from scorecard_desktop.exporting.pages import frame, lay_out
from scorecard_desktop.exporting.pdf import pdf_bytes, write_pdf
from scorecard_desktop.exporting.structure import Element
from scorecard_desktop.exporting.style import A4, STANDARD
from scorecard_desktop.exporting.table_content import TableContent
from scorecard_desktop.exporting.tables import TableBox
from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas
from support.papers import SENTENCE, meta, pages_of

WIDTH, HEIGHT = frame(A4, STANDARD)


def laid_out(*blocks):
    document = pages_of(*blocks)
    boxes = Composer(document, STANDARD).section(document.sections[0], Element("Document"))
    return lay_out(boxes, Orientation.PORTRAIT, STANDARD, is_cover=False, check=lambda: None)


def table(kinds):
    columns = (Column("Name", row_header=True), Column("Value"))
    rows = [
        section_row(f"S{i}", 2) if kind is RowKind.SECTION else Row((Cell(f"row {i}"), Cell("1")), kind)
        for i, kind in enumerate(kinds)
    ]
    return Table(columns, tuple(rows))


def parts(pages):
    return [box for page in pages for box in page.boxes if isinstance(box, TableBox)]


def kinds_of(part):
    return [part.content.table.rows[piece.row].kind for piece in part.slices]


@pytest.mark.parametrize("filler", range(14))
def test_that_a_heading_is_never_left_last_on_a_page(filler):
    pages = laid_out(
        *(para(SENTENCE * 5) for _ in range(filler)), Heading(2, "Next"), para(SENTENCE * 6), para(SENTENCE)
    )
    for page in pages:
        assert not isinstance(page.boxes[-1], HeadingBox)


@pytest.mark.parametrize("filler", range(0, 40, 3))
def test_that_a_paragraph_leaves_no_single_line_on_either_page(filler):
    pages = laid_out(*(para("One line.") for _ in range(filler)), *(para(SENTENCE * 7) for _ in range(4)))
    for page in pages:
        for box in page.boxes[1:]:
            lines = len(box.lines(WIDTH))
            assert lines != 1 or box.runs[0].text == "One line."


@pytest.mark.parametrize("rows", range(28, 44))
def test_that_a_page_end_strands_neither_a_section_s_heading_nor_a_total(rows):
    kinds = [RowKind.SECTION if i % 7 == 0 else RowKind.BODY for i in range(rows)] + [RowKind.TOTAL]
    made = parts(laid_out(table(kinds)))
    assert [kind for part in made for kind in kinds_of(part)] == kinds
    for part in made:
        assert kinds_of(part)[-1] is not RowKind.SECTION
        assert kinds_of(part)[0] is not RowKind.TOTAL


@pytest.mark.parametrize("rows", range(30, 50))
def test_that_a_remark_stays_with_its_line(rows):
    kinds = [RowKind.REMARK if i % 2 else RowKind.BODY for i in range(rows)]
    for part in parts(laid_out(table(kinds))):
        assert kinds_of(part)[0] is RowKind.BODY


def test_that_a_row_is_cut_only_where_it_is_taller_than_a_page():
    columns = (Column("Ref", row_header=True), Column("Words"))
    rows = tuple(Row((Cell(f"R{i}"), Cell(SENTENCE * times))) for i, times in enumerate((20, 20, 20, 150, 2)))
    pieces = [piece for part in parts(laid_out(Table(columns, rows))) for piece in part.slices]
    assert [piece.row for piece in pieces if piece.start or piece.end is not None] == [3] * sum(
        p.row == 3 for p in pieces
    )
    assert sum(p.row == 3 for p in pieces) > 1


@pytest.mark.parametrize("filler", range(20, 44, 2))
def test_that_a_small_table_is_not_parted(filler):
    pages = laid_out(*(para("One line.") for _ in range(filler)), table([RowKind.BODY] * 6))
    assert len(parts(pages)) == 1


def test_that_what_stands_together_moves_on_whole():
    group = Together(tuple(para(SENTENCE * 2) for _ in range(6)))
    pages = laid_out(*(para(SENTENCE * 5) for _ in range(9)), group)
    groups = [box for page in pages for box in page.boxes if isinstance(box, FlowBox)]
    assert len(groups) == 1
    assert len(groups[0].boxes) == 6


def test_that_nothing_reaches_below_the_page(paper):
    composer = Composer(paper, STANDARD)
    for section in paper.sections:
        for page in lay_out(
            composer.section(section, Element("Document")),
            section.orientation,
            STANDARD,
            is_cover=False,
            check=lambda: None,
        ):
            wide, tall = frame(page.size, STANDARD)
            used = sum(max(a.after, b.before) for a, b in pairwise(page.boxes))
            used += sum(box.height(wide) for box in (*page.boxes, *page.foot))
            assert used <= tall + 0.1


def test_that_the_foot_comes_with_the_last_of_its_page():
    columns = Columns(tuple((para(SENTENCE * 30),) for _ in range(3)))
    pages = laid_out(columns, AtFoot((para("Officers"),)))
    assert [bool(page.foot) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert pages[-1].boxes


def test_that_text_painted_outside_the_structure_stops_the_export():
    canvas = TaggedCanvas(meta())
    canvas.drawString(10, 10, "stray")
    with pytest.raises(RuntimeError, match="outside the structure"):
        canvas.showPage()


def test_that_marked_content_never_holds_marked_content():
    canvas = TaggedCanvas(meta())
    canvas.begin(canvas.structure.add("P"))
    with pytest.raises(RuntimeError, match="cannot hold"):
        canvas.begin_artifact("Layout")


def test_that_the_same_paper_gives_the_same_bytes(paper):
    assert pdf_bytes(paper, STANDARD) == pdf_bytes(paper, STANDARD)


def test_that_the_file_bears_the_moment_it_is_given(paper_pdf):
    with pikepdf.open(paper_pdf) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20180702093000+00'00'"
        assert b"2018-07-02T09:30:00+00:00" in pdf.Root.Metadata.read_bytes()


def test_that_progress_is_told_page_by_page(paper, tmp_path):
    told = []
    pages = write_pdf(paper, tmp_path / "p.pdf", progress=lambda done, total: told.append((done, total)))
    assert told == [(n, pages) for n in range(1, pages + 1)]


@pytest.mark.parametrize("after", [0, 3, 12])
def test_that_cancelling_leaves_no_file(paper, tmp_path, after):
    asked = iter(range(1000))
    with pytest.raises(Cancelled):
        write_pdf(paper, tmp_path / "p.pdf", cancelled=lambda: next(asked) >= after)
    assert list(tmp_path.iterdir()) == []


def test_that_figures_give_up_the_decimal_point_before_names_give_up_their_words():
    columns = (
        Column("Name", row_header=True, minimum=14),
        *(Column(f"P{n}", Align.DECIMAL, weight=0) for n in range(13)),
    )
    rows = (
        Row((Cell("Percentage of children with a plan"), *(Cell("97.25", rag=Rag.RED) for _ in range(13)))),
        Row((Cell("Number of contacts"), *(Cell("12,901") for _ in range(13)))),
    )
    content = TableContent(Table(columns, rows, compact=True), STANDARD)
    content.fit(1000)
    assert content.figures[1][1] > 0
    content.fit(700)
    assert content.figures[1][1] == 0
    assert content.widths[0] >= 14 * STANDARD.compact
    assert sum(content.widths) <= 700.1
    assert all(len(cell.lines) == 1 for row in content.rows for cell in row[1:])

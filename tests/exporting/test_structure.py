"""The structure of a PDF says what the content says, in its order, and nothing is said outside it."""

import re
from itertools import pairwise

from scorecard_desktop.exporting.document import Heading, Table, para
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import plain_text, reading_order
from support.papers import SENTENCE, budget, dashboard, pages_of
from support.structure import read_structure


def expected(document):
    return [(leaf.role, leaf.text) for leaf in reading_order(document)]


def without_page_numbers(leaves):
    return [(role, re.sub(r" \d+$", "", text) if role == "TOCI" else text) for role, text in leaves]


def test_that_the_structure_reads_as_the_content_does(paper, paper_pdf):
    assert without_page_numbers(read_structure(paper_pdf).leaves) == expected(paper)


def test_that_no_text_stands_outside_the_structure_and_the_furniture(paper_pdf):
    assert read_structure(paper_pdf).stray == []


def test_that_only_furniture_and_repeated_table_headers_are_artifacts(paper, paper_pdf):
    furniture = {"OFFICIAL", "Performance pack", "Children’s Services Committee, 10 July 2018"}
    headers = {
        column.header
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, Table)
        for column in (*block.columns, *block.columns)
    } | {"Budget, £m"}
    carried = {f"Area {n} (continued)" for n in range(1, 5)}
    read = read_structure(paper_pdf)
    assert carried & {words for said in read.artifacts.values() for words in said}
    for number, words in read.artifacts.items():
        kept = [w for w in words if w.strip() not in furniture | headers | carried]
        assert kept == [f"Page {number} of {len(read.artifacts)}"]


def test_that_the_marking_stands_twice_on_every_page(paper_pdf):
    for words in read_structure(paper_pdf).artifacts.values():
        assert words.count("OFFICIAL") == 2


def test_that_a_row_cut_by_a_page_end_stays_one_row(tmp_path, paper):
    read_pages = read_structure(_written(paper, tmp_path))
    tall = [text for role, text in read_pages.leaves if role == "TD" and text.startswith("Members asked")]
    assert (SENTENCE * 90).strip() in tall


def test_that_a_contents_entry_names_the_page_of_its_heading(paper_pdf):
    import pikepdf

    entries = dict(text.rsplit(" ", 1) for role, text in read_structure(paper_pdf).leaves if role == "TOCI")
    with pikepdf.open(paper_pdf) as pdf, pdf.open_outline() as outline:
        pages = [page.obj.objgen for page in pdf.pages]
        found = {}

        def walk(items):
            for item in items:
                found[item.title] = pages.index(item.destination[0].objgen) + 1
                walk(item.children)

        walk(outline.root)
    assert {title: str(found[title]) for title in entries} == entries


def test_that_headings_never_skip_a_level(paper_pdf):
    levels = [int(kind[1]) for kind in read_structure(paper_pdf).kinds if re.fullmatch(r"H\d", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_that_plain_text_has_a_line_for_every_piece():
    document = pages_of(Heading(2, "Two"), para("words"), budget(1))
    assert plain_text(document).splitlines()[:3] == ["Paper", "Two", "words"]


def test_that_a_figure_reads_with_its_rating_and_its_numerator(tmp_path):
    document = pages_of(dashboard(2))
    cells = [text for role, text in read_structure(_written(document, tmp_path)).leaves if role == "TD"]
    assert cells[:3] == ["at most 20", "0.0 red 20/163", "3.1 amber 20/164"]


def _written(document, folder):
    path = folder / "paper.pdf"
    write_pdf(document, path)
    return path

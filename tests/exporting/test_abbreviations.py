"""What an abbreviation stands for goes with its first use in a section, and the text stays as it was."""

import pikepdf

from scorecard_desktop.exporting.abbreviations import explained
from scorecard_desktop.exporting.document import Document, Heading, ItemList, Meta, Para, Run, Section, para, text
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import plain_text, reading_order
from scorecard_desktop.exporting.web.marks import runs
from support.structure import read_structure
from support.verapdf import validate

KNOWN = {"ICPC": "Initial child protection conference", "CIN": "Child in need"}
PAPER = Document(
    Meta("Paper", "Author"),
    (
        Section(
            (
                Heading(1, "CIN"),
                para("Each (ICPC) was held; an ICPC and CIN: both. MEDICINE."),
                ItemList((text("CIN again"), text("and ICPC"))),
            )
        ),
        Section((Heading(2, "Next"), para(Run("CIN", link="https://example.org"), " then CIN."))),
    ),
)


def marked(document):
    return [
        (run.text, run.expansion)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Para)
        for run in block.runs
        if run.expansion
    ]


def test_that_the_first_use_in_each_section_is_explained_and_no_link_is_broken_up():
    found = explained(PAPER, KNOWN)
    assert marked(found) == [
        ("ICPC", "Initial child protection conference"),
        ("CIN", "Child in need"),
        ("CIN", "Child in need"),
    ]
    assert isinstance(found.sections[1].blocks[1], Para)
    assert found.sections[1].blocks[1].runs[0].link


def test_that_what_is_read_stays_the_same():
    assert plain_text(explained(PAPER, KNOWN)) == plain_text(PAPER)
    assert explained(PAPER, {}) is PAPER


def test_that_the_pdf_has_the_expansion_and_the_same_text(tmp_path, java):
    path = tmp_path / "paper.pdf"
    document = explained(PAPER, KNOWN)
    write_pdf(document, path)
    assert validate(path).compliant
    assert read_structure(path).leaves == [(leaf.role, leaf.text) for leaf in reading_order(document)]
    with pikepdf.open(path) as pdf:
        said = {str(one.E) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Span"}
    assert said == set(KNOWN.values())


def test_that_the_web_page_has_it_as_an_abbreviation():
    (para_, *_) = (block for block in explained(PAPER, KNOWN).sections[0].blocks if isinstance(block, Para))
    assert '<abbr title="Initial child protection conference">ICPC</abbr>' in runs(para_.runs, ())

"""PDF/UA-1 by veraPDF, with broken files beside it to show that the validator would have seen."""

import pikepdf
import pytest
from pikepdf import Name

from support.verapdf import rule_count, validate


@pytest.fixture(scope="module", autouse=True)
def _java_runtime(java):
    """Every test here needs a Java runtime."""


def test_that_the_validator_runs_every_rule_of_the_profile():
    assert rule_count() == 106


def test_that_a_paper_with_every_block_conforms(paper_pdf):
    verdict = validate(paper_pdf)
    assert verdict.compliant, str(verdict)
    assert verdict.checks > 10_000


def elements(pdf, kind):
    found = []

    def walk(element):
        if element.get("/S") == Name("/" + kind):
            found.append(element)
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def drop(thing, key):
    del thing[key]


def first_link(pdf):
    return next(page.obj.Annots[0] for page in pdf.pages if "/Annots" in page.obj)


BREAKAGES = {
    "a figure without alternative text": lambda pdf: drop(elements(pdf, "Figure")[0], "/Alt"),
    "a header cell without scope": lambda pdf: drop(elements(pdf, "TH")[0], "/A"),
    "no language": lambda pdf: drop(pdf.Root, "/Lang"),
    "the title not displayed": lambda pdf: drop(pdf.Root, "/ViewerPreferences"),
    "no metadata": lambda pdf: drop(pdf.Root, "/Metadata"),
    "not marked as tagged": lambda pdf: drop(pdf.Root, "/MarkInfo"),
    "a heading level skipped": lambda pdf: elements(pdf, "H2")[0].__setitem__("/S", Name.H4),
    "no structure tree": lambda pdf: drop(pdf.Root, "/StructTreeRoot"),
    "content that is not tagged": lambda pdf: pdf.pages[0].contents_add(b"0 0 50 50 re f"),
    "no tab order": lambda pdf: drop(next(page.obj for page in pdf.pages if "/Annots" in page.obj), "/Tabs"),
    "a link outside the structure": lambda pdf: drop(first_link(pdf), "/StructParent"),
    "a link without words": lambda pdf: drop(first_link(pdf), "/Contents"),
    "a row that is not one": lambda pdf: elements(pdf, "TR")[0].__setitem__("/S", Name.P),
    "a row short of a cell": lambda pdf: elements(pdf, "TR")[1].K.__delitem__(0),
    "no way from content to structure": lambda pdf: drop(pdf.Root.StructTreeRoot, "/ParentTree"),
    "an unknown structure type": lambda pdf: elements(pdf, "TD")[0].__setitem__("/S", Name.Bogus),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_that_the_validator_sees(breakage, paper_pdf, tmp_path):
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(paper_pdf) as pdf:
        BREAKAGES[breakage](pdf)
        pdf.save(broken)
    assert not validate(broken).compliant

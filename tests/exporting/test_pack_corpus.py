"""The pack of real council papers: it conforms, and its structure says what its content says."""

from datetime import UTC, date, datetime

import pytest

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.exporting.fonts import clean
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.exporting.pdf import write_pdf
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.exporting.style import LARGE, PLAIN, STANDARD
from scorecard_desktop.services.importer import import_into
from support.structure import read_structure
from support.verapdf import validate

WORKBOOKS = (
    "norfolk-vital-signs-2018-04.xlsx",
    "norfolk-mi-county-2018-04.xlsx",
    "cheshire-east-scorecard-2017-18-q2.xlsx",
    "norfolk-risk-register-2018-07.xlsx",
    "norfolk-revenue-budget-2018-19-m2.xlsx",
)
MEETING = Meeting("Children’s Services Committee", date(2018, 7, 10), marking="OFFICIAL")


@pytest.fixture(scope="module")
def book(corpus, tmp_path_factory):
    store = tmp_path_factory.mktemp("store") / "corpus.scorecard"
    return import_into(store, [corpus / name for name in WORKBOOKS])[0]


@pytest.fixture(scope="module")
def pack(book):
    return build_pack(book, MEETING, created=datetime(2018, 7, 2, tzinfo=UTC))


@pytest.fixture(scope="module", params=[STANDARD, LARGE, PLAIN], ids=["standard", "large", "plain"])
def pack_pdf(request, pack, tmp_path_factory):
    """The pack in each of its variants."""
    path = tmp_path_factory.mktemp("pack") / "pack.pdf"
    write_pdf(pack, path, style=request.param)
    return path


def test_that_the_pack_of_real_papers_conforms_to_pdfua(pack_pdf, java):
    verdict = validate(pack_pdf)
    assert verdict.compliant, str(verdict)


def test_that_its_structure_reads_as_its_content(pack, pack_pdf):
    read = read_structure(pack_pdf)
    assert read.stray == []
    expected = [(leaf.role, " ".join(clean(leaf.text).split())) for leaf in reading_order(pack)]
    assert len(read.leaves) == len(expected)
    for found, wanted in zip(read.leaves, expected, strict=True):
        if wanted[0] == "TOCI":
            assert found[1].rpartition(" ")[0] == wanted[1]
        else:
            assert found == wanted


def test_that_every_red_exception_has_a_card_and_every_exception_is_listed(pack, book):
    said = [leaf.text for leaf in reading_order(pack)]
    headings = {leaf.text for leaf in reading_order(pack) if leaf.role == "H3"}
    flagged = [row for card in book.scorecards() for row in rated_rows(book, card.id) if row.exceptions]
    assert len(flagged) > 20
    for row in flagged:
        title = " ".join(row.indicator.title.split())
        assert title in said
        if row.rating.rag is Rag.RED:
            assert f"{title} Red" in headings


def test_that_the_general_fund_s_difference_is_printed_beside_its_table(pack):
    said = " ".join(leaf.text for leaf in reading_order(pack))
    assert "£185.948m is stated" in said
    assert "£185.308m" in said

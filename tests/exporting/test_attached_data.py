"""A pack carries the figures that it shows as a CSV file, made from the book alone."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pikepdf
import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.publication import PublishedFigure
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.template import BUILT_IN
from scorecard_desktop.exporting.data_file import HEADINGS, NAME, data_file
from scorecard_desktop.exporting.document import Attachment
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack, content_of
from scorecard_desktop.exporting.pdf import pdf_bytes, write_pdf
from scorecard_desktop.exporting.shown import figures_shown
from scorecard_desktop.exporting.style import LARGE, PLAIN, STANDARD
from support.books import pack_book
from support.papers import pages_of
from support.verapdf import validate

MEETING = Meeting(committee="Children’s Services Committee", date=date(2018, 7, 10), marking="OFFICIAL")
CREATED = datetime(2018, 7, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def book():
    return pack_book()


@pytest.fixture(scope="module")
def pack(book):
    return build_pack(book, MEETING, created=CREATED)


def lines(attachment):
    return list(csv.DictReader(io.StringIO(attachment.data.decode("utf-8-sig"))))


def shown(book):
    return list(figures_shown(content_of(book, MEETING, BUILT_IN[0], None)))


def test_that_every_figure_shown_is_a_line_with_its_value_target_and_rating(book, pack):
    found = lines(pack.attachments[0])
    assert tuple(found[0]) == HEADINGS
    figures = shown(book)
    assert len(figures) > 10
    assert len(found) == len({(one.indicator, one.period, one.area) for one in figures})
    named = {(line["Scorecard"], line["Indicator"], line["Period code"]): line for line in found}
    for figure in figures:
        indicator = book.get(Indicator, figure.indicator)
        line = named[book.get(Scorecard, indicator.scorecard).name, indicator.name, figure.period]
        assert line["Value as shown"] == figure.text
        assert (Decimal(line["Unrounded value"]) if line["Unrounded value"] else None) == figure.value
        assert line["Rating"] == ("" if figure.rag is Rag.NONE else figure.rag.value)
        target = book.target(figure.indicator, figure.period)
        assert bool(line["Target"]) == (target is not None)


def test_that_the_file_says_no_more_than_its_book(book):
    """What is taken out of the book, as the public version takes it, is nowhere in the file."""
    figure = next(one for one in shown(book) if one.value is not None)
    held = book.observation(figure.indicator, figure.period)
    hidden = replace(held, value=None, symbol=Symbol.CONFIDENTIAL, numerator=None, denominator=None)
    public = book.copy()
    public.apply([Change(held, hidden)])
    (attachment,) = build_pack(public, MEETING, created=CREATED).attachments
    line = next(
        line
        for line in lines(attachment)
        if (line["Period code"], line["Indicator"]) == (figure.period, book.get(Indicator, figure.indicator).name)
    )
    assert line["Symbols"] == "[c]"
    assert [line[name] for name in ("Unrounded value", "Numerator", "Denominator", "Rating")] == [""] * 4
    assert line["Value as shown"] == "[c]"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ('=HYPERLINK("https://x.example")', '\'=HYPERLINK("https://x.example")'),
        ("+1", "'+1"),
        ("@x", "'@x"),
        ("- a", "'- a"),
    ],
)
def test_that_no_words_are_a_formula_to_a_spreadsheet(book, typed, written):
    changed = book.copy()
    indicator = next(iter(book.all(Indicator)))
    changed.apply([Change(indicator, replace(indicator, name=typed))])
    figure = PublishedFigure(indicator.id, "2018-04", "", Decimal("-1.5"), None, Rag.RED, "-1.5%")
    (line,) = lines(data_file(changed, [figure])[0])
    assert line["Indicator"] == written
    assert line["Value as shown"] == "-1.5%"
    assert line["Unrounded value"] == "-1.5"


def test_that_a_pack_without_figures_carries_no_file():
    assert data_file(Book(), ()) == ()


def test_that_symbols_that_go_with_a_value_are_told_apart_from_it(book):
    indicator = next(iter(book.all(Indicator)))
    figure = PublishedFigure(indicator.id, "2018-04", "", Decimal("81.66"), None, Rag.NONE, "81.7% [p] [r]")
    (line,) = lines(data_file(book, [figure])[0])
    assert (line["Symbols"], line["Unrounded value"]) == ("[p] [r]", "81.66")


@pytest.mark.parametrize("style", [STANDARD, LARGE, PLAIN], ids=["standard", "large", "plain"])
def test_that_a_pack_with_its_data_conforms_to_pdfua(pack, tmp_path, java, style):
    write_pdf(pack, tmp_path / "p.pdf", style=style)
    verdict = validate(tmp_path / "p.pdf")
    assert verdict.compliant, str(verdict)


def test_that_the_validator_sees_a_file_without_its_name(pack, tmp_path, java):
    write_pdf(pack, tmp_path / "p.pdf")
    with pikepdf.open(tmp_path / "p.pdf") as pdf:
        del pdf.Root.AF[0].UF
        pdf.save(tmp_path / "broken.pdf")
    assert not validate(tmp_path / "broken.pdf").compliant


def test_that_the_file_is_associated_with_the_paper_and_found_in_the_reader_s_list(pack, tmp_path):
    write_pdf(pack, tmp_path / "p.pdf")
    with pikepdf.open(tmp_path / "p.pdf") as pdf:
        (spec,) = pdf.Root.AF
        assert str(spec.AFRelationship) == "/Data"
        assert str(spec.F) == str(spec.UF) == NAME
        assert "figures" in str(spec.Desc)
        assert str(spec.EF.F.Subtype) == "/text/csv"
        assert spec.EF.F.read_bytes() == pack.attachments[0].data
        assert int(spec.EF.F.Params.Size) == len(pack.attachments[0].data)
        assert pdf.attachments[NAME].get_file().read_bytes() == pack.attachments[0].data


def test_that_the_same_snapshot_and_moment_give_the_same_bytes(book):
    one, other = (build_pack(book.copy(), MEETING, created=CREATED) for _ in range(2))
    assert one.attachments == other.attachments
    assert pdf_bytes(one, STANDARD) == pdf_bytes(other, STANDARD)


def test_that_another_file_makes_another_paper(tmp_path):
    plain = pages_of()
    ids = []
    for data in (b"a", b"b"):
        write_pdf(replace(plain, attachments=(Attachment("x.csv", "x", "text/csv", data),)), tmp_path / "p.pdf")
        with pikepdf.open(tmp_path / "p.pdf") as pdf:
            ids.append(bytes(pdf.trailer.ID[0]))
    assert ids[0] != ids[1]


def test_that_several_files_are_listed_in_order(tmp_path):
    files = tuple(Attachment(name, "d", "text/csv", name.encode()) for name in ("b.csv", "a.csv", "é.csv"))
    write_pdf(replace(pages_of(), attachments=files), tmp_path / "p.pdf")
    with pikepdf.open(tmp_path / "p.pdf") as pdf:
        assert sorted(pdf.attachments) == ["a.csv", "b.csv", "é.csv"]
        assert pdf.attachments["é.csv"].get_file().read_bytes() == "é.csv".encode()


def test_that_numerators_are_told_where_they_are_known(book):
    figure = next(
        one
        for one in shown(book)
        if (found := book.observation(one.indicator, one.period)) is not None and found.denominator is not None
    )
    observation = book.observation(figure.indicator, figure.period)
    assert isinstance(observation, Observation)
    (line,) = lines(data_file(book, [figure])[0])
    assert Decimal(line["Denominator"]) == observation.denominator

"""The public version of a pack as a file: made, published, refused, taken apart, and told from the officers' own."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart
from scorecard_desktop.domain.disclosure.public_book import LEFT_OUT, Exempt, scope_of
from scorecard_desktop.domain.disclosure.public_book import public_book as with_hidden
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.finding import Dismissal, Finding, Severity, dismissal_key
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.meeting import AgendaItem
from scorecard_desktop.domain.meeting import Meeting as CouncilMeeting
from scorecard_desktop.domain.observation import Observation, Source, Symbol
from scorecard_desktop.domain.period import PeriodKind, period_from_code
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import rated_row
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting, SourceFile
from scorecard_desktop.domain.target import Benchmark, Scope, Target, TargetKind, Tolerance, ToleranceKind
from scorecard_desktop.domain.template import BUILT_IN
from scorecard_desktop.exporting.document import Document
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.pack import build_pack
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import import_into
from scorecard_desktop.services.pack_forms import Variant, write_form
from scorecard_desktop.services.packer import PackRequest, PackResult, make_pack, publication_of
from scorecard_desktop.services.public_pack import public_book
from scorecard_desktop.services.publishing import publish
from support.pdf_attack import drawn_at, given_away, revisions, take_apart, take_apart_other

MONTHS = [f"2018-{n:02d}" for n in range(1, 8)]
RED = "vs/1"
SOURCE = Source("returns.xlsx", "0" * 64, "Secret sheet", "F14", "3", "0")
ASKED = PackRequest(title="Performance report", marking="OFFICIAL: SENSITIVE", date=date(2018, 9, 4), public=True)


def _book(*records: Record) -> Book:
    """A red indicator with a report card, of which one month is small, and a total of three localities."""
    figures = [14, 18, 3, 25, 31, 40, 52]
    return Book(
        [
            Scorecard("vs", 0, "Vital signs", PeriodKind.MONTH, marking="OFFICIAL: SENSITIVE"),
            SourceFile("0" * 64, "returns.xlsx", "2018-08-01"),
            *(ScorecardPeriod("vs", month) for month in MONTHS),
            Tolerance(Scope.SCORECARD, "vs", ToleranceKind.RELATIVE, margin=Decimal(10)),
            Indicator(RED, "vs", 1, "1.1", "Pupils excluded from school", "Schools", Unit.COUNT, 0, Polarity.LOW),
            Target(RED, "", TargetKind.AT_MOST, None, Decimal(10)),
            *(
                Observation(RED, month, "", Decimal(value), source=SOURCE, sheet_rag=Rag.RED)
                for month, value in zip(MONTHS, figures, strict=True)
            ),
            Indicator("vs/2", "vs", 2, "1.2", "Children missing from home", "Schools", Unit.COUNT, 0, Polarity.LOW),
            *(
                Observation("vs/2", "2018-07", area, Decimal(value), source=SOURCE)
                for area, value in (("", 30), ("Breckland", 4), ("Norwich", 14), ("Broadland", 12))
            ),
            *records,
        ]
    )


# What is in it, and what is not


def test_that_a_public_pack_is_made_and_says_what_it_holds_back(tmp_path):
    made = make_pack(_book(), tmp_path / "public.pdf", ASKED)
    assert made.public is not None
    assert {figure.key for figure in made.public.hidden} >= {(RED, "2018-03", ""), ("vs/2", "2018-07", "Breckland")}
    said = " ".join(text for _, text in take_apart(made.path).passages)
    assert "About this public version" in said
    assert "Numbers of people from 1 to 5 are withheld" in said


def test_that_neither_marking_nor_source_nor_what_is_for_officers_is_in_it(tmp_path):
    made = make_pack(_book(), tmp_path / "public.pdf", ASKED)
    said = " ".join(text for _, text in take_apart(made.path).passages)
    for words in (
        "SENSITIVE",
        "Secret sheet",
        "F14",
        "returns.xlsx",
        "Evidence for each figure",
        "Findings still open",
    ):
        assert words not in said
    for kind in (Finding, SourceFile):
        assert made.public is not None
        assert made.public.book.all(kind) == []
    officers = make_pack(_book(), tmp_path / "officers.pdf", replace(ASKED, public=False))
    passages = take_apart(officers.path).passages
    assert sum("OFFICIAL: SENSITIVE" in text for _, text in passages) >= officers.pages


def test_that_every_figure_that_is_not_held_back_is_as_it_was():
    source = _book()
    made = public_book(source, ASKED)
    hidden = {figure.key for figure in made.hidden}
    for figure in source.all(Observation):
        public = made.book.observation(figure.indicator, figure.period, figure.area)
        assert public is not None
        if figure.key in hidden:
            assert public == Observation(figure.indicator, figure.period, figure.area, symbol=Symbol.CONFIDENTIAL)
        else:
            assert public == replace(figure, source=None, sheet_rag=None)


def test_that_a_figure_held_back_has_no_rating_and_no_travel_and_the_one_after_it_none_from_it():
    made = public_book(_book(), ASKED).book
    card, red = made.scorecards()[0], made.get(Indicator, RED)
    assert red is not None
    rows = {p.code: rated_row(made, card, red, p) for p in made.periods("vs")}
    assert rows["2018-03"].rating.rag is Rag.NONE
    assert rows["2018-03"].direction.earlier is None
    assert rows["2018-04"].direction.earlier is None


def test_that_what_came_after_the_period_that_is_reported_is_no_part_of_it():
    june = period_from_code("2018-06")
    made = public_book(_book(), replace(ASKED, periods=(("vs", june),)))
    assert {figure.period for figure in made.book.of(Observation, RED)} == set(MONTHS[:-1])
    assert made.book.of(Observation, "vs/2") == []
    assert {figure.period for figure, _, _ in made.told} == set(MONTHS[:-1])


def test_that_exempt_items_are_left_out_and_listed_with_the_officers_own_words(tmp_path):
    exempt = Setting(Scope.INDICATOR, "vs/2", "disclosure.exempt", "paragraph 2 of Schedule 12A (an individual)")
    made = make_pack(_book(exempt), tmp_path / "public.pdf", ASKED)
    said = [text for _, text in take_apart(made.path).passages]
    assert "One item is exempt from publication:" in said
    named = {text for text in said if "Children missing from home" in text}
    assert any("paragraph 2 of Schedule 12A (an individual)" in text for text in named)
    assert made.public is not None
    assert made.public.book.get(Indicator, "vs/2") is None
    assert made.public.book.of(Observation, "vs/2") == []


def test_that_an_exempt_item_for_a_meeting_to_come_is_listed_and_not_in_the_forward_plan():
    meetings = [CouncilMeeting(f"m{year}", "Committee", date(year, 9, 4)) for year in (2017, 2018)]
    items = [
        AgendaItem("a", "m2018", 1, "Lease of the depot", lead_officer="B. Slope", exempt="paragraph 3 (business)"),
        AgendaItem("b", "m2018", 2, "School places"),
        AgendaItem("c", "m2017", 1, "Old lease", exempt="paragraph 3 (business)"),
    ]
    made = public_book(_book(*meetings, *items), ASKED)
    assert made.exempt == (Exempt("Lease of the depot", "paragraph 3 (business)"),)
    assert [item.id for item in made.book.all(AgendaItem)] == ["b"]


@pytest.mark.parametrize(
    ("period", "text", "stays"),
    [
        ("2018-03", "Only 3 pupils were excluded.", False),
        ("2018-03", "Three pupils were excluded.", False),
        ("2018-03", "One fewer than was feared.", False),
        ("2018-03", "The new unit opened on 12 March 2018.", True),
        ("2018-07", "It was three in March.", False),
        ("2018-07", "Numbers rose to 52 in July.", True),
        ("", "Each school has a plan.", True),
    ],
)
def test_that_commentary_that_may_tell_a_figure_is_left_out_with_a_note(period, text, stays):
    said = Commentary(RED, period, CommentaryPart.COMMENT, text)
    made = public_book(_book(said), ASKED)
    (kept,) = made.book.commentary(RED)
    assert kept.text == (text if stays else LEFT_OUT)
    assert made.silenced == (() if stays else ("1.1 Pupils excluded from school: commentary",))


def test_that_the_reason_of_an_officers_rating_and_a_comparator_do_not_tell():
    override = Override(RED, "2018-03", Rag.GREEN, "Only three.", "Pat")
    before = Benchmark(RED, "March last year", 0, "", Decimal(2))
    made = public_book(_book(override, before, Benchmark(RED, "England", 1, "", Decimal(3))), ASKED).book
    assert made.all(Override) == []
    assert [one.value for one in made.benchmarks(RED)] == [None, Decimal(3)]


def test_that_words_elsewhere_that_name_the_indicator_and_give_its_number_stop_it_until_they_are_dismissed(tmp_path):
    asked = replace(ASKED, summary="In March 3 pupils were excluded from schools.")
    made = public_book(_book(), asked)
    (finding,) = made.findings
    assert finding.severity is Severity.ERROR
    assert "in other words" in finding.advice
    with pytest.raises(Refusal, match="may tell the figure"):
        make_pack(_book(), tmp_path / "public.pdf", asked)
    assert not (tmp_path / "public.pdf").exists()
    settled = Dismissal(dismissal_key(finding), "It is of another school.", "Pat", "2018-08-01T09:00:00+00:00")
    assert public_book(_book(settled), asked).findings == ()


def test_that_a_rating_that_turns_on_a_withheld_figure_of_last_year_is_none():
    card = Scorecard("ly", 1, "Yearly", PeriodKind.MONTH)
    records: list[Record] = [
        card,
        Tolerance(Scope.SCORECARD, "ly", ToleranceKind.LAST_YEAR, margin=Decimal(5)),
        *(ScorecardPeriod("ly", period) for period in ("2017-07", "2018-07")),
        Indicator("ly/1", "ly", 1, "9", "Pupils moved", unit=Unit.COUNT, polarity=Polarity.HIGH),
        Target("ly/1", "", TargetKind.VALUE, Decimal(20)),
        Observation("ly/1", "2017-07", "", Decimal(4)),
        Observation("ly/1", "2018-07", "", Decimal(9)),
    ]
    source = _book(*records)
    indicator, period = source.get(Indicator, "ly/1"), source.periods("ly")[-1]
    assert indicator is not None
    assert rated_row(source, card, indicator, period).rating.rag is Rag.AMBER
    rating = rated_row(public_book(source, ASKED).book, card, indicator, period).rating
    assert rating.rag is Rag.NONE
    assert "confidential" in rating.proof


def test_that_holding_back_tells_how_far_it_is_and_stops_when_it_is_cancelled(tmp_path):
    told = []
    make_pack(_book(), tmp_path / "public.pdf", ASKED, progress=lambda done, of, what: told.append((done, of, what)))
    assert (0, 2, "Holding back small numbers") in told
    assert (1, 2, "Holding back small numbers") in told
    with pytest.raises(Cancelled):
        make_pack(_book(), tmp_path / "stopped.pdf", ASKED, cancelled=lambda: True)
    assert not (tmp_path / "stopped.pdf").exists()


# Published


def _published(made: PackResult, book: Book, day: int) -> Publication:
    step = publish(book, publication_of(made), "Pat", datetime(2018, 9, day, tzinfo=UTC))
    (change,) = step.changes
    assert isinstance(change.after, Publication)
    return change.after


def test_that_a_published_public_pack_keeps_what_it_told_and_for_officers_alone_what_it_withheld(tmp_path):
    source = _book()
    kept = _published(make_pack(source, tmp_path / "public.pdf", ASKED), source, 4)
    assert kept.public
    told = kept.told(RED)
    assert told["2018-01", ""].value == 14
    assert told["2018-03", ""].withheld
    after = public_book(Book([*source.records(), kept]), ASKED)
    assert [pack.disclosed for pack in after.book.all(Publication)] == [""]
    assert kept.shown(RED)["2018-03", ""].text == "[c]"


def test_that_what_a_public_pack_held_back_or_rounded_is_not_restated(tmp_path):
    source = _book(Setting(Scope.COUNCIL, "", "disclosure.rounding", "5"))
    kept = _published(make_pack(source, tmp_path / "public.pdf", ASKED), source, 4)
    after = Book([*source.records(), kept])
    from scorecard_desktop.domain.checks import check

    assert [finding for finding in check(after) if finding.rule == "restated"] == []
    before = after.observation(RED, "2018-07")
    assert before is not None
    after.apply([Change(before, replace(before, value=Decimal(60)))])
    assert [finding.period for finding in check(after) if finding.rule == "restated"] == ["2018-07"]


def test_that_a_later_public_pack_is_refused_where_an_earlier_one_told_the_figure(tmp_path):
    source = _book(Setting(Scope.COUNCIL, "", "disclosure.control", "off"))
    kept = _published(make_pack(source, tmp_path / "public.pdf", ASKED), source, 4)
    later = Book([*(r for r in source.records() if getattr(r, "name", "") != "disclosure.control"), kept])
    with pytest.raises(Refusal) as refused:
        make_pack(later, tmp_path / "later.pdf", ASKED)
    assert "1.1 Pupils excluded from school, Mar 2018: the figure could be worked out as 3" in refused.value.message
    assert not (tmp_path / "later.pdf").exists()
    assert make_pack(later, tmp_path / "officers.pdf", replace(ASKED, public=False)).pages


# The attack


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> Book:
    store = tmp_path_factory.mktemp("store") / "samples.scorecard"
    return import_into(store, sample_workbooks())[0]


@pytest.fixture(scope="module")
def real(corpus, tmp_path_factory) -> Book:
    names = ("norfolk-vital-signs-2018-04", "norfolk-mi-county-2018-04", "cheshire-east-scorecard-2017-18-q2")
    store = tmp_path_factory.mktemp("store") / "corpus.scorecard"
    return import_into(store, [corpus / f"{name}.xlsx" for name in names])[0]


def _attacked(book: Book, path: Path, *, public: bool, template: str = "full") -> list[tuple[str, str]]:
    """What a file gives away of what a public version must hold back."""
    asked = replace(ASKED, template=template)
    withheld = public_book(book, asked)
    made = make_pack(book, path, replace(asked, public=public))
    if path.suffix == ".pdf":
        assert revisions(made.path) == 1
        opened = take_apart(made.path)
    else:
        opened = take_apart_other(made.path)
    found = []
    for indicator in withheld.book.all(Indicator):
        hidden = [figure for figure in withheld.hidden if figure.indicator == indicator.id]
        if hidden:
            found += given_away(opened, withheld.book, indicator, hidden)
    return found


OF_FIGURES = [t.name for t in BUILT_IN if any(item.kind.shows_figures for item in t.items)]


@pytest.mark.parametrize("template", OF_FIGURES)
def test_that_no_template_of_the_samples_gives_anything_away(samples, tmp_path, template):
    assert _attacked(samples, tmp_path / "public.pdf", public=True, template=template) == []


@pytest.mark.parametrize("ending", [".html", ".xlsx"])
def test_that_neither_web_page_nor_workbook_gives_anything_away(samples, tmp_path, ending):
    assert _attacked(samples, tmp_path / f"public{ending}", public=True) == []
    assert _attacked(samples, tmp_path / f"officers{ending}", public=False)


def test_that_the_public_pack_of_real_papers_gives_nothing_away(real, tmp_path):
    assert _attacked(real, tmp_path / "public.pdf", public=True) == []


def test_that_the_attack_finds_what_the_officers_own_pack_tells(samples, tmp_path):
    found = _attacked(samples, tmp_path / "officers.pdf", public=False)
    assert {where.partition(" ")[0] for where, _ in found} >= {"structure", "attachment"}
    assert any("permanent exclusions" in passage for _, passage in found)


def test_that_the_attack_opens_attachments_metadata_alternative_texts_and_earlier_revisions(tmp_path):
    source = _book()
    made = make_pack(source, tmp_path / "public.pdf", ASKED)
    assert made.public is not None
    secret = "Pupils excluded from school, Mar 2018: 3"
    rows = io.StringIO()
    csv.writer(rows).writerows([["Indicator", "Period", "Value"], ["Pupils excluded from school", "2018-03", 3]])

    def attached(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["data.csv"] = rows.getvalue().encode()

    def subject(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Subject"] = secret

    def described(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K[0].Alt = pikepdf.String(secret)

    def xmp(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:description"] = secret

    indicator = made.public.book.get(Indicator, RED)
    assert indicator is not None
    assert given_away(take_apart(made.path), made.public.book, indicator, made.public.hidden) == []
    for at, leak in enumerate((attached, subject, described, xmp)):
        leaking = tmp_path / f"leaking{at}.pdf"
        with pikepdf.open(made.path) as pdf:
            leak(pdf)
            pdf.save(leaking, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert given_away(take_apart(leaking), made.public.book, indicator, made.public.hidden), leak.__name__
    twice = tmp_path / "twice.pdf"
    twice.write_bytes(made.path.read_bytes() + b"\n9 0 obj\n(3)\nendobj\nstartxref\n0\n%%EOF\n")
    assert revisions(twice) == 2
    assert revisions(made.path) == 1


def _chart_of(book: Book, folder: Path, *, public: bool) -> list[tuple[int, tuple[float, float]]]:
    figures = {at: figure.value for at, month in enumerate(MONTHS) if (figure := book.observation(RED, month))}
    wanted = {2: Decimal(3)}
    known = {at: value for at, value in figures.items() if value is not None and at not in wanted}
    made = make_pack(book, folder / f"chart {public}.pdf", replace(ASKED, public=public))
    pages = take_apart(made.path).corners.values()
    assert any(drawn_at(corners, known, {0: Decimal(14)}) for corners in pages)  # the chart itself is found
    return [found for corners in pages for found in drawn_at(corners, known, wanted)]


def test_that_no_corner_of_a_chart_stands_where_a_figure_held_back_would(tmp_path):
    assert _chart_of(_book(), tmp_path, public=True) == []


def test_that_the_officers_own_chart_is_found_to_tell_it(tmp_path):
    assert {place for place, _ in _chart_of(_book(), tmp_path, public=False)} == {2}


def _other_than(figure: Observation) -> Observation:
    """The same figure with other numbers in it."""

    def other(value: Decimal | None) -> Decimal | None:
        return None if value is None else value + 1

    if figure.value is None:
        return figure
    return replace(
        figure, value=figure.value + 1, numerator=other(figure.numerator), denominator=other(figure.denominator)
    )


def _in_every_form(paper: Document, folder: Path) -> list[bytes]:
    folder.mkdir()
    places = [folder / f"pack{ending}" for ending in (".pdf", ".html", ".xlsx")]
    for place in places:
        write_form(paper, place, Variant.STANDARD)
    return [place.read_bytes() for place in places]


@pytest.mark.parametrize("which", ["samples", "real"])
def test_that_not_a_byte_of_a_public_pack_depends_on_what_is_held_back(which, request, tmp_path):
    book: Book = request.getfixturevalue(which)
    first = public_book(book, ASKED)
    hidden = {figure.key for figure in first.hidden}
    twin = book.copy()
    twin.apply(Change(figure, _other_than(figure)) for figure in first.hidden if figure.value is not None)
    # words are left out where they give the very number, so that neither book has any
    silent = [Change(words, None) for words in book.all(Commentary)]
    files = []
    for at, source in enumerate((book.copy(), twin)):
        source.apply(silent)
        made = with_hidden(source, scope_of(source), hidden, first.further, {})
        paper = build_pack(
            made.book,
            Meeting("Children’s Services Committee", date(2018, 9, 4)),
            created=datetime(2018, 9, 1, tzinfo=UTC),
        )
        files.append(_in_every_form(paper, tmp_path / str(at)))
    assert files[0] == files[1]

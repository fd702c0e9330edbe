"""Packs: what is asked for, and the file drawn from one snapshot of the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.covering import texts_for
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.pack_text import PackPart
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.publication import Publication, keeping, keeping_disclosed
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.template import Template
from scorecard_desktop.domain.templates import template_called, templates
from scorecard_desktop.services.leftovers import noted
from scorecard_desktop.services.pack_forms import Variant, form_of, variant_named, write_form
from scorecard_desktop.services.periods import chosen_periods
from scorecard_desktop.services.progress import Cancelled, Progress

if TYPE_CHECKING:
    from scorecard_desktop.exporting.document import Document
    from scorecard_desktop.exporting.meeting import Meeting
    from scorecard_desktop.services.public_pack import PublicBook

_TITLE = "Performance report"

_SETTING = "pack."


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What a pack is for and what it holds.

    The first nine, the strategic impact and the implications (pairs of a heading and what is said) are what its cover
    and covering report say; what is empty is left off. ``date`` is the meeting's, today unless said.
    ``recommendations`` are read after “That the committee”; unless said, the committee is asked to consider what the
    pack holds. ``periods`` are scorecard ids with the period of each, every scorecard at its current period unless
    said. ``public`` asks for the version for the public, without marking or what is for officers alone.
    ``moment`` dates the file: when the figures were last changed, so that the same figures make the same bytes; now
    unless said.
    ``variant`` is how a PDF is set: standard, large or plain.
    """

    committee: str = ""
    date: date | None = None
    title: str = _TITLE
    council: str = ""
    report_author: str = ""
    responsible_officer: str = ""
    item: str = ""
    marking: str = ""
    summary: str = ""
    recommendations: tuple[str, ...] | None = None
    periods: tuple[tuple[str, Period], ...] | None = None
    template: str = "full"
    moment: datetime | None = None
    strategic_impact: str = ""
    implications: tuple[tuple[str, str], ...] = ()
    public: bool = False
    variant: str = Variant.STANDARD.value


@dataclass(frozen=True, slots=True)
class PackResult:
    """A pack that was written: where, how many pages it has, and what it was drawn from, should it be published.

    ``pages`` is 0 where the file has none, being a web page or a workbook; ``extent`` says how long it is in words.
    ``file_hash`` is the SHA-256 of the file. ``public`` is what a public version was made of; None for any other.
    """

    path: Path
    pages: int
    request: PackRequest
    snapshot: Book
    file_hash: str
    public: PublicBook | None = None
    extent: str = ""


def request_from(book: Book, meeting: date | None = None) -> PackRequest:
    """What the book says of the pack for the meeting of a day: the one that its settings name, unless said.

    Settings (``pack.committee`` and so on) hold what stays from meeting to meeting; what was written for the meeting
    itself (``covering.texts_for``) goes before the settings of the same name. Without a marking of its own the pack
    carries that of the first scorecard that has one. Periods are those that were chosen (``periods.chosen_periods``).
    """

    def kept(name: str, default: str = "") -> str:
        return book.setting(_SETTING + name, default)

    marking = next((card.marking for card in book.scorecards() if card.marking), "")
    try:
        day = meeting or date.fromisoformat(kept("date"))
    except ValueError:
        day = None
    written = texts_for(book, day) if day is not None else {}
    asked_of_it = written.get(PackPart.RECOMMENDATIONS, kept("recommendations"))
    return PackRequest(
        committee=kept("committee"),
        date=day,
        title=kept("title", _TITLE),
        council=kept("council"),
        report_author=kept("report_author"),
        responsible_officer=kept("responsible_officer"),
        item=written.get(PackPart.ITEM, kept("item")),
        marking=kept("marking", marking),
        summary=written.get(PackPart.SUMMARY, kept("summary")),
        recommendations=tuple(line.strip() for line in asked_of_it.splitlines() if line.strip()) or None,
        periods=chosen_periods(book),
        template=kept("template", "full"),
        strategic_impact=written.get(PackPart.STRATEGIC, ""),
        implications=tuple((part.words, words) for part, words in written.items() if part.is_implication),
    )


def _to_consider(book: Book) -> tuple[str, ...]:
    """The recommendation of a pack whose officers have not written one: to consider what the pack holds."""
    held = [
        words
        for words, there in (
            ("performance", book.scorecards()),
            ("risks", book.risks()),
            ("budget position", book.budget_tables()),
        )
        if there
    ]
    listed = held[0] if len(held) == 1 else f"{', '.join(held[:-1])} and {held[-1]}"
    by_exception = ", and the indicators reported by exception" if book.scorecards() else ""
    return (f"considers the {listed} reported{by_exception}.",)


def template_named(book: Book, name: str) -> Template:
    """The template of a name or title. Raises Refusal, with the names that there are, where there is none."""
    found = template_called(book, name)
    if found is None:
        named = ", ".join(one.name for one in templates(book))
        raise Refusal(f"There is no pack template “{name}”. There are {named}.")
    return found


def make_pack(
    book: Book,
    path: Path | str,
    request: PackRequest | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> PackResult:
    """Write the pack from the figures as they are now; later changes of the book do not reach it.

    The ending of ``path`` says in which form: a tagged PDF (.pdf), a web page (.html) or a workbook (.xlsx).

    Raises Refusal where there is nothing to report, the template is not known, the file cannot be written, or a public
    version is asked for that cannot be proven to keep what it holds back; and Cancelled where ``cancelled`` answers
    yes. What stood at ``path`` before stands there still.
    """
    asked = request if request is not None else request_from(book)
    place = Path(path)
    variant = variant_named(asked.variant)
    form_of(place, variant)
    now = datetime.now().astimezone()
    made = composed(book.copy(), asked, asked.moment or now, progress=progress, cancelled=cancelled)
    with noted(place):
        extent = write_form(made.document, place, variant, progress=progress, cancelled=cancelled)
    held = made.asked if made.asked.date is not None else replace(made.asked, date=now.date())
    return PackResult(place, extent.pages, held, made.snapshot, _hash_of(place), made.public, extent.words)


def _hash_of(place: Path) -> str:
    try:
        return sha256(place.read_bytes()).hexdigest()
    except OSError as error:
        raise Refusal(
            f"“{place}” was written and cannot be read again: {error.strerror}. Check the drive and make it once more."
        ) from error


@dataclass(frozen=True, slots=True)
class Composed:
    """A pack as a document, and what it was made from; ``items`` is where each item of the template has its sections.

    They are the numbers of the first and of the one after the last, None where the item has nothing to show. ``asked``
    and ``snapshot`` are those of the public version where that was asked for.
    """

    document: Document
    items: tuple[tuple[int, int] | None, ...]
    asked: PackRequest
    snapshot: Book
    public: PublicBook | None


def composed(
    snapshot: Book,
    asked: PackRequest,
    now: datetime,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Composed:
    """The pack as a document dated ``now``, from a book that nobody changes meanwhile.

    Raises Refusal as ``make_pack`` does where there is nothing to report or nothing may be made of it.
    """
    template = template_named(snapshot, asked.template)
    if not (snapshot.scorecards() or snapshot.risks() or snapshot.budget_tables()):
        raise Refusal("There is nothing to report yet: import a workbook first.")
    from scorecard_desktop.exporting.pack import assemble

    public, shown = None, template
    if asked.public:
        from scorecard_desktop.exporting.sections.public_note import for_the_public
        from scorecard_desktop.services.public_pack import public_book, refuse_unless_proven

        public = public_book(snapshot, asked, progress=progress, cancelled=cancelled)
        refuse_unless_proven(public)
        asked, shown, snapshot = replace(asked, marking=""), for_the_public(template), public.book
    if progress is not None:
        progress(0, 0, "Rating the figures")
    moment = asked.moment or now
    made = assemble(snapshot, _meeting(snapshot, asked), created=moment, periods=asked.periods, template=shown)
    if not any(made.sections):
        raise Refusal(f"There is nothing for “{template.title}” to report: choose another template.")
    document = made.document
    if public is not None:
        from scorecard_desktop.exporting.sections.public_note import with_note
        from scorecard_desktop.services.public_pack import note_of

        document = with_note(document, note_of(public))
    before = len(document.sections) - sum(made.sections)
    return Composed(document, _sections_of(template, shown, made.sections, before), asked, snapshot, public)


def _sections_of(
    template: Template, shown: Template, sections: tuple[int, ...], before: int
) -> tuple[tuple[int, int] | None, ...]:
    """Where the sections of each item of a template stand, of which some items are not shown at all."""
    found: list[tuple[int, int] | None] = []
    counts, at = list(zip(shown.items, sections, strict=True)), before
    for item in template.items:
        many = counts.pop(0)[1] if counts and counts[0][0] == item else 0
        found.append((at, at + many) if many else None)
        at += many
    return tuple(found)


def publication_of(pack: PackResult) -> Publication:
    """What is to be kept of a pack when it is published: which file it is, and the figures that it shows."""
    from scorecard_desktop.domain.pack_state import registers_now
    from scorecard_desktop.exporting.pack import content_of
    from scorecard_desktop.exporting.shown import figures_shown

    asked, snapshot = pack.request, pack.snapshot
    public = pack.public
    content = content_of(snapshot, _meeting(snapshot, asked), template_named(snapshot, asked.template), asked.periods)
    return Publication(
        id="",
        published="",
        title=asked.title or _TITLE,
        committee=asked.committee,
        meeting=asked.date,
        template=asked.template,
        file=pack.path.name,
        file_hash=pack.file_hash,
        pages=pack.pages,
        periods=tuple((card.scorecard.id, card.period.code) for card in content.cards),
        figures=keeping(figures_shown(content)),
        registers=registers_now(snapshot),
        public=public is not None,
        disclosed=keeping_disclosed(public.told) if public is not None else "",
    )


def _meeting(book: Book, asked: PackRequest) -> Meeting:
    from scorecard_desktop.exporting.meeting import Meeting

    return Meeting(
        committee=asked.committee,
        date=asked.date if asked.date is not None else date.today(),
        title=asked.title or _TITLE,
        council=asked.council,
        report_author=asked.report_author,
        responsible_officer=asked.responsible_officer,
        item=asked.item,
        marking=asked.marking,
        summary=asked.summary,
        recommendations=asked.recommendations if asked.recommendations is not None else _to_consider(book),
        strategic_impact=asked.strategic_impact,
        implications=asked.implications,
    )

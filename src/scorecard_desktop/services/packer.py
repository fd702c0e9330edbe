"""Packs: what is asked for, and the PDF drawn from one snapshot of the book."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.covering import texts_for
from scorecard_desktop.domain.pack_state import registers_now
from scorecard_desktop.domain.pack_text import PackPart
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.publication import Publication, keeping
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.template import Template
from scorecard_desktop.domain.templates import template_called, templates
from scorecard_desktop.services.periods import chosen_periods
from scorecard_desktop.services.progress import Cancelled, Progress

if TYPE_CHECKING:
    from scorecard_desktop.exporting.meeting import Meeting
    from scorecard_desktop.exporting.pack import Assembled

_TITLE = "Performance report"

_SETTING = "pack."


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What a pack is for and what it holds.

    The first nine, the strategic impact and the implications (pairs of a heading and what is said) are what its cover
    and covering report say; what is empty is left off. ``date`` is the meeting's, today unless said.
    ``recommendations`` are read after “That the committee”; unless said, the committee is asked to consider what the
    pack holds. ``periods`` are scorecard ids with the period of each, every scorecard at its current period unless
    said.
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
    strategic_impact: str = ""
    implications: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PackResult:
    """A pack that was written: where, how many pages it has, and what it was drawn from, should it be published.

    ``file_hash`` is the SHA-256 of the file.
    """

    path: Path
    pages: int
    request: PackRequest
    snapshot: Book
    file_hash: str


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
    """Write the pack as a tagged PDF from the figures as they are now; later changes of the book do not reach it.

    Raises Refusal where there is nothing to report, the template is not known, or the file cannot be written, and
    Cancelled where ``cancelled`` answers yes; what stood at ``path`` before stands there still.
    """
    from scorecard_desktop.exporting.pdf import write_pdf

    asked = request if request is not None else request_from(book)
    snapshot = book.copy()
    place = Path(path)
    now = datetime.now().astimezone()
    document = assembled(snapshot, asked, now, progress).document

    def drawn(page: int, of: int) -> None:
        if progress is not None:
            progress(page, of, f"Drawing page {page} of {of}")

    pages = write_pdf(document, place, drawn, cancelled)
    held = asked if asked.date is not None else replace(asked, date=now.date())
    return PackResult(place, pages, held, snapshot, sha256(place.read_bytes()).hexdigest())


def assembled(snapshot: Book, asked: PackRequest, now: datetime, progress: Progress | None = None) -> Assembled:
    """The pack as a document, from a book that nobody changes meanwhile.

    Raises Refusal where there is nothing to report, or the template is not known or has nothing to show.
    """
    template = template_named(snapshot, asked.template)
    if not (snapshot.scorecards() or snapshot.risks() or snapshot.budget_tables()):
        raise Refusal("There is nothing to report yet: import a workbook first.")
    from scorecard_desktop.exporting.pack import assemble

    if progress is not None:
        progress(0, 0, "Rating the figures")
    made = assemble(snapshot, _meeting(snapshot, asked), created=now, periods=asked.periods, template=template)
    if not any(made.sections):
        raise Refusal(f"There is nothing for “{template.title}” to report: choose another template.")
    return made


def publication_of(pack: PackResult) -> Publication:
    """What is to be kept of a pack when it is published: which file it is, and the figures that it shows."""
    from scorecard_desktop.exporting.pack import content_of
    from scorecard_desktop.exporting.shown import figures_shown

    asked, snapshot = pack.request, pack.snapshot
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

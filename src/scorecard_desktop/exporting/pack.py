"""The committee pack: its cover and the items of its template in order, as content that any format can draw.

Everything is read from one frozen book; ratings, directions, exceptions and casting differences are the domain's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from string import ascii_uppercase

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.glossary import Term, abbreviations_among, own_terms, terms_used
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.restatements import restated_figures
from scorecard_desktop.domain.settings import GLOSSARY_TERMS, value_of
from scorecard_desktop.domain.template import BUILT_IN, ItemKind, PackItem, Template
from scorecard_desktop.exporting.abbreviations import explained
from scorecard_desktop.exporting.appendices.glossary import glossary
from scorecard_desktop.exporting.content import Content
from scorecard_desktop.exporting.data_file import data_file
from scorecard_desktop.exporting.document import Document, Heading, Meta, Section
from scorecard_desktop.exporting.items import sections_of
from scorecard_desktop.exporting.links import with_sound_links
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.reading import plain_text
from scorecard_desktop.exporting.reported import reported
from scorecard_desktop.exporting.sections.cover import cover
from scorecard_desktop.exporting.shown import figures_shown
from scorecard_desktop.exporting.wording import full_date


@dataclass(frozen=True, slots=True)
class Assembled:
    """A pack as a document, and how many of its sections each item of the template made; the cover stands before."""

    document: Document
    sections: tuple[int, ...]


def build_pack(
    book: Book,
    meeting: Meeting,
    *,
    created: datetime,
    periods: Sequence[tuple[str, Period]] | None = None,
    template: Template = BUILT_IN[0],
) -> Document:
    """The pack for a meeting: its cover, and the items of its template in their order.

    ``periods`` are scorecard ids with the period to report, in order; every scorecard at its current period unless
    said. ``created`` dates the file. An item with nothing in it is left out.
    """
    return assemble(book, meeting, created=created, periods=periods, template=template).document


def assemble(
    book: Book,
    meeting: Meeting,
    *,
    created: datetime,
    periods: Sequence[tuple[str, Period]] | None = None,
    template: Template = BUILT_IN[0],
) -> Assembled:
    """The pack as ``build_pack`` gives it, with what came of each item."""
    content = content_of(book, meeting, template, periods)
    opening = cover(meeting, content.cards if _reports_performance(template) else ())
    made = {item: sections_of(content, item) for item in template.items if item.kind is not ItemKind.GLOSSARY}
    words = plain_text(Document(_meta(meeting, created), (opening, *chain.from_iterable(made.values()))))
    terms = terms_used(words, own_terms(value_of(book, GLOSSARY_TERMS)))
    letters = iter(ascii_uppercase)
    sections = [opening]
    counts = []
    for item in template.items:
        of_item = made[item] if item in made else _glossary(content, item, terms)
        if of_item and item.appendix:
            of_item = [_lettered(of_item[0], next(letters)), *of_item[1:]]
        sections += of_item
        counts.append(len(of_item))
    carried = data_file(book, figures_shown(content))
    paper = with_sound_links(Document(_meta(meeting, created), tuple(sections), carried))
    return Assembled(explained(paper, abbreviations_among(terms)), tuple(counts))


def _glossary(content: Content, item: PackItem, terms: Sequence[Term]) -> list[Section]:
    """The terms that the rest of the pack uses; and what indicators measure, where no evidence says it of each."""
    is_proven = ItemKind.EVIDENCE in content.template.kinds
    return glossary(terms, () if is_proven else content.of(item))


def content_of(
    book: Book, meeting: Meeting, template: Template, periods: Sequence[tuple[str, Period]] | None
) -> Content:
    """What the items of a pack are made from."""
    cards = reported(book, periods)
    restated = restated_figures(book, {card.scorecard.id for card in cards})
    return Content(book, meeting, template, cards, None if periods is None else tuple(periods), tuple(restated))


def _reports_performance(template: Template) -> bool:
    return any(item.kind.shows_figures for item in template.items)


def _lettered(section: Section, letter: str) -> Section:
    """An appendix with its letter in the heading that opens it."""
    heading, *others = section.blocks
    if not isinstance(heading, Heading):
        raise TypeError("an appendix opens with its heading")
    lettered = Heading(heading.level, f"Appendix {letter}. {heading.words}", heading.key, heading.listed, heading.rag)
    return Section((lettered, *others), section.orientation)


def _meta(meeting: Meeting, created: datetime) -> Meta:
    return Meta(
        title=f"{meeting.title}, {full_date(meeting.date)}",
        author=meeting.report_author or meeting.council,
        subject=f"Report to {meeting.committee}" if meeting.committee else "",
        marking=meeting.marking,
        short_title=f"{meeting.council}: {meeting.title}" if meeting.council else meeting.title,
        footer=", ".join(part for part in (meeting.committee, full_date(meeting.date)) if part),
        created=created,
    )

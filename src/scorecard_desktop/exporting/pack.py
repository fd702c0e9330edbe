"""The committee pack: which items it holds, in which order, as content that any format can draw.

Everything is read from one frozen book; ratings, directions, exceptions and casting differences are the domain's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.restatements import restated_figures
from scorecard_desktop.exporting.appendices.budget import budget_appendix
from scorecard_desktop.exporting.appendices.meetings import forward_plan
from scorecard_desktop.exporting.appendices.programmes import programmes_appendix
from scorecard_desktop.exporting.appendices.recommendations import recommendations_appendix
from scorecard_desktop.exporting.appendices.risks import risk_appendix
from scorecard_desktop.exporting.appendices.sources import sources_appendix
from scorecard_desktop.exporting.document import Contents, Document, Heading, Meta, Section
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.reported import reported
from scorecard_desktop.exporting.sections.cover import cover
from scorecard_desktop.exporting.sections.dashboard import dashboard
from scorecard_desktop.exporting.sections.exceptions import exceptions
from scorecard_desktop.exporting.sections.narratives import narratives
from scorecard_desktop.exporting.sections.report_card import has_card, report_card
from scorecard_desktop.exporting.sections.restated import restated_section
from scorecard_desktop.exporting.sections.summary import summary
from scorecard_desktop.exporting.wording import full_date


def build_pack(
    book: Book, meeting: Meeting, *, created: datetime, periods: Sequence[tuple[str, Period]] | None = None
) -> Document:
    """The pack for a meeting: cover, contents, summary, dashboards, exceptions, what was restated, cards and the rest.

    ``periods`` are scorecard ids with the period to report, in order; every scorecard at its current period unless
    said. ``created`` dates the file. An item with nothing in it is left out.
    """
    cards = reported(book, periods)
    rows = [row for card in cards for row in card.rows]
    red = [row for row in rows if has_card(row)]
    restated = restated_figures(book, {card.scorecard.id for card in cards})
    marked = {(each.indicator.id, each.shown.period) for each in restated if not each.shown.area}
    sections: list[Section] = [
        cover(meeting, cards),
        Section((Heading(2, "Contents", listed=False), Contents())),
        *summary(book, cards),
    ]
    sections += [dashboard(book, card.scorecard, card.period, card.rows, marked) for card in cards]
    if cards:
        sections.append(exceptions(book, rows))
    if restated:
        sections.append(restated_section(restated))
    sections += [report_card(book, row, is_first=index == 0) for index, row in enumerate(red)]
    sections += _told(book, periods)
    letters = iter("ABCDEFGH")
    for made in (
        risk_appendix(book, cards),
        budget_appendix(book, cards),
        recommendations_appendix(book, meeting.date),
        programmes_appendix(book, cards, meeting.date),
        forward_plan(book, meeting.committee, meeting.date),
        sources_appendix(book, cards),
    ):
        if made:
            first, *others = made
            sections.append(_lettered(first, next(letters)))
            sections += others
    return Document(_meta(meeting, created), tuple(sections))


def _told(book: Book, periods: Sequence[tuple[str, Period]] | None) -> list[Section]:
    """The narratives of every scorecard, up to the period that is reported of it; some have narratives alone."""
    until = {card: period.end for card, period in periods or ()}
    last = max(until.values(), default=None)
    return [made for card in book.scorecards() for made in narratives(book, card, until.get(card.id, last))]


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

"""The cover: what is reported, to whom, when, by whom, and what the committee is asked to do."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard_desktop.exporting.document import (
    Block,
    Callout,
    Heading,
    ItemList,
    Marker,
    Section,
    Voice,
    key_facts,
    para,
    text,
)
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.wording import full_date, written


def cover(meeting: Meeting, cards: Sequence[ReportedScorecard]) -> Section:
    """The first page."""
    blocks: list[Block] = [para(meeting.council, voice=Voice.DISPLAY)] if meeting.council else []
    blocks.append(Heading(1, meeting.title, listed=False))
    blocks += [para(line, voice=Voice.LEAD) for line in (meeting.committee, full_date(meeting.date)) if line]
    facts = key_facts(
        ("Agenda item", meeting.item),
        ("Report author", meeting.report_author),
        ("Responsible officer", meeting.responsible_officer),
        ("Protective marking", meeting.marking),
    )
    if facts.facts:
        blocks.append(facts)
    if meeting.summary:
        blocks += [Heading(2, "Summary", listed=False), *written(meeting.summary)]
    if meeting.recommendations:
        blocks.append(Callout(_recommendations(meeting.recommendations)))
    if cards:
        reported = tuple(text(f"{card.scorecard.name}, {card.period.label}") for card in cards)
        blocks += [Heading(2, "What is reported", listed=False), ItemList(reported)]
    return Section(tuple(blocks))


def _recommendations(asked: tuple[str, ...]) -> tuple[Block, ...]:
    if len(asked) == 1:
        return (Heading(2, "Recommendation", listed=False), para(f"That the committee {asked[0]}"))
    return (
        Heading(2, "Recommendations", listed=False),
        para("That the committee:"),
        ItemList(tuple(text(one) for one in asked), Marker.LETTER),
    )

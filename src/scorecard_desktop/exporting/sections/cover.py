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
    blocks: list[Block] = [Heading(1, meeting.title, listed=False)]
    if meeting.council:
        blocks.append(para(meeting.council, voice=Voice.LEAD))
    blocks.append(
        key_facts(
            ("Committee", meeting.committee),
            ("Date of meeting", full_date(meeting.date)),
            ("Item", meeting.item),
            ("Report author", meeting.report_author),
            ("Responsible officer", meeting.responsible_officer),
            ("Reported", "; ".join(f"{card.scorecard.name}, {card.period.label}" for card in cards)),
            ("Protective marking", meeting.marking),
        )
    )
    if meeting.summary:
        blocks += [Heading(2, "Summary", listed=False), *written(meeting.summary)]
    if meeting.recommendations:
        blocks.append(Callout(_recommendations(meeting.recommendations)))
    return Section(tuple(blocks))


def _recommendations(asked: tuple[str, ...]) -> tuple[Block, ...]:
    if len(asked) == 1:
        return (Heading(2, "Recommendation", listed=False), para(f"That the committee {asked[0]}"))
    return (
        Heading(2, "Recommendations", listed=False),
        para("That the committee:"),
        ItemList(tuple(text(one) for one in asked), Marker.LETTER),
    )

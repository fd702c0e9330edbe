"""The covering report: what the report means for the council, as committees ask of every paper put before them."""

from __future__ import annotations

from scorecard_desktop.exporting.document import Block, Heading, Section
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.wording import written


def covering_report(meeting: Meeting) -> list[Section]:
    """The strategic impact and the implications; nothing where officers have written neither.

    The executive summary and the recommendations stand on the cover.
    """
    blocks: list[Block] = []
    if meeting.strategic_impact:
        blocks += [Heading(3, "Strategic impact", listed=False), *written(meeting.strategic_impact)]
    if meeting.implications:
        blocks.append(Heading(3, "Implications", listed=False))
        for heading, words in meeting.implications:
            blocks += [Heading(4, heading, listed=False), *written(words)]
    return [Section((Heading(2, "Impact and implications", key="report"), *blocks))] if blocks else []

"""What officers write for a meeting is kept with its day, and is in the pack for that meeting alone."""

from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.covering import meetings_written_for, texts_for
from scorecard_desktop.domain.pack_text import PackPart, PackText
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.exporting.document import Document, Meta
from scorecard_desktop.exporting.meeting import Meeting
from scorecard_desktop.exporting.reading import plain_text
from scorecard_desktop.exporting.sections.covering_report import covering_report
from scorecard_desktop.services.packer import request_from

JULY, SEPTEMBER = date(2018, 7, 10), date(2018, 9, 11)


def held():
    return Book(
        [
            Setting(Scope.COUNCIL, "", "pack.committee", "Children’s Services"),
            Setting(Scope.COUNCIL, "", "pack.summary", "Of an earlier version."),
            Setting(Scope.COUNCIL, "", "pack.date", "2018-07-10"),
            PackText(JULY, PackPart.SUMMARY, "July was quiet."),
            PackText(JULY, PackPart.LEGAL, "None."),
            PackText(JULY, PackPart.FINANCIAL, "An overspend of £1m."),
            PackText(SEPTEMBER, PackPart.RECOMMENDATIONS, "notes it;\nagrees it."),
        ]
    )


def test_that_texts_are_those_of_the_meeting_asked_for():
    july, september = request_from(held()), request_from(held(), SEPTEMBER)
    assert (july.date, july.summary) == (JULY, "July was quiet.")
    assert july.implications == (
        ("Financial implications", "An overspend of £1m."),
        ("Legal implications", "None."),
    )
    assert (september.date, september.committee) == (SEPTEMBER, "Children’s Services")
    assert september.recommendations == ("notes it;", "agrees it.")
    assert september.implications == ()


def test_that_what_an_earlier_version_kept_for_every_meeting_is_still_there():
    assert request_from(held(), SEPTEMBER).summary == "Of an earlier version."


def test_that_the_meetings_written_for_are_listed_newest_first():
    assert meetings_written_for(held()) == [SEPTEMBER, JULY]
    assert list(texts_for(held(), JULY)) == [PackPart.SUMMARY, PackPart.FINANCIAL, PackPart.LEGAL]


def test_that_the_covering_report_holds_the_implications_in_order_and_nothing_where_there_are_none():
    meeting = Meeting("", JULY, strategic_impact="Fewer moves.", implications=(("Financial implications", "£1m."),))
    words = plain_text(Document(Meta("t", "a"), tuple(covering_report(meeting))))
    assert words.splitlines() == [
        "Impact and implications",
        "Strategic impact",
        "Fewer moves.",
        "Implications",
        "Financial implications",
        "£1m.",
    ]
    assert covering_report(Meeting("", JULY)) == []

"""The words of a covering report: what officers write for one meeting, kept with its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.pack_text import PackPart, PackText


def texts_for(book: Book, meeting: date) -> Mapping[PackPart, str]:
    """What has been written for the meeting of a day; a part that nobody has written is absent."""
    written = {one.part: one.text for one in book.all(PackText) if one.meeting == meeting}
    return {part: written[part] for part in PackPart if part in written}


def meetings_written_for(book: Book) -> list[date]:
    """The days of the meetings for which anything has been written, newest first."""
    return sorted({one.meeting for one in book.all(PackText)}, reverse=True)

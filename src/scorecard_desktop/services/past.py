"""The history of a store searched, and what anything said on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk
from scorecard_desktop.importing.wording import content_of, subject_of
from scorecard_desktop.services.session import Asked, Session

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One change in words: when, by whom, of what, from what to what, in which step, why, and from which cell."""

    when: datetime
    who: str
    what: str
    before: str
    after: str
    step: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Stood:
    """What one record said on a day."""

    kind: str
    what: str
    said: str
    source: str


def day_or_moment(text: str) -> datetime:
    """``2018-07-10`` (its first instant) or ``2018-07-10 14:30``, by the clock here. Raises Refusal for other text."""
    try:
        return datetime.fromisoformat(text.strip()).astimezone()
    except ValueError as error:
        raise Refusal(f"“{text}” is no day. Write 2018-07-10, or 2018-07-10 14:30.") from error


def end_of(text: str) -> datetime:
    """The last instant of a day, or the moment itself where one is given. Raises Refusal as ``day_or_moment`` does."""
    moment = day_or_moment(text)
    whole_day = len(text.strip()) == len("2018-07-10")
    return datetime.combine(moment.date() + timedelta(days=1), time()).astimezone() if whole_day else moment


def search(
    session: Session, words: str = "", *, who: str = "", since: str = "", until: str = "", most: int = 200
) -> list[PastEntry]:
    """The changes whose step, reason, file or content holds every one of the words, newest first.

    A word that is an indicator's or a risk's number finds all that was ever said of it. ``since`` and ``until`` are
    days, both included. Raises Refusal for what is no day.
    """
    book = session.book
    asked = tuple(words.split())
    found = session.search(
        Asked(
            asked,
            tuple(tuple(f'"{identity}"' for identity in _called(book, word)) for word in asked),
            who,
            since=day_or_moment(since) if since else None,
            until=end_of(until) if until else None,
            most=most,
        )
    )
    return [
        PastEntry(e.when, e.who, _subject(book, e.change.record), *_told(book, e.change), e.label, e.why,
                  _source(e.change.record))
        for e in found
    ]  # fmt: skip


def stood_at(session: Session, moment: datetime, words: str = "", most: int = 200) -> list[Stood]:
    """What the records of whom these words tell said at a moment."""
    book = session.at(moment)
    wanted = [word.casefold() for word in words.split()]
    ids = [set(_called(book, word)) for word in wanted]
    lines: list[Stood] = []
    for record in book.records():
        if len(lines) == most:
            break
        what = _subject(book, record)
        text = f"{record.record_kind} {what} {_source(record)}".casefold()
        if all(word in text or ids[at].intersection(record.key) for at, word in enumerate(wanted)):
            lines.append(Stood(record.record_kind, what, _content(book, record), _source(record)))
    return lines


def _called(book: Book, word: str) -> Iterable[str]:
    """The identities of the indicators and risks whose number is this word."""
    plain = word.casefold()
    indicators = (one.id for one in book.all(Indicator) if one.ref.casefold() == plain)
    return [*indicators, *(one.id for one in book.all(Risk) if one.number.casefold() == plain)]


def _subject(book: Book, record: Record) -> str:
    if isinstance(record, Finding):
        return _short(f"Finding: {record.message}")
    if isinstance(record, Publication):
        return f"Published: {record.name}"
    if isinstance(record, Profile):
        return f"Remembered layout {record.name}"
    try:
        return subject_of(book, record)
    except (KeyError, ValueError, AttributeError):  # what it belonged to is not there
        return " ".join(part for part in (record.record_kind.capitalize(), *record.key) if part)


def _content(book: Book, record: Record) -> str:
    try:
        return _short(content_of(book, record))
    except (KeyError, ValueError, AttributeError):
        return ""


def _told(book: Book, change: Change) -> tuple[str, str]:
    """What it said before and after; where the words are alike, the fields that differ."""
    before, after = ("" if side is None else _content(book, side) for side in (change.before, change.after))
    if change.before is None:
        return "", after or "added"
    if change.after is None:
        return before or _subject(book, change.before), "taken out"
    if before != after:
        return before, after
    names = [name for name in change.fields_changed if name != "source"]
    return tuple(  # type: ignore[return-value] # there are two sides
        "; ".join(f"{name.replace('_', ' ')}: {_plain(getattr(side, name))}" for name in names)
        for side in (change.before, change.after)
    )


def _plain(value: Any) -> str:  # noqa: ANN401 -- a field of any record
    return _short(str(getattr(value, "value", value) if value is not None else "nothing"))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _source(record: Record) -> str:
    if isinstance(record, Finding):
        return f"{record.file}, {record.sheet}!{record.cell}" if record.cell else record.file
    source = next((getattr(record, field.name) for field in fields(record) if field.name == "source"), None)
    return source.place if isinstance(source, Source) else ""

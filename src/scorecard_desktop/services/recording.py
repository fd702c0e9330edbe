"""Records of the registers as they are typed in forms: added, changed and removed, each as one step.

What each kind of record takes is ``domain/entry_fields``. Nothing is written here: each function gives the ChangeSet
for a session to submit, empty where nothing would change, or raises a Refusal that names the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any, TypeVar, cast

from scorecard_desktop.domain.book import RECORD_TYPES, Book
from scorecard_desktop.domain.change import Change, ChangeSet, Record, change_set
from scorecard_desktop.domain.codec import Scalar, codec
from scorecard_desktop.domain.entry_fields import ENTRY_FIELDS, EntryField, review_fields
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask
from scorecard_desktop.domain.settings import risk_settings

R = TypeVar("R", bound=Record)

PARTS: Mapping[type[Record], tuple[type[Record], ...]] = {
    Risk: (RiskReview, RiskTask, RiskNote, RiskBudgetLine),
    Recommendation: (RecommendationReview,),
    Programme: (Highlight, Milestone, ProgrammeMeasure),
    Meeting: (AgendaItem, MeetingAction),
}
"""What belongs to a record and goes with it."""

_SHORT = 40


def fields_of(book: Book, record_type: type[Record]) -> tuple[EntryField, ...]:
    """The fields of a form for records of a type, in a book whose settings say how large a matrix is."""
    return review_fields(risk_settings(book).size) if record_type is RiskReview else ENTRY_FIELDS[record_type]


def typed_of(book: Book, record: Record) -> dict[str, str]:
    """A record as it stands in its form: each field's column with the text shown."""
    row = codec(type(record)).encode(record)
    return {field.column: field.shown(row[field.column]) for field in fields_of(book, type(record))}


def called(record: Record) -> str:
    """What a record is called in the name of a step: ``risk RM14157``, ``milestone First home opens``."""
    names = ("number", "ref", "name", "title", "text", "committee", "description")
    held = (str(getattr(record, name, "")) for name in names)
    name = " ".join(next((text for text in held if text), "").split())
    short = name if len(name) <= _SHORT else f"{name[:_SHORT].rsplit(' ', 1)[0]} …"
    return f"{record.record_kind} {short}".strip()


def add_record(book: Book, record: Record, typed: Mapping[str, str]) -> ChangeSet:
    """A new record: ``record`` with what was typed. Raises Refusal where a field is not understood, or it is there."""
    return add_records(book, [record], typed)


def add_records(book: Book, records: Iterable[Record], typed: Mapping[str, str]) -> ChangeSet:
    """Records that come together, such as a risk and its first review; what was typed goes to those with the field."""
    made = [_entered(book, record, typed) for record in records]
    for record in made:
        if book.get(type(record), *record.key) is not None:
            raise Refusal(f"There is {_article(record)} {called(record)} already. Change that one instead.")
    return change_set(f"new {called(made[0])}", [Change(None, record) for record in made])


def change_record(book: Book, record: Record, typed: Mapping[str, str], why: str = "") -> ChangeSet:
    """A record as it was typed anew; fields that ``typed`` lacks stay.

    Where what was typed is part of its key, such as the date of a review, it becomes another record with the same
    content. Raises Refusal where a field is not understood, or that other record is there already.
    """
    after = _entered(book, record, typed)
    label = f"change of {called(record)}"
    if after.key == record.key:
        return change_set(label, [Change(record, after)], why)
    if book.get(type(record), *after.key) is not None:
        raise Refusal(f"There is {_article(after)} {called(after)} of that date already. Change that one instead.")
    return change_set(label, [Change(record, None), Change(None, after)], why)


def remove_record(book: Book, record: Record, why: str = "") -> ChangeSet:
    """A record, and what belongs to it, taken out; its history stays."""
    gone = [part for kind in PARTS.get(type(record), ()) for part in book.of(kind, record.key[0])]
    return change_set(f"removal of {called(record)}", [Change(each, None) for each in (*gone, record)], why)


def move_record(book: Book, record: Record, by: int) -> ChangeSet:
    """A record one place up (-1) or down (1) among those that stand in one list with it; empty at an end."""
    beside = sorted(siblings(book, record), key=_order)
    at = next(place for place, each in enumerate(beside) if each.key == record.key)
    to = at + by
    if not 0 <= to < len(beside):
        return ChangeSet(f"move of {called(record)}", ())
    beside[at], beside[to] = beside[to], beside[at]
    moved = [(each, number) for number, each in enumerate(beside, 1) if _order(each) != number]
    return change_set(
        f"move of {called(record)}",
        [Change(each, cast("Record", replace(cast("Any", each), order=number))) for each, number in moved],
    )


def siblings(book: Book, record: R) -> list[R]:
    """The records that stand in one list with a record, itself among them: of its kind and of the same owner."""
    owner = next((name for name in _OWNERS if name in _names(record)), None)
    own = getattr(record, owner) if owner is not None else None
    return [each for each in book.all(type(record)) if owner is None or getattr(each, owner) == own]


def next_order(records: Iterable[Record]) -> int:
    """The place after the last of a list."""
    return max((_order(record) for record in records), default=0) + 1


def free_id(book: Book, record_type: type[Record], wanted: str) -> str:
    """``wanted``, or with ``-2`` and so on where a record of the type has it, or ever a removed one could come back."""
    number, found = 1, wanted
    while book.get(record_type, found) is not None:
        number += 1
        found = f"{wanted}-{number}"
    return found


_OWNERS = ("risk", "programme", "meeting", "register", "body", "table")


def _names(record: Record) -> set[str]:
    return {field.name for field in dataclass_fields(cast("Any", record))}


def _order(record: Record) -> int:
    return int(getattr(record, "order", 0))


def _article(record: Record) -> str:
    return "an" if record.record_kind[0] in "aeiou" else "a"


def _entered(book: Book, record: R, typed: Mapping[str, str]) -> R:
    kept = codec(type(record))
    row: dict[str, Scalar] = kept.encode(record)
    before = dict(row)
    for field in fields_of(book, type(record)):
        if field.column in typed and typed[field.column] != field.shown(row[field.column]):
            row[field.column] = field.read(typed[field.column])
        elif field.required and row[field.column] in ("", None):
            field.read("")
    if row != before:
        _forget_the_sheet(row, before)
    return kept.decode([tuple(row[column.name] for column in kept.columns)])[0]


def _forget_the_sheet(row: dict[str, Scalar], before: Mapping[str, Scalar]) -> None:
    """What was typed came from no cell, and what the sheet stated of it holds no longer: a product, a status in words.

    The record's history keeps both.
    """
    for column in row:
        if column.startswith("source_"):
            row[column] = None
        elif column.endswith("_stated"):
            parts = (column.replace("_stated", part) for part in ("_likelihood", "_impact"))
            if any(row[part] != before[part] for part in parts):
                row[column] = None
        elif column == "stated" and row["status"] != before["status"]:
            row[column] = ""


assert set(PARTS) <= set(RECORD_TYPES)

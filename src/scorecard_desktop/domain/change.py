"""Changes: the one way in which anything in a book is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, ClassVar, Protocol, runtime_checkable

from scorecard_desktop.domain.frozen import dataclass


@runtime_checkable
class Record(Protocol):
    """Anything that a book holds: a frozen dataclass with a kind and a key unique within that kind.

    ``record_kind`` says which kind of record, such as ``observation``: the same for every record of a class.
    """

    record_kind: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique among records of its kind."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """One record, before and after. No before: it is added; no after: it is removed.

    Raises ValueError where both are absent, or where they are not the same record.
    """

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a record before or after it")
        if self.before is not None and self.after is not None:
            same = self.before.record_kind == self.after.record_kind and self.before.key == self.after.key
            if not same:
                raise ValueError(f"a change is of one record, not of {self.before.key} into {self.after.key}")

    @property
    def record(self) -> Record:
        """The record after the change, or the removed one."""
        record = self.after if self.after is not None else self.before
        assert record is not None  # __post_init__ has seen to it
        return record

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)

    @property
    def fields_changed(self) -> tuple[str, ...]:
        """The names of the fields that differ; all of them for an addition or removal."""
        names = tuple(field.name for field in fields(self.record))
        if self.before is None or self.after is None:
            return names
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))

    def field(self, name: str) -> tuple[Any, Any]:
        """A field's content before and after; None on the side where there is no record."""
        return getattr(self.before, name, None), getattr(self.after, name, None)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that stand or fall together: one transaction, one step of undo.

    ``label`` names the step as undo shows it (``change of 5.4 Apr 2018``); ``why`` is the reason kept in history.
    """

    label: str
    changes: tuple[Change, ...]
    why: str = ""

    @property
    def inverse(self) -> ChangeSet:
        """The set that takes this one back, last change first."""
        return ChangeSet(self.label, tuple(change.inverse for change in reversed(self.changes)), self.why)


def change_set(label: str, changes: Iterable[Change], why: str = "") -> ChangeSet:
    """A ChangeSet without the changes that change nothing."""
    return ChangeSet(label, tuple(c for c in changes if c.before != c.after), why)

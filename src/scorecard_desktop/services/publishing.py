"""Publishing a pack, withdrawing one, and giving the reason for a figure that was restated since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.finding import Dismissal, Finding, dismissal_key
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.publishing import last_published, publications, restatements
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.rules.restated import is_restated, restated_finding
from scorecard_desktop.services.rows import Row

__all__ = ["dismissal", "for_officers_only", "publication_rows", "publications", "publish", "with_reason", "withdraw"]


def publish(book: Book, pack: Publication, who: str, now: datetime | None = None) -> ChangeSet:
    """Note that a pack which was drawn has gone out: from now on, changes of its figures are restatements.

    Raises Refusal where the very same file has been published already.
    """
    for other in publications(book):
        if other.file_hash == pack.file_hash:
            raise Refusal(f"{pack.file} has been published already: it is {other.name}.")
    moment = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    made = replace(pack, id=f"{moment} {pack.file_hash[:8]}", published=moment, who=who)
    return change_set(f"publication of {made.name}", [Change(None, made)])


def withdraw(book: Book, identity: str, why: str) -> ChangeSet:
    """Take back that a pack was published, as if it had not gone out. Raises Refusal without a reason."""
    pack = book.get(Publication, identity)
    if pack is None:
        raise Refusal("That pack is not among the published ones.")
    if not why.strip():
        raise Refusal("Say why the pack is withdrawn: the reason is kept in its history.")
    return change_set(f"withdrawal of {pack.name}", [Change(pack, None)], why.strip())


def for_officers_only(book: Book, identity: str) -> ChangeSet:
    """Say that a pack did not go to the public, so that what it showed may still be held back."""
    pack = book.get(Publication, identity)
    if pack is None:
        raise Refusal("That pack is not among the published ones.")
    if pack.disclosed:
        raise Refusal(f"{pack.name[:1].upper()}{pack.name[1:]} is the version for the public: withdraw it instead.")
    return change_set(f"readers of {pack.name}", [Change(pack, replace(pack, public=False))])


def with_reason(book: Book, step: ChangeSet, why: str, who: str, now: datetime | None = None) -> ChangeSet:
    """A step that restates published figures, with the reason kept for each: in its history, and for the next pack."""
    reasons = (dismissal(finding, why, who, now) for finding in _restated_by(book, step))
    kept = [Change(book.get(Dismissal, *reason.key), reason) for reason in reasons]
    return change_set(step.label, [*step.changes, *kept], why)


def dismissal(finding: Finding, why: str, who: str, now: datetime | None = None) -> Dismissal:
    """An officer's decision that a finding needs nothing more."""
    when = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    return Dismissal(dismissal_key(finding), why, who, when)


def _restated_by(book: Book, step: ChangeSet) -> Iterator[Finding]:
    """The findings that the step will give rise to."""
    for change in restatements(book, step):
        figure = change.before
        indicator = book.get(Indicator, figure.indicator)
        standing = last_published(book, figure.indicator).get((figure.period, figure.area))
        if indicator is not None and standing is not None and is_restated(standing, change.after, indicator):
            yield restated_finding(standing, change.after, indicator)


def publication_rows(book: Book) -> list[Row]:
    """The published packs, newest first, as plain rows."""
    return [
        {
            "id": pack.id,
            "name": pack.name,
            "published": pack.published,
            "who": pack.who,
            "committee": pack.committee,
            "meeting": pack.meeting.isoformat() if pack.meeting is not None else "",
            "template": pack.template,
            "file": pack.file,
            "sha256": pack.file_hash,
            "pages": pack.pages,
            "periods": dict(pack.periods),
            "figures": pack.count,
            "public": pack.public,
        }
        for pack in reversed(publications(book))
    ]

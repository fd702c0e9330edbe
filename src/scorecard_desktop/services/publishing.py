"""Publishing a pack, withdrawing one, and giving the reason for a figure that was restated since."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.finding import Dismissal, Finding, dismissal_key
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.pack_state import (
    BudgetStood,
    IndicatorStood,
    Otherwise,
    RiskStood,
    differences,
    state_of,
)
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.publishing import last_published, publications, restatements
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.rules.restated import is_restated, restated_finding
from scorecard_desktop.services.leftovers import noted
from scorecard_desktop.services.rows import Row

if TYPE_CHECKING:
    from scorecard_desktop.services.packer import PackResult
    from scorecard_desktop.services.session import Session

__all__ = [
    "compare_packs",
    "dismissal",
    "for_officers_only",
    "keep_and_publish",
    "keep_pack",
    "open_published",
    "publication_rows",
    "publications",
    "publish",
    "published_pack",
    "with_reason",
    "withdraw",
]


def publish(book: Book, pack: Publication, who: str, now: datetime | None = None) -> ChangeSet:
    """Note that a pack which was drawn has gone out: from now on, changes of its figures are restatements.

    It gets the next number; that of a pack which was withdrawn is not given again while a later one stands.

    Raises Refusal where the very same file has been published already.
    """
    for other in publications(book):
        if other.file_hash == pack.file_hash:
            raise Refusal(f"{pack.file} has been published already: it is {other.name}.")
    moment = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    number = max((other.number for other in publications(book)), default=0) + 1
    made = replace(pack, id=f"{moment} {pack.file_hash[:8]}", published=moment, who=who, number=number)
    return change_set(f"publication of {made.name}", [Change(None, made)])


def keep_and_publish(session: Session, made: PackResult) -> tuple[Publication, Future[None]]:
    """Keep a pack that was drawn, byte for byte, and note that it has gone out.

    The Future is done when both are on the disk. Raises Refusal where the file is no longer as it was drawn, where it
    has been published already, or where the store may not be written.
    """
    from scorecard_desktop.services.packer import publication_of

    step = publish(session.book, publication_of(made), session.who)
    keep_pack(session, made)
    future = session.submit(step)
    (change,) = step.changes
    assert isinstance(change.after, Publication)
    return change.after, future


def keep_pack(session: Session, made: PackResult) -> None:
    """Keep a pack that was drawn, byte for byte, and wait until it is on the disk; ``publish`` notes that it is out.

    For any thread. Raises Refusal where the file is no longer as it was drawn, or where the store may not be written.
    """
    session.keep_file(made.file_hash, _content_of(made)).result()


def _content_of(made: PackResult) -> bytes:
    try:
        content = made.path.read_bytes()
    except OSError as error:
        raise Refusal(f"“{made.path}” cannot be read: {error.strerror}. Export the pack again.") from error
    if sha256(content).hexdigest() != made.file_hash:
        raise Refusal(f"“{made.path.name}” has been changed since it was exported. Export the pack again.")
    return content


def open_published(session: Session, identity: str, to: Path) -> Path:
    """Write a published pack to a file exactly as it went out; where ``to`` is a folder, under its own name in there.

    Raises Refusal where it is not among the published packs, was published before packs were kept, or cannot be
    written.
    """
    from scorecard_desktop.exporting.writing import write_whole

    pack = published_pack(session.book, identity)
    content = session.kept_file(pack.file_hash)
    if content is None:
        raise Refusal(f"{pack.file} was published before packs were kept here. Its SHA-256 is {pack.file_hash}.")
    place = to / pack.file if to.is_dir() else to
    with noted(place):
        write_whole(place, content)
    return place


def published_pack(book: Book, name: str) -> Publication:
    """A published pack by its id or number. Raises Refusal where there is none."""
    wanted = name.strip()
    for pack in publications(book):
        if wanted in (pack.id, str(pack.number)):
            return pack
    raise Refusal(f"There is no published pack “{wanted}”: scorecard published lists them.")


def compare_packs(book: Book, earlier: str, later: str) -> list[Row]:
    """What parts two published packs, as plain rows: indicators first, then risks, then budget tables.

    Each says of ``what`` it is (indicator, risk, budget), which, the ``change``, and how it stood ``before`` and
    ``after``. Raises Refusal where either is no published pack.
    """
    one, other = published_pack(book, earlier), published_pack(book, later)
    found = differences(state_of(book, one), state_of(book, other))
    rows: list[Row] = []
    for change in found.indicators:
        held = book.get(Indicator, change.indicator)
        name = held.title if held is not None else change.indicator
        rows.append(_difference("indicator", name, change.what, _told(change.before), _told(change.after)))
    for risk in found.risks or ():
        stood = risk.after or risk.before
        assert stood is not None
        name = f"{stood.number} {stood.title}".strip()
        rows.append(_difference("risk", name, risk.what, _risk_told(risk.before), _risk_told(risk.after)))
    for table in found.budget or ():
        shown = table.after or table.before
        assert shown is not None
        rows.append(
            _difference("budget", shown.title, table.what, _budget_told(table.before), _budget_told(table.after))
        )
    return rows


def _difference(what: str, name: str, change: Otherwise, before: str, after: str) -> Row:
    return {"what": what, "name": name, "change": change.value, "before": before, "after": after}


def _told(stood: IndicatorStood | None) -> str:
    if stood is None:
        return ""
    return f"{stood.text} ({period_from_code(stood.period).label}), {stood.rag.word.lower()}"


def _risk_told(stood: RiskStood | None) -> str:
    return "" if stood is None else f"score {stood.score}, prospects {stood.prospects.word.lower()}"


def _budget_told(stood: BudgetStood | None) -> str:
    if stood is None:
        return ""
    return f"budget £{stood.budget:,f}, forecast £{stood.forecast:,f}" if stood.over is not None else "no total"


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
    if not pack.public:
        raise Refusal(f"{pack.name[:1].upper()}{pack.name[1:]} is for officers alone already.")
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
            "number": pack.number,
            "public": pack.public,
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
        }
        for pack in reversed(publications(book))
    ]

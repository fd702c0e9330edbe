"""Backups as an officer reads them: when, why, what each holds, and what going back to it would lose."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.services.backups import Contents, Offer, Step
from scorecard_desktop.ui.models.history import local_time
from scorecard_desktop.ui.models.listing import Field
from scorecard_desktop.ui.views.page import counted

_MOST_STEPS = 8
_MOST_LETTERS = 60


def holds(contents: Contents | None) -> str:
    """``4 scorecards, 195 indicators, 1,203 figures, 4 risks``."""
    if contents is None:
        return "Damaged: it cannot be put back."
    parts = (
        (contents.scorecards, "scorecard"),
        (contents.indicators, "indicator"),
        (contents.figures, "figure"),
        (contents.risks, "risk"),
        (contents.budget_tables, "budget table"),
    )
    return ", ".join(counted(many, one) for many, one in parts if many) or "Nothing yet"


def last_step(contents: Contents | None) -> str:
    """The last step that a backup has: ``Pat: change of 5.4 Apr 2018``."""
    if contents is None or contents.last is None:
        return ""
    return f"{contents.last.who}: {shorten(contents.last.label, _MOST_LETTERS, placeholder='…')}"


def lost_words(offer: Offer) -> str:
    """What going back would lose, step by step; the newest few by name."""
    if offer.contents is None:
        return "This backup is damaged and cannot be put back. Choose another."
    if offer.lost is None:
        last = offer.contents.last
        since = _moment(last) if last is not None else local_time(offer.backup.made)
        return f"There is no telling any more what was done since {since}: all of it would be lost."
    if not offer.lost:
        return "Nothing would be lost: no change was made since."
    named = "\n".join(f"– {_moment(step)}, {step.who}: {step.label}" for step in offer.lost[:_MOST_STEPS])
    more = len(offer.lost) - _MOST_STEPS
    rest = f"\n– and {counted(more, 'earlier step')}" if more > 0 else ""
    return f"{counted(len(offer.lost), 'step')} made since would be lost:\n{named}{rest}"


def _moment(step: Step) -> str:
    try:
        return local_time(datetime.fromisoformat(step.made))
    except ValueError:
        return step.made


def _damage(offer: Offer) -> Severity | None:
    return Severity.ERROR if offer.contents is None else None


FIELDS: tuple[Field[Offer], ...] = (
    Field("Made", lambda offer: local_time(offer.backup.made), width=20, strong=lambda _: True),
    Field("Why", lambda offer: offer.backup.occasion[:1].upper() + offer.backup.occasion[1:], width=16),
    Field("Holds", lambda offer: holds(offer.contents), share=3, wrap=True, chip=_damage),
    Field("Last step in it", lambda offer: last_step(offer.contents), share=2, wrap=True, quiet=True),
)

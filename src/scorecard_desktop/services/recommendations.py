"""What officers do with a recommendations tracker: one comes on it, and all of a body's are reviewed together.

Each function gives the ChangeSet for a session to submit, or raises a Refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.tracker import latest_review
from scorecard_desktop.importing.identity import slug
from scorecard_desktop.services.recording import add_records, free_id, next_order


def new_recommendation(book: Book, typed: Mapping[str, str], today: date) -> ChangeSet:
    """A recommendation with its first review, of what was typed in their two forms together."""
    body, ref = (" ".join(typed.get(name, "").split()) for name in ("body", "ref"))
    same = [one for one in book.all(Recommendation) if ref and (one.body, one.ref) == (body, ref)]
    if same:
        raise Refusal(f"Number: {body} has a recommendation {ref} already.")
    identity = free_id(book, Recommendation, f"{slug(body)}/{slug(ref or typed.get('text', ''))}")
    order = next_order(one for one in book.all(Recommendation) if one.body == body)
    return add_records(
        book, [Recommendation(identity, body, order, ref, ""), RecommendationReview(identity, today)], typed
    )


def begin_review(book: Book, body: str, day: date) -> ChangeSet:
    """A review of all that a body recommended: each as its last review left it, to be changed from there.

    Raises Refusal where one was reviewed on that day or after it, or the body has none.
    """
    changes = []
    for one in book.all(Recommendation):
        if one.body != body:
            continue
        last = latest_review(book, one)
        if last is not None and last.reviewed >= day:
            raise Refusal(
                f"Recommendation {one.ref} was reviewed on {snapshot(last.reviewed).label}. A new review is of a later "
                "day."
            )
        blank = RecommendationReview(one.id, day)
        changes.append(Change(None, blank if last is None else replace(last, reviewed=day, source=None)))
    if not changes:
        raise Refusal(f"{body} has no recommendation to review.")
    return change_set(f"review of {body} {snapshot(day).label}", changes)

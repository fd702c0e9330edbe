"""Checks on the recommendations that are followed: due dates that have passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, due_date_of
from scorecard_desktop.domain.rules.rule import reading


@reading(Recommendation, RecommendationReview)
def recommendation_overdue(book: Book) -> Iterator[Finding]:
    """A recommendation that is not met at its latest review, and was due before then."""
    last: dict[str, RecommendationReview] = {}
    latest: dict[str, date] = {}
    for recommendation in book.all(Recommendation):
        for review in book.of(RecommendationReview, recommendation.id):
            known = last.get(recommendation.id)
            last[recommendation.id] = review if known is None or known.reviewed < review.reviewed else known
            latest[recommendation.body] = max(review.reviewed, latest.get(recommendation.body, review.reviewed))
    for recommendation in book.all(Recommendation):
        at = last.get(recommendation.id)
        if at is None or at.due is None or not at.status.is_open:
            continue
        if at.reviewed != latest[recommendation.body] or at.due >= at.reviewed:
            continue
        place = at.source
        yield Finding(
            rule="target-date-passed",
            severity=Severity.WARNING,
            message=f"It was due on {snapshot(at.due).label} and is {at.status.value} at the review of "
            f"{snapshot(at.reviewed).label}.",
            advice="Agree a new date with its owner, or say that it has been met.",
            period=at.reviewed.isoformat(),
            subject=due_date_of(recommendation.ref, recommendation.text),
            file=place.file if place is not None else "",
            sheet=place.sheet if place is not None else "",
            cell=place.cell if place is not None else "",
        )

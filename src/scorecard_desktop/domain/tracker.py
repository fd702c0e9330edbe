"""The recommendations tracker of a book: where each stands, and what changed from one review to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus


@dataclass(frozen=True, slots=True)
class RecommendationChange:
    """One fact of a recommendation that two reviews give otherwise; ``aspect`` is ``new`` for one that came."""

    recommendation: Recommendation
    aspect: str
    before: str
    after: str


def recommendations(book: Book) -> list[tuple[Recommendation, RecommendationReview | None]]:
    """Each recommendation in its body's order, with its newest review if it has one."""
    found = sorted(book.all(Recommendation), key=lambda one: (one.body, one.order, one.id))
    return [(one, latest_review(book, one)) for one in found]


def latest_review(book: Book, one: Recommendation) -> RecommendationReview | None:
    """The newest review of a recommendation."""
    return max(book.of(RecommendationReview, one.id), key=lambda review: review.reviewed, default=None)


def status_words(review: RecommendationReview) -> str:
    """The status as the source worded it, else as it is chosen."""
    return review.stated or review.status.value.capitalize()


def is_overdue(review: RecommendationReview, today: date) -> bool:
    """Whether it was due before ``today`` and is still to be met."""
    return review.status.is_open and review.due is not None and review.due < today


def review_dates(book: Book, body: str = "") -> list[date]:
    """The days on which recommendations were reviewed, oldest first; those of one body where it is named."""
    own = {one.id for one in book.all(Recommendation) if not body or one.body == body}
    return sorted({review.reviewed for review in book.all(RecommendationReview) if review.recommendation in own})


def standing_at(book: Book, body: str, day: date) -> list[RecommendationStatus]:
    """The status of each of a body's recommendations by its newest review up to a day; those without one left out."""
    found = (_by(book, one, day) for one, _ in recommendations(book) if one.body == body)
    return [review.status for review in found if review is not None]


def changes_between(book: Book, earlier: date, later: date) -> list[RecommendationChange]:
    """What changed from the newest review by ``earlier`` to the newest by ``later``, in the order of the tracker.

    A fact that either review does not give is not compared.
    """
    found: list[RecommendationChange] = []
    for one, _ in recommendations(book):
        before, after = (_by(book, one, day) for day in (earlier, later))
        if after is None:
            continue
        if before is None:
            found.append(RecommendationChange(one, "new", "", one.text))
        else:
            found += [RecommendationChange(one, *moved) for moved in _moved(before, after)]
    return found


def _by(book: Book, one: Recommendation, day: date) -> RecommendationReview | None:
    reviews = [review for review in book.of(RecommendationReview, one.id) if review.reviewed <= day]
    return max(reviews, key=lambda review: review.reviewed, default=None)


def _moved(before: RecommendationReview, after: RecommendationReview) -> Iterator[tuple[str, str, str]]:
    unstated = RecommendationStatus.NOT_STATED
    if unstated not in (before.status, after.status) and before.status is not after.status:
        yield "status", before.status.value, after.status.value
    for aspect, was, now in (
        ("evidence", before.evidence, after.evidence),
        ("monitored through", before.monitored_through, after.monitored_through),
        ("supported by", before.supported_by, after.supported_by),
        ("planned actions", before.planned_actions, after.planned_actions),
        ("owner", before.owner, after.owner),
    ):
        if was and now and was != now:
            yield aspect, was, now
    if before.due is not None and after.due is not None and before.due != after.due:
        yield "due date", snapshot(before.due).label, snapshot(after.due).label

"""Which scorecard, risk, recommendation, programme or meeting a finding is about: its subject names it."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.meeting import Meeting
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.programme import Programme
from scorecard_desktop.domain.recommendation import Recommendation, due_date_of
from scorecard_desktop.domain.risk import Risk, RiskReview, subject_of
from scorecard_desktop.domain.scorecard import Scorecard

Followed = Scorecard | Risk | Recommendation | Programme | Meeting


def followed_of(book: Book, finding: Finding) -> Followed | None:
    """What a finding is about that is no figure; None where it is about none of these, or about one that is gone.

    Where two entries have the same name, it is the first.
    """
    if finding.indicator or not finding.subject:
        return None
    return next((entry for entry, named in _named(book) if finding.subject.startswith(named)), None)


def _named(book: Book) -> Iterator[tuple[Followed, str]]:
    """Each of them with what the subjects of its findings begin with."""
    for card in book.scorecards():
        yield card, card.name
    for risk in book.risks():
        titles = {review.title for review in book.of(RiskReview, risk.id)}
        for name in {risk.number, risk.id, *titles} - {""}:
            yield risk, subject_of(name, "")
    for recommendation in book.all(Recommendation):
        yield recommendation, due_date_of(recommendation.ref, recommendation.text)
    for programme in book.all(Programme):
        yield programme, f"{programme.name}, "
    for meeting in book.all(Meeting):
        yield meeting, f"Meeting of {snapshot(meeting.held).label}, "

"""Checks on the risk register: the scores' arithmetic, and target dates that have passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.risk import Risk, RiskReview, Score
from scorecard_desktop.domain.rules.rule import reading


@reading(Risk, RiskReview)
def score_mismatch(book: Book) -> Iterator[Finding]:
    """A risk score that is not its likelihood times its impact."""
    for risk in book.risks():
        for review in book.reviews(risk.id):
            for name, score in (("original", review.original), ("current", review.current), ("target", review.target)):
                finding = _product(risk, review, name, score)
                if finding is not None:
                    yield finding


def _product(risk: Risk, review: RiskReview, name: str, score: Score) -> Finding | None:
    if score.likelihood is None or score.impact is None or score.stated is None:
        return None
    product = score.likelihood * score.impact
    if product == score.stated:
        return None
    return _about_risk(
        "score-mismatch",
        Severity.ERROR,
        risk,
        review,
        f"{name} score",
        f"The {name} score is given as {score.stated}, but likelihood {score.likelihood} times impact {score.impact} "
        f"is {product}.",
        "Correct the score, the likelihood or the impact.",
    )


@reading(Risk, RiskReview)
def target_date_passed(book: Book) -> Iterator[Finding]:
    """A risk still on the register at its latest review whose target date had passed by then."""
    latest: dict[str, date] = {}
    for risk in book.risks():
        for review in book.reviews(risk.id):
            latest[risk.register] = max(review.reviewed, latest.get(risk.register, review.reviewed))
    for risk in book.risks():
        last = next(reversed(book.reviews(risk.id)), None)
        if last is None or risk.closed is not None or last.reviewed != latest[risk.register]:
            continue
        if last.target_date is None or last.target_date >= last.reviewed:
            continue
        yield _about_risk(
            "target-date-passed",
            Severity.WARNING,
            risk,
            last,
            "target date",
            f"The target date of {snapshot(last.target_date).label} had passed when the risk was reviewed on "
            f"{snapshot(last.reviewed).label}.",
            "Agree a new target date with the risk owner, or close the risk.",
        )


def _about_risk(
    rule: str, severity: Severity, risk: Risk, review: RiskReview, aspect: str, message: str, advice: str
) -> Finding:
    place = review.source
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        advice=advice,
        period=review.reviewed.isoformat(),
        subject=f"Risk {risk.number}, {aspect}",
        file=place.file if place is not None else "",
        sheet=place.sheet if place is not None else "",
        cell=place.cell if place is not None else "",
    )

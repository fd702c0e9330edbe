"""Checks on the risk register: the scores' arithmetic and range, one number twice, target dates that have passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.risk import Risk, RiskReview, Score, subject_of
from scorecard_desktop.domain.risk_register import left_out, registers
from scorecard_desktop.domain.rules.rule import reading
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import risk_settings


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


@reading(Risk, RiskReview, Setting)
def risk_out_of_range(book: Book) -> Iterator[Finding]:
    """A likelihood or an impact that is no step of the council's matrix, or a score that no two steps make."""
    size = risk_settings(book).size
    for risk in book.risks():
        for review in book.reviews(risk.id):
            for name, score in (("original", review.original), ("current", review.current), ("target", review.target)):
                for part, step in (("likelihood", score.likelihood), ("impact", score.impact)):
                    if step is not None and not 1 <= step <= size:
                        yield _about_risk(
                            "out-of-range",
                            Severity.ERROR,
                            risk,
                            review,
                            f"{name} {part}",
                            f"The {name} {part} is {step}, but the matrix has steps from 1 to {size}.",
                            f"Correct the {part}, or the size of the matrix (the setting risk.size).",
                        )
                alone = score.stated if score.likelihood is None or score.impact is None else None
                if alone is not None and not 1 <= alone <= size * size:
                    yield _about_risk(
                        "out-of-range",
                        Severity.ERROR,
                        risk,
                        review,
                        f"{name} score",
                        f"The {name} score is {alone}, but on a matrix of {size} by {size} scores go from 1 to "
                        f"{size * size}.",
                        "Correct the score, or the size of the matrix (the setting risk.size).",
                    )


@reading(Risk, RiskReview)
def duplicate_risk(book: Book) -> Iterator[Finding]:
    """One number for two risks of a register."""
    first: dict[tuple[str, str], Risk] = {}
    for risk in book.risks():
        number = risk.number.strip().casefold()
        other = first.setdefault((risk.register, number), risk)
        last = next(reversed(book.reviews(risk.id)), None)
        if not number or other is risk or last is None:
            continue
        named = [review.title for review in reversed(book.reviews(other.id)) if review.title]
        also = f" and for “{named[0]}”" if named else ""
        yield _about_risk(
            "duplicate-indicator",
            Severity.ERROR,
            risk,
            last,
            "number",
            f"The number {risk.number} is used twice: here for “{last.title}”{also}.",
            "Give one of them a number of its own, or take the row out if it is there twice.",
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


@reading(Risk, RiskReview)
def not_closed(book: Book) -> Iterator[Finding]:
    """A risk that has gone from its register without being closed: the latest review passes it over."""
    for risks in registers(book).values():
        for risk, last, day in left_out(book, risks):
            yield _about_risk(
                "not-closed",
                Severity.WARNING,
                risk,
                last,
                "review",
                f"It was last reviewed on {snapshot(last.reviewed).label}, is not in the review of "
                f"{snapshot(day).label}, and was never closed.",
                "Close it, with the reason, or review it with the others.",
            )


def _about_risk(
    rule: str, severity: Severity, risk: Risk, review: RiskReview, aspect: str, message: str, advice: str
) -> Finding:
    place = review.source
    subject = subject_of(risk.number or review.title, aspect)
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        advice=advice,
        period=review.reviewed.isoformat(),
        subject=subject,
        file=place.file if place is not None else "",
        sheet=place.sheet if place is not None else "",
        cell=place.cell if place is not None else "",
    )


REGISTER_RULES = (score_mismatch, risk_out_of_range, duplicate_risk, target_date_passed)
"""Every check of a register, for an import to place at its cells."""

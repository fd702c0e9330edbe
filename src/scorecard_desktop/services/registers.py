"""What changed on the risk registers between two dates, as an officer asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskChange, RiskReview, reconcile


def reconcile_registers(book: Book, earlier: str, later: str) -> list[tuple[str, RiskChange]]:
    """What changed on each register from its review of one date to that of another, with the register's name.

    A date is a day or a month, as a code (``2018-07-31``, ``2018-07``) or as officers write it. It means the reviews
    of that month, or where the register has none, those of the latest month before it. Raises Refusal where the
    text is no date, the dates are the wrong way round, or no register was reviewed by then.
    """
    first, second = _date(earlier), _date(later)
    if first >= second:
        raise Refusal(f"The earlier date, {earlier}, is not before the later, {later}.")
    registers: dict[str, list[Risk]] = {}
    for risk in book.risks():
        registers.setdefault(risk.register, []).append(risk)
    if not registers:
        raise Refusal("There is no risk register yet: import one first.")
    found: list[tuple[str, RiskChange]] = []
    unreviewed: list[str] = []
    for register, risks in registers.items():
        before, after = (reviews_at(book, risks, when) for when in (first, second))
        if not before or not after:
            unreviewed.append(_known(book, risks))
            continue
        found.extend((register, change) for change in reconcile(before, after, risks))
    if len(unreviewed) == len(registers):
        missing = earlier if not _any_by(book, registers, first) else later
        raise Refusal(f"No risk register was reviewed by {missing}. There are reviews of {'; '.join(unreviewed)}.")
    return found


def changes_between(book: Book, earlier: date, later: date) -> list[RiskChange]:
    """What changed on every register from the reviews of one day to those of another."""
    registers: dict[str, list[Risk]] = {}
    for risk in book.risks():
        registers.setdefault(risk.register, []).append(risk)
    found: list[RiskChange] = []
    for risks in registers.values():
        before, after = (reviews_at(book, risks, when) for when in (earlier, later))
        found += reconcile(before, after, risks)
    return found


def all_review_dates(book: Book) -> list[date]:
    """The days on which any register was reviewed, oldest first."""
    return sorted({review.reviewed for review in book.all(RiskReview)})


def reviews_at(book: Book, risks: Sequence[Risk], when: date) -> list[RiskReview]:
    """The reviews of a register that a date means: of its month, else of the latest month before it."""
    reviews = [review for risk in risks for review in book.reviews(risk.id)]
    months = {_month(review.reviewed) for review in reviews}
    month = max((m for m in months if m <= _month(when)), default=None)
    return sorted((r for r in reviews if _month(r.reviewed) == month), key=lambda r: r.reviewed)


def _any_by(book: Book, registers: dict[str, list[Risk]], when: date) -> bool:
    return any(reviews_at(book, risks, when) for risks in registers.values())


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _known(book: Book, risks: Sequence[Risk]) -> str:
    days = sorted({review.reviewed for risk in risks for review in book.reviews(risk.id)})
    return ", ".join(day.isoformat() for day in days) or "no date"


def _date(text: str) -> date:
    heading = read_label(text)
    if heading is None or heading.rest:
        raise Refusal(f"“{text}” is not a date. Write 2018-07-31 or 2018-07.")
    return heading.period.end

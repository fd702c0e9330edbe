"""What changed on the risk registers between two dates, as an officer asks for it."""

from __future__ import annotations

from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.period import month
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskChange
from scorecard_desktop.domain.risk_gaps import RiskGap, register_gaps
from scorecard_desktop.domain.risk_register import register_changes, registers, review_dates


def reconcile_registers(book: Book, earlier: str, later: str) -> list[tuple[str, RiskChange]]:
    """What changed on each register from its review of one date to that of another, with the register's name.

    A date is a day or a month, as a code (``2018-07-31``, ``2018-07``) or as officers write it. It means what the
    register said on that day, or by the end of that month (``risk_register.standing_on``). Raises Refusal where the
    text is no date, the dates are the wrong way round, or no register was reviewed by then.
    """
    first, second, kept = _reviewed(book, earlier, later)
    return [(name, change) for name, risks in kept for change in register_changes(book, risks, first, second)]


def uncompared(book: Book, earlier: str, later: str) -> list[tuple[str, RiskGap]]:
    """What of each register could not be compared between the dates, with the register's name; else as above."""
    first, second, kept = _reviewed(book, earlier, later)
    return [(name, gap) for name, risks in kept for gap in register_gaps(book, risks, first, second)]


def _reviewed(book: Book, earlier: str, later: str) -> tuple[date, date, list[tuple[str, list[Risk]]]]:
    """Both dates, and the registers that were reviewed by each of them."""
    first, second = _date(earlier), _date(later)
    if first >= second:
        raise Refusal(f"The earlier date, {earlier}, is not before the later, {later}.")
    kept = registers(book)
    if not kept:
        raise Refusal("There is no risk register yet: import one first.")
    found: list[tuple[str, list[Risk]]] = []
    unreviewed: list[tuple[str, bool]] = []
    for register, risks in kept.items():
        days = review_dates(book, risks)
        known = [any(day <= _month_end(when) for day in days) for when in (first, second)]
        if all(known):
            found.append((register, risks))
        else:
            unreviewed.append((", ".join(day.isoformat() for day in days) or "no date", known[0]))
    if not found:
        missing = later if any(known for _, known in unreviewed) else earlier
        reviews = "; ".join(days for days, _ in unreviewed)
        raise Refusal(f"No risk register was reviewed by {missing}. There are reviews of {reviews}.")
    return first, second, found


def _month_end(day: date) -> date:
    return month(day.year, day.month).end


def _date(text: str) -> date:
    heading = read_label(text)
    if heading is None or heading.rest:
        raise Refusal(f"“{text}” is not a date. Write 2018-07-31 or 2018-07.")
    return heading.period.end

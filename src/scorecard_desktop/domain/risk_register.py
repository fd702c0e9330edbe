"""The risk registers of a book as its rules and pages read them: what stands now, and what bears on what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, lasting_line
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskChange, RiskNote, RiskReview, RiskTask, reconcile


def open_risks(book: Book) -> list[tuple[Risk, RiskReview | None]]:
    """Each risk that is on its register, in the register's order, with its newest review if it has one."""
    return [(risk, latest_review(book, risk)) for risk in book.risks() if risk.closed is None]


def closed_risks(book: Book) -> list[tuple[Risk, RiskReview | None]]:
    """Each risk that has left its register, the last to leave first."""
    gone = [risk for risk in book.risks() if risk.closed is not None]
    gone.sort(key=lambda risk: (risk.closed or date.min, -risk.order), reverse=True)
    return [(risk, latest_review(book, risk)) for risk in gone]


def latest_review(book: Book, risk: Risk) -> RiskReview | None:
    """The newest review of a risk."""
    return next(reversed(book.reviews(risk.id)), None)


def tasks_of(book: Book, risk: Risk) -> list[RiskTask]:
    """The tasks that mitigate a risk, in the officers' order."""
    return sorted(book.of(RiskTask, risk.id), key=lambda task: (task.order, task.id))


def notes_of(book: Book, risk: Risk) -> list[RiskNote]:
    """The notes on a risk's progress, newest first."""
    return sorted(book.of(RiskNote, risk.id), key=lambda note: (note.dated, note.id), reverse=True)


def name_in_links(risk: Risk) -> str:
    """What an indicator names a risk by that it affects: its number, or its id where it has none."""
    return risk.number or risk.id


def indicators_of(book: Book, risk: Risk) -> list[Indicator]:
    """The indicators that affect a risk, in the order of the scorecards."""
    name = name_in_links(risk)
    return [i for card in book.scorecards() for i in book.indicators(card.id) if name in i.affects_risks]


def risks_of(book: Book, indicator: Indicator) -> list[Risk]:
    """The risks that an indicator affects, in the registers' order."""
    return [risk for risk in book.risks() if name_in_links(risk) in indicator.affects_risks]


def budget_lines_of(book: Book, risk: Risk) -> list[tuple[BudgetTable, BudgetLine]]:
    """The budget lines that a risk bears on, each as it stands in the newest table that has it."""
    names = {link.budget_line for link in book.of(RiskBudgetLine, risk.id)}
    found: dict[str, tuple[BudgetTable, BudgetLine]] = {}
    for table, line, name in _lines(book):
        if name in names and (name not in found or found[name][0].period <= table.period):
            found[name] = (table, line)
    return list(found.values())


def risks_of_line(book: Book, table: str, line: str) -> list[Risk]:
    """The risks that bear on a line of a table, whichever month's."""
    name = lasting_line(table, line)
    linked = {link.risk for link in book.all(RiskBudgetLine) if link.budget_line == name}
    return [risk for risk in book.risks() if risk.id in linked]


def lines_to_link(book: Book) -> list[tuple[str, BudgetTable, BudgetLine]]:
    """Every line that a risk may bear on, once, with its lasting name, as it stands in the newest table that has it."""
    found: dict[str, tuple[BudgetTable, BudgetLine]] = {}
    for table, line, name in _lines(book):
        if name not in found or found[name][0].period <= table.period:
            found[name] = (table, line)
    return [(name, table, line) for name, (table, line) in found.items()]


def _lines(book: Book) -> Sequence[tuple[BudgetTable, BudgetLine, str]]:
    return [
        (table, line, lasting_line(table.id, line.line))
        for table in book.budget_tables()
        for line in book.budget_lines(table.id)
    ]


def registers(book: Book) -> dict[str, list[Risk]]:
    """Each register with its risks, closed ones among them, in its order."""
    found: dict[str, list[Risk]] = {}
    for risk in book.risks():
        found.setdefault(risk.register, []).append(risk)
    return found


def review_dates(book: Book, risks: Iterable[Risk]) -> list[date]:
    """The days on which any of some risks was reviewed, oldest first."""
    return sorted({review.reviewed for risk in risks for review in book.reviews(risk.id)})


def whole_reviews(book: Book, risks: Sequence[Risk]) -> list[date]:
    """The days on which a register was reviewed as a whole, oldest first: at least half of the risks then on it.

    A risk that is entered or looked at by itself has a review of its own, which is none of the register.
    """
    reviews = {risk.id: [review.reviewed for review in book.reviews(risk.id)] for risk in risks}
    found = []
    for day in review_dates(book, risks):
        there = [risk for risk in risks if reviews[risk.id] and reviews[risk.id][0] <= day]
        on_it = [risk for risk in there if risk.closed is None or risk.closed > day]
        if sum(1 for risk in on_it if day in reviews[risk.id]) * 2 >= len(on_it) > 0:
            found.append(day)
    return found


def left_out(book: Book, risks: Sequence[Risk]) -> list[tuple[Risk, RiskReview, date]]:
    """The risks that are gone without being closed: open, and not in the latest review of the register as a whole.

    Each with its own last review and the day of the one that passes it over.
    """
    days = whole_reviews(book, risks)
    found = []
    for risk in risks if days else ():
        last = latest_review(book, risk)
        if risk.closed is None and last is not None and last.reviewed < days[-1]:
            found.append((risk, last, days[-1]))
    return found


def standing_on(book: Book, risks: Sequence[Risk], day: date) -> list[RiskReview]:
    """What a register said on a day: the newest review of each risk that was not closed by then.

    A day on which nothing of its month had been reviewed yet means the first review of that month: sheets that give
    only the month are dated at its end.
    """
    days = review_dates(book, risks)
    if not any(each <= day and _month(each) == _month(day) for each in days):
        day = next((each for each in days if _month(each) == _month(day)), day)
    found = []
    for risk in risks:
        reviews = [review for review in book.reviews(risk.id) if review.reviewed <= day]
        if reviews and (risk.closed is None or risk.closed > day):
            found.append(reviews[-1])
    return found


def changes_between(book: Book, earlier: date, later: date) -> list[RiskChange]:
    """What changed on every register from one day to another."""
    return [change for risks in registers(book).values() for change in register_changes(book, risks, earlier, later)]


def register_changes(book: Book, risks: Sequence[Risk], earlier: date, later: date) -> list[RiskChange]:
    """What changed on one register from one day to another."""
    return reconcile(standing_on(book, risks, earlier), standing_on(book, risks, later), risks)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month

"""What officers do with a risk register: a risk comes on it, is reviewed with the others, is linked, and leaves it.

Each function gives the ChangeSet for a session to submit, or raises a Refusal. Single facts are changed by
``recording.change_record``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, ChangeSet, change_set
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask, Score
from scorecard_desktop.domain.risk_register import latest_review, name_in_links, tasks_of
from scorecard_desktop.importing.identity import slug
from scorecard_desktop.services.recording import add_record, add_records, called, free_id, next_order


def new_risk(book: Book, typed: Mapping[str, str], today: date) -> ChangeSet:
    """A risk with its first review, of what was typed in their two forms together."""
    register, number = (" ".join(typed.get(name, "").split()) for name in ("register", "number"))
    same = [risk for risk in book.risks() if (risk.register, risk.number) == (register, number)]
    if same:
        gone = " It was closed, and is kept among the closed risks." if same[0].closed is not None else ""
        raise Refusal(f"Number: {register} has a risk {number} already.{gone}")
    identity = free_id(book, Risk, f"{slug(register)}/{slug(number or typed.get('title', ''))}")
    order = next_order(risk for risk in book.risks() if risk.register == register)
    return add_records(book, [Risk(identity, register, order, number, today), RiskReview(identity, today)], typed)


def new_task(book: Book, risk: Risk, typed: Mapping[str, str]) -> ChangeSet:
    """A task that mitigates a risk."""
    order = next_order(tasks_of(book, risk))
    return add_record(book, RiskTask(free_id(book, RiskTask, f"{risk.id}/task-{order}"), risk.id, order, ""), typed)


def new_note(book: Book, risk: Risk, typed: Mapping[str, str], today: date) -> ChangeSet:
    """A note on a risk's progress, as of today unless another date was typed."""
    identity = free_id(book, RiskNote, f"{risk.id}/note-{len(book.of(RiskNote, risk.id)) + 1}")
    return add_record(book, RiskNote(identity, risk.id, today, ""), typed)


def begin_review(book: Book, register: str, day: date) -> ChangeSet:
    """A review of a whole register: each open risk as its last review left it, to be changed from there.

    Raises Refusal where the register was reviewed on that day or after it, or has no open risk.
    """
    changes: list[Change] = []
    for risk in book.risks():
        if risk.register != register or risk.closed is not None:
            continue
        last = latest_review(book, risk)
        if last is None:
            changes.append(Change(None, RiskReview(risk.id, day)))
            continue
        if last.reviewed >= day:
            raise Refusal(
                f"Risk {risk.number} was reviewed on {snapshot(last.reviewed).label}. A new review is of a later day."
            )
        changes.append(Change(None, _carried_over(last, day)))
    if not changes:
        raise Refusal(f"{register} has no open risk to review.")
    return change_set(f"review of {register} {snapshot(day).label}", changes)


def _carried_over(last: RiskReview, day: date) -> RiskReview:
    return replace(
        last,
        reviewed=day,
        updated=None,
        source=None,
        reason="",
        original=_as_worked_out(last.original),
        current=_as_worked_out(last.current),
        target=_as_worked_out(last.target),
    )


def _as_worked_out(score: Score) -> Score:
    """A score without the product that a sheet printed, where it can be worked out."""
    return score if score.likelihood is None or score.impact is None else replace(score, stated=None)


def close_risk(book: Book, risk: Risk, day: date, why: str) -> ChangeSet:
    """A risk off its register, kept with the reason. Raises Refusal where no reason is given."""
    reason = " ".join(why.split())
    if not reason:
        raise Refusal("Say why the risk is closed: the reason is kept with it and reported.")
    if risk.entered is not None and day < risk.entered:
        raise Refusal(f"The risk came on the register on {snapshot(risk.entered).label}: it cannot leave it before.")
    held = book.get(Risk, *risk.key)
    return change_set(f"closing of {called(risk)}", [Change(held, replace(risk, closed=day, closed_reason=reason))])


def reopen_risk(risk: Risk) -> ChangeSet:
    """A closed risk on its register again."""
    return change_set(f"reopening of {called(risk)}", [Change(risk, replace(risk, closed=None, closed_reason=""))])


def link_indicators(book: Book, risk: Risk, indicators: Iterable[str]) -> ChangeSet:
    """The indicators that affect a risk: these, by their ids, and no others."""
    wanted, name = set(indicators), name_in_links(risk)
    changes = []
    for card in book.scorecards():
        for indicator in book.indicators(card.id):
            linked = name in indicator.affects_risks
            if linked == (indicator.id in wanted):
                continue
            others = tuple(each for each in indicator.affects_risks if each != name)
            changes.append(Change(indicator, replace(indicator, affects_risks=others if linked else (*others, name))))
    return change_set(f"indicators of {called(risk)}", changes)


def link_budget_lines(book: Book, risk: Risk, lines: Iterable[str]) -> ChangeSet:
    """The budget lines that a risk bears on: these, by their lasting names, and no others."""
    held = {link.budget_line: link for link in book.of(RiskBudgetLine, risk.id)}
    wanted = list(dict.fromkeys(lines))
    gone = [Change(link, None) for name, link in held.items() if name not in wanted]
    come = [Change(None, RiskBudgetLine(risk.id, name)) for name in wanted if name not in held]
    return change_set(f"budget lines of {called(risk)}", [*gone, *come])

"""What two reviews of a register do not let anyone compare: facts that only one of them states, risks without a word.

``reconcile`` compares only what both reviews state, so that partial knowledge gives no change; here it is told as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import Risk, RiskReview
from scorecard_desktop.domain.risk_register import registers, standing_on, whole_reviews


@dataclass(frozen=True, slots=True)
class RiskGap:
    """What of one risk cannot be compared. ``facts`` names each fact that one of the reviews, or neither, states.

    ``before`` and ``after`` say what the earlier and the later review lack. A fact that neither states of any risk is
    none that the register keeps, and is not missed.
    """

    risk: str
    number: str
    facts: tuple[str, ...]
    before: str
    after: str


def gaps_between(book: Book, earlier: date, later: date) -> list[RiskGap]:
    """What of every register cannot be compared between two days; nothing of one not reviewed between them."""
    return [gap for risks in registers(book).values() for gap in register_gaps(book, risks, earlier, later)]


def register_gaps(book: Book, risks: Sequence[Risk], earlier: date, later: date) -> list[RiskGap]:
    """What of one register cannot be compared between two days, as ``register_changes`` compares them."""
    before = {review.risk: review for review in standing_on(book, risks, earlier)}
    after = {review.risk: review for review in standing_on(book, risks, later)}
    newest = max((review.reviewed for review in after.values()), default=earlier)
    since = max((review.reviewed for review in before.values()), default=newest)
    if newest <= since:
        return []
    last = max((day for day in whole_reviews(book, risks) if day <= newest), default=since)
    stated = {fact for review in (*before.values(), *after.values()) for fact in _stated(review)}
    kept = [fact for fact in _FACTS if fact in stated]
    found = []
    for risk in sorted(risks, key=lambda one: (one.register, one.order)):
        old, new = before.get(risk.id), after.get(risk.id)
        if new is None or (old is not None and new.reviewed < last):
            gap = _left_out(risk, new)
        elif old is None:
            gap = _not_there_yet(risk, since)
        else:
            gap = _in_part(risk, old, new, kept)
        if gap is not None:
            found.append(gap)
    return found


def _left_out(risk: Risk, new: RiskReview | None) -> RiskGap | None:
    """A risk that the later review passes over; one that was closed is a change, and one that comes later is none."""
    if new is None:
        return None
    seen = snapshot(new.reviewed).label
    return RiskGap(risk.id, risk.number, ("risk",), "", f"not in it, and not closed; last reviewed {seen}")


def _not_there_yet(risk: Risk, since: date) -> RiskGap | None:
    """A risk that the earlier review lacks; one that was entered after it is a change."""
    if risk.entered is None:
        return RiskGap(risk.id, risk.number, ("risk",), "not in it, and no date of entry says when it came", "")
    if risk.entered > since:
        return None
    came = snapshot(risk.entered).label
    return RiskGap(risk.id, risk.number, ("risk",), f"not in it, although it was entered on {came}", "")


def _in_part(risk: Risk, old: RiskReview, new: RiskReview, kept: Sequence[str]) -> RiskGap | None:
    before, after = set(_stated(old)), set(_stated(new))
    facts = tuple(fact for fact in kept if fact not in before or fact not in after)
    if not facts:
        return None
    lacks = [[fact for fact in facts if fact not in stated] for stated in (before, after)]
    return RiskGap(risk.id, risk.number, facts, _not_given(lacks[0]), _not_given(lacks[1]))


def _not_given(facts: Sequence[str]) -> str:
    return f"does not give {_listed(facts)}" if facts else ""


def _listed(facts: Sequence[str]) -> str:
    """Facts in words; a likelihood and an impact that both are missing are their score."""
    words: list[str] = []
    for fact in facts:
        which, _, part = fact.rpartition(" ")
        if part == "impact" and f"{which} likelihood" in facts:
            words[words.index(f"the {which} likelihood")] = f"the {which} score"
            continue
        words.append(f"the {fact}")
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_PARTS = {
    f"{which} {part}": (which, part) for which in ("original", "current", "target") for part in ("likelihood", "impact")
}
_FACTS = ("title", "description", "owner", *_PARTS, "target date", "prospects", "mitigation")
"""As ``reconcile`` names what changed, in the order of a full entry."""


def _stated(review: RiskReview) -> Iterator[str]:
    """The facts that a review gives."""
    for fact in _FACTS:
        if fact in _PARTS:
            which, part = _PARTS[fact]
            value = getattr(getattr(review, which), part)
        else:
            value = getattr(review, fact.replace(" ", "_"))
        if value not in (None, "", Rag.NONE):
            yield fact

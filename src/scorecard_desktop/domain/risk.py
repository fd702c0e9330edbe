"""The risk register: what each review said, and what changed between two of them (rules.md, Risk register)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.following import Following, following
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.rag import Rag


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk for as long as it is on the register. ``closed`` is the date it left, with the reason."""

    record_kind: ClassVar[str] = "risk"

    id: str
    register: str
    order: int
    number: str
    entered: date | None = None
    closed: date | None = None
    closed_reason: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Score:
    """Likelihood × impact. Either may be unknown; ``stated`` is the product as the sheet printed it."""

    likelihood: int | None = None
    impact: int | None = None
    stated: int | None = None

    @property
    def value(self) -> int | None:
        """Likelihood × impact; what was stated, where one of the two is unknown."""
        if self.likelihood is None or self.impact is None:
            return self.stated
        return self.likelihood * self.impact

    @property
    def words(self) -> str:
        """``4 × 3 = 12``, ``likelihood 3, impact not known``, or ``not known``."""
        if self.likelihood is not None and self.impact is not None:
            return f"{self.likelihood} × {self.impact} = {self.likelihood * self.impact}"
        if self.likelihood is None and self.impact is None:
            return "not known" if self.stated is None else str(self.stated)
        likelihood = "not known" if self.likelihood is None else self.likelihood
        impact = "not known" if self.impact is None else self.impact
        return f"likelihood {likelihood}, impact {impact}"


@dataclass(frozen=True, slots=True)
class RiskReview:
    """What the register said of a risk at one review. Empty and None mean that this review does not say.

    ``reason`` is why it says otherwise than the review before.
    """

    record_kind: ClassVar[str] = "risk review"

    risk: str
    reviewed: date
    title: str = ""
    description: str = ""
    owner: str = ""
    updated: date | None = None
    original: Score = Score()
    current: Score = Score()
    target: Score = Score()
    target_date: date | None = None
    prospects: Rag = Rag.NONE
    mitigation: str = ""
    progress: str = ""
    source: Source | None = None
    reason: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.risk, self.reviewed.isoformat())

    @property
    def partial(self) -> bool:
        """True where this review does not give what a full entry holds."""
        return self.current.value is None or not self.description or not self.owner


@dataclass(frozen=True, slots=True)
class RiskTask:
    """Something that is done to mitigate a risk; ``completed`` is the day on which it was done."""

    record_kind: ClassVar[str] = "risk task"

    id: str
    risk: str
    order: int
    text: str
    owner: str = ""
    due: date | None = None
    progress: str = ""
    completed: date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)

    def state(self, today: date) -> Following:
        """Where it stands on a day."""
        return following(self.completed, self.due, today)


@dataclass(frozen=True, slots=True)
class RiskNote:
    """A note on the progress of a risk, as of a date."""

    record_kind: ClassVar[str] = "risk note"

    id: str
    risk: str
    dated: date
    text: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class RiskBudgetLine:
    """That a risk bears on a line of the budget (``budget.lasting_line``); an indicator names its risks itself."""

    record_kind: ClassVar[str] = "risk budget line"

    risk: str
    budget_line: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.risk, self.budget_line)


@dataclass(frozen=True, slots=True)
class RiskSettings:
    """Size of the matrix, what makes an exception, the scores from which it is red and amber, and the appetite.

    Where the lines are not given they are 16 and 6 of 25, in proportion to the matrix. ``appetite`` is the highest
    score that the council is content to carry; None where it has not said.
    """

    size: int = 5
    exception_score: int = 12
    red_from: int | None = None
    amber_from: int | None = None
    appetite: int | None = None
    exception_prospects: frozenset[Rag] = frozenset({Rag.RED, Rag.AMBER})

    @property
    def red_line(self) -> Decimal:
        """The lowest red score."""
        return self._line(self.red_from, 16)

    @property
    def amber_line(self) -> Decimal:
        """The lowest amber score."""
        return self._line(self.amber_from, 6)

    def _line(self, given: int | None, of_25: int) -> Decimal:
        return Decimal(given) if given is not None else Decimal(of_25 * self.size * self.size) / 25


def is_exception(review: RiskReview, settings: RiskSettings) -> bool:
    """A current score at or above the line, with prospects of meeting the target among those that are reported."""
    score = review.current.value
    return score is not None and score >= settings.exception_score and review.prospects in settings.exception_prospects


def beyond_appetite(review: RiskReview, settings: RiskSettings) -> bool:
    """Whether the current score is higher than the council is content to carry; never where it has not said."""
    score = review.current.value
    return score is not None and settings.appetite is not None and score > settings.appetite


def score_band(score: int, settings: RiskSettings) -> Rag:
    """The colour of a score on the matrix: red and amber from the settings' lines on, green below.

    By default the bands are those of a 5 × 5 matrix (low 1-5, medium 6-15, high 16-25).
    """
    if score >= settings.red_line:
        return Rag.RED
    return Rag.AMBER if score >= settings.amber_line else Rag.GREEN


class RiskChangeKind(Enum):
    """The ways in which a register moves between two reviews."""

    NEW = "new"
    CLOSED = "closed"
    SCORE = "score"
    PROSPECTS = "prospects"
    TEXT = "text"
    TARGET_DATE = "target-date"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class RiskChange:
    """One movement of one risk. ``aspect`` says which of several (the current likelihood, the description …).

    ``reason`` is why, as the later review gives it; empty where it does not.
    """

    risk: str
    number: str
    change: RiskChangeKind
    aspect: str
    before: str
    after: str
    reason: str = ""


def reconcile(earlier: Iterable[RiskReview], later: Iterable[RiskReview], risks: Iterable[Risk]) -> list[RiskChange]:
    """What changed from the ``earlier`` review of the register to the ``later``.

    A fact that either review does not state is not compared: partial knowledge gives no change.
    A risk that the earlier review lacks is new only where it was entered after that review's date; a risk that the
    later lacks is closed only where its record says so.
    """
    before = {review.risk: review for review in earlier}
    after = {review.risk: review for review in later}
    earlier_date = max((r.reviewed for r in before.values()), default=None)
    changes: list[RiskChange] = []
    for risk in sorted(risks, key=lambda r: (r.register, r.order)):
        old, new = before.get(risk.id), after.get(risk.id)
        if old is not None and new is not None:
            changes.extend(replace(change, reason=new.reason) for change in _compare(risk, old, new))
        elif new is not None and earlier_date is not None and risk.entered is not None:
            if risk.entered > earlier_date:
                new_risk = RiskChange(risk.id, risk.number, RiskChangeKind.NEW, "risk", "", new.title, new.reason)
                changes.append(new_risk)
        elif old is not None and risk.closed is not None:
            changes.append(
                RiskChange(
                    risk.id,
                    risk.number,
                    RiskChangeKind.CLOSED,
                    "risk",
                    old.title,
                    risk.closed_reason,
                    risk.closed_reason,
                )
            )
    return changes


def _compare(risk: Risk, old: RiskReview, new: RiskReview) -> Iterator[RiskChange]:
    for name, before, after in (
        ("original", old.original, new.original),
        ("current", old.current, new.current),
        ("target", old.target, new.target),
    ):
        yield from _score_changes(risk, name, before, after)
    if Rag.NONE not in (old.prospects, new.prospects) and old.prospects is not new.prospects:
        yield RiskChange(
            risk.id, risk.number, RiskChangeKind.PROSPECTS, "prospects", old.prospects.value, new.prospects.value
        )
    for aspect, was, now in (
        ("title", old.title, new.title),
        ("description", old.description, new.description),
        ("mitigation", old.mitigation, new.mitigation),
    ):
        if was and now and was != now:
            yield RiskChange(risk.id, risk.number, RiskChangeKind.TEXT, aspect, was, now)
    if old.target_date and new.target_date and old.target_date != new.target_date:
        yield RiskChange(
            risk.id,
            risk.number,
            RiskChangeKind.TARGET_DATE,
            "target date",
            old.target_date.isoformat(),
            new.target_date.isoformat(),
        )
    if old.owner and new.owner and old.owner != new.owner:
        yield RiskChange(risk.id, risk.number, RiskChangeKind.OWNER, "owner", old.owner, new.owner)


def _score_changes(risk: Risk, name: str, old: Score, new: Score) -> Iterator[RiskChange]:
    for part, was, now in (
        ("likelihood", old.likelihood, new.likelihood),
        ("impact", old.impact, new.impact),
    ):
        if was is not None and now is not None and was != now:
            yield RiskChange(risk.id, risk.number, RiskChangeKind.SCORE, f"{name} {part}", str(was), str(now))


def subject_of(risk: str, aspect: str) -> str:
    """What a finding about a risk, by its number or else its title, is about: ``Risk RM14284, current score``."""
    return f"Risk {risk}, {aspect}"

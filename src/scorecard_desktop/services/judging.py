"""What a text would be as a figure, before it is one: what it says, its rating, and what would be found in it."""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import figure_text, rate_at, ratio_text
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.rules.examined import Examined
from scorecard_desktop.domain.rules.figures import jump, out_of_range, ratio_mismatch, scale
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Target, TargetKind, Tolerance
from scorecard_desktop.services.editing import Typed, change_targets, change_value

_RULES = (ratio_mismatch, scale, out_of_range, jump)
"""What can be wrong with a single figure; the other checks need more than it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``says`` is what the figure would show and how it would be rated, where that is not plain from the text itself.

    ``findings`` is what would be doubted in it; ``refused`` why it is no figure. All are empty for an empty text.
    """

    says: str = ""
    findings: tuple[Finding, ...] = ()
    refused: str = ""


def judge(book: Book, indicator_id: str, period_code: str, text: str) -> Verdict:
    """What a text would be as the figure of an indicator in a period. Nothing is changed."""
    if not text.strip():
        return Verdict()
    try:
        step = change_value(book, indicator_id, period_code, text)
    except Refusal as refusal:
        return Verdict(refused=refusal.message)
    after = next((c.after for c in step.changes if isinstance(c.after, Observation)), None)
    indicator = book.get(Indicator, indicator_id)
    if after is None or indicator is None:
        return Verdict()
    others = [o for o in book.of(Observation, indicator_id) if o.key != after.key]
    alone = Book([*book.all(Setting), *book.all(Tolerance), indicator, *book.of(Target, indicator_id), *others, after])
    examined = Examined(alone, indicator)
    findings = (finding for rule in _RULES for finding in rule.of(examined) if finding.period == period_code)
    return Verdict(_says(alone, indicator, after), tuple(findings))


def judge_target(book: Book, indicator_id: str, period_code: str, text: str) -> Verdict:
    """What a text would be as an indicator's target, and how the figure of a period would stand by it."""
    indicator = book.get(Indicator, indicator_id)
    try:
        step = change_targets(book, [Typed(indicator_id, period_code, text)], "change")
    except Refusal as refusal:
        return Verdict(refused=refusal.message)
    if indicator is None or not step.changes:
        return Verdict()
    before, after = step.changes[0].record, step.changes[0].after
    everywhere = "" if before.key[1] else " It holds for every period without a target of its own."
    if not isinstance(after, Target):
        return Verdict("Without a target nothing is rated.")
    if after.kind is TargetKind.TEXT:
        return Verdict(f"This is kept in words, and nothing is rated against it.{everywhere}")
    others = [target for target in book.of(Target, indicator_id) if target.key != after.key]
    figures = book.of(Observation, indicator_id)
    alone = Book([*book.all(Setting), *book.all(Tolerance), indicator, *others, after, *figures])
    proof = rate_at(alone, indicator, period_from_code(period_code)).proof if period_code else ""
    return Verdict(f"{proof}{everywhere}".strip())


def _says(book: Book, indicator: Indicator, figure: Observation) -> str:
    if figure.symbol is not None:
        return f"{figure.symbol.shorthand} {figure.symbol.meaning}"
    if not ratio_text(figure):
        return ""
    rag = rate_at(book, indicator, period_from_code(figure.period)).rag
    rated = f", {rag.word.lower()}" if rag is not Rag.NONE else ""
    return f"{ratio_text(figure)} is {figure_text(figure, indicator)}{rated}"

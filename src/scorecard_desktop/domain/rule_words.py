"""What each rule is called where officers read of it."""

from __future__ import annotations

RULE_WORDS = {
    "ratio-mismatch": "Ratio does not give the percentage",
    "scale": "Scale",
    "jump": "Jump",
    "casting": "Does not add up",
    "sign-convention": "Sign unlike what is stated",
    "movement-mismatch": "Movement unlike the last report",
    "score-mismatch": "Risk score",
    "tolerance-polarity": "Tolerance the wrong way round",
    "polarity-doubt": "Polarity in doubt",
    "polarity-unknown": "Polarity not stated",
    "sheet-rating": "Sheet’s colour differs",
    "sheet-direction": "Sheet’s arrow differs",
    "duplicate-indicator": "Same reference twice",
    "conflicting-values": "Two values for one cell",
    "period-order": "Order of periods",
    "unmapped-text": "Words not understood",
    "uncalculated": "Formula not calculated",
    "out-of-range": "Out of range",
    "commentary-contradiction": "Comment contradicts figure",
    "target-date-passed": "Target date passed",
    "not-closed": "Gone and not closed",
    "restated": "Restated",
}
"""A finding's rule as officers read it."""


def rule_words(rule: str) -> str:
    """The rule in words; its own name made readable where it has none."""
    return RULE_WORDS.get(rule, rule.replace("-", " ").capitalize())

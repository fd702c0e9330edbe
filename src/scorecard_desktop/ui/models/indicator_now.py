"""How an indicator stands now, for lists that name indicators of several scorecards."""

from __future__ import annotations

from scorecard_desktop.domain.rated import RatedRow


def now_words(row: RatedRow | None) -> str:
    """``Apr 2018: 24.2%``, of its row at the current period; ``No figure yet`` where its scorecard has none."""
    return "No figure yet" if row is None else f"{row.period.label}: {row.text or 'no figure'}"

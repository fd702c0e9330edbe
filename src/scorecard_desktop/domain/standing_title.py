"""What a title says every month: the title without the period that it is for."""

from __future__ import annotations

import re

from scorecard_desktop.domain.period_label import read_label


def without_period(title: str) -> str:
    """A title as it stands every month: ``County report`` for ``County report - April 2018``."""
    bare = re.sub(r"\([^()]*\)\s*$", "", title).strip() or title
    heading = read_label(bare)
    if heading is None:
        return bare
    rest = re.sub(
        r"[\s,;:–-]*\b(?:(?:position|correct)\s+)?(?:as )?(?:at|to|for|ending|ended|end of)\b(?: the)?(?: end of)?\s*$",
        "",
        heading.rest,
        flags=re.IGNORECASE,
    )
    return rest.strip(" -–—:,()") or bare

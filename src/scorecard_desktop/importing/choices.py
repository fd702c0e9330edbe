"""The meanings that a column of each kind of table may be given, for an officer to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard_desktop.domain.budget import ColumnRole
from scorecard_desktop.importing.forward_plans import FIELDS as PLAN_FIELDS
from scorecard_desktop.importing.gathered import TableKind
from scorecard_desktop.importing.meanings import LEFT_OUT
from scorecard_desktop.importing.programme_headings import HIGHLIGHT_FIELDS, MILESTONE_FIELDS
from scorecard_desktop.importing.risks import FIELDS
from scorecard_desktop.importing.scorecard_headings import Role

CHOICES: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.SCORECARD: (*(role.value for role in Role), LEFT_OUT),
    TableKind.RISK_REGISTER: (*FIELDS, LEFT_OUT),
    TableKind.FORWARD_PLAN: (*PLAN_FIELDS, LEFT_OUT),
    TableKind.HIGHLIGHTS: (*HIGHLIGHT_FIELDS, LEFT_OUT),
    TableKind.MILESTONES: (*MILESTONE_FIELDS, LEFT_OUT),
    TableKind.BUDGET: (*(role.value for role in ColumnRole), "reason", "action", "rating", LEFT_OUT),
}
"""By the kind of table, in the order in which they are offered; other kinds are read whole or not at all."""

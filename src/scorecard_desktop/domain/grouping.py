"""What a scorecard's indicators can be gathered by."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator


class GroupBy(Enum):
    """What the rows of a group have in common."""

    SECTION = "section"
    OUTCOME = "outcome"
    DIRECTORATE = "directorate"
    OFFICER = "officer"
    NONE = "none"


_NAME = {
    GroupBy.SECTION: "Section",
    GroupBy.OUTCOME: "Plan outcome",
    GroupBy.DIRECTORATE: "Directorate",
    GroupBy.OFFICER: "Officer",
    GroupBy.NONE: "Nothing",
}
_UNNAMED = {
    GroupBy.SECTION: "In no section",
    GroupBy.OUTCOME: "No outcome stated",
    GroupBy.DIRECTORATE: "No directorate stated",
    GroupBy.OFFICER: "No officer named",
    GroupBy.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Grouping:
    """How indicators are gathered. ``scheme`` names one of the plans where a sheet links to several; empty: the first.

    Groups stand in the order in which their first indicator does.
    """

    by: GroupBy = GroupBy.SECTION
    scheme: str = ""

    @property
    def code(self) -> str:
        """How it is remembered."""
        return f"{self.by.value}:{self.scheme}" if self.scheme else self.by.value

    @property
    def words(self) -> str:
        """As the list of choices says it."""
        return self.scheme or _NAME[self.by]

    def group_of(self, indicator: Indicator) -> str:
        """The heading under which an indicator stands; empty where it belongs to no group."""
        match self.by:
            case GroupBy.SECTION:
                return indicator.section
            case GroupBy.OUTCOME:
                schemes = dict.fromkeys(scheme for scheme, _ in indicator.priorities)
                scheme = self.scheme or next(iter(schemes), "")
                return "; ".join(outcome for name, outcome in indicator.priorities if name == scheme)
            case GroupBy.DIRECTORATE:
                return indicator.service
            case GroupBy.OFFICER:
                return indicator.lead_officer or indicator.data_officer
            case GroupBy.NONE:
                return ""

    @property
    def unnamed(self) -> str:
        """The heading of those that belong to no group."""
        return _UNNAMED[self.by]

    def gathered(self, indicators: Iterable[Indicator]) -> list[tuple[str, list[Indicator]]]:
        """Indicators under their headings, those of no group last; no heading where there are no groups at all."""
        groups: dict[str, list[Indicator]] = {}
        for indicator in indicators:
            groups.setdefault(self.group_of(indicator), []).append(indicator)
        ungrouped = groups.pop("", [])
        found = list(groups.items())
        if ungrouped:
            found.append((self.unnamed if groups else "", ungrouped))
        return found


def grouping_from(code: str) -> Grouping:
    """A grouping that was remembered; by section where it is not known."""
    by, _, scheme = code.partition(":")
    try:
        return Grouping(GroupBy(by), scheme)
    except ValueError:
        return Grouping()


def groupings_of(indicators: list[Indicator]) -> list[Grouping]:
    """The groupings that tell a scorecard's indicators apart or at least name their group, and none at all."""
    schemes = dict.fromkeys(scheme for indicator in indicators for scheme, _ in indicator.priorities)
    several = [Grouping(GroupBy.OUTCOME, scheme) for scheme in schemes] if len(schemes) > 1 else []
    outcome = several or [Grouping(GroupBy.OUTCOME)]
    ways = [Grouping(), *outcome, Grouping(GroupBy.DIRECTORATE), Grouping(GroupBy.OFFICER)]
    return [way for way in ways if any(way.group_of(i) for i in indicators)] + [Grouping(GroupBy.NONE)]

"""Which version of the program a scorecard file comes from, and what this program itself is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scorecard_desktop import __version__, resources
from scorecard_desktop.services.session import Session

_UNKNOWN = "a version that did not say"


@dataclass(frozen=True)
class Provenance:
    """Where a scorecard file comes from: versions of the program, and moments in the computer's own time."""

    made: datetime | None
    made_by: str
    changed: datetime
    written_by: str
    program: str


def provenance(session: Session) -> Provenance:
    """What the open file says of itself. One that nothing was changed in since it was made was written by its maker."""
    said = session.of_itself()
    made_by = said.get("created by", "") or _UNKNOWN
    return Provenance(
        made=datetime.fromisoformat(said["created"]).astimezone() if said.get("created") else None,
        made_by=made_by,
        changed=session.last_changed.astimezone(),
        written_by=said.get("written by", "") or made_by,
        program=__version__,
    )


def licences() -> str:
    """The licences of everything that is shipped with the program, where it was installed; its own from a checkout."""
    try:
        return resources.path("third-party-licences.txt").read_text("utf-8")
    except FileNotFoundError:
        return (
            f"Scorecard Desktop {__version__} is under the MIT Licence.\n\nIt runs from its source here. Each package "
            "that it uses has its licence beside it, where Python keeps its packages; an installed program shows them "
            "all in this place."
        )

"""The sample council: its workbooks imported into a new store, and a pack made of it."""

from __future__ import annotations

from pathlib import Path

from scorecard_desktop import resources
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.importer import ImportResult, apply_plan, plan_import
from scorecard_desktop.services.packer import PackResult, make_pack
from scorecard_desktop.services.places import SAMPLE_NAME
from scorecard_desktop.services.progress import Progress
from scorecard_desktop.services.session import Session

STORE_NAME = SAMPLE_NAME
PACK_NAME = "barchester-pack.pdf"
_WHO = "Barchester County Council"

_PACK_SETTINGS = {
    "pack.council": _WHO,
    "pack.committee": "Children’s Services Committee",
    "pack.title": "Performance report",
    "pack.date": "2025-07-15",
    "pack.item": "7",
    "pack.report_author": "Head of Performance and Insight",
    "pack.responsible_officer": "Executive Director of Children’s Services",
}


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: the store, what was imported into it, and the pack."""

    store: Path
    imported: ImportResult
    pack: PackResult


def sample_workbooks() -> list[Path]:
    """The workbooks of the sample council, as they ship with the program."""
    return sorted(resources.path("samples").glob("*.xlsx"))


def build_demo(out: Path | str, progress: Progress | None = None) -> Demo:
    """Make the sample store and its pack in the folder ``out``, which is made where it is missing.

    Raises Refusal where either is there already, or cannot be written.
    """
    store, pack = _free_places(Path(out), STORE_NAME, PACK_NAME)
    with Session.open(store, who=_WHO) as session:
        result = _fill(session, progress)
        return Demo(store, result, make_pack(session.book, pack, progress=progress))


def build_sample(out: Path | str, progress: Progress | None = None) -> Path:
    """Make the sample store alone, to be looked at: as ``build_demo`` does, without the time that a pack takes."""
    (store,) = _free_places(Path(out), STORE_NAME)
    with Session.open(store, who=_WHO) as session:
        _fill(session, progress)
    return store


def _free_places(folder: Path, *names: str) -> list[Path]:
    places = [folder / name for name in names]
    for place in places:
        if place.exists():
            raise Refusal(f"“{place}” is there already. Name another folder, or move it away.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"The folder “{folder}” cannot be made: {error.strerror}.") from error
    return places


def _fill(session: Session, progress: Progress | None) -> ImportResult:
    result = apply_plan(session, plan_import(session.book, sample_workbooks(), progress=progress))
    session.commit(_details())
    return result


def _details() -> ChangeSet:
    settings = (Setting(Scope.COUNCIL, "", name, value) for name, value in _PACK_SETTINGS.items())
    return ChangeSet("details of the pack", tuple(Change(None, setting) for setting in settings))

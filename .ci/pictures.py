"""Takes the pictures of the README and the guide from the real window and the real pack of the sample council.

    .venv/bin/python .ci/pictures.py [--check] [NAME …]

Which they are, ``tests/support/guide_pictures.py`` says. --check only sees that each has its scene, and ends with 1
where one has not.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests"), str(PROJECT / ".ci")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PIL.Image import Image

    from support.guide_pictures import Box, Paper, Shot

IMAGES = PROJECT / "docs" / "images"
_COLOURS = 128
_SHOWN = "Care leavers with an up-to-date pathway plan"
"""The indicator whose figure is looked at."""
_DOTS = 2.0
"""Pixels to a point of a page."""


def main() -> None:
    """Each in its turn, the window's first."""
    from support.guide_pictures import PICTURES, Paper, Shot
    from support.scenes import SCENES

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("names", nargs="*", metavar="NAME")
    asked.add_argument("--check", action="store_true")
    what = asked.parse_args()
    gone = [name for name, one in PICTURES.items() if isinstance(one, Shot) and one.scene not in SCENES]
    for name in gone:
        print(f"{name}.png: there is no scene of its name any more", file=sys.stderr)
    if gone or what.check:
        sys.exit(bool(gone))
    wanted = {name: one for name, one in PICTURES.items() if not what.names or name in what.names}
    os.environ.pop("SCORECARD_CORPUS", None)  # the pictures show the council that does not exist
    os.environ["LOGNAME"] = "A. Officer"
    platform.node = lambda: "COUNTY-HALL-12"
    work = Path(tempfile.gettempdir()) / "Committee papers"  # it is read in the pictures
    work.mkdir()
    try:
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"):
            os.environ[variable] = str(work)
        IMAGES.mkdir(parents=True, exist_ok=True)
        take_papers(work, {name: one for name, one in wanted.items() if isinstance(one, Paper)})
        take_scenes(work, {name: one for name, one in wanted.items() if isinstance(one, Shot)})
    finally:
        shutil.rmtree(work)


def take_scenes(work: Path, wanted: dict[str, Shot]) -> None:
    """Pictures of the window."""
    import every_page
    from PIL import Image
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from scorecard_desktop.services.session import Session
    from scorecard_desktop.ui.theme import Scheme, Theme
    from support.scenes import Stage, play

    council = every_page.make_council(work)
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme = Theme(application)
    theme.set_scheme(Scheme.LIGHT)
    with Session.open(council, read_only=True) as session:
        rated = [row for card in session.book.scorecards() for row in session.ledger.rows(card.id)]
        about = next(row for row in rated if row.indicator.name.startswith(_SHOWN))
    report = next(file for file in every_page.workbooks() if "county-report" in file.name)
    stage = Stage(
        theme, council, work / "new.scorecard", report, about.indicator.scorecard, about.indicator.id,
        work / "window.ini",
    )  # fmt: skip
    for name, shot in wanted.items():
        for shown in play(stage, shot.scene):
            file = work / f"{name}.png"
            shown.grab().save(str(file))
            with Image.open(file) as picture:
                keep(name, picture.convert("RGB"), shot.part)
    stage.close()


def take_papers(work: Path, wanted: dict[str, Paper]) -> None:
    """Pictures of pages of the pack."""
    import pypdfium2

    packs: dict[str, Path] = {}
    for name, paper in wanted.items():
        if paper.template not in packs:
            packs[paper.template] = make_pack(work / "pack", paper.template)
        with pypdfium2.PdfDocument(packs[paper.template]) as document:
            page = document[page_of(packs[paper.template], paper.heading)]
            picture = page.render(scale=_DOTS).to_pil()
        part = paper.part
        box = None
        if part is not None:
            wide, high = picture.size
            box = tuple(round(each * size / 100) for each, size in zip(part, (wide, high, wide, high), strict=True))
        keep(name, picture, box)  # type: ignore[arg-type]


def make_pack(folder: Path, template: str) -> Path:
    """The sample council's pack by one of the program's templates, or its control charts alone."""
    from dataclasses import replace

    from scorecard_desktop.domain.template import BUILT_IN, ItemKind, PackItem
    from scorecard_desktop.domain.templates import own_templates
    from scorecard_desktop.services.demo import build_sample
    from scorecard_desktop.services.pack_details import make_own_template
    from scorecard_desktop.services.packer import make_pack, request_from
    from scorecard_desktop.services.session import Session
    from scorecard_desktop.services.templating import arrange

    store = build_sample(folder / template)
    with Session.open(store) as session:
        if template == "control":
            session.commit(make_own_template(session.book, "Control charts", BUILT_IN[0]))
            (own,) = own_templates(session.book)
            session.commit(arrange(session.book, own.name, [PackItem(ItemKind.CONTROL)]))
            template = own.name
        asked = replace(request_from(session.book), template=template)
        return Path(make_pack(session.book, folder / f"{store.parent.name}.pdf", asked).path)


def page_of(pack: Path, heading: str) -> int:
    """The page, from 0, on which a heading of the outline is."""
    import pikepdf

    with pikepdf.open(pack) as opened, opened.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        found = list(_headed(outline.root, heading))
        if not found:
            sys.exit(f"No page of the pack begins with “{heading}” any more")
        goal: Any = found[0].destination if found[0].destination is not None else found[0].action.D
        return numbers[goal[0].objgen]


def _headed(items: Iterable[Any], heading: str) -> Iterator[Any]:
    for item in items:
        if item.title.startswith(heading):
            yield item
        yield from _headed(item.children, heading)


def keep(name: str, picture: Image, part: Box | None) -> None:
    """Write what is kept of a picture, in few colours, so that all of them together stay small."""
    if part is not None:
        left, top, wide, high = part
        picture = picture.crop((left, top, left + wide, top + high))
    made = picture.convert("RGB").quantize(_COLOURS, dither=0)
    made.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

"""Takes pictures of every page, dialog and empty state in every look, to be looked at before a change is handed in.

    .venv/bin/python .ci/every_page.py FOLDER [--looks light dark …] [--only overview …]

The council is made of the workbooks in SCORECARD_CORPUS where that is set, else of the samples. Each look is a folder
of pictures; with ImageMagick's montage there is a sheet of all of them beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

LOOKS: dict[str, tuple[str, float, int]] = {
    "light": ("light", 1.0, 1),
    "dark": ("dark", 1.0, 1),
    "contrast-light": ("contrast-light", 1.0, 1),
    "contrast-dark": ("contrast-dark", 1.0, 1),
    "light-text-150": ("light", 1.5, 1),
    "light-text-200": ("light", 2.0, 1),
    "dark-text-200": ("dark", 2.0, 1),
    "light-screen-200": ("light", 1.0, 2),
    "dark-screen-200": ("dark", 1.0, 2),
}
"""The scheme, the text's size in the program's own setting, and the screen's."""


def main() -> None:
    """Each look in a process of its own: the size of a screen is read once."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--looks", nargs="+", choices=list(LOOKS), default=list(LOOKS))
    asked.add_argument("--only", nargs="+", default=[], metavar="SCENE")
    asked.add_argument("--look", help=argparse.SUPPRESS)
    asked.add_argument("--council", type=Path, help=argparse.SUPPRESS)
    what = asked.parse_args()
    if what.look:
        take(what.folder, what.look, what.council, what.only)
        return
    what.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        council = make_council(Path(work))
        for look in what.looks:
            env = os.environ | {
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": str(LOOKS[look][2]),
                "XDG_CONFIG_HOME": work,
                "XDG_DATA_HOME": work,
            }
            only = ["--only", *what.only] if what.only else []
            command = [sys.executable, __file__, str(what.folder), "--look", look, "--council", str(council), *only]
            subprocess.run(command, env=env, check=True)
            sheet(what.folder, look)


def workbooks() -> list[Path]:
    """The council's own."""
    from scorecard_desktop.services.demo import sample_workbooks

    corpus = os.environ.get("SCORECARD_CORPUS")
    return sorted(Path(corpus).glob("*.xlsx")) if corpus else sample_workbooks()


def make_council(folder: Path) -> Path:
    """A store with every workbook in it, and two packs that have been published."""
    from scorecard_desktop.services.editing import change_value
    from scorecard_desktop.services.importer import import_into
    from scorecard_desktop.services.packer import make_pack, publication_of, request_from
    from scorecard_desktop.services.publishing import publish
    from scorecard_desktop.services.session import Session

    store = folder / "barchester.scorecard"
    import_into(store, workbooks())
    with Session.open(store, who="A. Officer") as session:
        for template in ("vital-signs", "full"):
            asked = replace(request_from(session.book), template=template)
            pack = make_pack(session.book, folder / f"{template}.pdf", asked)
            session.commit(publish(session.book, publication_of(pack), "A. Officer"))
            rows = [row for card in session.book.scorecards() for row in session.ledger.rows(card.id)]
            red = next(row for row in rows if row.rating.rag.word == "Red" and row.derived is None)
            session.commit(change_value(session.book, red.indicator.id, red.period.code, "[x]"))
    return store


def take(folder: Path, look: str, council: Path, only: list[str]) -> None:
    """Every picture of one look."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from scorecard_desktop.services.session import Session
    from scorecard_desktop.ui.theme import Scheme, Theme
    from support.scenes import SCENES, Stage, play

    scheme, text, _ = LOOKS[look]
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme = Theme(application)
    theme.set_scheme(Scheme(scheme))
    theme.set_text_scale(text)
    into = folder / look
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        store = Path(shutil.copy(council, Path(work) / council.name))
        with Session.open(store, read_only=True) as session:
            rated = [row for card in session.book.scorecards() for row in session.ledger.rows(card.id)]
            about = next((row for row in rated if row.rating.rag.word == "Red" and row.commentary), rated[0])
        report = next(file for file in workbooks() if "-mi-" in file.name or "county-report" in file.name)
        stage = Stage(
            theme, store, Path(work) / "new.scorecard", report, about.indicator.scorecard, about.indicator.id,
            Path(work) / "window.ini",
        )  # fmt: skip
        for number, name in enumerate(SCENES, 1):
            if only and name not in only:
                continue
            for shown in play(stage, name):
                shown.grab().save(str(into / f"{number:02}-{name}.png"))
        stage.close()


def sheet(folder: Path, look: str) -> None:
    """All pictures of a look on one."""
    pictures = sorted((folder / look).glob("*.png"))
    if shutil.which("montage") is None or not pictures:
        return
    tiles = ["-tile", "4x", "-geometry", "683x384>+6+6", "-background", "#808080", "-label", "%t"]
    subprocess.run(["montage", *tiles, *map(str, pictures), str(folder / f"{look}.png")], check=True)


if __name__ == "__main__":
    main()

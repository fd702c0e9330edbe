"""What a Linux desktop reads of the program: menu entry, icons, kind of file, metadata and manuals."""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "installers"), str(PROJECT / "src")]

import icons  # noqa: E402

from scorecard_desktop import __version__  # noqa: E402

HERE = Path(__file__).parent
NAME = "scorecard-desktop"
IDENTIFIER = "uk.scorecard_desktop.scorecard_desktop"


def install(share: Path, moment: int) -> None:
    """Put everything below ``share`` (as /usr/share); ``moment`` is when the program was made, in seconds."""
    _put(HERE / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    _put(HERE / f"{NAME}.xml", share / "mime" / "packages" / f"{NAME}.xml")
    metadata = share / "metainfo" / f"{IDENTIFIER}.metainfo.xml"
    metadata.parent.mkdir(parents=True, exist_ok=True)
    metadata.write_text(metainfo(moment), "utf-8")
    drawing = PROJECT / "resources" / "icons" / "program.svg"
    for kind, icon in (("apps", NAME), ("mimetypes", f"{NAME}-store")):
        _put(drawing, share / "icons" / "hicolor" / "scalable" / kind / f"{icon}.svg")
        for size in icons.SIZES:
            at = share / "icons" / "hicolor" / f"{size}x{size}" / kind / f"{icon}.png"
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(icons.drawn(size))
    for name, page in manuals(moment).items():
        at = share / "man" / "man1" / f"{name}.1.gz"
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(gzip.compress(page.encode(), 9, mtime=0))


def metainfo(moment: int) -> str:
    """The AppStream metadata of this version."""
    text = (HERE / f"{IDENTIFIER}.metainfo.xml").read_text("utf-8")
    return text.replace("@VERSION@", __version__).replace("@DATE@", f"{_day(moment):%Y-%m-%d}")


def manuals(moment: int) -> dict[str, str]:
    """The manual page of each program, made of what its --help says."""
    from scorecard_desktop.app import parser as of_window
    from scorecard_desktop.cli import parser as of_command

    return {"scorecard": _manual(of_command(), moment), NAME: _manual(of_window(), moment)}


def _manual(parser: argparse.ArgumentParser, moment: int) -> str:
    about = (parser.description or "").rstrip(".")
    lines = [
        f'.TH {parser.prog.upper()} 1 "{_day(moment):%B %Y}" "Scorecard Desktop {__version__}" "User commands"',
        ".SH NAME",
        f"{_roff(parser.prog)} \\- {_roff(about[:1].lower() + about[1:])}",
        ".SH SYNOPSIS",
        *_synopsis(parser),
        ".SH OPTIONS",
        *_options(parser),
    ]
    for action in parser._actions:  # noqa: SLF001 -- argparse tells its commands in no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            lines.append(".SH COMMANDS")
            for choice in action._choices_actions:  # noqa: SLF001
                command: argparse.ArgumentParser = action.choices[choice.dest]
                lines += [f".SS {_roff(choice.dest)}", _roff(command.description or ""), ".PP", *_synopsis(command)]
                lines += _options(command)
    if parser.epilog:
        lines += [".SH EXIT STATUS", ".nf", *(_roff(line.strip()) for line in parser.epilog.splitlines()[1:]), ".fi"]
    lines += [".SH FILES"]
    lines += [".TP", "~/.local/share/Scorecard Desktop/scorecard.scorecard"]
    lines += ["The scorecard file that is opened where none is named."]
    return "\n".join(lines) + "\n"


def _synopsis(parser: argparse.ArgumentParser) -> list[str]:
    said = " ".join(parser.format_usage().split()).removeprefix("usage: ")
    return [f".B {_roff(parser.prog)}", _roff(said.removeprefix(parser.prog).strip())]


def _options(parser: argparse.ArgumentParser) -> list[str]:
    lines: list[str] = []
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction) or action.help in (None, argparse.SUPPRESS):  # noqa: SLF001
            continue
        name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        value = f" {action.metavar or action.dest.upper()}" if action.option_strings and action.nargs != 0 else ""
        lines += [".TP", f"\\fB{_roff(name)}\\fR{_roff(value)}", _roff(str(action.help).replace("%%", "%"))]
    return lines


def _roff(text: str) -> str:
    """Words as roff takes them: no hyphen for a minus, no line that begins as a request."""
    said = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{said}" if said.startswith((".", "'")) else said


def _day(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)


def _put(file: Path, at: Path) -> None:
    at.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, at)

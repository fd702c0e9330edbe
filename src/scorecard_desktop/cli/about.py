"""``scorecard about``: which version of the program made a scorecard file, and which wrote it last."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from scorecard_desktop.cli.printing import print_json
from scorecard_desktop.cli.stores import existing, session_of


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``scorecard about``."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the scorecard file; as --store unless said")
    parser.add_argument("--licences", action="store_true", help="instead, the licences of everything that is shipped")


def run(asked: argparse.Namespace) -> int:
    """Say where the file comes from, and nothing of what is in it."""
    from scorecard_desktop.services.provenance import licences, provenance

    if asked.licences:
        print(licences())
        return 0
    if asked.file is not None:
        asked.store = asked.file
    store = existing(asked)
    with session_of(asked, read_only=True) as session:
        found = provenance(session)
    if asked.json:
        moments = {"made": found.made.isoformat() if found.made else None, "changed": found.changed.isoformat()}
        print_json({"file": str(store)} | asdict(found) | moments)
        return 0
    print(store)
    made = f" on {found.made.day} {found.made:%B %Y}" if found.made else ""
    print(f"Made{made} by Scorecard Desktop {found.made_by}")
    changed = f"{found.changed.day} {found.changed:%B %Y at %H:%M}"
    print(f"Last changed on {changed}, last written by Scorecard Desktop {found.written_by}")
    print(f"This is Scorecard Desktop {found.program}")
    return 0

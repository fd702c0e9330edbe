"""``scorecard password``: the password of a scorecard file, read from a file or typed, never an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.cli.printing import plural, print_json
from scorecard_desktop.cli.stores import existing, key_of
from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from scorecard_desktop.services.passwords import Key


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``scorecard password``."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--new-password-file", type=Path, metavar="FILE", help="a file whose first line is the new one")
    how.add_argument("--remove", action="store_true", help="take the password off")


def run(asked: argparse.Namespace) -> int:
    """Set, change or take off the password of the file and of its backups."""
    from scorecard_desktop.services.passwords import set_password

    store = existing(asked)
    now = key_of(asked, store)
    if asked.remove and now is None:
        raise Refusal(f"“{store}” has no password.")
    made = set_password(store, now, None if asked.remove else _new(asked))
    if asked.json:
        print_json({"file": str(store), "password": not asked.remove, "backups": made.backups, "left": list(made.left)})
        return 0
    done = "has no password any more" if asked.remove else "has the new password" if now else "has a password now"
    print(f"“{store}” {done}, with {plural(made.backups, 'backup')}.")
    for name in made.left:
        print(f"Left as it was, being damaged or of another password: the backup “{name}”.")
    if not asked.remove:
        print("Nobody can open the file without it, and nobody can find it out: keep it where it will not be lost.")
    return 0


def _new(asked: argparse.Namespace) -> Key:
    from scorecard_desktop.cli.stores import first_line
    from scorecard_desktop.services.passwords import new_key

    if asked.new_password_file is not None:
        return new_key(first_line(asked.new_password_file))
    if not sys.stdin.isatty():
        raise Refusal("Say the new password by --new-password-file, or type it where there is a keyboard.")
    typed = getpass.getpass("New password: ")
    key = new_key(typed)
    if getpass.getpass("Once more: ") != typed:
        raise Refusal("The two are not the same. Nothing was changed.")
    return key

"""``scorecard history``: who changed what, when, why and from which file; and what anything said on a day."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from scorecard_desktop.cli.printing import from_and_to, plural, print_json, print_table
from scorecard_desktop.cli.stores import session_of

_DAY = "DAY"


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``scorecard history``."""
    parser.add_argument("words", nargs="*", metavar="WORD", help="words of the step, reason, file or content; a number")
    parser.add_argument("--who", default="", metavar="NAME", help="only what this person changed; a part of the name")
    parser.add_argument("--since", default="", metavar=_DAY, help="from this day on, 2018-07-10")
    parser.add_argument("--until", default="", metavar=_DAY, help="until the end of this day")
    parser.add_argument("--at", default="", metavar=_DAY, help="not the changes, but what it said at the end of a day")
    parser.add_argument("--most", type=int, default=200, metavar="N", help="no more lines than these (200)")


def run(asked: argparse.Namespace) -> int:
    """List the changes, newest first; or what the records said on a day."""
    from scorecard_desktop.services.past import end_of, search, stood_at

    words = " ".join(asked.words)
    with session_of(asked, read_only=True) as session:
        if asked.at:
            stood = stood_at(session, end_of(asked.at), words, asked.most)
            if asked.json:
                print_json([asdict(line) for line in stood])
            elif stood:
                print_table(("What", "It said", "From"), [(line.what, line.said, line.source) for line in stood])
            else:
                print("There was nothing of it then.")
            return 0
        found = search(session, words, who=asked.who, since=asked.since, until=asked.until, most=asked.most)
    if asked.json:
        print_json([asdict(entry) | {"when": entry.when.isoformat()} for entry in found])
    elif found:
        print_table(
            ("When", "Who", "What", "From and to", "Step", "Source"),
            [
                (
                    f"{entry.when.astimezone():%Y-%m-%d %H:%M}",
                    entry.who,
                    entry.what,
                    from_and_to(entry.before, entry.after),
                    f"{entry.step}: {entry.why}" if entry.why else entry.step,
                    entry.source,
                )
                for entry in found
            ],
        )
        if len(found) == asked.most:
            print(f"The newest {asked.most} {plural(asked.most, 'change')}; --most shows more.")
    else:
        print("No change is like that.")
    return 0

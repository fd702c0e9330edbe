"""``scorecard import``: its options, and what it prints."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.cli.printing import print_import, print_json
from scorecard_desktop.cli.stores import key_of
from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from scorecard_desktop.services.importer import AskedBenchmarks, Meaning
    from scorecard_desktop.services.rows import Row


def add_options(add: argparse.ArgumentParser) -> None:
    """What may be said of an import."""
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a workbook")
    add.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    add.add_argument("--profile", default="", metavar="NAME", help="the remembered layout to read by")
    add.add_argument(
        "--map", action="append", default=[], metavar="HEADING=MEANING",
        help="what the column under a heading holds, as --dry-run --json calls it; may be said again",
    )  # fmt: skip
    published = add.add_argument_group("files of published figures (Explore Education Statistics)")
    published.add_argument(
        "--benchmark", action="append", default=[], metavar="INDICATOR=COLUMN",
        help="the column that is a benchmark of an indicator, by its reference; may be said again",
    )  # fmt: skip
    published.add_argument(
        "--geography", action="append", default=[], metavar="PLACE[=CALLED]",
        help="whose figures, by name or code, and what to call the benchmark; may be said again",
    )  # fmt: skip
    published.add_argument(
        "--neighbours", default="", metavar="NAME;NAME…",
        help="councils whose mean is the benchmark “Statistical neighbours”",
    )  # fmt: skip
    published.add_argument(
        "--where", action="append", default=[], metavar="BREAKDOWN=VALUE",
        help="which breakdown; the total unless said; may be said again",
    )  # fmt: skip


def run(asked: argparse.Namespace, store: Path) -> list[Row]:
    """Import, or say what would be imported, and give the findings."""
    from scorecard_desktop.services.importer import import_into, preview, result_of

    act = preview if asked.dry_run else import_into
    book, plan = act(
        store,
        asked.paths,
        profile=asked.profile,
        meanings=_meanings(asked.map),
        benchmarks=_benchmarks(asked),
        key=key_of(asked, store),
    )
    result = result_of(plan)
    counts: Row = {
        "added": result.added,
        "altered": result.altered,
        "unchanged": result.unchanged,
        "rejected": result.rejected,
    }
    from scorecard_desktop.services.rows import finding_rows, plan_rows

    findings = finding_rows(book, result.findings)
    if asked.json:
        print_json({"dry_run": asked.dry_run, **counts, "findings": findings, **plan_rows(plan)})
    else:
        print_import(plan, counts, findings, "Would be imported" if asked.dry_run else "Imported")
    return findings


def _meanings(said: Sequence[str]) -> list[Meaning]:
    from scorecard_desktop.services.importer import Meaning, meaning_choices

    known = {choice for choices in meaning_choices().values() for choice in choices}
    found = []
    for pair in said:
        heading, equals, means = (part.strip() for part in pair.rpartition("="))
        if not equals or not heading:
            raise Refusal(f'“{pair}” does not say what a heading means. Write --map "Tgt 18=target".')
        if means.partition(" for ")[0] not in known:
            raise Refusal(f"“{means}” is no meaning of a column. There is {', '.join(sorted(known))}.")
        found.append(Meaning(heading, means))
    return found


def _benchmarks(asked: argparse.Namespace) -> AskedBenchmarks:
    from scorecard_desktop.services.importer import AskedBenchmarks

    return AskedBenchmarks(
        tuple(_pair(each, '--benchmark "5.4=column"') for each in asked.benchmark),
        tuple(_place(each) for each in asked.geography),
        tuple(name.strip() for name in asked.neighbours.split(";") if name.strip()),
        tuple(_pair(each, '--where "sex=Female"') for each in asked.where),
    )


def _pair(text: str, example: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in text.partition("="))
    if not equals or not left or not right:
        raise Refusal(f"“{text}” is not two things with = between them. Write {example}.")
    return left, right


def _place(text: str) -> tuple[str, str]:
    place, _, called = (part.strip() for part in text.partition("="))
    if not place:
        raise Refusal(f"“{text}” names no place. Write --geography England.")
    return place, called

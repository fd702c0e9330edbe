"""``scorecard pack --publish`` and ``scorecard published``: which packs went out, and what they showed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard_desktop.cli.printing import from_and_to, plural, print_json, print_pack, print_table
from scorecard_desktop.cli.stores import book_of, session_of
from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from scorecard_desktop.domain.book import Book
    from scorecard_desktop.domain.ledger import Ledger
    from scorecard_desktop.services.packer import PackRequest
    from scorecard_desktop.services.rows import Row


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``scorecard published``."""
    parser.add_argument("--withdraw", default="", metavar="ID", help="take back that a pack was published, by its id")
    parser.add_argument(
        "--officers-only", default="", metavar="ID", help="say of a published pack that it did not go to the public"
    )
    parser.add_argument("--open", default="", metavar="ID", help="write a published pack as it went out, to --out")
    parser.add_argument("--out", type=Path, default=None, metavar="FILE.pdf", help="where to write it")
    parser.add_argument("--compare", nargs=2, default=(), metavar="ID", help="say what parts two published packs")
    parser.add_argument("--why", default="", metavar="REASON", help="why it is withdrawn; kept in its history")


def draw_and_publish(asked: argparse.Namespace, request: Callable[[Book], PackRequest]) -> Ledger:
    """Write the pack, and keep what it shows as published."""
    from dataclasses import replace

    from scorecard_desktop.services.packer import make_pack
    from scorecard_desktop.services.publishing import keep_and_publish

    with session_of(asked) as session:
        made = make_pack(session.book, asked.out, replace(request(session.book), moment=session.last_changed))
        pack, kept = keep_and_publish(session, made)
        kept.result()
        print_pack(made)
        print(f"Published as number {pack.number}, {pack.name}, with {pack.count:,} {plural(pack.count, 'figure')}.")
        return session.ledger


def run(asked: argparse.Namespace) -> int:
    """List the published packs, newest first; withdraw one, write one out again, or compare two."""
    from scorecard_desktop.services.publishing import (
        compare_packs,
        for_officers_only,
        open_published,
        publication_rows,
        withdraw,
    )

    if asked.why and not asked.withdraw:
        raise Refusal("Say which pack is withdrawn: scorecard published --withdraw ID --why REASON.")
    if asked.compare:
        return _print_differences(compare_packs(book_of(asked), *asked.compare), as_json=asked.json)
    if asked.open:
        if asked.out is None:
            raise Refusal("Say where to write it: scorecard published --open ID --out FILE.pdf.")
        with session_of(asked, read_only=True) as session:
            print(open_published(session, asked.open, asked.out))
        return 0
    if asked.withdraw or asked.officers_only:
        with session_of(asked) as session:
            if asked.withdraw:
                session.commit(withdraw(session.book, asked.withdraw, asked.why))
            if asked.officers_only:
                session.commit(for_officers_only(session.book, asked.officers_only))
            book = session.book
    else:
        book = book_of(asked)
    rows = publication_rows(book)
    if asked.json:
        print_json(rows)
    elif rows:
        lines = [
            [str(r["number"]), str(r["id"]), str(r["name"]), "public" if r["public"] else "officers"]
            + [str(r[name]) for name in ("who", "file", "figures")]
            for r in rows
        ]
        print_table(("No.", "Id", "Pack", "For", "Published by", "File", "Figures"), lines, right={6})
    else:
        print("No pack has been published yet.")
    return 0


def _print_differences(rows: list[Row], *, as_json: bool) -> int:
    if as_json:
        print_json(rows)
    elif rows:
        lines = [(str(r["name"]), str(r["change"]), from_and_to(str(r["before"]), str(r["after"]))) for r in rows]
        print_table(("What", "Change", "From and to"), lines)
    else:
        print("Nothing is otherwise.")
    return 0

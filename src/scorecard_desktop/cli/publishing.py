"""``scorecard pack --publish`` and ``scorecard published``: which packs went out, and what they showed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from scorecard_desktop.cli.printing import plural, print_json, print_pack, print_table
from scorecard_desktop.cli.stores import book_of, existing
from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from scorecard_desktop.domain.book import Book
    from scorecard_desktop.domain.ledger import Ledger
    from scorecard_desktop.services.packer import PackRequest


def describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``scorecard published``."""
    parser.add_argument("--withdraw", default="", metavar="ID", help="take back that a pack was published, by its id")
    parser.add_argument(
        "--officers-only", default="", metavar="ID", help="say of a published pack that it did not go to the public"
    )
    parser.add_argument("--why", default="", metavar="REASON", help="why it is withdrawn; kept in its history")


def draw_and_publish(asked: argparse.Namespace, request: Callable[[Book], PackRequest]) -> Ledger:
    """Write the pack, and keep what it shows as published."""
    from scorecard_desktop.services.packer import make_pack, publication_of
    from scorecard_desktop.services.publishing import publish
    from scorecard_desktop.services.session import Session

    with Session.open(existing(asked)) as session:
        made = make_pack(session.book, asked.out, request(session.book))
        pack = publication_of(made)
        session.commit(publish(session.book, pack, session.who))
        print_pack(made)
        print(f"Published as {pack.name}, with {pack.count:,} {plural(pack.count, 'figure')}.")
        return session.ledger


def run(asked: argparse.Namespace) -> int:
    """List the published packs, newest first, or withdraw one."""
    from scorecard_desktop.services.publishing import for_officers_only, publication_rows, withdraw

    if asked.why and not asked.withdraw:
        raise Refusal("Say which pack is withdrawn: scorecard published --withdraw ID --why REASON.")
    if asked.withdraw or asked.officers_only:
        from scorecard_desktop.services.session import Session

        with Session.open(existing(asked)) as session:
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
            [str(r["id"]), str(r["name"]), "public" if r["public"] else "officers"]
            + [str(r[name]) for name in ("who", "file", "figures")]
            for r in rows
        ]
        print_table(("Id", "Pack", "For", "Published by", "File", "Figures"), lines, right={5})
    else:
        print("No pack has been published yet.")
    return 0

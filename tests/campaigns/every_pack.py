"""Every pack that can be made: each template in each form, for officers and the public, of the samples and real papers.

``python tests/campaigns/every_pack.py [how many] [--keep FOLDER]``. Each PDF is validated against PDF/UA-1, its
structure is compared with what its content says, and it is drawn a second time to the same bytes; a web page and a
workbook are written twice, too. Real papers are the workbooks in the folder that SCORECARD_CORPUS names. A pack that is
otherwise is printed, and the exit code is then 1. Needs a Java runtime.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice, product
from pathlib import Path
from time import perf_counter

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.template import BUILT_IN
from scorecard_desktop.exporting.fonts import clean
from scorecard_desktop.exporting.reading import reading_order
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import import_into
from scorecard_desktop.services.pack_forms import Form, Variant, write_form
from scorecard_desktop.services.packer import PackRequest, composed, request_from
from support.structure import read_structure
from support.verapdf import validate

_MOMENT = datetime(2026, 5, 8, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """A pack to be made: of whose figures, and how."""

    council: str
    book: Book
    request: PackRequest
    suffix: str

    @property
    def name(self) -> str:
        """``samples-full-large-public.pdf``."""
        request = self.request
        variant = "" if self.suffix != Form.PDF.value else f"-{request.variant}"
        return f"{self.council}-{request.template}{variant}{'-public' if request.public else ''}{self.suffix}"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("many", type=int, nargs="?", help="all, unless said")
    asked.add_argument("--keep", type=Path, help="the folder in which the packs are left, to be looked at")
    what = asked.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = what.keep or Path(work) / "packs"
        folder.mkdir(parents=True, exist_ok=True)
        wrong = made = refused = 0
        for one in islice(every_pack(Path(work)), what.many):
            began = perf_counter()
            try:
                troubles, told = make(one, folder)
            except Refusal as refusal:
                refused += 1
                print(f"{one.name}: refused. {refusal.message}")
                continue
            made += 1
            wrong += bool(troubles)
            for trouble in troubles:
                print(f"{one.name}: WRONG. {trouble}")
            print(f"{one.name}: {told}, {perf_counter() - began:.1f} s", flush=True)
    print(f"{made} packs, {wrong} otherwise than they must be; {refused} refused in words")
    return 1 if wrong or not made else 0


def every_pack(work: Path) -> Iterator[Asked]:
    """The packs in their order: the forms of one template lie together."""
    corpus = os.environ.get("SCORECARD_CORPUS")
    councils = {"samples": sample_workbooks()} | ({"papers": sorted(Path(corpus).glob("*.xlsx"))} if corpus else {})
    for council, workbooks in councils.items():
        book = import_into(work / f"{council}.scorecard", workbooks)[0]
        meant = replace(request_from(book, date(2026, 5, 8)), moment=_MOMENT, marking="OFFICIAL")
        for template, public in product(BUILT_IN, (False, True)):
            request = replace(meant, template=template.name, public=public)
            for variant in Variant:
                yield Asked(council, book, replace(request, variant=variant.value), Form.PDF.value)
            for form in (Form.HTML, Form.WORKBOOK):
                yield Asked(council, book, request, form.value)


def make(one: Asked, folder: Path) -> tuple[list[str], str]:
    """Make it twice and look at it: what is wrong, and what it is. Raises Refusal where there is none to make."""
    document = composed(one.book.copy(), one.request, _MOMENT).document
    path, again = folder / one.name, folder / f"again-{one.name}"
    variant = Variant(one.request.variant)
    extent = write_form(document, path, variant)
    write_form(composed(one.book.copy(), one.request, _MOMENT).document, again, variant)
    troubles = [] if path.read_bytes() == again.read_bytes() else ["The second has other bytes."]
    again.unlink()
    if one.suffix != Form.PDF.value:
        return troubles, extent.words
    verdict = validate(path)
    if not verdict.compliant:
        troubles.append(str(verdict))
    read = read_structure(path)
    if read.stray:
        troubles.append(f"Text outside the structure: {read.stray[:3]}")
    wanted = [(leaf.role, " ".join(clean(leaf.text).split())) for leaf in reading_order(document)]
    found = [(role, text.rpartition(" ")[0] if role == "TOCI" else text) for role, text in read.leaves]
    if found != wanted:
        first = next(
            (pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]), (len(found), len(wanted))
        )
        troubles.append(f"The structure says {first[0]} where the content says {first[1]}.")
    return troubles, f"{extent.words}, {verdict.checks:,} checks, {len(found):,} pieces of text as they must be"


if __name__ == "__main__":
    sys.exit(main())

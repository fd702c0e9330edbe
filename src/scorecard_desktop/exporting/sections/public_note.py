"""What the reader of a public version is told of it: what is withheld, rounded or left out, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scorecard_desktop.domain.disclosure.public_book import Exempt
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.template import Template
from scorecard_desktop.exporting.document import Block, Document, Heading, ItemList, para, text


@dataclass(frozen=True, slots=True)
class PublicNote:
    """Whether anything is withheld, how small a number at most (``thresholds``, smallest first), and what else.

    ``bases`` are what numbers are rounded to multiples of.
    """

    withheld: bool
    thresholds: tuple[int, ...]
    bases: tuple[int, ...]
    exempt: Sequence[Exempt]
    words_left_out: bool


def for_the_public(template: Template) -> Template:
    """A template without what is for officers alone."""
    return replace(template, items=tuple(item for item in template.items if not item.kind.for_officers))


def with_note(document: Document, note: PublicNote) -> Document:
    """A paper with the note at the end of its cover; as it is where there is nothing to tell."""
    blocks = _blocks(note)
    if not blocks:
        return document
    cover, *others = document.sections
    heading = Heading(2, "About this public version", key="public-version")
    return replace(document, sections=(replace(cover, blocks=(*cover.blocks, heading, *blocks)), *others))


def _blocks(note: PublicNote) -> list[Block]:
    blocks: list[Block] = []
    if note.withheld:
        most = note.thresholds[-1] if note.thresholds else 0
        small = f"Numbers of people from 1 to {most} are" if most > 1 else "Small numbers of people are"
        blocks.append(
            para(
                f"{small} withheld, so that nobody can be recognised, and so are further figures from which they could "
                "be worked out. Each is shown as [c]. It has no rating and no direction of travel, and no total, chart "
                "or comparison is made of it. Zero is shown."
            )
        )
    if note.bases:
        multiples = " or ".join(str(base) for base in note.bases)
        blocks.append(
            para(
                f"Numbers of people are rounded to the nearest multiple of {multiples}, each by itself, so that parts "
                "need not add up to their total. Percentages are worked out from the rounded numbers."
            )
        )
    if note.words_left_out:
        blocks.append(para("Some commentary is left out, because it may tell a figure that is withheld."))
    if note.exempt:
        many = "One item is" if len(note.exempt) == 1 else f"{len(note.exempt)} items are"
        blocks += [
            para(f"{many} exempt from publication:"),
            ItemList(tuple(text(f"{each.title}: {each.reason}") for each in note.exempt)),
        ]
    return blocks

"""Abbreviations within a paper's text: what each stands for goes with its first use in a section (WCAG 3.1.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from scorecard_desktop.exporting.document import Contents, Document, Figure, Heading, Run, Section, Table, Text
from scorecard_desktop.exporting.rebuilding import rebuilt


def explained(document: Document, known: Mapping[str, str]) -> Document:
    """The same text, where the first use of each known abbreviation in the words of a section is a run of its own.

    Headings, tables and pictures are left as they are: their terms stand in the glossary.
    """
    if not known:
        return document
    return replace(document, sections=tuple(_in(section, dict(known)) for section in document.sections))


def _in(section: Section, left: dict[str, str]) -> Section:
    return rebuilt(section, lambda part: _marked(part, left))


def _marked(part: object, left: dict[str, str]) -> object:
    """A line of text with its first uses marked; those that were found are taken from ``left``."""
    if isinstance(part, tuple) and part and all(isinstance(one, Run) for one in part):
        return _runs(part, left)
    return part if isinstance(part, Heading | Table | Figure | Contents) else None


def _runs(runs: Text, left: dict[str, str]) -> Text:
    made: list[Run] = []
    for run in runs:
        is_plain = run.rag is None and not (run.link or run.spoken or run.expansion)
        made += _parted(run, left) if is_plain else [run]
    return runs if len(made) == len(runs) else tuple(made)


def _parted(run: Run, left: dict[str, str]) -> list[Run]:
    found = sorted(
        (match.start(), word)
        for word in left
        if word in run.text and (match := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", run.text))
    )
    if not found:
        return [run]
    made, at = [], 0
    for start, word in found:
        if start < at:
            continue
        if start > at:
            made.append(replace(run, text=run.text[at:start]))
        made.append(replace(run, text=word, expansion=left.pop(word)))
        at = start + len(word)
    if at < len(run.text):
        made.append(replace(run, text=run.text[at:]))
    return made

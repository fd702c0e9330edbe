"""Words as HTML: escaped, linked, with ratings as a shape and a word, and symbols read out in words."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.exporting.document import Run, Text
from scorecard_desktop.exporting.reading import rag_spoken

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNLIKE_A_NAME = re.compile(r"[^\w.:-]+")

_OUTLINES = {
    Rag.GREEN: '<circle cx="6" cy="6" r="5"/>',
    Rag.AMBER: '<path d="M6 1 11.5 11H.5Z"/>',
    Rag.RED: '<path d="M1.5 1.5h9v9h-9Z"/>',
    Rag.NONE: '<path d="M1 5h10v2H1Z"/>',
}


def words(text: str) -> str:
    """Text as HTML text."""
    return escape(_NOT_TEXT.sub("", text), quote=False)


def attribute(text: str) -> str:
    """Text as the value of an attribute, in double quotes."""
    return escape(" ".join(_NOT_TEXT.sub("", text).split()))


def place(key: str) -> str:
    """The name of a place in the page, which may hold no space."""
    return _UNLIKE_A_NAME.sub("-", key)


def shape(rag: Rag) -> str:
    """The shape of a rating, which a screen reader passes over."""
    return f'<svg class="shape" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{_OUTLINES[rag]}</svg>'


def chip(rag: Rag) -> str:
    """A rating that stands alone: shape and word."""
    return f'<span class="chip {rag.value}">{shape(rag)}{words(rag.word)}</span>'


def mark(rag: Rag) -> str:
    """The shape after a figure, with its word for whoever does not see it."""
    return f'{shape(rag)}<span class="unseen"> {words(rag_spoken(rag))}</span>'


def spoken_for(shown: str, spoken: str) -> str:
    """What is shown to the eye, and what is read in its place."""
    return f'<span aria-hidden="true">{shown}</span><span class="unseen">{words(spoken)}</span>'


def link(href: str, inner: str, places: Collection[str]) -> str:
    """``inner`` as a link; bare where it leads to a place that this paper does not have."""
    if not href.startswith("#"):
        return f'<a href="{attribute(href)}">{inner}</a>'
    name = place(href[1:])
    return f'<a href="#{attribute(name)}">{inner}</a>' if name in places else inner


def runs(text: Text, places: Collection[str]) -> str:
    """A line of runs."""
    return "".join(_run(run, places) for run in text)


def _run(run: Run, places: Collection[str]) -> str:
    if run.rag is not None:
        return chip(run.rag)
    inner = words(run.text)
    if run.spoken:
        inner = spoken_for(inner, run.spoken)
    if run.expansion:
        inner = f'<abbr title="{attribute(run.expansion)}">{inner}</abbr>'
    if run.strong:
        inner = f"<strong>{inner}</strong>"
    if run.emphasis:
        inner = f"<em>{inner}</em>"
    return link(run.link, inner, places) if run.link else inner

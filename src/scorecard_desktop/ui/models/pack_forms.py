"""The forms in which a pack is written, as an officer chooses among them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackForm:
    """A kind of file, and who it is for; ``suffix`` is the ending of its name."""

    title: str
    purpose: str
    suffix: str


FORMS = (PackForm("PDF", "The paper, read by screen readers and fit for print", ".pdf"),)
"""The first is the usual one."""

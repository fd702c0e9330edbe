"""The pictures of the guide and the README: which scene of the window, or which page of a pack, each of them is.

``make pictures`` takes them all again; ``tests/test_guide_pictures.py`` names one whose scene or page is gone, one
that no page shows, and one that was not taken by it.
"""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[int, int, int, int]
"""From the left, from the top, how wide and how high, in pixels of the window or hundredths of a page."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene of ``support.scenes``, or what of its picture is kept."""

    scene: str
    part: Box | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of the sample council's pack, by the heading that it begins with; or what of it is kept."""

    heading: str
    part: Box | None = None
    template: str = "full"


PICTURES: dict[str, Shot | Paper] = {
    "window": Shot("figure"),
    "pack": Paper("Care leavers with an up-to-date pathway plan"),
    "sample": Shot("sample"),
    "first-pack": Shot("first-pack"),
    "overview": Shot("overview"),
    "review": Shot("review"),
    "columns": Shot("review-columns"),
    "why": Shot("figure", (1024, 30, 342, 704)),
    "typing": Shot("scorecard-refused", (200, 30, 826, 420)),
    "control": Shot("wide-control"),
    "exceptions": Shot("exceptions"),
    "findings": Shot("findings"),
    "returns": Shot("returns"),
    "forms": Shot("forms"),
    "pack-page": Shot("pack"),
    "checklist": Shot("pack-checklist"),
    "export": Shot("pack-export"),
    "published": Shot("pack-published"),
    "restating": Shot("restating"),
    "risks": Shot("risks"),
    "risk-matrix": Shot("risks-foot"),
    "budget": Shot("budget"),
    "recommendations": Shot("recommendations"),
    "programmes": Shot("programmes"),
    "settings": Shot("settings"),
    "backups": Shot("backups"),
    "history": Shot("history"),
    "password": Shot("password"),
    "read-only": Shot("scorecard-read-only", (0, 0, 1366, 300)),
    "dashboard": Paper("Children’s Services Committee: vital signs – Monthly", (0, 8, 100, 84)),
    "card": Paper("Care leavers with an up-to-date pathway plan", (3, 7, 94, 77)),
    "control-page": Paper("Control charts", (3, 6, 94, 86), "control"),
    "matrix": Paper("Appendix A. Risk register", (3, 6, 94, 74)),
}

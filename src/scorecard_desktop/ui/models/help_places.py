"""Which page of the guide, and which heading of it, explains what an officer has before them."""

from __future__ import annotations

FIRST_STEPS = "guide/officers/start"
Place = tuple[str, str]
"""A page and the anchor of a heading; empty for its beginning."""

_OFFICERS = "guide/officers"
_OF_DIALOGS: dict[str, Place] = {
    "ImportReview": (f"{_OFFICERS}/import", "read-the-review"),
    "ChooseBenchmarks": (f"{_OFFICERS}/import", "figures-of-others"),
    "ExportPack": (f"{_OFFICERS}/pack", "export-it"),
    "ChooseItem": (f"{_OFFICERS}/pack", "a-pack-of-your-own-making"),
    "NarrowItem": (f"{_OFFICERS}/pack", "a-pack-of-your-own-making"),
    "PublishDialog": (f"{_OFFICERS}/publish", "mark-it-as-published"),
    "ComparePacks": (f"{_OFFICERS}/publish", "packs-that-went-out"),
    "WithdrawDialog": (f"{_OFFICERS}/restate", "if-the-pack-was-wrong-to-publish"),
    "RestatingDialog": (f"{_OFFICERS}/restate", ""),
    "BackupsDialog": (f"{_OFFICERS}/backups", "go-back-to-one"),
    "DraftsDialog": (f"{_OFFICERS}/backups", "after-a-crash-or-a-power-cut"),
    "UnwrittenDialog": (f"{_OFFICERS}/start", "if-something-goes-wrong"),
    "HistoryDialog": (f"{_OFFICERS}/correct", "who-changed-this"),
    "RatingDialog": (f"{_OFFICERS}/correct", "a-rating-that-is-right-by-the-rule-and-wrong-in-fact"),
    "CommentaryDialog": (f"{_OFFICERS}/explain", "write-it-for-the-committee"),
    "FormsDialog": (f"{_OFFICERS}/chase", "send-the-forms"),
    "DueDialog": (f"{_OFFICERS}/chase", "a-figure-that-will-never-come"),
    "DismissDialog": ("guide/window/findings", ""),
    "WordsDialog": (f"{_OFFICERS}/import", "if-something-is-not-read"),
}


def place_of_page(page: str) -> Place:
    """That of a page of the window by its name; the first steps where there is none."""
    return (f"guide/window/{page}" if page else FIRST_STEPS), ""


def place_of_dialog(kind: str, page: str) -> Place:
    """That of a dialog by its class; of the page beneath it where it has none of its own."""
    return _OF_DIALOGS.get(kind, place_of_page(page))

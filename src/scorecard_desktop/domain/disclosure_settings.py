"""The settings of the public version of a pack: what it holds back, rounds and leaves out."""

from __future__ import annotations

from typing import Any

from scorecard_desktop.domain import entries
from scorecard_desktop.domain.entries import one_of, whole_number_from
from scorecard_desktop.domain.named_setting import COUNCIL_ONLY, INDICATOR_ONLY, NamedSetting
from scorecard_desktop.domain.target import Scope

_ON_OFF = one_of({"on": True, "off": False})
DISCLOSURE_ON = NamedSetting(
    "disclosure.control",
    "Small numbers held back",
    "on",
    "Whether small numbers of people are held back from the public version of a pack.",
    _ON_OFF,
)
DISCLOSURE_THRESHOLD = NamedSetting(
    "disclosure.threshold",
    "Largest number held back",
    "5",
    "Numbers of people from 1 to this one are held back from the public version; 0 for none.",
    whole_number_from(0),
)
DISCLOSURE_ROUNDING = NamedSetting(
    "disclosure.rounding",
    "Rounding in the public version",
    "1",
    "To multiples of which number the public version rounds numbers of people; 1 for none.",
    whole_number_from(1),
)
DISCLOSURE_PEOPLE: NamedSetting[bool | None] = NamedSetting(
    "disclosure.people",
    "Whether figures count people",
    "as measured",
    "Whether an indicator’s whole numbers are people: counts and numerators are, money, averages and scores are not.",
    one_of({"as measured": None, "yes": True, "no": False}),
)
DISCLOSURE_REST = NamedSetting(
    "disclosure.rest",
    "The rest of a whole held back",
    "off",
    "Whether a percentage is also held back where few people are left over from its whole, such as 2 of 158 in 160.",
    _ON_OFF,
)
DISCLOSURE_FURTHER = NamedSetting(
    "disclosure.further",
    "Further figures held back",
    "chosen",
    "Whether the figures that must be held back for the sake of others are chosen, or only named by hand.",
    one_of({"chosen": True, "by hand": False}),
)
DISCLOSURE_HIDE = NamedSetting(
    "disclosure.hide",
    "Figures held back by hand",
    "",
    "The periods, each with its locality if it is one’s, whose figures are held back from the public version.",
    entries.FIGURES_NAMED,
    INDICATOR_ONLY,
)
DISCLOSURE_EXEMPT = NamedSetting(
    "disclosure.exempt",
    "Exempt from publication",
    "",
    "Why a scorecard or an indicator is left out of the public version, such as “paragraph 2 of Schedule 12A”; empty "
    "where it is not.",
    entries.WORDS,
    (Scope.INDICATOR, Scope.SCORECARD),
)
DISCLOSURE_PARTS = NamedSetting(
    "disclosure.exempt-parts",
    "Exempt parts of a pack",
    "",
    "Which other parts of a pack are left out of the public version, each with its paragraph of Schedule 12A.",
    entries.PARTS_WITH_REASONS,
    COUNCIL_ONLY,
)

DISCLOSURE_SETTINGS: tuple[NamedSetting[Any], ...] = (
    DISCLOSURE_ON,
    DISCLOSURE_THRESHOLD,
    DISCLOSURE_ROUNDING,
    DISCLOSURE_PEOPLE,
    DISCLOSURE_REST,
    DISCLOSURE_FURTHER,
    DISCLOSURE_HIDE,
    DISCLOSURE_EXEMPT,
    DISCLOSURE_PARTS,
)
"""All of them, in the order in which they are listed."""

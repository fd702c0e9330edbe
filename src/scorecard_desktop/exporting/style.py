"""How a paper looks: colours for print, sizes and spaces. Contrast is computed by a test, not trusted.

Sizes and spaces are points. ``STANDARD`` is the normal paper, ``LARGE`` and ``PLAIN`` are the same content set
otherwise.
"""

from __future__ import annotations

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.exporting.document import Orientation

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)

TEXT = "#1B1F24"
MUTED = "#4B5563"
ACCENT = "#12436D"
PAPER = "#FFFFFF"
SURFACE = "#F3F5F8"
HAIRLINE = "#C9CFD7"
GRIDLINE = "#E3E7EC"
SERIES = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
TARGET = "#801650"
BAND = "#E4F1EA"
OTHERS = "#8A94A3"
EARLIER = ("#1D7A72", "#B24A0E", "#6B4FA3")
"""The years before, newest first: colours in which words can be read."""
TOLERANCE = "#FDF3DC"
LIMITS = "#F3F5F8"


@dataclass(frozen=True, slots=True)
class ChipColours:
    """A rating's colours: ``fill`` under ``ink`` for a whole chip; ``tint`` under ``tint_ink`` behind a figure.

    ``edge`` outlines the shape, so that it stands 3:1 against white whatever its fill.
    """

    fill: str
    ink: str
    tint: str
    tint_ink: str
    edge: str


CHIPS = {
    Rag.GREEN: ChipColours("#0B6B43", "#FFFFFF", "#DDF2E4", "#0B5D3B", "#0B6B43"),
    Rag.AMBER: ChipColours("#F2A900", "#1B1F24", "#FDEBC8", "#7A4300", "#7A4300"),
    Rag.RED: ChipColours("#A61B1B", "#FFFFFF", "#FBE0DF", "#9B1C1C", "#A61B1B"),
    Rag.NONE: ChipColours("#ECEFF3", "#1B1F24", "#FFFFFF", "#4B5563", "#4B5563"),
}

MERIT_INK = {
    Merit.BETTER: CHIPS[Rag.GREEN].tint_ink,
    Merit.WORSE: CHIPS[Rag.RED].tint_ink,
    Merit.SAME: MUTED,
    Merit.NONE: MUTED,
}


PICTURE_TYPE = 9.0
"""The size of the words in a picture, before it is drawn larger."""


@dataclass(frozen=True, slots=True)
class MarkColours:
    """The colours of a mark: ``fill`` within ``edge``, which stands 3:1 against white."""

    fill: str
    edge: str


SPECIAL = {
    Merit.SAME: MarkColours("#4B5563", "#4B5563"),
    Merit.BETTER: MarkColours("#8DBDE8", "#12436D"),
    Merit.WORSE: MarkColours("#F4702E", "#7A2E00"),
    Merit.NONE: MarkColours("#A88CD6", "#4C3480"),
}
"""Points of a control chart, blue for improving and orange for concern as Making Data Count has them."""


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of type and space, and how much is done by colour and by setting things side by side.

    ``picture`` is the size of the words in pictures. ``one_column`` sets what stands side by side one under another;
    ``filled`` lays colour behind figures, chips and callouts; ``spelt`` says a rating in a word after each figure's
    shape. ``widest_name`` is the most ems that a column may claim for its names, ``text_ems`` the least that a column
    of sentences is given before a table is parted.
    """

    body: float = 10.5
    display: float = 19.0
    lead: float = 12.0
    note: float = 8.5
    table: float = 9.0
    compact: float = 8.5
    furniture: float = 8.5
    title: float = 16.5
    headings: tuple[float, ...] = (26.0, 18.0, 13.5, 11.5, 10.5, 10.5)
    leading: float = 1.36
    tight: float = 1.22
    margin: float = 18 * MM
    top: float = 25 * MM
    bottom: float = 22 * MM
    picture: float = PICTURE_TYPE
    one_column: bool = False
    filled: bool = True
    spelt: bool = False
    widest_name: float = 99.0
    text_ems: float = 0.0

    @property
    def scale(self) -> float:
        """How large its type is against that of the normal paper; spaces go with it."""
        return self.body / STANDARD.body

    def heading(self, level: int) -> float:
        """The size of a heading."""
        return self.headings[level - 1]


STANDARD = Style()
LARGE = Style(
    body=18.0,
    display=27.0,
    lead=20.0,
    note=18.0,
    table=18.0,
    compact=18.0,
    furniture=18.0,
    title=26.0,
    headings=(36.0, 29.0, 25.0, 21.0, 19.0, 19.0),
    margin=15 * MM,
    top=33 * MM,
    bottom=31 * MM,
    picture=18.0,
    one_column=True,
    widest_name=10.0,
    text_ems=10.0,
)
"""Nothing smaller than 18 points, as the RNIB asks of large print."""
PLAIN = Style(
    body=12.0,
    lead=13.0,
    note=12.0,
    table=12.0,
    compact=12.0,
    furniture=11.0,
    headings=(26.0, 19.0, 15.0, 13.0, 12.0, 12.0),
    leading=1.5,
    tight=1.35,
    picture=12.0,
    one_column=True,
    filled=False,
    spelt=True,
    widest_name=11.0,
    text_ems=9.0,
)
"""One thing under another, no colour behind words, ratings in words."""


def inner_width(orientation: Orientation, style: Style) -> float:
    """The width that a page which lies so leaves to its content."""
    return A4[orientation is Orientation.LANDSCAPE] - 2 * style.margin


def inner_height(orientation: Orientation, style: Style) -> float:
    """The height that a page which lies so leaves to its content."""
    return A4[orientation is Orientation.PORTRAIT] - style.top - style.bottom


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Single mistakes of officers, planted in sound workbooks.

A mistake is one change (or a few that are one slip) to a sound workbook, with the one finding that it must give. The
same workbook without it must give none.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string

from support.sound_workbooks import SOUND, Sheets
from support.workbooks import Look, percent


@dataclass(frozen=True)
class Mistake:
    """What is planted (``Sheet!G4``, or ``G4`` in the first sheet, and its content), and where what must be found."""

    sound: str
    why: str
    planted: Mapping[str, Any]
    rule: str
    cell: str
    severity: str = "error"
    merges: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def sheets(self) -> Sheets:
        """The workbook with the mistake in it."""
        made = deepcopy(SOUND[self.sound])
        for place, content in self.planted.items():
            sheet, _, address = place.rpartition("!")
            letters, row = coordinate_from_string(address)
            cells = made[sheet or next(iter(made))][row - 1]
            cells.extend([None] * (column_index_from_string(letters) - len(cells)))
            cells[column_index_from_string(letters) - 1] = content
        return made


# Mistakes


def monthly_mistake(why: str, planted: Mapping[str, Any], rule: str, cell: str, severity: str = "error") -> Mistake:
    return Mistake("monthly", why, planted, rule, cell, severity)


A_DATE = Look(datetime(2017, 7, 1), "dd/mm/yyyy")

RATIOS = [
    monthly_mistake("counts beneath that give another share", {"G5": "38 / 100"}, "ratio-mismatch", "G4"),
    monthly_mistake("counts the wrong way round", {"G5": "100 / 83"}, "ratio-mismatch", "G4"),
    monthly_mistake("a share of nothing", {"G5": "0 / 0"}, "ratio-mismatch", "G4"),
    monthly_mistake("counts in the cell that give another share", {"G6": "74.0% (47/100)"}, "ratio-mismatch", "G6"),
    monthly_mistake("a numerator in its own row", {"G8": 84}, "ratio-mismatch", "G7"),
    monthly_mistake("a denominator in its own row", {"G9": 20}, "ratio-mismatch", "G7"),
    monthly_mistake("a percentage out by a digit", {"G7": percent(0.745)}, "ratio-mismatch", "G7"),
    Mistake("own_columns", "a numerator in its own column", {"G3": 28}, "ratio-mismatch", "I3"),
    Mistake("own_columns", "a denominator in its own column", {"H3": 10}, "ratio-mismatch", "I3"),
]
SCALES = [
    monthly_mistake("a share ten times too large", {"G19": percent(8.2)}, "scale", "G19"),
    monthly_mistake("a percentage formatted once more", {"G19": percent(82)}, "scale", "G19"),
    monthly_mistake("a share just past the whole", {"G19": percent(1.012)}, "scale", "G19"),
    monthly_mistake("a fraction among percentages", {"G19": 0.82}, "scale", "G19", "warning"),
    monthly_mistake("a count formatted as a percentage", {"G10": Look(220, "0.0%")}, "scale", "G10"),
    monthly_mistake("a count written as a percentage", {"G10": "220%"}, "scale", "G10"),
    monthly_mistake("a rate formatted as a percentage", {"G11": Look(22, "0.0%")}, "scale", "G11"),
    monthly_mistake("days formatted as a percentage", {"G12": Look(31, "0.0%")}, "scale", "G12"),
    monthly_mistake("money formatted as a percentage", {"G13": Look(880, "0%")}, "scale", "G13"),
    monthly_mistake("a target formatted once more", {"L19": percent(85)}, "scale", "L19"),
    monthly_mistake("a target ten times too large", {"L19": 850}, "scale", "L19"),
    monthly_mistake("a target as a fraction", {"L19": 0.85}, "scale", "L19", "warning"),
    monthly_mistake("a target in percent for a count", {"L10": "<200%"}, "scale", "L10", "warning"),
]
JUMPS = [
    monthly_mistake("a count with a nought too many", {"G10": 2200}, "jump", "G10", "warning"),
    monthly_mistake("a count with two", {"G10": 22000}, "jump", "G10", "warning"),
    monthly_mistake("a count with a digit too few", {"G10": 22}, "jump", "G10", "warning"),
    monthly_mistake("the latest count", {"K10": 2250}, "jump", "K10", "warning"),
    monthly_mistake("the first count", {"D10": 2100}, "jump", "D10", "warning"),
    monthly_mistake("a rate without its point", {"G11": 220}, "jump", "G11", "warning"),
    monthly_mistake("a percentage with its point too far left", {"G19": percent(0.082)}, "jump", "G19", "warning"),
    monthly_mistake("a percentage entered as a fraction of one", {"G19": percent(0.0082)}, "jump", "G19", "warning"),
    monthly_mistake("money with a nought too many", {"G13": Look(8800, "£#,##0")}, "jump", "G13", "warning"),
]
CASTING = [
    monthly_mistake("a total row", {"G17": 89}, "casting", "G17"),
    monthly_mistake("a part with its digits exchanged", {"G14": 24}, "casting", "G17"),
    Mistake("by_category", "a total by category", {"D6": 59}, "casting", "D6"),
    Mistake("by_category", "a category", {"E4": 36}, "casting", "E6"),
    Mistake("by_year_group", "a total in a column", {"F5": 47}, "casting", "F5"),
    Mistake("by_locality", "a county that is not its localities", {"E4": 75}, "casting", "E4"),
    Mistake("year_to_date", "a year to date", {"F2": 43}, "casting", "F2"),
    Mistake("budget", "a total of a column", {"C7": Look(26.0, "0.0")}, "casting", "C7"),
    Mistake("budget", "a virement without its sign", {"D5": Look(0.5, "0.0")}, "casting", "D5"),
    Mistake("budget", "a credit without its sign", {"C6": Look(5.0, "0.0")}, "casting", "C6"),
    Mistake("budget", "a revised budget", {"E4": Look(11.5, "0.0")}, "casting", "E4"),
    Mistake("budget", "a forecast with its digits exchanged", {"F7": Look(52.5, "0.0")}, "casting", "F7"),
    Mistake("budget", "a variance without its sign", {"G5": Look(0.2, "0.0")}, "casting", "G5"),
    Mistake("reserves", "a closing balance", {"E4": Look(1.74, "0.0")}, "casting", "E4"),
    Mistake("reserves", "a total of opening balances", {"C6": Look(6.3, "0.0")}, "casting", "C6"),
    Mistake("savings", "a saving that is more than its parts", {"C6": Look(5.1, "0.0")}, "casting", "C6"),
    Mistake("savings", "a total at risk", {"F7": Look(4.1, "0.0")}, "casting", "F7"),
    Mistake("grant_by_year", "a cumulative deficit of one year alone", {"D7": Look(3.1, "0.0")}, "casting", "D7"),
]
MOVEMENTS = [
    Mistake(
        "two_months",
        "a movement since another month",
        {"June!E4": Look(0.4, "0.0")},
        "movement-mismatch",
        "E4",
        "warning",
    )
]
SIGNS = [
    Mistake(
        "budget",
        "variances with the other sign than the note says",
        {"G4": Look(-0.7, "0.0"), "G5": Look(0.2, "0.0"), "G7": Look(-0.5, "0.0")},
        "sign-convention",
        "G4",
    )
]
TOLERANCES = [
    monthly_mistake(
        "red and green exchanged where higher is better",
        {"M4": percent(0.9), "N4": percent(0.8)}, "tolerance-polarity", "M4",
    ),
    monthly_mistake(
        "red and green exchanged where lower is better", {"M10": 200, "N10": 240}, "tolerance-polarity", "M10"
    ),
    monthly_mistake("red left out", {"M4": None}, "tolerance-polarity", "N4", "warning"),
    monthly_mistake("green left out", {"N10": None}, "tolerance-polarity", "M10", "warning"),
    monthly_mistake("red and green alike", {"M4": percent(0.9)}, "tolerance-polarity", "M4", "note"),
    monthly_mistake("green past the target", {"N4": percent(0.95)}, "tolerance-polarity", "M4", "warning"),
    monthly_mistake("thresholds for a range", {"M18": 310, "N18": 300}, "tolerance-polarity", "M18"),
    monthly_mistake("a target of nought", {"L12": 0}, "tolerance-zero-target", "L12", "warning"),
    monthly_mistake("a target below nought", {"L12": -5}, "tolerance-zero-target", "L12", "warning"),
]  # fmt: skip
POLARITIES = [
    monthly_mistake("at most where higher is better", {"L19": "<85%"}, "polarity-doubt", "L19", "warning"),
    monthly_mistake("at most in words", {"L19": "no more than 85%"}, "polarity-doubt", "L19", "warning"),
    monthly_mistake("at least where lower is better", {"L11": ">25"}, "polarity-doubt", "L11", "warning"),
    monthly_mistake("a name that says the opposite", {"C7": "Low"}, "polarity-doubt", "B7", "warning"),
    monthly_mistake(
        "fewer exclusions are better", {"B14": "Number of permanent exclusions", "C14": "Bigger"}, "polarity-doubt",
        "B14", "warning",
    ),
    monthly_mistake("one figure where a range is best", {"L18": 280}, "polarity-doubt", "L18", "warning"),
    monthly_mistake("nothing said where a target waits", {"C19": None}, "polarity-unknown", "B19", "warning"),
    monthly_mistake("nothing said where only travel waits", {"C14": None}, "polarity-unknown", "B14", "note"),
    monthly_mistake("a word that nobody knows", {"C19": "Sideways"}, "polarity-unknown", "C19", "warning"),
]  # fmt: skip
COLOURS = [
    monthly_mistake(
        "colours by the opposite polarity",
        {"J19": Look(0.82, "0.0%", fill="00B050"), "K19": Look(0.91, "0.0%", fill="FF0000")}, "polarity-doubt", "K19",
        "warning",
    ),
    monthly_mistake("a green that is red", {"K10": Look(245, fill="00B050")}, "sheet-rating", "K10", "warning"),
]  # fmt: skip
TWICE = [
    monthly_mistake("one reference twice", {"A6": "1.1"}, "duplicate-indicator", "A6"),
    monthly_mistake("one reference in other letters", {"A4": "b1", "A6": "B1 "}, "duplicate-indicator", "A6"),
    Mistake("register", "one number twice", {"A5": "RB1"}, "duplicate-indicator", "A5"),
    Mistake(
        "two_sheets", "two values in two sheets", {"Summary!F3": percent(0.48)}, "conflicting-values", "F3", "warning"
    ),
    Mistake("two_sheets", "two counts in two sheets", {"Summary!E4": 291}, "conflicting-values", "E4", "warning"),
    Mistake("april", "two values for one April", {"E3": 405}, "conflicting-values", "E3", "warning"),
]
PERIODS = [
    monthly_mistake("two columns exchanged", {"G3": "Aug 17", "H3": "Jul 17"}, "period-order", "H3", "warning"),
    monthly_mistake("a heading twice", {"G3": "Jun 17"}, "period-order", "G3", "warning"),
    monthly_mistake("a heading of another year", {"G3": "Jul 16"}, "period-order", "G3", "warning"),
    monthly_mistake("a month left out", {"K3": "Dec 17"}, "period-order", "K4", "note"),
    Mistake("quarterly", "a month that is no quarter's end", {"E1": "Nov 17"}, "period-order", "E1", "warning"),
    Mistake("quarterly", "a quarter left out", {"F1": "Jun 18"}, "period-order", "F2", "note"),
    monthly_mistake(
        "a column rolled forward",
        {f"K{row}": value for row, value in [
            (4, percent(0.83)), (5, "83 / 100"), (6, "72.0% (72/100)"), (7, percent(0.72)), (8, 144), (10, 211),
            (11, 21.1), (12, 211 / 7), (13, Look(844, "£#,##0")), (14, 41), (15, 26), (16, 31), (17, 98), (18, 271),
            (19, percent(0.82)),
        ]},
        "period-order", "K4", "warning",
    ),
]  # fmt: skip
WORDS = [
    monthly_mistake("words", {"G10": "see report"}, "unmapped-text", "G10", "warning"),
    monthly_mistake("a letter for a nought", {"G10": "22O"}, "unmapped-text", "G10", "warning"),
    monthly_mistake("a range", {"G10": "200-220"}, "unmapped-text", "G10", "warning"),
    monthly_mistake("a date", {"G10": A_DATE}, "unmapped-text", "G10", "warning"),
    monthly_mistake("a figure with words", {"G10": "220 (July only)"}, "unmapped-text", "G10", "warning"),
    monthly_mistake("a formula that lost its cell", {"G10": "#REF!"}, "unmapped-text", "G10"),
    monthly_mistake("a formula that divides by nought", {"G19": "#DIV/0!"}, "unmapped-text", "G19"),
    monthly_mistake("words beneath a percentage", {"G5": "eighty"}, "unmapped-text", "G5", "warning"),
    monthly_mistake("words for a numerator", {"G8": "see note"}, "unmapped-text", "G8", "warning"),
    monthly_mistake("a denominator never calculated", {"G9": "=100+100"}, "uncalculated", "G9"),
    Mistake("own_columns", "words for a denominator", {"H3": "see note"}, "unmapped-text", "H3", "warning"),
    monthly_mistake("a threshold in words", {"M4": "to be agreed"}, "unmapped-text", "M4", "warning"),
    monthly_mistake("a formula never calculated", {"G19": "=1+1"}, "uncalculated", "G19"),
    monthly_mistake("a part never calculated", {"G14": "=G15+18"}, "uncalculated", "G14"),
    monthly_mistake("a target never calculated", {"L19": "=0.8+0.05"}, "uncalculated", "L19"),
    Mistake("budget", "an amount never calculated", {"F4": "=E4+0.7"}, "uncalculated", "F4"),
    Mistake("savings", "words for a rating", {"G5": "to follow"}, "unmapped-text", "G5", "warning"),
    Mistake("budget", "words for an amount", {"F4": "to follow"}, "unmapped-text", "F4", "warning"),
    Mistake("register", "a date in words", {"O4": "Ongoing"}, "unmapped-text", "O4", "warning"),
]
RANGES = [
    monthly_mistake("a count below nought", {"G10": -220}, "out-of-range", "G10"),
    monthly_mistake("a share below nought", {"G19": percent(-0.82)}, "out-of-range", "G19"),
    monthly_mistake("a rate below nought", {"G11": -22}, "out-of-range", "G11"),
    monthly_mistake("days with a sign too many", {"G12": -31}, "out-of-range", "G12", "warning"),
    Mistake("register", "a likelihood of six", {"I4": 6, "K4": 24}, "out-of-range", "I4"),
    Mistake("register", "an impact of nought", {"G4": 0, "H4": 0}, "out-of-range", "G4"),
]
RISKS = [
    Mistake("register", "a current score", {"K4": 15}, "score-mismatch", "K4"),
    Mistake("register", "an original score", {"H5": 12}, "score-mismatch", "H5"),
    Mistake("register", "a target score as text", {"N4": "5"}, "score-mismatch", "N4"),
    Mistake("register", "a target date that has passed", {"O4": "May 2018"}, "target-date-passed", "O4", "warning"),
    Mistake(
        "register", "a target day that has passed", {"O4": Look(datetime(2018, 3, 31), "dd/mm/yyyy")},
        "target-date-passed", "O4", "warning",
    ),
]  # fmt: skip
DUE = [
    Mistake("tracker", "a due date that has passed", {"E4": "Mar 2018"}, "target-date-passed", "E4", "warning"),
    Mistake("tracker", "a status taken back", {"C5": "Not yet met"}, "target-date-passed", "E5", "warning"),
]
COMMENTS = [
    monthly_mistake(f"“{text}”", {"O4": text}, "commentary-contradiction", "O4", "warning")
    for text in (
        "Performance has improved since last month.",
        "This is an improvement on October.",
        "Performance continues to improve.",
        "Performance has increased to 80%.",
        "No change since last month.",
        "Target met.",
        "We are above target.",
        "Performance was 85% in November.",
    )
] + [
    monthly_mistake(f"“{text}”", {"O10": text}, "commentary-contradiction", "O10", "warning")
    for text in (
        "Contacts have fallen this month.",
        "The number of contacts fell by 14.",
        "The total was 252 at the end of November.",
        "A reduction since October.",
    )
]
MISTAKES: list[Mistake] = [
    *RATIOS, *SCALES, *JUMPS, *CASTING, *MOVEMENTS, *SIGNS, *TOLERANCES, *POLARITIES, *COLOURS, *TWICE, *PERIODS, *WORDS, *RANGES,
    *RISKS, *DUE, *COMMENTS,
]  # fmt: skip

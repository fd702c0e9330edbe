"""What officers write at the head of a scorecard's columns, and what it means."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.importing.phrases import Phrases


class Role(Enum):
    """What a column of a scorecard holds."""

    __hash__ = object.__hash__  # they are equal only to themselves, and are looked up for every cell

    REF = "reference"
    NAME = "indicator"
    SECTION = "section"
    SERVICE = "service"
    DEFINITION = "definition"
    POLARITY = "polarity"
    DATA_NOTE = "data note"
    FREQUENCY = "frequency"
    PERIOD = "period of the figures"
    VALUE = "figures"
    NUMERATOR = "numerators"
    DENOMINATOR = "denominators"
    TARGET = "target"
    RED = "red threshold"
    GREEN = "green threshold"
    MARGIN = "tolerance"
    FLOOR = "floor"
    BENCHMARK = "benchmark"
    COMMENT = "comment"
    ACTION = "action"
    PRIORITY = "priority"
    SHEET_RAG = "the sheet's own rating"
    SHEET_DIRECTION = "the sheet's own direction of travel"
    LEAD_OFFICER = "lead officer"
    DATA_OFFICER = "data officer"


class Relative(Enum):
    """A column whose period follows from the others, or from the sheet's title."""

    YEAR_TO_DATE = "year to date"
    PREVIOUS_YEAR_TO_DATE = "previous year to date"
    CURRENT = "current"
    PREVIOUS = "previous"
    YEAR_EARLIER = "year earlier"


@dataclass(frozen=True, slots=True)
class Column:
    """A column understood. ``detail`` is a benchmark's or a priority scheme's name; ``period`` what it is for.

    ``area`` is whose figures it holds, empty for the whole council. ``dated`` says that its cells state their own
    periods, beside their figures or in the column ``beside``, to which the figures are ``relative``; ``period`` is then
    the commonest. ``sure`` is false where words that nobody knows stand with the period in its heading.
    """

    index: int
    role: Role | None
    heading: str
    period: Period | None = None
    detail: str = ""
    dated: bool = False
    area: str = ""
    relative: Relative | None = None
    beside: int = 0
    sure: bool = True


_REFERENCE = r"ref(?:erence)?s?|no|number|id|code|#"
_RAG_WORDS = r"rag|status|rating|performance rating|bragg?|traffic light|alert"
_PATTERNS: tuple[tuple[Role, str], ...] = (
    (Role.REF, rf"(?:(?:pi|kpi|ki|measure|indicator|row|item|line|ni|our|performance indicator)\s+)?(?:{_REFERENCE})"),
    (Role.REF, r"(?:pi|kpi|indicator|measure)\s*(?:#|code|id|no)"),
    (
        Role.NAME,
        (
            r"(?:key |performance |success |outcome |short )*(?:indicators?|measures?|metrics?|kpis?|pis?)"
            r"(?: (?:name|title|description|wording|definition))?(?: name)?"
            r"|name|title|what (?:we|are we|do we) measur(?:e|ing)|name of (?:indicator|measure)"
        ),
    ),
    (Role.DEFINITION, r"(?:full |detailed )?(?:definition|description|rationale|what it measures|methodology)"),
    (
        Role.POLARITY,
        (
            r"polarity|what (?:does )?good looks? like"
            r"|good (?:perf|performance|is|performance is|perf is)|what is good|good(?: performance)?(?: =)?"
            r"|(?:desired|preferred|required|intended|good) (?:direction|trend|direction of travel|travel)"
            r"|better (?:performance|outcome) (?:is|if|when)|(?:is )?(?:high|higher|low|lower) (?:is )?(?:good|better)"
            r"|aims? to (?:be )?(?:maximi[sz]e|minimi[sz]e|increase|reduce)"
            r"|(?:bigger|higher|high|up|max) (?:or|/) (?:smaller|lower|low|down|min)(?: is)?(?: (?:better|good|best))?"
            r"|(?:aim|direction) (?:to|of good|for good)|good (?:to be|when)|better (?:if|when|is)|(?:aim"
            r"|aiming) (?:to|for)"
        ),
    ),
    (Role.FREQUENCY, r"(?:reporting |reported |collection )?frequency|reported|how often|collected"),
    (
        Role.DATA_NOTE,
        (
            r"data (?:note|type|format)|format|units?|unit of measure(?:ment)?|(?:measure|value|figure"
            r"|indicator) type|type"
            r"|measured (?:in|as)|number type"
        ),
    ),
    (Role.NUMERATOR, r"num(?:erator)?|top line"),
    (Role.DENOMINATOR, r"den(?:om)?(?:inator)?|bottom line"),
    (
        Role.RED,
        r"(?:(?:tolerances?|thresholds?|trigger|rag)[ :-]*)?red(?: (?:tolerance|threshold|trigger|if|when|is|level))?",
    ),
    (
        Role.GREEN,
        (
            r"(?:(?:tolerances?|thresholds?|trigger|rag)[ :-]*)?green(?: (?:tolerance|threshold|trigger|if|when"
            r"|is|level))?"
        ),
    ),
    (Role.FLOOR, r"(?:performance )?floor(?: (?:standard|target|level))?|(?:minimum|lower) (?:standard|threshold)"),
    (Role.MARGIN, r"(?:amber )?(?:tolerances?|threshold|margin)(?: ?%)?|(?:tolerance|threshold) ?\(?amber\)?"),
    (
        Role.TARGET,
        (
            r"(?:(?:annual|year end|full year|local|our|internal|national|quarterly|monthly|ytd|profiled?"
            r"|current|period"
            r"|end of year|in year|stretch|performance|agreed|corporate) )*"
            r"(?:targets?|goal|trajectory|ambition)(?: (?:value|figure|set|level))?"
            r"|profiled?|(?:target )?profile"
        ),
    ),
    (
        Role.BENCHMARK,
        (
            r"(?:(?:latest|best|our|all|average|avg|av|mean|median|upper|top|lower|the) )*"
            r"(?:stat(?:istical|s)?\.? ?neigh(?:bours?|bor)?s?|sn|national|nat|england|english|wales|uk|region(?:al)?"
            r"|(?:north|south)(?: ?(?:east|west))?(?: region)?|eastern(?: region)?|east of england|(?:east"
            r"|west) midlands"
            r"|yorkshire(?: and (?:the )?humber)?|(?:inner |outer )?london|comparators?|benchmark(?:s|ing)?|peers?"
            r"|peer group|nearest neighbours?|family group|cipfa(?: family)?|similar (?:councils|authorities|las)"
            r"|other (?:councils|las)|all england)"
            r"(?: (?:average|avg|av|ave|mean|median|top quartile|upper quartile|quartile|performance|figure"
            r"|rate|data|la"
            r"|las|authorities|group|result|comparison|region|outturn|position|value))*"
        ),
    ),
    (
        Role.COMMENT,
        r"(?:performance )?analysis(?: of (?:current )?performance)?|how are we doing",
    ),
    (Role.COMMENT, r"(?:[\w/&' ]{0,30} )?(?:comments?|commentary|narrative|analysis|explanation|notes?|context|story)"),
    (
        Role.ACTION,
        r"(?:remedial |improvement |management |corrective |planned |key )*actions?(?: [\w/ ]{1,25})?|next steps",
    ),
    (
        Role.SHEET_RAG,
        (
            rf"(?:{_RAG_WORDS})(?: (?:status|rating|colour|color|score|icon))?"
            r"|on (?:track|target)|at target|target (?:met|achieved)"
            r"|(?:current|ytd|latest|quarterly|monthly|performance|overall|target) (?:rag"
            r"|status)(?: (?:status|rating))?"
        ),
    ),
    (
        Role.SHEET_DIRECTION,
        (
            r"dot|(?:quarterly |monthly |annual |short term |long term )*(?:direction|dir)(?: of)?(?: travel)?"
            r"|(?:quarterly|monthly|annual|yearly)? ?dir\.? of travel|travel|trend|arrow|movement"
            r"|change(?: [\w ]{1,25})?|(?:short|long) term trend(?: arrow)?"
            r"|dot\b.*|direction of travel\b.*"
        ),
    ),
    (
        Role.PRIORITY,
        r".*\bpriorit(?:y|ies)\b.*|.*\b(?:plan|corporate|strategic|council) (?:outcome|objective|aim|link)s?",
    ),
    (
        Role.LEAD_OFFICER,
        (
            r"(?:lead|responsible|accountable|reporting|service)(?: (?:officer|manager|lead|person"
            r"|director))?|(?:indicator |"
            r"measure |risk )?owner|(?:lead )?officer|head of service|manager|managed by|lead (?:name|contact)"
        ),
    ),
    (Role.DATA_OFFICER, r"data (?:officer|owner|provider|lead|contact|source officer|supplier)|analyst"),
    (Role.SERVICE, r"service|team|directorate|department|division"),
    (
        Role.SECTION,
        (
            r"(?:service |priority |thematic |key )?(?:area|theme|section|category|domain|group|heading"
            r"|workstream|block)"
            r"|outcomes?|objectives?|sub ?section|topic|function"
        ),
    ),
)
_PHRASES = Phrases(_PATTERNS)

_RELATIVE: tuple[tuple[Relative, str], ...] = (
    (
        Relative.PREVIOUS_YEAR_TO_DATE,
        r"(?:previous|prev|prior|last)(?: year)?(?:'s)? ?(?:ytd|year to date)|ytd (?:last|previous) year",
    ),
    (
        Relative.YEAR_TO_DATE,
        r"(?:current )?(?:year )?(?:ytd|year to date)(?: (?:actual|figure|total|value))?",
    ),
    (
        Relative.YEAR_EARLIER,
        (
            r"(?:same (?:period|quarter|month) )?(?:last|previous|prior) year(?: (?:actual|figure|outturn"
            r"|result|value))?"
        ),
    ),
    (
        Relative.PREVIOUS,
        r"(?:previous|prev|prior|last)(?: (?:period|quarter|month|qtr|term|value|figure|result|actual))*",
    ),
    (
        Relative.CURRENT,
        (
            r"(?:current|latest|this|most recent)(?: (?:period|quarter|month|qtr|term|value|figure|result|actual"
            r"|performance|position|data|outturn))*|actuals?|performance|result|value|figure|outturn|score"
            r"|actual (?:performance|value|figure)"
        ),
    ),
)
_RELATIVE_PHRASES = Phrases(_RELATIVE)

_BENCHMARK_GROUP = re.compile(r"bench ?mark|comparator|comparison|comparative")
_TOLERANCE_GROUP = re.compile(r"toleranc|threshold|trigger")
_YTD_WORDS = re.compile(r"\b(?:ytd|year to date)\b")
_PREVIOUS_WORDS = re.compile(r"\b(?:previous|prev|prior|last)\b")


_MARKS = {ord(mark): " " for mark in "_.:;?*†‡❶❷❸❹❺❻❼❽❾❿①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"}


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """A heading as it is compared: one line, lower case, without stops, marks and footnote signs."""
    words = text.casefold().translate(_MARKS)
    return " ".join(words.replace("/", " / ").split()).strip(" -–()")


@lru_cache(maxsize=4096)
def role_of(text: str) -> Role | None:
    """What a heading on its own says, or None."""
    words = plain_words(text)
    if not words or len(words) > 80:
        return None
    return _PHRASES.meaning(words)


@lru_cache(maxsize=4096)
def relative_of(text: str, group: str = "") -> Relative | None:
    """The relative period that a heading names under its group, or None: ``YTD`` under ``Current year``."""
    words, over = plain_words(text), plain_words(group)
    if _YTD_WORDS.search(words) and _PREVIOUS_WORDS.search(over):
        return Relative.PREVIOUS_YEAR_TO_DATE
    return _RELATIVE_PHRASES.meaning(words)


def group_role(group: str, text: str) -> Role | None:
    """What a heading says by the group over it alone: anything under ``Latest benchmarking`` is a benchmark."""
    over = plain_words(group)
    if _BENCHMARK_GROUP.search(over) and text:
        return Role.BENCHMARK
    if _TOLERANCE_GROUP.search(over):
        words = plain_words(text)
        return {"red": Role.RED, "green": Role.GREEN, "amber": Role.MARGIN}.get(words.split(" ")[0] if words else "")
    return None

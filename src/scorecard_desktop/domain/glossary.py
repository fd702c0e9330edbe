"""The terms and abbreviations of the field, with what they mean: what a glossary is chosen from.

A paper's glossary holds those that it uses. Abbreviations that a paper expands itself, ``Initial child protection
conference (ICPC)``, are read out of it; a council adds its own in a setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Symbol


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its meaning. ``also`` are other words under which a paper may use it."""

    word: str
    meaning: str
    also: tuple[str, ...] = ()
    abbreviates: bool = False


_TERMS = (
    Term("Amber", "The rating of a figure that misses its target but is within the tolerance."),
    Term("Green", "The rating of a figure that meets its target."),
    Term("Red", "The rating of a figure that misses its target by more than the tolerance allows."),
    Term("Tolerance", "How far a figure may miss its target and still be rated amber.", ("tolerances",)),
    Term("Target", "What a figure is meant to reach, or not to exceed.", ("targets",)),
    Term(
        "Direction of travel",
        "Whether a figure has moved up or down, and whether that is better or worse, since the period before.",
        ("travel",),
    ),
    Term(
        "Exception",
        "An indicator that is reported to the committee by itself because it meets one of the criteria.",
        ("exceptions",),
    ),
    Term("Numerator", "The number that is counted: the upper of the two of which a percentage is made."),
    Term("Denominator", "The number out of which the numerator is counted."),
    Term(
        "Statistical neighbours",
        "Councils that are most like this one by the Department for Education’s measure.",
        ("statistical neighbour",),
    ),
    Term("Restated", "Said of a figure that was published and has been changed since.", ("restatement",)),
    Term("Likelihood", "How likely a risk is to happen, on the register’s scale."),
    Term("Impact", "How much a risk would matter if it happened, on the register’s scale."),
    Term("Risk appetite", "The highest risk score that the council is content to carry.", ("appetite",)),
    Term("Prospects", "How likely it is that a risk’s target score is met by its target date."),
    Term("Mitigation", "What is done to make a risk less likely, or to make it matter less.", ("mitigating",)),
    Term("Variance", "The forecast less the budget: more is an overspend, less an underspend.", ("variances",)),
    Term("Virement", "Budget that is moved from one line to another.", ("virements",)),
    Term("Reserve", "Money that has been set aside in earlier years.", ("reserves",)),
    Term(
        "Special cause",
        "A figure or run of figures that is unlikely to be chance alone: something has changed.",
    ),
    Term("Common cause", "Variation of the usual size, in which no single figure tells anything by itself."),
    Term("Control limits", "The range within which nearly all figures fall while nothing changes.", ("control limit",)),
)

_ABBREVIATIONS = {
    "CIN": "child in need",
    "CP": "child protection",
    "CPP": "child protection plan",
    "CLA": "child looked after",
    "LAC": "looked-after child",
    "CSE": "child sexual exploitation",
    "CAMHS": "child and adolescent mental health services",
    "DfE": "Department for Education",
    "DSG": "dedicated schools grant",
    "EET": "education, employment or training",
    "EHCP": "education, health and care plan",
    "EHC": "education, health and care",
    "EYFS": "early years foundation stage",
    "FSM": "free school meals",
    "FTE": "full-time equivalent",
    "ICPC": "initial child protection conference",
    "KPI": "key performance indicator",
    "KS2": "key stage 2",
    "KS4": "key stage 4",
    "LADO": "local authority designated officer",
    "MASH": "multi-agency safeguarding hub",
    "MI": "management information",
    "NEET": "not in education, employment or training",
    "NHS": "National Health Service",
    "NI": "national indicator",
    "PEP": "personal education plan",
    "RAG": "red, amber, green",
    "RCPC": "review child protection conference",
    "S17": "section 17 of the Children Act 1989",
    "S47": "section 47 of the Children Act 1989",
    "SEN": "special educational needs",
    "SEND": "special educational needs and disabilities",
    "SPC": "statistical process control",
    "UASC": "unaccompanied asylum-seeking child",
    "XmR": "a control chart of single figures (X) and of how far each is from the one before (moving range)",
    "YTD": "year to date",
}

TERMS: tuple[Term, ...] = (
    *_TERMS,
    *(Term(word, f"{meaning[0].upper()}{meaning[1:]}.", abbreviates=True) for word, meaning in _ABBREVIATIONS.items()),
    *(Term(one.shorthand, f"{one.meaning[0].upper()}{one.meaning[1:]}.") for one in Symbol),
)
"""Every term that is known, the symbols of figures among them."""


def own_terms(written: tuple[tuple[str, str], ...]) -> tuple[Term, ...]:
    """A council's own terms, from pairs of term and meaning; what is all capitals is an abbreviation."""
    return tuple(Term(word, _sentence(meaning), abbreviates=word.isupper()) for word, meaning in written)


def terms_used(words: str, own: Iterable[Term] = ()) -> tuple[Term, ...]:
    """The terms that some text uses, by the alphabet; a council's own go before what the text or the field says."""
    known: dict[str, Term] = {term.word: term for term in TERMS}
    known |= {term.word: term for term in _expanded(words)} | {term.word: term for term in own}
    text = _Text(words)
    used = [term for term in known.values() if text.uses(term)]
    return tuple(sorted(used, key=lambda term: (term.word.startswith("["), term.word.casefold())))


def abbreviations_among(terms: Iterable[Term]) -> Mapping[str, str]:
    """The abbreviations among some terms, with what each stands for."""
    return {term.word: term.meaning.rstrip(".") for term in terms if term.abbreviates}


class _Text:
    """A text whose words are looked up: a hundred patterns to search it with take longer to make than to use."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._folded = words.casefold()
        self._tokens = frozenset(_TOKEN.findall(words))
        self._folded_tokens = frozenset(map(str.casefold, self._tokens))

    def uses(self, term: Term) -> bool:
        """Whether a term, or another form of it or their plural, stands in the text as words of its own."""
        if term.word.startswith("["):
            return term.word in self._words
        return any(self._has(form, exactly=term.abbreviates) for form in (term.word, *term.also))

    def _has(self, form: str, *, exactly: bool) -> bool:
        wanted, is_token = _looked_for(form, exactly)
        if is_token:
            tokens = self._tokens if exactly else self._folded_tokens
            return wanted in tokens or f"{wanted}s" in tokens
        text = self._words if exactly else self._folded
        at = text.find(wanted)
        while at >= 0:
            after = at + len(wanted)
            after += text[after : after + 1] == "s"
            if not (text[at - 1 : at].isalnum() or text[after : after + 1].isalnum()):
                return True
            at = text.find(wanted, at + 1)
        return False


_TOKEN = re.compile(r"\w+")


@lru_cache(maxsize=4096)  # the same terms in every section of a paper
def _looked_for(form: str, exactly: bool) -> tuple[str, bool]:  # noqa: FBT001 -- as it is found
    """A form as it stands in the text that is looked through, and whether it is one word there."""
    return form if exactly else form.casefold(), _TOKEN.fullmatch(form) is not None


_EXPANDED = re.compile(r"((?:[\w’'-]+[ \u00a0]){2,9})\(([A-Z][A-Za-z]{1,7})s?\)")


def _expanded(words: str) -> list[Term]:
    """The abbreviations that the text itself expands: the words before the brackets begin with its letters."""
    found = []
    # line by line: one search through a whole pack would keep every other thread waiting
    lines = (line for line in words.splitlines() if "(" in line)
    for before, short in (found for line in lines for found in _EXPANDED.findall(line)):
        expansion = _matching(before.split(), short)
        if expansion:
            found.append(Term(short, _sentence(expansion), abbreviates=True))
    return found


_SMALL = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with"})


def _matching(before: list[str], short: str) -> str:
    """The last of some words that spell the abbreviation, whose small words may count or be passed over."""
    if not short:
        return " "
    if not before:
        return ""
    *others, last = before
    if last[0].casefold() == short[-1].casefold():
        found = _matching(others, short[:-1])
        if found:
            return f"{found} {last}".strip()
    if last.casefold() in _SMALL:
        found = _matching(others, short)
        return f"{found} {last}" if found.strip() else ""
    return ""


def _sentence(words: str) -> str:
    tidy = " ".join(words.split()).rstrip(".")
    return f"{tidy[0].upper()}{tidy[1:]}."

"""What the program finds wrong in a worked example of docs/rules.md, and what it says of registers and budgets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    MoneyUnit,
    SignConvention,
)
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.publication import Publication, PublishedFigure, keeping
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import (
    Risk,
    RiskReview,
    RiskSettings,
    Score,
    is_exception,
    score_band,
)
from scorecard_desktop.domain.risk_gaps import register_gaps
from scorecard_desktop.domain.risk_register import register_changes
from scorecard_desktop.domain.rules.restated import restated
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.services.importer import plan_import
from support.guide_figures import NOTHING, Said
from support.officers_words import book_of, indicator_of, number, period_of
from support.workbooks import save
from support.worked_examples import Example, Facts


def finding(facts: Facts) -> Said:
    """The finding of a figure or an indicator; an example shows one at a time."""
    return _said_of(check(book_of(facts)))


def _said_of(found: list[Finding]) -> Said:
    assert len(found) <= 1, f"an example shows one finding, not {[f.rule for f in found]}"
    if not found:
        return {"finding": "none", "severity": NOTHING, "message": NOTHING, "what to do": NOTHING, "place": NOTHING}
    one = found[0]
    return {
        "finding": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "what to do": one.advice,
        "place": one.place,
    }


def _score(facts: Facts, stated: str = "score given") -> Score:
    def whole(name: str) -> int | None:
        return int(facts.get(name)) if name in facts and facts.get(name) != "not known" else None

    return Score(whole("likelihood"), whole("impact"), whole(stated))


def risk(facts: Facts) -> Said:
    """A risk's score, its colour in the matrix, whether it is an exception and what is wrong in it."""
    prospects = {"": Rag.NONE, "not stated": Rag.NONE}.get(facts.get("prospects")) or Rag(facts.get("prospects"))
    reviewed = _day(facts.get("reviewed", "10 Jul 2018"))
    due = _day(facts.get("target date")) if "target date" in facts else None
    review = RiskReview("r", reviewed, "Placements", current=_score(facts), target_date=due, prospects=prospects)
    book = Book([Risk("r", "children", 1, "RM1"), review])
    score = review.current.value
    settings = RiskSettings()
    return {
        "score": review.current.words,
        "colour": NOTHING if score is None else score_band(score, settings).word,
        "an exception?": "yes" if is_exception(review, settings) else "no",
        **_said_of(check(book)),
    }


def _day(words: str) -> date:
    return period_of(words).end


def reviews(example: Example) -> list[Said]:
    """What changed from one review of a risk to the next: the columns are the fact, then, now, and the change."""
    facts = [{name.casefold(): text for name, text in example.row(at).items()} for at in range(len(example.rows))]
    earlier, later = example.heading[1], example.heading[2]
    then = {row["fact"]: row[earlier.casefold()] for row in facts}
    now = {row["fact"]: row[later.casefold()] for row in facts}
    risk, days = Risk("r", "children", 1, "RM1"), (_day(earlier), _day(later))
    book = Book([risk, *(_review(said, day) for said, day in zip((then, now), days, strict=True))])
    changes = register_changes(book, [risk], *days)
    found = {change.aspect: f"{change.change.value}: {change.before} → {change.after}" for change in changes}
    assert len(found) == len(changes)
    for gap in register_gaps(book, [risk], *days):
        (fact,) = gap.facts
        which, lacks = ("earlier", gap.before) if gap.before else ("later", gap.after)
        found[fact] = f"not compared: the {which} review {lacks}"
    said = [{"change": found.pop(row["fact"], NOTHING)} for row in facts]
    assert not found, f"changes that no row shows: {found}"
    return said


def _review(facts: dict[str, str], on: date) -> RiskReview:
    def fact(name: str) -> str:
        return facts.get(name, "").replace(NOTHING, "")

    current = Score(
        *(int(fact(f"current {part}")) if fact(f"current {part}") else None for part in ("likelihood", "impact"))
    )
    return RiskReview(
        "r",
        on,
        title=fact("title"),
        owner=fact("owner"),
        mitigation=fact("mitigation"),
        current=current,
        prospects=Rag(fact("prospects")) if fact("prospects") else Rag.NONE,
        target_date=_day(fact("target date")) if fact("target date") else None,
    )


_ROLES = {
    "budget": ColumnRole.BUDGET,
    "forecast": ColumnRole.FORECAST,
    "variance": ColumnRole.VARIANCE,
    "original": ColumnRole.ORIGINAL_BUDGET,
    "virements": ColumnRole.VIREMENT,
    "opening": ColumnRole.OPENING,
    "transfers": ColumnRole.ADDED,
    "use": ColumnRole.USE,
    "closing": ColumnRole.CLOSING,
    "cumulative": ColumnRole.CUMULATIVE,
    "planned": ColumnRole.PLANNED,
    "delivered": ColumnRole.DELIVERED,
    "on": ColumnRole.ON_TRACK,
    "at": ColumnRole.AT_RISK,
}


def budget(example: Example) -> list[Said]:
    """A table of money: a column for the line, columns of money with their unit, and the finding on each line."""
    money = [name for name in example.heading if "£" in name]
    unit = MoneyUnit(money[0].split()[-1])
    columns = tuple(BudgetColumn(name, name, _ROLES[name.split()[0].casefold()]) for name in money)
    kind = BudgetTableKind(example.facts.get("table", "revenue"))
    places = int(example.facts["decimals"])
    records: list[BudgetTable | BudgetLine | BudgetAmount] = [
        BudgetTable("t", 1, "Table", kind, "2018-05", unit, places, SignConvention.OVER_IS_POSITIVE, columns)
    ]
    for at in range(len(example.rows)):
        row = example.row(at)
        name = row["Line"]
        if name == _WHOLE_TABLE:
            continue
        role = (
            LineRole.TOTAL if name.startswith("Total") else LineRole.SUBTOTAL if "sub-total" in name else LineRole.LINE
        )
        records.append(BudgetLine("t", str(at), at, "", name, role))
        records += [
            BudgetAmount("t", str(at), column, number(row[column]))
            for column in money
            if row[column] not in ("", NOTHING)
        ]
    found: dict[str, list[str]] = {}
    for one in check(Book(records)):
        about = _WHOLE_TABLE if one.subject == "Table" else one.message.partition(",")[0]
        found.setdefault(about, []).append(one.message)
    return [{"finding": " ".join(found.get(row[0], [])) or NOTHING} for row in example.rows]


def restatement(facts: Facts) -> Said:
    """A figure as a pack showed it, against what it is now."""
    then, now = (book_of(Facts({"figure": facts.get(name)})) for name in ("in the pack", "now"))
    shown = [
        PublishedFigure(o.indicator, o.period, o.area, o.value, o.symbol, Rag.NONE, facts.get("in the pack"))
        for o in then.all(Observation)
    ]
    moment = "2018-06-12T10:00:00+00:00"
    now.apply([Change(None, Publication("june", moment, meeting=date(2018, 6, 12), figures=keeping(shown)))])
    return _said_of(list(restated(now)))


_WHOLE = "(the whole scorecard)"
_WHOLE_TABLE = "(the whole table)"


def rows(example: Example) -> list[Said]:
    """The findings of a scorecard with several rows: their columns are what they are called by, and periods."""
    named = ("Scorecard", "Ref", "Row", "Area", "Finding")
    periods = {name: period_of(name) for name in example.heading if name not in named}
    frequency = next(iter(periods.values())).kind
    records: list[Record] = []
    found: list[str] = []
    for at in range(len(example.rows)):
        row = example.row(at)
        card = row.get("Scorecard", "Children")
        records += [Scorecard(card, 1, card, frequency), *(ScorecardPeriod(card, p.code) for p in periods.values())]
        ref, area = row.get("Ref", ""), row.get("Area", "")
        own = f"{card}/{ref or row['Row']}/{row['Row']}"
        found.append(card if row["Row"] == _WHOLE else "" if area else own)
        if row["Row"] == _WHOLE:
            continue
        unit = indicator_of(Facts(example.facts)).unit
        records.append(
            Indicator(own, card, at, ref, row["Row"], unit=unit, polarity=Polarity.NONE, frequency=frequency)
        )
        records += [Observation(own, p.code, area, number(row[name])) for name, p in periods.items() if row[name]]
    said: dict[str, str] = {}
    for one in check(Book(records)):
        said[one.indicator or one.subject] = " ".join(filter(None, (said.get(one.indicator), one.message)))
    assert said.keys() <= set(found), f"a finding that no row shows: {said}"
    return [{"finding": said.get(owner) or NOTHING} for owner in found]


def worksheet(example: Example) -> list[Said]:
    """The findings of a workbook whose one sheet is the table without its last column, row by row."""
    with TemporaryDirectory() as folder:
        grid = [example.heading[:-1], *(_typed_cells(row[:-1]) for row in example.rows)]
        plan = plan_import(Book(), [save(Path(folder) / "MI.xlsx", {"County": grid})])
    by_row: dict[int, list[str]] = {}
    for one in plan.findings:
        line = int(re.sub(r"\D", "", one.cell) or 0)
        by_row.setdefault(line, []).append(f"{one.rule}: {one.message}")
    assert set(by_row) <= set(range(2, len(example.rows) + 2)), f"findings of no row: {by_row}"
    return [{"finding": " ".join(by_row.get(at, [])) or NOTHING} for at in range(2, len(example.rows) + 2)]


def _typed_cells(row: Sequence[str]) -> list[str | float]:
    return [float(text) if re.fullmatch(r"\d+", text) else text for text in row]

"""What officers write over budget tables: units of money, what a column holds, what a table is, what a sign means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scorecard_desktop.domain.budget import BudgetTableKind, ColumnRole, LineRole, MoneyUnit, SignConvention
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.importing.identity import same_name
from scorecard_desktop.importing.layout import HeaderCell
from scorecard_desktop.importing.phrases import Phrases
from scorecard_desktop.importing.scorecard_headings import plain_words

_UNITS: tuple[tuple[MoneyUnit, re.Pattern[str]], ...] = (
    (MoneyUnit.MILLIONS, re.compile(r"£\s*(?:m\b|mn|mill|['’]?000[ ,]?000)|\bmillions?\b", re.IGNORECASE)),
    (MoneyUnit.THOUSANDS, re.compile(r"£\s*(?:k\b|['’]?0{3}s?\b|thous)|['’]000s?\b|\bthousands?\b", re.IGNORECASE)),
    (MoneyUnit.POUNDS, re.compile(r"£|\bpounds?\b", re.IGNORECASE)),
)
_ROLES: tuple[tuple[ColumnRole, str], ...] = (
    (ColumnRole.PREVIOUS_VARIANCE, r".*\b(?:previous|last|prior)\b.*\bvar(?:iance)?\b.*|.*\bvariance\b.*\blast\b.*"),
    (ColumnRole.MOVEMENT, r"(?:movement|change)\b.*"),
    (ColumnRole.CUMULATIVE, r"cumulative(?: (?:dsg )?(?:deficit|surplus|balance|position|over|under)\b.*)?"),
    (
        ColumnRole.PLANNED,
        (
            r"planned|(?:(?:planned|target|agreed|budgeted|approved|required|full year) )?savings?"
            r"(?: (?:planned|target|agreed|required|proposed))?"
        ),
    ),
    (ColumnRole.DELIVERED, r"(?:savings? )?(?:delivered|achieved|secured|realised)\b.*"),
    (
        ColumnRole.ON_TRACK,
        r"(?:savings? )?(?:on track|on course|still to (?:deliver|be delivered)|to be delivered)\b.*",
    ),
    (ColumnRole.AT_RISK, r"(?:savings? )?(?:at risk|undeliverable|not deliver(?:able|ed)|unachiev(?:able|ed))\b.*"),
    (ColumnRole.VARIANCE, r".*\bvar(?:iance|iation)?\b.*|.*\b(?:over|under)\s*/\s*\(?(?:under|over).*|.*overspend.*"),
    (ColumnRole.ORIGINAL_BUDGET, r"(?:original|base|opening|approved original)\b.*\bbudget\b.*"),
    (ColumnRole.VIREMENT, r".*\bvirements?\b.*|budget (?:changes|adjustments|transfers)"),
    (
        ColumnRole.FORECAST,
        (
            r".*\b(?:outturn|forecast (?:spend|expenditure|outturn|position)|projected (?:spend|outturn))\b.*"
            r"|(?:full[ -]year |year[ -]end |latest |projected )*(?:forecast|projection)"
        ),
    ),
    (
        ColumnRole.ACTUAL,
        (
            r"(?!.*\b(?:budget|prior|previous)\b)(?:(?:actuals?|spend|spent|expenditure|ytd|received)\b.*(?:to date)?.*"
            r"|.*\bto date\b.*)"
        ),
    ),
    (
        ColumnRole.BUDGET,
        (
            r"(?!.*\b(?:to date|ytd|profiled?|phased)\b)(?:[\w-]+ ){0,3}budget(?: [\w/-]+){0,3}"
            r"|agreed(?: (?:contributions?|amounts?|income|grants?))?"
        ),
    ),
    (
        ColumnRole.USE,
        (
            r"(?:planned |forecast |net )*(?:use|used|usage|drawdown|draw down|draw on|applied|utilisation"
            r"|movement in year)\b.*"
        ),
    ),
    (ColumnRole.OPENING, r"opening\b.*|.*\bbrought forward\b.*|b ?/ ?f(?:wd)?"),
    (
        ColumnRole.CLOSING,
        r"closing\b.*|.*\bcarried forward\b.*|c ?/ ?f(?:wd)?|(?:forecast|projected|estimated) balance\b.*",
    ),
)
_PHRASES = Phrases(_ROLES)


def money_unit(text: str) -> MoneyUnit | None:
    """The unit of money that words name: ``Budget £m`` is in millions."""
    return next((unit for unit, pattern in _UNITS if pattern.search(text)), None)


@lru_cache(maxsize=65536)
def column_role(text: str) -> ColumnRole | None:
    """What a column of money means by its heading; None where the heading does not say."""
    words = plain_words(re.sub(r"£\s*(?:['’]?000s?|m\w*|k)?|\(?[+-]\)?(?=\s*(?:/|$|\s))", " ", text))
    if not words or len(words) > 80:
        return None
    found = _PHRASES.meaning(words)
    if found is None and (stated := read_label(text)) is not None and stated.rest:
        return column_role(stated.rest)  # 2018/19 budget
    return found


_BY_NAME = {role.value: role for role in ColumnRole}


def role_of_heading(cell: HeaderCell) -> ColumnRole | None:
    """What a column of money means: as officers have said, else by its heading."""
    return _BY_NAME.get(cell.meaning) if cell.meaning else column_role(cell.whole)


_OF_MONEY = re.compile(
    r"£|000|pound|thousand|million|budget|var|over|under|outturn|forecast|project|balance", re.IGNORECASE
)
"""One of these stands in the headings of every budget table: most rows are told apart by that."""
_OF_BUDGETS = {ColumnRole.BUDGET, ColumnRole.VARIANCE, ColumnRole.FORECAST}
_BALANCES = {ColumnRole.OPENING, ColumnRole.CLOSING}


def recognise_budget(header: Sequence[HeaderCell]) -> float:
    """How many headings of a budget table a row has, a little more where they say what they hold; 0 for none."""
    if not _OF_MONEY.search(" ".join(text for cell in header for text in (cell.meaning, *cell.texts))):
        return 0
    in_money = [money_unit(cell.whole) is not None for cell in header]
    said = [role_of_heading(cell) for cell in header]
    named = {role for role in said if role is not None}
    of_balances = named >= _BALANCES
    if not any(in_money) and not of_balances and not (len(named) >= 2 and named & _OF_BUDGETS):
        return 0
    if of_balances:
        said = [_between_balances(cell) or role for cell, role in zip(header, said, strict=True)]
    known = sum(role is not None or money for role, money in zip(said, in_money, strict=True))
    return known + len(named) / 100 if len(header) >= 2 else 0


_KINDS: tuple[tuple[BudgetTableKind, str], ...] = (
    (BudgetTableKind.DSG, r"\bdsg\b|dedicated schools? grant|high needs block|early years block|schools block"),
    (BudgetTableKind.SCHOOL_BALANCES, r"schools?'? balances?"),
    (BudgetTableKind.RESERVES, r"reserves?|provisions?|balances"),
    (BudgetTableKind.CAPITAL, r"\bcapital\b"),
    (BudgetTableKind.SAVINGS, r"\bsavings?\b"),
    (BudgetTableKind.CONTRIBUTIONS, r"\bcontributions?\b|\bpartners?['’]?\b|\bgrants?\b"),
    (BudgetTableKind.REVENUE, r"\brevenue\b|general fund|outturn|budget|monitoring"),
)


def kind_of_table(title: str, roles: Sequence[ColumnRole]) -> BudgetTableKind:
    """What a table monitors: by its title, else by its columns."""
    words = title.casefold()
    for kind, pattern in _KINDS:
        if re.search(pattern, words):
            return kind
    if ColumnRole.OPENING in roles and ColumnRole.CLOSING in roles:
        return BudgetTableKind.RESERVES
    if ColumnRole.PLANNED in roles and {ColumnRole.DELIVERED, ColumnRole.AT_RISK} & set(roles):
        return BudgetTableKind.SAVINGS
    return BudgetTableKind.REVENUE if ColumnRole.VARIANCE in roles else BudgetTableKind.OTHER


_OVER_POSITIVE = re.compile(
    r"over(?:spend)?\s*\(?\s*\+|\+\s*\)?\s*=?\s*over|over(?:spend)?\s*/\s*\(\s*under|\(\s*under\w*\s*\)\s*/\s*over"
    r"|under(?:spend)?\s*\(\s*[-–−1l]\s*\)|[-–]\s*=?\s*under",
    re.IGNORECASE,
)
_UNDER_POSITIVE = re.compile(
    r"under(?:spend)?\s*\(?\s*\+|\+\s*\)?\s*=?\s*under|under(?:spend)?\s*/\s*\(\s*over|\(\s*over\w*\s*\)\s*/\s*under"
    r"|over(?:spend)?\s*\(\s*[-–−1l]\s*\)|[-–]\s*=?\s*over",
    re.IGNORECASE,
)
SLIP = re.compile(r"(?:under|over)(?:spend)?\s*\(\s*[1l]\s*\)", re.IGNORECASE)


def sign_convention(texts: Sequence[str]) -> SignConvention:
    """What a positive variance says, by the headings and notes of a table."""
    for text in texts:
        if _OVER_POSITIVE.search(text):
            return SignConvention.OVER_IS_POSITIVE
        if _UNDER_POSITIVE.search(text):
            return SignConvention.UNDER_IS_POSITIVE
    return SignConvention.NOT_STATED


def budget_period(texts: Sequence[str]) -> Period | None:
    """When a table stands, by the first of the texts that says: ``2018-19 m2`` is May 2018, else the year or month."""
    read = (read_label(text) for text in texts)
    return next((heading.period for heading in read if heading is not None), None)


_INTO = re.compile(
    r"(?!.*\b(?:net|use|used|from|out|drawn)\b)(?:(?:planned|forecast|in year) )*"
    r"(?:(?:transfers?|payments?|movements?) (?:in|into|to)\b(?! (?:the )?year\b).*"
    r"|(?:contributions?|additions?|top ups?|credits?)\b.*|added|paid in|increases?)"
)
_OUT_OF = re.compile(
    r"(?!.*\b(?:net|in|to|into)\b)(?:(?:planned|forecast|in year) )*"
    r"(?:(?:transfers?|contributions?|payments?|movements?) (?:out|from)\b.*"
    r"|withdrawals?|withdrawn|debits?|paid out|drawn(?: down)?|decreases?|taken(?: out)?)"
)


def _between_balances(cell: HeaderCell) -> ColumnRole | None:
    """What goes into reserves, or out of them, by the heading of a column that stands beside two balances."""
    words = plain_words(re.sub(r"£\s*(?:['’]?000s?|m\w*|k)?", " ", cell.whole))
    if cell.meaning:
        return None
    if _OUT_OF.fullmatch(words):
        return ColumnRole.USE
    return ColumnRole.ADDED if _INTO.fullmatch(words) else None


def settled_roles(money: Sequence[HeaderCell]) -> list[ColumnRole]:
    """The roles of the columns; of two balances at dates the earlier is the opening, the later the closing one."""
    roles = [role_of_heading(cell) for cell in money]
    dated = {
        position: heading.period
        for position, cell in enumerate(money)
        if not cell.meaning
        and roles[position] in (None, ColumnRole.OPENING, ColumnRole.CLOSING)
        and (heading := read_label(cell.whole)) is not None
        and heading.period.kind.months <= 1
    }
    if len(dated) == 2:
        earlier, later = sorted(dated, key=lambda position: dated[position])
        roles[earlier], roles[later] = ColumnRole.OPENING, ColumnRole.CLOSING
    if set(roles) >= _BALANCES:
        roles = [_between_balances(cell) or role for cell, role in zip(money, roles, strict=True)]
    return [role if role is not None else ColumnRole.OTHER for role in roles]


def line_role(description: str, *, has_amounts: bool) -> LineRole:
    """What a line is to the addition, by its words: a line without amounts is a heading."""
    if not has_amounts:
        return LineRole.HEADING
    words = same_name(description)
    if re.search(r"\bsub ?totals?\b", words):
        return LineRole.SUBTOTAL
    return LineRole.TOTAL if re.search(r"^(?:grand |overall |net )?totals?\b|\btotals?$", words) else LineRole.LINE

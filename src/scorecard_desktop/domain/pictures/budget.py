"""What the charts of a budget show: a line through the year, the steps of a reserve, the grant's cumulative deficit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, ColumnRole
from scorecard_desktop.domain.budget_months import Standing, standing_title, through_the_year, year_of_table
from scorecard_desktop.domain.budget_words import deficit_words, grant_words, percent_words, sign_words, waterfall_words
from scorecard_desktop.domain.dsg import dsg_positions
from scorecard_desktop.domain.money import Showing, showing
from scorecard_desktop.domain.monitoring import Monitored, monitored, waterfall
from scorecard_desktop.domain.pictures.picture import Bar, BarKind, Line, LineKind, Picture, Spot

_FORECAST = "Forecast through the year"
_VARIANCE = "Variance through the year"
_WATERFALL = "Opening to closing balance"
_GRANT = "Cumulative position of the grant"
_COLUMNS = ("Reported", "Budget", "Actual", "Forecast", "Variance", "Variance %", "Movement")


def forecast_picture(book: Book, table: BudgetTable, line: BudgetLine) -> Picture:
    """A line's forecast at every report of the year, against its budget; in tables of balances against the opening."""
    standings = through_the_year(book, table, line)
    shown = showing(book, table)
    known = [one for one in standings if one.forecast is not None]
    base = "opening balance" if monitored(book, table).base is ColumnRole.OPENING else "budget"
    if not known:
        return Picture(
            _FORECAST, line.description, f"No report of {_year(table)} has a forecast for {line.description}."
        )
    last = known[-1]
    said = f"{line.description}: {_words(last.forecast, shown)} forecast in {last.period.label}"
    if last.budget is not None:
        said += f", against {'an' if base[0] == 'o' else 'a'} {base} of {_words(last.budget, shown)}"
    return _through(
        _FORECAST,
        line,
        f"{said}. {_since(known, shown, table)}",
        standings,
        (
            Line(LineKind.FIGURES, "Forecast", tuple(_level(one.forecast, shown) for one in standings)),
            Line(
                LineKind.TARGET,
                f"{base.capitalize()} {_words(last.budget, shown)}".strip(),
                tuple(_level(one.budget, shown) for one in standings),
            ),
        ),
        tuple(
            Spot(at, _level(one.forecast, shown), f"{one.period.label}: forecast {_words(one.forecast, shown)}")
            for at, one in enumerate(standings)
        ),
        shown,
        monitored(book, table),
    )


def variance_picture(book: Book, table: BudgetTable, line: BudgetLine) -> Picture:
    """A line's variance at every report of the year, against nil."""
    standings = through_the_year(book, table, line)
    shown = showing(book, table)
    known = [one for one in standings if one.variance is not None]
    if not known:
        return Picture(
            _VARIANCE, line.description, f"No report of {_year(table)} has a variance for {line.description}."
        )
    last = known[-1]
    assert last.variance is not None  # those alone are known
    percent = f" ({percent_words(last.percent)})" if last.percent is not None else ""
    said = f"{line.description}: a variance of {shown.signed(last.variance)}{percent} in {last.period.label}"
    return _through(
        _VARIANCE,
        line,
        f"{said}. {_since(known, shown, table)}",
        standings,
        (
            Line(LineKind.FIGURES, "Variance", tuple(_level(one.variance, shown) for one in standings)),
            Line(LineKind.MEAN, "On budget", tuple(Decimal(0) for _ in standings)),
        ),
        tuple(
            Spot(at, _level(one.variance, shown), f"{one.period.label}: variance {_words(one.variance, shown)}")
            for at, one in enumerate(standings)
        ),
        shown,
        monitored(book, table),
    )


def waterfall_picture(book: Book, table: BudgetTable) -> Picture:
    """The steps from the opening to the closing balance of a table; nothing to draw where it states no balances."""
    found, shown = monitored(book, table), showing(book, table)
    steps = waterfall(found)
    title = standing_title(table)
    if not steps:
        return Picture(_WATERFALL, title, "The table states no opening and closing balance.")
    bars, spots = [], []
    for at, step in enumerate(steps):
        after, words = (
            shown.amount(step.after),
            shown.words(step.after) if step.is_balance else shown.signed(step.change),
        )
        start = Decimal(0) if step.is_balance else shown.amount(step.after - step.change)
        kind = BarKind.BALANCE if step.is_balance else BarKind.MORE if step.change > 0 else BarKind.LESS
        bars.append(Bar(at, start, after, kind, words))
        spots.append(Spot(at, after, f"{step.words}: {words}"))
    return Picture(
        _WATERFALL,
        title,
        f"{title}: {waterfall_words(steps, shown)}.",
        tuple(step.words for step in steps),
        ("",) * len(steps),
        tuple(spots),
        bars=tuple(bars),
        columns=("Step", "Change", "Balance after it"),
        rows=tuple(
            (step.words, "" if step.is_balance else shown.signed(step.change), shown.words(step.after))
            for step in steps
        ),
        small_print=shown.note,
    )


def grant_picture(book: Book, table: BudgetTable) -> Picture:
    """What the Dedicated Schools Grant has come to over the years; a deficit is above the line."""
    found = dsg_positions(book, table)
    title = standing_title(table)
    if found is None:
        return Picture(_GRANT, title, "The table does not say how the grant stands.")
    shown = showing(book, table).of_pounds
    drawn = found.years if len(found.years) > 1 else ()  # one bar alone shows nothing
    bars = tuple(
        Bar(
            at,
            Decimal(0),
            shown.amount(year.cumulative),
            BarKind.MORE if year.cumulative > 0 else BarKind.LESS,
            shown.words(year.cumulative),
        )
        for at, year in enumerate(drawn)
    )
    return Picture(
        _GRANT,
        title,
        f"{grant_words(found, shown)}.",
        tuple(year.name for year in drawn),
        ("",) * len(drawn),
        tuple(
            Spot(at, shown.amount(year.cumulative), f"{year.name}: {deficit_words(year.cumulative, shown)}")
            for at, year in enumerate(drawn)
        ),
        bars=bars,
        columns=("Year or month", "In the year", "Cumulative"),
        rows=tuple(
            (
                year.name,
                "" if year.change is None else shown.signed(year.change),
                deficit_words(year.cumulative, shown),
            )
            for year in found.years
        ),
        small_print=f"Above the line is a deficit, beneath it a surplus. It is {found.way.value}. {shown.note}",
    )


def _through(
    kind: str,
    line: BudgetLine,
    sentence: str,
    standings: Sequence[Standing],
    lines: tuple[Line, ...],
    spots: tuple[Spot, ...],
    shown: Showing,
    here: Monitored,
) -> Picture:
    moved: list[str] = []
    before: Decimal | None = None
    for one in standings:
        moved.append("" if before is None or one.variance is None else shown.signed(one.variance - before))
        before = one.variance
    rows = tuple(
        (
            one.period.label,
            _words(one.budget, shown),
            _words(one.actual, shown),
            _words(one.forecast, shown),
            "" if one.variance is None else shown.signed(one.variance),
            percent_words(one.percent),
            movement,
        )
        for one, movement in zip(standings, moved, strict=True)
    )
    return Picture(
        kind,
        line.description,
        sentence,
        tuple(one.period.heading for one in standings),
        tuple(one.period.code for one in standings),
        spots,
        lines,
        columns=_COLUMNS,
        rows=rows[::-1],
        small_print=f"{sign_words(here)} {shown.note}"
        if any(one.variance is not None for one in standings)
        else shown.note,
    )


def _since(known: Sequence[Standing], shown: Showing, table: BudgetTable) -> str:
    """How the variance has moved since the last report that has the line."""
    if len(known) < 2:
        return f"It is the first report of {_year(table)} that has it."
    before, now = known[-2], known[-1]
    if before.variance is None or now.variance is None:
        return f"It has {len(known)} reports in {_year(table)}."
    moved = now.variance - before.variance
    if not moved:
        return f"The variance is the same as in {before.period.label}."
    return f"The variance has moved by {shown.signed(moved)} since {before.period.label}."


def _year(table: BudgetTable) -> str:
    return year_of_table(table).label


def _level(amount: Decimal | None, shown: Showing) -> Decimal | None:
    return None if amount is None else shown.amount(amount)


def _words(amount: Decimal | None, shown: Showing) -> str:
    return "" if amount is None else shown.words(amount)

"""What holds of every rating: under all five tolerances, all targets and a whole book; and that it is not held idly.

Figures are drawn near the lines that decide, so that every colour and every edge comes up: a test of its own finds an
example of each.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.indicator import Polarity
from scorecard_desktop.domain.ledger import Place
from scorecard_desktop.domain.measure import Measure
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.rating import Override, Rating, rate
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope, Target, TargetKind, Tolerance, ToleranceKind
from support.small_book import figure, indicator
from support.steps import IDS, MONTHS, a_book, afresh, step_of

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE
MIRROR = {HIGH: LOW, LOW: HIGH, RANGE: RANGE}
SIDED = (ToleranceKind.THRESHOLDS, ToleranceKind.FLOOR)
"""Those that have one side, and so cannot rate a range."""


@dataclass(frozen=True)
class Case:
    """What a figure is rated by. ``lines`` are where its colour may turn, and ``good`` a figure that is green."""

    polarity: Polarity
    target: Target | None
    tolerance: Tolerance | None
    lines: tuple[Decimal, ...]

    def rated(self, value: Decimal, last: Decimal | None = None) -> Rating:
        return rate(
            figure("2018-04", str(value)), Measure(Unit.NUMBER, 1, self.polarity), self.target, self.tolerance, last
        )

    def turned(self, turn: Callable[[Decimal], Decimal], *, mirrored: bool = False) -> "Case":
        """The same with every figure turned into another; a margin in percent of the target stays as it is."""

        def each(value: Decimal | None) -> Decimal | None:
            return None if value is None else turn(value)

        target, tolerance = self.target, self.tolerance
        if target is not None:
            low, high = each(target.low), each(target.high)
            if mirrored:
                kind = {TargetKind.AT_MOST: TargetKind.AT_LEAST, TargetKind.AT_LEAST: TargetKind.AT_MOST}
                target = replace(target, kind=kind.get(target.kind, target.kind))
                low, high = (high, low) if target.kind is not TargetKind.VALUE else (low, high)
            target = replace(target, low=low, high=high)
        if tolerance is not None:
            margin = tolerance.margin
            if margin is not None and tolerance.kind is ToleranceKind.ABSOLUTE:
                margin = abs(turn(margin) - turn(Decimal(0)))
            tolerance = replace(
                tolerance,
                red=each(tolerance.red),
                green=each(tolerance.green),
                floor=each(tolerance.floor),
                margin=margin,
            )
        polarity = MIRROR[self.polarity] if mirrored else self.polarity
        return Case(polarity, target, tolerance, tuple(turn(line) for line in self.lines))


positive = st.decimals(min_value=1, max_value=200, places=2)
any_figure = st.decimals(min_value=-200, max_value=200, places=2)
margins = st.decimals(min_value=0, max_value=50, places=1)
KINDS: tuple[ToleranceKind | None, ...] = (*ToleranceKind, None)


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    polarities: tuple[Polarity, ...] = (HIGH, LOW, RANGE),
    kinds: tuple[ToleranceKind | None, ...] = KINDS,
) -> Case:
    """Any target and tolerance that can hold together."""
    polarity = draw(st.sampled_from(polarities))
    kind = draw(st.sampled_from([k for k in kinds if polarity is not RANGE or k not in SIDED]))
    relative = kind in (ToleranceKind.RELATIVE, ToleranceKind.LAST_YEAR)
    line = draw(positive if relative else any_figure)
    target, ends = draw(_targets(polarity, line))
    margin = draw(margins)
    made: Tolerance | None = None
    lines = list(ends)
    if kind is ToleranceKind.THRESHOLDS:
        red = line - margin if polarity is HIGH else line + margin
        made = Tolerance(Scope.INDICATOR, "i", kind, red=red, green=line)
        lines = [line, red]
    elif kind is ToleranceKind.FLOOR:
        floor = line - margin if polarity is HIGH else line + margin
        made = Tolerance(Scope.INDICATOR, "i", kind, floor=floor)
        lines.append(floor)
    elif kind is not None:
        made = Tolerance(Scope.INDICATOR, "i", kind, margin=margin)
        reach = [(end * margin / 100 if relative else margin) for end in ends]
        lines += [end + sign * away for end, away in zip(ends, reach, strict=True) for sign in (1, -1)]
    return Case(polarity, target, made, tuple(lines))


@st.composite
def _targets(draw: st.DrawFn, polarity: Polarity, line: Decimal) -> tuple[Target, tuple[Decimal, ...]]:
    """A target whose line, on the side that counts, is the one given."""
    width = draw(st.decimals(min_value=0, max_value=50, places=1))
    if polarity is RANGE:
        return Target("i", "", TargetKind.RANGE, line, line + width), (line, line + width)
    one_sided = TargetKind.AT_LEAST if polarity is HIGH else TargetKind.AT_MOST
    kind = draw(st.sampled_from([TargetKind.VALUE, one_sided, TargetKind.RANGE]))
    if kind is TargetKind.RANGE:
        low, high = (line, line + width) if polarity is HIGH else (line - width, line)
        return Target("i", "", kind, low, high), (line,)
    if kind is TargetKind.AT_MOST:
        return Target("i", "", kind, None, line), (line,)
    return Target("i", "", kind, line), (line,)


@st.composite
def figures_near(draw: st.DrawFn, case: Case) -> Decimal:
    """On a line, just beside one, or anywhere."""
    near = draw(st.sampled_from([*case.lines, None]))
    if near is None:
        return draw(any_figure)
    return near + draw(st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("-0.01"), Decimal(3), Decimal(-3)]))


@st.composite
def rated_cases(draw: st.DrawFn) -> tuple[Case, Decimal, Decimal | None]:
    """A case, a figure, and that of last year or none."""
    case = draw(cases())
    return case, draw(figures_near(case)), draw(st.none() | figures_near(case))


# Not held idly


@pytest.mark.parametrize("polarity", [HIGH, LOW, RANGE])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value if kind is not None else "none")
def test_that_every_colour_of_every_tolerance_comes_up(kind, polarity):
    """Else what holds of all of them would hold of nothing."""
    if polarity is RANGE and kind in SIDED:
        return
    seen: set[Rag] = set()

    @settings(max_examples=120, phases=[Phase.generate], database=None, derandomize=True, deadline=None)
    @given(st.data())
    def look(data: st.DataObject) -> None:
        case = data.draw(cases(polarities=(polarity,), kinds=(kind,)))
        seen.add(case.rated(data.draw(figures_near(case)), data.draw(st.none() | figures_near(case))).rag)

    look()
    assert seen == {Rag.GREEN, Rag.RED} | ({Rag.AMBER} if kind is not None else set())


@given(rated_cases())
def test_that_whatever_can_hold_together_is_rated(drawn):
    case, value, last = drawn
    assert case.rated(value, last).rag is not Rag.NONE


# A better figure never has a worse colour


@settings(max_examples=200)
@given(st.data())
def test_that_a_better_figure_never_has_a_worse_colour(data):
    case = data.draw(cases(polarities=(HIGH, LOW)))
    last = data.draw(st.none() | figures_near(case))
    worse, better = sorted(data.draw(figures_near(case)) for _ in range(2))
    if case.polarity is LOW:
        worse, better = better, worse
    assert case.rated(better, last).rag.severity <= case.rated(worse, last).rag.severity


@settings(max_examples=200)
@given(st.data())
def test_that_of_two_figures_on_one_side_of_a_range_the_nearer_never_has_the_worse_colour(data):
    case = data.draw(cases(polarities=(RANGE,)))
    assert case.target is not None
    low, high = case.target.low, case.target.high
    assert low is not None
    assert high is not None
    last = data.draw(st.none() | figures_near(case))
    one, other = sorted(data.draw(figures_near(case)) for _ in range(2))
    above = data.draw(st.booleans())
    assume(other <= high if not above else one >= low)
    nearer, further = (one, other) if above else (other, one)
    assert case.rated(nearer, last).rag.severity <= case.rated(further, last).rag.severity


@given(st.data())
def test_that_a_figure_on_a_line_has_the_better_colour(data):
    case = data.draw(cases(polarities=(HIGH, LOW)))
    line = data.draw(st.sampled_from(case.lines))
    step = Decimal("0.000001") * (1 if case.polarity is HIGH else -1)
    on, beyond, before = (case.rated(line + away).rag.severity for away in (Decimal(0), -step, step))
    assert on == before or on < beyond
    assert before <= on <= beyond


# Turned round, and in other units


@settings(max_examples=200)
@given(rated_cases())
def test_that_polarity_mirrored_gives_the_same_rating(drawn):
    case, value, last = drawn
    # reflected about the line that counts, of which a relative margin is a part: it stays where it is
    centre = case.lines[0] if case.target is None or case.polarity is not RANGE else None
    if centre is None:  # a range has two lines: only what does not depend on their size can be reflected
        assume(case.tolerance is None or case.tolerance.kind is ToleranceKind.ABSOLUTE)
        centre = Decimal(0)
    elif case.target is not None and case.tolerance is not None and case.tolerance.kind is ToleranceKind.THRESHOLDS:
        centre = Decimal(0)

    def reflected(x: Decimal) -> Decimal:
        return 2 * centre - x

    turned = case.turned(reflected, mirrored=True)
    assert turned.rated(reflected(value), None if last is None else reflected(last)).rag is case.rated(value, last).rag


@settings(max_examples=200)
@given(rated_cases(), st.sampled_from([Decimal(100), Decimal(1000), Decimal("0.01"), Decimal(7)]))
def test_that_the_unit_makes_no_difference(drawn, factor):
    case, value, last = drawn

    def scaled(x: Decimal) -> Decimal:
        return x * factor

    larger = case.turned(scaled).rated(scaled(value), None if last is None else scaled(last))
    assert larger.rag is case.rated(value, last).rag


# The whole book


def in_other_units(book: Book, factor: Decimal) -> Book:
    """Every figure, target, threshold, floor and margin in units, dead bands among them, times a factor."""

    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    def turned(record: Record) -> Record:
        if isinstance(record, Observation):
            return replace(record, value=times(record.value))
        if isinstance(record, Target):
            return replace(record, low=times(record.low), high=times(record.high))
        if isinstance(record, Tolerance):
            margin = times(record.margin) if record.kind is ToleranceKind.ABSOLUTE else record.margin
            red, green, floor = times(record.red), times(record.green), times(record.floor)
            return replace(record, red=red, green=green, floor=floor, margin=margin)
        if isinstance(record, Setting) and record.name == "dead-band":
            return replace(record, value=str(Decimal(record.value) * factor))
        return record

    return Book(turned(record) for record in book.records())


def colours(rows: dict[Place, RatedRow]) -> dict[Place, tuple[object, ...]]:
    return {
        place: (
            row.rating.rag, row.rating.rule, row.forecast.rating.rag, row.direction.movement, row.direction.merit,
            row.long_direction.merit, row.worse_running, [reason.criterion for reason in row.exceptions],
        )
        for place, row in rows.items()
    }  # fmt: skip


months = st.sampled_from(MONTHS[-4:])
ids = st.sampled_from(IDS)
values = st.decimals(min_value=40, max_value=110, places=1)
scopes = st.sampled_from([(Scope.COUNCIL, ""), (Scope.SCORECARD, "vital"), *((Scope.INDICATOR, i) for i in IDS)])
forecast = frozenset({Symbol.FORECAST})
rated_by = st.one_of(
    st.builds(lambda i, code, value: Observation(i, code, value=value), ids, months, values),
    st.builds(lambda i, value: Observation(i, "2017-18", value=value, flags=forecast), ids, values),
    st.builds(
        lambda i, code, kind, low, width: Target(i, code, kind, low, low + width),
        ids, st.sampled_from(["", "2017-18", *MONTHS[-3:]]), st.sampled_from(TargetKind), values, margins,
    ),
    st.builds(
        lambda at, kind, line, margin: Tolerance(at[0], at[1], kind, line - margin, line, margin, line - margin),
        scopes, st.sampled_from(ToleranceKind), values, margins,
    ),
    st.builds(Override, ids, st.sampled_from([*MONTHS[-3:], "2017-18"]), st.sampled_from(Rag), st.just("Agreed.")),
    st.builds(lambda at, band: Setting(at[0], at[1], "dead-band", band), scopes, st.sampled_from(["0", "2", "10"])),
    st.builds(lambda i, p: replace(indicator(p, ident=i), scorecard=i.partition("/")[0]), ids, st.sampled_from(Polarity)),
)  # fmt: skip
steps = st.lists(st.tuples(st.integers(0, 5).map(lambda n: n == 0), rated_by), min_size=1, max_size=5)
"""Changes of what ratings are made of; one in six takes out what is there."""


def changed_by(book: Book, wanted: list[tuple[bool, Record]]) -> tuple[Change, ...]:
    step = step_of(book, wanted).changes
    book.apply(step)
    return step


@settings(max_examples=50, deadline=None)
@given(st.lists(steps, max_size=3), st.sampled_from([Decimal(100), Decimal("0.01")]))
def test_that_a_whole_book_in_other_units_has_the_same_colours_travel_and_exceptions(wanted, factor):
    book = a_book("2017-18")
    for step in wanted:
        changed_by(book, step)
    assert colours(afresh(in_other_units(book, factor))) == colours(afresh(book))


@settings(max_examples=50, deadline=None)
@given(st.lists(steps, min_size=1, max_size=4))
def test_that_undoing_every_step_restores_every_rating_with_its_proof(wanted):
    book = a_book("2017-18")
    done: list[tuple[dict[Place, RatedRow], tuple[Change, ...]]] = []
    for step in wanted:
        before = afresh(book)
        done.append((before, changed_by(book, step)))
    for before, step in reversed(done):
        book.apply([change.inverse for change in reversed(step)])
        now = afresh(book)
        assert now == before
        assert {p: row.rating.proof for p, row in now.items()} == {p: row.rating.proof for p, row in before.items()}


ASPECTS: dict[str, Callable[[RatedRow], object]] = {
    "colour": lambda row: row.rating.rag,
    "proof": lambda row: row.rating.proof,
    "rule": lambda row: row.rating.rule,
    "override": lambda row: row.rating.overridden,
    "forecast": lambda row: row.forecast.rating.rag,
    "merit": lambda row: row.direction.merit,
    "exceptions": lambda row: row.exceptions,
}


@pytest.mark.parametrize("aspect", ASPECTS)
def test_that_such_steps_do_change_what_undoing_restores(aspect):
    """Else what holds of undoing them would hold of nothing."""
    said = ASPECTS[aspect]

    def changes(step: list[tuple[bool, Record]]) -> bool:
        book = a_book("2017-18")
        was = afresh(book)
        changed_by(book, step)
        now = afresh(book)
        return any(said(was[place]) != said(now[place]) for place in was.keys() & now.keys())

    find(steps, changes, settings=settings(max_examples=300, deadline=None, phases=[Phase.generate]))

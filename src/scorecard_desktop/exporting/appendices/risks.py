"""The risk register: a summary with its matrix, each risk in full, what changed, and what the scores mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.risk import (
    Risk,
    RiskChange,
    RiskChangeKind,
    RiskReview,
    RiskSettings,
    Score,
    beyond_appetite,
    is_exception,
)
from scorecard_desktop.domain.risk_gaps import gaps_between
from scorecard_desktop.domain.risk_register import (
    budget_lines_of,
    changes_between,
    closed_risks,
    indicators_of,
    notes_of,
    open_risks,
    review_dates,
    tasks_of,
)
from scorecard_desktop.domain.settings import risk_settings
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    ItemList,
    Row,
    Section,
    Table,
    Together,
    Voice,
    chip,
    key_facts,
    para,
    text,
)
from scorecard_desktop.exporting.matrix import PlacedRisk, RiskMatrix, alt_text, score_word
from scorecard_desktop.exporting.reported import ReportedScorecard
from scorecard_desktop.exporting.wording import full_date, month_and_year, short_month, unbroken, written

_NAME_EMS = 16.0
_SHORT_NAME = 14
_NOTES = 3
_QUESTIONS = (
    "What keeps the current score above its target, and what would that cost us if it stayed so?",
    "Which of the tasks are late, who owns them, and what has been done about it?",
    "What will the score be at the next review, and what would have to be true for that?",
    "Do the indicators and budget lines that go with the risk tell the same story?",
    "Is the score that we are content to carry still the right one?",
)

Reviewed = tuple[Risk, RiskReview]


def risk_key(risk: Risk) -> str:
    """The place of a risk in the appendix, for links to it."""
    return f"risk-{risk.id}"


def latest_reviews(book: Book) -> list[Reviewed]:
    """The open risks of the register with the latest review of each."""
    return [(risk, review) for risk, review in open_risks(book) if review is not None]


def risk_appendix(book: Book, cards: Sequence[ReportedScorecard]) -> list[Section]:
    """The register as its latest review has it; nothing where there is none."""
    del cards
    latest = latest_reviews(book)
    if not latest:
        return []
    settings = risk_settings(book)
    return [
        Section(
            (
                *_overview(latest, settings),
                *_details(book, latest),
                *_changes(book),
                *_closed(book),
                *_prompts(),
                *_definitions(settings),
            )
        )
    ]


def _overview(latest: Sequence[Reviewed], settings: RiskSettings) -> list[Block]:
    reviewed = max(review.reviewed for _, review in latest)
    flagged = [risk.number for risk, review in latest if is_exception(review, settings)]
    said = f"{len(latest)} {'risk is' if len(latest) == 1 else 'risks are'} on the register as reviewed in "
    said += f"{month_and_year(reviewed)}. "
    if flagged:
        said += (
            f"Reported by exception, with a current score of {settings.exception_score} or more and red or amber "
            f"prospects: {', '.join(flagged)}."
        )
    else:
        said += f"None has both a current score of {settings.exception_score} or more and red or amber prospects."
    beyond = [risk.number for risk, review in latest if beyond_appetite(review, settings)]
    if settings.appetite is not None:
        said += f" Beyond the risk appetite of {settings.appetite}: {', '.join(beyond) or 'none'}."
    key = f"L is the current likelihood and I the current impact, each from 1 to {settings.size}; the score is L × I."
    blocks: list[Block] = [
        Heading(2, "Risk register", key="risks"),
        para(said),
        _summary_table(latest),
        para(key, voice=Voice.NOTE),
    ]
    placed = tuple(
        PlacedRisk(risk.number, review.current.likelihood, review.current.impact)
        for risk, review in latest
        if review.current.likelihood is not None and review.current.impact is not None
    )
    if placed:
        matrix = RiskMatrix(placed, settings)
        blocks.append(Figure(matrix, alt_text(matrix), "Current scores on the matrix", height=0.5))
    return blocks


def _summary_table(latest: Sequence[Reviewed]) -> Table:
    columns = (
        Column("Risk", row_header=True, weight=0),
        Column("Name", weight=2, minimum=_NAME_EMS),
        Column("Owner", weight=0.3),
        Column("L", Align.RIGHT, group="Current", weight=0, spoken="Likelihood"),
        Column("I", Align.RIGHT, group="Current", weight=0, spoken="Impact"),
        Column("Score", Align.RIGHT, group="Current", weight=0),
        Column("Target\nscore", Align.RIGHT, weight=0),
        Column("Target\ndate", weight=0),
        Column("Prospects", Align.CENTRE, weight=0),
    )
    rows = [
        Row(
            (
                Cell(risk.number),
                Cell(review.title, link=f"#{risk_key(risk)}"),
                Cell(unbroken(review.owner) if len(review.owner) <= _SHORT_NAME else review.owner),
                _part(review.current.likelihood),
                _part(review.current.impact),
                _part(review.current.value),
                _part(review.target.value),
                Cell(unbroken(short_month(review.target_date)) if review.target_date else ""),
                _prospects(review.prospects),
            )
        )
        for risk, review in latest
    ]
    return Table(
        columns,
        tuple(rows),
        "Risks and their scores",
        "One row for each risk, with its current and target scores. It says what the matrix shows.",
    )


def _part(value: int | None) -> Cell:
    return Cell("–", spoken="not known") if value is None else Cell(str(value))


def _prospects(rag: Rag) -> Cell:
    return Cell("–", spoken="not known") if rag is Rag.NONE else Cell(rag=rag)


def _details(book: Book, latest: Sequence[Reviewed]) -> list[Block]:
    blocks: list[Block] = []
    for risk, review in latest:
        blocks.append(
            Together(
                (
                    Heading(3, f"{risk.number} {review.title}".strip(), key=risk_key(risk)),
                    *_standing(risk, review),
                )
            )
        )
        if review.partial:
            blocks.append(para("The register gives this risk only in part at this review.", voice=Voice.NOTE))
        for heading, words in (
            ("Description", review.description),
            ("Mitigation", review.mitigation),
            ("Progress", review.progress),
        ):
            if words:
                blocks += [Heading(4, heading, listed=False), *written(words)]
        blocks += _tasks(book, risk, review.reviewed)
        blocks += _notes(book, risk)
        blocks += _links(book, risk)
    return blocks


def _tasks(book: Book, risk: Risk, day: date) -> list[Block]:
    """The tasks that mitigate a risk, and which of them were late on the day of its review."""
    tasks = tasks_of(book, risk)
    if not tasks:
        return []
    columns = (
        Column("Task", row_header=True, weight=2),
        Column("Owner", weight=0.6),
        Column("Due", weight=0),
        Column("State", Align.CENTRE, weight=0),
        Column("Progress", weight=1.5),
    )
    rows = tuple(
        Row(
            (
                Cell(task.text),
                Cell(task.owner),
                Cell(unbroken(short_month(task.due)) if task.due is not None else ""),
                Cell(task.state(day).value, rag=task.state(day).rag),
                Cell(task.progress),
            )
        )
        for task in tasks
    )
    table = Table(columns, rows, summary=f"One row for each task that mitigates {risk.number}, with owner and state.")
    return [Together((Heading(4, "Tasks", listed=False), table))]


def _notes(book: Book, risk: Risk) -> list[Block]:
    notes = notes_of(book, risk)[:_NOTES]
    if not notes:
        return []
    facts = key_facts(*((full_date(note.dated), note.text) for note in notes))
    return [Together((Heading(4, "Notes", listed=False), facts))]


def _links(book: Book, risk: Risk) -> list[Block]:
    """What the risk goes with, by name."""
    indicators = [indicator.title for indicator in indicators_of(book, risk)]
    lines = [f"{table.title}: {line.description}" for table, line in budget_lines_of(book, risk)]
    facts = key_facts(("Indicators", "; ".join(indicators)), ("Budget", "; ".join(lines)))
    return [Together((Heading(4, "Goes with", listed=False), facts))] if facts.facts else []


def _closed(book: Book) -> list[Block]:
    """The risks that left the register after the review before the last, with the reason."""
    dates = review_dates(book, book.risks())
    since = dates[-2] if len(dates) > 1 else date.min
    gone = [(risk, review) for risk, review in closed_risks(book) if risk.closed is not None and risk.closed > since]
    if not gone:
        return []
    columns = (
        Column("Risk", row_header=True, weight=0),
        Column("Name", weight=2),
        Column("Closed", weight=0),
        Column("Why", weight=2),
    )
    rows = tuple(
        Row(
            (
                Cell(risk.number),
                Cell(review.title if review is not None else ""),
                Cell(unbroken(short_month(risk.closed)) if risk.closed is not None else ""),
                Cell(risk.closed_reason),
            )
        )
        for risk, review in gone
    )
    table = Table(columns, rows, summary="One row for each risk that has left the register, with the reason.")
    return [Together((Heading(3, "Closed risks"), table))]


def _prompts() -> list[Block]:
    """Questions with which members may look into a risk."""
    return [
        Together(
            (
                Heading(3, "Questions that members may ask", listed=False),
                ItemList(tuple(text(question) for question in _QUESTIONS)),
            )
        )
    ]


def _standing(risk: Risk, review: RiskReview) -> tuple[Block, ...]:
    """The facts of a risk, and beside them its scores where the review gives any."""
    facts = key_facts(
        ("Owner", review.owner),
        ("Entered", full_date(risk.entered) if risk.entered else ""),
        ("Updated", full_date(review.updated) if review.updated else ""),
        ("Target date", month_and_year(review.target_date) if review.target_date else ""),
        ("Prospects", () if review.prospects is Rag.NONE else text(chip(review.prospects))),
    )
    scores = tuple(_scores(review))
    if facts.facts and scores:
        return (Columns(((facts,), scores)),)
    return (facts, *scores) if facts.facts else scores


def _scores(review: RiskReview) -> list[Block]:
    """The three scores as a table; nothing where the review gives none."""
    named = (("Original", review.original), ("Current", review.current), ("Target", review.target))
    if all(score == Score() for _, score in named):
        return []
    columns = (
        Column("", row_header=True),
        Column("Likelihood", Align.RIGHT),
        Column("Impact", Align.RIGHT),
        Column("Score", Align.RIGHT),
    )

    def row(name: str, score: Score) -> Row:
        return Row((Cell(name), _part(score.likelihood), _part(score.impact), _part(score.value)))

    rows = tuple(row(name, score) for name, score in named)
    return [Table(columns, rows, summary="The original, current and target scores: likelihood, impact and product.")]


def _changes(book: Book) -> list[Block]:
    """What moved between the two latest reviews of the register."""
    dates = review_dates(book, book.risks())
    if len(dates) < 2:
        return []
    earlier, later = dates[-2:]
    changes = changes_between(book, earlier, later)
    heading = Heading(3, f"Changes since {month_and_year(earlier)}")
    if not changes:
        return [heading, para("Nothing that both reviews state has changed."), *_gaps(book, earlier, later)]
    reasons = any(change.reason for change in changes)
    columns = (
        Column("Risk", row_header=True, weight=0.2),
        Column("What changed"),
        Column("Before"),
        Column("After"),
        *([Column("Why")] if reasons else []),
    )
    rows = tuple(
        Row(
            (
                Cell(change.number),
                Cell(_aspect(change)),
                _side(change, change.before),
                _side(change, change.after),
                *([Cell(change.reason)] if reasons else []),
            )
        )
        for change in changes
    )
    summary = "One row for each change of a risk between the two reviews, with what stood before and after."
    note = "Only what both reviews state is compared."
    told = Table(columns, rows, summary=summary)
    return [heading, para(note, voice=Voice.NOTE), told, *_gaps(book, earlier, later)]


def _gaps(book: Book, earlier: date, later: date) -> list[Block]:
    """What could not be compared, since one of the two reviews does not say."""
    gaps = gaps_between(book, earlier, later)
    if not gaps:
        return []
    columns = (
        Column("Risk", row_header=True, weight=0),
        Column(f"Review of {month_and_year(earlier)}", weight=1),
        Column(f"Review of {month_and_year(later)}", weight=1),
    )
    rows = tuple(Row((Cell(gap.number), Cell(_sentence(gap.before)), Cell(_sentence(gap.after)))) for gap in gaps)
    summary = "One row for each risk that could not be compared, or only in part, and what each review lacks."
    return [Together((Heading(4, "What could not be compared", listed=False), Table(columns, rows, summary=summary)))]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


_ASPECT = {RiskChangeKind.NEW: "New on the register", RiskChangeKind.CLOSED: "Closed"}


def _aspect(change: RiskChange) -> str:
    return _ASPECT.get(change.change, change.aspect.capitalize())


def _side(change: RiskChange, words: str) -> Cell:
    """What stood on one side of a change, as a chip where it is a rating and as a date where it is one."""
    if change.change is RiskChangeKind.PROSPECTS:
        return Cell(rag=Rag(words))
    if change.change is RiskChangeKind.TARGET_DATE:
        return Cell(month_and_year(date.fromisoformat(words)))
    return Cell(words)


def _definitions(settings: RiskSettings) -> list[Block]:
    size = settings.size
    top = size * size
    bands: dict[str, list[int]] = {}
    for score in range(1, top + 1):
        bands.setdefault(score_word(score, settings), []).append(score)
    columns = (Column("Term", row_header=True), Column("What it means", weight=3))
    rows = [
        ("Likelihood", f"How probable it is that the risk comes about, from 1 (rare) to {size} (almost certain)."),
        ("Impact", f"How much harm it would do, from 1 (slight) to {size} (grave)."),
        ("Score", f"Likelihood times impact, from 1 to {top}."),
        *((f"{word.capitalize()} score", f"{scores[0]} to {scores[-1]}.") for word, scores in reversed(bands.items())),
        ("Original score", "The score when the risk was entered, before anything was done about it."),
        ("Current score", "The score at this review, with what has been done so far."),
        ("Target score", "The score that the planned actions are to bring it to by the target date."),
        ("Green prospects", "The actions are on course to reach the target score by its date."),
        ("Amber prospects", "There are concerns: some actions are late or may not be enough."),
        ("Red prospects", "There are serious concerns, and the target is unlikely to be reached as things stand."),
    ]
    table = Table(
        columns,
        tuple(Row((Cell(term), Cell(meaning))) for term, meaning in rows),
        summary="One row for each term of the risk register with its meaning.",
    )
    return [Together((Heading(3, "What the scores mean", listed=False), table))]

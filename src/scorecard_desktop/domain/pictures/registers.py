"""What the charts of the registers show: a risk's score, a tracker's progress, how late milestones are."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.highlight_reports import milestones_of
from scorecard_desktop.domain.period import snapshot
from scorecard_desktop.domain.pictures.picture import Bar, BarKind, Line, LineKind, Picture, Spot
from scorecard_desktop.domain.programme import Programme
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.recommendation import RecommendationStatus
from scorecard_desktop.domain.risk import Risk, Score, score_band
from scorecard_desktop.domain.settings import risk_settings
from scorecard_desktop.domain.tracker import review_dates, standing_at

_SCORES = "Score through the reviews"
_MET = "Recommendations met"
_SLIP = "Days after the planned date"


def risk_picture(book: Book, risk: Risk) -> Picture:
    """A risk's current and target score at each of its reviews, with the appetite where the council has said it."""
    reviews, settings = book.reviews(risk.id), risk_settings(book)
    scored = [review for review in reviews if review.current.value is not None]
    if not scored:
        return Picture(_SCORES, risk.number, f"No review of {risk.number} gives a current score.")
    labels = tuple(snapshot(review.reviewed).label for review in reviews)

    def level(score: Score) -> Decimal | None:
        return None if score.value is None else Decimal(score.value)

    first, last = scored[0], scored[-1]
    said = f"{risk.number}: the current score is {last.current.words} at the review of {snapshot(last.reviewed).label}"
    if first is not last:
        said += f", {_moved(level(first.current), level(last.current))} since {snapshot(first.reviewed).label}"
    said += f". Its target is {last.target.words}." if last.target.value is not None else ". It has no target score."
    lines = [
        Line(LineKind.FIGURES, "Current", tuple(level(review.current) for review in reviews)),
        Line(LineKind.TARGET, "Target", tuple(level(review.target) for review in reviews)),
    ]
    if settings.appetite is not None:
        lines.append(Line(LineKind.BENCHMARK, "Appetite", (Decimal(settings.appetite),) * len(reviews)))
    return Picture(
        _SCORES,
        risk.number,
        said,
        labels,
        ("",) * len(reviews),
        tuple(
            Spot(
                at,
                level(review.current),
                f"{labels[at]}: {review.current.words}, prospects {review.prospects.word.lower()}",
                Rag.NONE if review.current.value is None else score_band(review.current.value, settings),
            )
            for at, review in enumerate(reviews)
        ),
        tuple(lines),
        columns=("Review", "Current", "Target", "Prospects", "Why it changed"),
        rows=tuple(
            (label, review.current.words, review.target.words, review.prospects.word, review.reason)
            for label, review in reversed(list(zip(labels, reviews, strict=True)))
        ),
    )


def _moved(before: Decimal | None, after: Decimal | None) -> str:
    if before is None or after is None or before == after:
        return "the same as"
    return f"{'up' if after > before else 'down'} from {before}"


def tracker_picture(book: Book, body: str) -> Picture:
    """How many of a body's recommendations were met at each review, and how many there were."""
    days = review_dates(book, body)
    standing = [standing_at(book, body, day) for day in days]
    if not standing:
        return Picture(_MET, body, f"No recommendation of {body} has been reviewed.")
    labels = tuple(snapshot(day).label for day in days)
    met = [sum(1 for status in each if status is RecommendationStatus.MET) for each in standing]
    partly = [sum(1 for status in each if status is RecommendationStatus.PARTLY) for each in standing]
    said = f"{body}: {met[-1]} of {len(standing[-1])} met at the review of {labels[-1]}"
    if len(days) > 1:
        said += f", {met[-1] - met[0]:+d} since {labels[0]}" if met[-1] != met[0] else f", as in {labels[0]}"
    return Picture(
        _MET,
        body,
        f"{said}.".replace("+", "+\u2060"),
        labels,
        ("",) * len(days),
        tuple(
            Spot(at, Decimal(count), f"{labels[at]}: {count} of {len(standing[at])} met")
            for at, count in enumerate(met)
        ),
        (
            Line(LineKind.FIGURES, "Met", tuple(Decimal(count) for count in met)),
            Line(LineKind.TARGET, "All", tuple(Decimal(len(each)) for each in standing)),
        ),
        columns=("Review", "Met", "Partly met", "All"),
        rows=tuple(
            (labels[at], str(met[at]), str(partly[at]), str(len(standing[at]))) for at in reversed(range(len(days)))
        ),
    )


def milestones_picture(book: Book, programme: Programme) -> Picture:
    """How many days after its planned date each milestone was reached or is now expected; before it is below nil."""
    dated = [
        (one, one.planned, one.completed or one.forecast or one.planned)
        for one in milestones_of(book, programme)
        if one.planned is not None
    ]
    if not dated:
        return Picture(_SLIP, programme.name, "No milestone of the programme has a planned date.")
    late = [(expected - planned).days for _, planned, expected in dated]
    worst = max(range(len(late)), key=lambda at: late[at])
    said = f"{programme.name}: every milestone is on its planned date or before"
    if late[worst] > 0:
        many = sum(1 for days in late if days > 0)
        verb = "is" if many == 1 else "are"
        said = f"{programme.name}: {many} of {len(late)} milestones {verb} later than planned, most of all "
        said += f"“{dated[worst][0].text}”, by {_days(late[worst])}"
    return Picture(
        _SLIP,
        programme.name,
        f"{said}.",
        tuple(one.text for one, _, _ in dated),
        ("",) * len(dated),
        tuple(
            Spot(at, Decimal(days), f"{dated[at][0].text}: {_days(days) if days else 'on its date'}")
            for at, days in enumerate(late)
        ),
        bars=tuple(
            Bar(at, Decimal(0), Decimal(days), BarKind.LESS if days > 0 else BarKind.MORE, _days(days) if days else "0")
            for at, days in enumerate(late)
        ),
        columns=("Milestone", "Planned", "Reached or expected", "Days after"),
        rows=tuple(
            (one.text, snapshot(planned).label, snapshot(expected).label, str(days))
            for (one, planned, expected), days in zip(dated, late, strict=True)
        ),
    )


def _days(count: int) -> str:
    """``44 days``, ``1 day``, ``3 days early``."""
    many = abs(count)
    return f"{many} {'day' if many == 1 else 'days'}{' early' if count < 0 else ''}"

"""Imports: files read into a plan, the plan accepted as one step."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.profile import BenchmarkChoice, Profile
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.uncollected import uncollected
from scorecard_desktop.importing import LEFT_OUT, ColumnFound, Gathered, LeftOut, Meaning, TableFound, TableKind
from scorecard_desktop.importing.benchmarks_wanted import BenchmarksWanted
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.known_words import known_words
from scorecard_desktop.importing.limits import limits_of
from scorecard_desktop.importing.meanings import given
from scorecard_desktop.importing.plan import Action, Counts, ImportPlan, PlanEntry
from scorecard_desktop.services.backups import refuse_gone
from scorecard_desktop.services.benchmarks import NOTHING_ASKED, AskedBenchmarks, choices_of
from scorecard_desktop.services.progress import Cancelled as AskCancelled
from scorecard_desktop.services.progress import Progress, no_progress, not_cancelled
from scorecard_desktop.services.reading import STEPS, HowToRead, gather_files
from scorecard_desktop.services.session import HistoryEntry, Key, Session, first_change_set

__all__ = [
    "LEFT_OUT",
    "Action",
    "AskedBenchmarks",
    "BenchmarkChoice",
    "ColumnFound",
    "Counts",
    "ImportPlan",
    "ImportResult",
    "LeftOut",
    "Meaning",
    "PlanEntry",
    "TableFound",
    "TableKind",
    "apply_plan",
    "import_into",
    "meaning_choices",
    "plan_import",
    "preview",
    "result_of",
]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: how many records were added, altered, left as they were and not taken; what it found."""

    added: int
    altered: int
    unchanged: int
    rejected: int
    findings: tuple[Finding, ...]


def plan_import(
    book: Book,
    paths: Sequence[Path | str],
    *,
    profile: str = "",
    meanings: Sequence[Meaning] = (),
    benchmarks: AskedBenchmarks = NOTHING_ASKED,
    history: Callable[[Record], Sequence[HistoryEntry]] | None = None,
    progress: Progress | None = None,
    cancelled: AskCancelled | None = None,
) -> ImportPlan:
    """What importing the files into ``book`` would do; nothing is changed.

    Raises Refusal where one of them cannot be read or nothing in any of them is recognised, and Cancelled where
    ``cancelled`` answers yes. What ``meanings`` say of a heading goes before what it seems to say itself. ``profile``
    names the remembered layout to read by; unless said, each file is read by the one that remembers its shape.
    Of files of published figures that is taken which ``benchmarks`` ask for, beside what their layouts remember; where
    that is nothing, the plan says what they hold and has no entries.
    ``history`` gives the changes of a record, newest first, for a conflict to say whose.
    """
    tell = progress or no_progress
    stop = cancelled or not_cancelled
    wanted = BenchmarksWanted(
        {indicator.id: indicator for indicator in book.all(Indicator)},
        benchmarks.chosen,
        choices_of(book, benchmarks),
    )
    how = HowToRead(limits_of(book), wanted, given(meanings, known_words(book)), tuple(book.all(Profile)), profile)
    with uncollected():
        return _planned(book, paths, how, history, tell, stop)


def _planned(
    book: Book,
    paths: Sequence[Path | str],
    how: HowToRead,
    history: Callable[[Record], Sequence[HistoryEntry]] | None,
    tell: Progress,
    stop: AskCancelled,
) -> ImportPlan:
    read = gather_files([Path(path) for path in paths], how, tell, stop)
    gathered = list({file.hash: file for file in reversed(read)}.values())[::-1]
    if not any(file.records or file.published is not None for file in gathered):
        _refuse_if_not_filled_in(gathered)
        seen = next((finding.message for file in gathered for finding in file.findings), "")
        raise Refusal(
            f"Nothing in {_names(gathered)} was recognised as a scorecard, a risk register or a budget table. "
            f"{seen or 'Check that it is the right workbook.'}"
        )
    tell(len(paths) * STEPS, len(paths) * STEPS, "Comparing with what is known")
    when = datetime.now().astimezone().isoformat(timespec="minutes")

    def changed_by(record: Record) -> str:
        entries = history(record) if history is not None else ()
        return f"{entries[0].who} on {_day(entries[0].when)}" if entries else ""

    return decide(book, [_not_silent(file) for file in gathered], when, changed_by)


def _day(when: datetime) -> str:
    local = when.astimezone()
    return f"{local.day} {local:%b %Y}"


def _refuse_if_not_filled_in(gathered: Sequence[Gathered]) -> None:
    forms = [file for file in gathered if file.returns and not file.findings]
    if forms and len(forms) == len(gathered):
        verb = "is a return form" if len(forms) == 1 else "are return forms"
        raise Refusal(f"{_names(forms)} {verb}, and nothing is filled in yet.")


def _names(gathered: Sequence[Gathered]) -> str:
    return ", ".join(f"“{file.name}”" for file in gathered)


def _not_silent(file: Gathered) -> Gathered:
    """A file among others that gave nothing says so."""
    if file.records or file.findings or file.published is not None:
        return file
    if file.returns:
        blank = Finding(
            "not-filled-in",
            Severity.WARNING,
            "This return form came back with nothing filled in.",
            "Ask the service to fill it in.",
            subject=file.name,
            file=file.name,
        )
        return replace(file, findings=(blank,), returns=())
    nothing = Finding(
        "not-recognised",
        Severity.WARNING,
        "Nothing in this workbook was recognised as a scorecard, a risk register or a budget table.",
        "Check that it is the right workbook.",
        subject=file.name,
        file=file.name,
    )
    return replace(file, findings=(nothing,))


def meaning_choices() -> Mapping[TableKind, Sequence[str]]:
    """What a column of each kind of table may be said to hold, in the order in which it is offered."""
    from scorecard_desktop.importing.choices import CHOICES

    return CHOICES


def apply_plan(session: Session, plan: ImportPlan, accepted: Collection[int] | None = None) -> ImportResult:
    """Make the plan's changes, or those at the ``accepted`` positions of its entries, as one step of undo.

    A file that is imported again and changes nothing makes no step. Raises Conflict where the book has moved on
    since the plan was made, Refusal where it cannot be written.
    """
    session.commit(plan.change_set(accepted))
    return result_of(plan, accepted)


def preview(
    store: Path,
    paths: Sequence[Path | str],
    *,
    profile: str = "",
    meanings: Sequence[Meaning] = (),
    benchmarks: AskedBenchmarks = NOTHING_ASKED,
    key: Key | None = None,
) -> tuple[Book, ImportPlan]:
    """What importing into the store at ``store`` would do, and the book as it would be. Nothing is written.

    A store that is not there yet is taken to be new; ``key`` is its password where it has one. Raises Refusal as
    ``plan_import`` does.
    """
    refuse_gone(store)
    if store.exists():
        with Session.open(store, read_only=True, key=key) as session:
            book = session.book
    else:
        book = _new_book()
    plan = plan_import(book, paths, profile=profile, meanings=meanings, benchmarks=benchmarks)
    after = book.copy()
    after.apply(plan.change_set().changes)
    return after, plan


def import_into(
    store: Path,
    paths: Sequence[Path | str],
    *,
    profile: str = "",
    meanings: Sequence[Meaning] = (),
    benchmarks: AskedBenchmarks = NOTHING_ASKED,
    key: Key | None = None,
) -> tuple[Book, ImportPlan]:
    """Import files into the store at ``store``, made where there is none, and give its book and what was done.

    Raises Refusal with nothing changed: a new store is not made before the files are read, and does not stay where
    what they hold could not be written to it.
    """
    refuse_gone(store)
    if store.exists():
        with Session.open(store, key=key) as session:
            history = session.history
            plan = plan_import(
                session.book, paths, profile=profile, meanings=meanings, benchmarks=benchmarks, history=history
            )
            _refuse_unchosen(plan)
            apply_plan(session, plan)
            return session.book, plan
    plan = plan_import(_new_book(), paths, profile=profile, meanings=meanings, benchmarks=benchmarks)
    _refuse_unchosen(plan)
    with Session.open(store) as session:
        try:
            apply_plan(session, plan)
        except BaseException:
            session.close()
            with contextlib.suppress(OSError):  # a drive that is gone has nothing removed
                store.unlink(missing_ok=True)
            raise
        return session.book, plan


def _refuse_unchosen(plan: ImportPlan) -> None:
    """Raises Refusal where there is nothing to import but a file of published figures of which nothing was chosen."""
    unchosen = [file for file in plan.published if not file.choices]
    if unchosen and not plan.entries:
        raise Refusal(
            f"“{unchosen[0].name}” holds published figures, and nothing is chosen from it yet. Say which column is a "
            "benchmark of which indicator (--benchmark 5.4=column) and whose figures (--geography England); --dry-run "
            "lists what there is."
        )


def _new_book() -> Book:
    return Book(change.record for change in first_change_set().changes)


def result_of(plan: ImportPlan, accepted: Collection[int] | None = None) -> ImportResult:
    """What making the plan does, or would do. What an accepted entry needs comes with it and is counted too."""
    if accepted is None:
        counts = plan.counts
        return ImportResult(counts.added, counts.altered, counts.unchanged, counts.rejected, plan.findings)
    made = {(change.record.record_kind, change.record.key) for change in plan.change_set(accepted).changes}
    taken = [entry for entry in plan.entries if (entry.record.record_kind, entry.record.key) in made]
    offered = [entry for entry in plan.entries if entry.action in (Action.ADD, Action.ALTER)]
    added = sum(1 for entry in taken if entry.action is Action.ADD)
    altered = sum(1 for entry in taken if entry.action is Action.ALTER)
    left = len(offered) - added - altered
    return ImportResult(added, altered, plan.counts.unchanged, plan.counts.rejected + left, plan.findings)

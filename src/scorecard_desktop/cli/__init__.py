"""The ``scorecard`` command: the whole job without a window, for officers, scripts and checks.

Exit codes: 0 done; 1 done, and errors stand among the findings; 2 refused, with one plain line on standard error and
nothing changed on the disk; 3 a fault of ours, with a report of it in a file.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from scorecard_desktop import __version__
from scorecard_desktop.cli import about, history, importing, passwords, publishing, settings
from scorecard_desktop.cli.printing import (
    from_and_to,
    plural,
    print_findings,
    print_json,
    print_pack,
    print_ratings,
    print_table,
)
from scorecard_desktop.cli.stores import backup_to_offer, book_of, ledger_of, session_of, store_of
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.uncollected import uncollected

if TYPE_CHECKING:
    from datetime import date

    from scorecard_desktop.domain.book import Book
    from scorecard_desktop.domain.period import Period
    from scorecard_desktop.services.packer import PackRequest
    from scorecard_desktop.services.rows import Row

DONE, DONE_WITH_ERRORS, REFUSED, FAULT = 0, 1, 2, 3
_STOPPED = 130

_EXIT_CODES = """exit codes:
  0  done
  1  done, and there are findings of severity error: import, in the workbooks themselves; check and pack, in the store
  2  refused: one line says why, and nothing has changed
  3  a fault of the program: one line says where the report is"""
_PERIOD_HELP = "as 2018-04, 2017-18 Q2, 2016-17 or as the workbook heads its column"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream of a test's own
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    asked = None
    try:
        with uncollected():  # what a command loads and reads is all kept until it ends
            asked = parser().parse_args(argv)
            code: int = asked.run(asked)
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        print(f"{refusal.message}{backup_to_offer(refusal, asked)}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. Nothing was left half-done.", file=sys.stderr)
        return _STOPPED
    except BrokenPipeError:  # whoever read our output has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as fault:  # noqa: BLE001 -- whatever it is, the officer gets one line and we a report
        return _report(fault)


def _add_password(parser: argparse.ArgumentParser, default: str | None) -> None:
    told = "a file whose first line is the scorecard file's password, where it has one"
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", default=default, help=told if default is None else default
    )


def _report(fault: BaseException) -> int:
    from scorecard_desktop.services.faults import write_report

    try:
        where = f"A report of it, with none of your figures, is in {write_report(fault)}."
    except OSError:
        where = f"It is a {type(fault).__name__}, and no report of it could be written."
    print(f"Something went wrong that is not your doing. {where}", file=sys.stderr)
    return FAULT


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


def parser() -> argparse.ArgumentParser:
    """What the command line may say."""
    parser = _Parser(
        prog="scorecard",
        description="Scorecards, ratings and accessible committee packs for council officers.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"scorecard {__version__}")
    parser.add_argument("--store", type=Path, help="the scorecard file (the one in your own data folder unless said)")
    _add_password(parser, None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)

    def command(name: str, what: str, *, has_json: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=what, description=f"{what[:1].upper()}{what[1:]}.", epilog=_EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        made.add_argument("--store", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        _add_password(made, argparse.SUPPRESS)
        if has_json:
            made.add_argument("--json", action="store_true", help="print JSON for other programs")
        return made

    add = command("import", "read workbooks into the scorecard file, which is made where there is none")
    importing.add_options(add)
    add.set_defaults(run=_import)

    check = command("check", "list what is wrong in the figures")
    check.add_argument("--public", action="store_true", help="also what keeps a public version from being made")
    check.set_defaults(run=_check)

    rate = command("rate", "rate every indicator, with the proof of each rating")
    rate.add_argument("--period", help=f"{_PERIOD_HELP}; each scorecard's current period unless said")
    rate.set_defaults(run=_rate)
    _add_day(rate)

    spc = command("spc", "draw the control charts of series given as JSON")
    spc.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a JSON file; standard input unless said")
    spc.set_defaults(run=_spc)

    reconcile = command("reconcile", "list what changed on the risk registers between two reviews")
    date_help = "a day or a month: 2018-07-31 or 2018-07; the reviews of that month, or the latest before it"
    reconcile.add_argument("--from", dest="earlier", required=True, metavar="DATE", help=date_help)
    reconcile.add_argument("--to", dest="later", required=True, metavar="DATE", help=date_help)
    reconcile.add_argument(
        "--not-compared", action="store_true", help="list only what could not be compared: facts that a review lacks"
    )
    reconcile.set_defaults(run=_reconcile)

    pack = command("pack", "write the committee pack as an accessible PDF, a web page or a workbook", has_json=False)
    _describe_pack(pack)
    pack.set_defaults(run=_pack)

    export = command("export", "write everything in the store as an Excel workbook, which can be imported again")
    export.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="where to write it")
    export.set_defaults(run=_export)
    _add_day(export)

    returns = command("returns", "list which services still owe figures, and write the forms that they fill in")
    returns.add_argument("--period", help=f"{_PERIOD_HELP}; the one after the latest reported unless said")
    returns.add_argument("--out", type=Path, metavar="DIR", help="write a form for each service into this folder")
    returns.add_argument("--service", action="append", metavar="NAME", help="only this service; may be said again")
    returns.add_argument("--due", metavar="DATE", help="the day by which the forms are due back, 2018-05-09")
    returns.set_defaults(run=_returns)

    _add_looking_back(command)

    demo = command("demo", "make the sample council's scorecard file and pack", has_json=False)
    demo.add_argument(
        "--out", type=Path, default=Path("scorecard-demo"), metavar="DIR", help="the folder to make them in"
    )
    demo.set_defaults(run=_demo)
    return parser


def _add_looking_back(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    published = command("published", "list the packs that were published, or withdraw one")
    publishing.describe(published)
    published.set_defaults(run=publishing.run)

    past = command("history", "search who changed what, when and why, or list what anything said on a day")
    history.describe(past)
    past.set_defaults(run=history.run)

    provenance = command("about", "say which version of the program made the scorecard file, and which wrote it last")
    about.describe(provenance)
    provenance.set_defaults(run=about.run)

    password = command("password", "set, change or take off the password of the scorecard file and its backups")
    passwords.describe(password)
    password.set_defaults(run=passwords.run)

    choices = command("settings", "list the settings with what holds and where it is from, or enter one")
    settings.describe(choices)
    choices.set_defaults(run=settings.run)


def _add_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", default="", metavar="DAY", help="the figures as they stood at the end of a day")


def _describe_pack(pack: argparse.ArgumentParser) -> None:
    pack.add_argument("--out", type=Path, required=True, metavar="FILE", help="a .pdf, .html or .xlsx file")
    pack.add_argument("--variant", metavar="NAME", help="how a PDF is set: standard, large (large print) or plain")
    pack.add_argument("--period", help=f"{_PERIOD_HELP}; scorecards without it report their latest before it ended")
    pack.add_argument("--template", metavar="NAME", help=f"what it holds: {_templates()}, or one of your own")
    pack.add_argument("--publish", action="store_true", help="note that it goes out: later changes are restatements")
    pack.add_argument("--public", action="store_true", help="the version for the public: small numbers held back")
    for name, what in _COVER:
        pack.add_argument(f"--{name}", help=what)


def _templates() -> str:
    from scorecard_desktop.domain.template import BUILT_IN

    return ", ".join(template.name for template in BUILT_IN)


_COVER = (
    ("committee", "the committee on the cover"),
    ("date", "the date of the meeting, 2018-07-10; today unless said"),
    ("title", "the title on the cover"),
    ("council", "the council on the cover"),
    ("author", "the report author on the cover"),
    ("item", "the agenda item on the cover"),
    ("marking", "the protective marking of every page"),
)


def _import(asked: argparse.Namespace) -> int:
    return _code(importing.run(asked, store_of(asked)))


def _check(asked: argparse.Namespace) -> int:
    from scorecard_desktop.services.rows import finding_rows

    ledger = ledger_of(asked)
    found = ledger.findings()
    if asked.public:
        from scorecard_desktop.services.packer import request_from
        from scorecard_desktop.services.public_pack import public_book

        found += public_book(ledger.book, request_from(ledger.book)).findings
    findings = finding_rows(ledger.book, found)
    if asked.json:
        print_json(findings)
    elif findings:
        print_findings(findings)
    else:
        print("Nothing was found.")
    return _code(findings)


def _rate(asked: argparse.Namespace) -> int:
    from scorecard_desktop.services.periods import current_periods, periods_named
    from scorecard_desktop.services.rows import rating_rows

    ledger = ledger_of(asked)
    book = ledger.book
    rows = rating_rows(ledger, periods_named(book, asked.period) if asked.period else current_periods(book))
    if asked.json:
        print_json(rows)
    else:
        print_ratings(rows)
    return DONE


def _spc(asked: argparse.Namespace) -> int:
    from scorecard_desktop.services.spc import answers

    try:
        text = asked.file.read_text("utf-8") if asked.file is not None else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise Refusal(f"“{asked.file or 'standard input'}” could not be read: {reason}.") from error
    print_json(answers(text))
    return DONE


def _reconcile(asked: argparse.Namespace) -> int:
    from scorecard_desktop.services.registers import reconcile_registers, uncompared
    from scorecard_desktop.services.rows import gap_rows, risk_rows

    book = book_of(asked)
    gaps = uncompared(book, asked.earlier, asked.later)
    rows = risk_rows(reconcile_registers(book, asked.earlier, asked.later), gaps)
    if asked.json:
        print_json(gap_rows(gaps) if asked.not_compared else rows)
        return DONE
    if not asked.not_compared:
        lines = [(r["risk"], r["change"], r["aspect"], from_and_to(str(r["before"]), str(r["after"]))) for r in rows]
        if lines:
            print_table(("Risk", "Change", "Of what", "From and to"), lines)
        else:
            print("Nothing that both reviews state has changed." if gaps else "Nothing has changed.")
    if gaps:
        print("" if asked.not_compared else "\nNot compared, since a review does not say:")
        print_table(("Risk", "Earlier review", "Later review"), [(g.number, g.before, g.after) for _, g in gaps])
    elif asked.not_compared:
        print("Everything could be compared.")
    return DONE


def _pack(asked: argparse.Namespace) -> int:
    from dataclasses import replace

    from scorecard_desktop.services.packer import make_pack

    if asked.publish:
        ledger = publishing.draw_and_publish(asked, lambda book: _request(asked, book))
    else:
        with session_of(asked, read_only=True) as session:
            ledger, moment = session.ledger, session.last_changed
        made = make_pack(ledger.book, asked.out, replace(_request(asked, ledger.book), moment=moment))
        print_pack(made)
    errors = [finding for finding in ledger.findings() if finding.severity.value == "error"]
    if errors:
        print(f"{len(errors)} {plural(len(errors), 'error')} in the figures: scorecard check lists them.")
    return DONE_WITH_ERRORS if errors else DONE


def _day(text: str | None) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refusal(f"“{text}” is not a date. Write 2018-07-10.") from error


def _request(asked: argparse.Namespace, book: Book) -> PackRequest:
    """What the store says of the pack, with what the command says over it."""
    from dataclasses import replace

    from scorecard_desktop.services.packer import request_from
    from scorecard_desktop.services.periods import periods_up_to

    said = {name: getattr(asked, name) for name, _ in _COVER if getattr(asked, name) is not None}
    if "author" in said:
        said["report_author"] = said.pop("author")
    if "date" in said:
        said["date"] = _day(said["date"])
    if asked.period:
        said["periods"] = tuple(periods_up_to(book, asked.period))
    if asked.template is not None:
        said["template"] = asked.template
    if asked.variant is not None:
        said["variant"] = asked.variant
    return replace(request_from(book, said.get("date")), **said, public=asked.public)


def _export(asked: argparse.Namespace) -> int:
    from scorecard_desktop.services.exporter import export_workbook

    made = export_workbook(book_of(asked), asked.out)
    if asked.json:
        print_json({"path": str(made.path), "sheets": made.sheets})
    else:
        print(f"{made.path}: {made.sheets} sheets")
    return DONE


def _returns(asked: argparse.Namespace) -> int:
    from datetime import date

    from scorecard_desktop.services.returns import chasing_list

    today = date.today()
    if asked.out is not None:
        from scorecard_desktop.services.returns import make_forms

        with session_of(asked) as session:
            period = _return_period(session.book, asked.period)
            forms, noted = make_forms(
                session.book, asked.out, period, only=asked.service, due=_day(asked.due), today=today
            )
            session.commit(noted)
            book = session.book
        if not asked.json:
            for form in forms:
                print(f"{form.path}: {form.lines} {plural(form.lines, 'indicator')}")
            return DONE
    else:
        book = book_of(asked)
        period = _return_period(book, asked.period)
    lines = chasing_list(book, period, today)
    if asked.json:
        from scorecard_desktop.services.rows import return_rows

        print_json(return_rows(lines))
    elif lines:
        print_table(
            ("Service", "Period", "State", "Due", "Missing"),
            [
                (
                    line.service or "no service named",
                    line.period.label,
                    line.state.value,
                    line.due.isoformat() if line.due is not None else "",
                    f"{len(line.missing)} of {line.expected}",
                )
                for line in lines
            ],
        )
    else:
        print(f"No service owes a figure for {period.label}.")
    return DONE


def _return_period(book: Book, label: str | None) -> Period:
    from scorecard_desktop.domain.period_label import read_label
    from scorecard_desktop.services.returns import next_period

    if label:
        heading = read_label(label)
        if heading is None:
            raise Refusal(f"“{label}” is not a period. Write 2018-04, 2017-18 Q2 or 2016-17.")
        return heading.period
    period = next_period(book)
    if period is None:
        raise Refusal("No scorecard has a figure yet: import a workbook, or say --period.")
    return period


def _demo(asked: argparse.Namespace) -> int:
    from scorecard_desktop.services.demo import build_demo

    made = build_demo(asked.out)
    print(f"{made.store}: {made.imported.added:,} records of a council that does not exist")
    print(f"{made.pack.path}: {made.pack.pages} pages")
    return DONE


def _code(findings: Iterable[Row]) -> int:
    return DONE_WITH_ERRORS if any(finding["severity"] == "error" for finding in findings) else DONE

"""Tasks and notes of risks, two programmes, and the committee's meetings so far, as the program's own lists.

It is what an officer would have who exported the registers, filled them in Excel and brings them home.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskTask
from scorecard_desktop.exporting.workbook.store import write_store

_COMMITTEE = "Children’s Services Committee"
_REGISTER = "childrens-services-risk-register"
_CARD = "childrens-services-scorecard"
_GENERAL_FUND = "forecast-revenue-outturn-general-fund-childrens-services"


def make() -> Workbook:
    """The lists, each on a sheet of its own."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "registers.xlsx"
        write_store(Book([*_risks(), *_programmes(), *_meetings()]), place, council="Barchester County Council")
        return load_workbook(place)


def _risks() -> list[Record]:
    transport, placements, plans = (f"{_REGISTER}/{number}" for number in ("rm201", "rm202", "rm207"))
    tasks = [
        (transport, "Train 100 pupils to travel by themselves", "F. Arabin", date(2025, 7, 31), "62 trained", None),
        (transport, "Join two routes with the neighbouring council", "F. Arabin", date(2025, 9, 1), "", None),
        (placements, "Assess twenty fostering households", "M. Thorne", date(2025, 6, 30), "Eleven begun", None),
        (placements, "Agree the payment for a second child", "M. Thorne", date(2025, 5, 1), "", date(2025, 4, 28)),
        (plans, "Appoint two psychologists", "F. Arabin", date(2025, 5, 31), "Both in post", date(2025, 5, 19)),
    ]
    return [
        # gone from the register between its two reviews: closed here, since its sheet says no more of it
        Risk(
            f"{_REGISTER}/rm203",
            "Children’s Services risk register",
            7,
            "RM203",
            date(2024, 10, 20),
            date(2025, 6, 12),
            "The roof is mended and the surveyor has signed it off.",
        ),
        *(RiskTask(f"{risk}/task-{number}", risk, number, *entry) for number, (risk, *entry) in enumerate(tasks, 1)),
        RiskNote(f"{placements}/note-1", placements, date(2025, 6, 16), "Two carers have asked to retire this autumn."),
        RiskNote(f"{plans}/note-1", plans, date(2025, 6, 17), "The outside assessments began on 2 June."),
        RiskBudgetLine(transport, f"{_GENERAL_FUND}/home-to-school-transport"),
    ]


def _programmes() -> list[Record]:
    return [
        Programme("homes", 1, "Closer to home: six small homes of our own", "Director of Children’s Services",
                  "S. Harding", "Six small homes in the county, so that fewer children are placed far away."),
        Highlight("homes", date(2025, 4, 30), Rag.GREEN, Merit.SAME, "The first home was registered and opened.",
                  "", "Open the second home. Appoint the manager of the third."),
        Highlight("homes", date(2025, 6, 30), Rag.AMBER, Merit.WORSE,
                  "The second home opened in May.\nAll posts at the third home are filled.",
                  "Planning consent for the fourth home came six weeks late; the builder works in two shifts.",
                  "Register the third home. Begin building the fourth.",
                  "Too few registered managers apply.", "£0.12m over on fitting out.", ""),
        Milestone("homes/1", "homes", 1, "First home opens", date(2025, 3, 1), None, date(2025, 2, 26), "Registered"),
        Milestone("homes/2", "homes", 2, "Second home opens", date(2025, 5, 1), None, date(2025, 5, 20), "Registered"),
        Milestone("homes/3", "homes", 3, "Third home opens", date(2025, 9, 1), date(2025, 10, 15), None, "Staffed"),
        Milestone("homes/4", "homes", 4, "Fourth home opens", date(2026, 3, 1)),
        ProgrammeMeasure("homes", f"{_CARD}/2.1", 1),
        ProgrammeMeasure("homes", f"{_CARD}/2.4", 2),
        ProgrammeMeasure("homes", f"{_CARD}/2.5", 3),
        Programme("plans", 2, "Plans on time", "Director of Education", "F. Arabin",
                  "Every education, health and care plan within twenty weeks by the summer of 2026."),
        Highlight("plans", date(2025, 6, 30), Rag.RED, Merit.BETTER, "Both psychologists are in post.",
                  "The backlog of 140 is being cleared more slowly than planned.",
                  "Buy sixty assessments from outside.", "Advice from the health service comes late.", "",
                  "Whether to buy a further forty assessments at £0.06m."),
        Milestone("plans/1", "plans", 1, "Half of the plans on time", date(2025, 6, 30), date(2025, 9, 30)),
        Milestone("plans/2", "plans", 2, "No plan older than thirty weeks", date(2025, 12, 31)),
        ProgrammeMeasure("plans", f"{_CARD}/3.4", 1),
    ]  # fmt: skip


def _meetings() -> list[Record]:
    held = {name: f"{name}-2025" for name in ("may", "july")}
    meetings = [
        Meeting(held["may"], _COMMITTEE, date(2025, 5, 13), "10am", "Council Chamber"),
        Meeting(held["july"], _COMMITTEE, date(2025, 7, 15), "10am", "Council Chamber"),
    ]
    items = [
        ("july", "7", "Performance report", "Head of Performance and Insight", "To consider the exceptions", ""),
        ("july", "8", "Revenue budget monitoring", "Head of Finance", "To note the forecast", ""),
        ("july", "9", "Risk register", "Head of Performance and Insight", "To consider the actions", ""),
        ("july", "10", "Lease of the fourth home", "S. Harding", "To agree the lease", "It names a private owner."),
    ]
    actions = [
        ("may", "Write to the health service about first assessments", "Clerk", date(2025, 6, 1),
         "The board answered on 9 June.", date(2025, 6, 12)),
        ("may", "Bring the cost of each route to school", "F. Arabin", date(2025, 7, 1), "", None),
    ]  # fmt: skip
    return [
        *meetings,
        *(
            AgendaItem(f"{held[to]}/{order}", held[to], order, title, number, lead, asked, "", exempt)
            for order, (to, number, title, lead, asked, exempt) in enumerate(items, 1)
        ),
        *(
            MeetingAction(f"{held[at]}/a{order}", held[at], order, *entry)
            for order, (at, *entry) in enumerate(actions, 1)
        ),
    ]

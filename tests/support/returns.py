"""Returns of services that do not exist, as their officers would write them: a workbook each."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

MONTHS = ("Nov 17", "Dec 17", "Jan 18", "Feb 18", "Mar 18", "Apr 18")
_KINDS = (
    "% of {} that are up to date",
    "Number of {} in the month",
    "% of {} seen within timescales",
    "Average number of {} for each worker",
)
_THINGS = ("plans", "assessments", "visits", "reviews", "referrals", "contacts", "conferences", "placements")


def write_return(path: Path, service: int, indicators: int, months: Sequence[str] = MONTHS) -> Path:
    """A return of a service: a title, a line of headings, a line for each indicator with its figures and a comment."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = f"Service {service}"
    sheet.append([f"Service {service} performance, {months[-1]}"])
    sheet.append([])
    sheet.append(["Ref", "Indicator", "Good is", "Target", *months, "Comment"])
    for number in range(1, indicators + 1):
        name = _KINDS[number % 4].format(f"{_THINGS[number % 8]} {number}")
        percent = name.startswith("%")
        figures = [
            0.5 + (number * 7 + at * 3 + service) % 50 / 100 if percent else (number * 13 + at * 5 + service) % 400
            for at in range(len(months))
        ]
        polarity = ("High", "Low", "Info")[number % 3]
        target = 0.9 if percent else "" if polarity == "Info" else 200
        comment = "Two workers were away for most of the month." if number % 5 == 0 else ""
        sheet.append([f"{service}.{number}", name, polarity, target, *figures, comment])
        if percent:
            for cell in sheet[sheet.max_row][3:-1]:
                cell.number_format = "0.0%"
    workbook.save(path)
    return path

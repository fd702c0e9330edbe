"""A finding of a register leads to the entry that it is about."""

from __future__ import annotations

import pytest

from scorecard_desktop.domain.budget_doubts import figure_of
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.followed import followed_of
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import import_into


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The sample council."""
    return import_into(tmp_path_factory.mktemp("samples") / "samples.scorecard", sample_workbooks())[0]


def test_that_every_finding_of_the_samples_leads_to_a_figure_or_to_the_entry_that_its_subject_names(book):
    unread = "unmapped-text"  # is about words of a workbook that became no entry
    findings = [one for one in check(book) if not one.indicator and one.rule != unread]
    kinds = set()
    for finding in findings:
        entry = followed_of(book, finding)
        assert entry is not None or figure_of(book, finding) is not None, finding
        if entry is not None:
            kinds.add(entry.record_kind)
    assert kinds == {"scorecard", "risk", "recommendation", "programme"}


@pytest.mark.parametrize("subject", ["", "Risk RM999, current score", "Recommendation 99, due date", "Anything"])
def test_that_a_finding_about_nothing_that_is_kept_leads_nowhere(book, subject):
    finding = Finding("target-date-passed", Severity.WARNING, "Late.", "Say when.", subject=subject)
    assert followed_of(book, finding) is None

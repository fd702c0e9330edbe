"""Papers to draw."""

import pytest

from scorecard_desktop.exporting.document import Document
from scorecard_desktop.exporting.pdf import write_pdf
from support.papers import every_block


@pytest.fixture(scope="session")
def paper() -> Document:
    """A paper with every kind of block, over several pages."""
    return every_block()


@pytest.fixture(scope="session")
def paper_pdf(paper, tmp_path_factory):
    """That paper as a file."""
    path = tmp_path_factory.mktemp("paper") / "paper.pdf"
    write_pdf(paper, path)
    return path

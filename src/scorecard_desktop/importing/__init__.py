"""Officers' workbooks into records, through a plan that can be read before anything is stored.

Gather, decide, act. Gathering reads one file and touches nothing else; deciding is pure; acting is for ``services``::

    gather(path, limits=Limits(), progress=None, cancelled=None, meanings=()) -> Gathered
    deciding.decide(book, [gathered, ...], when="2018-07-10T09:30") -> ImportPlan

``gather`` raises Refusal where the file cannot be read as a workbook (one plain line that says what to do), and
Cancelled where ``cancelled()`` came to be true. ``progress(done, total, what)`` is called as sheets are read.
Whatever is in the workbook and cannot be understood is a Finding in ``Gathered.findings``, never an exception.

``decide`` compares what was gathered with the book: ``ImportPlan.entries`` say what would be added, altered, left
or rejected, each with a line for the officer; ``ImportPlan.change_set(accepted)`` is what to commit, for all entries
or for those at the ``accepted`` positions; ``ImportPlan.counts``, ``findings``, ``tables`` and ``left_out`` are for
showing. ``when`` is noted as the time of import.

Nothing heavy is imported until a file is read.
"""

from scorecard_desktop.importing.gathered import ColumnFound, Gathered, LeftOut, TableFound, TableKind
from scorecard_desktop.importing.gathering import gather
from scorecard_desktop.importing.limits import Limits
from scorecard_desktop.importing.meanings import LEFT_OUT, Meaning

__all__ = ["LEFT_OUT", "ColumnFound", "Gathered", "LeftOut", "Limits", "Meaning", "TableFound", "TableKind", "gather"]

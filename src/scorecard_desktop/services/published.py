"""What a file of published figures holds, for the window and the command to show: loaded where there is such a file."""

from scorecard_desktop.importing.published_contents import PublishedFile
from scorecard_desktop.importing.published_header import PublishedColumn
from scorecard_desktop.importing.published_rows import Place

__all__ = ["Place", "PublishedColumn", "PublishedFile"]
